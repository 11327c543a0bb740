"""The layout check sees what a reader would."""

from __future__ import annotations

from explainer.charts.layout import faults


def svg(*texts: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50">{"".join(texts)}</svg>'


def text(words: str, x: float = 5, y: float = 20, size: float = 12, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}">{words}</text>'


def test_nothing_to_say_of_text_that_fits() -> None:
    assert faults(svg(text("2020"), text("亿元", x=60)), "narrow") == []


def test_overlap() -> None:
    assert faults(svg(text("2020"), text("亿元", x=20)), "narrow") == ['"2020" and "亿元" overlap']


def test_text_outside_the_frame_through_transforms() -> None:
    found = faults(svg(f'<g transform="translate(80,0)">{text("2020")}</g>'), "narrow")
    assert len(found) == 1
    assert "leaves the frame" in found[0]


def test_anchors_count() -> None:
    assert faults(svg(text("2020", x=98, anchor="end")), "narrow") == []


def test_small_text_and_missing_glyphs() -> None:
    found = faults(svg(text("😀", size=9)), "narrow")
    assert found[0] == 'the font has no glyph for "😀" in "😀"'
    assert "smaller than 11" in found[1]


def test_lines_of_one_text_are_boxes_of_their_own() -> None:
    lines = '<tspan>2025</tspan><tspan x="0" dy="14">上半年</tspan>'
    assert faults(svg(f'<text font-size="12" y="10">{lines}</text>'), "narrow") == []
