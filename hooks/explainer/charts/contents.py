"""What a chart shows, without drawing it: its table, its facts, its marks of standing."""

from __future__ import annotations

from collections.abc import Iterable

from explainer.charts.kinds import kind
from explainer.charts.marks import record_keys
from explainer.charts.remarks import figures, remarks
from explainer.charts.tables import Table
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Chart
from explainer.data.periods import Period
from explainer.language.phrases import MARKS, TOLD, standing
from explainer.language.words import Words

_YEAR = 366
"""Days."""


def table(chart: Chart, dataset: Dataset, words: Words) -> Table:
    """The chart's values in words: a head with units, a row a period, item or event."""
    return kind(chart.kind).table(chart, dataset, words)


def facts_of(chart: Chart, dataset: Dataset) -> list[Fact]:
    """Every fact the chart shows, each once, in reading order, those its annotations tell last;
    also those without a value."""
    shown = [*kind(chart.kind).facts(chart, dataset), *figures(chart, dataset)]
    return list({f.id: f for f in shown}.values())


def marks_of(chart: Chart, dataset: Dataset, words: Words) -> list[tuple[str, str]]:
    """The legend of marks: (mark, words) for each standing shown that needs telling."""
    return key([*kind(chart.kind).marked(chart, dataset), *figures(chart, dataset)], words)


def key(facts: Iterable[Fact], words: Words) -> list[tuple[str, str]]:
    """The marks of some facts and what they say."""
    shown = {fact.standing for fact in facts}
    return [(MARKS[each], standing(each, words.language)) for each in TOLD if each in shown]


def said_of(chart: Chart, dataset: Dataset, words: Words) -> list[str]:
    """What the picture says beside its marks, with the period of each, in the order of the data."""
    return [remark.said(words) for remark in remarks(chart, dataset, words)]


def span_of(chart: Chart, dataset: Dataset) -> Period | None:
    """The time that a chart covers: from the first of what it shows to the last, days by their
    month where that is over a year; None if it shows nothing with a date."""
    made = kind(chart.kind)
    known = [Period.parse(record.date[:4]) for record in made.records(chart, dataset)
             if hasattr(record, "date")]
    if not known:
        known = [fact.period for fact in made.facts(chart, dataset) if fact.quantity]
    if not known:
        return None
    first = min(known, key=lambda period: (period.first, period.last)).ends[0]
    last = max(known, key=lambda period: (period.last, period.first)).ends[1]
    if (last.last - first.first).days > _YEAR:
        first, last = (Period.parse(p.text[:7]) if p.kind == "day" else p for p in (first, last))
    return first if first.last >= last.first else Period.parse(f"{first}..{last}")


def keys_of(chart: Chart, dataset: Dataset) -> list[str]:
    """The names of the chart's marks, each once: of metrics, facts and periods, of events with
    their categories and years, of claims with their verdicts. Totals that are only written and
    lines to compare with are no marks."""
    made = kind(chart.kind)
    written = {chart.total} if chart.total else set()
    line = chart.reference.fact if chart.reference else None
    keys: dict[str, None] = {}
    for fact in made.facts(chart, dataset):
        if fact.quantity and fact.metric.id not in written and fact.id != line:
            keys |= dict.fromkeys((fact.metric.id, fact.id, str(fact.period)))
    for record in made.records(chart, dataset):
        keys |= dict.fromkeys(record_keys(record))
    return list(keys)
