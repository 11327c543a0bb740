"""One dot a row on a common axis, with a line to compare with.

The axis covers the values and the line, not zero, and says where it starts. A value that
was not published keeps its row, with words in the place of the dot::

    kind: dot-plot
    reference: {fact: human-accuracy.2009, label: {zh: 人类水平, en: Human level}}
    points:
      - {fact: first-method.2014-04-15, label: {zh: 方法甲, en: Method A}}
      - {fact: second-method.2014-06, label: {zh: 方法乙, en: Method B}, note: {zh: …, en: …}}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from explainer.charts.kinds._axis import MARGIN, Axis, Mark, axis_for
from explainer.charts.kinds._layers import layer, layered
from explainer.charts.kinds._panels import point_label
from explainer.charts.kinds.base import Kind, Refusal, View, Where
from explainer.charts.measures import Measure
from explainer.charts.tables import Row, Table
from explainer.charts.tokens import colour
from explainer.charts.typesetting import widest
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Chart, Point
from explainer.language.phrases import bracketed, phrase
from explainer.language.words import Words

EDGE = 8
"""Pixels between a dot or the line and the end of the axis."""

LEAST = 60
"""Pixels that the plot has, however long the names are."""

WIDEST = 0.33
"""Of the plot: values that are wider have no unit."""


class DotPlot(Kind):
    needs = frozenset({"points"})
    may = frozenset({"reference"})

    def axes(self, chart: Chart) -> list[list[Where]]:
        where: list[Where] = [(("points", i, "fact"), p.fact) for i, p in enumerate(chart.points)]
        if chart.reference:
            where.insert(0, (("reference", "fact"), chart.reference.fact))
        return [where]

    def facts(self, chart: Chart, dataset: Dataset) -> list[Fact]:
        names = [p.fact for p in chart.points]
        if chart.reference:
            names.insert(0, chart.reference.fact)
        return [dataset.facts.get(name) for name in names]

    def table(self, chart: Chart, dataset: Dataset, words: Words) -> Table:
        language = words.language
        facts = self.facts(chart, dataset)
        measure = Measure.of(facts, dataset, words)
        labels = [point_label(p, dataset, language) for p in chart.points]
        if chart.reference:
            labels.insert(0, chart.reference.label[language])
        rows = [
            Row(bracketed(label, words.period(fact.period, "short"), language),
                [measure.cell(fact)])
            for label, fact in zip(labels, facts, strict=True)
        ]
        head = [phrase("item", language), measure.head(phrase("value", language))]
        return Table(head, rows)

    def refuses(self, chart: Chart, dataset: Dataset) -> Iterator[Refusal]:
        line = chart.reference and dataset.facts.get(chart.reference.fact)
        if line and line.quantity is None:
            yield (("reference", "fact"), f"{line.id} has no value to draw the line at",
                   "Leave the line out")

    def draw(self, view: View) -> Any:
        import altair as alt

        measure = view.measure(self.facts(view.chart, view.dataset))
        reference = _reference(view, measure)
        names = [_name(view, point) for point in view.chart.points]
        size = view.canvas.text
        lines = [line for name in names for line in name.split("\n")]
        names_width = round(widest(lines, size)) + 10
        plot = max(view.canvas.width - names_width - MARGIN, LEAST)
        rows = _rows(view, measure, plot)
        axis = axis_for(_marks(rows, reference, names_width, size), measure, plot, size)
        if reference:
            reference["align"] = _alignment(reference, axis, plot, names_width, size)
        y = alt.Y("row:N", sort=names, scale=alt.Scale(padding=0.4), axis=alt.Axis(
            labelExpr="split(datum.label, '\\n')", domain=False, ticks=False, labelAlign="left",
            labelOffset=-7, labelPadding=names_width, minExtent=names_width, maxExtent=names_width,
            labelColor=colour("ink")))
        x = alt.X("x:Q", scale=alt.Scale(domain=[axis.low, axis.high], nice=False), axis=alt.Axis(
            values=axis.ticks, labelExpr=axis.label_expression,
            grid=True, domain=False, ticks=False, labelPadding=6))

        dots = [row for row in rows if row["x"] is not None]
        drawn = []
        if reference:
            start = [row | {"x2": reference["x"]} for row in dots]
            drawn += [
                layer(start).mark("rule", strokeWidth=2.5, opacity=0.55).encode(
                    x=x, x2=alt.X2("x2:Q"), y=y, color=alt.Color("fill:N", scale=None)),
                layer([reference]).mark("rule", strokeDash=[5, 3], strokeWidth=1.5).encode(x=x),
                layer([reference]).mark(
                    "text", dy=-8, baseline="bottom", align=reference["align"],
                ).encode(x=x, y=alt.YValue(0), text=alt.Text("value:N")),
            ]
        drawn += [
            layer(dots).mark("point", filled=True, size=120, opacity=1, strokeWidth=2).encode(
                x=x, y=y, description=alt.Description("tip:N"),
                fill=alt.Fill("paint:N", scale=None),
                stroke=alt.Stroke("fill:N", scale=None)),
        ]
        for align, dx in (("left", 11), ("right", -11)):
            side = [row for row in dots if row["align"] == align]
            if side:
                drawn.append(layer(side).mark("text", align=align, dx=dx).encode(
                    x=x, y=y, text=alt.Text("value:N")))
        clear = reference["x"] if reference else axis.low
        gaps = [row | {"x": clear} for row in rows if row["x"] is None]
        if gaps:
            drawn.append(layer(gaps).mark("text", align="left", dx=8, color=colour("muted")).encode(
                x=x, y=y, text=alt.Text("value:N")))
        return layered(
            *drawn, width=plot, height=(46 if view.canvas.narrow else 44) * len(rows))


def _reference(view: View, measure: Measure) -> dict[str, Any] | None:
    if view.chart.reference is None:
        return None
    fact = view.dataset.facts.get(view.chart.reference.fact)
    if fact.quantity is None:
        return None
    label = view.chart.reference.label[view.language]
    value = f"{label} {view.words.quantity(fact.quantity, measure.unit)}"
    return {"x": measure.number(fact.quantity), "value": value}


def _alignment(
    reference: dict[str, Any], axis: Axis, plot: float, names: float, size: float
) -> str:
    """How the words of the line stand to it: above it, or to one side near an edge."""
    at, half = axis.place(reference["x"], plot), widest([reference["value"]], size) / 2
    if at + half > plot + EDGE:
        return "right"
    return "left" if at - half < -names else "center"


def _name(view: View, point: Point) -> str:
    period = view.dataset.facts.get(point.fact).period
    label = point_label(point, view.dataset, view.language)
    return f"{label}\n{view.words.period(period, 'short')}"


def _rows(view: View, measure: Measure, plot: float) -> list[dict[str, Any]]:
    """A datum a point. Values have no unit where there is no room for it: the axis has it."""
    points = view.chart.points
    rows = [_datum(view, measure, point, measure.full_label) for point in points]
    known = [row["value"] for row in rows if row["x"] is not None]
    if widest(known, view.canvas.text) > WIDEST * plot:
        rows = [_datum(view, measure, point, measure.label) for point in points]
    return rows


def _datum(
    view: View, measure: Measure, point: Point, say: Callable[[Fact], str]
) -> dict[str, Any]:
    fact = view.dataset.facts.get(point.fact)
    row, value = _name(view, point), say(fact)
    if fact.quantity is None:
        return {"row": row, "x": None, "value": value}
    x = measure.number(fact.quantity)
    reference = view.chart.reference
    against = view.dataset.facts.get(reference.fact).quantity if reference else None
    below = against is not None and x < measure.number(against)
    main = colour("s2" if below else "s1")
    note = point.note[view.language] if point.note else ""
    return {
        "row": row, "x": x, "fill": main, "align": "right" if below else "left",
        "paint": main if fact.standing == "reported" else colour("bg"),
        "value": value,
        "tip": view.tip(fact, point_label(point, view.dataset, view.language), note),
    }


def _marks(
    rows: list[dict[str, Any]], reference: dict[str, Any] | None, names: float, size: float
) -> list[Mark]:
    """What the axis must cover: the dots and the line, each with the words beside it. Those to
    the left may reach as far as the name of the row, for which ``names`` pixels are kept."""
    marks = []
    for row in rows:
        room = widest([row["value"]], size) + 14
        if row["x"] is None:
            if reference:
                marks.append(Mark(_exact(reference["x"]), right=room))
        elif row["align"] == "left":
            marks.append(Mark(_exact(row["x"]), right=room))
        else:
            free = names - widest(row["row"].split("\n"), size)
            marks.append(Mark(_exact(row["x"]), left=max(0, room - free), right=EDGE))
    if reference:
        marks.append(Mark(_exact(reference["x"]), right=EDGE))
    return marks


def _exact(x: float) -> Decimal:
    return Decimal(str(x))


KIND = DotPlot()
