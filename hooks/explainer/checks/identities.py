"""Checks that arithmetic holds in the data, within the rounding of its inputs.

Each side of an identity is an interval (see :mod:`explainer.data.quantities`); the statement
holds if the intervals meet. A recorded disagreement is guarded the other way round: when
the sides agree again, the record is out of date and must go.
"""

from __future__ import annotations

from explainer.data import units
from explainer.data.dataset import Dataset
from explainer.data.facts import BrokenReference, FactError
from explainer.data.model import Formula, Identity
from explainer.data.quantities import Quantity
from explainer.problems import Problems


def check(dataset: Dataset, problems: Problems) -> None:
    """Report every identity that does not hold, and every disagreement that has gone."""
    for identity in dataset.of(Identity).values():
        origin = dataset.origin(identity)
        sides: dict[str, Quantity] = {}
        for name, formula in (("left", identity.left), ("right", identity.right)):
            try:
                result = dataset.facts.evaluate(formula)
            except BrokenReference:
                continue
            except FactError as error:
                problems.add(origin.locate((name,)), f"{name}: {error.what}", error.remedy)
                continue
            if result.quantity is None:
                missing = next(f.id for f in result.inputs if f.quantity is None)
                problems.add(
                    origin.locate((name,)), f"{name}: {missing} has no value",
                    "Leave the identity out until it has one",
                )
                continue
            sides[name] = result.quantity
        if _counts_twice(identity.left) or _counts_twice(identity.right):
            continue  # which is reported
        if len(sides) == 2 and _of_one_unit(identity, dataset, problems):
            _compare(identity, sides["left"], sides["right"], dataset, problems)


def _counts_twice(formula: Formula) -> bool:
    operands = formula.operands
    return formula.operation in ("sum", "difference") and len({*operands}) < len(operands)


def _of_one_unit(identity: Identity, dataset: Dataset, problems: Problems) -> bool:
    """Whether both sides are in one unit, so that they can be equal; reports if not."""
    left, right = (
        units.dimension(formula.operation, units.units_of(formula, dataset.metrics) or [])
        for formula in (identity.left, identity.right)
    )
    if units.agree(left, right, dataset.units):
        return True
    problems.add(
        dataset.origin(identity).locate(("right",)),
        f"right: got {right}, but the left side gives {left}", "Compare what is in one unit",
    )
    return False


def _compare(
    identity: Identity, left: Quantity, right: Quantity, dataset: Dataset, problems: Problems
) -> None:
    origin = dataset.origin(identity)
    holds = left.overlaps(right)
    if holds and identity.disagreement:
        problems.add(
            origin.locate(("disagreement",)),
            f"disagreement: the two sides agree ({_show(left)} and {_show(right)})",
            "Remove the disagreement",
        )
    elif not holds and not identity.disagreement:
        operands = ", ".join(_operands(identity.left) + _operands(identity.right))
        problems.add(
            origin.locate(("left",)),
            f'identity "{identity.id}" does not hold: left is {_show(left)}, right is '
            f"{_show(right)}, {_show_number(abs(left.value - right.value))} apart "
            f"(expected at most the rounding of the inputs)",
            f"Check {operands}; if sources really disagree, say why under disagreement",
        )


def _operands(formula: Formula) -> list[str]:
    return [str(operand) for operand in formula.operands]


def _show(quantity: Quantity) -> str:
    return f"{_show_number(quantity.low)} to {_show_number(quantity.high)}"


def _show_number(number: object) -> str:
    return f"{float(str(number)):,.10g}"
