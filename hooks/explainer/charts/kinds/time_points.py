"""Single figures on one time axis, in panels of their own unit and scale.

Each figure stands at its date on a stem from zero; nothing is drawn between them. A figure
that was not published is a cross on the base line. On a phone each panel is a list of bars
in order of time::

    kind: time-points
    panels:
      - title: {zh: 融资, en: Funding rounds}
        points:
          - {fact: funding-round.2017-07-11, label: {zh: B轮, en: Series B}}
      - title: {zh: 配售, en: Placings}
        points:
          - {fact: placing.2024-12-11, label: {zh: 配售, en: Placing}}
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, Literal

from explainer.charts.kinds import _panels
from explainer.charts.kinds._layers import layer, layered, stacked
from explainer.charts.kinds._placing import Box, Label, Spot, place
from explainer.charts.kinds.base import Kind, Refusal, View, Where, below_zero
from explainer.charts.measures import Measure
from explainer.charts.tables import Cell, Row, Table
from explainer.charts.tokens import colour
from explainer.charts.typesetting import SLACK, width
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Chart, Panel
from explainer.data.periods import Period
from explainer.language.phrases import MARKS, phrase
from explainer.language.words import Words

HEIGHT = 200


class TimePoints(Kind):
    needs = frozenset({"panels"})

    def time(self, view: View) -> Literal["x", "y"]:
        return "y" if view.canvas.narrow else "x"

    def axes(self, chart: Chart) -> list[list[Where]]:
        return [
            [(("panels", p, "points", i, "fact"), q.fact) for i, q in enumerate(panel.points)]
            for p, panel in enumerate(chart.panels)
        ]

    def facts(self, chart: Chart, dataset: Dataset) -> list[Fact]:
        return [fact for panel in chart.panels for fact in _facts(panel, dataset)]

    def table(self, chart: Chart, dataset: Dataset, words: Words) -> Table:
        language = words.language
        rows = []
        for panel in chart.panels:
            for point, fact in zip(panel.points, _facts(panel, dataset), strict=True):
                value = words.quantity(fact.quantity, dataset.unit_of(fact.metric))
                rows.append(Row(_panels.point_label(point, dataset, language), [
                    Cell(words.period(fact.period, "short")), Cell.of(fact, value)]))
        return Table([phrase(n, language) for n in ("item", "date", "value")], rows)

    def refuses(self, chart: Chart, dataset: Dataset) -> Iterator[Refusal]:
        for number, panel in enumerate(chart.panels):
            for index, fact in enumerate(_facts(panel, dataset)):
                yield from below_zero(("panels", number, "points", index, "fact"), [fact])

    def draw(self, view: View) -> Any:

        design = _list if view.canvas.narrow else _axis
        drawn = [design(panel, view) for panel in view.chart.panels]
        return drawn[0] if len(drawn) == 1 else stacked(*drawn, spacing=22)


def _facts(panel: Panel, dataset: Dataset) -> list[Fact]:
    return [dataset.facts.get(point.fact) for point in panel.points]


def middle(period: Period) -> datetime.date:
    """The day in the middle of a period, where a figure without a day is drawn."""
    return period.first + (period.last - period.first) / 2


def years(view: View) -> tuple[datetime.date, datetime.date]:
    """The whole years the chart covers, first day to last."""
    days = [middle(f.period) for p in view.chart.panels for f in _facts(p, view.dataset)]
    return datetime.date(min(days).year, 1, 1), datetime.date(max(days).year, 12, 31)


def _list(panel: Panel, view: View) -> Any:
    bars = _panels.panel_bars(panel, view)
    measure = view.measure(_facts(panel, view.dataset))
    names = _panels.names_width(bars, view.canvas.text)
    plot = view.canvas.width - names - 4
    ends = _panels.domain([(bar, measure) for bar in bars], plot, view.canvas.text)
    return _panels.drawing(panel, bars, measure, view, plot=plot, names=names, ends=ends,
                           unit=measure.unit_name)


def _axis(panel: Panel, view: View) -> Any:
    import altair as alt

    first, last = years(view)
    plot = view.canvas.width - 14
    measure = view.measure(_facts(panel, view.dataset))
    rows = _rows(panel, view, measure, plot)
    x = alt.X("date:T", scale=alt.Scale(
        type="utc", domain=[first.isoformat(), last.isoformat()], nice=False),
        axis=alt.Axis(format="%Y", tickCount="year", grid=False, labelAlign="left",
                      labelFlush=False, labelOffset=2, tickSize=6, domain=True))
    scale = alt.Scale(domain=[HEIGHT, 0], range=[HEIGHT, 0], nice=False, zero=False)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", axis=None, scale=scale)

    known = [row for row in rows if row["published"]]
    led = [row | {"start": row["top"] - 7} for row in rows if row["lead"] is not None]
    missing = [row for row in rows if not row["published"]]
    layers = [
        layer(known).mark("rule", strokeWidth=2, color=colour("s1"), opacity=0.5).encode(
            x=x, y=y("top"), y2=alt.Y2("base:Q")),
        layer(known).mark("point", filled=True, size=80, opacity=1, strokeWidth=2,
                                stroke=colour("s1")).encode(
            x=x, y=y("top"), fill=alt.Fill("paint:N", scale=None),
            description=alt.Description("tip:N")),
    ]
    if led:
        layers.insert(0, layer(led).mark("rule", color=colour("rule")).encode(
            x=x, y=y("start"), y2=alt.Y2("lead:Q")))
    if missing:
        layers.append(layer(missing).mark("text", color=colour("muted")).encode(
            x=x, y=y("top"), text=alt.Text("cross:N"), description=alt.Description("tip:N")))
    written = []
    for align in ("left", "center", "right"):
        some = [row for row in rows if row["align"] == align]
        if some:
            written.append(layer(some).mark("text", align=align).encode(
                x=alt.X("label_x:Q", axis=None, scale=alt.Scale(domain=[0, plot], nice=False)),
                y=y("label_y"), text=alt.Text("value:N"), color=alt.Color("ink:N", scale=None)))
    return layered(
        layered(*layers), layered(*written), resolve={"scale": {"x": "independent"}},
        width=plot, height=HEIGHT, title=_panels.title(panel, view, plot, measure.unit_name))


def _rows(panel: Panel, view: View, measure: Measure, plot: int) -> list[dict[str, Any]]:
    """The points in order of time, each with a spot for its label."""
    first, last = years(view)
    facts = _facts(panel, view.dataset)
    most = max((measure.number(f.quantity) for f in facts if f.quantity), default=0.0) or 1.0
    rows: list[dict[str, Any]] = []
    for point, fact in zip(panel.points, facts, strict=True):
        day = middle(fact.period)
        across = (day - first) / (last - first) * plot
        value = measure.number(fact.quantity) if fact.quantity else 0.0
        top = HEIGHT - value / most * (HEIGHT - 24) if fact.quantity else HEIGHT - 9.0
        name = _panels.point_label(point, view.dataset, view.language)
        label = measure.label(fact) if fact.quantity else ""
        rows.append({
            "date": day.isoformat(), "top": round(top, 1), "base": HEIGHT,
            "cross": MARKS[fact.standing],
            "published": fact.quantity is not None, "across": across,
            "value": f"{name} {label}".strip(),
            "paint": colour("s1" if fact.standing == "reported" else "bg"),
            "ink": colour("ink" if fact.quantity else "muted"),
            "tip": view.tip(fact, name, panel=view.chart.panels.index(panel)),
            "panel": panel.title[view.language], "year": str(fact.period.first.year),
        })
    taken = [
        box for row in rows for box in (
            Box(row["across"] - 6, row["top"] - 6, row["across"] + 6, row["top"] + 6),
            Box(row["across"] - 2, row["top"], row["across"] + 2, HEIGHT),
        )
    ]
    size = view.canvas.text
    labels = [Label(row["across"], row["top"], width(row["value"], size) * SLACK, size + 3)
              for row in rows]
    for row, spot in zip(rows, place(labels, Box(0, 0, plot + 10, HEIGHT - 3), taken), strict=True):
        row |= _label(spot)
    return rows


def _label(spot: Spot) -> dict[str, Any]:
    lead = None if spot.lead is None else round(spot.lead, 1)
    return {"label_x": round(spot.x, 1), "label_y": round(spot.y, 1), "align": spot.align,
            "lead": lead}


KIND = TimePoints()
