"""Draws one chart: kind → Altair → Vega-Lite → SVG → clean SVG."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from lxml import etree

from explainer.charts.canvas import CANVASES, Width
from explainer.charts.kinds import kind
from explainer.charts.kinds.base import View
from explainer.charts.marks import Mark, Marks
from explainer.charts.remarks import remarks
from explainer.data.dataset import Dataset
from explainer.data.model import Chart
from explainer.language.phrases import phrase
from explainer.language.words import Words

if TYPE_CHECKING:
    from explainer.charts.annotating import Notes

T = TypeVar("T")

_LINE_ENDS = dict.fromkeys(map(ord, "\u2028\u2029"), " ")
"""What Vega-Lite writes into expressions as it is, where it ends a line in the middle of a text."""
_KNOWN: WeakKeyDictionary[Dataset, dict[tuple[Any, ...], Any]] = WeakKeyDictionary()
"""Specifications and pictures already made: a page, the files to take away and the live form
of a chart all begin with them, and Altair and Vega-Lite are slow."""


def specification(
    chart: Chart, dataset: Dataset, words: Words, width: Width, *, validate: bool = False
) -> dict[str, Any]:
    """The chart's Vega-Lite specification for one language and width."""
    spec: dict[str, Any] = json.loads(_described(chart, dataset, words, width, validate)[0])
    return spec


def uncleaned(chart: Chart, dataset: Dataset, words: Words, width: Width) -> str:
    """The chart's SVG for one language and width, as Vega-Lite draws it."""
    from explainer.charts import drawing

    def make() -> bytes:
        spec = specification(chart, dataset, words, width)
        return _packed(drawing.to_svg(spec, f"{chart.id}-{words.language}-{width}"))

    return _unpacked(_once(dataset, ("svg", chart.model_dump_json(), words.language, width), make))


def _described(
    chart: Chart, dataset: Dataset, words: Words, width: Width, validate: bool = False
) -> tuple[str, dict[str, list[Mark]]]:
    """The specification as JSON, and what its marks stand for."""
    from explainer.charts import drawing

    def make() -> tuple[bytes, dict[str, list[Mark]]]:
        view = View(chart, dataset, words, CANVASES[width])
        with drawing.validating(validate):
            picture = kind(chart.kind).draw(view)
            spec = drawing.specification(picture, view.canvas, validate=validate)
        return _packed(json.dumps(spec, ensure_ascii=False).translate(_LINE_ENDS)), view.marks

    key = ("specification", chart.model_dump_json(), words.language, width, validate)
    packed, marks = _once(dataset, key, make)
    return _unpacked(packed), marks


def _packed(text: str) -> bytes:
    """A text as it is kept: of hundreds of charts there is much, and it says much twice."""
    return zlib.compress(text.encode(), 1)


def _unpacked(packed: bytes) -> str:
    return zlib.decompress(packed).decode()


def _once(dataset: Dataset, key: tuple[Any, ...], make: Callable[[], T]) -> T:
    known = _KNOWN.setdefault(dataset, {})
    if key not in known:
        known[key] = make()
    made: T = known[key]
    return made


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

    ``name`` and ``description`` are what a reader hears of the picture; what is said beside the
    marks follows the description, in the order of the data.
    """
    from explainer.charts import annotating

    said = [remark.said(words) for remark in remarks(chart, dataset, words)]
    if said and description:
        description = phrase("stop", words.language).join([description.rstrip(".。"), *said, ""])
    root, added = _annotated(
        chart, dataset, words, width, name=name, description=description.strip())
    annotating.write(root, added)
    return str(etree.tostring(root, encoding="unicode"))


def notes(chart: Chart, dataset: Dataset, words: Words, width: Width) -> Notes:
    """What is written into the picture beside its marks."""
    return _annotated(chart, dataset, words, width, name=chart.id, description="")[1]


def _annotated(
    chart: Chart, dataset: Dataset, words: Words, width: Width, *, name: str, description: str
) -> tuple[etree._Element, Notes]:
    from explainer.charts import annotating
    from explainer.charts.cleaning import clean

    canvas = CANVASES[width]
    svg = clean(
        uncleaned(chart, dataset, words, width),
        prefix=f"{chart.id}-{words.language}-{width}", width=canvas.width,
        name=name, description=description,
    )
    root = etree.fromstring(svg.encode())
    known = annotating.key(root, Marks(_described(chart, dataset, words, width)[1]))
    return root, annotating.notes(
        root, known, remarks(chart, dataset, words),
        kind(chart.kind).time(View(chart, dataset, words, canvas)), canvas.text,
        narrow=canvas.narrow,
    )
