"""How a number is cut for reading: which word multiplies it, and how many digits it keeps.

A number is rounded once, and scale and digits follow from the rounded number. So 99,996,000
is 1亿, but more than 99,996,000 is more than 9,999万: a bound is rounded to the side on which
it stays true, and does not reach the next scale if it does not stay true there.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from explainer.data.model import Language, Unit
from explainer.data.quantities import Bound, Quantity

_ROUNDING = {
    "at_least": ROUND_FLOOR, "over": ROUND_FLOOR,
    "at_most": ROUND_CEILING, "under": ROUND_CEILING,
}


@dataclass(frozen=True)
class Scale:
    """A word that multiplies, and how many decimals read well with it.

    ``digits`` is how many digits are enough: from then on decimals are dropped (12.35, 123.5,
    1,235). Below ``whole`` a number is rather written out in full than rounded to the scale.
    """

    factor: Decimal
    word: str
    decimals: int
    digits: int = 15
    whole: int = 0

    def unit_of_last_digit(self, value: Decimal) -> Decimal:
        """What the last digit counts for a value of this scale, in base units."""
        before = max(1, (value / self.factor).adjusted() + 1) if value else 1
        return self.factor.scaleb(-max(0, min(self.decimals, self.digits - before)))


ONE = Scale(Decimal(1), "", 30)
"""No word: the number keeps the digits it has."""

_WHOLE = 10**8
_SHORT = 10**5
_CURRENCY: dict[Language, tuple[Scale, ...]] = {
    "zh": (
        Scale(Decimal(10**12), "万亿", 2), Scale(Decimal(10**8), "亿", 2),
        Scale(Decimal(10**4), "万", 2, digits=4, whole=_SHORT), ONE,
    ),
    "en": (
        Scale(Decimal(10**12), " trillion", 2), Scale(Decimal(10**9), " billion", 2),
        Scale(Decimal(10**6), " million", 2, digits=4), ONE,
    ),
}
_COUNT: dict[Language, tuple[Scale, ...]] = {
    "zh": (
        Scale(Decimal(10**12), "万亿", 2), Scale(Decimal(10**8), "亿", 2),
        Scale(Decimal(10**4), "万", 2, whole=_WHOLE), ONE,
    ),
    "en": (
        Scale(Decimal(10**12), " trillion", 2), Scale(Decimal(10**9), " billion", 2),
        Scale(Decimal(10**6), " million", 2, whole=_WHOLE), ONE,
    ),
}


def scales(unit: Unit, language: Language) -> tuple[Scale, ...]:
    """The scales a unit is written with, the largest first."""
    match unit.kind:
        case "currency":
            return _CURRENCY[language]
        case "count":
            return _COUNT[language]
    return (ONE,)


def scale_up_to(largest: Decimal, unit: Unit, language: Language) -> Scale:
    """The scale of a table or an axis whose values reach ``largest``."""
    return next((s for s in scales(unit, language) if abs(largest) >= s.factor), ONE)


def rounded(value: Decimal, digit: Decimal, bound: Bound = "exact") -> Decimal:
    """The value to the nearest multiple of ``digit``, the half away from zero; a bound to the
    multiple on the side on which it stays true."""
    rounding = _ROUNDING.get(bound, ROUND_HALF_UP)
    return (value / digit).to_integral_value(rounding) * digit


def cut(quantity: Quantity, unit: Unit, language: Language) -> tuple[Scale, Decimal, Decimal]:
    """The scale in which a quantity reads well, its value rounded for that scale, and what the
    last digit of that value counts, both in base units."""
    value, finest = quantity.value, quantity.digit
    chosen, digit = ONE, finest
    shown = rounded(value, digit, quantity.bound)
    for scale in reversed(scales(unit, language)[:-1]):
        if abs(shown) < scale.factor:
            break
        coarser = scale.unit_of_last_digit(value)
        if shown % coarser and abs(shown) < scale.whole:
            continue
        chosen, digit = scale, max(finest, coarser)
        shown = rounded(value, digit, quantity.bound)
    return chosen, shown, digit


def cut_at(quantity: Quantity, scale: Scale) -> tuple[Decimal, Decimal]:
    """The value rounded for a given scale, and what its last digit counts, in base units. What
    the scale would round to nothing, or nearly so, keeps two digits."""
    value = quantity.value
    digit = scale.unit_of_last_digit(value)
    if value:
        digit = min(digit, Decimal(1).scaleb(value.adjusted() - 1))
    digit = max(digit, quantity.digit)
    return rounded(value, digit, quantity.bound), digit


def shared(low: Quantity, high: Quantity, unit: Unit, language: Language) -> Scale | None:
    """The scale in which both ends of a range read well, if there is one: their own, or the
    higher one's if it loses nothing of the lower and that is no less than a tenth of it, or
    none if both are short enough to be written out."""
    lower, higher = (cut(end, unit, language)[0] for end in (low, high))
    if lower is higher:
        return lower
    exact = cut_at(low, higher)[0] == low.value
    if exact and (low.value == 0 or low.value * 10 >= higher.factor):
        return higher
    return ONE if lower is ONE and high.value < _SHORT else None


def decimals(digit: Decimal, scale: Scale = ONE) -> int:
    """How many decimals a number of a scale has whose last digit counts ``digit``."""
    return max(0, -(digit / scale.factor).adjusted())
