"""Values of very different size in one chart, and values that are nearly the same."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from explainer import charts
from explainer.data.dataset import Dataset, load
from explainer.language.words import Words

BAKERY = Path(__file__).parent / "bakery"
TEXT = re.compile(r">([^<>]+)</text>")


def dataset(folder: Path, kind: str, *metrics: list[str]) -> Dataset:
    """The bakery with one chart more, of metrics with these values in these years."""
    shutil.copytree(BAKERY, folder, dirs_exist_ok=True)
    said = " ".join(f"{key}: {{zh: 字, en: Word}}" + "," for key in
                    ("title", "subtitle", "takeaway", "alt"))
    periods = [2000 + number for number in range(len(metrics[0]))]
    series = ", ".join(f"{{metric: m{number}}}" for number in range(len(metrics)))
    (folder / "data/charts/more.yml").write_text(
        f"- {{id: more, {said} kind: {kind}, periods: {periods}, series: [{series}]}}\n", "utf-8"
    )
    lines = []
    for number, values in enumerate(metrics):
        name = f"{{zh: 现金{number}, en: Cash {number}}}"
        lines += [f"- id: m{number}", f"  name: {name}", f"  definition: {name}", "  unit: CNY",
                  "  observations:"]
        lines += [
            f"    - {{period: {period}, value: {value}, source: S1, origin: press}}"
            for period, value in zip(periods, values, strict=True)
        ]
    (folder / "data/metrics/more.yml").write_text("\n".join(lines) + "\n", "utf-8")
    return load(folder)


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", ["0", "0.00001", "9.00"]), ("en", ["0", "0.001", "900.0"])],
)
def test_nothing_little_and_much_are_told_apart(tmp_path, language, said):
    data = dataset(tmp_path, "columns", ["0", "1000", "900000000"])
    chart, words = data.charts["more"], Words(language)
    rows = charts.table(chart, data, words).rows
    assert [cell.text for row in rows for cell in row.cells] == said
    svg = charts.draw(chart, data, words, "wide", name="Name")
    assert [text for text in TEXT.findall(svg) if text in said] == said


@pytest.mark.parametrize("width", charts.WIDTHS)
@pytest.mark.parametrize(("kind", "sign"), [("columns", ""), ("columns", "-"), ("lines-gap", "")])
def test_labels_of_values_of_about_one_size_stand_clear_of_each_other(tmp_path, kind, width, sign):
    values = [[f"{sign}{12345 + 20 * (period + other)}000000" for period in range(8)]
              for other in range(2)]
    data = dataset(tmp_path, kind, *values)
    svg = charts.draw(data.charts["more"], data, Words("zh"), width, name="Name")
    assert charts.layout.faults(svg, width) == []
    assert f"{sign.replace('-', '−')}123.45" in TEXT.findall(svg)
