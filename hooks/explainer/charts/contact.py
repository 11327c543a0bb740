"""Every chart in both languages, schemes and widths on one sheet, for a person to look at."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from explainer.charts import tokens
from explainer.charts.cache import Cache
from explainer.charts.canvas import CANVASES
from explainer.charts.cleaning import SVG
from explainer.charts.typesetting import FAMILY
from explainer.dataset import Dataset
from explainer.model import LANGUAGES, Chart
from explainer.words import Words

GAP, HEAD = 16, 30


def contact_sheet(
    charts: Sequence[Chart], dataset: Dataset, cache: Cache, scale: float = 1
) -> bytes:
    """A PNG: a row a chart and language; wide and narrow in light, then both in dark."""
    from explainer.charts import drawing

    widths = [canvas.width for canvas in CANVASES.values()]
    half = sum(widths) + GAP * (len(widths) + 1)
    sheet = etree.Element(f"{SVG}svg", {"width": str(2 * half)}, nsmap={None: SVG[1:-1]})
    backgrounds = [_rectangle(sheet, half * i, half, p["bg"]) for i, p in enumerate(_PALETTES)]
    top = float(GAP)
    for chart in charts:
        for language in LANGUAGES:
            top += _row(sheet, chart, language, dataset, cache, top, half) + HEAD + GAP
    for rectangle in backgrounds:
        rectangle.set("height", f"{top:g}")
    sheet.set("height", f"{top:g}")
    return drawing.to_png(etree.tostring(sheet, encoding="unicode"), scale)


_PALETTES = (tokens.LIGHT, tokens.DARK)


def _row(
    sheet: etree._Element, chart: Chart, language: str, dataset: Dataset, cache: Cache,
    top: float, half: float,
) -> float:
    """Add the four pictures of a chart in one language; the height of the tallest."""
    heights = [0.0]
    for place, palette in enumerate(_PALETTES):
        left = half * place + GAP
        label = etree.SubElement(sheet, f"{SVG}text", x=f"{left:g}", y=f"{top + 16:g}")
        label.text = f"{chart.id} ({language})"
        label.set("font-family", FAMILY)
        label.set("fill", palette["muted"])
        for width, canvas in CANVASES.items():
            svg = cache.draw(chart, dataset, Words(language), width, name=chart.id)
            picture = etree.fromstring(tokens.plain(svg, palette).encode())
            picture.set("x", f"{left:g}")
            picture.set("y", f"{top + HEAD:g}")
            picture.set("font-family", FAMILY)
            sheet.append(picture)
            heights.append(float(picture.get("height", "0")))
            left += canvas.width + GAP
    return max(heights)


def _rectangle(sheet: etree._Element, left: float, wide: float, fill: str) -> etree._Element:
    return etree.SubElement(
        sheet, f"{SVG}rect", x=f"{left:g}", y="0", width=f"{wide:g}", fill=fill)
