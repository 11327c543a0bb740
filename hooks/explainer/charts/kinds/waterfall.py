"""Steps from a headline figure to what is left of it, a row a step.

A ``total`` is drawn from zero, ``less`` is taken off what came before; ``apart``, below a line
and in a colour of its own, is what the steps are held against, and no step itself. What is
negative (cash going out) is drawn and written by its size, in the table too. ``part`` is drawn
inside its step; known only as a bound, its end is open::

    kind: waterfall
    steps:
      - {fact: net-loss.2018..2021-H1, role: total, label: {zh: 报告亏损, en: Reported loss}}
      - fact: added-back.2018..2021-H1
        role: less
        label: {zh: 加回项目, en: Added back}
        part: {fact: fair-value-loss.2018..2021-H1, label: {zh: 公允价值亏损, en: Fair value}}
      - {fact: adjusted-net-loss.2018..2021-H1, role: total, label: {zh: 经调整, en: Adjusted}}
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from explainer.charts.kinds._layers import layer, layered
from explainer.charts.kinds._style import encodings, look
from explainer.charts.kinds.base import Kind, View, Where
from explainer.charts.measures import Measure
from explainer.charts.tables import Cell, Row, Table
from explainer.charts.tokens import colour
from explainer.charts.typesetting import SLACK, widest, width, wrap
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Chart
from explainer.language.phrases import phrase
from explainer.language.words import MINUS, Words

BAR, LINE = 26, 17
GAP = 18
"""Pixels between the steps and what stands apart."""
_COLOURS = {"total": "s1", "less": "s2", "apart": "s5"}


class Waterfall(Kind):
    needs = frozenset({"steps"})

    timed = False

    def axes(self, chart: Chart) -> list[list[Where]]:
        parts: list[Where] = [
            (("steps", i, "part", "fact"), s.part.fact) for i, s in enumerate(chart.steps) if s.part
        ]
        return [[*((("steps", i, "fact"), s.fact) for i, s in enumerate(chart.steps)), *parts]]

    def facts(self, chart: Chart, dataset: Dataset) -> list[Fact]:
        names = [n for s in chart.steps for n in (s.fact, s.part.fact if s.part else None) if n]
        return [dataset.facts.get(name) for name in names]

    def table(self, chart: Chart, dataset: Dataset, words: Words) -> Table:
        language = words.language
        measure = Measure.of(self.facts(chart, dataset), dataset, words)
        rows = []
        for step in chart.steps:
            fact, sign = dataset.facts.get(step.fact), MINUS if step.role == "less" else ""
            rows.append(Row(step.label[language], [_cell(measure, fact, sign)]))
            if step.part and step.part.label:
                part = dataset.facts.get(step.part.fact)
                rows.append(Row(step.part.label[language], [_cell(measure, part)]))
        return Table([phrase("item", language), measure.head(phrase("value", language))], rows)

    def draw(self, view: View) -> Any:
        import altair as alt

        size = view.canvas.text
        measure = view.measure(self.facts(view.chart, view.dataset))
        rows = _rows(view, measure)
        beside = not view.canvas.narrow
        lines = [line for row in rows for line in row["name"].split("\n")]
        names = round(widest(lines, size)) + 12 if beside else 0
        plot = view.canvas.width - names - 4
        height, above = (46, 0) if beside else (56, LINE)
        reach = max(row["x1"] for row in rows) or 1.0
        room = widest([row["value"] for row in rows], size) + 10
        ends = [0, round(reach / (1 - room / plot), 4)]
        apart = next((i for i, row in enumerate(rows) if row["apart"]), len(rows))
        for index, row in enumerate(rows):
            row["top"] = index * height + above + 6 + GAP * (index >= apart > 0)
            row["bottom"] = row["top"] + BAR
            row["centre"] = row["top"] + BAR / 2
            row["middle"] = row["centre"] + 1
        whole = height * len(rows) + 4 + GAP * (0 < apart < len(rows))
        x = alt.X("x0:Q", axis=None, scale=alt.Scale(domain=ends, nice=False))
        y_scale = alt.Scale(domain=[0, whole], range=[0, whole], nice=False)

        def y(field: str) -> Any:
            return alt.Y(f"{field}:Q", axis=None, scale=y_scale)

        inner = [row["part"] | {k: row[k] for k in ("centre", "middle")}
                 for row in rows if row["part"]]
        steps = [
            {"x0": row["at"], "top": row["bottom"], "bottom": rows[i + 1]["top"]}
            for i, row in enumerate(rows[:-1]) if beside and rows[i + 1]["joined"]
        ]
        layers = [
            layer(steps).mark("rule", strokeDash=[3, 2]).encode(
                x=x, y=y("top"), y2=alt.Y2("bottom:Q")),
            layer(rows).mark("bar", orient="horizontal", size=BAR).encode(
                x=x, x2=alt.X2("x1:Q"), y=y("centre"), **encodings()),
            layer([row | {"x0": row["x1"]} for row in rows]).mark(
                "text", align="left", dx=6,
            ).encode(x=x, y=y("middle"), text=alt.Text("value:N")),
        ]
        if inner:
            layers[2:2] = [
                layer(inner).mark("bar", orient="horizontal", size=BAR).encode(
                    x=x, x2=alt.X2("x1:Q"), y=y("centre"), **encodings()),
            ]
            pixel = plot / ends[1]
            fitting = [row | {"x0": (row["x0"] + row["x1"]) / 2,
                              "value": _longest(row, (row["x1"] - row["x0"]) * pixel, size)}
                       for row in inner]
            layers.append(layer(fitting).mark("text").encode(
                x=x, y=y("middle"), text=alt.Text("value:N"), color=alt.Color("on:N", scale=None)))
        if 0 < apart < len(rows):
            line = [{"y": apart * height + GAP / 2 + 2}]
            layers.append(layer(line).mark("rule", color=colour("grid"), strokeDash=[4, 3]).encode(
                y=y("y"), x=alt.XValue(-names), x2=alt.X2Value(plot)))
        placing = {"x": alt.XValue(-names), "y": y("middle")} if beside else {
            "x": alt.XValue(0), "y": y("top")}
        layers.append(layer(rows).mark(
            "text", align="left", lineBreak="\n", baseline="middle" if beside else "bottom",
            dy=0 if beside else -4,
        ).encode(text=alt.Text("name:N"), **placing))
        return layered(*layers, width=plot, height=whole)


def _rows(view: View, measure: Measure) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    running = 0.0
    beside = not view.canvas.narrow
    for step in view.chart.steps:
        fact = view.dataset.facts.get(step.fact)
        size = abs(measure.number(fact.quantity)) if fact.quantity else 0.0
        less = step.role == "less"
        end = running if less else size
        start = running - size if less else 0.0
        name = step.label[view.language]
        lines = wrap(name, view.canvas.text, 190) if beside else [name]
        main = colour(_COLOURS[step.role])
        rows.append(look(fact, main) | {
            "name": "\n".join(lines), "x0": round(start, 4), "x1": round(end, 4),
            "at": round(start if less else end, 4),
            "apart": step.role == "apart",
            "joined": less or (step.role == "total" and bool(rows)
                               and abs(running - size) < 0.01 * max(size, 1)),
            "value": (MINUS if less else "") + measure.label(fact).removeprefix(MINUS),
            "tip": view.tip(fact, name), "part": None,
        })
        if step.part:
            rows[-1]["part"] = _part(view, measure, step.part, running)
        running = start if less else end
    return rows


def _cell(measure: Measure, fact: Fact, sign: str = "") -> Cell:
    """The size of a figure with the sign that its bar has."""
    cell = measure.cell(fact)
    return replace(cell, text=sign + cell.text.removeprefix(MINUS)) if fact.quantity else cell


def _part(view: View, measure: Measure, point: Any, top: float) -> dict[str, Any] | None:
    fact = view.dataset.facts.get(point.fact)
    if fact.quantity is None:
        return None
    label = point.label[view.language] if point.label else ""
    return look(fact, colour("s2")) | {
        "x0": round(top - abs(measure.number(fact.quantity)), 4), "x1": round(top, 4),
        "on": colour("on2" if fact.standing == "reported" else "ink"),
        "texts": [f"{label} {measure.label(fact)}", measure.label(fact)],
        "tip": view.tip(fact, label),
    }


def _longest(row: dict[str, Any], available: float, size: int) -> str:
    """The longest text that fits in the block."""
    return next((t for t in row["texts"] if width(t, size) * SLACK + 8 < available), "")


KIND = Waterfall()
