"""Small pictures are whole, and their words can be read."""

from __future__ import annotations

import pytest
from lxml import etree

from explainer import charts
from explainer.charts import layout, thumbnails
from explainer.charts.cleaning import SVG, inherited
from explainer.charts.kinds import NAMES
from explainer.charts.tokens import colour
from explainer.data.dataset import Dataset
from explainer.language.words import Words

LEAST, MUTED = 11, colour("muted")
"""Pixels of letters, where a phone shows nine tenths of the picture's width."""


@pytest.mark.parametrize("kind", NAMES)
def test_the_whole_chart_with_words_that_can_be_read(
    kind: str, bakery: Dataset, words: Words
) -> None:
    chart = next(chart for chart in bakery.charts.values() if chart.kind == kind)
    wide = charts.draw(chart, bakery, words, "wide", name="Name", description="More")
    small = etree.fromstring(thumbnails.thumbnail(wide).encode())
    height = float(small.get("height"))
    assert small.get("width") == "320"
    assert 20 < height <= 200
    boxes = layout.text_boxes(small)
    written = [text.text for text in small.iter(f"{SVG}text") if text.get("fill") != MUTED]
    assert written in ([], _named(wide))
    for number, box in enumerate(boxes):
        assert box.size * 0.9 >= LEAST
        assert box.left >= -0.5
        assert box.right <= thumbnails.WIDTH + 0.5
        assert box.top >= -0.5
        assert box.bottom <= height + 0.5
        assert not any(box.overlaps(other) for other in boxes[number + 1:])
    assert "data-tip" not in etree.tostring(small, encoding="unicode")
    tips = wide.count("data-tip=")
    assert len(list(small.iter(f"{SVG}path", f"{SVG}line"))) >= tips
    left, top, right, bottom = _marks(small)
    assert left >= 0
    assert top >= 0
    assert right <= thumbnails.WIDTH
    assert bottom <= height


def _named(wide: str) -> list[str]:
    """What names marks and says values in a wide picture, without its key, line by line."""
    root = etree.fromstring(wide.encode())
    for group in list(root.iter(f"{SVG}g")):
        names = [etree.QName(each).localname for each in group]
        if names == ["path", "text"] and "data-tip" not in group[0].attrib:
            group.getparent().remove(group)
    return [
        line.text or "" for text in root.iter(f"{SVG}text")
        if inherited(text, "fill") != MUTED
        for line in list(text.iter(f"{SVG}tspan")) or [text]
    ]


def _marks(small: etree._Element) -> tuple[float, float, float, float]:
    """What the marks cover of the picture, after the scale of their group."""
    group = small.find(f"{SVG}g")
    x, y, scale = map(float, group.get("transform").replace(
        "translate(", "").replace(") scale(", ",").rstrip(")").split(","))
    del group.attrib["transform"]
    boxes = [box for _, box in layout.mark_boxes(group)]
    return (
        x + scale * min(box[0] for box in boxes), y + scale * min(box[1] for box in boxes),
        x + scale * max(box[2] for box in boxes), y + scale * max(box[3] for box in boxes),
    )


def test_a_key_goes_with_its_signs_and_a_mark_stays_with_its_name() -> None:
    square = "v13h-13z"
    wide = f"""<svg xmlns="http://www.w3.org/2000/svg" width="680" height="200">
<path d="M0,0h13{square}" fill="#111" data-tip="A: 1"/><text x="18" y="10" fill="#222">A</text>
<path transform="translate(0,50)" d="M0,0h13{square}" fill="#111"/>
<path transform="translate(0,50)" d="M2,2h9v9h-9z" fill="#fff"/>
<text x="18" y="60" fill="#222">hollow: no cash</text>
<path d="M0,100h600" fill="none" stroke="#111"/></svg>"""
    small = etree.fromstring(thumbnails.thumbnail(wide).encode())
    assert [text.text for text in small.iter(f"{SVG}text")] == ["A"]
    assert len(list(small.iter(f"{SVG}path"))) == 2
