"""What a build has made, kept for the next one in ``.cache``.

:class:`Made` is what follows from the data and from little of the articles: the pages of
figures and charts, all files beside pages, and what the search finds of records. Whoever
changes a sentence does not wait for them. Everything they do depend on is in :func:`key`; where
that has changed, all of them are made anew. :class:`Memo` holds results of single steps.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from explainer.articles.edition import Edition, Rendered
from explainer.articles.reports import repository
from explainer.data import dating
from explainer.data.model import Language
from explainer.memo import read, versions, write
from explainer.pages.outputs import Page

FOLDER = ".cache/made"
"""Where it is kept, in the site's folder."""
_INPUTS = ("data", "hooks", "overrides", "mkdocs.yml", "ledger.tsv", "requirements.txt")


@dataclass
class Made:
    """What depends on the data alone."""

    pages: list[Page] = field(default_factory=list)
    """Without their HTML, once that is written."""
    addresses: set[str] = field(default_factory=set)
    """The files written for them and beside them, relative to the site's root."""
    entries: dict[Language, list[dict[str, Any]]] = field(default_factory=dict)
    """What the search finds beside articles."""
    sums: dict[str, bytes] = field(default_factory=dict, compare=False)
    """The SHA-256 of its files by their address, where they come from an earlier build."""


def key(edition: Edition, site_url: str) -> str:
    """The name for what is :class:`Made` for a site at an address: a hash of the address, and one
    of all that it depends on: data, templates, settings and code, versions, the date, and of the
    articles their names, sections and calls, in their order, but not their text."""
    digest = hashlib.sha256()
    digest.update(contents(edition.root, _INPUTS))
    digest.update(repr((
        versions(), site_url, dating.made_at(edition.data), repository(edition.data.site),
        [(place, _outline(rendered)) for place, rendered in edition.rendered.items()],
    )).encode())
    address = hashlib.sha256(site_url.encode()).hexdigest()[:8]
    return f"{address}-{digest.hexdigest()[:20]}"


def common(edition: Edition) -> str:
    """A hash of what all steps follow from, whatever they read of the data: code, templates of
    parts, versions, the date, and what the site says of itself."""
    data = edition.data
    code = contents(edition.root, ("hooks", "overrides"), without="overrides/assets")
    digest = hashlib.sha256(code)
    digest.update(repr((
        versions(), data.site, data.imprint, dating.made_at(data), repository(data.site),
    )).encode())
    return digest.hexdigest()


def load(folder: Path, name: str) -> Made | None:
    """What was saved under a name, if it is there and its files hold what they held."""
    saved = read(folder / f"{name}.pickle")
    if not (isinstance(saved, tuple) and isinstance(saved[0], Made)):
        return None
    made, made.sums = saved
    return made if _sums(folder / name, made.addresses) == made.sums else None


def save(
    folder: Path, name: str, made: Made, site: Path, sum_of: Callable[[str], bytes] | None = None
) -> None:
    """Keep what was made, its files from the folder of the built site, in the place of what was
    kept for the same address before. ``sum_of`` knows the SHA-256 of files by their address."""
    for path in folder.glob(f"{name.partition('-')[0]}-*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    link(site, folder / name, made.addresses)
    told = replace(made, pages=[page.told for page in made.pages])
    sums = {each: sum_of(each) for each in made.addresses} if sum_of else _sums(
        folder / name, made.addresses)
    write(folder / f"{name}.pickle", (told, sums))


def place(folder: Path, name: str, made: Made, site: Path) -> None:
    """Put the files of what was loaded into the folder of a site."""
    link(folder / name, site, made.addresses)


def contents(root: Path, names: Iterable[str], without: str = "") -> bytes:
    """A hash of files, and of all files in folders but one, with their names."""
    digest = hashlib.sha256()
    for top in (root / name for name in names):
        found: Iterable[Path] = top.rglob("*") if top.is_dir() else [top]
        for path in sorted(p for p in found if p.is_file() and p.suffix != ".pyc"):
            relative = path.relative_to(root).as_posix()
            if not without or not relative.startswith(f"{without}/"):
                digest.update(f"{relative}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()


def link(source: Path, target: Path, addresses: Iterable[str]) -> None:
    """Give files a second name in another folder, or copy them where that cannot be."""
    for parent in sorted({(target / address).parent for address in addresses}):
        parent.mkdir(parents=True, exist_ok=True)
    for address in addresses:
        _link_file(source / address, target / address)


def _link_file(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except FileExistsError:
        new.unlink()
        _link_file(old, new)
    except OSError:
        shutil.copy2(old, new)


def _sums(folder: Path, addresses: Iterable[str]) -> dict[str, bytes]:
    """Hashes of files: one with two names may be written to by the other one."""
    found = {}
    for address in addresses:
        try:
            found[address] = hashlib.sha256((folder / address).read_bytes()).digest()
        except OSError:
            return {}
    return found


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
