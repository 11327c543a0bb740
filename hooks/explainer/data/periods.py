"""Periods and days that a figure can stand for.

Written ``2018``, ``2021-H1``, ``2020-Q3``, ``2020-9M`` (first nine months), ``2021-08``,
``2021-06-30`` or a span of two of these, ``2018..2021-H1`` (first to last, inclusive),
after ISO 8601-1 for years, months, days and the usage of financial reports for the rest.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["year", "half", "quarter", "nine-months", "month", "day", "span"]

EXPECTED = "2018, 2021-H1, 2020-Q3, 2020-9M, 2021-08, 2021-06-30 or a span 2018..2021-H1"

_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("year", re.compile(r"(?P<year>[12][0-9]{3})")),
    ("half", re.compile(r"(?P<year>[12][0-9]{3})-H(?P<part>[12])")),
    ("quarter", re.compile(r"(?P<year>[12][0-9]{3})-Q(?P<part>[1-4])")),
    ("nine-months", re.compile(r"(?P<year>[12][0-9]{3})-9M")),
    ("month", re.compile(r"(?P<year>[12][0-9]{3})-(?P<part>0[1-9]|1[0-2])")),
    ("day", re.compile(r"(?P<year>[12][0-9]{3})-(?P<part>0[1-9]|1[0-2])-(?P<day>[0-9]{2})")),
)
_MONTHS = {"half": 6, "quarter": 3, "month": 1}


class NoSuchDay(ValueError):
    """A day that has the form of one and is not in the calendar."""


@dataclass(frozen=True)
class Period:
    """A stretch of days, both ends included; ``text`` is its identifier."""

    text: str
    kind: Kind
    first: datetime.date
    last: datetime.date

    @staticmethod
    @lru_cache(maxsize=2**12)
    def parse(text: str) -> Period:
        """The period a text names. Raises ValueError, saying what was expected."""
        if ".." in text:
            begin, _, end = text.partition("..")
            a, b = Period.parse(begin), Period.parse(end)
            if a.kind == "span" or b.kind == "span" or a.last >= b.first:
                raise ValueError(f"got {text!r}, expected two periods in order, first..last")
            return Period(text, "span", a.first, b.last)
        for kind, form in _FORMS:
            if match := form.fullmatch(text):
                return Period(text, kind, *_bounds(kind, match, text))
        raise ValueError(f"got {text!r}, expected {EXPECTED}")

    @property
    def ends(self) -> tuple[Period, Period]:
        """The first and last period of a span; the period itself, twice, otherwise."""
        if self.kind != "span":
            return self, self
        begin, _, end = self.text.partition("..")
        return Period.parse(begin), Period.parse(end)

    @property
    def part(self) -> int | None:
        """Which half, quarter or month of the year it is; None for other kinds."""
        months = _MONTHS.get(self.kind)
        return (self.first.month - 1) // months + 1 if months else None

    @property
    def is_fiscal_year(self) -> bool:
        """Whether it is twelve months that are no calendar year: 2021-07..2022-06."""
        begins, ends = self.first, self.last + datetime.timedelta(days=1)
        return self.kind == "span" and begins.day == 1 and begins.month > 1 and \
            ends == begins.replace(year=begins.year + 1)

    @property
    def sort_key(self) -> tuple[datetime.date, datetime.date]:
        return self.last, self.first

    def __str__(self) -> str:
        return self.text


def tile(span: Period, available: Iterable[Period]) -> list[Period] | None:
    """The longest available periods that cover a span without gap or overlap, in order.

    None if they do not. ``2018..2021-H1`` from years and halves gives 2018, 2019, 2020,
    2021-H1. Of spans only fiscal years are parts.
    """
    starting: dict[datetime.date, list[Period]] = {}
    for period in available:
        part = period.kind != "span" or (period.is_fiscal_year and period != span)
        if part and period.kind != "day" and period.last <= span.last:
            starting.setdefault(period.first, []).append(period)
    for periods in starting.values():
        periods.sort(key=lambda p: p.last)
    found: list[Period] = []
    start = span.first
    while start <= span.last:
        if candidates := starting.get(start):
            found.append(candidates.pop())  # the longest not tried yet; a date never comes again
        elif found:
            start = found.pop().first
            continue
        else:
            return None
        start = found[-1].last + datetime.timedelta(days=1)
    return found


def _bounds(kind: Kind, match: re.Match[str], text: str) -> tuple[datetime.date, datetime.date]:
    year = int(match["year"])
    if kind == "day":
        try:
            day = datetime.date(year, int(match["part"]), int(match["day"]))
        except ValueError:
            raise NoSuchDay(f"got {text!r}, but there is no such day") from None
        return day, day
    if kind == "year":
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    if kind == "nine-months":
        return datetime.date(year, 1, 1), datetime.date(year, 9, 30)
    months = _MONTHS[kind]
    last = int(match["part"]) * months
    return (
        datetime.date(year, last - months + 1, 1),
        datetime.date(year, last, calendar.monthrange(year, last)[1]),
    )
