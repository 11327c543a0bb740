"""Whether two figures of a text may be compared as it asks for: shares, multiples, growth."""

from __future__ import annotations

from explainer.data.facts import Fact, FactError
from explainer.data.units import REMEDY


def check(operation: str, fact: Fact, other: Fact) -> None:
    """Refuse to compare two figures in a way that means nothing: in two units, a figure with
    itself, growth from one thing to another or over unequal periods. Raises FactError."""
    if fact.metric.unit != other.metric.unit:
        raise FactError(
            f"{fact.id} is in {fact.metric.unit}, but {other.id} in {other.metric.unit}", REMEDY
        )
    if fact.id == other.id:
        raise FactError(f"{fact.id} is compared with itself", "Choose another figure")
    if operation == "growth":
        _check_growth(fact, other)


def _check_growth(later: Fact, earlier: Fact) -> None:
    if later.metric.id != earlier.metric.id:
        raise FactError(
            f"{later.metric.id} cannot grow from {earlier.metric.id}",
            "Choose two periods of one metric",
        )
    if later.metric.measure == "flow" and _months(later) != _months(earlier):
        raise FactError(
            f"{later.period} and {earlier.period} are not equally long",
            "Choose two years, or two half-years",
        )


def _months(fact: Fact) -> int:
    """How many months a period has, to the nearest."""
    return round((fact.period.last - fact.period.first).days / 30.44)
