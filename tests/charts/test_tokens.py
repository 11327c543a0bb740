"""Contrast of the colours, computed from the tokens in both schemes; sizes of type."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainer.charts import tokens

SCHEMES = pytest.mark.parametrize("palette", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
SHEETS = Path(__file__).parents[2] / "overrides" / "assets" / "stylesheets"
OF_TYPE = re.compile(r"font-size: ([^;}]+)")
SERIES = [f"s{n}" for n in range(1, tokens.SERIES + 1)]


@SCHEMES
@pytest.mark.parametrize("name", [*SERIES, "rule"])
def test_marks_hold_three_to_one(palette: dict[str, str], name: str) -> None:
    assert tokens.contrast(palette[name], palette["bg"]) >= 3


@SCHEMES
@pytest.mark.parametrize("name", ["ink", "muted"])
def test_text_holds_four_and_a_half_to_one(palette: dict[str, str], name: str) -> None:
    assert tokens.contrast(palette[name], palette["bg"]) >= 4.5
    assert tokens.contrast(palette[name], palette["paper"]) >= 4.5


@SCHEMES
@pytest.mark.parametrize("name", SERIES)
def test_text_on_marks_holds_four_and_a_half_to_one(palette: dict[str, str], name: str) -> None:
    assert tokens.contrast(palette[name.replace("s", "on")], palette[name]) >= 4.5


def test_css_defines_every_token_in_both_schemes() -> None:
    for name in tokens.LIGHT:
        assert tokens.css().count(f"--ch-{name}:") >= 2


def test_colours_name_their_light_value() -> None:
    assert tokens.colour("s1") == "var(--ch-s1, #313fb0)"
    assert tokens.plain('fill="var(--ch-s1, #313fb0)"') == 'fill="#313fb0"'


@pytest.mark.parametrize("sheet", sorted(SHEETS.glob("*.css")), ids=lambda sheet: sheet.stem)
def test_type_has_the_sizes_of_the_scale(sheet: Path) -> None:
    """Or one that follows from the text around it. Paper has sizes of its own, in points."""
    allowed = re.compile(rf"var\(--({'|'.join(tokens.SCALE)})\)|inherit|[\d.]+(em|%|pt)")
    sizes = OF_TYPE.findall(sheet.read_text("utf-8"))
    assert not [size for size in sizes if not allowed.fullmatch(size.strip())]
