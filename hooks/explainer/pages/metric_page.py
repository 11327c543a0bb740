"""The page of a metric, with an anchor for each figure that says all there is to know of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from markupsafe import Markup

from explainer.articles.reports import report_url
from explainer.articles.voice import Voice
from explainer.charts import sketches
from explainer.charts.measures import Measure
from explainer.data.facts import Fact
from explainer.data.model import Basis, Metric, Observation
from explainer.data.quantities import Quantity
from explainer.pages import changes
from explainer.pages.outputs import Page
from explainer.pages.uses import Place

PLACES_SHOWN = 8
"""How many places that use a figure are listed before the rest is folded away."""


def metric_page(
    voice: Voice, metric: Metric, extra: Iterable[Fact] = (), *,
    places: Mapping[str, Sequence[Place]] | None = None, site_url: str = "/",
) -> Page:
    """The page of a metric: every figure with its value in all languages, period, unit,
    origin, sources, formula, disagreements, uses and changes.

    ``extra`` are figures computed for some text (sums over a span), which get an anchor too;
    ``places`` says where on the site each figure is used; ``site_url`` makes its permanent
    address whole.
    """
    dataset, language, words = voice.dataset, voice.language, voice.words
    facts = {fact.id: fact for fact in [*dataset.facts.of_metric(metric), *extra]}
    ordered = sorted(facts.values(), key=lambda fact: fact.period.sort_key)
    twins = [
        replace(voice, language=code, uses=[]) for code in dataset.languages if code != language
    ]
    definition = voice.say(metric, ("definition",))
    told, company = _title(voice, metric, ordered), dataset.company(metric.company)
    entries = [(fact, _entry(voice, fact, twins, (places or {}).get(fact.id, ()), site_url))
               for fact in ordered]
    html = voice.part(
        "explainer/metric",
        definition=definition,
        note=voice.say(metric, ("note",)) if metric.note else None,
        overdue=voice.overdue() if metric.company == dataset.site.subject else "",
        company=company.name[language] if company else "",
        **_chart(voice, ordered, told),
        unit=dataset.unit_of(metric).name[language],
        basis=dataset.of(Basis)[metric.basis].name[language] if metric.basis
        else voice.labels.basis_other,
        files=[
            ("JSON", voice.href(voice.addresses.metric_data(metric.id, "json"))),
            ("CSV", voice.href(voice.addresses.metric_data(metric.id, "csv"))),
        ],
        facts=[entry for fact, entry in entries if fact.period.kind != "span"],
        totals=[entry for fact, entry in entries if fact.period.kind == "span"],
    )
    latest = next((f for f in reversed(ordered) if f.quantity), None)
    description = words.definition.described.format(
        name=told, period=words.period(latest.period), value=voice.value(latest)
    ) if latest else told
    summary = Markup("<p>{}</p>").format(definition)
    address = f"facts/{metric.id}"
    return Page(address, language, told, description, summary, html, "metric", metric.id)


def _title(voice: Voice, metric: Metric, ordered: Sequence[Fact]) -> str:
    """What people search for: whose figure it is, which, and of which years."""
    name, language = metric.name[voice.language], voice.language
    company = voice.dataset.company(metric.company)
    if company and (company.short or company.name)[language] not in name:
        name = voice.labels.metric_title.format(name=name, company=company.name[language])
    years = [fact.period.last.year for fact in ordered if fact.quantity]
    if not years or min(years) == max(years):
        return name
    return voice.labels.metric_years.format(name, min(years), max(years))


def _chart(voice: Voice, facts: Sequence[Fact], name: str) -> dict[str, object]:
    """A sketch of the figures that compare, and what its scale is; nothing without pictures, or
    where fewer than two compare."""
    shown = sketches.comparable(facts) if voice.draw else []
    if not shown:
        return {"chart": "", "scale": ""}
    unit = voice.dataset.unit_of(shown[0].metric)
    return {
        "chart": Markup(sketches.sketch(shown, voice.dataset, voice.words, name)),
        "scale": Measure.of(shown, voice.dataset, voice.words).unit_name
        or unit.name[voice.language],
    }


def _entry(
    voice: Voice, fact: Fact, twins: Iterable[Voice], places: Sequence[Place], site_url: str
) -> dict[str, object]:
    observation, address = fact.observation, voice.addresses.fact(fact.id)
    index = fact.metric.observations.index(observation) if observation else 0

    def say(*path: str | int) -> Markup:
        return voice.say(fact.metric, ("observations", index, *path))

    linked = [(place.label, voice.href(place.address)) for place in places]
    return {
        "id": fact.id,
        "anchor": str(fact.period),
        "period": voice.words.period(fact.period),
        "value": voice.value(fact),
        "others": [
            (voice.dataset.site.languages[twin.language].tag, twin.value(fact)) for twin in twins
        ] if fact.quantity else [],
        "standing": fact.standing,
        "origin": voice.origin(fact, titled=True),
        "doubt": voice.doubt(fact),
        "rests_on": [
            (voice.href(voice.addresses.fact(each.id)), voice.input_name(each))
            for each in fact.rests_on
        ],
        "looked": voice.looked(fact),
        "state_meaning": voice.labels.get(f"meaning_{fact.state}"),
        "confirmed": [_statement(voice, fact, each) for each in fact.confirmed_by],
        "formula": _formula(voice, fact) if fact.operation else None,
        "sources": _sources(voice, fact, observation),
        "note": say("note") if observation and observation.note else None,
        "why": say("why") if observation and observation.why else None,
        "alternatives": [
            {
                "value": voice.words.quantity(_alternative(fact, number), voice.dataset.unit_of(
                    fact.metric)),
                "source": voice.source_link(alternative.source),
                "origin": voice.read_in(alternative.source),
                "locator": alternative.locator, "passage": alternative.passage,
                "tag": _tag(voice, alternative.source),
                "note": say("alternatives", number, "note") if alternative.note else None,
            }
            for number, alternative in enumerate(observation.alternatives if observation else [])
        ],
        "places": linked[:PLACES_SHOWN],
        "more_places": linked[PLACES_SHOWN:],
        "more_label": voice.labels.more_places.format(len(linked) - PLACES_SHOWN),
        "changes": [changes.row(voice, c) for c in changes.of_fact(voice.dataset, fact)],
        "url": urljoin(site_url, address),
        "report": report_url(
            voice.dataset.site, "wrong-fact", fact.id, urljoin(site_url, address), voice.value(fact)
        ),
    }


def _sources(
    voice: Voice, fact: Fact, observation: Observation | None
) -> list[dict[str, object]]:
    """Who says so, the first with the place in it. Those of a computed figure stand at its
    inputs, those of other values with them."""
    if observation is None:
        return []
    own = dict.fromkeys([observation.source, *observation.sources] if observation.source else [])
    return [
        {
            **voice.source_link(source), "tag": _tag(voice, source),
            "archive": voice.dataset.sources[source].archive_url,
            "locator": observation.locator if source == observation.source else None,
            "passage": observation.passage if source == observation.source else None,
        }
        for source in own if source
    ]


def _statement(voice: Voice, fact: Fact, observation: Observation) -> dict[str, object]:
    """What a source says that states the same as a computed figure."""
    quantity = observation.quantity(fact.metric.scale)
    assert quantity is not None
    assert observation.source is not None
    return {
        "value": voice.words.quantity(quantity, voice.dataset.unit_of(fact.metric)),
        "source": voice.source_link(observation.source),
        "origin": voice.read_in(observation.source),
        "locator": observation.locator, "passage": observation.passage,
        "tag": _tag(voice, observation.source),
    }


def _tag(voice: Voice, source: str) -> str:
    """The language tag of a source's title."""
    spoken = voice.dataset.sources[source].language
    known = {code: own.tag for code, own in voice.dataset.site.languages.items()}
    return known.get(spoken, spoken)


def _formula(voice: Voice, fact: Fact) -> Markup:
    """The formula in words, each input linked to its own entry."""
    inputs = [
        Markup('<a href="{}">{}</a>').format(
            voice.href(voice.addresses.fact(input.id)), voice.input_name(input)
        )
        for input in fact.inputs
    ]
    return voice.formula(fact.operation or "fact", inputs, fact.quantity)


def _alternative(fact: Fact, number: int) -> Quantity:
    assert fact.observation is not None
    return fact.observation.alternatives[number].quantity(fact.metric.scale)
