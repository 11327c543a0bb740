"""Dots on an axis: round steps whatever the numbers are, and words that have room."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from explainer import charts
from explainer.charts.canvas import Width
from explainer.charts.kinds._axis import round_step
from explainer.data.dataset import Dataset, load
from explainer.language.words import Words

BAKERY = Path(__file__).parent / "bakery"
WORDS = "{zh: 词, en: Word}"
UNITS = """
- {id: grams, kind: measure, name: {zh: 克, en: grams}, after: {zh: 克, en: " g"}}
- {id: bare, kind: measure, name: {zh: 比值, en: ratio}}
- {id: inches, kind: measure, name: {zh: 英寸, en: inches}, after: {zh: "'", en: "'"}}
"""


def dots(
    folder: Path, unit: str, values: Sequence[str], reference: str | None = None,
    scale: int = 1,
) -> Dataset:
    """The bakery with a chart "sizes" that has a dot for each value, from 2001 on."""
    shutil.copytree(BAKERY, folder, dirs_exist_ok=True)
    given = [*values, reference] if reference else values
    observed = "".join(
        f"    - {{period: {2001 + i}, value: {value}, source: S1, origin: press}}\n"
        for i, value in enumerate(given)
    )
    (folder / "data/units/more.yml").write_text(UNITS, "utf-8")
    (folder / "data/metrics/sizes.yml").write_text(
        f"id: sizes\nname: {WORDS}\ndefinition: {WORDS}\nunit: {unit}\nscale: {scale}\n"
        f"observations:\n{observed}", "utf-8",
    )
    points = "".join(f"  - {{fact: sizes.{2001 + i}}}\n" for i in range(len(values)))
    line = f"reference: {{fact: sizes.{2000 + len(given)}, label: {WORDS}}}\n" if reference else ""
    (folder / "data/charts/sizes.yml").write_text(
        f"id: sizes\nkind: dot-plot\ntitle: {WORDS}\nsubtitle: {WORDS}\ntakeaway: {WORDS}\n"
        f"alt: {WORDS}\n{line}points:\n{points}", "utf-8",
    )
    return load(folder)


def drawn(dataset: Dataset, words: Words, width: Width = "wide") -> str:
    return charts.draw(dataset.charts["sizes"], dataset, words, width, name="Name")


def ticks(svg: str) -> list[str]:
    """The labels of the axis, which stand in a group of their own before all others."""
    found = re.search(r'<g [^>]*fill="var\(--ch-muted[^>]*>(.*?)</g>', svg)
    assert found
    return re.findall(r"<text[^>]*>([^<]+)</text>", found[1])


@pytest.mark.parametrize(
    ("spread", "step"),
    [("2.08", "0.5"), ("0.0004", "0.0001"), ("5", "1"), ("5.1", "2"), ("10.1", "2.5"),
     ("12.6", "5"), ("26", "10"), ("1200", "250"), ("3000000", "1000000"), ("0", "1")],
)
def test_steps_are_round(spread: str, step: str) -> None:
    assert round_step(Decimal(spread)) == Decimal(step)


@pytest.mark.parametrize(
    ("spread", "step"), [("0.3", "1"), ("4", "1"), ("12", "5"), ("60", "20"), ("120", "25")]
)
def test_steps_of_whole_numbers_are_whole(spread: str, step: str) -> None:
    assert round_step(Decimal(spread), whole=True) == Decimal(step)


@pytest.mark.parametrize(
    ("unit", "scale", "values", "zh", "en"),
    [
        ("people", 1, ["120", "870", "1430"],
         ["0人", "500人", "1,000人"], ["0 people", "500 people", "1,000 people"]),
        ("people", 1, ["12", "14"], ["11人", "12人", "13人", "14人"],
         ["11 people", "12 people", "13 people", "14 people"]),
        ("people", 10000, ["3", "480", "1260"],
         ["0人", "500万人", "1,000万人"], ["0 people", "5 million people", "10 million people"]),
        ("CNY", 1000000, ["9100", "12158", "17177"],
         ["60亿元", "80亿元", "100亿元", "120亿元", "140亿元", "160亿元"],
         ["RMB 6 billion", "RMB 10 billion", "RMB 14 billion"]),
        ("CNY", 1000000, ["-310", "240"], ["−6亿元", "−4亿元", "−2亿元", "0元", "2亿元"],
         ["−RMB 600 million", "−RMB 200 million", "RMB 200 million"]),
        ("grams", 1, ["0.013", "0.0178"],
         ["0.012克", "0.013克", "0.014克", "0.015克", "0.016克", "0.017克"],
         ["0.012 g", "0.013 g", "0.014 g", "0.015 g", "0.016 g", "0.017 g"]),
        ("bare", 1, ["3000000", "8500000"],
         ["0", "2,000,000", "4,000,000", "6,000,000", "8,000,000"],
         ["0", "2,000,000", "4,000,000", "6,000,000", "8,000,000"]),
        ("inches", 1, ["9", "40"], ["0'", "10'", "20'", "30'", "40'"],
         ["0'", "10'", "20'", "30'", "40'"]),
    ],
)
def test_the_axis_speaks_as_the_values_do(
    unit: str, scale: int, values: list[str], zh: list[str], en: list[str], tmp_path: Path,
) -> None:
    dataset = dots(tmp_path, unit, values, scale=scale)
    assert (ticks(drawn(dataset, Words("zh"))), ticks(drawn(dataset, Words("en")))) == (zh, en)


@pytest.mark.parametrize("width", charts.WIDTHS)
@pytest.mark.parametrize(
    ("unit", "scale", "values", "reference"),
    [
        ("people", 1, ["120", "870", "38674"], None),
        ("people", 1, ["120", "870", "38674"], "50000"),
        ("people", 1, ["7"], None),
        ("people", 1, ["0"], None),
        ("people", 1, ["5000000", "5000000"], "5000000"),
        ("CNY", 1000000, ["9100", "12158.3", "17177"], "15000"),
        ("CNY", 1000000, ["9100", "12158.3", "17177"], "20000"),
        ("CNY", 1000000, ["-3100", "240.5", "17177"], "0"),
        ("CNY", 1, ["1", "2", "1000000000000"], "999000000000"),
        ("grams", 1, ["0.0001", "0.0004"], "0.0003"),
        ("percent", 1, ["-420.5", "1250"], "100"),
    ],
)
def test_any_numbers_have_room(
    unit: str, scale: int, values: list[str], reference: str | None, width: Width, words: Words,
    tmp_path: Path,
) -> None:
    svg = drawn(dots(tmp_path, unit, values, reference, scale), words, width)
    assert charts.layout.faults(svg, width) == []
    assert ticks(svg)


def test_values_leave_their_unit_to_the_axis_where_there_is_no_room(tmp_path: Path) -> None:
    dataset = dots(tmp_path, "CNY", ["9100", "12158.3", "17177"], scale=1000000)
    assert ">RMB 12.16 billion</text>" in drawn(dataset, Words("en"))
    narrow = drawn(dataset, Words("en"), "narrow")
    assert ">12.16</text>" in narrow
    assert ticks(narrow)[0] == "RMB 6 billion"
