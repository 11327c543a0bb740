"""Numbers, units and dates in words, for Chinese and English.

One value reads naturally in both: 12,158 million yuan is ``121.58亿元`` and
``RMB 12.16 billion``. CLDR's compact forms scale with fixed digits only;
:mod:`explainer.language.scales` keeps at most the digits the source supports. Everything else
(grouping, decimal signs, dates, names of languages) is Babel's.

Chinese text carries no spaces between digits and characters: the style sheet sets them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import NumberPattern, format_decimal, parse_pattern

from explainer.data.model import Language, State, Unit
from explainer.data.periods import Period
from explainer.data.quantities import Bound, Quantity
from explainer.language import scales
from explainer.language.scales import Scale

MINUS = "\N{MINUS SIGN}"

_LOCALES: dict[Language, str] = {"zh": "zh_Hans_CN", "en": "en_GB"}

_BOUNDS: dict[Language, dict[Bound, str]] = {
    "zh": {
        "exact": "{}", "about": "约{}", "at_least": "至少{}", "over": "超过{}",
        "at_most": "至多{}", "under": "不到{}", "range": "{}",
    },
    "en": {
        "exact": "{}", "about": "about {}", "at_least": "at least {}", "over": "more than {}",
        "at_most": "at most {}", "under": "less than {}", "range": "{}",
    },
}
_FEWER: dict[Language, str] = {"zh": "不到{}", "en": "fewer than {}"}
_TO: dict[Language, str] = {"zh": "至", "en": " to "}
_TIMES: dict[Language, tuple[str, str]] = {"zh": ("{}倍", "{}倍"), "en": ("{} times", "{} times")}
_POINTS: dict[Language, tuple[str, str]] = {
    "zh": ("{}个百分点", "{}个百分点"), "en": ("{} percentage point", "{} percentage points"),
}
_MISSING: dict[Language, dict[State, str]] = {
    "zh": {"not_found": "未查到", "not_disclosed": "未公布"},
    "en": {"not_found": "not found", "not_disclosed": "not disclosed"},
}


@dataclass(frozen=True)
class Count:
    """How many there are, for labels: ``{n}`` is the number, ``{n:source|sources}`` the form
    that goes with one or with more. A form may hold ``{n}`` again."""

    number: int
    text: str

    def __format__(self, forms: str) -> str:
        one, _, more = forms.partition("|")
        return (one if self.number == 1 else more) if forms else self.text


class Words:
    """Number and date words of one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._locale = _LOCALES[language]

    # -- numbers ---------------------------------------------------------------

    def missing(self, state: State = "not_found") -> str:
        """What stands where there is no figure: we found none, or nobody disclosed one."""
        return _MISSING[self.language][state]

    def number(
        self,
        value: Decimal | int,
        decimals: int = 0,
        *,
        fixed: bool = False,
        bound: Bound = "exact",
    ) -> str:
        """A grouped number with at most (or, if ``fixed``, exactly) that many decimals.

        A bound is rounded so that it stays true: “more than 74.16” becomes 74.1, not 74.2.
        """
        rounded = scales.rounded(Decimal(value), Decimal(1).scaleb(-decimals), bound)
        pattern = "#,##0"
        if decimals:
            pattern += "." + ("0" if fixed else "#") * decimals
        text = _grouped(abs(rounded), pattern, self._locale)
        return (MINUS if rounded < 0 else "") + text

    def count(self, number: int) -> Count:
        """A number of things as labels take it."""
        return Count(number, self.number(number))

    def quantity(self, quantity: Quantity | None, unit: Unit, *, bare: bool = False) -> str:
        """The quantity in words with its unit (without, if ``bare``)."""
        if quantity is None:
            return self.missing()
        if quantity.bound == "range":
            return self._range(quantity, unit, bare)
        return self._bounded(quantity, self._at_own_scale(quantity, unit, bare), unit)

    def cell(self, quantity: Quantity | None, unit: Unit, scale: Scale) -> str:
        """The bare number at a given scale, for tables and axes whose head names the unit."""
        if quantity is None:
            return self.missing()
        ends = quantity.ends if quantity.bound == "range" else (quantity,)
        texts = [self._at(scale, *scales.cut_at(end, scale), fixed=True) for end in ends]
        return self._bounded(quantity, self._from_to(*texts), unit)

    def scaled(self, value: Decimal, unit: Unit, scale: Scale) -> str:
        """A number of a scale with all its digits and its unit, for the ticks of axes:
        ``2.5亿元``, ``RMB 2.5 billion``."""
        decimals = max(0, -int(value.normalize().as_tuple().exponent))
        text = self.number(value, decimals) + (scale.word if value else "")
        return self._with_unit(text, unit)

    def table_scale(self, unit: Unit, largest: Decimal) -> Scale:
        """The scale a table or an axis uses for values up to ``largest``."""
        return scales.scale_up_to(largest, unit, self.language)

    def unit_at(self, unit: Unit, scale: Scale) -> str:
        """The unit's name at a scale, for heads: ``亿元``, ``RMB billion``, ``%``."""
        before, after = unit.before[self.language], unit.after[self.language]
        return f"{before}{scale.word}{after}".replace("  ", " ").strip() or unit.name[self.language]

    def percent(self, quantity: Quantity | None) -> str:
        """A share in per cent with one decimal, as far as the rounding supports it; with more
        where one would make nothing of little, or all of nearly all. A bound needs no zeros."""
        if quantity is None:
            return self.missing()
        ends = quantity.ends if quantity.bound == "range" else (quantity,)
        texts, said = [], quantity
        for end in ends:
            digit = max(end.digit, Decimal("0.1"))
            shown = scales.rounded(end.value, digit, end.bound)
            if 0 < abs(end.value) < digit or (abs(shown) == 100 != abs(end.value)):
                digit = end.digit
                shown = scales.rounded(end.value, digit, end.bound)
            if abs(shown) == 100 and end is quantity and -100 < end.low < end.high < 100:
                # Nearly all, but there are no digits to say how nearly.
                shown -= digit.copy_sign(shown)
                said = replace(quantity, bound="over" if shown > 0 else "under")
            exact = quantity.bound == "exact"
            texts.append(self.number(shown, scales.decimals(digit), fixed=exact) + "%")
        return self._bounded(said, self._from_to(*texts))

    def percentage_points(self, quantity: Quantity) -> str:
        """A difference of percentages: ``4.5个百分点`` / ``4.5 percentage points``."""
        return self._measured(quantity, quantity.digit, _POINTS[self.language], fixed=True)

    def multiple(self, quantity: Quantity) -> str:
        """A ratio as a multiple: ``13倍`` / ``13 times``. No decimals from ten on, one below;
        two digits of what is less than a tenth."""
        value = abs(quantity.value)
        digit = Decimal(1) if value >= 10 else Decimal("0.1")
        if 0 < value < digit:
            digit = Decimal(1).scaleb(value.adjusted() - 1)
        return self._measured(quantity, max(quantity.digit, digit), _TIMES[self.language])

    def _measured(
        self, quantity: Quantity, digit: Decimal, forms: tuple[str, str], *, fixed: bool = False
    ) -> str:
        """A number rounded to ``digit`` in the form that goes with one or with more."""
        ends = quantity.ends if quantity.bound == "range" else (quantity,)
        text = self._from_to(*(
            self.number(scales.rounded(end.value, digit, end.bound), scales.decimals(digit),
                        fixed=fixed) for end in ends
        ))
        form = forms[0] if text.removeprefix(MINUS) == "1" else forms[1]
        return self._bounded(quantity, form.format(text))

    def _range(self, quantity: Quantity, unit: Unit, bare: bool) -> str:
        """From one end to the other, each rounded outwards. The unit is named once, unless it is
        a percentage, an end is negative, or each end reads well in a scale of its own only."""
        low, high = quantity.ends
        scale = scales.shared(low, high, unit, self.language)
        if scale is None or low.value < 0 or (unit.kind == "percent" and not bare):
            return self._from_to(*(self._at_own_scale(end, unit, bare) for end in (low, high)))
        texts = [self._at(scale, *scales.cut_at(end, scale)) for end in (low, high)]
        return self._with_unit(self._from_to(*texts) + scale.word, unit, bare)

    def _at_own_scale(self, quantity: Quantity, unit: Unit, bare: bool) -> str:
        scale, shown, digit = scales.cut(quantity, unit, self.language)
        return self._with_unit(self._at(scale, shown, digit) + scale.word, unit, bare)

    def _at(self, scale: Scale, shown: Decimal, digit: Decimal, *, fixed: bool = False) -> str:
        """A rounded number in a scale. Numbers without one, and all if ``fixed``, keep the zeros
        that say how exact they are."""
        places = scales.decimals(digit, scale)
        if fixed and not shown:
            return "0"
        keeps = scale is scales.ONE or (fixed and places <= scale.decimals)
        return self.number(shown / scale.factor, places, fixed=keeps)

    def _from_to(self, first: str, last: str | None = None) -> str:
        return first if last in (None, first) else f"{first}{_TO[self.language]}{last}"

    def _bounded(self, quantity: Quantity, text: str, unit: Unit | None = None) -> str:
        """A number with what is said of its bound. One of whose digits not even the first is
        sure is about so much."""
        bound = quantity.bound
        width = quantity.high - quantity.low
        if bound == "exact" and width.is_finite() and width > 10 * quantity.digit:
            bound = "about"
        if bound == "under" and unit and unit.kind == "count":
            return _FEWER[self.language].format(text)
        return _BOUNDS[self.language][bound].format(text)

    def _with_unit(self, text: str, unit: Unit, bare: bool = False) -> str:
        if bare:
            return text
        sign, number = (MINUS if text.startswith(MINUS) else ""), text.removeprefix(MINUS)
        before, after = unit.before[self.language], unit.after[self.language]
        if number == "1":
            after = unit.one[self.language] or after
        return f"{sign}{before}{number}{after}"

    # -- languages ---------------------------------------------------------------

    def language_name(self, code: str) -> str:
        """What a language is called, by its code of ISO 639: ``德语`` / ``German``."""
        return _language_names(self._locale)[code]

    # -- dates and periods -----------------------------------------------------

    def day_and_month(self, day: date) -> str:
        """A day of a year that is known: ``12月9日`` / ``9 Dec``."""
        return str(format_skeleton("MMMd", day, locale=_parsed(self._locale)))

    def period(self, period: Period, style: Literal["long", "short"] = "long") -> str:
        """A period or day in words: ``2021年上半年`` / ``the first half of 2021``.

        ``short`` is for axes and tables: ``2021上半年`` / ``H1 2021``.
        """
        if period.kind == "span":
            first, last = (self.period(end, style) for end in period.ends)
            if style == "short":
                return f"{first}\N{EN DASH}{last}"
            return f"{first}至{last}" if self.language == "zh" else f"{first} to {last}"
        year, part = period.first.year, period.part
        if self.language == "zh":
            return self._period_zh(period, year, part, style)
        return self._period_en(period, year, part, style)

    def _period_zh(self, period: Period, year: int, part: int | None, style: str) -> str:
        short = style == "short"
        match period.kind:
            case "year":
                return str(year) if short else f"{year}年"
            case "half":
                return f"{year}{'' if short else '年'}{'上下'[(part or 1) - 1]}半年"
            case "quarter":
                return f"{year}{'' if short else '年'}第{'一二三四'[(part or 1) - 1]}季度"
            case "nine-months":
                return f"{year}年前9个月"
            case "month":
                return f"{year}年{part}月"
        return _day(period.first, "y年M月d日", self._locale)

    def _period_en(self, period: Period, year: int, part: int | None, style: str) -> str:
        short = style == "short"
        ordinal = ("first", "second", "third", "fourth")[((part or 1) - 1) % 4]
        match period.kind:
            case "year":
                return str(year)
            case "half":
                return f"H{part} {year}" if short else f"the {ordinal} half of {year}"
            case "quarter":
                return f"Q{part} {year}" if short else f"the {ordinal} quarter of {year}"
            case "nine-months":
                return f"Jan\N{EN DASH}Sep {year}" if short else f"the first nine months of {year}"
            case "month":
                return _day(period.first, "MMM y" if short else "MMMM y", self._locale)
        return _day(period.first, "d MMM y" if short else "d MMMM y", self._locale)


@cache
def _grouped(value: Decimal, pattern: str, locale: str) -> str:
    return format_decimal(value, _pattern(pattern), locale=_parsed(locale))


@cache
def _language_names(locale: str) -> Mapping[str, str]:
    return _parsed(locale).languages


@cache
def _day(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=_parsed(locale))


@cache
def _parsed(locale: str) -> Locale:
    return Locale.parse(locale)


@cache
def _pattern(pattern: str) -> NumberPattern:
    return parse_pattern(pattern)
