"""YAML without surprises, with the position of every key and value.

Refused, each with its line and column: duplicate keys, anchors, aliases and tags,
keys that are not text, text that is not UTF-8, files over 256 KiB, plain scalars that YAML
readers disagree about (``NO``, ``010``, ``1e3``, ``12:30:45``, ``1_000``), characters nobody
can see, texts that a comment cuts short, and what is nested too deep.
Dates stay text; decimal numbers become :class:`~decimal.Decimal`, so that the digits
an author typed (and with them the rounding) are kept.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import Any

import yaml

from explainer.characters import UNWANTED, fault
from explainer.data.yaml_faults import KEY, QUOTES, explained
from explainer.files import MAX_BYTES, decoded
from explainer.memo import Memo
from explainer.problems import Location, Problems, said

MAX_DEPTH = 16
"""How deep mappings and lists may be nested; the data model needs six."""
MAX_DIGITS = 15
"""More than any figure has, and as many as every program can keep."""

Path = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_NUMBER = re.compile(rf"{_INTEGER.pattern}|{_DECIMAL.pattern}")
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
    faulty: set[Path] = field(default_factory=set)
    """Where something was refused: what else is wrong there may follow from it."""
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
    text = content if isinstance(content, str) else decoded(content, path, problems)
    if text is None:
        return document
    if _report_characters(text, path, problems, first_line):
        return document
    refused = Problems()
    reader = _Reader(document, refused, first_line - 1, text)
    try:
        reader.read()
    except yaml.YAMLError as error:
        line, column, what, remedy = explained(error, text)
        at = Location(path, line + first_line, column + 1)
        problems.extend(p for p in refused if p.location.line < at.line)  # others follow from it
        problems.add(at, f"not valid YAML: {what}", remedy)
        document.data = None
        return document
    except _TooDeep:
        document.data = None
    problems.extend(refused)
    return document


class _TooDeep(Exception):
    """What is nested too deep has been reported."""


def _report_characters(text: str, path: str, problems: Problems, first_line: int) -> bool:
    """Report the first unwanted character of each line; whether there is one."""
    if not UNWANTED.search(text):
        return False
    for number, line in enumerate(text.split("\n"), first_line):
        if match := UNWANTED.search(line):
            at = Location(path, number, match.start() + 1)
            problems.add(at, *fault(match[0]))
    return True


_IN_LINE = re.compile(rf"({KEY})\s*(?:：|:(?![ /]))", re.ASCII)
"""A key whose colon is not one, or has no space after it."""
_IDS = re.compile(r"[A-Za-z0-9.-]+\s*[，、；]\s*[A-Za-z0-9.-]+.*")
_PROSE = re.compile(r"[^!-~]")
_COMMENT = re.compile(r"(\s*)#(.?)")


def parse_kept(text: str, path: str, problems: Problems, memo: Memo) -> Document:
    """Like :func:`parse`; files that were in order when they were parsed before are not parsed
    again."""
    kept = memo.get(hashlib.sha256(text.encode()).digest(), partial(_in_order, text))
    return replace(kept, path=path) if kept else parse(text, path, problems)


def _in_order(text: str) -> Document | None:
    """The document of a file without its path; None if there is a fault in it."""
    problems = Problems()
    document = parse(text, "", problems)
    return None if problems else document


class _Reader:
    """Builds plain data from YAML events, noting positions and refusing the surprising."""

    def __init__(
        self, document: Document, problems: Problems, line_offset: int, text: str
    ) -> None:
        self.document = document
        self.problems = problems
        self.line_offset = line_offset
        self.text = text
        self.lines = [*re.split("\r\n|\r|\n", text), ""]  # as YAML counts them

    def read(self) -> None:
        self.events = iter(yaml.parse(self.text, Loader=_LOADER))
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

    def fault(self, path: Path, event: Any, what: str, remedy: str) -> None:
        """Refuse what makes a value another one than was meant."""
        self.document.faulty.add(path)
        self.refuse(event, what, remedy)

    def node(self, event: Any, path: Path) -> Any:
        self.document._values[path] = self.position(event)
        if len(path) > MAX_DEPTH:
            self.refuse(event, f"nested more than {MAX_DEPTH} deep", "Write it flatter")
            raise _TooDeep
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, f"alias *{event.anchor}", "Write the value out where it is used")
            return None
        if event.anchor:
            self.refuse(event, f"anchor &{event.anchor}", "Remove it; aliases are not used here")
        if event.tag and not isinstance(event.implicit, tuple) and not event.implicit:
            self.fault(
                path, event, f"tag {event.tag}", "Remove it; types come from the data model"
            )
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.scalar(event, path)

    def mapping(self, start: yaml.MappingStartEvent, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, (*path, "<key>"))
            if not isinstance(key, str):
                key = self.odd_key(event, key, path)
            here = (*path, key)
            if (*path, "<key>") in self.document.faulty:
                self.document.faulty.discard((*path, "<key>"))
                self.document.faulty.add(here)
            if key in result:
                first = self.document._keys[here]
                self.refuse(
                    event, f'duplicate key "{key}" (first on line {first[0]})',
                    "Keep one of the two",
                )
                self.node(next(self.events), (*path, "<duplicate>"))
                continue
            self.document._keys[here] = self.position(event)
            value = next(self.events)
            if start.flow_style and isinstance(value, yaml.ScalarEvent):
                self.lonely_key(event, value, key, path)
            result[key] = self.node(value, here)
        return result

    def odd_key(self, event: Any, key: Any, path: Path) -> str:
        """Refuse a key that is not text; gives it as one."""
        if isinstance(key, dict):
            self.fault(
                path, event, "a text that begins with {, or a mapping where a key should be",
                QUOTES,
            )
        elif isinstance(key, list):
            self.fault(path, event, "a list where a key should be", QUOTES)
        elif self.is_rest(event):
            self.fault(
                path, event, "a comma within a number (within { } it ends the value)",
                "Write the number without commas",
            )
        else:
            typed = event.value if isinstance(event, yaml.ScalarEvent) else said(key)
            kind = {bool: "true or false", type(None): "nothing"}.get(type(key), "a number")
            self.fault(
                path, event, f"key {typed} is not text (got {kind}, expected text)", "Quote it"
            )
            return str(typed)
        return str(key)

    def is_rest(self, event: Any) -> bool:
        """Whether a number within { } has no colon after it, so that it is no key."""
        after = self.text[event.end_mark.index :].lstrip()
        return isinstance(event, yaml.ScalarEvent) and after.startswith((",", "}"))

    def lonely_key(
        self, event: Any, value: Any, key: str, path: Path
    ) -> None:
        """Refuse a key within { } that has neither colon nor value: it is the rest of a text."""
        between = self.text[event.end_mark.index : value.start_mark.index]
        known = path in self.document.faulty or path[-1:] == ("<key>",)
        if value.style or value.value or ":" in between or known:
            return
        if match := _IN_LINE.match(key):
            self.fault(
                path, event, f'no colon and space after the key "{match[1]}"', "Write : and a space"
            )
        else:
            self.fault(
                path, event, f'"{key}" has no value: within {{ }} a comma ends a text', QUOTES
            )

    def sequence(self, path: Path) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            result.append(self.node(event, (*path, len(result))))
        return result

    def scalar(self, event: yaml.ScalarEvent, path: Path) -> Any:
        if event.tag and not any(event.implicit):
            self.refuse(event, f"tag {event.tag}", "Remove it; types come from the data model")
        text = event.value
        if event.style == '"' and (match := UNWANTED.search(text)):  # written as an escape
            self.fault(path, event, *fault(match[0]))
            text = UNWANTED.sub(" ", text)
        if event.style:  # quoted or block; plain is "" or None
            return text
        self.cut_short(event, path)
        if text in _NULLS:
            return None
        if text in _BOOLEANS:
            return _BOOLEANS[text]
        digits = sum(map(str.isdigit, text)) if len(text) > MAX_DIGITS else 0
        if digits > MAX_DIGITS and _NUMBER.fullmatch(text):
            self.fault(
                path, event, f"a number of {digits:,} digits (expected at "
                f"most {MAX_DIGITS})", "Write fewer digits, or put it in quotes if it is text",
            )
            return text
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
        if _AMBIGUOUS.fullmatch(text):
            self.fault(
                path, event, f"ambiguous plain value {text} (YAML readers disagree about its type)",
                f'Quote it ("{text}") if it is text, or write a plain decimal number',
            )
        return text

    def cut_short(self, event: Any, path: Path) -> None:
        """Refuse a text without quotes that is not all that was typed, or more than was meant."""
        start, end, text = event.start_mark, event.end_mark, event.value
        rest = range(start.line + 1, end.line + 1)
        if more := next((number for number in rest if self.lines[number].strip()), None):
            typed = self.lines[more]
            place = more, len(typed) - len(typed.lstrip())
            match = _IN_LINE.match(typed.strip())
            what = (
                f'no colon and space after the key "{match[1]}"' if match
                else "a line that belongs to the text above it"
            )
            remedy = "Write : and a space" if match else (
                "Put the whole text in quotes, or begin the line with a key, a colon and a space"
            )
        elif "#" in self.lines[end.line][end.column :] and _PROSE.search(text) and (
            found := _comment(self.lines[end.line], end.column)
        ):
            place = end.line, found
            what = "a comment that begins within a text"
            remedy = f"{QUOTES}, or write two spaces before # and one after it"
        elif not (path and isinstance(path[-1], str)) and (match := _IN_LINE.match(text)):
            place = start.line, start.column
            what = f'no colon and space after the key "{match[1]}"'
            remedy = "Write : and a space"
        elif not text.isascii() and _IDS.fullmatch(text):
            place = start.line, start.column
            what, remedy = f"a full-width sign between {text}", "Write a comma and a space"
        else:
            return
        self.document.faulty.add(path[:-1] if more else path)
        at = Location(self.document.path, place[0] + 1 + self.line_offset, place[1] + 1)
        self.problems.add(at, what, remedy)


def _comment(line: str, column: int) -> int | None:
    """Where a comment begins that follows a text at a column, unless it is set off from it."""
    match = _COMMENT.match(line, column)
    if match is None or (len(match[1]) > 1 and match[2] in ("", " ", "\r")):
        return None
    return match.end(1)
