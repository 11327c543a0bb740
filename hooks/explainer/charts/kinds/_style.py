"""How values of each quality look, and other marks that kinds share."""

from __future__ import annotations

from typing import Any

from explainer.charts.tokens import colour
from explainer.charts.typesetting import width
from explainer.facts import Fact

TINT = 0.3
"""Opacity of a filled mark whose value is computed or disputed: it is hollow, but for a
tint, with an outline of its full colour, dashed where sources disagree."""


def look(fact: Fact, fill: str) -> dict[str, Any]:
    """The fields of a filled mark's datum that say how good its value is."""
    solid = fact.quality in ("filed", "quoted")
    return {
        "fill": fill,
        "tint": 1 if solid else TINT,
        "edge": colour("bg") if solid else fill,
        "dash": [3, 2] if fact.quality == "disputed" else [1, 0],
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


def legend_layer(labels: list[str], colours: list[str], canvas_width: float, size: int) -> Any:
    """A layer that draws nothing but gives the picture a legend that fits its width."""
    import altair as alt

    rows = [{"label": label} for label in labels]
    cell = max(width(label, size) for label in labels) + size + 24
    columns = max(1, min(len(labels), int(canvas_width // cell)))
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_square(opacity=0, aria=False)
        .encode(
            color=alt.Color(
                "label:N",
                scale=alt.Scale(domain=labels, range=colours),
                legend=alt.Legend(columns=columns, symbolOpacity=1),
            )
        )
    )


def legend_chart(labels: list[str], colours: list[str], canvas_width: float, size: int) -> Any:
    """The legend of several panels, a chart of its own above them."""
    return legend_layer(labels, colours, canvas_width, size).properties(
        width=int(canvas_width) - 4, height=1
    )
