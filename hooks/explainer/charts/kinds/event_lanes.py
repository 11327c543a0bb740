"""Dated events, a lane a category; on a phone one list down the page in order of time.

Needs the ids of the events::

    kind: event-lanes
    events: [founded, first-listing, entity-list]
"""

from __future__ import annotations

import datetime
from typing import Any, Literal

from explainer.charts.kinds._layers import layer, layered
from explainer.charts.kinds._style import Entry, under_legend
from explainer.charts.kinds.base import Kind, View
from explainer.charts.marks import Mark, record_keys
from explainer.charts.tables import Cell, Row, Table
from explainer.charts.tokens import colour
from explainer.charts.typesetting import SLACK, widest, width, wrap
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Category, Chart, Event
from explainer.data.periods import Period
from explainer.language.phrases import phrase
from explainer.language.words import Words

LINE = 20
_COLOURS = ("s1", "s2", "s3", "s4", "s5", "s6", "ink", "rule")


class EventLanes(Kind):
    needs = frozenset({"events"})

    def time(self, view: View) -> Literal["x", "y"]:
        return "y" if view.canvas.narrow else "x"

    def facts(self, chart: Chart, dataset: Dataset) -> list[Fact]:
        return [dataset.facts.get(f) for e in self.records(chart, dataset) for f in e.facts]

    def marked(self, chart: Chart, dataset: Dataset) -> list[Fact]:
        return []  # no values are written

    def records(self, chart: Chart, dataset: Dataset) -> list[Event]:
        events = [dataset.events[name] for name in chart.events]
        return sorted(events, key=lambda event: _middle(event))

    def table(self, chart: Chart, dataset: Dataset, words: Words) -> Table:
        language = words.language
        rows = [
            Row(words.period(Period.parse(event.date), "short"),
                [Cell(event.title[language]), Cell(_named(dataset, event.category, words))])
            for event in self.records(chart, dataset)
        ]
        return Table([phrase(n, language) for n in ("date", "event", "kind")], rows)

    def draw(self, view: View) -> Any:
        events = self.records(view.chart, view.dataset)
        used = {event.category for event in events}
        lanes = [category for category in view.dataset.of(Category) if category in used]
        colours = {lane: colour(_COLOURS[i % len(_COLOURS)]) for i, lane in enumerate(lanes)}
        return (_list if view.canvas.narrow else _lanes)(view, events, colours)


def _named(dataset: Dataset, category: str, words: Words) -> str:
    return dataset.of(Category)[category].name[words.language]


def _middle(event: Event) -> datetime.date:
    period = Period.parse(event.date)
    return period.first + (period.last - period.first) / 2


def _datum(view: View, event: Event, main: str) -> dict[str, Any]:
    language = view.language
    period = Period.parse(event.date)
    when, keys = view.words.period(period), record_keys(event)
    title = event.title[language]
    return {"date": _middle(event).isoformat(), "title": title, "fill": main,
            "tip": view.note(f"{when}{phrase('colon', language)}{title}", Mark(keys, period)),
            "category": _named(view.dataset, event.category, view.words), "year": event.date[:4]}


def _lanes(view: View, events: list[Event], colours: dict[str, str]) -> Any:
    import altair as alt

    size = view.canvas.text
    names = {lane: _named(view.dataset, lane, view.words) for lane in colours}
    left = round(widest(list(names.values()), size)) + 12
    plot = view.canvas.width - left - 6
    days = [_middle(event) for event in events]
    first, last = datetime.date(min(days).year, 1, 1), datetime.date(max(days).year + 1, 1, 1)
    rows, heads, top = [], [], 0
    for lane, main in colours.items():
        ends: list[float] = []
        for event in (event for event in events if event.category == lane):
            row = _datum(view, event, main)
            x = (_middle(event) - first) / (last - first) * plot
            wide = width(row["title"], size) * SLACK + 10
            before = x + wide > plot + 4
            begin, end = (x - wide, x + 7) if before else (x - 6, x + wide + 4)
            line = next((i for i, used in enumerate(ends) if used <= begin), len(ends))
            ends[line:line + 1] = [end]
            rows.append(row | {"x": round(x, 1), "y": top + line * LINE + LINE / 2,
                               "align": "right" if before else "left"})
        heads.append({"name": names[lane], "y": top + LINE / 2, "top": top - 4})
        top += len(ends) * LINE + 10
    across = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, plot], nice=False))
    y_scale = alt.Scale(domain=[0, top], range=[0, top], nice=False)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", axis=None, scale=y_scale)

    ticks = [
        {"x": round((datetime.date(year, 1, 1) - first) / (last - first) * plot, 1),
         "year": str(year)} for year in range(first.year, last.year)
    ]
    layers = [
        layer(ticks).mark("rule", color=colour("grid")).encode(x=across),
        layer(ticks).mark("text", align="left", dx=2, color=colour("muted")).encode(
            x=across, y=alt.YValue(-9), text=alt.Text("year:N")),
        layer(heads).mark("rule", color=colour("grid")).encode(
            y=y("top"), x=alt.XValue(-left), x2=alt.X2Value(plot)),
        layer(heads).mark("text", align="left", color=colour("muted")).encode(
            x=alt.XValue(-left), y=y("y"), text=alt.Text("name:N")),
        layer(rows).mark("point", filled=True, size=60, opacity=1).encode(
            x=across, y=y("y"), fill=alt.Fill("fill:N", scale=None),
            description=alt.Description("tip:N")),
    ]
    for align, dx in (("left", 7), ("right", -7)):
        some = [row for row in rows if row["align"] == align]
        if some:
            layers.append(layer(some).mark("text", align=align, dx=dx).encode(
                x=across, y=y("y"), text=alt.Text("title:N")))
    return layered(*layers, width=plot, height=top)


def _list(view: View, events: list[Event], colours: dict[str, str]) -> Any:
    import altair as alt

    size = view.canvas.text
    rows, top = [], 4.0
    dates = [view.words.period(Period.parse(event.date), "short") for event in events]
    left = round(widest(dates, size)) + 12
    for event, date in zip(events, dates, strict=True):
        row = _datum(view, event, colours[event.category])
        lines = wrap(row["title"], size, view.canvas.width - left - 22)
        rows.append(row | {"y": top + 8, "when": date, "text": "\n".join(lines)})
        top += len(lines) * (size + 3) + 9
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, top], range=[0, top], nice=False))

    spine = {"x": alt.XValue(left), "y": alt.YValue(0), "y2": alt.Y2Value(top)}
    drawn = layered(
        layer([{}]).mark("rule", color=colour("grid"), strokeWidth=2).encode(**spine),
        layer(rows).mark("text", align="left", color=colour("muted")).encode(
            x=alt.XValue(0), y=y, text=alt.Text("when:N")),
        layer(rows).mark("point", filled=True, size=70, opacity=1).encode(
            x=alt.XValue(left), y=y, fill=alt.Fill("fill:N", scale=None),
            description=alt.Description("tip:N")),
        layer(rows).mark("text", align="left", lineBreak="\n", baseline="middle").encode(
            x=alt.XValue(left + 12), y=y, text=alt.Text("text:N")),
        width=view.canvas.width - 4, height=top)
    legend = [Entry(_named(view.dataset, lane, view.words), main) for lane, main in colours.items()]
    return under_legend(legend, drawn, view)


KIND = EventLanes()
