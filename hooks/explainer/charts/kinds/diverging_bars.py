"""Horizontal bars to both sides of zero, a row a period: what is lost, what comes in.

Parts on the left are stacked outwards from zero in the order of the list, so that the
first can be compared from row to row. A part given with ``instead_of`` is drawn only where
one of those metrics has no published value::

    kind: diverging-bars
    periods: [2018, 2019, 2020, 2025-H1]
    total: net-loss                # written at the left end of each bar
    series:
      - {metric: adjusted-net-loss, side: left, colour: 1}
      - {metric: fair-value-loss, side: left, colour: 2}
      - {metric: added-back, side: left, colour: 6, instead_of: [fair-value-loss]}
      - {metric: revenue, side: right, colour: 3}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from explainer.charts.canvas import Canvas
from explainer.charts.kinds._layers import layer, layered
from explainer.charts.kinds._rows import LINES, breaks, period_labels
from explainer.charts.kinds._style import encodings, entries, legend_layer, look
from explainer.charts.kinds.base import (
    Grid,
    Refusal,
    View,
    Where,
    below_zero,
    grid_table,
    series_colour,
    shown,
)
from explainer.charts.measures import Measure, lookup
from explainer.charts.tables import Row, Table
from explainer.charts.tokens import colour
from explainer.charts.typesetting import widest, width
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Chart
from explainer.language.phrases import phrase
from explainer.language.words import Words

ROW = 34
LEAST = 40
"""Pixels that the bars have, however long their labels are."""


class DivergingBars(Grid):
    may = frozenset({"total"})

    def axes(self, chart: Chart) -> list[list[Where]]:
        total: list[Where] = [(("total",), chart.total)] if chart.total else []
        return [[*super().axes(chart)[0], *total]]

    def facts(self, chart: Chart, dataset: Dataset) -> list[Fact]:
        totals = [lookup(dataset, chart.total, p) for p in chart.periods if chart.total]
        return [*filter(None, totals), *super().facts(chart, dataset)]

    def table(self, chart: Chart, dataset: Dataset, words: Words) -> Table:
        table = grid_table(chart.series, chart.periods, dataset, words)
        if chart.total is None:
            return table
        measure = Measure.of(self.facts(chart, dataset), dataset, words)
        total = dataset.metrics[chart.total].label(words.language)
        rows = [
            Row(row.label, [measure.cell(lookup(dataset, chart.total, period)), *row.cells])
            for row, period in zip(table.rows, chart.periods, strict=True)
        ]
        return Table([phrase("period", words.language), measure.head(total), *table.head[1:]], rows)

    def refuses(self, chart: Chart, dataset: Dataset) -> Iterator[Refusal]:
        for index, series in enumerate(chart.series):
            facts = (shown(series, period, dataset) for period in chart.periods)
            yield from below_zero(("series", index, "metric"), facts)

    def draw(self, view: View) -> Any:
        import altair as alt

        measure = view.measure(self.facts(view.chart, view.dataset))
        names = period_labels(view, view.chart.periods, stacked=view.canvas.narrow)
        bars, ends = _bars(view, measure, names)
        names_width = _names_width(names, view.canvas)
        plot = view.canvas.width - names_width - 4
        low, high, pixel = _domain(ends, plot, view.canvas.text)

        y = alt.Y("row:N", sort=names, scale=alt.Scale(paddingInner=0.34, paddingOuter=0.12),
                  axis=alt.Axis(labelExpr=LINES, domain=False, ticks=False,
                                labelPadding=names_width, minExtent=names_width,
                                maxExtent=names_width, labelAlign="left"))
        x = alt.X("x0:Q", scale=alt.Scale(domain=[low, high], nice=False), axis=None)
        drawn = layer(bars).mark("bar").encode(
            x=x, x2=alt.X2("x1:Q"), y=y, **encodings())
        inside = [
            bar | {"x0": round((bar["x0"] + bar["x1"]) / 2, 4)} for bar in bars
            if bar["inside"]
            and width(bar["inside"], view.canvas.text) + 8 < abs(bar["x1"] - bar["x0"]) / pixel
        ]
        labels = layer(inside).mark("text").encode(
            x=x, y=y, text=alt.Text("inside:N"), color=alt.Color("on:N", scale=None))
        left = _end_labels(alt, [e for e in ends if e["side"] == "left"], "right", -5, x, y)
        right = _end_labels(alt, [e for e in ends if e["side"] == "right"], "left", 5, x, y)
        zero = layer([{"x0": 0}]).mark("rule").encode(x=x)
        legend = legend_layer(entries([(view.chart.series, view.chart.periods)], view), view)
        parts = [{"row": names[i], "x0": low, "x1": high} for i in breaks(view.chart.periods)]
        parted = layer(parts).mark(
            "rule", color=colour("grid"), strokeDash=[4, 3], yOffset=-7,
        ).encode(x=x, x2=alt.X2("x1:Q"), y=alt.Y("row:N", sort=names, bandPosition=0))
        layers = [drawn, labels, left, right, zero, legend, *([parted] if parts else [])]
        return layered(*layers, width=plot, height=ROW * len(names))


def _bars(
    view: View, measure: Measure, names: list[str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The blocks of every row, and the labels at the two ends of each."""
    bars, ends = [], []
    replaced = {metric for series in view.chart.series for metric in series.instead_of}
    for period, name in zip(view.chart.periods, names, strict=True):
        reach = {"left": 0.0, "right": 0.0}
        missing: dict[str, list[str]] = {"left": [], "right": []}
        when = view.words.period(period, "short")
        for index, series in enumerate(view.chart.series):
            fact = shown(series, period, view.dataset)
            if fact is None:
                continue
            at = reach[series.side]
            if fact.quantity is None:
                if series.metric not in replaced:
                    missing[series.side].append(measure.label(fact))
                continue
            size = measure.number(fact.quantity) * (-1 if series.side == "left" else 1)
            reach[series.side] = at + size
            solid = fact.standing == "reported"
            bars.append(look(fact, series_colour(series, index)) | {
                "row": name, "x0": round(at, 4), "x1": round(at + size, 4),
                "value": measure.label(fact), "inside": measure.label(fact),
                "tip": view.tip(fact, view.label(series)),
                "on": series_colour(series, index, "on") if solid else colour("ink"),
                "side": series.side, "series": view.label(series), "period": when,
            })
        ends += _ends(view, measure, period, name, bars, reach, missing)
    return bars, ends


def _ends(
    view: View, measure: Measure, period: Any, name: str, bars: list[dict[str, Any]],
    reach: dict[str, float], missing: dict[str, list[str]],
) -> list[dict[str, Any]]:
    """The labels at the ends of a row, one a side: the total or the only value, and once what is
    said of parts that are missing."""
    ends: list[dict[str, Any]] = []
    when = view.words.period(period, "short")
    total = lookup(view.dataset, view.chart.total, period) if view.chart.total else None
    if total is not None and total.quantity is not None:
        ends.append({"row": name, "side": "left", "series": "", "period": when,
                     "value": measure.label(total)})
    right = [bar for bar in bars if bar["row"] == name and bar["side"] == "right"]
    if len(right) == 1:
        ends.append({"row": name, "side": "right", "series": right[0]["series"], "period": when,
                     "value": right[0]["value"]})
        right[0]["inside"] = ""
    for side, words in missing.items():
        if words and not any(end["side"] == side for end in ends):
            ends.append({"row": name, "side": side, "series": "", "period": when, "value": ""})
    for end in ends:
        said = [end["value"], *dict.fromkeys(missing[end["side"]])]
        end["value"] = "  ".join(filter(None, said))
        end["x0"] = round(reach[end["side"]], 4)
    return ends


def _end_labels(
    alt: Any, ends: list[dict[str, Any]], align: str, dx: int, x: Any, y: Any
) -> Any:
    return layer(ends).mark("text", align=align, dx=dx, aria=False).encode(
        x=x, y=y, text=alt.Text("value:N"))


def _names_width(names: list[str], canvas: Canvas) -> int:
    lines = [line for name in names for line in name.split("|")]
    return round(widest(lines, canvas.text)) + 8


def _domain(ends: list[dict[str, Any]], plot: float, size: int) -> tuple[float, float, float]:
    """The ends of the axis that leave room for the labels, and the value of a pixel."""
    room = {
        side: widest([e["value"] for e in ends if e["side"] == side], size) + 8
        for side in ("left", "right")
    }
    reach = {
        side: max((abs(e["x0"]) for e in ends if e["side"] == side), default=0.0)
        for side in ("left", "right")
    }
    whole = reach["left"] + reach["right"] or 1.0
    pixel = whole / max(plot - room["left"] - room["right"], LEAST)
    low, high = -reach["left"] - room["left"] * pixel, reach["right"] + room["right"] * pixel
    return round(low, 4), round(high, 4), pixel


KIND = DivergingBars()
