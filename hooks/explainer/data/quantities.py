"""Numbers that know how exact they are.

A published figure is a rounded one: ``34.33`` stands for anything from 34.325 to 34.335.
A :class:`Quantity` keeps that interval, so that derived figures carry their uncertainty
(interval arithmetic) and identities can be tested with the tolerance that the rounding of
their inputs gives, no more and no less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

Bound = Literal["exact", "about", "at_least", "over", "at_most", "under", "range"]

_LOWER_BOUNDS = ("at_least", "over")
_UPPER_BOUNDS = ("at_most", "under")
INFINITY = Decimal("Infinity")


@dataclass(frozen=True)
class Quantity:
    """A number in base units (yuan, people, per cent) with the interval it stands for.

    ``step`` is the unit of the last significant digit; ``low`` and ``high`` may be infinite.
    """

    value: Decimal
    step: Decimal
    low: Decimal
    high: Decimal
    bound: Bound = "exact"

    @classmethod
    def rounded(cls, value: Decimal, step: Decimal, bound: Bound = "exact") -> Quantity:
        """A figure rounded to ``step``: it stands for value ± step / 2, or for a bound."""
        half = step / 2
        low = -INFINITY if bound in _UPPER_BOUNDS else value - half
        high = INFINITY if bound in _LOWER_BOUNDS else value + half
        return cls(value, step, low, high, bound)

    @classmethod
    def between(cls, low: Decimal, high: Decimal, step: Decimal) -> Quantity:
        """A figure known to lie in a range; its ``value`` is the middle."""
        return cls((low + high) / 2, step, low, high, "range")

    @classmethod
    def whole(cls, number: int) -> Quantity:
        """An exact number, such as a count of records."""
        return cls(Decimal(number), Decimal(0), Decimal(number), Decimal(number))

    @property
    def ends(self) -> tuple[Quantity, Quantity]:
        """The two bounds a range consists of."""
        return (
            Quantity.rounded(self.low, self.step, "at_least"),
            Quantity.rounded(self.high, self.step, "at_most"),
        )

    @property
    def digit(self) -> Decimal:
        """What the last digit counts that says something: a power of ten, no less than the
        step, and no less than a tenth of the interval's width. A number that cannot be zero
        keeps its first digit."""
        digit = _power_of_ten(self.step) if self.step else Decimal(1)
        width = self.high - self.low
        if self.bound == "range" or not width.is_finite():
            return digit
        while digit * 10 < width:
            digit *= 10
        cannot_be_zero = self.low > 0 or self.high < 0
        return min(digit, _power_of_ten(self.value)) if cannot_be_zero else digit

    def overlaps(self, other: Quantity) -> bool:
        """Whether the two can be the same number, given how both are rounded."""
        return self.low <= other.high and other.low <= self.high

    def __neg__(self) -> Quantity:
        return Quantity(-self.value, self.step, -self.high, -self.low, _flipped(self.bound))

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(
            self.value + other.value, max(self.step, other.step),
            self.low + other.low, self.high + other.high, _joint_bound(self, other),
        )

    def __sub__(self, other: Quantity) -> Quantity:
        return self + -other

    def __truediv__(self, other: Quantity) -> Quantity:
        """The ratio; raises ZeroDivisionError if the divisor can be zero."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor's interval contains zero")
        quotients = [
            _divide(a, b) for a in (self.low, self.high) for b in (other.low, other.high)
        ]
        low, high = min(quotients), max(quotients)
        # A larger divisor gives a smaller quotient; a negative factor turns either bound round.
        upper = self.bound if other.value > 0 else _flipped(self.bound)
        lower = _flipped(other.bound) if self.value >= 0 else other.bound
        bound = _joint_bound(replace(self, bound=upper), replace(other, bound=lower))
        value = self.value / other.value
        return Quantity(value, _ratio_step(value, low, high), low, high, bound)

    def times(self, factor: int | Decimal) -> Quantity:
        """The quantity in another unit; ``factor`` must be positive."""
        factor = Decimal(factor)
        return Quantity(
            self.value * factor, self.step * factor,
            self.low * factor, self.high * factor, self.bound,
        )


def total(quantities: Sequence[Quantity]) -> Quantity:
    """The sum of at least one quantity."""
    result = quantities[0]
    for quantity in quantities[1:]:
        result = result + quantity
    return result


def _flipped(bound: Bound) -> Bound:
    """What a bound becomes when the number changes its sign."""
    turned: dict[Bound, Bound] = {
        "at_least": "at_most", "over": "under", "at_most": "at_least", "under": "over",
    }
    return turned.get(bound, bound)


def _power_of_ten(number: Decimal) -> Decimal:
    """The largest one that is not above the number."""
    return Decimal(1).scaleb(number.adjusted())


def _divide(a: Decimal, b: Decimal) -> Decimal:
    return Decimal(0) if b.is_infinite() else a / b


def _ratio_step(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """The largest power of ten the interval's width justifies, from 0.001 (0.1 per cent) to
    0.01. Next to 0 and to 1 it starts finer, so that little is told from nothing and nearly
    all from all."""
    apart = [abs(distance) for distance in (value, 1 - value) if distance]
    step = min([Decimal("0.001"), *map(_power_of_ten, apart)])
    width = high - low
    while width.is_finite() and step < width and step < Decimal("0.01"):
        step *= 10
    return step


def _joint_bound(a: Quantity, b: Quantity) -> Bound:
    """What is known of a sum: bounds of one direction stay, opposite ones leave "about"."""
    bounds = {a.bound, b.bound} - {"exact"}
    if not bounds:
        return "exact"
    if bounds <= set(_LOWER_BOUNDS):
        return "over" if "over" in bounds else "at_least"
    if bounds <= set(_UPPER_BOUNDS):
        return "under" if "under" in bounds else "at_most"
    return "about"
