"""Braces that readers are meant to see: of code and raw text in articles, and of the data.

The written site is searched for calls that nothing has rendered; these are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from explainer.articles import pieces
from explainer.articles.edition import Edition
from explainer.data.model import Texts

MARKER = re.compile(r"\{\{|\{%|\{##")
"""How a call, a statement or a comment begins."""
_END = re.compile(r"\}\}|%\}|##\}")
_COMPARED = 24
"""How many characters from a marker on tell it from others."""


class Meant:
    """Texts with braces that are meant."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._beginnings = {
            _beginning(text, match.start()) for text in texts for match in MARKER.finditer(text)
        }

    def unmeant(self, text: str) -> str | None:
        """The first marker of a text that is not meant, with what follows it; None if all are."""
        for match in MARKER.finditer(text):
            found = _beginning(text, match.start())
            if not any(known.startswith(found) or found.startswith(known)
                       for known in self._beginnings):
                return text[match.start() : match.start() + 40].strip()
        return None

    def __repr__(self) -> str:
        return f"Meant({sorted(self._beginnings)})"


def _beginning(text: str, start: int) -> str:
    """A marker and what follows it, without white space, up to its end or as far as compared."""
    following = text[start : start + 3 * _COMPARED]
    end = _END.search(following)
    return "".join(following[: end.end() if end else None].split())[:_COMPARED]


def meant(site: Edition) -> Meant:
    """The braces that a site means: what articles show as it is typed, and the texts of its
    records, in which only words may call functions."""
    return Meant([*_of_articles(site), *_of_records(site)])


def _of_articles(site: Edition) -> Iterator[str]:
    for article in site.articles.values():
        reading = pieces.read(article.body, markdown=True)
        shown = [p for p in reading.pieces if p.kind in ("raw", "code", "fence")]
        yield from (article.body[piece.start : piece.end] for piece in shown)
        yield re.sub(r"\\([{}%#])", r"\1", reading.masked(call=" ", code=" ", fence=" "))
        yield from (text for _, text in article.front.texts())


def _of_records(site: Edition) -> Iterator[str]:
    for _, record in site.data.all_records():
        yield from _texts(record)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Texts):
        for text in value.values():
            reading = pieces.read(text)
            for piece in reading.pieces:
                if piece.kind in ("raw", "text"):
                    yield text[piece.start : piece.end]
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in (*value, *value.values()):
            yield from _texts(item)
