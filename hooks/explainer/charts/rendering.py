"""Draws one chart: kind → Altair → Vega-Lite → SVG → clean SVG."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from explainer.charts.canvas import CANVASES, Width
from explainer.charts.kinds import kind
from explainer.charts.kinds.base import View
from explainer.data.dataset import Dataset
from explainer.data.model import Chart
from explainer.language.words import Words

_LINE_ENDS = dict.fromkeys(map(ord, "\u2028\u2029"), " ")
"""What Vega-Lite writes into expressions as it is, where it ends a line in the middle of a text."""
_KNOWN: WeakKeyDictionary[Dataset, dict[tuple[Any, ...], str]] = WeakKeyDictionary()
"""Specifications and pictures already made: a page, the files to take away and the live form
of a chart all begin with them, and Altair and Vega-Lite are slow."""


def specification(
    chart: Chart, dataset: Dataset, words: Words, width: Width, *, validate: bool = False
) -> dict[str, Any]:
    """The chart's Vega-Lite specification for one language and width."""
    from explainer.charts import drawing

    def make() -> str:
        view = View(chart, dataset, words, CANVASES[width])
        picture = kind(chart.kind).draw(view)
        spec = drawing.specification(picture, view.canvas, validate=validate)
        return json.dumps(spec, ensure_ascii=False).translate(_LINE_ENDS)

    key = ("specification", chart.model_dump_json(), words.language, width, validate)
    spec: dict[str, Any] = json.loads(_once(dataset, key, make))
    return spec


def uncleaned(chart: Chart, dataset: Dataset, words: Words, width: Width) -> str:
    """The chart's SVG for one language and width, as Vega-Lite draws it."""
    from explainer.charts import drawing

    def make() -> str:
        spec = specification(chart, dataset, words, width)
        return drawing.to_svg(spec, f"{chart.id}-{words.language}-{width}")

    return _once(dataset, ("svg", chart.model_dump_json(), words.language, width), make)


def _once(dataset: Dataset, key: tuple[Any, ...], make: Callable[[], str]) -> str:
    known = _KNOWN.setdefault(dataset, {})
    if key not in known:
        known[key] = make()
    return known[key]


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
    from explainer.charts.cleaning import clean

    return clean(
        uncleaned(chart, dataset, words, width),
        prefix=f"{chart.id}-{words.language}-{width}", width=CANVASES[width].width,
        name=name, description=description,
    )
