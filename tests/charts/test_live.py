"""Live charts: compiled for every language and width, without code to evaluate, and small."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

import pytest

from explainer import charts
from explainer.charts import runtime
from explainer.charts.live import DIMMED, KINDS, live
from explainer.data.dataset import Dataset, load
from explainer.language.words import Words
from explainer.problems import Problems

ROOT = Path(__file__).parents[2]
LIVE = sorted(
    path.stem for path in (ROOT / "data" / "charts").glob("*.yml")
    if re.search(r"^live: true$", path.read_text("utf-8"), re.M)
)
DOCUMENTED_BYTES, PRUNED_BYTES, FORM_BYTES = 320_000, 160_000, 8_000
"""The most that may go over the wire, compressed."""


@pytest.fixture(scope="module")
def real() -> Dataset:
    return load(ROOT)


@pytest.fixture(scope="module")
def bundled() -> runtime.Runtime:
    return runtime.bundle()


def form(dataset: Dataset, name: str, words: Words, width: str = "wide") -> dict[str, Any]:
    return json.loads(live(dataset.charts[name], dataset, words, width))


def marks(group: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for mark in group.get("marks", []):
        yield mark
        yield from marks(mark)


def rows(made: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for data in made["vega"]["data"] for row in data.get("values", [])]


def size(content: bytes) -> int:
    return len(gzip.compress(content, 9))


@pytest.mark.parametrize("width", charts.WIDTHS)
@pytest.mark.parametrize("name", LIVE)
def test_a_real_live_chart_has_its_pictures_frame_and_choices_in_ready_words(
    name: str, width: str, words: Words, real: Dataset
) -> None:
    content = live(real.charts[name], real, words, width)
    made = json.loads(content)
    assert size(content) <= FORM_BYTES
    assert made["controls"]
    for control in made["controls"]:
        values = [choice["value"] for choice in control["choices"]]
        assert len(values) == len(set(values)) >= 2
        assert control["label"] in control["all"]
    assert all(made["words"].values())
    svg = charts.draw(real.charts[name], real, words, width, name="Name")
    drawn = re.match(r'<svg[^>]*? width="(\d+)" height="(\d+)"', svg)
    vega, padding = made["vega"], made["vega"]["padding"]
    assert vega["autosize"] == "none"
    assert drawn is not None
    assert round(padding["left"] + vega["width"] + padding["right"], 2) == float(drawn[1])
    assert round(padding["top"] + vega["height"] + padding["bottom"], 2) == float(drawn[2])
    assert min(padding.values()) >= 0


def test_the_same_chart_gives_the_same_bytes(bakery: Dataset, words: Words) -> None:
    chart = bakery.charts[next(n for n, c in bakery.charts.items() if c.kind in KINDS)]
    first = live(chart, bakery, words, "wide")
    live(chart, bakery, words, "narrow")
    assert live(chart, copy(bakery), words, "wide") == first  # a copy: nothing of it is kept


@pytest.mark.parametrize("kind", KINDS)
def test_what_can_be_picked_is_read_off_the_rows(
    kind: str, bakery: Dataset, words: Words
) -> None:
    name = next(n for n, c in bakery.charts.items() if c.kind == kind)
    made = form(bakery, name, words)
    for control in made["controls"]:
        field = control["signal"].removeprefix("pick_")
        assert field in KINDS[kind].picks
        values = {row[field] for row in rows(made) if row.get(field)}
        assert {choice["value"] for choice in control["choices"]} == values


@pytest.mark.parametrize("kind", KINDS)
def test_a_mark_is_dimmed_by_what_it_does_not_belong_to(
    kind: str, bakery: Dataset, words: Words
) -> None:
    name = next(n for n, c in bakery.charts.items() if c.kind == kind)
    made = form(bakery, name, words)
    dimming = [
        rule["test"] for mark in marks(made["vega"]) if mark["type"] != "group"
        for rule in _rules(mark, "opacity") if rule.get("value") == DIMMED
    ]
    first = KINDS[kind].picks[0]
    assert any(f"datum.{first} != pick_{first}" in test for test in dimming)
    assert {signal["name"] for signal in made["vega"]["signals"]} >= {
        f"pick_{field}" for field in KINDS[kind].picks
    }


def test_a_picked_part_of_a_stack_starts_at_zero(bakery: Dataset, words: Words) -> None:
    name = next(n for n, c in bakery.charts.items() if c.kind == "stacked-shares")
    bars = [m for m in marks(form(bakery, name, words)["vega"])
            if m["type"] == "rect" and "x2" in m["encode"]["update"]]
    assert bars
    for bar in bars:
        assert _rules(bar, "x")[0] == {
            "test": "pick_series != '' && datum.series == pick_series",
            "scale": _rules(bar, "x")[1]["scale"], "value": 0,
        }
        assert _rules(bar, "x2")[0]["signal"] == "datum.x1 - datum.x0"


def test_colours_stay_custom_properties(bakery: Dataset) -> None:
    name = next(n for n, c in bakery.charts.items() if c.kind == "diverging-bars")
    text = live(bakery.charts[name], bakery, Words("en"), "wide").decode()
    assert "var(--ch-s1, #" in text
    assert re.findall(r"#[0-9a-f]{6}", re.sub(r"var\(--ch-[\w-]+, #[0-9a-f]{6}\)", "", text)) == []


def test_a_kind_without_a_live_form_says_so(bakery: Dataset) -> None:
    chart = next(c for c in bakery.charts.values() if c.kind == "waterfall")
    marked, problems = chart.model_copy(update={"live": True}), Problems()
    charts.check(marked, bakery, problems)
    assert 'live: the kind "waterfall" has no live form' in problems.report()


def test_the_script_holds_only_what_is_needed(bundled: runtime.Runtime) -> None:
    """If this fails after an update of vl-convert: correct the names of its modules in
    explainer/charts/runtime.py. Until then the site works with the documented bundle."""
    assert bundled.pruned
    assert size(bundled.script.encode()) <= PRUNED_BYTES


def test_the_script_is_a_module_with_one_function(bundled: runtime.Runtime) -> None:
    assert re.findall(r"export\s*\{(.*?)\}", bundled.script) == ["open as open"]
    assert "ast:true" in bundled.script
    assert "<style" not in bundled.script


def test_the_documented_bundle_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(runtime._MODULES, "View", "vega-view@0.0.0")
    made = runtime.bundle()
    assert not made.pruned
    assert "open as open" in made.script[-400:]
    assert PRUNED_BYTES < size(made.script.encode()) <= DOCUMENTED_BYTES


def test_the_script_is_named_by_what_it_is_made_from(monkeypatch: pytest.MonkeyPatch) -> None:
    before = runtime.address()
    assert re.fullmatch(r"assets/javascripts/vega\.[0-9a-f]{12}\.js", before)
    monkeypatch.setattr(runtime, "_OPEN_DOCUMENTED", "export const open = null")
    runtime.address.cache_clear()
    changed = runtime.address()
    runtime.address.cache_clear()
    assert changed != before


def test_kept_forms_are_not_made_again(
    bakery: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart = next(c for c in bakery.charts.values() if c.kind == "event-lanes")
    made = charts.Cache(tmp_path).live(chart, bakery, Words("en"), "wide")
    monkeypatch.setattr("explainer.charts.live.live", lambda *_: pytest.fail("made again"))
    assert charts.Cache(tmp_path).live(chart, bakery, Words("en"), "wide") == made


def _rules(mark: dict[str, Any], channel: str) -> list[dict[str, Any]]:
    value = mark.get("encode", {}).get("update", {}).get(channel, [])
    return value if isinstance(value, list) else [value]
