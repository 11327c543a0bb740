"""Links between articles: where they stand, and whether they lead anywhere.

The written site is checked too (:mod:`explainer.checks.built`); here a fault has its place in the
article, where it can be corrected.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from explainer.articles import blocks
from explainer.articles.article import Article
from explainer.articles.edition import Rendered
from explainer.articles.parts import Link
from explainer.articles.pieces import place
from explainer.data.dataset import Dataset
from explainer.memo import Memo
from explainer.problems import Problems, suggestion

_ANCHOR = re.compile(r"""\s(?:id|name)=["']?([^"'\s>]+)|\{:?[^{}\n]*#([^\s{}]+)[^{}\n]*\}""")
_FOOTNOTE = re.compile(r"fn(ref)?\d*:")


def links(body: str) -> Iterator[tuple[int, int, str]]:
    """The targets of all links and pictures in a body, each with its line and column."""
    for link in _links(body):
        yield *place(body, link.offset), link.target


def _links(body: str) -> tuple[Link, ...]:
    return tuple(blocks.read(body).links)


def check(
    rendered: Mapping[tuple[str, str], Rendered], data: Dataset, docs: Path, problems: Problems,
    memo: Memo | None = None,
) -> None:
    """Report links to articles that are not there, and to anchors that these do not have; links
    to files, and pictures, that are not in the folder ``docs``. ``memo`` keeps what a text has."""
    memo = memo or Memo()
    files = {f"{language}/{name}.md": (language, name)
             for language in data.languages for name in data.site.articles}

    @cache
    def anchors(file: str) -> frozenset[str] | None:
        """The anchors of an article; None if not all are known."""
        text = rendered.get(files[file])
        return None if text is None or not text.whole or data.broken else _anchors(text)

    for (language, name), text in rendered.items():
        folder = posixpath.dirname(f"{language}/{name}")
        body = text.article.body
        for found in memo.get(("links", body), partial(_links, body)):
            link = found.target
            if not (target := _target(link, text.article)):
                continue
            path, fragment = target
            file = posixpath.normpath(posixpath.join(folder, path))
            if found.picture or posixpath.splitext(path)[1] not in ("", ".md"):
                fault: str | None = _missing(docs, file, found.picture)
            elif file not in files:
                near = suggestion(path, (posixpath.relpath(known, folder) for known in files))
                fault = f"there is no article {path}{near}"
            else:
                fault = fragment and _lacking(path, fragment, anchors(file))
            if fault:
                at = text.article.locate(*place(body, found.offset))
                problems.add(at, f"link {link}: {fault}", "Correct the link")


_PICTURES = (".avif", ".gif", ".jpg", ".jpeg", ".png", ".svg", ".webp")


def _missing(docs: Path, file: str, picture: bool) -> str | None:
    """What is wrong with a path in the folder ``docs``, in words; None if a file is there."""
    if file.startswith(".."):
        return "it leaves docs/"
    try:
        there = (docs / file).is_file() and (docs / file).resolve().is_relative_to(docs.resolve())
    except OSError:  # no name that a file can have
        there = False
    if not there:
        return f"there is no file docs/{file[:80]}"
    return "it is no picture" if picture and not file.lower().endswith(_PICTURES) else None


def _lacking(path: str, fragment: str, anchors: frozenset[str] | None) -> str | None:
    """What is wrong with the anchor of a link, in words; None if nothing is."""
    if anchors is None or fragment in anchors or _FOOTNOTE.match(fragment):
        return None
    return f"{path} has no #{fragment}{suggestion(fragment, sorted(anchors))}"


def _target(link: str, article: Article) -> tuple[str, str] | None:
    """The file and the anchor a link means; None if it leads to something else."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    path = unquote(parts.path)
    if parts.scheme or parts.netloc or path.startswith("/"):
        return None  # of the web, or refused
    return path or f"{posixpath.basename(article.name)}.md", unquote(parts.fragment)


def _anchors(text: Rendered) -> frozenset[str]:
    """What a link to an article may name: its sections, and every id its calls have written."""
    written = {a or b for a, b in _ANCHOR.findall(text.markdown)}
    return frozenset(written | {section.id for section in text.article.sections[1:]} - {""})
