"""Charts as files to take away."""

from __future__ import annotations

import csv
import io
import json

import pytest
from lxml import etree

from explainer import charts
from explainer.charts import tokens
from explainer.charts.cleaning import SVG
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
    assert text.decode("utf-8-sig").split("\r\n")[0] == "期间,亏损（亿元）,经营亏损（亿元）"


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_csv_has_numbers_that_spreadsheets_read(bakery: Dataset) -> None:
    """In the column where its head names the unit, beside words where they do."""
    head, first, *_ = rows(charts.export(bakery.charts["loss-gap"], bakery, Words("en"), "csv"))
    assert [float(cell) for cell in first[1:]]
    assert len(head) == 3
    head, *found = rows(charts.export(bakery.charts["small"], bakery, Words("en"), "csv"))
    assert head[-3:] == ["Value", "Number, in the unit", "Unit"]
    known = {fact.id: fact for fact in charts.facts_of(bakery.charts["small"], bakery)}
    numbers = [fact.quantity.value for fact in known.values() if fact.quantity]
    assert sorted(float(row[-2]) for row in found if row[-2]) == sorted(map(float, numbers))
    assert all(row[-1] for row in found if row[-2])


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
    with pytest.raises(ValueError, match=r"expected one of svg, png, csv, vl\.json"):
        charts.export(bakery.charts["fall"], bakery, Words("zh"), "gif")
