"""Two measures of the same thing through time, and the gap between them.

The first series is labelled above its points, the second below; where they cross, the other
way round.
Periods of one length are joined by lines; where the length changes (a half-year after
years) the lines stop. A value that was not published leaves a gap::

    kind: lines-gap
    periods: [2018, 2019, 2020, 2021, 2025-H1]
    series:
      - {metric: net-loss, colour: 2}
      - {metric: adjusted-net-loss, colour: 1}
"""

from __future__ import annotations

from typing import Any, Literal

from explainer.charts.kinds._layers import layer, layered
from explainer.charts.kinds._placing import Box, risen
from explainer.charts.kinds._rows import LINES, breaks, period_labels
from explainer.charts.kinds._style import entries, legend_layer
from explainer.charts.kinds.base import Grid, View, series_colour
from explainer.charts.measures import Measure, lookup
from explainer.charts.tokens import colour
from explainer.charts.typesetting import width
from explainer.data.model import Series
from explainer.language.phrases import MARKS

LINE = 16
"""Pixels that a line of words takes."""


class LinesGap(Grid):
    def time(self, view: View) -> Literal["x", "y"]:
        return "x"

    def draw(self, view: View) -> Any:
        import altair as alt

        measure = view.measure(self.facts(view.chart, view.dataset))
        names = period_labels(view, view.chart.periods, stacked=True)
        plot = view.canvas.width - 10
        points, missing = _points(view, measure, names, plot / len(names))
        gaps = _gaps(points, names)
        height = 350 if view.canvas.narrow else 320
        known = [0.0, *(p["y"] for p in points)]
        low, span = min(known), max(known) - min(known) or 1.0
        lines = 1 + max((row["line"] for row in missing), default=-1)
        domain = [low - span * (0.1 + 0.07 * lines), max(known) + 0.08 * span]
        pixel = (domain[1] - domain[0]) / height
        x = alt.X("x:N", sort=names, scale=alt.Scale(type="point", padding=0.5),
                  axis=alt.Axis(labelExpr=LINES, labelAngle=0, ticks=False, domain=True,
                                labelPadding=8, grid=False))
        y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=domain, nice=False))

        drawn = [
            layer(gaps).mark("area", color=colour("s2"), opacity=0.16, aria=False).encode(
                x=x, y=y, y2=alt.Y2("y2:Q"), detail=alt.Detail("run:N")),
            layer(gaps).mark("rule", color=colour("grid"), strokeWidth=1).encode(
                x=x, y=y, y2=alt.Y2("y2:Q")),
            layer(points).mark("line", strokeWidth=2.5, aria=False).encode(
                x=x, y=y, detail=[alt.Detail("run:N"), alt.Detail("series:N")],
                stroke=alt.Stroke("colour:N", scale=None)),
            layer(points).mark("point", filled=True, size=64, opacity=1, strokeWidth=1.8).encode(
                x=x, y=y, fill=alt.Fill("fill:N", scale=None),
                stroke=alt.Stroke("colour:N", scale=None), description=alt.Description("tip:N")),
        ]
        placed = _apart(points, names, plot / len(names), pixel, view.canvas.text)
        for align in ("left", "center", "right"):
            for side, dy in (("above", -11), ("below", 16)):
                rows = [p for p in placed if (p["align"], p["side"]) == (align, side)]
                if rows:
                    drawn.append(layer(rows).mark(
                        "text", align=align, dy=dy, dx={"left": 3, "center": 0, "right": -3}[align],
                        baseline="alphabetic" if side == "above" else "middle",
                    ).encode(x=x, y=y, text=alt.Text("value:N"),
                             color=alt.Color("ink:N", scale=None)))
        if missing:
            below = [row | {"y": domain[0] + pixel * (9 + LINE * row["line"])} for row in missing]
            drawn.append(layer(below).mark("text", color=colour("muted")).encode(
                x=x, y=y, text=alt.Text("value:N")))
        if low < 0:
            drawn.append(layer([{"y": 0}]).mark("rule").encode(y=y))
        cuts = [{"x": names[i]} for i in breaks(view.chart.periods)]
        if cuts:
            step = plot / len(names)
            drawn.append(layer(cuts).mark("rule", color=colour("grid"), strokeDash=[4, 3],
                                               xOffset=-step / 2).encode(x=x))
        drawn.append(legend_layer(
            entries([(view.chart.series, view.chart.periods)], view), view))
        return layered(*drawn, width=plot, height=height)


def _points(
    view: View, measure: Measure, names: list[str], step: float
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A datum a published value, and one for what is missing: words where a period has room for
    them, which are below all values, once for both series or on lines of their own."""
    points: list[dict[str, Any]] = []
    missing: list[dict[str, Any]] = []
    cuts = breaks(view.chart.periods)
    lines = [_values(view, measure, series) for series in view.chart.series]
    crossed = {i for i, (a, b, *_) in enumerate(zip(*lines, strict=True))
               if a is not None and b is not None and a < b} if len(lines) > 1 else set()
    for index, (series, values) in enumerate(zip(view.chart.series, lines, strict=True)):
        for i, period in enumerate(view.chart.periods):
            fact = lookup(view.dataset, series.metric, period)
            if fact is None or fact.quantity is None:
                if fact is not None:
                    said = view.words.missing(fact.state)
                    if width(said, view.canvas.text) + 6 > step:
                        said = MARKS[fact.standing]
                    there = [row["value"] for row in missing if row["x"] == names[i]]
                    if said not in there:
                        missing.append({"x": names[i], "value": said, "line": len(there)})
                continue
            below = bool(index) != (i in crossed)
            run = sum(cut <= i for cut in cuts)
            main = series_colour(series, index)
            points.append({
                "x": names[i], "y": values[i], "series": view.label(series), "run": run,
                "colour": main, "ink": colour("ink"),
                "fill": main if fact.standing == "reported" else colour("bg"),
                "value": measure.label(fact), "side": "below" if below else "above",
                "tip": view.tip(fact, view.label(series)),
                "align": _align(values, i, cuts, below=below),
            })
    return points, missing


def _values(view: View, measure: Measure, series: Series) -> list[float | None]:
    """The values of a series, None where there is none."""
    facts = (lookup(view.dataset, series.metric, period) for period in view.chart.periods)
    return [measure.number(f.quantity) if f and f.quantity else None for f in facts]


def _apart(
    points: list[dict[str, Any]], names: list[str], step: float, pixel: float, size: int
) -> list[dict[str, Any]]:
    """The points with ``y`` for their labels: as far off the line as keeps them from touching
    the label before. ``pixel`` is what one of them is worth."""
    moved = []
    for side, sign in (("above", 1), ("below", -1)):
        rows = sorted((p for p in points if p["side"] == side), key=lambda p: names.index(p["x"]))
        boxes, aligned = [], []
        for row in rows:
            at, wide = step * (names.index(row["x"]) + 0.5), width(row["value"], size) + 2
            lefts = {"left": at + 3, "center": at - wide / 2, "right": at - wide - 3}
            inside = [align for align in (row["align"], *lefts)
                      if 0 <= lefts[align] <= step * len(names) - wide]
            row = row | {"align": [*inside, "center"][0]}
            left = lefts[row["align"]]
            bottom = -sign * row["y"] / pixel
            boxes.append(Box(left, bottom - size, left + wide, bottom))
            aligned.append(row)
        moved += [
            row | {"y": row["y"] + sign * rise * pixel}
            for row, rise in zip(aligned, risen(boxes), strict=True)
        ]
    return moved


def _align(values: list[float | None], i: int, cuts: list[int], *, below: bool) -> str:
    """Where a label stands clear of its own line: away from the side the line comes from."""
    here = values[i] or 0.0
    before = values[i - 1] if i and i not in cuts else None
    after = values[i + 1] if i + 1 < len(values) and i + 1 not in cuts else None

    def in_the_way(other: float | None) -> bool:
        steep = 0.1 * max(abs(value or 0.0) for value in values)
        return other is not None and (here - other if below else other - here) > steep

    sides = in_the_way(before), in_the_way(after)
    return {(True, False): "left", (False, True): "right"}.get(sides, "center")


def _gaps(points: list[dict[str, Any]], names: list[str]) -> list[dict[str, Any]]:
    """The space between the two series, where both are published."""
    by_name: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for point in points:
        by_name[point["x"]].append(point)
    return [
        {"x": name, "y": pair[0]["y"], "y2": pair[1]["y"], "run": pair[0]["run"]}
        for name, pair in by_name.items() if len(pair) == 2
    ]


KIND = LinesGap()
