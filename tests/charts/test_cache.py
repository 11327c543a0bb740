"""The cache: by input, whole files, and no drawing library on a hit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from explainer import charts
from explainer.charts import cache as module
from explainer.data.dataset import Dataset, load
from explainer.language.words import Words

BAKERY = Path(__file__).parent / "bakery"


def test_a_hit_gives_the_same_picture_without_drawing(
    bakery: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart, words = bakery.charts["loss-gap"], Words("en")
    drawn = charts.Cache(tmp_path).draw(chart, bakery, words, "wide", name="Name")
    monkeypatch.setattr(module, "draw", lambda *_, **__: pytest.fail("drawn again"))
    assert charts.Cache(tmp_path).draw(chart, bakery, words, "wide", name="Name") == drawn


def test_every_input_counts(bakery: Dataset, tmp_path: Path) -> None:
    chart = bakery.charts["loss-gap"]
    cache = charts.Cache(tmp_path / "cache")
    data = tmp_path / "project"
    changed = _changed_copy(data)
    for dataset, language, width, name in (
        (bakery, "en", "wide", "Name"), (bakery, "zh", "wide", "Name"),
        (bakery, "en", "narrow", "Name"), (bakery, "en", "wide", "Other"),
        (changed, "en", "wide", "Name"),
    ):
        cache.draw(chart, dataset, Words(language), width, name=name)
    assert len(list((tmp_path / "cache").iterdir())) == 5


def test_prune_keeps_what_was_asked_for(bakery: Dataset, tmp_path: Path) -> None:
    (tmp_path / "old.svg").write_text("old")
    cache = charts.Cache(tmp_path)
    cache.draw(bakery.charts["loss-gap"], bakery, Words("en"), "wide", name="Name")
    cache.prune()
    assert [path.name.split("-en")[0] for path in tmp_path.iterdir()] == ["loss-gap"]


def test_tables_and_hits_import_no_drawing_library(bakery: Dataset, tmp_path: Path) -> None:
    charts.Cache(tmp_path).draw(bakery.charts["fall"], bakery, Words("en"), "wide", name="Name")
    code = f"""
import sys
from pathlib import Path
from explainer import charts
from explainer.data.dataset import load
from explainer.language.words import Words
data = load(Path({str(BAKERY)!r}))
for chart in data.charts.values():
    charts.table(chart, data, Words("en"))
charts.Cache(Path({str(tmp_path)!r})).draw(
    data.charts["fall"], data, Words("en"), "wide", name="Name")
sys.exit("altair" in sys.modules or "vl_convert" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _changed_copy(root: Path) -> Dataset:
    for path in (BAKERY / "data").rglob("*.yml"):
        copy = root / path.relative_to(BAKERY)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes().replace(b"value: 1717.7", b"value: 1717.8"))
    return load(root)
