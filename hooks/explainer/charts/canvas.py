"""The two designs every chart has, and the look they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from explainer.charts.tokens import colour
from explainer.charts.typesetting import FAMILY

Width = Literal["wide", "narrow"]


@dataclass(frozen=True)
class Canvas:
    """A width in pixels and the size of its text."""

    name: Width
    width: int
    text: int

    @property
    def narrow(self) -> bool:
        return self.name == "narrow"


CANVASES: dict[Width, Canvas] = {
    "wide": Canvas("wide", 680, 13),
    "narrow": Canvas("narrow", 320, 12),
}


def config(canvas: Canvas) -> dict[str, Any]:
    """The Vega-Lite configuration: one font, quiet axes, no English strings of Vega's own."""
    ink, muted, grid = colour("ink"), colour("muted"), colour("grid")
    size = canvas.text
    label = {"labelColor": muted, "labelFontSize": size, "labelLimit": 0}
    return {
        "font": FAMILY,
        "background": None,
        "padding": {"left": 1, "right": 1, "top": 2, "bottom": 2},
        "view": {"stroke": None},
        "axis": {
            **label, "aria": False, "title": None, "gridColor": grid, "tickColor": grid,
            "domainColor": colour("rule"), "titleColor": muted, "titleFontSize": size,
            "titleFontWeight": "normal", "labelFont": FAMILY, "titleFont": FAMILY,
        },
        "legend": {
            **label, "aria": False, "labelColor": ink, "orient": "top", "title": None,
            "symbolType": "square", "symbolSize": 110, "symbolStrokeWidth": 0,
            "rowPadding": 3, "columnPadding": 14, "offset": 8,
            "layout": {"top": {"anchor": "start", "bounds": "full"}},
        },
        "title": {
            "color": ink, "subtitleColor": muted, "fontSize": size, "subtitleFontSize": size,
            "fontWeight": "normal", "anchor": "start", "frame": "bounds", "aria": False,
            "font": FAMILY, "subtitleFont": FAMILY, "offset": 6, "limit": 0,
        },
        "text": {"fontSize": size, "color": ink, "aria": False, "font": FAMILY},
        "rule": {"color": colour("rule"), "aria": False},
        "concat": {"spacing": 18},
    }
