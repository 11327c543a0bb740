"""How a number is cut for reading: which word multiplies it, and how many digits it keeps.

A number is rounded once, and scale and digits follow from the rounded number. So 99,996,000
is 1亿, but more than 99,996,000 is more than 9,999万: a bound is rounded to the side on which
it stays true, and does not reach the next scale if it does not stay true there.

``scales`` are those a unit is written with, the largest first (:meth:`Words.scales
<explainer.language.words.Words.scales>`).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from explainer.data.quantities import Bound, Quantity
from explainer.language.definition import ONE, Scale

_ROUNDING = {
    "at_least": ROUND_FLOOR, "over": ROUND_FLOOR,
    "at_most": ROUND_CEILING, "under": ROUND_CEILING,
}


_SHORT = 10**5


def scale_up_to(largest: Decimal, scales: Sequence[Scale]) -> Scale:
    """The scale of a table or an axis whose values reach ``largest``."""
    return next((s for s in scales if abs(largest) >= s.factor), ONE)


def rounded(value: Decimal, digit: Decimal, bound: Bound = "exact") -> Decimal:
    """The value to the nearest multiple of ``digit``, the half away from zero; a bound to the
    multiple on the side on which it stays true."""
    rounding = _ROUNDING.get(bound, ROUND_HALF_UP)
    return (value / digit).to_integral_value(rounding) * digit


def cut(quantity: Quantity, scales: Sequence[Scale]) -> tuple[Scale, Decimal, Decimal]:
    """The scale in which a quantity reads well, its value rounded for that scale, and what the
    last digit of that value counts, both in base units."""
    value, finest = quantity.value, quantity.digit
    chosen, digit = ONE, finest
    shown = rounded(value, digit, quantity.bound)
    for scale in reversed(scales[:-1]):
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


def shared(low: Quantity, high: Quantity, scales: Sequence[Scale]) -> Scale | None:
    """The scale in which both ends of a range read well, if there is one: their own, or the
    higher one's if it loses nothing of the lower and that is no less than a tenth of it, or
    none if both are short enough to be written out."""
    lower, higher = (cut(end, scales)[0] for end in (low, high))
    if lower is higher:
        return lower
    exact = cut_at(low, higher)[0] == low.value
    if exact and (low.value == 0 or low.value * 10 >= higher.factor):
        return higher
    return ONE if lower is ONE and high.value < _SHORT else None


def decimals(digit: Decimal, scale: Scale = ONE) -> int:
    """How many decimals a number of a scale has whose last digit counts ``digit``."""
    return max(0, -(digit / scale.factor).adjusted())
