"""How values of each standing look, and other marks that kinds share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from explainer.charts.kinds._layers import Spec, concatenated, layer
from explainer.charts.kinds.base import View, shown
from explainer.charts.tokens import SERIES, TINT, colour
from explainer.charts.typesetting import width
from explainer.data.facts import Fact
from explainer.data.model import Series
from explainer.data.periods import Period


def look(fact: Fact, fill: str) -> dict[str, Any]:
    """The fields of a filled mark's datum that say how its value stands."""
    solid = fact.standing == "reported"
    return {
        "fill": fill,
        "tint": 1 if solid else TINT,
        "edge": colour("bg") if solid else fill,
        "dash": [3, 2] if fact.standing in ("disputed", "resting") else [1, 0],
    }


def pixels(channel: Any, field: str, end: int) -> Any:
    """The channel of a field that holds pixels of a picture, which ends there."""
    import altair as alt

    return channel(f"{field}:Q", axis=None,
                   scale=alt.Scale(domain=[0, end], range=[0, end], nice=False))


def encodings() -> dict[str, Any]:
    """The encodings that draw :func:`look`."""
    import altair as alt

    return {
        "fill": alt.Fill("fill:N", scale=None),
        "fillOpacity": alt.FillOpacity("tint:Q", scale=None),
        "stroke": alt.Stroke("edge:N", scale=None),
        "strokeDash": alt.StrokeDash("dash:N", scale=None),
        "description": alt.Description("tip:N"),
    }


@dataclass(frozen=True)
class Entry:
    """A line of a legend; hollow where every mark of it is."""

    label: str
    colour: str
    hollow: bool = False


def entries(parts: Iterable[tuple[Sequence[Series], Sequence[Period]]], view: View) -> list[Entry]:
    """The legend of series over periods, of those only of which there is a mark."""
    found: dict[str, Entry] = {}
    for series, periods in parts:
        for index, one in enumerate(series):
            facts = [shown(one, period, view.dataset) for period in periods]
            standings = {fact.standing for fact in facts if fact and fact.quantity}
            label = view.label(one)
            hollow = "reported" not in standings and found.get(label, Entry("", "", True)).hollow
            if standings:
                found[label] = Entry(label, str(one.colour or index % SERIES + 1), hollow)
    return list(found.values())


def legend_layer(legend: Sequence[Entry], view: View, **placing: Any) -> Spec:
    """A layer that draws nothing but gives the picture a legend that fits its width, with
    swatches that look as the marks do. ``colour`` is a number there, or a whole colour."""
    import altair as alt

    labels = [entry.label for entry in legend]
    edges = [_colour(entry.colour, "s") for entry in legend]
    fills = [_colour(entry.colour, "t" if entry.hollow else "s") for entry in legend]
    rows = [{"label": label} for label in labels]
    if not rows:  # no mark, no legend
        return layer(()).mark("square").encode()
    shape = alt.Legend(columns=_columns(labels, view), symbolOpacity=1, symbolStrokeWidth=1.2,
                       **placing)
    return layer(rows).mark("square", opacity=0, aria=False).encode(
        fill=alt.Fill("label:N", scale=alt.Scale(domain=labels, range=fills), legend=shape),
        stroke=alt.Stroke("label:N", scale=alt.Scale(domain=labels, range=edges), legend=shape))


def _colour(named: str, kind: str) -> str:
    return colour(f"{kind}{named}") if named.isdigit() else named


def _columns(labels: list[str], view: View) -> int:
    size = view.canvas.text
    cell = max((width(label, size) for label in labels), default=0) + size + 24
    return max(1, min(len(labels), int(view.canvas.width // cell)))


def under_legend(legend: Sequence[Entry], chart: Spec, view: View, names: int = 0) -> Spec:
    """A chart of several panels with one legend above all of them, over their names too."""
    labels = [entry.label for entry in legend]
    rows = -(-len(labels) // _columns(labels, view))
    above = legend_layer(legend, view, orient="none", legendX=-names, legendY=0) | {
        "width": view.canvas.width - names - 4, "height": rows * 18}
    return concatenated(above, chart, columns=1, align="none", spacing=12)
