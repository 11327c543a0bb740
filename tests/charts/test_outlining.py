"""Text as the outlines of its letters: the picture is the one the renderer makes of the text."""

from __future__ import annotations

import io

import pytest
from lxml import etree
from PIL import Image, ImageChops

from explainer.charts import drawing, outlining
from explainer.charts.cleaning import SVG
from explainer.charts.typesetting import FAMILY

NEAR = 24
"""How far two pictures may be apart in a channel: the renderer rounds nothing."""


def picture(inside: str) -> str:
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="360" height="90" fill="none" '
            f'font-family="{FAMILY}"><rect width="100%" height="100%" fill="#fff"/>{inside}</svg>')


def pixels(svg: str) -> Image.Image:
    return Image.open(io.BytesIO(drawing.to_png(svg, 2))).convert("RGB")


TEXTS = {
    "a line": '<text x="9.5" y="40.3" font-size="13" fill="#22252c">亏损240.5亿元，“优先股”</text>',
    "pairs of letters that stand closer, and joined ones":
        '<text x="9" y="40" font-size="21" fill="#313fb0">AVATo Wolf, office &amp; fly</text>',
    "ends in the middle and at a place":
        '<g font-size="14" fill="#000"><text x="180" y="30" text-anchor="middle">2020年 AV</text>'
        '<g text-anchor="end"><text x="350" y="60">−1.5 %</text></g></g>',
    "lines, moved": '<g transform="translate(20,10)"><text transform="translate(5,20)" '
        'font-size="12" fill="#000" text-anchor="middle"><tspan>一月</tspan>'
        '<tspan x="0" dy="15">and half</tspan><tspan x="8" dy="15">a day</tspan></text></g>',
    "spaces": '<text x="9" y="40" font-size="12" fill="#000">  * ours    † theirs\n  </text>',
    "one that lets the ground through":
        '<g stroke="#f00"><text x="99" y="60" font-size="40" stroke="none" fill-opacity="0.8" '
        'fill="#000">&lt;g&gt; 8B</text></g>',
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_outlines_look_as_the_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = outlining.outlined(picture(text))
    assert f"{SVG}path" in {element.tag for element in etree.fromstring(made).iter()}
    assert "<text" not in made
    outlines = pixels(picture(text))
    monkeypatch.setattr(outlining, "outlined", lambda svg: svg)
    drawn = pixels(picture(text))
    assert min(band[0] for band in drawn.getextrema()) < 100  # there is something to be seen
    apart = ImageChops.difference(outlines, drawn)
    assert max(band[1] for band in apart.getextrema()) <= NEAR


@pytest.mark.parametrize("text", [
    '<text x="9" y="40" font-size="12">😀 glad</text>',
    '<text x="9" y="40" font-size="12">one <tspan dy="5">two</tspan></text>',
    '<text x="9" y="40" font-size="12"><tspan>one</tspan><tspan dy="5">two</tspan></text>',
    '<text x="9" y="40" font-size="12"><tspan fill="#f00">one</tspan></text>',
    '<text x="9" y="40">of no size</text>',
])
def test_what_is_no_plain_line_stays_text(text: str) -> None:
    assert outlining.outlined(picture(text)) == picture(text)


def test_attributes_of_a_text_are_those_of_its_outlines() -> None:
    made = etree.fromstring(outlining.outlined(picture(
        '<text x="9" y="9" font-size="9" text-anchor="end" fill="#123456" opacity="0.5">x</text>')))
    (path,) = made.iter(f"{SVG}path")
    assert set(path.attrib) == {"d", "fill", "opacity"}
    assert path.get("fill") == "#123456"
