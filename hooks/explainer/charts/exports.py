"""A chart as a file to take away: SVG, PNG, CSV or Vega-Lite.

Pictures carry their title, subtitle, caveat and source line inside and plain colours of the
light scheme, because a file has no page around it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from lxml import etree

from explainer.charts import tokens
from explainer.charts.canvas import CANVASES
from explainer.charts.cleaning import SVG
from explainer.charts.contents import marks_of, table
from explainer.charts.marks import KEYS
from explainer.charts.quantising import quantised
from explainer.charts.rendering import draw, specification
from explainer.charts.typesetting import FAMILY, typed, wrap
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Chart, Language
from explainer.data.notation import significant
from explainer.language.phrases import phrase
from explainer.language.words import Words

FORMATS = ("svg", "png", "csv", "vl.json")
MARGIN = 24
PNG_SCALE = 2
_NUMBER = re.compile(r"−?\d[\d,]*(\.\d+)?")
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
    caveat, ``source`` the whole line. Raises ValueError for an unknown format."""
    texts = _Texts(title, subtitle, note, source)
    match fmt:
        case "csv":
            return _csv(chart, dataset, words)
        case "vl.json":
            return _vega_lite(chart, dataset, words, texts)
        case "svg":
            return _picture(chart, dataset, words, texts).encode()
        case "png":
            return png_of(_picture(chart, dataset, words, texts), words.language)
    raise ValueError(f"unknown format {fmt!r}, expected one of {', '.join(FORMATS)}")


def png_of(svg: str, language: Language) -> bytes:
    """The PNG of an exported SVG."""
    from explainer.charts import drawing

    drawn = typed(svg.replace(_fonts(), FAMILY), language, markup=True)
    return quantised(drawing.to_png(drawn, PNG_SCALE))


def _csv(chart: Chart, dataset: Dataset, words: Words) -> bytes:
    """With a byte order mark and CRLF, so that spreadsheets read Chinese. Beside a column of
    values in words (RMB 750 million) stand their numbers, in the unit itself, and the unit."""
    contents = table(chart, dataset, words)
    columns = [[contents.head[0], *(row.label for row in contents.rows)]]
    for number, head in enumerate(contents.head[1:]):
        cells = [row.cells[number] for row in contents.rows]
        columns.append([head, *(_bare(cell.text) for cell in cells)])
        facts = [dataset.facts.get(cell.fact_id) if cell.fact_id else None for cell in cells]
        if any(facts) and not any(_NUMBER.fullmatch(cell.text) for cell in cells):
            columns += _numbers(facts, dataset, words)
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(zip(*columns, strict=True))
    return text.getvalue().encode("utf-8-sig")


def _bare(text: str) -> str:
    """A number as spreadsheets read it; other texts as they are."""
    return text.replace("−", "-").replace(",", "") if _NUMBER.fullmatch(text) else text


def _numbers(facts: Iterable[Fact | None], dataset: Dataset, words: Words) -> list[list[str]]:
    """Two columns, with their heads: numbers and units."""
    columns = [[phrase(name, words.language)] for name in ("number", "unit")]
    for fact in facts:
        quantity = fact.quantity if fact else None
        columns[0].append(f"{significant(quantity):f}" if quantity else "")
        unit = dataset.unit_of(fact.metric).name[words.language] if fact and quantity else ""
        columns[1].append(unit)
    return columns


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


def _picture(chart: Chart, dataset: Dataset, words: Words, texts: _Texts) -> str:
    drawn = draw(chart, dataset, words, "wide", name=texts.title or chart.id)
    root = etree.fromstring(drawn.encode())
    for mark in root.iterfind(f".//*[@{KEYS}]"):
        del mark.attrib[KEYS]
    inner = CANVASES["wide"].width
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
    return tokens.plain(etree.tostring(root, encoding="unicode"))


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
