"""Every page of the site as others speak of it: in its head, on cards, in citations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explainer.addresses import Addresses
from explainer.model import LANGUAGES, Language
from explainer.outputs import Kind, Page

if TYPE_CHECKING:
    from explainer.site import Site

HOME = "index"


@dataclass(frozen=True)
class Described:
    """A page. ``name`` is its address without prefix and last slash; ``subject`` the id of
    the record it is about, if it is about one."""

    name: str
    language: Language
    title: str
    description: str
    kind: Kind
    subject: str | None = None

    @classmethod
    def of(cls, page: Page) -> Described:
        return cls(
            page.name, page.language, page.title, page.description, page.kind, page.subject
        )

    def addresses(self, site: Site) -> Addresses:
        return Addresses.of(site.data.site.languages, self.language)

    def address(self, site: Site, fragment: str | None = None) -> str:
        """Relative to the site's root."""
        return self.addresses(site).article(self.name, fragment)

    def url(self, site: Site, site_url: str, fragment: str | None = None) -> str:
        """With scheme and host; ``site_url`` is that of the root, with its last slash."""
        return site_url + self.address(site, fragment)


DescribedPages = Mapping[tuple[Language, str], Described]
"""Pages by language and name."""


def pages(site: Site, site_url: str) -> DescribedPages:
    """Every page of a site at an address, the articles first."""
    return {(page.language, page.name): page for page in _all(site, site_url)}


def _all(site: Site, site_url: str) -> Iterator[Described]:
    for language in LANGUAGES:
        for name in site.data.site.pages:
            front = site.articles[language, name].front
            yield Described(name, language, front.title, front.description, "article")
    yield from map(Described.of, site.pages(site_url))
