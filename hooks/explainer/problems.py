"""Problems found in a site's input, collected so that one run shows them all.

Every check reports here instead of raising, in one form::

    data/metrics/net-loss.yml:14:12: observations[3].source: unknown source "S3"
    (did you mean "S03"?). Use the id of a source in data/sources.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, order=True)
class Location:
    """A place in an input file: path relative to the project, 1-based line and column."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{harmless(self.path)}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: where it is, what is wrong (got, expected), and what to do about it."""

    location: Location
    what: str
    remedy: str
    warning: bool = False
    """Whether it is only something to look at again: nothing is refused for it."""

    def __str__(self) -> str:
        kind = "warning: " if self.warning else ""
        return harmless(f"{self.location}: {kind}{self._text}")

    def as_annotation(self, kind: Literal["error", "warning"] = "error") -> str:
        """The problem as a workflow command that marks the line in a pull request."""
        at, kind = self.location, "warning" if self.warning else "error"
        path = _escaped(harmless(at.path), "%:,")
        text = _escaped(harmless(self._text), "%")
        return f"::{kind} file={path},line={at.line},col={at.column}::{text}"

    @property
    def _text(self) -> str:
        return f"{_sentence(self.what)} {_sentence(self.remedy)}"


@dataclass(frozen=True)
class Fault:
    """What is wrong at an offset of a text, and what to do."""

    offset: int
    what: str
    remedy: str

    def moved(self, by: int) -> Fault:
        """The same in a text that this one is part of, from ``by`` on."""
        return Fault(self.offset + by, self.what, self.remedy)


@dataclass
class Problems:
    """A growing, de-duplicated collection of problems; iterates sorted by place. Warnings are
    kept beside them and do not count."""

    _found: set[Problem] = field(default_factory=set)
    _warned: set[Problem] = field(default_factory=set)

    def add(self, location: Location, what: str, remedy: str) -> None:
        self._found.add(Problem(location, what, remedy))

    def warn(self, location: Location, what: str, remedy: str) -> None:
        """Add what somebody should see to, and what stops nothing."""
        self._warned.add(Problem(location, what, remedy, warning=True))

    @property
    def warnings(self) -> list[Problem]:
        """What stops nothing, by place."""
        return sorted(self._warned)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add others, warnings to the warnings."""
        for problem in problems:
            (self._warned if problem.warning else self._found).add(problem)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)

    def summary(self) -> str:
        """``"1 problem in 1 file"``, for the last line of a run."""
        files = len({problem.location.path for problem in self._found})
        return (
            f"{len(self)} problem{'s' if len(self) != 1 else ''} "
            f"in {files} file{'s' if files != 1 else ''}"
        )

    def report(self) -> str:
        """All problems, a line each, and the total."""
        return "\n".join([*map(str, self), self.summary()])


class InvalidInput(Exception):
    """The site's input has problems; nothing was built from it."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems.report())
        self.problems = problems


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """`` (did you mean "S03"?)`` if a known id is near enough to the wrong one, else ``""``."""
    from rapidfuzz import fuzz, process, utils  # where nothing is wrong, nobody waits for it

    match = process.extractOne(
        wrong, list(known), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=60
    )
    return f' (did you mean "{match[0]}"?)' if match else ""


def said(value: object) -> str:
    """A value of a file, as messages name it: as it is written there, or what it is."""
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    if value is None or isinstance(value, bool):
        return "nothing" if value is None else str(value).lower()
    return repr(value) if isinstance(value, str) else str(value)


def harmless(text: str) -> str:
    """A text of a file, or a file's name, as one line that no terminal and no runner of
    workflows takes for a command: what does not show is written as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _escape(c) for c in text)


def _escape(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return character
    return character.encode("unicode_escape", "backslashreplace").decode()


def _escaped(text: str, characters: str) -> str:
    """A text with some characters as workflow commands want them."""
    for character in characters:  # % comes first
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
