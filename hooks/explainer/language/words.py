"""Numbers, units and dates in words, for Chinese and English.

One value reads naturally in both: 12,158 million yuan is ``121.58亿元`` and
``RMB 12.16 billion``. Chinese scales by 万 and 亿, English by million and billion, which
CLDR's compact forms give only with fixed digits; the scaling here keeps at most the digits
the source supports. Everything else (grouping, decimal signs, dates, names of languages)
is Babel's.

Chinese text carries no spaces between digits and characters: the style sheet sets them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from explainer.data.model import Language, Unit
from explainer.data.periods import Period
from explainer.data.quantities import Bound, Quantity

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
_ROUNDING = {
    "at_least": ROUND_FLOOR, "over": ROUND_FLOOR,
    "at_most": ROUND_CEILING, "under": ROUND_CEILING,
}
_TO: dict[Language, str] = {"zh": "至", "en": " to "}
_NOT_PUBLISHED: dict[Language, str] = {"zh": "未披露", "en": "not published"}


@dataclass(frozen=True)
class Scale:
    """A word that multiplies, and how many decimals read well with it."""

    factor: Decimal
    word: str
    decimals: int


_ONE = Scale(Decimal(1), "", 0)
_CURRENCY_SCALES: dict[Language, tuple[Scale, ...]] = {
    "zh": (Scale(Decimal(10**8), "亿", 2), Scale(Decimal(10**4), "万", 0), _ONE),
    "en": (
        Scale(Decimal(10**9), " billion", 2), Scale(Decimal(10**6), " million", 1), _ONE,
    ),
}
_COUNT_SCALES: dict[Language, tuple[Scale, ...]] = {
    "zh": (Scale(Decimal(10**8), "亿", 2), Scale(Decimal(10**4), "万", 2), _ONE),
    "en": (Scale(Decimal(10**9), " billion", 2), Scale(Decimal(10**6), " million", 2), _ONE),
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

    @property
    def not_published(self) -> str:
        """What stands where no figure has been published."""
        return _NOT_PUBLISHED[self.language]

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
        rounding = _ROUNDING.get(bound, ROUND_HALF_UP)
        rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=rounding)
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
            return self.not_published
        if quantity.bound == "range":
            return self._range(quantity, unit, bare=bare)
        scale = self._scale(quantity, unit)
        text = self._with_unit(self._scaled(quantity, scale), unit, bare)
        if self.language == "en" and quantity.bound == "under" and unit.kind == "count":
            return f"fewer than {text}"
        return _BOUNDS[self.language][quantity.bound].format(text)

    def cell(self, quantity: Quantity | None, unit: Unit, scale: Scale, decimals: int) -> str:
        """The bare number at a given scale, for tables and axes whose head names the unit."""
        if quantity is None:
            return self.not_published
        if quantity.bound == "range":
            ends = (
                self.cell(Quantity.rounded(end, quantity.step), unit, scale, decimals)
                for end in (quantity.low, quantity.high)
            )
            return _TO[self.language].join(ends)
        places = min(decimals, _decimals(quantity.step / scale.factor, decimals))
        text = self.number(
            quantity.value / scale.factor, places, fixed=True, bound=quantity.bound
        )
        return _BOUNDS[self.language][quantity.bound].format(text)

    def scaled(self, value: Decimal, unit: Unit, scale: Scale) -> str:
        """A number of a scale with all its digits and its unit, for the ticks of axes:
        ``2.5亿元``, ``RMB 2.5 billion``."""
        decimals = max(0, -int(value.normalize().as_tuple().exponent))
        text = self.number(value, decimals) + (scale.word if value else "")
        return self._with_unit(text, unit, bare=False)

    def table_scale(self, unit: Unit, largest: Decimal) -> Scale:
        """The scale a table or an axis uses for values up to ``largest``."""
        scales = self._scales(unit)
        return next((s for s in scales if abs(largest) >= s.factor), _ONE)

    def unit_at(self, unit: Unit, scale: Scale) -> str:
        """The unit's name at a scale, for heads: ``亿元``, ``RMB billion``, ``%``."""
        before, after = unit.before[self.language], unit.after[self.language]
        return f"{before}{scale.word}{after}".replace("  ", " ").strip() or unit.name[self.language]

    def percent(self, quantity: Quantity | None) -> str:
        """A share in per cent with one decimal, as far as the rounding supports it."""
        if quantity is None:
            return self.not_published
        return _BOUNDS[self.language][quantity.bound].format(
            self.number(quantity.value, _decimals(quantity.step, 1), bound=quantity.bound) + "%"
        )

    def percentage_points(self, quantity: Quantity) -> str:
        """A difference of percentages: ``4.5个百分点`` / ``4.5 percentage points``."""
        number = self.number(quantity.value, _decimals(quantity.step, 2), bound=quantity.bound)
        points = "percentage point" if number in ("1", f"{MINUS}1") else "percentage points"
        text = f"{number}个百分点" if self.language == "zh" else f"{number} {points}"
        return _BOUNDS[self.language][quantity.bound].format(text)

    def multiple(self, quantity: Quantity) -> str:
        """A ratio as a multiple: ``13倍`` / ``13 times``."""
        decimals = 0 if abs(quantity.value) >= 10 else 1
        number = self.number(quantity.value, decimals, bound=quantity.bound)
        text = f"{number}倍" if self.language == "zh" else f"{number} times"
        return _BOUNDS[self.language][quantity.bound].format(text)

    def _range(self, quantity: Quantity, unit: Unit, *, bare: bool) -> str:
        top = Quantity.rounded(quantity.high, quantity.step)
        scale = self._scale(top, unit)
        places = _decimals(quantity.step / scale.factor, 4 if scale is _ONE else scale.decimals)
        low, high = (
            self.number(value / scale.factor, places, fixed=scale is _ONE)
            for value in (quantity.low, quantity.high)
        )
        if unit.kind == "percent" and not bare:
            low, high = (self._with_unit(end, unit, bare) for end in (low, high))
            return low + _TO[self.language] + high
        return self._with_unit(low + _TO[self.language] + high + scale.word, unit, bare)

    def _scales(self, unit: Unit) -> tuple[Scale, ...]:
        match unit.kind:
            case "currency":
                return _CURRENCY_SCALES[self.language]
            case "count":
                return _COUNT_SCALES[self.language]
        return (_ONE,)

    def _scale(self, quantity: Quantity, unit: Unit) -> Scale:
        value, step = abs(quantity.value), quantity.step
        scales = self._scales(unit)
        for scale, next_smaller in zip(scales, [*scales[1:], _ONE], strict=True):
            # 999.96 million, rounded to a decimal of a million, is a billion.
            shown = next_smaller.factor.scaleb(-next_smaller.decimals)
            if (value / shown).to_integral_value(ROUND_HALF_UP) * shown < scale.factor:
                continue
            # A count known to the last digit keeps it: 38,674 rather than 3.87万.
            cut = scale.factor.scaleb(-scale.decimals)
            if unit.kind == "count" and value % cut and step < cut and value < 10**8:
                continue
            return scale
        return _ONE

    def _scaled(self, quantity: Quantity, scale: Scale) -> str:
        value, step, bound = quantity.value, quantity.step, quantity.bound
        if scale is _ONE:
            return self.number(value, _decimals(step, 4), fixed=True, bound=bound)
        decimals = _decimals(step / scale.factor, scale.decimals)
        return self.number(value / scale.factor, decimals, bound=bound) + scale.word

    def _with_unit(self, text: str, unit: Unit, bare: bool) -> str:
        if bare:
            return text
        sign = MINUS if text.startswith(MINUS) else ""
        before, after = unit.before[self.language], unit.after[self.language]
        return f"{sign}{before}{text.removeprefix(MINUS)}{after}"

    # -- languages ---------------------------------------------------------------

    def language_name(self, code: str) -> str:
        """What a language is called, by its code of ISO 639: ``德语`` / ``German``."""
        return _language_names(self._locale)[code]

    # -- dates and periods -----------------------------------------------------

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
    return format_decimal(value, pattern, locale=locale)


@cache
def _language_names(locale: str) -> Mapping[str, str]:
    return Locale.parse(locale).languages


@cache
def _day(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


def _decimals(step: Decimal, at_most: int) -> int:
    """How many decimals a step justifies: 1 for 0.1, 0 for 1 and more."""
    if step <= 0:
        return at_most if step < 0 else 0
    return max(0, min(at_most, -step.adjusted() if step.adjusted() < 0 else 0))
