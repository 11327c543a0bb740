"""Periods: what is read, what is refused, and how spans are covered."""

from __future__ import annotations

import re
from datetime import date

import pytest

from explainer.data.periods import EXPECTED, Period, tile


@pytest.mark.parametrize(
    ("text", "kind", "first", "last", "part"),
    [
        ("2018", "year", date(2018, 1, 1), date(2018, 12, 31), None),
        ("2021-H1", "half", date(2021, 1, 1), date(2021, 6, 30), 1),
        ("2021-H2", "half", date(2021, 7, 1), date(2021, 12, 31), 2),
        ("2020-Q3", "quarter", date(2020, 7, 1), date(2020, 9, 30), 3),
        ("2020-9M", "nine-months", date(2020, 1, 1), date(2020, 9, 30), None),
        ("2020-02", "month", date(2020, 2, 1), date(2020, 2, 29), 2),
        ("2021-02", "month", date(2021, 2, 1), date(2021, 2, 28), 2),
        ("2021-12", "month", date(2021, 12, 1), date(2021, 12, 31), 12),
        ("2020-02-29", "day", date(2020, 2, 29), date(2020, 2, 29), None),
        ("2018..2021-H1", "span", date(2018, 1, 1), date(2021, 6, 30), None),
    ],
)
def test_a_period_is_a_stretch_of_days(text, kind, first, last, part):
    period = Period.parse(text)
    assert (period.kind, period.first, period.last, period.part) == (kind, first, last, part)
    assert str(period) == text


@pytest.mark.parametrize(
    "text",
    ["", "18", "3018", "2021-H0", "2021-H3", "2020-Q5", "2020-13", "2020-00", "2020-1", "2020-1-1",
     "2020-h1", "2020-12M", "2020/06/30", " 2020", "2020 ", "２０２０", "FY2020"],
)
def test_other_texts_are_refused_with_what_was_expected(text):
    with pytest.raises(ValueError, match=f"^{re.escape(f'got {text!r}, expected {EXPECTED}')}$"):
        Period.parse(text)


def test_a_day_must_be_in_the_calendar():
    expected = "got '2021-02-29', but there is no such day"
    with pytest.raises(ValueError, match=f"^{re.escape(expected)}$"):
        Period.parse("2021-02-29")


@pytest.mark.parametrize("text", [
    "2020..2019", "2020..2020", "2020..2020-H1", "2020..2020-H2", "2018..2019..2020",
    "2021-06-30..2021-06-30",
])
def test_a_span_goes_from_an_earlier_period_to_a_later_one(text):
    with pytest.raises(ValueError, match=r"expected two periods in order, first\.\.last"):
        Period.parse(text)


@pytest.mark.parametrize("text", ["2020..", "..2020"])
def test_a_span_has_two_ends(text):
    with pytest.raises(ValueError, match="got '', expected"):
        Period.parse(text)


def test_ends_of_a_span_are_periods_themselves():
    assert Period.parse("2018..2021-H1").ends == (Period.parse("2018"), Period.parse("2021-H1"))
    year = Period.parse("2018")
    assert year.ends == (year, year)


def test_periods_sort_by_their_last_day_then_their_first():
    texts = ["2021", "2018..2021", "2021-H1", "2021-06-30", "2020", "2021-06"]
    ordered = sorted(map(Period.parse, texts), key=lambda period: period.sort_key)
    assert [str(p) for p in ordered] == [
        "2020", "2021-H1", "2021-06", "2021-06-30", "2018..2021", "2021",
    ]


@pytest.mark.parametrize(
    ("span", "available", "tiles"),
    [
        ("2018..2020", "2018 2019 2020", "2018 2019 2020"),
        ("2018..2021-H1", "2018 2019 2020 2021 2021-H1", "2018 2019 2020 2021-H1"),
        ("2020..2021", "2020-H1 2020-H2 2021", "2020-H1 2020-H2 2021"),
        ("2020..2021", "2020-H1 2020-H2 2020 2021", "2020 2021"),  # the longest
        ("2020-Q1..2020-Q3", "2020-Q1 2020-Q2 2020-Q3", "2020-Q1 2020-Q2 2020-Q3"),
        ("2020-11..2021-01", "2020-11 2020-12 2021-01", "2020-11 2020-12 2021-01"),
        ("2018..2020", "2018 2020", None),  # a gap
        ("2018..2021-H1", "2018 2019 2020 2021", None),  # the last one is too long
        ("2018..2020", "2018..2019 2020", None),  # spans are no tiles
        ("2018..2020", "", None),
    ],
)
def test_a_span_is_covered_without_gap_or_overlap(span, available, tiles):
    found = tile(Period.parse(span), map(Period.parse, available.split()))
    assert (found and " ".join(map(str, found))) == tiles


def test_a_span_is_covered_by_shorter_periods_where_the_longest_leads_nowhere():
    halves = [Period.parse("2020-H1"), Period.parse("2020-H2")]
    available = [Period.parse("2020-9M"), *halves]  # after the nine months nothing fits
    assert tile(Period.parse("2020-Q1..2020-Q4"), available) == halves


def test_fiscal_years_cover_a_span_that_nothing_else_does():
    years = [Period.parse("2020-07..2021-06"), Period.parse("2021-07..2022-06")]
    assert tile(Period.parse("2020-07..2022-06"), years) == years
    known = [Period.parse(text) for text in ("2018..2019", "2018", "2019", "2020")]
    assert tile(Period.parse("2018..2020"), known) == known[1:]


@pytest.mark.parametrize(("text", "fiscal"), [
    ("2021-07..2022-06", True), ("2021-Q2..2022-Q1", True), ("2021..2022", False),
    ("2021-07..2022-05", False), ("2021-01..2021-12", False), ("2021", False),
])
def test_twelve_months_that_are_no_calendar_year_are_a_fiscal_year(text, fiscal):
    assert Period.parse(text).is_fiscal_year is fiscal
