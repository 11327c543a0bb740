"""Several small bar charts side by side (one below the other on a phone).

A panel has series over periods, or single points of different metrics. With
``scales: shared`` all values share a unit and a scale, so that panels compare; with
``scales: own`` each panel has its own::

    kind: small-multiples
    scales: shared
    panels:
      - title: {zh: 甲公司, en: Company A}
        note: {zh: 2021年上市, en: Listed in 2021}
        periods: [2018, 2019]
        series:
          - {metric: revenue, colour: 3}
          - {metric: net-loss, colour: 2}
      - title: {zh: 手头的现金, en: Cash at hand}
        points:
          - {fact: cash.2021-06-30}
          - {fact: net-cash.2021-12-31, label: {zh: 净现金, en: Net cash}}
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from explainer.charts.kinds import _panels
from explainer.charts.kinds._layers import concatenated
from explainer.charts.kinds._style import entries, under_legend
from explainer.charts.kinds.base import Kind, View, Where, grid_facts, series_label
from explainer.charts.measures import Measure
from explainer.charts.tables import Cell, Row, Table
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Chart, Panel
from explainer.language.phrases import phrase
from explainer.language.words import Words

SPACING = 24


class SmallMultiples(Kind):
    needs = frozenset({"panels"})

    def axes(self, chart: Chart) -> list[list[Where]]:
        groups = [_where(index, panel) for index, panel in enumerate(chart.panels)]
        return [list(chain(*groups))] if chart.scales == "shared" else groups

    def facts(self, chart: Chart, dataset: Dataset) -> list[Fact]:
        return [fact for panel in chart.panels for fact in _facts(panel, dataset)]

    def table(self, chart: Chart, dataset: Dataset, words: Words) -> Table:
        """One row a value: panels may differ in their series, periods and units."""
        language = words.language
        rows = []
        for panel in chart.panels:
            for label, fact in _labelled(panel, dataset, words):
                unit = dataset.unit_of(fact.metric)
                names = dict.fromkeys((panel.title[language], label))  # once, if they are the same
                name = phrase("colon", language).join(names)
                rows.append(Row(name, [
                    Cell(words.period(fact.period, "short")),
                    Cell.of(fact, words.quantity(fact.quantity, unit)),
                ]))
        return Table([phrase(n, language) for n in ("item", "period", "value")], rows)

    def draw(self, view: View) -> Any:

        chart, size = view.chart, view.canvas.text
        columns = 1 if view.canvas.narrow or len(chart.panels) == 1 else 2
        whole = (view.canvas.width - 4 - SPACING * (columns - 1)) // columns
        bars = [_panels.panel_bars(panel, view) for panel in chart.panels]
        names = max(_panels.names_width(some, size) for some in bars)
        plot = whole - names
        measures = self._measures(view)
        pairs = [[(b, m) for b in some] for some, m in zip(bars, measures, strict=True)]
        shared = _panels.domain(list(chain(*pairs)), plot, size)
        drawn = [
            _panels.drawing(
                panel, some, measure, view, plot=plot, names=names,
                ends=shared if chart.scales == "shared" else _panels.domain(pair, plot, size))
            for panel, some, measure, pair in zip(chart.panels, bars, measures, pairs, strict=True)
        ]
        grid = concatenated(*drawn, columns=columns, spacing=SPACING, align="none",
                            resolve={"scale": {"yOffset": "independent"}})
        legend = entries(
            [(panel.series, panel.periods) for panel in chart.panels if len(panel.series) > 1],
            view)
        return under_legend(legend, grid, view, names) if len(legend) > 1 else grid

    def _measures(self, view: View) -> list[Measure]:
        everything = self.facts(view.chart, view.dataset)
        if view.chart.scales == "shared":
            return [view.measure(everything)] * len(view.chart.panels)
        return [view.measure(_facts(panel, view.dataset)) for panel in view.chart.panels]


def _where(index: int, panel: Panel) -> list[Where]:
    path = ("panels", index)
    return [
        *(((*path, "series", i, "metric"), s.metric) for i, s in enumerate(panel.series)),
        *(((*path, "points", i, "fact"), p.fact) for i, p in enumerate(panel.points)),
    ]


def _facts(panel: Panel, dataset: Dataset) -> list[Fact]:
    points = [dataset.facts.get(point.fact) for point in panel.points]
    return [*grid_facts(panel.series, panel.periods, dataset), *points]


def _labelled(panel: Panel, dataset: Dataset, words: Words) -> list[tuple[str, Fact]]:
    """The panel's facts with the names of their series or points, series by series."""
    language = words.language
    found = [
        (series_label(series, dataset, language), fact)
        for series in panel.series for fact in grid_facts([series], panel.periods, dataset)
    ]
    return found + [
        (_panels.point_label(point, dataset, language), dataset.facts.get(point.fact))
        for point in panel.points
    ]


KIND = SmallMultiples()
