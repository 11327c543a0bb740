"""Which units go together: what may be added, compared and divided, and in what unit the result
is. ``Facts`` asks before it computes; formulas and identities are checked without computing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from explainer.data.model import Formula, Metric, Unit

Operation = Literal["sum", "difference", "ratio", "quotient", "growth", "fact"]
REMEDY = "Choose figures of one unit"


@dataclass(frozen=True)
class Dimension:
    """The unit of a result: the id of a unit; ``per`` that of what it was divided by. Without
    a unit, per cent or a plain number."""

    unit: str = ""
    per: str = ""
    percent: bool = False

    def __str__(self) -> str:
        if self.percent:
            return "per cent"
        return f"{self.unit} by {self.per}" if self.per else self.unit or "a plain number"


def unlike(units: Sequence[str]) -> int | None:
    """Which of some units, counted from 0, is the first that is not the first one."""
    return next((index for index, unit in enumerate(units) if unit != units[0]), None)


def dimension(operation: Operation, units: Sequence[str]) -> Dimension:
    """The unit of the result of an operation on figures of some units."""
    if operation in ("ratio", "growth"):
        return Dimension(percent=True)
    if operation == "quotient":
        return Dimension() if unlike(units) is None else Dimension(units[0], units[1])
    return Dimension(units[0])


def fits(found: Dimension, wanted: Unit, units: Mapping[str, Unit]) -> bool:
    """Whether a result may be said in a unit."""
    if found.percent:
        return wanted.kind == "percent"
    rate = units.get(found.per)
    if rate and rate.of == found.unit and rate.per:
        return wanted.id == rate.per
    if found.per:  # a price is money by things; other rates have units of their own
        return wanted.kind == "measure" or wanted.id == found.unit
    if not found.unit:
        return wanted.kind in ("measure", "count")
    return wanted.id == found.unit


def agree(left: Dimension, right: Dimension, units: Mapping[str, Unit]) -> bool:
    """Whether two results can be equal, in the units they have."""
    if left == right:
        return True
    for one, other in ((left, right), (right, left)):
        if other.unit in units and not other.per and not other.percent:
            return fits(one, units[other.unit], units)
    return False


def fault_in(
    metric: Metric, metrics: Mapping[str, Metric], units: Mapping[str, Unit]
) -> tuple[tuple[str | int, ...], str, str] | None:
    """Where in a metric its formula does not go with units, what is wrong, and what to do;
    None if nothing is, or if an operand is not known."""
    if metric.formula is None:
        return None
    found = units_of(metric.formula, metrics)
    if found is None or metric.unit not in units:
        return None
    operation = metric.formula.operation
    odd = unlike(found)
    if odd is not None and operation != "quotient":
        operands = metric.formula.operands
        return (
            ("formula", operation, odd),
            f"{operands[odd]} is in {found[odd]}, but {operands[0]} in {found[0]}", REMEDY,
        )
    result = dimension(operation, found)
    if not fits(result, units[metric.unit], units):
        return (
            ("unit",), f"got {metric.unit}, but the formula gives {result}",
            "Correct the unit or the formula",
        )
    return None


def converted(
    metric: Metric, metrics: Mapping[str, Metric], units: Mapping[str, Unit]
) -> str | None:
    """The id of the metric of which one is only the value in another currency, at a rate; None
    if it is more than that."""
    if metric.formula is None or metric.formula.operation != "quotient":
        return None
    found = units_of(metric.formula, metrics)
    rate = units.get(found[1]) if found else None
    return metric.formula.operands[0].partition(".")[0] if rate and rate.per else None


def units_of(formula: Formula, metrics: Mapping[str, Metric]) -> list[str] | None:
    """The units of a formula's operands; None if one of them is not known."""
    names = [operand.partition(".")[0] for operand in formula.operands]
    return [metrics[n].unit for n in names] if all(n in metrics for n in names) else None
