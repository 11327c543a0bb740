"""A bakery's data with one chart of every kind, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.data.dataset import Dataset, load
from explainer.language.words import Words

BAKERY = Path(__file__).parent / "bakery"


@pytest.fixture(scope="session")
def bakery() -> Dataset:
    return load(BAKERY)


@pytest.fixture(params=["zh", "en"])
def words(request: pytest.FixtureRequest) -> Words:
    return Words(request.param)
