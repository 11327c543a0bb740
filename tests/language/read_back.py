"""Reads numbers in words as a reader does: what they say, as an interval in base units.

The words are listed here once more, so that what is written and how it is read do not come
from one table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from explainer.data.model import Unit
from explainer.data.quantities import INFINITY

SCALES = {
    "zh": {"万亿": 10**12, "亿": 10**8, "万": 10**4, "": 1},
    "en": {" trillion": 10**12, " billion": 10**9, " million": 10**6, "": 1},
}
BOUNDS = {
    "zh": {"约": "about", "至少": "at_least", "超过": "over", "至多": "at_most", "不到": "under"},
    "en": {
        "about ": "about", "at least ": "at_least", "more than ": "over",
        "at most ": "at_most", "less than ": "under", "fewer than ": "under",
    },
}
TO = {"zh": "至", "en": " to "}
NUMBER = re.compile(r"(?P<minus>−?)(?P<whole>0|[1-9]\d{0,2}(?:,\d{3})*)(?:\.(?P<part>\d+))?")


@dataclass(frozen=True)
class Number:
    """A number as written: its value and what its last written place counts, in base units,
    the factor of its scale, and the digits as they stand."""

    value: Decimal
    place: Decimal
    factor: Decimal
    digits: str
    has_decimals: bool


@dataclass(frozen=True)
class Reading:
    """What a text says: its bound and one number, or the two of a range."""

    bound: str
    numbers: tuple[Number, ...]

    @property
    def number(self) -> Number:
        (number,) = self.numbers
        return number

    def interval(self, least: Decimal = Decimal(0)) -> tuple[Decimal, Decimal]:
        """From where to where the text says the value lies; ``least`` is what the last digit
        counts that is known to say something, as the zeros of 12,000 do not tell."""
        first, last = self.numbers[0], self.numbers[-1]
        if self.bound in ("at_least", "over"):
            return first.value, INFINITY
        if self.bound in ("at_most", "under"):
            return -INFINITY, first.value
        if len(self.numbers) > 1:
            return first.value, last.value
        half = max(first.place, least) / 2
        return first.value - half, first.value + half


def read_back(text: str, unit: Unit, language: str, *, bare: bool = False) -> Reading:
    """What a text of ``Words.quantity`` says. Raises ValueError if it is not written as numbers
    with this unit are."""
    bound, rest = _bound(text, language)
    before, after = ("", "") if bare else (unit.before[language], unit.after[language])
    parts = rest.split(TO[language])
    if len(parts) == 2 and not all(_whole(p, before, after, unit, language) for p in parts):
        # The unit stands once: US$5 to 6 billion.
        last = _number(parts[1], "", after, unit, language, always_more=True)
        scale = next(word for word, f in SCALES[language].items() if f == last.factor)
        first = _number(parts[0] + scale, before, "", unit, language)
        return Reading(bound, (first, last))
    return Reading(bound, tuple(_number(p, before, after, unit, language) for p in parts))


def read_number(text: str, language: str, factor: Decimal = Decimal(1)) -> Reading:
    """What a bare number in a column whose head names unit and scale says."""
    bound, rest = _bound(text, language)
    return Reading(bound, tuple(_plain(part, factor) for part in rest.split(TO[language])))


def _bound(text: str, language: str) -> tuple[str, str]:
    for words, bound in BOUNDS[language].items():
        if text.startswith(words):
            return bound, text.removeprefix(words)
    return "exact", text


def _whole(text: str, before: str, after: str, unit: Unit, language: str) -> bool:
    try:
        _number(text, before, after, unit, language)
    except ValueError:
        return False
    return True


def _number(
    text: str, before: str, after: str, unit: Unit, language: str, *, always_more: bool = False
) -> Number:
    minus, rest = ("−", text[1:]) if text.startswith("−") else ("", text)
    if not rest.startswith(before):
        raise ValueError(f"{text!r} does not begin with {before!r}")
    rest = rest.removeprefix(before)
    one = unit.one[language]
    if after and one and rest == f"1{one}" and not always_more:
        return _plain(minus + "1", Decimal(1))
    if after and one and rest == f"1{after}" and not always_more and one != after:
        raise ValueError(f"{text!r} has one in the plural")
    if not rest.endswith(after):
        raise ValueError(f"{text!r} does not end with {after!r}")
    rest = rest.removesuffix(after) if after else rest
    for word, factor in SCALES[language].items():
        if rest.endswith(word):
            return _plain(minus + rest.removesuffix(word), Decimal(factor))
    raise AssertionError("every text ends with nothing")


def _plain(text: str, factor: Decimal) -> Number:
    match = NUMBER.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no number")
    part = match["part"] or ""
    digits = match["whole"].replace(",", "") + ("." + part if part else "")
    value = Decimal(digits) * (-1 if match["minus"] else 1)
    if match["minus"] and not value:
        raise ValueError(f"{text!r} is a negative nothing")
    return Number(value * factor, factor.scaleb(-len(part)), factor, digits, bool(part))
