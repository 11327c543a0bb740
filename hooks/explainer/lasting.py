"""What keeps a site's promise that addresses last and changes are told, put together.

The page of changes and its feeds; the files of each metric; and for addresses that are gone,
redirects, tombstones and notes (see :mod:`explainer.departed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from explainer import changes, departed, fact_files, feeds, ledger
from explainer.addresses import Addresses
from explainer.authoring import Voice
from explainer.datapackage import csv_of
from explainer.datatables import facts_table
from explainer.departed import Departure
from explainer.model import LANGUAGES, Change, Language
from explainer.outputs import Output, Page
from explainer.problems import InvalidInput, Problems
from explainer.published import neutral

if TYPE_CHECKING:
    from explainer.site import Site


def departures(site: Site) -> dict[Language, dict[str, Departure]]:
    """What was published and is gone, by language and by the default language's address."""
    records = site.data.of(Change).values()
    if not any(record.kind in ("moved", "withdrawn") for record in records):
        return {language: {} for language in LANGUAGES}
    live = {neutral(address, site.data.site.languages) for address in site.published}
    return {
        language: departed.departures(ledger.gone(site, language), live, records)
        for language in LANGUAGES
    }


def pages(site: Site, made: Iterable[Page], problems: Problems) -> Iterator[Page]:
    """The pages made so far, with notes about anchors that are gone, and those of the promise."""
    gone = site.departures
    for page in made:
        yield _with_notes(site, page, gone[page.language], problems)
    for language in LANGUAGES:
        voice = _voice(site, language, problems)
        yield _with_notes(site, changes.page(voice), gone[language], problems)
        yield from departed.tombstones(voice, gone[language])


def notes(site: Site, language: Language, address: str, problems: Problems) -> Markup:
    """What to say at the end of the page at an address about anchors that are gone."""
    voice = site.voice(language, address, problems)
    return departed.notes(
        voice, neutral(address, site.data.site.languages), site.departures[language]
    )


def outputs(site: Site, site_url: str) -> Iterator[Output]:
    """The metrics' files, the feeds, and what stands at addresses that are gone. Raises
    InvalidInput."""
    problems = Problems()
    voices = {code: _voice(site, code, problems) for code in LANGUAGES}
    for metric in site.data.metrics.values():
        facts = site.facts_of(metric.id)
        address = voices[LANGUAGES[0]].addresses.metric_data
        content = fact_files.as_json(voices, metric, facts, site_url)
        yield Output(address(metric.id, "json"), content)
        content = csv_of(facts_table(facts, voices, site_url))
        yield Output(address(metric.id, "csv"), content)
    for language, voice in voices.items():
        yield from _feeds(site, voice, site_url)
        yield from departed.files(voice, site.departures[language], site_url)
    if problems:
        raise InvalidInput(problems)


def with_copies(site: Site, made: Iterable[Output]) -> Iterator[Output]:
    """All outputs, and those that have moved at their old address as well."""
    moved: Mapping[str, Mapping[str, Departure]] = {
        site.data.site.languages[language].prefix: gone
        for language, gone in site.departures.items()
    }
    return departed.copies(made, moved)


def _feeds(site: Site, voice: Voice, site_url: str) -> Iterator[Output]:
    known, labels, title = voice.addresses, voice.labels, site.data.site.title[voice.language]
    address = known.feed()
    yield Output(address, feeds.feed(
        voice, changes.newest_first(site.data), site_url, address=address,
        title=f"{labels.changes}{labels.title_separator}{title}", page=known.changes(),
    ))
    for metric in site.data.metrics.values():
        address, name = known.feed(metric.id), labels.changes_of.format(metric.name[voice.language])
        records = changes.of_metric(site.data, metric.id, site.facts_of(metric.id))
        yield Output(address, feeds.feed(
            voice, records, site_url, address=address,
            title=f"{name}{labels.title_separator}{title}", page=known.metric(metric.id),
        ))


def _with_notes(
    site: Site, page: Page, gone: Mapping[str, Departure], problems: Problems
) -> Page:
    if not gone:
        return page
    address = Addresses.of(site.data.site.languages, page.language).article(page.name)
    return replace(page, html=page.html + notes(site, page.language, address, problems))


def _voice(site: Site, language: Language, problems: Problems) -> Voice:
    addresses = Addresses.of(site.data.site.languages, language)
    return site.voice(language, addresses.changes(), problems)
