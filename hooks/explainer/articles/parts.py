"""What an article is read into: lines, links, and the names that its text refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from explainer.problems import Fault


@dataclass(frozen=True)
class Line:
    """A line, or what is left of it within a list or a quotation, and its place in the body."""

    offset: int
    text: str


@dataclass(frozen=True)
class Link:
    """An address in an article: its place, itself, and whether it is that of a picture."""

    offset: int
    target: str
    picture: bool = False


@dataclass
class Names:
    """What an article defines for its own text, and where: addresses and notes by their name,
    and what has been used of these."""

    addresses: dict[str, int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    used: set[tuple[Literal["address", "note"], str]] = field(default_factory=set)
    ids: dict[str, int] = field(default_factory=dict)


def named(text: str) -> str:
    """The name of a reference: case and white space do not matter."""
    return " ".join(text.split()).casefold()


TITLE = r"(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?"
"""The title of an address, as a regular expression."""


def note_id(tag: re.Match[str], offset: int, at: int, names: Names) -> Iterator[Fault]:
    """Enter the id of a tag, which no other may have."""
    found = re.search(r"\sid\s*=\s*[\"']?([^\s\"'>]+)", tag["rest"])
    if not found:
        return
    if found[1] in names.ids:
        yield Fault(at, f'id "{found[1][:40]}" is taken in this article', "Choose another")
    names.ids.setdefault(found[1], offset)
