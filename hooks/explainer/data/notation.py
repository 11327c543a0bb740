"""One plain notation for a value, the same in both languages: ``12.158E+9 CNY``.

The ledger and the records of changes keep values in it. Numbers are written as the General
Decimal Arithmetic Specification's to-engineering-string does, so that the digits also say
how far the value is rounded; where they cannot, ``30.5E+6±0.5E+6 CNY`` does. A bound stands
before the number (``over 18.0E+9 CNY``), a range has two (``2.1..2.5 percent``).
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, get_args

from explainer.data.facts import Fact
from explainer.data.model import State
from explainer.data.quantities import Bound, Quantity

MISSING: dict[State, str] = {"not_found": "not-found", "not_disclosed": "not-disclosed"}
_NOT_PUBLISHED = "not-published"
"""What stood for both until the two were told apart."""
_BOUNDS: tuple[Bound, ...] = get_args(Bound)
_TYPED = 15
"""Sums of typed numbers have at most so many digits; quotients have as many as Python keeps."""
_ROUNDING = {
    "at_least": ROUND_FLOOR, "over": ROUND_FLOOR,
    "at_most": ROUND_CEILING, "under": ROUND_CEILING,
}  # a bound stays true


def write(fact: Fact) -> str:
    """The value of a fact in this notation."""
    quantity = fact.quantity
    if quantity is None:
        return MISSING[fact.state]
    step = Decimal(1).scaleb(quantity.step.adjusted()) if quantity.step else Decimal(1)
    if quantity.bound == "range":
        low, high = (value.quantize(step) for value in (quantity.low, quantity.high))
        return f"{low.to_eng_string()}..{high.to_eng_string()} {fact.metric.unit}"
    value = significant(quantity)
    number = value.to_eng_string()
    if value.as_tuple().exponent != step.as_tuple().exponent:
        number += f"±{(quantity.step / 2).normalize().to_eng_string()}"
    bound = "" if quantity.bound == "exact" else f"{quantity.bound} "
    return f"{bound}{number} {fact.metric.unit}"


def significant(quantity: Quantity) -> Decimal:
    """The value without digits that say nothing: those of a quotient below its step."""
    value = quantity.value
    if not quantity.step:
        return value
    step = Decimal(1).scaleb(quantity.step.adjusted())
    rounded = value.quantize(step, _ROUNDING.get(quantity.bound, ROUND_HALF_UP))
    if rounded == value or len(value.normalize().as_tuple().digits) > _TYPED:
        return rounded
    return value.normalize()


def read(text: str) -> tuple[Quantity | None, str] | None:
    """The quantity and the unit's id of a text that :func:`write` gave; the quantity is None
    if there is no value. None if the text is no value (it may be any other word)."""
    if is_missing(text):
        return None, ""
    *bounds, number, unit = ["", *text.split()] if " " in text else ["", "", ""]
    bound: Any = next(filter(None, bounds), "exact")
    if len(bounds) > 2 or bound not in _BOUNDS:
        return None
    plain, _, half = number.partition("±")
    try:
        numbers = [Decimal(part) for part in plain.split("..")]
        step = Decimal(half) * 2 if half else _last_digit(numbers[0])
    except InvalidOperation:
        return None
    match numbers:
        case [value]:
            return Quantity.rounded(value, step, bound), unit
        case [low, high]:
            return Quantity.between(low, high, step), unit
    return None


def is_missing(text: str) -> bool:
    """Whether a text of this notation says that there is no value."""
    return text == _NOT_PUBLISHED or text in MISSING.values()


def state(text: str) -> State:
    """Which of the two a missing value is; what was called not published had not been found."""
    return "not_disclosed" if text == MISSING["not_disclosed"] else "not_found"


def same(old: str, new: str) -> bool:
    """Whether two texts say the same, if one may be in the notation of before."""
    return old == new or (old == _NOT_PUBLISHED and is_missing(new))


def _last_digit(number: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(number.as_tuple().exponent))
