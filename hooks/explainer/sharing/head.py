"""The head of a page, beyond what the theme writes there (title, description, canonical link).

Open Graph (ogp.me) and Twitter's card tags with absolute addresses, links by which programs
find feeds, data and embeddable frames, and JSON-LD.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from markupsafe import Markup

from explainer.articles.edition import Edition
from explainer.data.dating import moment
from explainer.data.readings import Once
from explainer.language.interface import labels
from explainer.pages.descriptions import HOME, Described, DescribedPages
from explainer.sharing import cards, oembed
from explainer.sharing.linked_data import LinkedData


@dataclass(frozen=True)
class Meta:
    """A meta element; ``attribute`` is ``property`` (Open Graph) or ``name``."""

    attribute: str
    key: str
    content: str


@dataclass(frozen=True)
class Link:
    """An alternate of the page in another form, for programs to find."""

    type: str
    href: str
    title: str


@dataclass(frozen=True)
class Head:
    """What goes into the head of a page."""

    metas: tuple[Meta, ...]
    links: tuple[Link, ...]
    json_ld: Markup
    card: str
    """The address of the page's card, from the root of the site."""


class Heads:
    """The heads of a site at an address."""

    def __init__(self, edition: Edition, pages: DescribedPages, site_url: str) -> None:
        self._edition, self._pages, self._site_url = edition, pages, site_url
        self._linked_data = LinkedData(edition, pages, site_url)
        self._alternatives = Once()
        """What cards say, in words: all metrics show the same one."""

    @property
    def published(self) -> date:
        """When the site was first published."""
        return self._linked_data.days.published

    def of(self, page: Described) -> Head:
        """The head of a page."""
        return Head(
            tuple(self._metas(page)), tuple(self._links(page)), self._linked_data.script(page),
            page.addresses(self._edition).card(page.card),
        )

    def _metas(self, page: Described) -> Iterator[Meta]:
        words, days = self._edition.data.site, self._linked_data.days
        picture = self._absolute(page.addresses(self._edition).card(page.card))
        shown = self._pages[page.language, page.card]
        alternative = self._alternatives.get(
            (page.language, page.card), partial(cards.alternative, self._edition, shown))
        article = page.name != HOME
        graph = [
            ("og:type", "article" if article else "website"),
            ("og:site_name", words.title[page.language]),
            ("og:title", page.title), ("og:description", page.description),
            ("og:url", page.url(self._edition, self._site_url)),
            ("og:locale", words.languages[page.language].locale),
            *(("og:locale:alternate", own.locale)
              for other, own in words.languages.items() if other != page.language),
            ("og:image", picture), ("og:image:type", "image/png"),
            ("og:image:width", str(cards.WIDTH)), ("og:image:height", str(cards.HEIGHT)),
            ("og:image:alt", alternative),
        ]
        if article:
            graph += [
                ("article:published_time", moment(days.published)),
                ("article:modified_time", moment(days.updated)),
            ]
        yield from (Meta("property", key, content) for key, content in graph)
        yield from (Meta("name", key, content) for key, content in (
            ("twitter:card", "summary_large_image"), ("twitter:title", page.title),
            ("twitter:description", page.description), ("twitter:image", picture),
            ("twitter:image:alt", alternative),
        ))

    def _links(self, page: Described) -> Iterator[Link]:
        words, addresses = labels(page.language), page.addresses(self._edition)
        name = self._edition.data.site.title[page.language]
        yield Link("application/atom+xml", self._absolute(addresses.feed()),
                   f"{words.changes}{words.title_separator}{name}")
        if page.kind == "article":
            yield Link("text/markdown", self._absolute(addresses.twin(page.name)),
                       f"{page.title}{words.title_separator}Markdown")
        if page.kind == "metric" and page.subject:
            for suffix, kind in (("json", "application/json"), ("csv", "text/csv")):
                yield Link(kind, self._absolute(addresses.metric_data(page.subject, suffix)),
                           f"{page.title}{words.title_separator}{suffix.upper()}")
        if page.kind == "chart" and page.subject:
            href, title = oembed.discovery(page.subject, page.language, addresses, self._site_url)
            yield Link(oembed.MEDIA_TYPE, href, title)
            yield Link("text/csv", self._absolute(addresses.chart_file(page.subject, "csv")),
                       f"{page.title}{words.title_separator}CSV")

    def _absolute(self, address: str) -> str:
        return self._site_url + address
