"""Shares of a total, a bar a period, in panels whose parts are not the same.

``total`` is the metric the shares are of. What the parts leave of it, because some were not
published, is an open box, not a share. Panels are the honest breaks between ways of
dividing the same total::

    kind: stacked-shares
    total: revenue
    panels:
      - title: {zh: 四条业务线, en: Four lines}
        periods: [2021, 2022]
        series:
          - {metric: revenue-city, colour: 4}
          - {metric: revenue-life, colour: 3}
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from explainer.charts.kinds import _panels
from explainer.charts.kinds._layers import layer, layered, stacked
from explainer.charts.kinds._style import encodings, entries, legend_layer, look
from explainer.charts.kinds.base import (
    Kind,
    Refusal,
    View,
    Where,
    below_zero,
    grid_facts,
    series_colour,
    series_label,
    shown,
)
from explainer.charts.measures import Measure, lookup
from explainer.charts.tables import ABSENT, Cell, Row, Table
from explainer.charts.tokens import colour
from explainer.charts.typesetting import SLACK, widest, width
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Chart, FactId, Formula, Panel
from explainer.data.periods import Period
from explainer.data.quantities import Quantity
from explainer.language.phrases import MARKS, phrase
from explainer.language.words import Words

ROW = 30


class StackedShares(Kind):
    needs = frozenset({"panels", "total"})

    def axes(self, chart: Chart) -> list[list[Where]]:
        where: list[Where] = [(("total",), chart.total or "")]
        return [where + [
            (("panels", p, "series", i, "metric"), series.metric)
            for p, panel in enumerate(chart.panels) for i, series in enumerate(panel.series)
        ]]

    def facts(self, chart: Chart, dataset: Dataset) -> list[Fact]:
        found: list[Fact] = []
        for panel in chart.panels:
            totals = [lookup(dataset, chart.total or "", period) for period in panel.periods]
            found += [fact for fact in totals if fact]
            found += grid_facts(panel.series, panel.periods, dataset)
        return found

    def table(self, chart: Chart, dataset: Dataset, words: Words) -> Table:
        """Periods down, one group a panel; every part with its amount and its share."""
        language = words.language
        measure = Measure.of(self.facts(chart, dataset), dataset, words)
        rows = []
        for panel in chart.panels:
            for period in panel.periods:
                for series in panel.series:
                    fact = shown(series, period, dataset)
                    if fact is None:
                        continue
                    share = _share(fact, chart, dataset)
                    label = series_label(series, dataset, language)
                    rows.append(Row(f"{words.period(period, 'short')} {label}", [
                        Cell(panel.title[language]), measure.cell(fact),
                        Cell(words.percent(share) if share else ABSENT),
                    ]))
        value = measure.head(phrase("value", language))
        return Table([phrase("item", language), phrase("chart", language), value,
                      phrase("share", language)], rows)

    def refuses(self, chart: Chart, dataset: Dataset) -> Iterator[Refusal]:
        for number, panel in enumerate(chart.panels):
            for period in panel.periods:
                yield from _unlike_shares(chart, number, panel, period, dataset)

    def draw(self, view: View) -> Any:

        size = view.canvas.text
        periods = [p for panel in view.chart.panels for p in panel.periods]
        names = round(widest([view.words.period(p, "short") for p in periods], size)) + 10
        plot = view.canvas.width - names - 4
        panels = [_panel(panel, view, plot, names) for panel in view.chart.panels]
        own = {"fill": "independent", "stroke": "independent"}
        return stacked(*panels, spacing=22, resolve={"scale": own, "legend": own})


def _panel(panel: Panel, view: View, plot: int, names: int) -> Any:
    import altair as alt

    size = view.canvas.text
    groups = [view.words.period(period, "short") for period in panel.periods]
    rows = [row for period in panel.periods for row in _row(panel, period, view)]
    x = alt.X("x0:Q", axis=None, scale=alt.Scale(domain=[0, 100.6], nice=False))
    y = alt.Y("group:N", sort=groups, title=None,
              scale=alt.Scale(paddingInner=0.16, paddingOuter=0.08),
              axis=alt.Axis(domain=False, ticks=False, labelAlign="left", labelPadding=names,
                            minExtent=names, maxExtent=names))

    inside = []
    for row in rows:
        text = next((t for t in row["texts"]
                     if width(t, size) * SLACK + 6 < (row["x1"] - row["x0"]) / 100.6 * plot), "")
        inside.append(row | {"x0": round((row["x0"] + row["x1"]) / 2, 2), "text": text})
    return layered(
        layer(rows).mark("bar").encode(x=x, x2=alt.X2("x1:Q"), y=y, **encodings()),
        layer(inside).mark("text").encode(
            x=x, y=y, text=alt.Text("text:N"), color=alt.Color("on:N", scale=None)),
        legend_layer(entries([(panel.series, panel.periods)], view), view),
        width=plot, height=ROW * len(groups), title=_panels.title(panel, view, plot + names))


def _row(panel: Panel, period: Period, view: View) -> list[dict[str, Any]]:
    """The blocks of one bar, and an open one for what was not published."""
    group = view.words.period(period, "short")
    at, blocks, missing = 0.0, [], []
    for index, series in enumerate(panel.series):
        fact = shown(series, period, view.dataset)
        if fact is None:
            continue
        share = _share(fact, view.chart, view.dataset)
        if share is None:
            total = lookup(view.dataset, view.chart.total or "", period)
            missing.append((view.label(series), fact if fact.quantity is None else total or fact))
            continue
        solid = fact.standing == "reported"
        text = view.words.signed().percent(share) + MARKS[fact.standing]
        end = at + float(round(share.value, 2))
        blocks.append(look(fact, series_colour(series, index)) | {
            "group": group, "x0": round(at, 2), "x1": round(end, 2), "texts": [text],
            "series": view.label(series), "panel": panel.title[view.language], "value": text,
            "on": series_colour(series, index, "on") if solid else colour("ink"),
            "tip": view.tip(fact, view.label(series), text, view.chart.panels.index(panel)),
        })
        at = end
    if not missing and at < 99 and blocks:
        rest = f"{view.words.number(round(100 - at))}%"
        said = phrase("rest", view.language)
        text = f"{said} {rest}"
        blocks.append(_open(group, at, [text, rest], text, panel, view))
    if missing and at < 99:
        mark, state = MARKS[missing[0][1].standing], missing[0][1].state
        said = f"{mark} {view.words.missing(state)}"
        tip = phrase("comma", view.language).join(
            f"{label}{phrase('colon', view.language)}{view.words.missing(fact.state)}"
            for label, fact in missing
        )
        blocks.append(_open(group, at, [said, mark], tip, panel, view))
    return blocks


def _open(
    group: str, at: float, texts: list[str], tip: str, panel: Panel, view: View
) -> dict[str, Any]:
    """The open block for what the parts leave of a bar."""
    return {
        "group": group, "x0": round(at, 2), "x1": 100, "texts": texts,
        "on": colour("muted"), "fill": colour("bg"), "tint": 0, "edge": colour("rule"),
        "dash": [2, 3], "tip": tip,
        "series": "", "panel": panel.title[view.language], "value": "",
    }


def _unlike_shares(
    chart: Chart, number: int, panel: Panel, period: Period, dataset: Dataset
) -> Iterator[Refusal]:
    """What keeps the parts of a period from being shares of its total."""
    total = lookup(dataset, chart.total or "", period)
    if total is None or total.quantity is None:
        return
    if total.quantity.low <= 0:
        yield (("total",), f"{total.id} can be zero or less: nothing is a share of it",
               "Leave the period out, or show amounts in columns")
        return
    parts = [(index, shown(series, period, dataset)) for index, series in enumerate(panel.series)]
    for index, fact in parts:
        yield from below_zero(("panels", number, "series", index, "metric"), [fact])
    known = [fact.quantity for _, fact in parts if fact and fact.quantity]
    if sum(quantity.low for quantity in known) > total.quantity.high:
        added = sum((quantity.value for quantity in known), Decimal(0)).normalize()
        yield (("panels", number, "periods", panel.periods.index(period)),
               f"the parts of {period} add up to {added:,f}, more than {total.id}, "
               f"{total.quantity.value.normalize():,f}",
               "Correct the values, or leave out what is part of another part")


def _share(fact: Fact, chart: Chart, dataset: Dataset) -> Quantity | None:
    """The fact as a percentage of the total of its period; None if either is missing."""
    total = lookup(dataset, chart.total or "", fact.period)
    if fact.quantity is None or total is None or total.quantity is None:
        return None
    formula = Formula(ratio=[FactId(fact.id), FactId(total.id)])
    return dataset.facts.evaluate(formula).quantity


KIND = StackedShares()
