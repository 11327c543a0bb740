"""The figures of a chart as a table that programs read: one schema for all charts, one row a
figure, in the order of the chart.

``series``: what the figure is of, in words; ``period``: as ``data/`` writes it; ``number``,
``low`` and ``high``: in the unit itself, the ends of what it stands for or of what sources say;
``unit``: its id; ``state``: how the value stands, or why there is none; ``source``: the ids of
its sources. What does not apply is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from explainer.charts.contents import facts_of, table
from explainer.charts.kinds import kind
from explainer.charts.tables import Table
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Chart, Event
from explainer.data.notation import significant
from explainer.language.phrases import phrase
from explainer.language.words import Words

_NUMBER = re.compile(r"−?\d[\d,]*(\.\d+)?")
_UNIT = re.compile(r"（[^（）]*）$| \([^()]*\)$")


class Figure(NamedTuple):
    """One row; its fields are the columns."""

    series: str
    period: str = ""
    number: str = ""
    unit: str = ""
    low: str = ""
    high: str = ""
    state: str = ""
    source: str = ""


def figures(chart: Chart, dataset: Dataset, words: Words) -> list[Figure]:
    """All figures a chart shows, each once; of a chart of events these, of one of other records
    the numbers in its table."""
    events = [one for one in kind(chart.kind).records(chart, dataset) if isinstance(one, Event)]
    if events:
        return [Figure(event.title[words.language], event.date, state="reported",
                       source=" ".join(event.sources)) for event in events]
    facts = facts_of(chart, dataset)
    contents = table(chart, dataset, words)
    named = dict(_names(contents, {f.id: words.period(f.period, "short") for f in facts}))
    found = [_figure(fact, named.get(fact.id) or fact.metric.label(words.language))
             for fact in facts]
    return found if any(cell.fact_id for row in contents.rows for cell in row.cells) \
        else list(_numbers(contents, words))


def _names(contents: Table, periods: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What the table calls each fact: the head of its column where rows are periods, else its
    row, without the unit and the period, which have columns of their own."""
    for row in contents.rows:
        for head, cell in zip(contents.head[1:], row.cells, strict=True):
            if cell.fact_id in periods:
                period = periods[cell.fact_id]
                if row.label == period:
                    yield cell.fact_id, _UNIT.sub("", head)
                else:
                    yield cell.fact_id, _without(row.label, period)


def _without(label: str, period: str) -> str:
    for around in (f"（{period}）", f" ({period})"):
        label = label.removesuffix(around)
    return label.removeprefix(f"{period} ")


def _figure(fact: Fact, series: str) -> Figure:
    quantity = fact.quantity
    if quantity is None:
        return Figure(series, str(fact.period), unit=fact.metric.unit, state=fact.standing,
                      source=" ".join(fact.sources))
    said = fact.spread or quantity
    return Figure(
        series, str(fact.period), f"{significant(quantity):f}", fact.metric.unit,
        _end(said.low), _end(said.high), fact.standing, " ".join(fact.sources),
    )


def _end(number: Decimal) -> str:
    """An end of an interval; empty where it has none."""
    return f"{number.normalize():f}" if number.is_finite() else ""


def _numbers(contents: Table, words: Words) -> Iterator[Figure]:
    """The columns that hold numbers only, a row each."""
    numeric = [
        number for number in range(len(contents.head) - 1)
        if all(_NUMBER.fullmatch(row.cells[number].text) for row in contents.rows)
    ]
    colon = phrase("colon", words.language)
    for row in contents.rows:
        for number in numeric:
            name = contents.head[number + 1]
            text = row.cells[number].text.replace("−", "-").replace(",", "")
            yield Figure(f"{row.label}{colon}{name}" if len(numeric) > 1 else row.label,
                         number=text)
