"""YAML without surprises, with the position of every key and value.

Refused, each with its line and column: duplicate keys, anchors, aliases and tags,
keys that are not text, text that is not UTF-8, files over 256 KiB, and plain scalars
that YAML readers disagree about (``NO``, ``010``, ``1e3``, ``12:30:45``, ``1_000``).
Dates stay text; decimal numbers become :class:`~decimal.Decimal`, so that the digits
an author typed (and with them the rounding) are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

from explainer.problems import Location, Problems

MAX_BYTES = 256 * 1024

Path = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_NULLS = {"", "~", "null"}
_BOOLEANS = {"true": True, "false": False}
# What YAML 1.1 or 1.2 readers would turn into a number, a boolean or a merge.
_AMBIGUOUS = re.compile(
    r"""(?ix: yes|no|on|off|y|n|true|false|null
        | [-+]?0[0-9_]+ | [-+]?0x[0-9a-f_]+ | 0o[0-7]+ | 0b[01_]+
        | [-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?
        | [-+]?\.?[0-9][0-9_]*\.?[0-9_]*(e[-+]?[0-9]+)?
        | [-+]?\.(inf|nan) | = | <<)"""
)


@dataclass
class Document:
    """A parsed file: ``data`` as plain Python and where each part of it stands."""

    path: str
    data: Any
    _values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    _keys: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def locate(self, path: Path = (), *, key: bool = False) -> Location:
        """Where the value (or the key) at ``path`` stands; the nearest parent if it is absent."""
        marks = self._keys if key else self._values
        if path in marks:
            return Location(self.path, *marks[path])
        while path and path not in self._values:
            path = path[:-1]
        return Location(self.path, *self._values.get(path, (1, 1)))


def parse(content: bytes | str, path: str, problems: Problems, *, first_line: int = 1) -> Document:
    """Parse one YAML document.

    ``path`` is only used in messages; ``first_line`` is the line of the file on which
    ``content`` begins (for front matter). Faults are added to ``problems``; what could
    be read is returned all the same, so that later checks can run.
    """
    document = Document(path, None)
    if len(content) > MAX_BYTES:
        problems.add(
            Location(path),
            f"file too large (got {len(content):,} bytes, expected at most {MAX_BYTES:,})",
            "Split it by subject",
        )
        return document
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            problems.add(Location(path, line), "not UTF-8 text", "Save the file as UTF-8")
            return document
    reader = _Reader(document, problems, first_line - 1)
    try:
        reader.read(content)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line, mark.column) if mark else (0, 0)
        typed = content.split("\n")[: line + 1]
        column, what, remedy = _explained(error, typed, column)
        at = Location(path, line + first_line, column + 1)
        problems.add(at, f"not valid YAML: {what}", remedy)
    return document


_NO_SPACE = re.compile(r"\s*(- +)*[A-Za-z_][\w-]*:[^\s/]")
"""A line that was meant to begin with a key."""


def _explained(error: yaml.YAMLError, lines: list[str], column: int) -> tuple[int, str, str]:
    """Where, what is wrong and what to do, of a fault in the last of some lines; the parser's
    own words where they say it."""
    said = getattr(error, "problem", None) or str(error).splitlines()[0]
    line = lines[-1].rstrip("\r") if lines else ""
    before, at = line[:column], line[column : column + 1]
    tab = column if at == "\t" else before.find("\t")
    if tab >= 0 and (at == "\t" or not line[:tab].strip()):
        return tab, "a tab (expected spaces)", "Type spaces"
    if at == ":" and re.search(r":\s", before):
        return column, "a colon and a space within a text", "Put the text in quotes"
    if "cannot start any token" in said and at:
        return column, f"a text that begins with {at}", "Put the text in quotes"
    if "mapping values are not allowed" in said:
        if len(lines) > 1 and _NO_SPACE.match(lines[-2]):
            return column, "the key above has no space after its colon", "Write one"
        return column, "a key where none can stand", (
            "Indent it like the keys beside it; if it belongs to a text, put that in quotes"
        )
    if "expected key" in said and before.rstrip().endswith(('"', "'")):
        return column, "a text that goes on after its closing quotation mark", (
            "Put all of it in quotes of the other kind"
        )
    return column, said, "Mend the syntax"


class _Reader:
    """Builds plain data from YAML events, noting positions and refusing the surprising."""

    def __init__(self, document: Document, problems: Problems, line_offset: int) -> None:
        self.document = document
        self.problems = problems
        self.line_offset = line_offset

    def read(self, text: str) -> None:
        self.events = iter(yaml.parse(text, Loader=_LOADER))
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(event, "a second document", "Keep one document a file")
                    return
                self.document.data = self.node(next(self.events), ())

    def position(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        assert mark is not None  # events of a parser have their places
        return mark.line + 1 + self.line_offset, mark.column + 1

    def refuse(self, event: yaml.Event, what: str, remedy: str) -> None:
        self.problems.add(Location(self.document.path, *self.position(event)), what, remedy)

    def node(self, event: Any, path: Path) -> Any:
        self.document._values[path] = self.position(event)
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, f"alias *{event.anchor}", "Write the value out where it is used")
            return None
        if event.anchor:
            self.refuse(event, f"anchor &{event.anchor}", "Remove it; aliases are not used here")
        if event.tag and not isinstance(event.implicit, tuple) and not event.implicit:
            self.refuse(event, f"tag {event.tag}", "Remove it; types come from the data model")
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.scalar(event)

    def mapping(self, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, (*path, "<key>"))
            if isinstance(key, dict):
                self.refuse(
                    event, "a text that begins with {, or a mapping where a key should be",
                    "Put the text in quotes",
                )
                key = str(key)
            elif not isinstance(key, str):
                self.refuse(
                    event, f"key {key!r} is not text (got {type(key).__name__}, expected text)",
                    "Quote it",
                )
                key = str(key)
            here = (*path, key)
            if key in result:
                first = self.document._keys[here]
                self.refuse(
                    event, f'duplicate key "{key}" (first on line {first[0]})',
                    "Keep one of the two",
                )
                self.node(next(self.events), (*path, "<duplicate>"))
                continue
            self.document._keys[here] = self.position(event)
            result[key] = self.node(next(self.events), here)
        return result

    def sequence(self, path: Path) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            result.append(self.node(event, (*path, len(result))))
        return result

    def scalar(self, event: yaml.ScalarEvent) -> Any:
        if event.tag and not any(event.implicit):
            self.refuse(event, f"tag {event.tag}", "Remove it; types come from the data model")
        text = event.value
        if event.style:  # quoted or block; plain is "" or None
            return text
        if text in _NULLS:
            return None
        if text in _BOOLEANS:
            return _BOOLEANS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
        if _AMBIGUOUS.fullmatch(text):
            self.refuse(
                event, f"ambiguous plain value {text} (YAML readers disagree about its type)",
                f'Quote it ("{text}") if it is text, or write a plain decimal number',
            )
        return text
