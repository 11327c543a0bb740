"""The facts and records of a site as flat tables, for readers with a spreadsheet or a program."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import groupby

from explainer import charts
from explainer.data import model, notation
from explainer.data.facts import Fact
from explainer.data.quantities import Bound, Quantity
from explainer.data.steps import Steps
from explainer.sharing.datacolumns import Column, Table, Value, Voices, pairs, said, spoken
from explainer.sharing.datarecords import KINDS, of_records

_DECIMALS = Decimal("0.000001")


def tables(
    voices: Voices, facts: Iterable[Fact], site_url: str, steps: Steps | None = None
) -> list[Table]:
    """Every table of the site at an address, told in every language. ``facts`` are all figures
    that have an address, and their inputs; ``steps`` know what an earlier build has made."""
    ordered = sorted(facts, key=lambda fact: (fact.metric.id, fact.period.sort_key))
    known = {fact.id for fact in ordered}
    dataset = next(iter(voices.values())).dataset
    return [
        *_of_facts(ordered, voices, site_url, steps or Steps(dataset)),
        *(table for kind in KINDS for table in of_records(kind, voices, site_url)),
        pairs("chart", "facts", "charts", "facts", (
            (chart.id, fact.id) for chart in dataset.charts.values()
            for fact in charts.facts_of(chart, dataset) if fact.id in known
        )),
    ]


def facts_table(facts: Iterable[Fact], voices: Voices, site_url: str) -> Table:
    """A row for each figure."""
    rows = tuple(_fact_row(fact, voices, site_url) for fact in facts)
    return Table("facts", ("id",), spoken(_FACT_COLUMNS, voices), rows)


def _of_facts(
    facts: Sequence[Fact], voices: Voices, site_url: str, steps: Steps
) -> Iterator[Table]:
    known = next(iter(voices.values())).dataset.facts

    def made(names: Iterable[str]) -> tuple[tuple[Value, ...], ...]:
        return facts_table(map(known.get, names), voices, site_url).rows

    rows: list[tuple[Value, ...]] = []
    for metric, own in groupby(facts, key=lambda fact: fact.metric.id):
        names = [fact.id for fact in own]
        rows += steps.get(("rows", metric), (names, site_url), partial(made, names))
    yield replace(facts_table((), voices, site_url), rows=tuple(rows))
    yield pairs("fact", "sources", "facts", "sources", (
        (fact.id, source) for fact in facts for source in fact.sources
    ))
    yield pairs("fact", "inputs", "facts", "facts", (
        (fact.id, entry.id) for fact in facts for entry in fact.inputs
    ))
    yield Table("alternatives", ("fact", "source"), spoken(_ALTERNATIVE_COLUMNS, voices), tuple(
        _alternative_row(fact, index, voices) for fact in facts if fact.observation
        for index in range(len(fact.observation.alternatives))
    ))


_BOUND = Column("bound", about="How the value is meant: exactly, at least, about, a range …",
                values=typing.get_args(Bound))
_NUMBER = Column("value", "number", "In the unit itself, not in thousands or millions")
_LOW = Column("low", "number", "The least it can be, given its rounding; empty: no limit")
_HIGH = Column("high", "number", "The most it can be, given its rounding; empty: no limit")

_FACT_COLUMNS = (
    Column("id", required=True, about="Metric and period; the figure's name for ever"),
    Column("metric", required=True, target="metrics"),
    Column("metric", in_words=True),
    Column("company", target="companies"),
    Column("period", required=True, about="2018, 2021-H1, 2021-06-30, 2018..2021-H1"),
    Column("start", "date", "First day of the period", required=True),
    Column("end", "date", "Last day of the period", required=True),
    Column("state", about="Whether there is a value: known, not found by us, or disclosed by "
           "nobody", values=typing.get_args(model.State), required=True),
    _NUMBER, _LOW, _HIGH, _BOUND,
    Column("unit", required=True, target="units"),
    Column("value", about="The value in words", in_words=True),
    Column("origin", values=typing.get_args(model.Origin),
           about="What it was read in: the document itself, a summary or copy of it, a press "
                 "report, a data vendor’s or a broker’s statement; or computed here"),
    Column("origin", in_words=True),
    Column("disputed", "boolean", "Whether sources disagree on it; see alternatives"),
    Column("rests_on", about="For a computed figure: the disputed ones it goes back to"),
    Column("range_low", "number", "The least that disagreeing sources leave open"),
    Column("range_high", "number", "The most that disagreeing sources leave open"),
    Column("confirmed_by", about="For a computed figure: sources that state the same"),
    Column("looked", "string", "For a figure not found: when it was looked for"),
    Column("formula", about="For a computed figure: the operation and the facts it takes"),
    Column("source", target="sources", about="Who says so; the others are in fact_sources"),
    Column("source_publisher", in_words=True),
    Column("source_title"), Column("source_published"),
    Column("source_url"),
    Column("locator", about="Where in the source"),
    Column("passage", about="The source's own words with the number"),
    Column("note", in_words=True),
    Column("why", about="For a disputed value: why this one is used", in_words=True),
    Column("address", about="Permanent address", in_words=True),
)
_ALTERNATIVE_COLUMNS = (
    Column("fact", required=True, target="facts"), _NUMBER, _LOW, _HIGH, _BOUND,
    Column("source", required=True, target="sources"),
    Column("origin", values=typing.get_args(model.Origin), required=True),
    Column("locator"), Column("passage"),
    Column("value", in_words=True), Column("note", in_words=True),
)


def _fact_row(fact: Fact, voices: Voices, site_url: str) -> tuple[Value, ...]:
    quantity, observation, metric = fact.quantity, fact.observation, fact.metric
    dataset = next(iter(voices.values())).dataset
    source = dataset.sources[fact.sources[0]] if fact.sources else None
    place: tuple[str | int, ...] = ()
    if observation:
        place = ("observations", metric.observations.index(observation))
    return (
        fact.id, metric.id, *(metric.name[code] for code in voices), metric.company,
        str(fact.period), fact.period.first.isoformat(), fact.period.last.isoformat(), fact.state,
        *_numbers(quantity), metric.unit,
        *(voice.value(fact) for voice in voices.values()),
        fact.origin,
        *(voice.origin(fact) or None for voice in voices.values()),
        fact.disputed, " ".join(each.id for each in fact.rests_on) or None,
        *((_number(fact.spread.low), _number(fact.spread.high)) if fact.spread else (None, None)),
        " ".join(str(each.source) for each in fact.confirmed_by) or None,
        observation.looked.date if observation and observation.looked else None,
        f"{fact.operation}: {' '.join(entry.id for entry in fact.inputs)}" if fact.computed
        else None,
        *((source.id, *(voice.outlet(source.id) for voice in voices.values()), source.title,
           source.published, source.url) if source else (None,) * (4 + len(voices))),
        observation.locator if observation else None,
        observation.passage if observation else None,
        *(said(voices, metric, (*place, "note"), observation and observation.note)),
        *(said(voices, metric, (*place, "why"), observation and observation.why)),
        *(site_url + voice.addresses.fact(fact.id) for voice in voices.values()),
    )


def _alternative_row(fact: Fact, index: int, voices: Voices) -> tuple[Value, ...]:
    assert fact.observation is not None
    alternative = fact.observation.alternatives[index]
    quantity = alternative.quantity(fact.metric.scale)
    place = ("observations", fact.metric.observations.index(fact.observation), "alternatives",
             index, "note")
    unit = next(iter(voices.values())).dataset.unit_of(fact.metric)
    return (
        fact.id, *_numbers(quantity), alternative.source, alternative.origin,
        alternative.locator, alternative.passage,
        *(voice.words.quantity(quantity, unit) for voice in voices.values()),
        *said(voices, fact.metric, place, alternative.note),
    )


def _numbers(quantity: Quantity | None) -> tuple[Value, ...]:
    if quantity is None:
        return None, None, None, None
    low, high = (
        _number(end) if end.is_finite() else None for end in (quantity.low, quantity.high)
    )
    return _number(notation.significant(quantity)), low, high, quantity.bound


def _number(value: Decimal) -> Decimal:
    """At most six decimals: a ratio has no end of them."""
    return value.quantize(_DECIMALS) if int(value.as_tuple().exponent) < -6 else value
