"""Unit charts: as many squares as the figures say, drawn right or refused whatever they are."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer import charts
from explainer.charts.kinds import units
from explainer.data.dataset import Dataset, load
from explainer.language.words import Words
from explainer.problems import Problems

BAKERY = Path(__file__).parent / "bakery"
GROUND = re.compile(r'd="M([\d.,L]+)Z" fill="var')
SIZES = st.lists(st.decimals(0, 400, places=3), min_size=1, max_size=8)


@given(SIZES)
def test_parts_have_the_squares_of_the_whole(sizes: list[Decimal]) -> None:
    """Each its size rounded down or up, and none a square more than one with a larger rest."""
    whole = units.number(quantity(sum(sizes, Decimal(0))), Decimal(1))
    counts = units.shared(whole, sizes)
    assert sum(counts) == whole
    assert all(abs(count - size) < 1 for count, size in zip(counts, sizes, strict=True))
    rests = [(size % 1, count - int(size)) for count, size in zip(counts, sizes, strict=True)]
    assert all(more >= other for rest, more in rests for smaller, other in rests if rest > smaller)


def quantity(value: Decimal) -> units.Quantity:
    return units.Quantity.rounded(value, Decimal("0.001"))


def made(
    folder: Path, square: str, parts: list[str], apart: list[str], label: str = "A"
) -> Dataset:
    """The bakery with a unit chart of these values; ``?`` is a value nobody found."""
    shutil.copytree(BAKERY, folder, dirs_exist_ok=True)
    names = [*(f"p{i}" for i in range(len(parts))), *(f"a{i}" for i in range(len(apart)))]
    records = []
    for name, value in zip(names, [*parts, *apart], strict=True):
        said = "not_found: true, looked: {date: 2023}" if value == "?" else \
            f"value: {value}, source: S1, origin: press"
        records.append(f"- {{id: {name}, name: {{zh: 字, en: W}}, definition: {{zh: 字, en: W}}, "
                       f"unit: CNY, observations: [{{period: 2020, {said}}}]}}")
    records.append("- {id: whole, name: {zh: 字, en: W}, definition: {zh: 字, en: W}, unit: CNY, "
                   f"formula: {{sum: [{', '.join(names[:len(parts)])}, none]}}, periods: [2020]}}")
    records.append("- {id: none, name: {zh: 字, en: W}, definition: {zh: 字, en: W}, unit: CNY, "
                   "observations: [{period: 2020, value: 0, source: S1, origin: press}]}")
    (folder / "data/metrics/more.yml").write_text("\n".join(records) + "\n", "utf-8")
    words = f"label: {{zh: {label}, en: {label}}}"
    marks = ["hollow", "hatched", "solid"]
    said = " ".join(f"{key}: {{zh: 字, en: W}}," for key in
                    ("title", "subtitle", "takeaway", "alt"))
    rows = [f"{{fact: {name}.2020, mark: {marks[i % 3]}, {words}}}" for i, name in enumerate(names)]
    (folder / "data/charts/more.yml").write_text(
        f"- {{id: more, {said} kind: units, square: {square}, "
        f"whole: {{fact: whole.2020, {words}}}, "
        f"parts: [{', '.join(rows[:len(parts)])}], apart: [{', '.join(rows[len(parts):])}]}}\n",
        "utf-8")
    return load(folder)


CASES = {
    "several parts": ("1", ["180", "34.1", "28.62"], ["-56.4", "64", "69.91"], 243 + 190),
    "one part": ("1", ["7"], [], 7),
    "one square": ("1", ["0.6"], [], 1),
    "a part of nothing": ("1", ["7", "0"], ["0"], 7),
    "a part too small for a square": ("1", ["7", "0.2"], [], 7),
    "a loss, and cash that flows out": ("1", ["-7", "-3.5"], ["-2"], 13),
    "a value nobody found, apart": ("1", ["7"], ["?", "3"], 10),
    "what is apart is larger": ("1", ["7"], ["400"], 407),
    "a thousand billions": ("2000000000", ["1000000000000"], [], 500),
    "eight parts": ("1", ["10.5"] * 8, [], 84),
    "nothing": ("1", ["0"], [], None),
    "a part nobody found": ("1", ["7", "?"], [], None),
    "a part that takes off": ("1", ["7", "-2"], [], None),
    "too many": ("1", ["601"], [], None),
    "too many apart": ("1", ["300"], ["301"], None),
    "a square too large": ("100", ["7"], [], None),
}
LABELS = {
    "many words": "Ten letters and more of them each time!", "Chinese": "优先股的公允价值" * 2,
    "a long word": "Rindfleischetikettierungsueberwachung", "a wide word": "W" * 38,
}


@pytest.mark.parametrize(
    ("square", "parts", "apart", "expected", "label"),
    [*(pytest.param(*case, "A", id=name) for name, case in CASES.items()),
     *(pytest.param(*CASES["several parts"], label, id=name) for name, label in LABELS.items())],
)
def test_drawn_right_or_refused(tmp_path, square, parts, apart, expected, label):
    data = made(tmp_path, square, parts, apart, label)
    chart, problems = data.charts["more"], Problems()
    charts.check(chart, data, problems)
    if expected is None:
        assert len(problems) == parts.count("?") + 1
        assert re.match(r"data/charts/more.yml:1:\d+: \S+: .+\. .+\.\n", problems.report())
        return
    assert not problems, problems.report()
    key = len(parts) + 1  # a square in the key for each part, and the one that says how much it is
    for language in ("zh", "en"):
        for width in charts.WIDTHS:
            svg = charts.draw(chart, data, Words(language), width, name="Name")
            assert charts.layout.faults(svg, width) == []
            assert drawn(svg, units.PITCH[width]) == expected + key


def drawn(svg: str, pitch: int) -> float:
    """How many squares the marks of a picture cover."""
    covered = 0.0
    for path in GROUND.findall(svg):
        points = [tuple(map(float, point.split(","))) for point in path.split("L")]
        covered += abs(sum(
            x * next_y - next_x * y
            for (x, y), (next_x, next_y) in zip(points, points[1:] + points[:1], strict=True)
        )) / 2
    return covered / pitch**2


def test_the_table_says_sizes_as_the_picture_does(bakery: Dataset) -> None:
    chart = bakery.charts["loss-squares"]
    cells = [row.cells[0].text for row in charts.table(chart, bakery, Words("en")).rows]
    assert cells[3:5] == ["0.080", "not found"] or cells[3:5] == ["0.08", "not found"]
    svg = charts.draw(chart, bakery, Words("en"), "wide", name="Name")
    assert "−" not in svg
    assert "? not found" in svg


def test_every_standing_has_its_mark(bakery: Dataset) -> None:
    svg = charts.draw(bakery.charts["loss-squares"], bakery, Words("en"), "narrow", name="Name")
    assert "RMB 400 million†" in svg.replace(" †", "†")
