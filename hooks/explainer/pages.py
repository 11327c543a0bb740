"""Pages made from the data alone: one for each metric, with an anchor for each figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from explainer.authoring import Voice
from explainer.facts import Fact
from explainer.model import Language, Metric
from explainer.quantities import Quantity


@dataclass(frozen=True)
class Page:
    """A page that no author wrote: ``name`` is its address without prefix and slash."""

    name: str
    language: Language
    title: str
    description: str
    summary: Markup
    """What searches should find."""
    html: Markup


def metric_page(voice: Voice, metric: Metric, extra: Iterable[Fact] = ()) -> Page:
    """The page of a metric: every figure with value, quality, sources, formula and notes.

    ``extra`` are figures computed for some text (sums over a span), which get an anchor too.
    """
    dataset, language, words = voice.dataset, voice.language, voice.words
    facts = {fact.id: fact for fact in [*dataset.facts.of_metric(metric), *extra]}
    ordered = sorted(facts.values(), key=lambda fact: fact.period.sort_key)
    unit = dataset.unit_of(metric)
    definition = voice.say(metric, ("definition",))
    html = voice.part(
        "explainer/metric",
        definition=definition,
        note=voice.say(metric, ("note",)) if metric.note else None,
        unit=unit.name[language],
        basis=None if metric.basis == "other" else metric.basis,
        company=metric.company and dataset.records["companies"][metric.company].name[language],
        facts=[_entry(voice, fact) for fact in ordered],
    )
    name = metric.name[language]
    latest = next((f for f in reversed(ordered) if f.quantity), None)
    description = (
        f"{name}: {words.period(latest.period)}, {voice.value(latest)}" if latest else name
    )
    if language == "zh" and latest:
        description = f"{name}：{words.period(latest.period)}{voice.value(latest)}"
    summary = Markup("<p>{}</p>").format(definition)
    return Page(f"facts/{metric.id}", language, name, description, summary, html)


def _entry(voice: Voice, fact: Fact) -> dict[str, object]:
    observation = fact.observation
    index = fact.metric.observations.index(observation) if observation else None

    def say(*path: str | int) -> Markup:
        return voice.say(fact.metric, ("observations", index or 0, *path))

    return {
        "anchor": str(fact.period),
        "period": voice.words.period(fact.period),
        "value": voice.value(fact),
        "published": fact.quantity is not None,
        "quality": fact.quality,
        "quality_word": voice.labels[f"quality_{fact.quality}"] if fact.quantity else None,
        "formula": _formula(voice, fact) if fact.operation else None,
        "sources": [
            voice.source_link(source) for source in dict.fromkeys(fact.sources)
        ] if not fact.computed else [],  # those of a computed figure stand at its inputs
        "locator": observation.locator if observation else None,
        "note": say("note") if observation and observation.note else None,
        "why": say("why") if observation and observation.why else None,
        "alternatives": [
            {
                "value": voice.words.quantity(_alternative(fact, number), voice.dataset.unit_of(
                    fact.metric)),
                "source": voice.source_link(alternative.source),
                "note": say("alternatives", number, "note") if alternative.note else None,
            }
            for number, alternative in enumerate(observation.alternatives if observation else [])
        ],
    }


def _formula(voice: Voice, fact: Fact) -> Markup:
    """The formula in words, each input linked to its own entry."""
    inputs = [
        Markup('<a href="{}">{}</a>').format(
            voice.href(voice.addresses.fact(input.id)), voice.input_name(input)
        )
        for input in fact.inputs
    ]
    return voice.formula(fact.operation or "fact", inputs)


def _alternative(fact: Fact, number: int) -> Quantity:
    assert fact.observation is not None
    return fact.observation.alternatives[number].quantity(fact.metric.scale)
