"""What is wrong with a file that YAML cannot read, in an author's words and where it is typed.

The parser says where it gave up, which may be far below the slip; most slips are of a few
kinds, and their own places can be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

Explained = tuple[int, int, str, str]
"""Line and column, both from 0, what is wrong and what to do."""

KEY = r"[A-Za-z_][\w-]*"
_WIDE_COLON = re.compile(rf"^\s*(?:- +)*(?:[^#'\"]*[{{,]\s*)?{KEY}\s*(：)", re.ASCII)
_NO_SPACE = re.compile(rf"^\s*(?:- +)*{KEY}(:)[^\s/]", re.ASCII)
_WIDE_COMMA = re.compile(rf"(，)\s*{KEY}\s*[:：]", re.ASCII)
_COMMENT = re.compile(r"\s(#)")
_CALL = re.compile(r":\s+(?!['\"])[^,]*?(\{\{)")
_SIGN = re.compile(r"(?:^|[:,\[{-])\s+([*&!@`%|>])")
_CURLY = re.compile(r":\s+([“”„‟‘’])")
QUOTES = "Put the text in quotes"


@dataclass(frozen=True)
class _Fault:
    """What the parser says: its words, where it gave up, and where it was in what."""

    said: str
    context: str
    lines: list[str]
    line: int
    column: int
    start: int
    start_column: int

    @property
    def text(self) -> str:
        return self.lines[self.line].rstrip("\r") if self.line < len(self.lines) else ""

    @property
    def before(self) -> str:
        return self.text[: self.column]

    @property
    def at(self) -> str:
        return self.text[self.column : self.column + 1]


def explained(error: yaml.YAMLError, text: str) -> Explained:
    """Where a text that cannot be read is wrong, what is wrong, and what to do."""
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    context = context or mark
    fault = _Fault(
        getattr(error, "problem", None) or str(error).splitlines()[0],
        getattr(error, "context", None) or "",
        re.split("\r\n|\r|\n", text),
        mark.line if mark else 0, mark.column if mark else 0,
        context.line if context else 0, context.column if context else 0,
    )
    for look in _LOOKS:
        if found := look(fault, text):
            return found
    return fault.line, fault.column, fault.said, "Mend the syntax"


def _not_closed_quote(fault: _Fault, text: str) -> Explained | None:
    where = None
    if "quoted scalar" in fault.context and "end of stream" in fault.said:
        where = fault.start, fault.start_column
    elif "document" in fault.said or "'" in fault.said or "key" in fault.said:
        where = _quoted_over_lines(text, fault.line)
    return where and (
        *where, "a quotation mark that is not closed on its line",
        "Close it, and write a quotation mark within the text twice or of another kind",
    )


def _quoted_over_lines(text: str, line: int) -> tuple[int, int] | None:
    """Where the last text in quotation marks begins that ends on a line, if on one above it."""
    last = None
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                last = token
            if token.start_mark.line > line:
                break
    except yaml.YAMLError:
        pass
    if last is None or last.end_mark.line != line or last.start_mark.line == line:
        return None
    return last.start_mark.line, last.start_mark.column


def _tab(fault: _Fault, text: str) -> Explained | None:
    tab = fault.column if fault.at == "\t" else fault.before.find("\t")
    if tab >= 0 and (fault.at == "\t" or not fault.text[:tab].strip()):
        return fault.line, tab, "a tab (expected spaces)", "Type spaces"
    return None


def _search(
    pattern: re.Pattern[str], what: str, remedy: str
) -> Callable[[_Fault, str], Explained | None]:
    """Looks for a slip in the line where the parser gave up, and in those it was reading."""

    def look(fault: _Fault, text: str) -> Explained | None:
        first = max(fault.start if fault.start_column or fault.context else fault.line,
                    fault.line - 40)
        for line in range(fault.line, max(min(first, fault.line - 1), 0) - 1, -1):
            if line < len(fault.lines) and (match := pattern.search(fault.lines[line])):
                return line, match.start(1), what, remedy
        return None

    return look


def _colon(fault: _Fault, text: str) -> Explained | None:
    if fault.at == ":" and re.search(r":\s", fault.before):
        return fault.line, fault.column, "a colon and a space within a text", QUOTES
    return None


def _beginning(fault: _Fault, text: str) -> Explained | None:
    if ("cannot start any token" in fault.said or "alias" in fault.context
            or "directive" in fault.context or "anchor" in fault.context) and fault.at:
        at = fault.column if "token" in fault.said else fault.start_column
        line = fault.line if "token" in fault.said else fault.start
        sign = fault.lines[line][at : at + 1]
        return line, at, f"a text that begins with {sign}", QUOTES
    return None


def _key(fault: _Fault, text: str) -> Explained | None:
    if "mapping values are not allowed" in fault.said or (
        "expected key" in fault.said and not fault.before.strip()
    ) or "document start" in fault.said:
        return fault.line, fault.column, "a key where none can stand", (
            "Indent it like the keys beside it; if it belongs to a text, put that in quotes"
        )
    if "'-' indicator" in fault.said:
        return fault.line, fault.column, "a line that is indented unlike the entries above it", (
            "Indent an entry like the others, and its keys by two spaces more than its -"
        )
    if "sequence entries are not allowed" in fault.said:
        return fault.line, fault.column, "an entry of a list where none can stand", (
            "Begin the list on a line of its own; if - belongs to a text, put that in quotes"
        )
    if "could not find expected ':'" in fault.said:
        return fault.start, fault.start_column, "a line without a colon (expected key: value)", (
            "Write the key, a colon and a space; if the line belongs to a text, put that in quotes"
        )
    return None


def _after_quotes(fault: _Fault, text: str) -> Explained | None:
    if fault.before.rstrip().endswith(('"', "'")) and (
        "expected key" in fault.said or "expected ','" in fault.said
    ) and fault.at not in "#\n":
        return (
            fault.line, fault.column, "a text that goes on after its closing quotation mark",
            "Put all of it in quotes of the other kind",
        )
    return None


def _not_closed_bracket(fault: _Fault, text: str) -> Explained | None:
    if "flow" in fault.context and "expected ','" in fault.said:
        opened = fault.lines[fault.start][fault.start_column : fault.start_column + 1]
        closed = {"{": "}", "[": "]"}.get(opened, "")
        if fault.line == fault.start:
            return fault.line, fault.column, f"a text within {opened} {closed} that ends too soon",\
                QUOTES
        if match := _COMMENT.search(fault.lines[fault.start], fault.start_column):
            what = f"a comment that begins within {opened} {closed}"
            return fault.start, match.start(1), what, QUOTES
        return fault.start, fault.start_column, f"{opened} is not closed on its line", (
            f"Write {closed} at its end, and texts with commas or # in quotes"
        )
    return None


def _surplus(fault: _Fault, text: str) -> Explained | None:
    if fault.at in ("}", "]"):
        return fault.line, fault.column, f"{fault.at} closes nothing", "Remove it, or open it"
    return None


def _escape(fault: _Fault, text: str) -> Explained | None:
    if "escape" in fault.said:
        return fault.line, fault.column, "a backslash that YAML does not know in double quotes", (
            "Write it twice, or use single quotes"
        )
    return None


_SPACED = "Write one"
_LOOKS: tuple[Callable[[_Fault, str], Explained | None], ...] = (
    _not_closed_quote,
    _tab,
    _search(_WIDE_COLON, "a full-width colon after a key", "Write : and a space"),
    _search(_NO_SPACE, "the key has no space after its colon", _SPACED),
    _search(_CALL, "a call in a text without quotes", "Put the whole text in quotes"),
    _search(_WIDE_COMMA, "a full-width comma before a key", "Write , and a space"),
    _colon,
    _beginning,
    _after_quotes,
    _search(_CURLY, "quotation marks that are text to YAML", "Put the whole text in ' or \""),
    _search(_SIGN, "a text that begins with a sign YAML keeps for itself", QUOTES),
    _key,
    _surplus,
    _escape,
    _not_closed_bracket,
)
"""The kinds of slips, the surest first."""
