"""The public addresses of everything, relative to the site's root. They never change.

An address is a path without a leading slash (``en/losses/``), possibly with a fragment.
Links between pages are relative, so that the site works at a domain root, under a
sub-path and from a folder alike.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cache

from explainer.data.model import Language, Languages

RESERVED = frozenset({
    "404", "assets", "cards", "changes", "charts", "cite", "data", "embed", "facts", "oembed",
    "search", "sitemap",
})
"""First parts of addresses that the site makes itself: no article and no language may be
called so."""


TWIN = "index.html.md"
"""What the address of a page's plain text has after that of the page."""


@dataclass(frozen=True)
class Addresses:
    """Addresses in one language."""

    prefix: str

    @classmethod
    def of(cls, languages: Languages, language: Language) -> Addresses:
        return cls(languages[language].prefix)

    def article(self, name: str, section: str | None = None) -> str:
        page = self.prefix if name == "index" else f"{self.prefix}{name}/"
        return f"{page}#{section}" if section else page

    def twin(self, name: str) -> str:
        """An article as plain text."""
        return f"{self.article(name)}{TWIN}"

    def metric(self, metric_id: str) -> str:
        return f"{self.prefix}facts/{metric_id}/"

    def fact(self, fact_id: str) -> str:
        metric_id, _, period = fact_id.partition(".")
        return f"{self.metric(metric_id)}#{period}"

    def metric_data(self, metric_id: str, suffix: str) -> str:
        """The metric's figures as a file, json or csv; the same in every language."""
        return f"facts/{metric_id}.{suffix}"

    def changes(self, change_id: str | None = None) -> str:
        return self.article("changes", change_id)

    def feed(self) -> str:
        """The feed of all changes."""
        return f"{self.prefix}changes.atom"

    def source(self, source_id: str) -> str:
        return self.article("sources", source_id)

    def claim(self, claim_id: str) -> str:
        return self.article("claims", claim_id)

    def term(self, term_id: str) -> str:
        return self.article("glossary", term_id)

    def event(self, event_id: str) -> str:
        return self.article("timeline", f"event-{event_id}")

    def metrics(self) -> str:
        """The list of all metrics."""
        return f"{self.prefix}facts/"

    def charts(self) -> str:
        """The gallery of all charts."""
        return f"{self.prefix}charts/"

    def chart(self, chart_id: str) -> str:
        """The chart's own page."""
        return f"{self.prefix}charts/{chart_id}/"

    def chart_file(self, chart_id: str, suffix: str) -> str:
        """The chart as a file: one of ``charts.FORMATS``, such as ``svg``."""
        return f"{self.prefix}charts/{chart_id}.{suffix}"

    def frame(self, chart_id: str) -> str:
        """The chart alone, for other sites to embed."""
        return f"{self.prefix}embed/{chart_id}/"

    def oembed(self, chart_id: str) -> str:
        """What a program that knows the chart's page is answered that wants to embed it."""
        return f"{self.prefix}oembed/{chart_id}.json"

    def live(self, chart_id: str) -> str:
        """The live form of a chart, but for the ending that names its width."""
        return f"{self.prefix}charts/{chart_id}.live"

    def data(self) -> str:
        return f"{self.prefix}data/"

    @staticmethod
    def data_file(name: str) -> str:
        """A file of the data package; it speaks both languages."""
        return f"data/{name}"

    def card(self, page: str) -> str:
        """The picture others show with a link to the page of that name."""
        return f"{self.prefix}cards/{page}.png"

    def citation(self, page: str, suffix: str) -> str:
        """The file of citations of a page: ``bib``, ``ris`` or ``json``."""
        return f"{self.prefix}cite/{page}.{suffix}"


@cache
def relative(target: str, page: str) -> str:
    """``target`` as seen from ``page``; both relative to the root, ``page`` a folder.

    >>> relative("en/facts/net-loss/#2020", "en/losses/")
    '../facts/net-loss/#2020'
    """
    path, mark, fragment = target.partition("#")
    if path == page and mark:
        return f"#{fragment}"
    result = posixpath.relpath(f"/{path}", f"/{page}")  # absolute: no looking where we are
    if path.endswith("/") or not path:
        result += "/"
    return f"{result}{mark}{fragment}"
