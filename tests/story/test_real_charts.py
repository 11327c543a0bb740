"""The charts of the real data: every chart, language and width is drawn without faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_site import LANGUAGES

from explainer import charts
from explainer.data.dataset import Dataset, load
from explainer.language.words import Words

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.stem for path in (ROOT / "data" / "charts").glob("*.yml"))


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load(ROOT)


@pytest.mark.parametrize("width", charts.WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_drawn_without_faults(name: str, language: str, width: str, dataset: Dataset) -> None:
    chart, words = dataset.charts[name], Words(language)
    svg = charts.draw(chart, dataset, words, width, name="Name", description="Description")
    assert charts.layout.faults(svg, width) == []
