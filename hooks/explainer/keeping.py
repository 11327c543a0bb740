"""What a build has made, kept for the next one in ``.cache``.

:class:`Made` is what follows from the data and from little of the articles: the pages of
figures and charts, all files beside pages, and what the search finds of records. Whoever
changes a sentence does not wait for them. Everything they do depend on is in :func:`key`; where
that has changed, all of them are made anew. :class:`Memo` holds results of single steps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explainer import dating
from explainer.memo import read, versions, write
from explainer.model import Language
from explainer.outputs import Page

if TYPE_CHECKING:
    from explainer.site import Rendered, Site

FOLDER = ".cache/made"
"""Where it is kept, in the site's folder."""
_INPUTS = ("data", "hooks", "overrides", "mkdocs.yml", "ledger.tsv", "requirements.txt")


@dataclass
class Made:
    """What depends on the data alone. All addresses are relative to the site's root."""

    pages: list[Page] = field(default_factory=list)
    documents: dict[str, bytes] = field(default_factory=dict)
    """Those pages as they are written, by the address of their file."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What is no page, by address."""
    entries: dict[Language, list[dict[str, Any]]] = field(default_factory=dict)
    """What the search finds beside articles."""


def key(site: Site, site_url: str) -> str:
    """The name for what is :class:`Made` for a site at an address: a hash of the address, and one
    of all that it depends on: data, templates, settings and code, versions, the date, and of the
    articles their names, sections and calls, in their order, but not their text."""
    digest = hashlib.sha256()
    for path in _files(site.root):
        digest.update(f"{path.relative_to(site.root)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    digest.update(repr((
        versions(), site_url, dating.made_at(site.data),
        [(place, _outline(rendered)) for place, rendered in site.rendered.items()],
    )).encode())
    address = hashlib.sha256(site_url.encode()).hexdigest()[:8]
    return f"{address}-{digest.hexdigest()[:20]}"


def load(folder: Path, name: str) -> Made | None:
    """What was saved under a name, if it is there and whole."""
    made = read(folder / f"{name}.pickle")
    return made if isinstance(made, Made) else None


def save(folder: Path, name: str, made: Made) -> None:
    """Keep what was made, in the place of what was kept for the same address before."""
    write(folder / f"{name}.pickle", made)
    for path in folder.glob(f"{name.partition('-')[0]}-*.pickle"):
        if path.stem != name:
            path.unlink(missing_ok=True)


def _files(root: Path) -> Iterator[Path]:
    for name in _INPUTS:
        path = root / name
        found: Iterable[Path] = path.rglob("*") if path.is_dir() else [path]
        yield from sorted(p for p in found if p.is_file() and p.suffix != ".pyc")


def _outline(rendered: Rendered) -> tuple[object, ...]:
    """What others say of an article: its titles, its sections, and what each calls; lines
    count only as an order."""
    article = rendered.article
    front = article.front
    lines = {u.line for u in rendered.uses} | {s.line for s in article.sections}
    order = {line: number for number, line in enumerate(sorted(lines))}
    return (
        front.title, front.nav_title, front.description,
        [(s.id, s.title, order[s.line]) for s in article.sections],
        [(u.kind, u.id, u.within, order[u.line]) for u in rendered.uses],
    )
