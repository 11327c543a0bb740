"""The tables and facts behind charts."""

from __future__ import annotations

from explainer import charts
from explainer.charts import Cell, Row
from explainer.data.dataset import Dataset
from explainer.language.words import Words


def test_a_grid_says_units_gaps_and_qualities(bakery: Dataset) -> None:
    table = charts.table(bakery.charts["loss-bars"], bakery, Words("en"))
    assert table.head == [
        "Period", "Loss (RMB billion)", "Core loss (RMB billion)", "Paper loss (RMB billion)",
        "The rest (RMB billion)", "Revenue (RMB billion)",
    ]
    assert table.rows[0] == Row("2019", [
        Cell("0.50", "loss.2019", "reported"), Cell("0.10", "core-loss.2019", "reported"),
        Cell("not found", "paper-loss.2019", "not_found", published=False),
        Cell("0.40", "other-loss.2019", "computed"), Cell("0.30", "revenue.2019", "reported"),
    ])
    assert table.rows[3].cells[2] == Cell("–")


def test_chinese_tables_scale_by_yi(bakery: Dataset) -> None:
    table = charts.table(bakery.charts["loss-gap"], bakery, Words("zh"))
    assert table.head == ["期间", "亏损（亿元）", "经营亏损（亿元）"]
    assert table.rows[3].label == "2022上半年"
    assert table.rows[2].cells[0].text == "17.18"


def test_shares_are_computed_and_gaps_stay(bakery: Dataset) -> None:
    rows = charts.table(bakery.charts["shares"], bakery, Words("en")).rows
    assert [cell.text for cell in rows[0].cells] == ["Two lines", "200", "59%"]
    assert rows[1].cells[1].published is False


def test_facts_are_listed_once(bakery: Dataset) -> None:
    for chart in bakery.charts.values():
        names = [fact.id for fact in charts.facts_of(chart, bakery)]
        assert len(names) == len(set(names))


def test_marks_are_explained(bakery: Dataset) -> None:
    marks = charts.marks_of(bakery.charts["loss-bars"], bakery, Words("en"))
    assert marks == [("*", "our calculation"), ("†", "sources differ"), ("?", "not found")]
    assert charts.marks_of(bakery.charts["lanes"], bakery, Words("en")) == []


def test_columns_of_values_are_told_from_columns_of_words(bakery: Dataset) -> None:
    assert charts.table(bakery.charts["small"], bakery, Words("en")).numeric == [False, False, True]
    assert charts.table(bakery.charts["lanes"], bakery, Words("en")).numeric == [False] * 3


def test_a_panel_named_like_its_values_is_named_once(bakery: Dataset) -> None:
    rows = charts.table(bakery.charts["small"], bakery, Words("en")).rows
    names = {row.label for row in rows}
    assert names == {"Staff", "Cash: Cash flow", "Cash: Revenue"}
