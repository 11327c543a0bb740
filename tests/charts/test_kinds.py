"""Every kind draws: in both languages and widths, without faults, the same bytes again."""

from __future__ import annotations

import importlib
import re
from copy import copy

import pytest

from explainer import charts
from explainer.charts import drawing, rendering
from explainer.charts.kinds import NAMES
from explainer.data.dataset import Dataset
from explainer.data.model import Category
from explainer.data.model.fields import CategoryId
from explainer.language.words import Words
from explainer.problems import Problems


def test_the_bakery_has_a_chart_of_every_kind(bakery: Dataset) -> None:
    assert {chart.kind for chart in bakery.charts.values()} == set(NAMES)


def test_the_bakery_charts_are_described_correctly(bakery: Dataset) -> None:
    problems = Problems()
    for chart in bakery.charts.values():
        charts.check(chart, bakery, problems)
    assert not problems, problems.report()


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_documents_its_yaml(name: str) -> None:
    module = importlib.import_module(f"explainer.charts.kinds.{name.replace('-', '_')}")
    assert f"kind: {name}" in module.__doc__


@pytest.mark.parametrize("width", charts.WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_drawn_without_faults_and_the_same_again(
    name: str, width: str, words: Words, bakery: Dataset
) -> None:
    chart = next(chart for chart in bakery.charts.values() if chart.kind == name)
    first = charts.draw(chart, bakery, words, width, name="Name", description="Description")
    anew = copy(bakery)  # of which nothing is kept
    again = charts.draw(chart, anew, words, width, name="Name", description="Description")
    assert first == again
    assert charts.layout.faults(first, width) == []
    assert "data-tip" in first


@pytest.mark.parametrize("name", NAMES)
def test_specifications_are_valid_vega_lite(name: str, bakery: Dataset) -> None:
    chart = next(chart for chart in bakery.charts.values() if chart.kind == name)
    spec = rendering.specification(chart, bakery, Words("en"), "wide", validate=True)
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_a_warning_of_vega_lite_is_an_error() -> None:
    spec = {
        "data": {"values": [{"a": 1}]}, "mark": "rect",
        "encoding": {"x": {"field": "a"}, "strokeDash": {"field": "a"}},
    }
    with pytest.raises(drawing.DrawingError, match="strokeDash"):
        drawing.to_svg(spec, "test")


def test_missing_values_are_marks_not_zeros(bakery: Dataset) -> None:
    svg = charts.draw(bakery.charts["cash-columns"], bakery, Words("en"), "wide", name="Name")
    assert ">?</text>" in svg
    assert ">0</text>" not in svg


def test_names_stand_on_the_picture(bakery: Dataset) -> None:
    svg = charts.draw(
        bakery.charts["loss-bars"], bakery, Words("en"), "wide", name='A "name"', description="More"
    )
    assert 'role="img" aria-label="A &quot;name&quot;"' in svg
    assert "<desc id=\"loss-bars-en-wide-d\">More</desc>" in svg


def test_any_categories_of_events_have_lanes_in_their_own_order(bakery: Dataset) -> None:
    named = {"product": "Bread", "ovens": "Ovens", "funding": "Money", "company": "House"}
    anew = copy(bakery)
    anew.records = dict(bakery.records) | {
        "categories": {
            name: Category(id=name, name={"zh": text, "en": text}) for name, text in named.items()
        },
        "events": {
            name: event.model_copy(update={"category": CategoryId("ovens")})
            if name == "opened" else event for name, event in bakery.events.items()
        },
    }
    svg = charts.draw(anew.charts["lanes"], anew, Words("en"), "wide", name="Name")
    assert re.findall(r">(Bread|Ovens|Money|House)</text>", svg) == ["Bread", "Ovens", "Money"]


def test_what_shares_leave_of_the_whole_says_so(bakery: Dataset) -> None:
    chart = bakery.charts["shares"]
    (panel,) = chart.panels
    part = panel.model_copy(update={"series": panel.series[:1]})
    svg = charts.draw(
        chart.model_copy(update={"panels": [part]}), bakery, Words("en"), "wide", name="Name")
    shares = [float(share) for share in re.findall(r">([\d.]+)%</text>", svg)]
    rests = [float(share) for share in re.findall(r">not itemised ([\d.]+)%</text>", svg)]
    assert len(rests) == len(part.periods)
    assert all(abs(share + rest - 100) < 1 for share, rest in zip(shares, rests, strict=True))
    assert "not itemised" not in charts.draw(chart, bakery, Words("en"), "wide", name="Name")


def test_legends_look_as_the_marks_do_and_name_only_what_is_drawn(bakery: Dataset) -> None:
    from explainer.charts.canvas import CANVASES
    from explainer.charts.kinds._style import entries
    from explainer.charts.kinds.base import View

    for chart in bakery.charts.values():
        view = View(chart, bakery, Words("en"), CANVASES["wide"])
        for entry in entries([(chart.series, chart.periods)], view):
            (series,) = [one for one in chart.series if view.label(one) == entry.label]
            facts = [f for f in charts.facts_of(chart, bakery) if f.metric.id == series.metric
                     and f.quantity and f.period in chart.periods]
            assert facts, entry
            assert entry.hollow == all(fact.standing != "reported" for fact in facts)
