"""Charts as files to take away."""

from __future__ import annotations

import csv
import io
import json

import pytest
from lxml import etree
from PIL import Image

from explainer import charts
from explainer.charts import tokens
from explainer.charts.cleaning import SVG
from explainer.charts.exports import CROPS
from explainer.charts.kinds import NAMES
from explainer.data.dataset import Dataset
from explainer.language.words import Words

TEXTS = {
    "title": "亏损从何而来", "subtitle": "亿元", "note": "2020年只有上半年。",
    "source": "来源：账本",
}


def test_svg_carries_its_texts_and_plain_colours(bakery: Dataset) -> None:
    svg = charts.export(bakery.charts["loss-bars"], bakery, Words("zh"), "svg", **TEXTS).decode()
    assert all(text in svg for text in TEXTS.values())
    assert "本站计算" in svg
    assert "var(" not in svg
    assert charts.layout.faults(svg, "wide") == []


def test_the_caveat_stands_between_the_legend_and_the_source(bakery: Dataset) -> None:
    svg = charts.export(bakery.charts["loss-bars"], bakery, Words("zh"), "svg", **TEXTS)
    *_, legend, note, source = etree.fromstring(svg).findall(f"{SVG}text")
    assert "本站计算" in legend.text
    assert (note.text, source.text) == (TEXTS["note"], TEXTS["source"])
    assert float(legend.get("y")) < float(note.get("y")) < float(source.get("y"))
    assert note.get("fill") == source.get("fill") == tokens.LIGHT["muted"]


def test_png_is_twice_the_size(bakery: Dataset) -> None:
    png = charts.export(bakery.charts["fall"], bakery, Words("zh"), "png", **TEXTS)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) == 2 * (680 + 48)


def test_png_has_quotation_marks_of_its_language(bakery: Dataset) -> None:
    """Those of the font are as wide as a Chinese character."""
    wide, narrow = (TEXTS | {"title": title} for title in ("Baker’s “loss”", "Baker's \"loss\""))
    for language, same in (("en", True), ("zh", False)):
        drawn = [
            charts.export(bakery.charts["fall"], bakery, Words(language), "png", **texts)
            for texts in (wide, narrow)
        ]
        assert (drawn[0] == drawn[1]) is same


def test_csv_opens_in_spreadsheets(bakery: Dataset) -> None:
    text = charts.export(bakery.charts["loss-gap"], bakery, Words("zh"), "csv")
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.decode("utf-8-sig").split("\r\n")[1] == \
        "亏损,2019,500000000,CNY,499500000,500500000,reported,S1"


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("kind", NAMES)
def test_csv_has_one_schema_and_every_figure_once(
    bakery: Dataset, words: Words, kind: str
) -> None:
    chart = next(chart for chart in bakery.charts.values() if chart.kind == kind)
    found = rows(charts.export(chart, bakery, words, "csv"))
    assert list(found[0]) == [
        "series", "period", "number", "unit", "low", "high", "state", "source"]
    assert all(row["series"] for row in found)
    facts = charts.facts_of(chart, bakery)
    if facts and not chart.events:
        assert [(row["period"], row["unit"], row["state"]) for row in found] == [
            (str(fact.period), fact.metric.unit, fact.standing) for fact in facts]
        for row, fact in zip(found, facts, strict=True):
            assert bool(row["number"]) is (fact.quantity is not None)
            if fact.quantity:
                assert float(row["number"]) == pytest.approx(float(fact.quantity.value), rel=1e-3)
            assert row["source"].split() == list(fact.sources)


def test_csv_names_series_without_what_has_a_column(bakery: Dataset) -> None:
    for name, series in (("loss-gap", {"Loss", "Core loss"}), ("shares", {
        "Revenue", "Bread", "Cakes"}), ("accuracy-dots", {"People", "Accuracy"})):
        found = rows(charts.export(bakery.charts[name], bakery, Words("en"), "csv"))
        assert {row["series"] for row in found} == series


def test_csv_says_how_far_sources_disagree_and_where_a_bound_has_no_end(bakery: Dataset) -> None:
    gap = rows(charts.export(bakery.charts["loss-gap"], bakery, Words("en"), "csv"))
    (disputed,) = [row for row in gap if row["state"] == "disputed"]
    assert float(disputed["low"]) <= 400_000_000
    assert float(disputed["high"]) >= 420_000_000
    fall = rows(charts.export(bakery.charts["fall"], bakery, Words("en"), "csv"))
    (over,) = [row for row in fall if row["series"] == "on paper"]
    assert (over["number"], over["high"]) == ("2000000000", "")


@pytest.mark.parametrize("shape", CROPS)
@pytest.mark.parametrize("name", ["fall", "loss-gap"])
def test_pictures_in_other_shapes_hold_the_whole_chart(
    bakery: Dataset, shape: str, name: str
) -> None:
    """The chart with its texts, as large as it fits, and nothing but paper around it."""
    png = charts.export(bakery.charts[name], bakery, Words("en"), shape, **TEXTS)
    picture = Image.open(io.BytesIO(png)).convert("L")
    assert picture.size == CROPS[shape]
    left, top, right, bottom = picture.point(lambda shade: 255 * (shade < 200)).getbbox()
    width, height = picture.size
    assert min(left, top, width - right, height - bottom) > 10
    assert right - left > 0.8 * width or bottom - top > 0.8 * height


def test_a_long_word_in_a_title_is_broken_and_a_sign_without_a_glyph_refused(
    bakery: Dataset
) -> None:
    chart, words = bakery.charts["fall"], Words("en")
    long = charts.export(chart, bakery, words, "svg", title="Donaudampfschiff" * 20).decode()
    assert charts.layout.faults(long, "wide") == []
    with pytest.raises(charts.layout.LayoutError, match='no glyph for "😀"'):
        charts.export(chart, bakery, words, "svg", title="A loss 😀")


@pytest.mark.parametrize("name", ["loss-gap", "times", "small"])
def test_vega_lite_draws_by_itself(bakery: Dataset, name: str) -> None:
    from explainer.charts import drawing

    content = charts.export(bakery.charts[name], bakery, Words("zh"), "vl.json", **TEXTS)
    spec = json.loads(content)
    assert spec["title"]["text"] == TEXTS["title"]
    assert spec["usermeta"] == {"note": TEXTS["note"], "source": TEXTS["source"], "id": name}
    assert "var(" not in content.decode()
    assert "<svg" in drawing.to_svg(spec, name)


def test_unknown_format(bakery: Dataset) -> None:
    with pytest.raises(ValueError, match=r"expected one of svg, png, .*csv, vl\.json"):
        charts.export(bakery.charts["fall"], bakery, Words("zh"), "gif")
