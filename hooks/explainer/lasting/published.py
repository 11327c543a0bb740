"""Every address a site answers at, and the value published there.

Made from the data and the rendered articles, so that nothing has to be built to know it.
Addresses are relative to the site's root; values are in the notation of
:mod:`explainer.data.notation` (a claim's is its verdict) and stand at the default language's
address only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from explainer import charts
from explainer.articles.edition import Edition
from explainer.data import model, notation
from explainer.data.addresses import Addresses
from explainer.data.dataset import Dataset
from explainer.data.model import Languages
from explainer.problems import Problems
from explainer.sharing import citations, openapi, sums, twins
from explainer.sharing.datapackage import ARCHIVE, CHECKSUMS, DESCRIPTOR
from explainer.sharing.datatables import tables
from explainer.sharing.workbook import WORKBOOK


def addresses(edition: Edition) -> dict[str, str]:
    """Every address with its value, which is empty for most."""
    found = dict.fromkeys((sums.FILE, openapi.FILE, twins.FILE), "")
    for language in edition.data.languages:
        known = edition.addresses(language)
        found.update(dict.fromkeys(_of_articles(edition, known, language), ""))
        found.update(dict.fromkeys(_of_records(edition, known), ""))
        found.update(dict.fromkeys(_beside_pages(edition, known), ""))
        values = dict(_with_values(edition, known))
        found.update(values if language == edition.data.languages[0] else dict.fromkeys(values, ""))
    return found


def neutral(address: str, languages: Languages) -> str:
    """An address as the default language has it."""
    for own in languages.values():
        if own.prefix and address.startswith(own.prefix):
            return address.removeprefix(own.prefix)
    return address


def _of_articles(edition: Edition, known: Addresses, language: str) -> Iterator[str]:
    for (spoken, name), rendered in edition.rendered.items():
        if spoken != language:
            continue
        yield known.article(name)
        yield known.twin(name)
        for section in rendered.article.sections[1:]:
            yield known.article(name, section.id)
        for use in rendered.uses:
            if use.kind == "chart":
                yield known.article(name, f"chart-{use.id}")


def _of_records(edition: Edition, known: Addresses) -> Iterator[str]:
    data = edition.data
    if "sources" in data.site.articles:
        yield from map(known.source, data.sources)
    if "glossary" in data.site.articles:
        yield from map(known.term, data.terms)
    if "timeline" in data.site.articles:
        yield from map(known.event, data.events)
    for metric in data.metrics:
        yield known.metric(metric)
        yield from (known.metric_data(metric, suffix) for suffix in ("json", "csv"))
    yield known.metrics()
    if data.charts:
        yield known.charts()
    for chart in data.charts:
        yield from (known.chart(chart), known.frame(chart), known.oembed(chart))
        yield from (known.chart_file(chart, ending) for ending in charts.FORMATS)
    yield known.data()
    yield from map(known.data_file, _data_files(edition))
    yield known.changes()
    yield known.feed()
    yield from map(known.changes, data.of(model.Change))


def _beside_pages(edition: Edition, known: Addresses) -> Iterator[str]:
    """What others keep or show with a link to a page that is not a metric's (which has neither):
    its card and its files of citations."""
    data = edition.data
    for name in (
        *data.site.articles, "data", "facts", "changes", *(["charts"] if data.charts else []),
        *(f"charts/{chart}" for chart in data.charts),
    ):
        yield known.card(name)
        yield from (known.citation(name, suffix) for suffix in citations.FILES)


def _data_files(edition: Edition) -> Iterator[str]:
    """The names of the data package's files, which follow from the data model alone."""
    yield from (DESCRIPTOR, ARCHIVE, WORKBOOK, CHECKSUMS)
    bare = Dataset(edition.data.site, {name: {} for name in edition.data.records}, {})
    voices = {
        language: replace(edition.voice(language, "", Problems()), dataset=bare)
        for language in edition.data.languages
    }
    for table in tables(voices, (), ""):
        yield f"{table.name}.csv"


def _with_values(edition: Edition, known: Addresses) -> Iterator[tuple[str, str]]:
    for facts in edition.addressed_facts.values():
        for fact in facts:
            yield known.fact(fact.id), notation.write(fact)
    if "claims" in edition.data.site.articles:
        for claim in edition.data.claims.values():
            yield known.claim(claim.id), claim.verdict
