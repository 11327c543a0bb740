"""Draws one chart: kind → Altair → Vega-Lite → SVG → clean SVG."""

from __future__ import annotations

from typing import Any

from explainer.charts.canvas import CANVASES, Width
from explainer.charts.kinds import kind
from explainer.charts.kinds.base import View
from explainer.dataset import Dataset
from explainer.model import Chart
from explainer.words import Words


def specification(
    chart: Chart, dataset: Dataset, words: Words, width: Width, *, validate: bool = False
) -> dict[str, Any]:
    """The chart's Vega-Lite specification for one language and width."""
    from explainer.charts import drawing

    view = View(chart, dataset, words, CANVASES[width])
    return drawing.specification(kind(chart.kind).draw(view), view.canvas, validate=validate)


def draw(
    chart: Chart,
    dataset: Dataset,
    words: Words,
    width: Width,
    *,
    name: str,
    description: str = "",
) -> str:
    """The chart as inline SVG, the same bytes for the same input.

    ``name`` and ``description`` are what a reader hears of the picture.
    """
    from explainer.charts import drawing
    from explainer.charts.cleaning import clean

    spec = specification(chart, dataset, words, width)
    prefix = f"{chart.id}-{words.language}-{width}"
    svg = drawing.to_svg(spec, prefix)
    return clean(
        svg, prefix=prefix, width=CANVASES[width].width, name=name, description=description
    )
