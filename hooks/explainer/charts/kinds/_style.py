"""How values of each standing look, and other marks that kinds share."""

from __future__ import annotations

from typing import Any

from explainer.charts.kinds.base import View
from explainer.charts.tokens import colour
from explainer.charts.typesetting import width
from explainer.data.facts import Fact

TINT = 0.3
"""Opacity of a filled mark whose value is computed or disputed: it is hollow, but for a
tint, with an outline of its full colour, dashed where sources disagree."""


def look(fact: Fact, fill: str) -> dict[str, Any]:
    """The fields of a filled mark's datum that say how its value stands."""
    solid = fact.standing == "reported"
    return {
        "fill": fill,
        "tint": 1 if solid else TINT,
        "edge": colour("bg") if solid else fill,
        "dash": [3, 2] if fact.standing in ("disputed", "resting") else [1, 0],
    }


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


def legend_layer(labels: list[str], colours: list[str], view: View, **placing: Any) -> Any:
    """A layer that draws nothing but gives the picture a legend that fits its width."""
    import altair as alt

    rows = [{"label": label} for label in labels]
    scale = alt.Scale(domain=labels, range=colours)
    legend = alt.Legend(columns=_columns(labels, view), symbolOpacity=1, **placing)
    return (
        alt.Chart(alt.Data(values=tuple(rows)))
        .mark_square(opacity=0, aria=False)
        .encode(color=alt.Color("label:N", scale=scale, legend=legend))
    )


def _columns(labels: list[str], view: View) -> int:
    size = view.canvas.text
    cell = max(width(label, size) for label in labels) + size + 24
    return max(1, min(len(labels), int(view.canvas.width // cell)))


def under_legend(
    labels: list[str], colours: list[str], chart: Any, view: View, names: int = 0
) -> Any:
    """A chart of several panels with one legend above all of them, over their names too."""
    import altair as alt

    rows = -(-len(labels) // _columns(labels, view))
    legend = legend_layer(labels, colours, view, orient="none", legendX=-names, legendY=0)
    legend = legend.properties(width=view.canvas.width - names - 4, height=rows * 18)
    return alt.concat(legend, chart, columns=1, align="none", spacing=12)
