"""What keeps a site's promise that addresses last and changes are told, put together.

The page of changes and its feed; the files of each metric; and for addresses that are gone,
redirects, tombstones and notes (see :mod:`explainer.pages.redirects`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from markupsafe import Markup

from explainer.articles.edition import Edition
from explainer.articles.voice import Voice
from explainer.data.model import Change, Language
from explainer.lasting import feeds, ledger
from explainer.lasting.published import neutral
from explainer.pages import changes, redirects
from explainer.pages.outputs import Output, Page
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
    for metric in edition.data.metrics.values():
        facts = edition.facts_of(metric.id)
        address = voices[edition.data.languages[0]].addresses.metric_data
        content = fact_files.as_json(voices, metric, facts, site_url)
        yield Output(address(metric.id, "json"), content)
        content = csv_of(facts_table(facts, voices, site_url), "utf-8-sig")
        yield Output(address(metric.id, "csv"), content)
    for language, voice in voices.items():
        yield Output(voice.addresses.feed(), feeds.feed(voice, site_url))
        yield from redirects.files(voice, gone[language], site_url)
    if problems:
        raise InvalidInput(problems)


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
