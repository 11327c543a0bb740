"""Where the id of a record, or the name of an article, is written in data and text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from explainer.articles import blocks, pieces
from explainer.articles.article import Article
from explainer.data import model
from explainer.data.dataset import Dataset
from explainer.problems import Location

ARTICLES = "articles"
"""What articles are called beside the folders of data/."""
FIGURES, FIRST, ALL = "figures", "first", "all"
CALLS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("fact", "share", "growth", "times", "difference", "key_figures", "bar",
                     "pull", "table"), ("metrics", FIGURES)),
    "chart": ("charts", FIRST), "show": ("charts", FIRST), "date": ("events", FIRST),
    "source": ("sources", FIRST), "claim": ("claims", FIRST), "term": ("terms", FIRST),
    "quote": ("quotes", FIRST), "said": ("quotes", FIRST),
    "example": ("illustrations", FIRST), "timeline": ("categories", ALL),
}
"""The author functions that name records: of which folder of data/, and by which of their texts:
by those that are a metric or a figure of it, by the first, or by all."""
_MARKS = ("metrics", "events", "lines")
"""Records whose marks in a chart are shown by their ids."""
_ANCHORS: Mapping[str, tuple[str | None, str]] = {
    "sources": ("sources", ""), "claims": ("claims", ""), "terms": ("glossary", ""),
    "events": ("timeline", "event-"), "charts": (None, "chart-"),
}
"""Where links in articles lead to records: the article (None: any), and what the anchor begins
with."""
_CALL = re.compile(r"\{\{\s*(?P<name>\w+)\s*\(.*?\}\}", re.DOTALL)
_TEXT = re.compile(r"""(?P<mark>\\?"|'{1,2})(?P<text>[^"'\\]*)(?P=mark)""")

Place = tuple[str, int]
"""A file, and an offset in its text."""


@dataclass
class Mentions:
    """All places of one id; ``kind`` is its folder of data/, or ``articles``."""

    root: Path
    data: Dataset
    articles: Mapping[tuple[str, str], Article]
    kind: str
    old: str
    _texts: dict[str, str] = field(default_factory=dict)

    def found(self) -> dict[str, set[int]]:
        """The offsets of the id in the text of each file, by the file's path."""
        found: dict[str, set[int]] = {}
        for reader in (self._named, self._called_in_data, self._in_articles):
            for path, offset in reader():
                found.setdefault(path, set()).add(offset)
        return found

    def files(self) -> list[str]:
        """The files that are called so."""
        if self.kind == ARTICLES:
            return [a.path for (code, name), a in self.articles.items()
                    if name == self.old and code in self.data.site.written]
        origin = self.data.origins[self.kind, self.old]
        return [] if origin.prefix else [origin.document.path]

    def text(self, path: str) -> str:
        """A file as it is, its line ends included."""
        if path not in self._texts:
            self._texts[path] = (self.root / path).read_bytes().decode("utf-8")
        return self._texts[path]

    def _at(self, location: Location) -> int:
        text, offset = self.text(location.path), 0
        for _ in range(location.line - 1):
            offset = text.index("\n", offset) + 1
        return offset + location.column - 1

    # -- records -----------------------------------------------------------------

    def _named(self) -> Iterator[Place]:
        """Its own id, and the references of records to it."""
        for location in self._locations():
            yield location.path, self.text(location.path).index(self.old, self._at(location))

    def _page(self) -> tuple[str | int, ...]:
        """Where the settings list the article."""
        for number, entry in enumerate(self.data.site.pages):
            if entry == self.old:
                return "pages", number
            if isinstance(entry, model.Section) and self.old in entry.pages:
                return "pages", number, "pages", entry.pages.index(self.old)
        raise KeyError(self.old)

    def _locations(self) -> Iterator[Location]:
        site, imprint = self.data.origins["site", "site"], self.data.origins["publisher",
                                                                             "publisher"]
        if self.kind == ARTICLES:
            yield site.locate(self._page())
            for key in ("principles", "ownership"):
                if (getattr(self.data.imprint, key) or "").startswith(f"{self.old}/"):
                    yield imprint.locate((key,))
            return
        yield self.data.origins[self.kind, self.old].locate(("id",))
        for origin, record in self.data.all_records():
            for path, reference in model.references(record):
                if self._is_meant(reference):
                    yield origin.locate(path)
        for chart in self.data.charts.values() if self.kind in _MARKS else ():
            for number, focus in enumerate(chart.focuses):
                for index, mark in enumerate(focus.marks):
                    if self._is_figure(mark):
                        path = ("focuses", number, "marks", index)
                        yield self.data.origin(chart).locate(path)

    def _is_figure(self, text: str) -> bool:
        """Whether a text is the id, or a figure of it."""
        return text.partition(".")[0] == self.old

    def _is_meant(self, reference: model.Reference) -> bool:
        if reference.collection == "facts":
            return self.kind == "metrics" and self._is_figure(reference)
        return reference.collection == self.kind and reference == self.old

    # -- calls -------------------------------------------------------------------

    def _called_in_data(self) -> Iterator[Place]:
        for path in sorted((self.root / "data").rglob("*.yml")):
            name = path.relative_to(self.root).as_posix()
            for call in _CALL.finditer(self.text(name)):
                for offset in self._in_call(call["name"], call[0]):
                    yield name, call.start() + offset

    def _in_call(self, name: str, call: str) -> Iterator[int]:
        """The offsets of the id in a call of an author function."""
        kind, which = CALLS.get(name, ("", ""))
        for index, match in enumerate(_TEXT.finditer(call)):
            text, first = match["text"], index == 0
            figure = self._is_figure(text)
            if name == "show" and not first:
                meant = figure and index == 1 and self.kind in _MARKS
            elif kind != self.kind:
                meant = False
            else:
                meant = figure if which == FIGURES else text == self.old and (
                    first or which == ALL)
            if meant:
                yield match.start("text")

    # -- articles ----------------------------------------------------------------

    def _in_articles(self) -> Iterator[Place]:
        for (code, _), article in self.articles.items():
            if code not in self.data.site.written:
                continue
            begin = self._at(article.locate(1))
            body = self.text(article.path)[begin:]
            # As the body is read: the same text, but for its line ends.
            plain = body.replace("\r\n", "\n")
            for offset in {*self._called(plain), *self._linked(plain, article)}:
                # Every line before it has lost a character, if it has lost any.
                lost = plain.count("\n", 0, offset) if plain != body else 0
                yield article.path, begin + offset + lost

    def _called(self, body: str) -> Iterator[int]:
        for piece in pieces.read(body, markdown=True).pieces:
            if piece.call:
                typed = body[piece.start:piece.end]
                for offset in self._in_call(piece.call.name, typed):
                    yield piece.start + offset

    def _linked(self, body: str, article: Article) -> Iterator[int]:
        for link in blocks.read(body).links:
            start = body.find(link.target, link.offset)
            if link.picture or start < 0:
                continue
            path, mark, fragment = link.target.partition("#")
            stem = posixpath.splitext(posixpath.basename(path))[0] if path else article.name
            if ":" in path or (path and not path.endswith(".md")):
                continue
            if self.kind == ARTICLES and path and stem == self.old:
                yield start + path.rindex(self.old)
            page, before = _ANCHORS.get(self.kind, ("", ""))
            if mark and page in (stem, None) and fragment == f"{before}{self.old}":
                yield start + len(path) + 1 + len(before)

