"""What a site consists of beside its articles: made pages and files.

Everything that makes pages or files from the data offers them in these two forms; the
adapter writes them, and needs to know nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from explainer.articles.edition import Edition
from explainer.data.model import Language
from explainer.memo import Folded

Kind = Literal["article", "metric", "chart", "index"]


@dataclass(frozen=True)
class Page:
    """A page that no author wrote. ``name`` is its address without prefix and last slash
    (``facts/net-loss``); ``subject`` the id of the record it is about, if it is about one."""

    name: str
    language: Language
    title: str
    description: str
    summary: Markup
    """What searches should find."""
    html: Folded[Markup] = Folded(Markup)  # noqa: RUF009
    kind: Kind = "index"
    subject: str | None = None

    @property
    def told(self) -> Page:
        """What others say of it: all but its HTML, of which there is much."""
        return replace(self, html=Markup(""))


@dataclass(frozen=True)
class Output:
    """A file that is no page of the generator: data, a picture, a feed, a frame.

    ``address`` is relative to the site's root, such as ``charts/loss.svg``; ``held`` is what it
    holds, or a file of an earlier build that holds it and has the SHA-256 ``known``."""

    address: str
    held: bytes | Path
    known: bytes = b""

    @property
    def content(self) -> bytes:
        return self.held if isinstance(self.held, bytes) else self.held.read_bytes()

    @property
    def sum(self) -> bytes:
        """The SHA-256 of its content."""
        return self.known or hashlib.sha256(self.content).digest()


def kept(
    edition: Edition, name: Hashable, given: object, make: Callable[[], Iterable[Output]]
) -> Iterator[Output]:
    """The files of a step of an edition (:meth:`.Steps.get`): where an earlier build has left them
    as they would be made, these; else all of them, made anew."""
    made: list[Output] = []

    def told() -> list[tuple[str, bytes]]:
        made.extend(make())
        return [(each.address, each.sum) for each in made]

    listed = edition.steps.get(name, given, told)
    if not made:
        there = [(each, edition.earlier.find(*each)) for each in listed]
        if not all(path for _, path in there):
            made.extend(make())
        else:
            made = [Output(address, path, sum) for (address, sum), path in there if path]
    yield from made
