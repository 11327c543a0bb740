"""Rendered SVG becomes small, named markup with the same picture."""

from __future__ import annotations

from explainer.charts.cleaning import clean

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
