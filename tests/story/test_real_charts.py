"""The charts of the real data: every chart, language and width is drawn without faults."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tiny_site import LANGUAGES

from explainer import charts
from explainer.data.dataset import Dataset, load
from explainer.language.words import Words

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.stem for path in (ROOT / "data" / "charts").glob("*.yml"))
OF_FIGURES = [name for name in NAMES if name != "four-steps"]
"""Without those that illustrate with round figures of a company that is none."""


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load(ROOT)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OF_FIGURES)
def test_descriptions_give_values_and_subtitles_the_chart_s_own_time(
    name: str, language: str, dataset: Dataset
) -> None:
    chart = dataset.charts[name]
    figures = re.findall(r"{{ (?:fact|share|date|count|example)\(", chart.alt[language])
    assert len(figures) >= 3, "three values at least"
    dated = {fact.period for fact in charts.facts_of(chart, dataset)}
    if dated and charts.span_of(chart, dataset):
        assert "{{ span() }}" in chart.subtitle[language]


@pytest.mark.parametrize("width", charts.WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_drawn_without_faults(name: str, language: str, width: str, dataset: Dataset) -> None:
    chart, words = dataset.charts[name], Words(language)
    svg = charts.draw(chart, dataset, words, width, name="Name", description="Description")
    assert charts.layout.faults(svg, width) == []
