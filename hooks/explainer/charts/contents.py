"""What a chart shows, without drawing it: its table, its facts, its marks of quality."""

from __future__ import annotations

from explainer.charts.kinds import kind
from explainer.charts.tables import Table
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Chart, Quality
from explainer.language.phrases import MARKS, MISSING, quality
from explainer.language.words import Words


def table(chart: Chart, dataset: Dataset, words: Words) -> Table:
    """The chart's values in words: a head with units, a row a period, item or event."""
    return kind(chart.kind).table(chart, dataset, words)


def facts_of(chart: Chart, dataset: Dataset) -> list[Fact]:
    """Every fact the chart shows, each once, in reading order; also those not published."""
    return list({f.id: f for f in kind(chart.kind).facts(chart, dataset)}.values())


def qualities_of(chart: Chart, dataset: Dataset, words: Words) -> list[tuple[str, str]]:
    """The legend of marks: (mark, words) for each quality shown that needs telling."""
    facts = facts_of(chart, dataset)
    shown: list[Quality] = [
        q for q in ("derived", "disputed") if any(f.quantity and f.quality == q for f in facts)
    ]
    legend = [(MARKS[q], quality(q, words.language)) for q in shown]
    if any(fact.quantity is None for fact in facts):
        legend.append((MISSING, words.not_published))
    return legend
