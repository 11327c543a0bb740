"""Sketches of metrics: what is compared, and that it can be read whatever the values are."""

from __future__ import annotations

import re

import pytest
from tiny_site import tiny_site

from explainer import charts
from explainer.charts import layout, sketches
from explainer.data.dataset import Dataset, load
from explainer.language.words import Words
from explainer.site import Site

VALUES = {
    "zero": ["0", "0", "0"], "negative": ["-1", "-20.5", "-3"], "of both signs": ["-5", "0", "7"],
    "one far larger": ["1", "2", "1000000000000"], "the same": ["7", "7", "7"],
    "many": [f"{1234567 * number}" for number in range(1, 24)],
    "one missing": ["3", "", "4"],
}


def dataset(folder, values: list[str]) -> Dataset:
    lines = ["id: cash", "name: {zh: 现金, en: Cash}", "definition: {zh: 现金, en: Cash}",
             "unit: CNY", "observations:"]
    lines += [
        f"  - {{period: {1990 + number}, value: {value}, source: S01, origin: press}}" if value
        else f"  - {{period: {1990 + number}, not_found: true, looked: {{date: 2021}}}}"
        for number, value in enumerate(values)
    ]
    return load(tiny_site(folder, {"data/metrics/cash.yml": "\n".join(lines) + "\n"}))


@pytest.mark.parametrize("values", VALUES.values(), ids=VALUES)
def test_whatever_the_values_they_can_be_read(tmp_path, words: Words, values):
    data = dataset(tmp_path, values)
    facts = sketches.comparable(data.facts.of_metric(data.metrics["cash"]))
    assert len(facts) == len(values)
    svg = sketches.sketch(facts, data, words, 'A "name"')
    assert layout.faults(svg, "narrow") == []
    assert svg.count("h") >= len([value for value in values if value])
    assert 'aria-label="A &#34;name&#34;"' in svg
    assert ("?</text>" in svg) is ("" in values)


def test_columns_are_as_high_as_their_values(tmp_path):
    data = dataset(tmp_path, ["10", "40", "20"])
    facts = sketches.comparable(data.facts.of_metric(data.metrics["cash"]))
    svg = sketches.sketch(facts, data, Words("en"), "Name")
    heights = [-float(height) for height in re.findall(r"h[\d.]+v(-[\d.]+)h", svg)]
    assert heights == [sketches.PLOT / 4, sketches.PLOT, sketches.PLOT / 2]


def test_one_value_is_compared_with_nothing(tmp_path):
    data = dataset(tmp_path, ["10"])
    assert sketches.comparable(data.facts.of_metric(data.metrics["cash"])) == []


def test_periods_of_one_length_are_compared_and_sums_never(bakery: Dataset):
    facts = [*bakery.facts.of_metric(bakery.metrics["loss"]), bakery.facts.get("loss.2019..2021")]
    assert [fact.id for fact in sketches.comparable(facts)] == [
        "loss.2019", "loss.2020", "loss.2021"]


def test_the_page_of_a_metric_begins_with_it_and_ends_with_sums(tmp_path):
    root = tiny_site(tmp_path)
    site = Site.read(root, charts.Cache(root / ".cache" / "charts").draw)
    page = next(page for page in site.pages() if page.name == "facts/revenue")
    assert page.html.index("<svg") < page.html.index('id="2019"')
    single, totals = page.html.split('class="metric__totals"')
    assert 'id="2019..2020"' in totals
    assert 'id="2019..2020"' not in single
    bare = next(page for page in site.pages() if page.name == "facts/staff")
    assert "<svg" not in bare.html
