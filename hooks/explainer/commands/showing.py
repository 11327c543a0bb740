"""What ``explainer show`` prints of a figure or a record: what it says in every language, who
says so, and where it is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from explainer.articles.edition import Edition
from explainer.articles.voice import Voice
from explainer.commands import reading
from explainer.commands.refusing import Refused
from explainer.data import model, notation
from explainer.data.dataset import Dataset, dotted
from explainer.data.facts import Fact
from explainer.data.model import Observation
from explainer.pages import uses
from explainer.problems import Location, Problems, suggestion


def show(edition: Edition, identifier: str) -> str:
    """All there is to know of ``net-loss.2020`` or of a record, as lines of text. Raises
    FactError where there is none of that name."""
    found = [record for by_id in edition.data.records.values()
             for key, record in by_id.items() if key == identifier]
    if found:
        return "\n\n".join("\n".join(_of_record(edition, record)) for record in found)
    metric = identifier.partition(".")[0]
    if "." in identifier and metric in edition.data.metrics:
        return "\n".join(_of_fact(edition, edition.data.facts.get(identifier)))
    known = {key for by_id in edition.data.records.values() for key in by_id}
    known |= {fact.id for facts in edition.addressed_facts.values() for fact in facts}
    raise Refused(
        f'"{identifier}" is no figure and no record{suggestion(identifier, known)}',
        "Give the id of a record, or a metric and a period: net-loss.2020",
    )


def _of_fact(edition: Edition, fact: Fact) -> Iterator[str]:
    data = edition.data
    yield f"{fact.id}  ({fact.standing})  {place(data, fact)}"
    for voice in _voices(edition):
        first, *rest = voice.provenance(fact).split("\n")
        yield f"\n  {voice.language}  {first}: {voice.value(fact)}"
        yield from (f"      {line}" for line in rest)
    yield f"\n  value     {notation.write(fact)}{_interval(fact)}"
    if fact.spread:
        yield f"  sources   disagree, from {fact.spread.low:,f} to {fact.spread.high:,f}"
    if fact.operation:
        yield f"  computed  {fact.operation} of:"
        for part in fact.inputs:
            yield f"            {part.id} = {notation.write(part)}  {place(data, part)}"
    if fact.observation:
        yield from _evidence(data, fact, fact.observation)
    for other in fact.confirmed_by:
        yield from _evidence(data, fact, other)
    for language in edition.data.languages:
        yield f"  address   {edition.addresses(language).fact(fact.id)}"
    yield from _listed("used in", [*_lines_of(edition, fact.id), *_derived(edition, fact)])
    for language in edition.data.languages:
        shown = uses.places(edition, language).get(fact.id, [])
        yield from _listed(f"read ({language})", [f"{p.address}  {p.label}" for p in shown])


def _of_record(edition: Edition, record: Any) -> Iterator[str]:
    data, collection = edition.data, record.collection
    yield f"{record.id}  ({collection})  {data.origin(record).locate()}"
    said = model.words(record)
    for voice in _voices(edition) if said else ():
        yield ""
        for path, _ in said:
            yield f"  {voice.language}  {dotted(path)}: {reading.words(voice, record, path)}"
    yield ""
    codes = edition.data.languages
    plain = [(path, text) for path, text in model.texts(record) if path[-1] not in codes]
    for path, text in sorted([*plain[1:], *model.references(record)], key=lambda each: each[0][:1]):
        yield f"  {dotted(path)}: {text}"
    if isinstance(record, model.Metric):
        facts = edition.facts_of(record.id)
        yield from _listed("figures", [f"{f.id} = {notation.write(f)}" for f in facts])
    yield from _listed("named in", _lines_of(edition, record.id, collection))


def place(data: Dataset, fact: Fact) -> Location:
    """Where a figure is typed: its observation, or the formula it is computed by."""
    origin = data.origin(fact.metric)
    if fact.observation:
        return origin.locate(("observations", fact.metric.observations.index(fact.observation)))
    return origin.locate(("formula",) if fact.metric.formula else ())


def _evidence(data: Dataset, fact: Fact, observation: Observation) -> Iterator[str]:
    """The sources of an observation, each with what was read there."""
    own = [s for s in (observation.source, *observation.sources) if s]
    for source in own:
        record = data.sources[source]
        yield f"  source    {source}  {data.origin(record).locate()}  {record.title}"
        yield f"            {record.url}"
        if source == observation.source:
            yield from (f"            {said}" for said in (
                observation.locator, observation.passage and f"“{observation.passage}”") if said)
    for other in observation.alternatives:
        step = other.quantity(fact.metric.scale)
        yield f"  but       {other.source} says {step.value:,f}"


def _lines_of(edition: Edition, identifier: str, collection: str = "facts") -> list[str]:
    """The lines that name a figure or a record, as an editor opens them."""
    found: dict[str, None] = {}
    kind = {"facts": "fact", "charts": "chart", "claims": "claim", "terms": "term",
            "sources": "source", "events": "event", "quotes": "quote"}.get(collection)
    for rendered in edition.rendered.values():
        for use in rendered.uses:
            if use.kind == kind and use.id == identifier and use.within is None:
                found[str(rendered.article.locate(use.line))] = None
    for origin, record in edition.data.all_records():
        for path, reference in model.references(record):
            if reference == identifier and collection in (reference.collection, "facts"):
                found[f"{origin.locate(path)}  {dotted(path)}"] = None
        for path, text in model.words(record):
            for language in edition.data.languages:
                if f'"{identifier}"' in text[language]:
                    found[f"{origin.locate((*path, language))}  {dotted(path)}"] = None
    return list(found)


def _derived(edition: Edition, fact: Fact) -> list[str]:
    return [
        f"{place(edition.data, other)}  computes {other.id}"
        for facts in edition.addressed_facts.values() for other in facts
        if any(part.id == fact.id for part in other.inputs)
    ]


def _voices(edition: Edition) -> list[Voice]:
    return [edition.voice(language, "", Problems()) for language in edition.data.languages]


def _listed(head: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"\n  {head}:"
        yield from (f"    {line}" for line in lines)


def _interval(fact: Fact) -> str:
    """From the least to the most that the digits leave room for."""
    if fact.quantity is None:
        return ""
    low, high = fact.quantity.low, fact.quantity.high
    return f"  (from {low.normalize():,f} to {high.normalize():,f})" if low != high else ""
