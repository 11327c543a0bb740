"""Rendered SVG becomes small, named markup with the same picture."""

from __future__ import annotations

from lxml import etree

from explainer.charts.cleaning import clean
from explainer.charts.layout import points

RAW = """<svg xmlns="http://www.w3.org/2000/svg" class="marks" width="99" height="50"
 viewBox="0 0 99 50">
<defs><clipPath id="clip7"><rect width="5" height="5"/></clipPath></defs>
<g fill="none" stroke-miterlimit="10" transform="translate(5,5)">
<g class="x" role="graphics-object">
<path class="background" aria-hidden="true" d="M0,0h1v1h-1Z"/>
<g clip-path="url(#clip7)"><path aria-label="2020: 5" role="graphics-symbol" d="M0.12345,2.98765h3"
 fill="red" opacity="1"/></g>
<text transform="translate(1.04,2)" font-family="F" font-size="12px" opacity="0">hidden</text>
<text transform="translate(1.04,2)" font-family="F" font-size="12px" fill="red">seen</text>
<text transform="translate(1,2)" font-size="12px" fill="red"><tspan>two</tspan>
<tspan x="0" dy="14">lines</tspan></text>
</g></g></svg>"""


def cleaned() -> str:
    return clean(RAW, prefix="p", width=100, name="Name", description="Words")


def test_frame_and_names() -> None:
    assert cleaned().startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50" '
        'role="img" aria-label="Name" aria-describedby="p-d"'
    )
    assert '<desc id="p-d">Words</desc>' in cleaned()


def test_marks_carry_their_text_without_roles() -> None:
    assert 'data-tip="2020: 5"' in cleaned()
    assert "graphics-symbol" not in cleaned()
    assert "aria-hidden" not in cleaned()


def test_invisible_text_goes_and_multi_line_text_keeps_its_place() -> None:
    assert "hidden" not in cleaned()
    assert 'x="1" y="2"' in cleaned()
    assert 'transform="translate(1,2)"' in cleaned()


def test_coordinates_are_rounded_and_ids_are_the_pictures_own() -> None:
    assert "M0.1,3h3" in cleaned()
    assert 'id="p-1"' in cleaned()
    assert "url(#p-1)" in cleaned()


def test_many_outlines_are_told_one_from_the_other_and_stay_where_they_were() -> None:
    rectangles = "".join(
        f"M{x},{2.5 + x}L{x + 8},{2.5 + x}L{x + 8},{9 + x}L{x},{9 + x}L{x},{2.5 + x}"
        for x in (0.1, 13.1, 26.1, -3))
    triangles = "".join(f"M{x},0L{x + 7.5},0L{x},7L{x},0" for x in (0, 13, 26))
    for path in (rectangles, triangles, rectangles + triangles):
        raw = f'<svg xmlns="http://www.w3.org/2000/svg"><path fill="red" d="{path}"/></svg>'
        svg = clean(raw, prefix="p", width=100, name="Name", description="Words")
        drawn = [etree.fromstring(each).find("{*}path") for each in (raw, svg)]
        before, after = map(points, drawn)
        assert set(before) == {(round(x, 1), round(y, 1)) for x, y in after}
        assert drawn[1].get("d").count("M") == 1
        assert drawn[1].get("d").count("m13,") >= 2


def test_lines_and_curves_are_told_as_they_were() -> None:
    for path in ("M0,0L5,5M6,6L7,7M8,8L9,9", "M0,0L5,5L0,5ZM9,9L8,8L9,8Z",
                 "M0,0A5,5,0,1,1,9,9ZM1,1A5,5,0,1,1,9,9ZM2,2C1,1,2,2,3,3"):
        raw = f'<svg xmlns="http://www.w3.org/2000/svg"><path fill="red" d="{path}"/></svg>'
        assert f'd="{path}"' in clean(raw, prefix="p", width=100, name="N", description="W")
