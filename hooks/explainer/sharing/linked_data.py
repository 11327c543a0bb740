"""What a page is, for machines: JSON-LD in the words of schema.org.

The properties are those that schema.org and Google's structured-data guidelines (Article,
Dataset, BreadcrumbList) require or recommend. A data set's description has 50 to 5000
characters there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from explainer.articles.edition import Edition
from explainer.articles.voice import plain
from explainer.charts import facts_of
from explainer.data.dating import made_at, moment
from explainer.data.facts import Fact
from explainer.data.model import as_date
from explainer.language.interface import labels
from explainer.pages import icons
from explainer.pages.descriptions import HOME, Described, DescribedPages
from explainer.problems import Problems
from explainer.sharing import datapage
from explainer.sharing.datapackage import ARCHIVE, DESCRIPTOR
from explainer.sharing.quoting import metric_name

Node = dict[str, Any]


@dataclass(frozen=True)
class Days:
    """When the site was first published and last changed."""

    published: date
    updated: date

    @classmethod
    def of(cls, edition: Edition) -> Days:
        updated = made_at(edition.data).date()
        first = [
            as_date(change.date) for change in edition.data.records["changes"].values()
            if change.kind == "published" and change.address is None
        ]
        return cls(min([*first, updated]), updated)


class LinkedData:
    """The nodes of a site at an address."""

    def __init__(self, edition: Edition, pages: DescribedPages, site_url: str) -> None:
        self._edition, self._pages, self._site_url = edition, pages, site_url
        self.days = Days.of(edition)

    def script(self, page: Described) -> Markup:
        """The whole of a page as the content of a script element."""
        graph = {"@context": "https://schema.org", "@graph": self.graph(page)}
        text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
        return Markup(text.replace("<", "\\u003c"))

    def graph(self, page: Described) -> list[Node]:
        """The nodes of a page."""
        nodes = [self._organisation(page)]
        if page.name == HOME:
            nodes.append(self._web_site(page))
        else:
            nodes.append(self._breadcrumbs(page))
        if page.kind == "article" and page.name != HOME:
            nodes.append(self._article(page))
        elif page.kind == "metric" and page.subject:
            nodes.append(self._metric(page, page.subject))
        elif page.kind == "chart" and page.subject:
            nodes.append(self._chart(page, page.subject))
        elif page.name == datapage.NAME:
            nodes.append(self._whole(page))
        return nodes

    # -- who and where -------------------------------------------------------------

    @property
    def _publisher(self) -> Node:
        return {"@id": f"{self._site_url}#publisher"}

    def _organisation(self, page: Described) -> Node:
        imprint, addresses = self._edition.data.imprint, page.addresses(self._edition)
        name = imprint.name or self._edition.data.site.author
        node: Node = {
            "@type": "Organization", **self._publisher,
            "name": name[page.language], "url": self._site_url,
            "logo": self._absolute(icons.TOUCH_ICON),
            "correctionsPolicy": self._absolute(addresses.article("changes")),
        }
        for key, place in (
            ("publishingPrinciples", imprint.principles),
            ("ownershipFundingInfo", imprint.ownership),
        ):
            if place:
                node[key] = self._absolute(f"{addresses.prefix}{place}")
        if contact := imprint.contact:
            node["email" if "://" not in contact else "contactPoint"] = contact \
                if "://" not in contact else {"@type": "ContactPoint", "url": contact}
        return node

    def _web_site(self, page: Described) -> Node:
        words = self._edition.data.site
        return {
            "@type": "WebSite", "@id": self._url(page) + "#website", "url": self._url(page),
            "name": words.title[page.language], "description": words.description[page.language],
            "inLanguage": self._tag(page), "publisher": self._publisher,
        }

    def _breadcrumbs(self, page: Described) -> Node:
        known = self._pages
        parts = page.name.split("/")
        above = [HOME, *("/".join(parts[:length]) for length in range(1, len(parts)))]
        trail = [
            (each.title, self._url(each)) for name in above
            if (each := known.get((page.language, name)))
        ]
        section = self._edition.data.site.section_of(page.name)
        if section and section.pages[0] != page.name:  # it leads to the first of its articles
            first = known[page.language, section.pages[0]]
            trail.append((section.title[page.language], self._url(first)))
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, "item": {"@id": url}}
                for position, (name, url) in
                enumerate([*trail, (page.title, self._url(page))], 1)
            ],
        }

    # -- what ------------------------------------------------------------------------

    def _article(self, page: Described) -> Node:
        company = self._edition.data.records["companies"][self._edition.data.site.subject]
        return {
            "@type": "Article", "@id": f"{self._url(page)}#article",
            "headline": page.title, **self._work(page), "mainEntityOfPage": self._url(page),
            "about": {"@type": "Organization", "name": company.name[page.language]},
        }

    def _metric(self, page: Described, metric_id: str) -> Node:
        metric, words = self._edition.data.metrics[metric_id], labels(page.language)
        voice = self._edition.voice(page.language, page.address(self._edition), Problems())
        known = [fact for fact in self._edition.facts_of(metric_id) if fact.quantity]
        unit = self._edition.data.unit_of(metric).name[page.language]
        about = f"{plain(voice.say(metric, ('definition',)))} {words.dataset_metric}"
        return {
            **self._dataset(page, metric_name(self._edition, metric, page.language), about, known),
            "variableMeasured": {
                "@type": "PropertyValue", "name": metric.name[page.language], "unitText": unit,
            },
            "distribution": [
                _download(self._absolute(voice.addresses.metric_data(metric_id, suffix)), kind)
                for suffix, kind in (("json", "application/json"), ("csv", "text/csv"))
            ],
        }

    def _chart(self, page: Described, chart_id: str) -> Node:
        chart, words = self._edition.data.charts[chart_id], labels(page.language)
        voice = self._edition.voice(page.language, page.address(self._edition), Problems())
        facts = [fact for fact in facts_of(chart, self._edition.data) if fact.quantity]
        about = f"{plain(voice.say(chart, ('alt',)))} {words.dataset_chart}"
        node = self._dataset(page, page.title, about, facts)
        node["distribution"] = [
            _download(self._absolute(voice.addresses.chart_file(chart_id, suffix)), kind)
            for suffix, kind in (
                ("csv", "text/csv"), ("svg", "image/svg+xml"), ("png", "image/png"),
            )
        ]
        return node

    def _whole(self, page: Described) -> Node:
        """Everything as one data set, on the page that offers it."""
        words, site = labels(page.language), self._edition.data.site
        facts = [fact for found in self._edition.addressed_facts.values() for fact in found]
        about = f"{site.description[page.language]} {words.dataset_site}"
        addresses = page.addresses(self._edition)
        return {
            **self._dataset(page, site.title[page.language], about, facts),
            "distribution": [
                _download(self._absolute(addresses.data_file(name)), kind)
                for name, kind in (
                    (DESCRIPTOR, "application/json"), (ARCHIVE, "application/zip"),
                )
            ],
        }

    def _dataset(self, page: Described, name: str, about: str, facts: list[Fact]) -> Node:
        covered = [fact.period for fact in facts]
        node: Node = {
            "@type": "Dataset", "@id": f"{self._url(page)}#dataset", "name": name,
            **self._work(page), "description": about[:5000], "creator": self._publisher,
        }
        if covered:
            first, last = min(p.first for p in covered), max(p.last for p in covered)
            node["temporalCoverage"] = f"{first}/{last}"
        return node

    def _work(self, page: Described) -> Node:
        """What every work of the site has."""
        return {
            "description": page.description, "url": self._url(page), "inLanguage": self._tag(page),
            "datePublished": moment(self.days.published),
            "dateModified": moment(self.days.updated),
            "author": self._publisher, "publisher": self._publisher,
            "image": self._absolute(page.addresses(self._edition).card(page.card)),
            "license": self._edition.data.site.licence_url, "isAccessibleForFree": True,
        }

    def _url(self, page: Described) -> str:
        return page.url(self._edition, self._site_url)

    def _absolute(self, address: str) -> str:
        return self._site_url + address

    def _tag(self, page: Described) -> str:
        return self._edition.data.site.languages[page.language].tag


def _download(url: str, kind: str) -> Node:
    return {"@type": "DataDownload", "contentUrl": url, "encodingFormat": kind}
