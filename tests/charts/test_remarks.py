"""What is said beside marks: placed without covering anything, in every kind with an axis."""

from __future__ import annotations

import itertools
import json
import re

import pytest
from lxml import etree

from explainer import charts
from explainer.charts.clearings import Line, crosses
from explainer.charts.geometry import scene
from explainer.charts.kinds import NAMES, kind
from explainer.charts.kinds._placing import Box
from explainer.charts.live import live
from explainer.data.dataset import Dataset
from explainer.data.model import Annotation, Chart, Range
from explainer.data.periods import Period
from explainer.language.words import Words

SAID = {"zh": "这一年换了新炉子，面包更多", "en": "A new oven: more bread from here on"}
NAMED = {"zh": "开业之后", "en": "In business"}


def remarked(chart: Chart, dataset: Dataset, *, annotations: int = 2) -> Chart:
    """The chart with things said of its first figures and of all its time."""
    made = kind(chart.kind)
    facts = [fact for fact in charts.facts_of(chart, dataset) if fact.quantity]
    dates = [Period.parse(record.date) for record in made.records(chart, dataset)
             if hasattr(record, "date")] if not facts else []
    notes = [Annotation(fact=fact.id, text=SAID) for fact in facts[-annotations:]]
    notes += [Annotation(period=date, text=SAID) for date in dates[:annotations]]
    ranges = []
    if made.timed:
        ranges = [Range(span=Period.parse("2000..2099"), text=NAMED)]
    return chart.model_copy(update={"annotations": notes, "ranges": ranges})


@pytest.mark.parametrize("width", charts.WIDTHS)
@pytest.mark.parametrize("name", [name for name in NAMES if kind(name).annotated])
def test_remarks_stand_in_every_kind_with_an_axis(
    name: str, width: str, words: Words, bakery: Dataset
) -> None:
    plain = next(chart for chart in bakery.charts.values() if chart.kind == name)
    chart = remarked(plain, bakery)
    assert chart.annotations
    svg = charts.draw(chart, bakery, words, width, name="Name", description="Description")
    assert charts.layout.faults(svg, width) == []
    text = "".join(etree.fromstring(svg.encode()).itertext())
    squeezed = text.replace(" ", "")
    for note in [*chart.annotations, *chart.ranges]:
        assert note.text[words.language].replace(" ", "") in squeezed
    if chart.ranges:
        assert "<rect" in svg


@pytest.mark.parametrize("name", ["diverging-bars", "columns", "lines-gap", "small-multiples"])
def test_words_and_lines_cover_no_mark(name: str, words: Words, bakery: Dataset) -> None:
    plain = next(chart for chart in bakery.charts.values() if chart.kind == name)
    before = etree.fromstring(charts.draw(plain, bakery, words, "wide", name="N").encode())
    chart = remarked(plain, bakery).model_copy(update={"ranges": []})
    after = etree.fromstring(charts.draw(chart, bakery, words, "wide", name="N").encode())
    old, new = scene(before), scene(after)
    added = [box for box in new.texts if box not in old.texts and box.bottom <= old.height]
    assert added
    for box, shape in itertools.product(added, old.shapes):
        assert not box.touches(shape.box), shape.heard


def test_what_is_said_is_heard_after_the_description_in_the_order_of_the_data(
    bakery: Dataset,
) -> None:
    plain = bakery.charts["loss-gap"]
    notes = [
        Annotation(period=Period.parse("2021"), text={"zh": "丙", "en": "Third"}),
        Annotation(fact="loss.2019", text={"zh": "甲", "en": "First"}, value="revenue.2020"),
        Annotation(fact="core-loss.2020", text={"zh": "乙", "en": "Second"}),
    ]
    chart = plain.model_copy(update={"annotations": notes})
    svg = charts.draw(chart, bakery, Words("en"), "narrow", name="N", description="All of it.")
    heard = re.search(r"<desc[^>]*>(.*?)</desc>", svg)
    assert heard
    said = heard[1]
    assert said.startswith("All of it. 2019: First: ")
    assert said.endswith(". 2020: Second. 2021: Third.")
    assert said.removesuffix(".").split(". ")[1:] == charts.said_of(chart, bakery, Words("en"))
    assert "revenue.2020" in {fact.id for fact in charts.facts_of(chart, bakery)}


def test_numbers_on_a_phone_follow_the_data(bakery: Dataset) -> None:
    chart = remarked(bakery.charts["loss-bars"], bakery, annotations=3)
    chart = chart.model_copy(update={"ranges": []})
    root = etree.fromstring(charts.draw(chart, bakery, Words("en"), "narrow", name="N").encode())
    group = root[-1]
    numbers = [text.text for text in group.iter("{*}text") if (text.text or "").isdigit()]
    assert numbers == ["1", "2", "3", "1", "2", "3"]  # at the marks, then below
    plain = etree.fromstring(
        charts.draw(bakery.charts["loss-bars"], bakery, Words("en"), "narrow", name="N").encode())
    assert float(root.get("height", 0)) > float(plain.get("height", 0))


def test_exports_carry_what_is_said(bakery: Dataset) -> None:
    chart = remarked(bakery.charts["cash-columns"], bakery)
    svg = charts.export(chart, bakery, Words("en"), "svg", title="T").decode()
    assert "A new oven" in svg
    assert "data-k" not in svg


def test_live_forms_carry_what_is_said_and_have_the_same_height(bakery: Dataset) -> None:
    chart = remarked(bakery.charts["loss-bars"], bakery).model_copy(update={"live": True})
    for width in charts.WIDTHS:
        form = live(chart, bakery, Words("en"), width).decode()
        assert "new oven" in form
        svg = charts.draw(chart, bakery, Words("en"), width, name="N")
        height = re.search(r' height="([\d.]+)"', svg)
        assert height
        vega = json.loads(form)["vega"]
        padding = vega["padding"]
        assert round(padding["top"] + vega["height"] + padding["bottom"]) == float(height[1])


@pytest.mark.parametrize(("line", "crossed"), [
    (Line(0, 5, 20, 5), True), (Line(0, 0, 20, 20), True), (Line(0, 5, 4, 5), False),
    (Line(0, 12, 20, 12), False), (Line(7, 0, 7, 30), True), (Line(0, 9, 9, 30), False),
])
def test_lines_cross_boxes(line: Line, crossed: bool) -> None:
    assert crosses(line, Box(5, 2, 10, 10)) is crossed
