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

from explainer.articles.edition import Edition
from explainer.articles.reports import repository
from explainer.data import dating
from explainer.data.model import Language
from explainer.memo import Files, file_sum, read, versions, write
from explainer.pages.outputs import Output, Page

FOLDER = ".cache/made"
"""Where it is kept, in the site's folder."""
_INPUTS = ("mkdocs.yml", "ledger.tsv", "requirements.txt")
_STYLES = "overrides/assets"
"""Styles and scripts: pages and files name them and do not hold them."""


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
    digest = hashlib.sha256(edition.of_data + edition.of_code + edition.outline)
    digest.update(contents(edition.root, _INPUTS))
    digest.update(repr((
        versions(), site_url, dating.made_at(edition.data), repository(edition.data.site),
    )).encode())
    address = hashlib.sha256(site_url.encode()).hexdigest()[:8]
    return f"{address}-{digest.hexdigest()[:20]}"


def code(root: Path) -> bytes:
    """A hash of the code and the templates of a site in a folder."""
    return contents(root, ("hooks", "overrides"), without=_STYLES)


def common(edition: Edition) -> str:
    """A hash of what all steps follow from, whatever they read of the data: code, templates of
    parts, versions, the date, and what the site says of itself."""
    data = edition.data
    digest = hashlib.sha256(edition.of_code)
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
    held = {each: file_sum(f"{folder / name}/{each}") for each in made.addresses}
    return made if held == made.sums else None


def earlier(folder: Path, name: str) -> Files:
    """The files saved for the same address under whatever name."""
    for path in folder.glob(f"{name.partition('-')[0]}-*.pickle"):
        if saved := read(path):
            return Files(path.with_suffix(""), saved[1])
    return Files()


def save(
    folder: Path, name: str, made: Made, site: Path, sum_of: Callable[[str], bytes] | None = None
) -> None:
    """Keep what was made, its files from the folder of the built site, in the place of what was
    kept for the same address before. ``sum_of`` knows the SHA-256 of files by their address."""
    sums = {each: sum_of(each) if sum_of else file_sum(site / each) for each in made.addresses}
    before = earlier(folder, name)
    if before.folder and before.folder.is_dir() and not (folder / name).exists():
        before.folder.rename(folder / name)
    for address in before.sums.keys() - sums.keys():
        (folder / name / address).unlink(missing_ok=True)
    for path in folder.glob(f"{name.partition('-')[0]}-*"):
        if path != folder / name:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    link(site, folder / name, made.addresses)
    told = replace(made, pages=[page.told for page in made.pages])
    write(folder / f"{name}.pickle", (told, sums))


def put(folder: Path, files: Iterable[Output]) -> dict[str, bytes]:
    """Write files into the folder of a site; those that an earlier build has left get a second
    name there. Gives the SHA-256 of each by its address."""
    there: set[Path] = set()
    sums = {}
    for made in files:
        path = folder / made.address
        if path.parent not in there:
            path.parent.mkdir(parents=True, exist_ok=True)
            there.add(path.parent)
        if isinstance(made.held, Path):
            _link_file(str(made.held), str(path))
        else:
            path.unlink(missing_ok=True)  # it may be a second name of what is kept
            path.write_bytes(made.held)
        sums[made.address] = made.sum
    return sums


def contents(root: Path, names: Iterable[str], without: str = "") -> bytes:
    """A hash of files, and of all files in folders but one, with their names."""
    digest = hashlib.sha256()
    for top in (root / name for name in names):
        found: Iterable[Path] = top.rglob("*") if top.is_dir() else [top]
        for path in sorted(p for p in found if p.suffix != ".pyc" and p.is_file()):
            relative = path.relative_to(root).as_posix()
            if not without or not relative.startswith(f"{without}/"):
                digest.update(f"{relative}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()


def link(source: Path, target: Path, addresses: Iterable[str]) -> None:
    """Give files a second name in another folder, or copy them where that cannot be."""
    addresses = sorted(addresses)
    for parent in sorted({address.rpartition("/")[0] for address in addresses}):
        (target / parent).mkdir(parents=True, exist_ok=True)
    for address in addresses:
        _link_file(f"{source}/{address}", f"{target}/{address}")


def _link_file(old: str, new: str) -> None:
    try:
        os.link(old, new)
    except FileExistsError:
        if not os.path.samefile(old, new):  # noqa: PTH121 - of thousands
            Path(new).unlink()
            _link_file(old, new)
    except OSError:
        shutil.copy2(old, new)
