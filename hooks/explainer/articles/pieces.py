"""The language of articles and of the words of the data: text, and calls of author functions.

A text holds comments ``{## … ##}``, what ``{% raw %} … {% endraw %}`` leaves as it is, and calls
``{{ name("id", key=True) }}`` (:mod:`explainer.articles.calls`). Nothing else is read. It takes
time in proportion to the text.

In an article (``markdown=True``) code between backticks or in a fence is shown as it is typed, a
backslash makes a brace a brace, and comments of HTML are comments (without two hyphens in them:
for some browsers these end one).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from explainer.articles.calls import MAX_CALL, SHOW, Call, Parser, Wrong
from explainer.problems import Fault

Kind = Literal["text", "raw", "code", "fence", "comment", "mark", "call"]
"""What a piece is; ``raw`` is text with braces of its own, ``mark`` the beginning or the end of
what is left as it is, which nobody sees."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; ``call`` is None if it is no call, or one with a fault."""

    kind: Kind
    start: int
    end: int
    call: Call | None = None


@dataclass
class Reading:
    """A text in pieces, which cover all of it, and what is wrong with it."""

    text: str
    pieces: list[Piece] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def masked(self, **characters: str) -> str:
        """The text, as long as it is, with pieces of some kinds blanked by a character each:
        ``call="\\0"``. Line ends stay. Braces of raw text, which are text, are as blank as code."""
        parts = []
        for piece in self.pieces:
            part = self.text[piece.start : piece.end]
            if piece.kind == "raw":
                part = part.translate({ord("{"): "\1", ord("}"): "\1"})
            elif piece.kind in characters:
                part = re.sub(r"[^\n]", characters[piece.kind], part)
            parts.append(part)
        return "".join(parts)


@lru_cache(maxsize=2**14)  # all texts of a site
def read(text: str, markdown: bool = False) -> Reading:
    """Read a text. The same reading is given again for the same text: leave it as it is."""
    reading = Reading(text)
    _Reader(reading, markdown).run()
    return reading


_MARKS = r"\{##|\{\{|\{%|\}\}|%\}|##\}"
_NEXT = {
    False: re.compile(_MARKS),
    True: re.compile(
        rf"\\[!-/:-@\[-`{{-~]|^[ \t]*(?P<fence>`{{3,}}|~{{3,}})(?P<rest>[^`\n]*)$|`+"
        rf"|<!--(?!-?>)(?s:(?!--).)*+-->|{_MARKS}",
        re.MULTILINE,
    ),
}
_RAW = re.compile(r"\{%[ \t]*raw[ \t]*%\}")
_ENDRAW = re.compile(r"\{%[ \t]*endraw[ \t]*%\}")
_PAIR = re.compile(rf"({_RAW.pattern})(.*?)({_ENDRAW.pattern})", re.DOTALL)
_END = re.compile(r"\}\}|%\}|\{\{|\{%|\n[ \t]*(?=\n|$)")
_TICKS = re.compile(r"`+")
_BLOCK_END = re.compile(r"\n(?=[ \t]*(?:\n|$|[-*+>#|][ \t]|\d+\.[ \t]|[>|<]|`{3}|~{3}))")
"""Where a paragraph ends, and with it what may be one code span."""


class _Reader:
    """Reads a text from its beginning to its end, never going back."""

    def __init__(self, reading: Reading, markdown: bool) -> None:
        self.reading, self.text, self.markdown = reading, reading.text, markdown
        self.at = 0
        self.raw: int | None = None
        self.dangling = ""

    def run(self) -> None:
        start = 0
        while match := _NEXT[self.markdown].search(self.text, start):
            start = match.end()
            found = match["fence"] if self.markdown and match["fence"] else match[0]
            if found[0] == "\\":
                continue
            if found[0] == "<":
                self.add("comment", *match.span())
            elif found[0] in "`~":
                start = self.fence(match) if match["fence"] else self.span(match)
            elif self.raw is not None:
                if found == "{%" and (end := _ENDRAW.match(self.text, match.start())):
                    start = self.add("mark", *end.span())
                    self.raw = None
            elif found == "{##":
                start = self.comment(match.start())
            elif found == "{%":
                start = self.statement(match.start())
            elif found == "{{":
                start = self.call(match.start())
            else:
                self.fault(match.start(), f"{found} closes nothing", f"Remove it. {SHOW}")
                self.add("call", *match.span())
        self.add(None, len(self.text), len(self.text))
        if self.raw is not None:
            self.fault(self.raw, "{% raw %} is not closed", "Write {% endraw %} where it ends")

    def add(self, kind: Kind | None, start: int, end: int, call: Call | None = None) -> int:
        """Note a piece, and the text before it; gives its end."""
        pieces = self.reading.pieces
        if start > self.at:
            pieces.append(Piece("text" if self.raw is None else "raw", self.at, start))
        if kind:
            pieces.append(Piece(kind, start, end, call))
        self.at = end
        return end

    def fault(self, offset: int, what: str, remedy: str) -> None:
        self.reading.faults.append(Fault(offset, what, remedy))

    def skip(self, start: int) -> int:
        """The end of braces with a fault: after what closes them, at the latest where others
        begin or the paragraph ends."""
        found = _END.search(self.text, start)
        if not found:
            return len(self.text)
        return found.end() if found[0] in ("}}", "%}") else found.start()

    # -- code ---------------------------------------------------------------------

    def fence(self, match: re.Match[str]) -> int:
        """A fence and what stands in it, up to the line that closes it."""
        marks, start = match["fence"], match.start()
        closing = re.compile(
            rf"^[ \t]*(?P<marks>{re.escape(marks[0])}{{{len(marks)},}})[ \t]*$", re.MULTILINE
        ).search(self.text, match.end())
        end = closing.end() if closing else len(self.text)
        if not closing:
            self.fault(start, f"the code after {marks[:9]} is not closed",
                       f"Write a line of {marks[:9]} where it ends")
        elif (closing["marks"] != marks or closing[0][0] in " \t") and match[0][0] not in " \t":
            self.fault(closing.start(), f"code closed by {closing[0].strip()} (expected {marks}, "
                       "at the beginning of the line)", "Write both lines alike")
        if match[0][0] in " \t":
            self.fault(start, "a fence of code that is indented (it is read as one only at the "
                       "beginning of a line)", "Begin its lines at the margin, outside of lists")
        elif not re.fullmatch(r" *[\w#.+-]*[ \t]*", match["rest"]):
            self.fault(match.start("rest"), f'"{match["rest"].strip()[:40]}" after {marks} '
                       "(expected one word, a language)", "Remove the rest")
        return self.code("fence", start, end)

    def span(self, match: re.Match[str]) -> int:
        """Code between backticks, within a paragraph."""
        marks = match[0]
        block = _BLOCK_END.search(self.text, match.end())
        limit = block.start() if block else len(self.text)
        for closing in _TICKS.finditer(self.text, match.end(), limit):
            if closing[0] == marks:
                return self.code("code", match.start(), closing.end())
        if self.dangling == marks:  # the other end of what has been reported
            self.dangling = ""
        else:
            self.dangling = marks
            self.fault(match.start(), f"code after {marks} is not closed within its paragraph",
                       f"Write {marks} where it ends; \\` is a backtick")
        return self.add("code", *match.span())

    def code(self, kind: Kind, start: int, end: int) -> int:
        """Note code. A pair of raw within it is left out, as in any text; what is alone is
        shown."""
        self.add(None, start, start)
        for pair in _PAIR.finditer(self.text, start, end):
            self.add(kind, self.at, pair.start())
            self.add("mark", *pair.span(1))
            self.add(kind, *pair.span(2))
            self.add("mark", *pair.span(3))
        return self.add(kind, self.at, end)

    # -- braces -------------------------------------------------------------------

    def comment(self, start: int) -> int:
        end = self.text.find("##}", start + 3)
        if end < 0:
            self.fault(start, "a comment is not closed", "Write ##} where it ends")
        return self.add("comment", start, len(self.text) if end < 0 else end + 3)

    def statement(self, start: int) -> int:
        if raw := _RAW.match(self.text, start):
            end = self.add("mark", *raw.span())
            self.raw = start
            return end
        if endraw := _ENDRAW.match(self.text, start):
            self.fault(start, "{% endraw %} closes nothing", "Remove it")
            return self.add("mark", *endraw.span())
        end = self.skip(start + 2)
        typed = " ".join(self.text[start:end].split())
        typed = typed if len(typed) <= 40 else f"{typed[:40]} …"
        self.fault(start, f"a statement, {typed}: only {{% raw %}} is read here",
                   f"Remove it. {SHOW}")
        return self.add("call", start, end)

    def call(self, start: int) -> int:
        limit = min(start + MAX_CALL, len(self.text))
        parser = Parser(self.text, start + 2, limit)
        try:
            call = parser.call()
        except Wrong as wrong:
            fault = wrong.fault
            if fault.offset >= len(self.text.rstrip()):
                fault = Fault(start, fault.what, fault.remedy)
            elif parser.offset >= limit < len(self.text):
                fault = Fault(start, f"a call of more than {MAX_CALL:,} characters",
                              "Close it with }}, or write a shorter one")
            self.reading.faults.append(fault)
            return self.add("call", start, self.skip(max(start + 2, fault.offset)))
        return self.add("call", start, parser.offset, call)


def placed(text: str, faults: Iterable[Fault]) -> Iterator[tuple[tuple[int, int], Fault]]:
    """Faults with their line and column; what is wrong more than once in a line, once."""
    seen: set[tuple[int, str]] = set()
    for fault in faults:
        at = place(text, fault.offset)
        if (at[0], fault.what) not in seen:
            seen.add((at[0], fault.what))
            yield at, fault


def calls(reading: Reading) -> Iterator[Call]:
    """The calls of a text that are in order."""
    return (piece.call for piece in reading.pieces if piece.call)


def place(text: str, offset: int) -> tuple[int, int]:
    """The 1-based line and column of a character."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
