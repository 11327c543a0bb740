"""Pages as the generator has written them, kept in ``.cache/pages`` for the next build.

A page is known by all that it follows from: whoever asks names it (:meth:`KeptPages.find`), and
the same gives the same page. What is the same for all pages, code, templates and settings, is in
:func:`shared`; what only a page has is what :func:`inputs` says of it. Content counts, never the
time of a file. What is kept is sealed, as everything in ``.cache``.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from explainer.articles.edition import Edition
from explainer.articles.reports import repository
from explainer.data import dating
from explainer.data.model import Language
from explainer.kept.made import link
from explainer.memo import Folded, file_sum, read, versions, write
from explainer.pages.outputs import Page
from explainer.problems import Problems

FOLDER = ".cache/pages"
Entries = list[dict[str, Any]]
"""What the search finds in a page, as the generator gives it."""


@dataclass(frozen=True)
class _Kept:
    key: str
    sum: bytes
    """Of the file: one with two names may be written to by the other one."""
    entries: Entries


def shared(edition: Edition, site_url: str, settings: object) -> str:
    """A hash of what all pages depend on: code, templates, versions, the site's address, its
    settings (``settings`` are those of the generator), date and name, and what a term is told to
    mean wherever it stands in a text."""
    digest = hashlib.sha256(repr((
        versions(), site_url, settings, dating.made_at(edition.data),
        repository(edition.data.site), bool(edition.data.charts),
        edition.data.site.model_copy(update={"pages": [], "files": []}),
    )).encode())
    for language in edition.data.languages:
        voice = edition.voice(language, "", Problems())
        digest.update(voice.overdue().encode())
        for term in edition.data.terms.values():
            digest.update(repr((term, voice.term_link(term))).encode())
    digest.update(edition.of_code)
    return digest.hexdigest()


def inputs(
    edition: Edition, language: Language, name: str, made: Page | None, around: object
) -> tuple[object, ...]:
    """What a page depends on beside that: an article's text without calls, or what was ``made``
    of the data; the navigation; the articles before and after it; and ``around``, what its
    template is told for its head and foot, or a hash of it."""
    navigation = _navigation(edition, language, name)
    if made:
        return made.told, Folded.sum(made, "html"), navigation, around
    rendered, names = edition.rendered[language, name], edition.data.site.articles
    at = names.index(name)
    fronts = {each: edition.articles[language, each].front for each in names[max(at - 1, 0):at + 2]}
    beside = [(each, front.title, front.description) for each, front in fronts.items()]
    return rendered.article.front, rendered.markdown, rendered.noted, navigation, beside, around


def _navigation(edition: Edition, language: Language, name: str) -> list[object]:
    """What a page shows of the navigation: articles, and of sections where they lead, or all of its
    own one."""
    return [
        (title, held if isinstance(held, str) or any(name == each for _, each in held)
         else held[0][1])
        for title, held in edition.navigation[language]
    ]


class KeptPages:
    """The pages of a site at an address: those of the last build, and of this one."""

    def __init__(self, root: Path, site_url: str, shared: str) -> None:
        address = hashlib.sha256(site_url.encode()).hexdigest()[:8]
        self._folder, self._shared = root / FOLDER / address, shared
        self._index = root / FOLDER / f"{address}.pickle"
        known = read(self._index)
        self._known: dict[str, _Kept] = known if isinstance(known, dict) else {}
        self._keys: dict[str, str] = {}
        self._urls: dict[str, str] = {}
        self.found: set[str] = set()
        """Addresses of the files that need not be made."""

    def find(self, address: str, url: str, follows_from: object) -> bool:
        """Whether the page at an address, that of its file, is there as it would be made.

        ``url`` is what the generator calls it in the search; the order in which pages are asked
        for is that of what the search finds.
        """
        key = hashlib.sha256(f"{self._shared}{follows_from!r}".encode()).hexdigest()
        self._keys[address], self._urls[address] = key, url
        kept = self._known.get(address)
        if kept and kept.key == key and file_sum(self._folder / address) == kept.sum:
            self.found.add(address)
            return True
        return False

    @property
    def sums(self) -> dict[str, bytes]:
        """The SHA-256 of the files found, by their address."""
        return {address: self._known[address].sum for address in self.found}

    @property
    def asked(self) -> set[str]:
        """Addresses of the files asked for."""
        return set(self._keys)

    @property
    def folder(self) -> Path:
        """Where the files are kept."""
        return self._folder

    def entries(self, made: Iterable[dict[str, Any]]) -> Entries:
        """What the search finds in all pages, given what it finds in those that were made."""
        by_page: dict[str, Entries] = defaultdict(list)
        for entry in made:
            by_page[entry["location"].partition("#")[0]].append(entry)
        self._entries = {
            address: self._known[address].entries if address in self.found else by_page[url]
            for address, url in self._urls.items()
        }
        return [entry for entries in self._entries.values() for entry in entries]

    def save(self, site: Path, *, all_asked: bool) -> None:
        """Keep the pages of this build, from the folder of the built site. Those not asked for go
        if all that the site has were asked for."""
        new, others = self._keys.keys() - self.found, self._known.keys() - self._keys.keys()
        if not new and not (all_asked and others):
            return
        for address in others if all_asked else ():
            (self._folder / address).unlink(missing_ok=True)
        link(site, self._folder, new)
        left = {} if all_asked else {address: self._known[address] for address in others}
        write(self._index, left | {
            address: self._known[address] if address in self.found
            else _Kept(key, file_sum(self._folder / address), self._entries[address])
            for address, key in self._keys.items()
        })
