"""Every page of the site as others speak of it: in its head, on cards, in citations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from explainer.articles.edition import Edition
from explainer.data.addresses import Addresses
from explainer.data.model import Language
from explainer.pages.outputs import Kind, Page

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

    @property
    def has_files(self) -> bool:
        """Whether it has a card and files of citations of its own: all but those of metrics, of
        which there are many, and which few quote as pages."""
        return self.kind != "metric"

    @property
    def card(self) -> str:
        """The name of the page whose card is shown with a link to it."""
        return self.name if self.has_files else HOME

    def addresses(self, edition: Edition) -> Addresses:
        return edition.addresses(self.language)

    def address(self, edition: Edition, fragment: str | None = None) -> str:
        """Relative to the site's root."""
        return self.addresses(edition).article(self.name, fragment)

    def url(self, edition: Edition, site_url: str, fragment: str | None = None) -> str:
        """With scheme and host; ``site_url`` is that of the root, with its last slash."""
        return site_url + self.address(edition, fragment)


DescribedPages = Mapping[tuple[Language, str], Described]
"""Pages by language and name."""


def pages(edition: Edition, made: Iterable[Page]) -> DescribedPages:
    """Every page of a site, the articles first; ``made`` are those made from the data."""
    return {(page.language, page.name): page for page in _all(edition, made)}


def _all(edition: Edition, made: Iterable[Page]) -> Iterator[Described]:
    for language in edition.data.languages:
        for name in edition.data.site.articles:
            front = edition.articles[language, name].front
            yield Described(name, language, front.title, front.description, "article")
    yield from map(Described.of, made)
