"""Series side by side for each period: columns on a wide screen, bars on a phone and where
labels are much wider than columns.

A value that is missing is a mark on the base line (? not found, × not disclosed), never a
column of height zero::

    kind: columns
    periods: [2018, 2019, 2020, 2025-H1]
    series:
      - {metric: revenue, colour: 3}
      - {metric: rd-expense, colour: 1}
"""

from __future__ import annotations

from typing import Any, Literal

from explainer.charts.kinds import _panels
from explainer.charts.kinds._layers import layer, layered
from explainer.charts.kinds._placing import Box, risen
from explainer.charts.kinds._rows import LINES, breaks, period_labels
from explainer.charts.kinds._style import (
    encodings,
    entries,
    legend_layer,
    look,
    under_legend,
)
from explainer.charts.kinds.base import Grid, View, series_colour, shown
from explainer.charts.tokens import colour
from explainer.charts.typesetting import widest, width
from explainer.data.model import Panel
from explainer.language.phrases import MARKS

HEIGHT = 280
WIDER = 2
"""How much wider than its column the label of one may be."""
BETWEEN, BESIDE = 0.28, 0.06
"""The space between groups and between the columns of one, as parts of what each has."""


class Columns(Grid):
    def time(self, view: View) -> Literal["x", "y"]:
        return "x" if _upright(view, self) else "y"

    def draw(self, view: View) -> Any:
        return _columns(view, self) if _upright(view, self) else _bars(view, self)


def _upright(view: View, kind: Grid) -> bool:
    """Whether there is room for columns: on a wide screen, with labels hardly wider than they."""
    chart = view.chart
    facts = kind.facts(chart, view.dataset)
    measure = view.measure(facts)
    group = (view.canvas.width - 6) / len(chart.periods)
    column = group * (1 - BETWEEN) / (len(chart.series) - BESIDE)
    labels = [measure.label(fact) for fact in facts if fact.quantity]
    return not view.canvas.narrow and (
        len(chart.series) == 1 or widest(labels, view.canvas.text) <= WIDER * column)


def _columns(view: View, kind: Grid) -> Any:
    import altair as alt

    chart = view.chart
    measure = view.measure(kind.facts(chart, view.dataset))
    names = period_labels(view, chart.periods, stacked=True)
    labels = [view.label(series) for series in chart.series]
    rows = []
    for index, series in enumerate(chart.series):
        for period, name in zip(chart.periods, names, strict=True):
            fact = shown(series, period, view.dataset)
            if fact is None:
                continue
            missing = fact.quantity is None
            value = measure.number(fact.quantity) if fact.quantity else 0.0
            rows.append(look(fact, series_colour(series, index)) | {
                "group": name, "label": labels[index], "y0": 0, "y1": value, "missing": missing,
                "value": MARKS[fact.standing] if missing else measure.label(fact),
                "down": value < 0,
                "ink": colour("muted" if missing else "ink"),
                "tip": view.tip(fact, labels[index]),
            })
    plot = view.canvas.width - 6
    domain, lifted = _lifted(rows, names, labels, plot, view.canvas.text)
    apart = alt.Scale(paddingInner=BETWEEN, paddingOuter=BETWEEN / 2)
    x = alt.X("group:N", sort=names, scale=apart,
              axis=alt.Axis(labelExpr=LINES, labelAngle=0, ticks=False, domain=False,
                            labelPadding=8))
    y = alt.Y("y0:Q", axis=None, scale=alt.Scale(domain=domain, nice=False))
    offset = alt.XOffset("label:N", sort=labels, scale=alt.Scale(paddingInner=BESIDE))

    layers = [layer([r for r in rows if not r["missing"]]).mark("bar").encode(
        x=x, xOffset=offset, y=y, y2=alt.Y2("y1:Q"), **encodings())]
    for down, dy, baseline in ((False, -5, "bottom"), (True, 5, "top")):
        some = [row for row in lifted if row["down"] == down]
        if some:
            layers.append(layer(some).mark("text", dy=dy, baseline=baseline).encode(
                x=x, xOffset=offset, y=y, text=alt.Text("value:N"),
                color=alt.Color("ink:N", scale=None), description=alt.Description("tip:N")))
    layers.append(layer([{"y0": 0}]).mark("rule").encode(y=y))
    cuts = [{"group": names[i]} for i in breaks(chart.periods)]
    if cuts:
        layers.append(layer(cuts).mark(
            "rule", color=colour("grid"), strokeDash=[4, 3],
            xOffset=-BETWEEN / 2 * plot / len(names),
        ).encode(x=alt.X("group:N", sort=names, bandPosition=0)))
    if len(labels) > 1:
        layers.append(legend_layer(entries([(chart.series, chart.periods)], view), view))
    return layered(*layers, width=plot, height=HEIGHT)


def _lifted(
    rows: list[dict[str, Any]], names: list[str], labels: list[str], plot: float, size: int
) -> tuple[list[float], list[dict[str, Any]]]:
    """The domain of the values, and the rows with ``y0`` for their labels: off the column by as
    much as keeps them from touching those of their neighbours."""
    group = plot / len(names)
    column = group * (1 - BETWEEN) / (len(labels) - BESIDE)

    def box(row: dict[str, Any], pixel: float) -> Box:
        middle = group * (names.index(row["group"]) + BETWEEN / 2) \
            + column * (labels.index(row["label"]) + (1 - BESIDE) / 2)
        half, bottom = width(row["value"], size) / 2 + 1, -abs(row["y1"]) / pixel
        return Box(middle - half, bottom - size, middle + half, bottom)

    low, high = min(0, *(r["y1"] for r in rows)), max(0, *(r["y1"] for r in rows))
    span = high - low or 1.0
    domain = [low - 0.08 * span * (low < 0), high + 0.08 * span]
    lifted = rows
    for _ in range(2):  # the room for labels makes the columns shorter
        pixel = (domain[1] - domain[0]) / HEIGHT
        rises: list[float] = [0.0] * len(rows)
        for down in (False, True):
            side = [i for i, row in enumerate(rows) if row["down"] == down]
            boxes = {i: box(rows[i], pixel) for i in side}
            side.sort(key=lambda i: boxes[i].left)
            for i, rise in zip(side, risen([boxes[i] for i in side]), strict=True):
                rises[i] = -rise if down else rise
        lifted = [
            row | {"y0": row["y1"] + rise * pixel} for row, rise in zip(rows, rises, strict=True)
        ]
        domain = [
            min(domain[0], *(row["y0"] - 0.08 * span for row in lifted if row["down"]), low),
            max(domain[1], *(row["y0"] + 0.08 * span for row in lifted if not row["down"]), high),
        ]
    return domain, lifted


def _bars(view: View, kind: Grid) -> Any:

    chart, size = view.chart, view.canvas.text
    measure = view.measure(kind.facts(chart, view.dataset))
    panel = Panel(title=chart.title, series=chart.series, periods=chart.periods)
    bars = _panels.panel_bars(panel, view)
    names = _panels.names_width(bars, size)
    plot = view.canvas.width - names - 4
    ends = _panels.domain([(bar, measure) for bar in bars], plot, size)
    drawn = _panels.drawing(panel, bars, measure, view, plot=plot, names=names, ends=ends)
    del drawn["title"]
    if len(chart.series) == 1:
        return drawn
    return under_legend(entries([(chart.series, chart.periods)], view), drawn, view, names)


KIND = Columns()
