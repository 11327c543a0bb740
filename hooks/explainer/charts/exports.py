"""A chart as a file to take away: SVG, PNG, CSV or Vega-Lite.

Pictures carry their title, subtitle, caveat and source line inside and plain colours of the
light scheme, because a file has no page around it.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any, NamedTuple

from lxml import etree

from explainer.charts import tokens
from explainer.charts.canvas import CANVASES, Width
from explainer.charts.cleaning import SVG
from explainer.charts.contents import marks_of
from explainer.charts.layout import sound
from explainer.charts.marks import KEYS
from explainer.charts.quantising import named, quantised
from explainer.charts.rendering import draw, specification
from explainer.charts.tidy import Figure, figures
from explainer.charts.typesetting import FAMILY, typed, wrap
from explainer.data.dataset import Dataset
from explainer.data.model import Chart, Language
from explainer.language.words import Words

CROPS = {"square.png": (1080, 1080), "16x9.png": (1600, 900)}
"""Pictures in the shapes that feeds and slides want, in pixels."""
FORMATS = ("svg", "png", *CROPS, "csv", "vl.json")
PICTURES: dict[str, Width] = {"svg": "wide", "narrow.svg": "narrow"}
"""SVG of both designs, of which the one for a phone is there to make others of."""
MADE_OF = {"png": ("svg",), **dict.fromkeys(CROPS, tuple(PICTURES))}
"""The SVG that other pictures are made of."""
MARGIN = 24
PNG_SCALE = 2
_TITLE, _SUBTITLE, _SMALL = (21, "ink"), (14, "muted"), (12, "muted")


class _Texts(NamedTuple):
    title: str
    subtitle: str
    note: str
    source: str


def export(
    chart: Chart,
    dataset: Dataset,
    words: Words,
    fmt: str,
    *,
    title: str = "",
    subtitle: str = "",
    note: str = "",
    source: str = "",
) -> bytes:
    """The file's bytes. The texts are rendered ones, without markup; ``note`` is the chart's
    caveat, ``source`` the whole line. Raises ValueError for an unknown format, LayoutError for a
    picture that cannot be read."""
    texts = _Texts(title, subtitle, note, source)
    match fmt:
        case "csv":
            return _csv(chart, dataset, words)
        case "vl.json":
            return _vega_lite(chart, dataset, words, texts)
        case "svg" | "narrow.svg":
            return _picture(chart, dataset, words, texts, PICTURES[fmt]).encode()
        case "png" | "square.png" | "16x9.png":
            widths = (PICTURES[name] for name in MADE_OF[fmt])
            pictures = [_picture(chart, dataset, words, texts, width) for width in widths]
            return png_of(pictures, words.language, fmt)
    raise ValueError(f"unknown format {fmt!r}, expected one of {', '.join(FORMATS)}")


def png_of(pictures: list[str], language: Language, fmt: str) -> bytes:
    """The PNG, in the shape of a format, of the exported SVGs it is made of."""
    from explainer.charts import drawing

    svg, scale = (fitted(pictures, *CROPS[fmt]), 1) if fmt in CROPS else (pictures[0], PNG_SCALE)
    drawn = typed(svg.replace(_fonts(), FAMILY), language, markup=True)
    return quantised(drawing.to_png(drawn, scale), named(svg))


def fitted(pictures: list[str], width: int, height: int) -> str:
    """The one of some exported SVGs that is the largest in a frame of some pixels, in it."""
    best, scale = etree.Element("none"), 0.0
    for root in map(etree.fromstring, (picture.encode() for picture in pictures)):
        wide, high = float(root.get("width", "1")), float(root.get("height", "1"))
        if wide * high * min(width / wide, height / high) ** 2 > (
            float(best.get("width", "0")) * float(best.get("height", "0")) * scale ** 2
        ):
            best, scale = root, min(width / wide, height / high)
    wide, high = (float(best.get(side, "0")) * scale for side in ("width", "height"))
    frame = etree.Element(f"{SVG}svg", nsmap=best.nsmap, attrib={
        "width": f"{width}", "height": f"{height}", "viewBox": f"0 0 {width} {height}",
        "font-family": _fonts()})
    etree.SubElement(frame, f"{SVG}rect", width="100%", height="100%", fill=tokens.LIGHT["bg"])
    place = f"translate({(width - wide) / 2:.1f},{(height - high) / 2:.1f}) scale({scale:.4f})"
    group = etree.SubElement(frame, f"{SVG}g", transform=place)
    for name in ("fill", "stroke"):
        if value := best.get(name):
            group.set(name, value)
    group.extend(child for child in list(best) if child.tag != f"{SVG}rect"
                 or child.get("width") != "100%")
    return str(etree.tostring(frame, encoding="unicode"))


def _csv(chart: Chart, dataset: Dataset, words: Words) -> bytes:
    """The figures of :mod:`explainer.charts.tidy`, with a byte order mark and CRLF, so that
    spreadsheets read Chinese."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([Figure._fields, *figures(chart, dataset, words)])
    return text.getvalue().encode("utf-8-sig")


def _vega_lite(chart: Chart, dataset: Dataset, words: Words, texts: _Texts) -> bytes:
    """A specification that opens in the Vega editor as it is."""
    spec = specification(chart, dataset, words, "wide")
    if "title" in spec:
        inner = {key: spec.pop(key) for key in list(spec) if key not in ("$schema", "config")}
        spec["vconcat"] = [inner]
    heading: dict[str, Any] = {"text": texts.title, "subtitle": texts.subtitle}
    about = {"note": texts.note} if texts.note else {}
    whole = {**spec, "title": heading, "background": tokens.LIGHT["bg"],
             "usermeta": {**about, "source": texts.source, "id": chart.id}}
    return tokens.plain(json.dumps(whole, ensure_ascii=False, indent=1)).encode()


def _picture(
    chart: Chart, dataset: Dataset, words: Words, texts: _Texts, width: Width
) -> str:
    drawn = draw(chart, dataset, words, width, name=texts.title or chart.id)
    root = etree.fromstring(drawn.encode())
    for mark in root.iterfind(f".//*[@{KEYS}]"):
        del mark.attrib[KEYS]
    inner = CANVASES[width].width
    height = float(root.get("height", "0"))
    body = etree.Element(f"{SVG}g", {k: str(root.attrib.pop(k)) for k in ("fill", "stroke")
                                     if k in root.attrib})
    body.extend(list(root))
    head = _lines([(texts.title, *_TITLE), (texts.subtitle, *_SUBTITLE)], inner, MARGIN)
    top = head[-1][1] + 20 if head else MARGIN
    body.set("transform", f"translate({MARGIN},{top:g})")
    marks = "    ".join(" ".join(pair) for pair in marks_of(chart, dataset, words))
    below = [(text, *_SMALL) for text in (marks, texts.note, texts.source)]
    foot = _lines(below, inner, top + height + 12)
    bottom = (foot[-1][1] if foot else top + height) + MARGIN - 4
    whole = inner + 2 * MARGIN
    for key, value in {
        "width": f"{whole}", "height": f"{bottom:g}", "viewBox": f"0 0 {whole} {bottom:g}",
        "font-family": _fonts(),
    }.items():
        root.set(key, value)
    paper = etree.SubElement(root, f"{SVG}rect", width="100%", height="100%")
    paper.set("fill", tokens.colour("bg"))
    root.append(body)
    for text, y, size, ink in (*head, *foot):
        line = etree.SubElement(root, f"{SVG}text", x=f"{MARGIN}", y=f"{y:g}")
        line.set("font-size", f"{size}")
        line.set("fill", tokens.colour(ink))
        line.text = text
    etree.cleanup_namespaces(root)
    return sound(tokens.plain(etree.tostring(root, encoding="unicode")), width)


def _lines(
    texts: list[tuple[str, int, str]], available: float, top: float
) -> list[tuple[str, float, int, str]]:
    """Every line with its base line, size and colour, from ``top`` down."""
    lines = []
    y = top
    for text, size, ink in texts:
        for line in wrap(text, size, available):
            y += size * 1.35
            lines.append((line, round(y, 1), size, ink))
        y += 3
    return lines


def _fonts() -> str:
    return f"'{FAMILY}',{tokens.CHART_FONT}"
