"""Where on the site a figure is used: sections of articles, charts, claims, other figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explainer import charts
from explainer.articles.edition import Edition, Rendered
from explainer.articles.voice import plain
from explainer.data.addresses import Addresses
from explainer.data.model import Language
from explainer.problems import Problems

_LISTS = ("claims", "glossary", "sources")
"""Articles that list records; what they use is named by record."""


@dataclass(frozen=True)
class Place:
    """A place that shows a figure: its name and its address, relative to the site's root."""

    label: str
    address: str


def places(edition: Edition, language: Language) -> dict[str, list[Place]]:
    """The places of each figure, by its id: articles first, then charts, claims, figures
    computed from it."""
    found: dict[str, dict[Place, None]] = {}
    for fact, place in _places(edition, language):
        found.setdefault(fact, {})[place] = None
    return {fact: list(by_place) for fact, by_place in found.items()}


def _places(edition: Edition, language: Language) -> Iterator[tuple[str, Place]]:
    data, known = edition.data, edition.addresses(language)
    voice = edition.voice(language, "", Problems())
    shown = {chart.id: {f.id for f in charts.facts_of(chart, data)}
             for chart in data.charts.values()}
    for (spoken, name), rendered in edition.rendered.items():
        if spoken == language and name not in _LISTS:
            yield from _in_article(rendered, known, shown)
    for identifier, facts in shown.items():
        title = plain(voice.say(data.charts[identifier], ("title",)))
        label = voice.labels.used_chart.format(title)
        for fact in facts:
            yield fact, Place(label, known.chart(identifier))
    for claim in data.claims.values() if "claims" in data.site.articles else ():
        label = voice.labels.used_claim.format(
            voice.words.number(claim.number), voice.say(claim, ("statement",)).striptags())
        for fact in claim.facts:
            yield fact, Place(label, known.claim(claim.id))
    for derived in (f for facts in edition.addressed_facts.values() for f in facts):
        label = voice.labels.used_fact.format(
            derived.metric.label(language), voice.words.period(derived.period, "short"))
        for part in derived.inputs:
            yield part.id, Place(label, known.fact(derived.id))


def _in_article(
    rendered: Rendered, known: Addresses, shown: dict[str, set[str]]
) -> Iterator[tuple[str, Place]]:
    """Figures in the text itself; those of charts are the charts'."""
    article = rendered.article
    title = article.front.nav_title or article.front.title
    in_charts = {
        (use.line, fact) for use in rendered.uses if use.kind == "chart"
        for fact in shown.get(use.id, ())
    }
    for use in rendered.uses:
        if use.kind != "fact" or (use.line, use.id) in in_charts:
            continue
        section = [s for s in article.sections if s.line <= use.line][-1]
        if section.id == "top":
            yield use.id, Place(title, known.article(article.name))
        else:
            yield use.id, Place(
                f"{title} · {section.title}", known.article(article.name, section.id)
            )
