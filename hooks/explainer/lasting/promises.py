"""What keeps a site's promise that addresses last and changes are told, put together.

The page of changes and its feed; the files of each metric; and for addresses that are gone,
redirects, tombstones and notes (see :mod:`explainer.pages.redirects`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from explainer.articles.edition import Edition
from explainer.articles.voice import Voice
from explainer.data.model import Change, Language
from explainer.lasting import feeds, ledger
from explainer.lasting.published import neutral
from explainer.pages import changes, redirects
from explainer.pages.outputs import Output, Page, kept
from explainer.pages.redirects import Departure
from explainer.problems import InvalidInput, Problems
from explainer.sharing import fact_files
from explainer.sharing.datapackage import csv_of
from explainer.sharing.datatables import facts_table

Departures = Mapping[Language, Mapping[str, Departure]]
"""What was published and is gone, by language and by the default language's address."""


def departures(edition: Edition, published: Collection[str]) -> Departures:
    """See :data:`Departures`; ``published`` are the addresses that answer."""
    records = edition.data.of(Change).values()
    if not any(record.kind in ("moved", "withdrawn") for record in records):
        return {language: {} for language in edition.data.languages}
    live = {neutral(address, edition.data.site.languages) for address in published}
    return {
        language: redirects.departures(ledger.gone(edition, published, language), live, records)
        for language in edition.data.languages
    }


def pages(
    edition: Edition, gone: Departures, made: Iterable[Page], problems: Problems
) -> Iterator[Page]:
    """The pages made so far, with notes about anchors that are gone, and those of the promise."""
    for page in made:
        yield _with_notes(edition, page, gone[page.language], problems)
    for language in edition.data.languages:
        voice = _voice(edition, language, problems)
        yield _with_notes(edition, changes.page(voice), gone[language], problems)
        yield from redirects.tombstones(voice, gone[language])


def notes(
    edition: Edition, gone: Mapping[str, Departure], language: Language, address: str,
    problems: Problems,
) -> Markup:
    """What to say at the end of the page at an address about anchors that are gone."""
    voice = edition.voice(language, address, problems)
    return redirects.notes(voice, neutral(address, edition.data.site.languages), gone)


def outputs(edition: Edition, gone: Departures, site_url: str) -> Iterator[Output]:
    """The metrics' files, the feeds, and what stands at addresses that are gone. Raises
    InvalidInput."""
    problems = Problems()
    voices = {code: _voice(edition, code, problems) for code in edition.data.languages}
    for metric in edition.data.metrics:
        facts = [fact.id for fact in edition.facts_of(metric)]
        yield from kept(
            edition, ("metric files", metric), (facts, site_url),
            partial(_files, voices, metric, facts, site_url))
    for language, voice in voices.items():
        yield Output(voice.addresses.feed(), feeds.feed(voice, site_url))
        yield from redirects.files(voice, gone[language], site_url)
    if problems:
        raise InvalidInput(problems)


def _files(
    voices: Mapping[Language, Voice], metric: str, facts: Iterable[str], site_url: str
) -> list[Output]:
    """The files of a metric, all of whose figures are looked for in the data."""
    voice = next(iter(voices.values()))
    data, address = voice.dataset, voice.addresses.metric_data
    found = [data.facts.get(fact) for fact in facts]
    told = fact_files.as_json(voices, data.metrics[metric], found, site_url)
    table = csv_of(facts_table(found, voices, site_url), "utf-8-sig")
    return [Output(address(metric, "json"), told), Output(address(metric, "csv"), table)]


def with_copies(
    edition: Edition, gone: Departures, made: Iterable[Output]
) -> Iterator[Output]:
    """All outputs, and those that have moved at their old address as well."""
    moved = {
        edition.data.site.languages[language].prefix: left for language, left in gone.items()
    }
    return redirects.copies(made, moved)


def _with_notes(
    edition: Edition, page: Page, gone: Mapping[str, Departure], problems: Problems
) -> Page:
    if not gone:
        return page
    address = edition.addresses(page.language).article(page.name)
    return replace(page, html=page.html + notes(edition, gone, page.language, address, problems))


def _voice(edition: Edition, language: Language, problems: Problems) -> Voice:
    addresses = edition.addresses(language)
    return edition.voice(language, addresses.changes(), problems)
