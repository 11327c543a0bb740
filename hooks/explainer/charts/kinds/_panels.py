"""Panels of horizontal bars: groups of bars with their labels, from series or from points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from explainer.charts.kinds._layers import layer, layered
from explainer.charts.kinds._rows import BREAK, LINES
from explainer.charts.kinds._style import encodings, look
from explainer.charts.kinds.base import View, series_colour, shown
from explainer.charts.measures import Measure
from explainer.charts.tokens import colour
from explainer.charts.typesetting import widest, wrap
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Language, Panel, Point
from explainer.language.phrases import bracketed

BAR, GAP = 18, 9
"""Pixels a bar takes, and between groups of bars."""


@dataclass(frozen=True)
class Bar:
    """One value of a panel: its group (a period or a point), its series and how it looks."""

    group: str
    label: str
    fact: Fact
    colour: str
    in_series: bool


def point_label(point: Point, dataset: Dataset, language: Language) -> str:
    metric = point.fact.partition(".")[0]
    return point.label[language] if point.label else dataset.metrics[metric].label(language)


def panel_bars(panel: Panel, view: View) -> list[Bar]:
    """The bars of a panel in reading order, those not published among them."""
    bars = []
    for period in panel.periods:
        for index, series in enumerate(panel.series):
            fact = shown(series, period, view.dataset)
            if fact is not None:
                group, main = view.words.period(period, "short"), series_colour(series, index)
                bars.append(Bar(group, view.label(series), fact, main, True))
    for point in panel.points:
        fact = view.dataset.facts.get(point.fact)
        name = point_label(point, view.dataset, view.language)
        group = f"{name}{BREAK}{view.words.period(fact.period, 'short')}"
        bars.append(Bar(group, name, fact, colour("s1"), False))
    return bars


def names_width(bars: Sequence[Bar], size: int) -> int:
    lines = [line for bar in bars for line in bar.group.split(BREAK)]
    return round(widest(lines, size)) + 8


def label_of(bar: Bar, measure: Measure) -> str:
    """A series is labelled in the unit its title gives, a point other than money with its own."""
    bare = bar.in_series or measure.unit.kind == "currency" or any(measure.unit.before.values())
    return measure.label(bar.fact) if bare else measure.full_label(bar.fact)


def domain(
    bars: Sequence[tuple[Bar, Measure]], plot: float, size: int
) -> tuple[float, float]:
    """The axis that leaves room for every label at the end of its bar."""
    values = [(m.number(b.fact.quantity) if b.fact.quantity else 0.0, label_of(b, m))
              for b, m in bars]
    low, high = min(0.0, *(v for v, _ in values)), max(0.0, *(v for v, _ in values))
    before = widest([label for v, label in values if v < 0], size) + 8 if low < 0 else 1.0
    after = widest([label for v, label in values if v >= 0], size) + 8
    pixel = (high - low) / max(plot - before - after, 40)
    return round(low - before * pixel, 4), round(high + after * pixel, 4)


def title(panel: Panel, view: View, available: float, unit: str = "") -> Any:
    """The panel's title (with its unit, if given) and its note beneath, broken to fit."""
    import altair as alt

    size = view.canvas.text
    note = panel.note[view.language] if panel.note else ""
    lines = wrap(note, size, available) if note else []
    text = wrap(bracketed(panel.title[view.language], unit, view.language), size, available)
    below: dict[str, Any] = {"subtitle": lines} if lines else {}
    return alt.TitleParams(text=text, **below)


def drawing(
    panel: Panel, bars: Sequence[Bar], measure: Measure, view: View, *,
    plot: int, names: int, ends: tuple[float, float], unit: str = "",
) -> Any:
    """One panel as an Altair chart of ``names + plot`` pixels."""
    import altair as alt

    groups = list(dict.fromkeys(bar.group for bar in bars))
    labels = list(dict.fromkeys(bar.label for bar in bars)) if panel.series else []
    many = max(len(labels), 1)
    two_lines = any(BREAK in group for group in groups)
    gap = GAP + 13 if two_lines else GAP
    number = view.chart.panels.index(panel) if panel in view.chart.panels else 0
    rows = [_datum(bar, measure, view, panel, number) for bar in bars]
    inner = gap / (many * BAR + gap)
    y = alt.Y("group:N", sort=groups, title=None,
              scale=alt.Scale(paddingInner=inner, paddingOuter=inner / 2),
              axis=alt.Axis(labelExpr=LINES, domain=False, ticks=False, labelAlign="left",
                            labelOffset=-7 if two_lines else 0, labelPadding=names,
                            minExtent=names, maxExtent=names))
    x = alt.X("x0:Q", axis=None, scale=alt.Scale(domain=list(ends), nice=False))
    offset = {"yOffset": alt.YOffset("label:N", sort=labels, scale=alt.Scale(paddingInner=0.12))}
    place = {"x": x, "y": y, **(offset if many > 1 else {})}

    known = [row for row in rows if row["published"]]
    layers = [layer(known).mark("bar").encode(x2=alt.X2("x1:Q"), **place, **encodings())]
    for side, align, dx in ((1, "left", 4), (-1, "right", -4)):
        ends_here = [row | {"x0": row["x1"]} for row in rows if row["side"] == side]
        if ends_here:
            layers.append(layer(ends_here).mark("text", align=align, dx=dx).encode(
                text=alt.Text("value:N"), color=alt.Color("ink:N", scale=None), **place))
    layers.append(layer([{"x0": 0}]).mark("rule").encode(x=x))
    return layered(
        *layers, width=plot, height=len(groups) * (many * BAR + gap),
        title=title(panel, view, plot + names, unit))


def _datum(
    bar: Bar, measure: Measure, view: View, panel: Panel, number: int
) -> dict[str, Any]:
    value = measure.number(bar.fact.quantity) if bar.fact.quantity else 0.0
    missing = bar.fact.quantity is None
    return look(bar.fact, bar.colour) | {
        "group": bar.group, "label": bar.label, "x0": 0, "x1": value,
        "side": -1 if value < 0 else 1, "value": label_of(bar, measure),
        "series": bar.label if bar.in_series else "", "year": str(bar.fact.period.first.year),
        "published": not missing, "ink": colour("muted" if missing else "ink"),
        "tip": view.tip(bar.fact, bar.label, panel=number), "panel": panel.title[view.language],
    }
