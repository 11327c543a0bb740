"""Numbers, units and dates in words of a language.

One value reads naturally in each: 12,158 million yuan is ``121.58亿元`` and
``RMB 12.16 billion``. CLDR's compact forms scale with fixed digits only;
:mod:`explainer.language.scales` keeps at most the digits the source supports. Everything else
(grouping, decimal signs, dates, names of languages) is Babel's.

Chinese text carries no spaces between digits and characters: the style sheet sets them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import NumberPattern, format_decimal, get_decimal_symbol, parse_pattern

from explainer.data.model import Language, LanguageSettings, ScaleWord, State, Unit, tells_one
from explainer.data.periods import Period
from explainer.data.quantities import Bound, Quantity
from explainer.language import cldr, plurals, scales
from explainer.language.definition import ONE, Periods, Scale, Style
from explainer.language.known import definition

MINUS = "\N{MINUS SIGN}"
SIGNS: dict[Bound, str] = {
    "about": "≈", "at_least": "≥", "over": ">", "at_most": "≤", "under": "<",
}
"""What stands for a bound where there is no room to say it in words."""

@dataclass(frozen=True)
class Count:
    """How many there are, for labels: ``{n}`` is the number, ``{n:source|sources}`` the form
    that goes with one or with more, or as many forms as the language has, in the order of
    CLDR: zero, one, two, few, many, other. A form may hold ``{n}`` again."""

    number: int
    text: str
    language: Language

    def __format__(self, forms: str) -> str:
        if not forms:
            return self.text
        given = forms.split("|")
        return given[plurals.form(self.language, self.number, len(given))]


class Words:
    """Number and date words of one language."""

    def __init__(self, language: Language, settings: LanguageSettings | None = None) -> None:
        """``settings`` are the site's for the language, where there is one."""
        self.language: Language = language
        self.definition = definition(language)
        self._locale = settings.locale if settings else self.definition.locale
        self._scales = tuple(settings.scales) if settings else ()
        self._signs: dict[Bound, str] = {}

    def signed(self) -> Words:
        """The same words, with signs for bounds, as labels beside marks have room for. A number is
        rounded as its bound wants it, whatever says so."""
        words = copy(self)
        words._signs = SIGNS
        return words

    # -- numbers ---------------------------------------------------------------

    def missing(self, state: State = "not_found") -> str:
        """What stands where there is no figure: we found none, or nobody disclosed one."""
        return self.definition.missing[state]

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
        pattern = _whole(self._locale)
        if decimals:
            pattern += "." + ("0" if fixed else "#") * decimals
        text = _grouped(abs(rounded), pattern, self._locale)
        return (MINUS if rounded < 0 else "") + text

    def count(self, number: int) -> Count:
        """A number of things as labels take it."""
        return Count(number, self.number(number), self.language)

    def scales(self, unit: Unit) -> tuple[Scale, ...]:
        """The scales a unit is written with, the largest first."""
        match unit.kind:
            case "currency":
                own = self.definition.currency
            case "count":
                own = self.definition.count
            case _:
                return (ONE,)
        return _set(self._scales) if self._scales else own

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
        return self._with_unit(self.exact(value), unit, scale if value else ONE)

    def exact(self, value: Decimal) -> str:
        """A number with all its digits."""
        return self.number(value, max(0, -int(value.normalize().as_tuple().exponent)))

    def table_scale(self, unit: Unit, largest: Decimal) -> Scale:
        """The scale a table or an axis uses for values up to ``largest``."""
        return scales.scale_up_to(largest, self.scales(unit))

    def unit_at(self, unit: Unit, scale: Scale) -> str:
        """The unit's name at a scale, for heads: ``亿元``, ``RMB billion``, ``%``."""
        before, after = unit.before[self.language], unit.after[self.language]
        named = self.definition.with_unit(scale.word, after)
        return f"{before}{named}".replace("  ", " ").strip() or unit.name[self.language]

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
            texts.append(self.number(shown, scales.decimals(digit), fixed=exact)
                         + self.definition.per_cent)
        return self._bounded(said, self._from_to(*texts))

    def percentage_points(self, quantity: Quantity) -> str:
        """A difference of percentages: ``4.5个百分点`` / ``4.5 percentage points``."""
        return self._measured(quantity, quantity.digit, self.definition.points, fixed=True)

    def multiple(self, quantity: Quantity) -> str:
        """A ratio as a multiple: ``13倍`` / ``13 times``. No decimals from ten on, one below;
        two digits of what is less than a tenth."""
        value = abs(quantity.value)
        digit = Decimal(1) if value >= 10 else Decimal("0.1")
        if 0 < value < digit:
            digit = Decimal(1).scaleb(value.adjusted() - 1)
        return self._measured(quantity, max(quantity.digit, digit), self.definition.times)

    def _measured(
        self, quantity: Quantity, digit: Decimal, forms: tuple[str, str], *, fixed: bool = False
    ) -> str:
        """A number rounded to ``digit`` in the form that goes with one or with more."""
        ends = quantity.ends if quantity.bound == "range" else (quantity,)
        text = self._from_to(*(
            self.number(scales.rounded(end.value, digit, end.bound), scales.decimals(digit),
                        fixed=fixed) for end in ends
        ))
        form = forms[0] if self._is_one(text) else forms[1]
        return self._bounded(quantity, form.format(text))

    def _range(self, quantity: Quantity, unit: Unit, bare: bool) -> str:
        """From one end to the other, each rounded outwards. The unit is named once, unless it is
        a percentage, an end is negative, or each end reads well in a scale of its own only."""
        low, high = quantity.ends
        scale = scales.shared(low, high, self.scales(unit))
        if scale is None or low.value < 0 or (unit.kind == "percent" and not bare):
            return self._from_to(*(self._at_own_scale(end, unit, bare) for end in (low, high)))
        texts = [self._at(scale, *scales.cut_at(end, scale)) for end in (low, high)]
        return self._with_unit(self._from_to(*texts), unit, scale, bare)

    def _at_own_scale(self, quantity: Quantity, unit: Unit, bare: bool) -> str:
        scale, shown, digit = scales.cut(quantity, self.scales(unit))
        return self._with_unit(self._at(scale, shown, digit), unit, scale, bare)

    def _at(self, scale: Scale, shown: Decimal, digit: Decimal, *, fixed: bool = False) -> str:
        """A rounded number in a scale. Numbers without one, and all if ``fixed``, keep the zeros
        that say how exact they are."""
        places = scales.decimals(digit, scale)
        if fixed and not shown:
            return "0"
        keeps = scale is ONE or (fixed and places <= scale.decimals)
        return self.number(shown / scale.factor, places, fixed=keeps)

    def _from_to(self, first: str, last: str | None = None) -> str:
        return first if last in (None, first) else f"{first}{self.definition.to}{last}"

    def _bounded(self, quantity: Quantity, text: str, unit: Unit | None = None) -> str:
        """A number with what is said of its bound. One of whose digits not even the first is
        sure is about so much."""
        bound = quantity.bound
        if sign := self._signs.get(bound):
            return sign + text
        width = quantity.high - quantity.low
        if bound == "exact" and width.is_finite() and width > 10 * quantity.digit:
            bound = "about"
        if bound == "under" and unit and unit.kind == "count":
            return self.definition.fewer.format(text)
        return self.definition.bounds[bound].format(text)

    def _with_unit(self, text: str, unit: Unit, scale: Scale, bare: bool = False) -> str:
        """A number in a scale, with the scale's word and (unless ``bare``) the unit."""
        one = self._is_one(text)
        word = scale.one if one and scale.one else scale.word
        if bare:
            return text + word
        sign, number = (MINUS if text.startswith(MINUS) else ""), text.removeprefix(MINUS)
        before, after = unit.before[self.language], unit.after[self.language]
        if one and not word:
            after = unit.one[self.language] or after
        return f"{sign}{before}{number}{self.definition.with_unit(word, after)}"

    def _is_one(self, text: str) -> bool:
        """Whether a number as it is written goes with the singular."""
        digits = text.removeprefix(MINUS)
        if digits == "1":
            return True
        decimal = get_decimal_symbol(_parsed(self._locale))
        plain = digits.replace(decimal, ".")
        if not re.fullmatch(r"[01](\.\d+)?", plain):
            return False
        return tells_one(self.language) and plurals.rule(self.language)(Decimal(plain)) == "one"

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
        if period.is_fiscal_year and style == "short":
            years = period.first.year, f"{period.last.year % 100:02}"
            return self.definition.fiscal_short.format(*years)
        if period.is_fiscal_year and self.definition.fiscal:
            month = self.period(Period.parse(f"{period.last:%Y-%m}"))
            return self.definition.fiscal(period, month)
        if period.kind == "span":
            first, last = (self.period(end, style) for end in period.ends)
            if style == "short":
                return f"{first}\N{EN DASH}{last}"
            return self.definition.span(first, last)
        return _period(period, style, self.definition.periods or cldr.period, self._locale)


@cache
def _period(period: Period, style: Style, worded: Periods, locale: str) -> str:
    return worded(period, style, locale)


@cache
def _grouped(value: Decimal, pattern: str, locale: str) -> str:
    return format_decimal(value, _pattern(pattern), locale=_parsed(locale))


@cache
def _language_names(locale: str) -> Mapping[str, str]:
    return _parsed(locale).languages


@cache
def _parsed(locale: str) -> Locale:
    return Locale.parse(locale)


@cache
def _pattern(pattern: str) -> NumberPattern:
    return parse_pattern(pattern)


@cache
def _whole(locale: str) -> str:
    """How a locale groups the digits of whole numbers: ``#,##0``, or ``#,##,##0`` in India."""
    pattern: str = _parsed(locale).decimal_formats[None].pattern
    return pattern.split(".")[0]


@cache
def _set(words: tuple[ScaleWord, ...]) -> tuple[Scale, ...]:
    """The scales that a site asks for."""
    ordered = sorted(words, key=lambda word: -word.factor)
    return (*(Scale(Decimal(w.factor), w.word, w.decimals, one=w.one or "") for w in ordered), ONE)
