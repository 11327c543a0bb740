"""Facts: a metric at a period, observed or computed, with everything said about it.

A fact's quality is the weakest of its inputs, its sources are theirs. Three ways lead to
a value: an observation; the metric's own formula; and, for a flow over a span of periods,
the sum of the parts (``net-loss.2018..2021-H1``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from explainer.data.model import FactId, Formula, Metric, Observation, Quality, SourceId
from explainer.data.periods import Period, tile
from explainer.data.quantities import Quantity, total
from explainer.problems import suggestion

Operation = Literal["sum", "difference", "ratio", "quotient", "growth", "fact"]


class FactError(LookupError):
    """A fact that cannot be had: what is wrong and what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


class BrokenReference(FactError):
    """A record that exists but is reported as broken; what refers to it need not complain."""

    def __init__(self, identifier: str) -> None:
        super().__init__(f'"{identifier}" is broken', "Mend what is reported of it")


@dataclass(frozen=True)
class Fact:
    """One figure. ``quantity`` is None if no value was published.

    ``observation`` is set for an observed fact; ``operation`` and ``inputs`` for a derived one.
    """

    id: str
    metric: Metric
    period: Period
    quantity: Quantity | None
    quality: Quality
    sources: tuple[SourceId, ...]
    observation: Observation | None = None
    operation: Operation | None = None
    inputs: tuple[Fact, ...] = ()

    @property
    def computed(self) -> bool:
        return self.operation is not None


@dataclass(frozen=True)
class Result:
    """The outcome of a formula: a quantity in base units or per cent, and its inputs."""

    quantity: Quantity | None
    operation: Operation
    inputs: tuple[Fact, ...]


class Facts:
    """All facts of a set of metrics, by id, computed when asked for.

    ``broken`` names metrics that exist but cannot be used; asking for one of theirs raises
    BrokenReference.
    """

    def __init__(self, metrics: Mapping[str, Metric], broken: Collection[str] = ()) -> None:
        self._metrics = metrics
        self._broken = broken
        self._cache: dict[str, Fact] = {}
        self._computing: set[str] = set()

    def get(self, fact_id: str) -> Fact:
        """The fact ``metric.period``. Raises FactError if there is none."""
        if fact_id in self._cache:
            return self._cache[fact_id]
        metric, period = self._split(fact_id)
        if fact_id in self._computing:
            raise FactError(f'"{fact_id}" is computed from itself', "Break the circle of formulas")
        self._computing.add(fact_id)
        try:
            fact = self._find(fact_id, metric, period)
        finally:
            self._computing.discard(fact_id)
        self._cache[fact_id] = fact
        return fact

    def of_metric(self, metric: Metric) -> list[Fact]:
        """Every fact with an address: all observations, or all periods of a formula."""
        periods = metric.periods or [o.period for o in metric.observations]
        return [self.get(f"{metric.id}.{p}") for p in sorted(periods, key=lambda p: p.sort_key)]

    def evaluate(self, formula: Formula, period: Period | None = None) -> Result:
        """Compute a formula; metrics among its operands are taken at ``period``."""
        operands = []
        for operand in formula.operands:
            if isinstance(operand, FactId):
                operands.append(self.get(operand))
            elif period is None:
                raise FactError(
                    f'"{operand}" is a metric without a period', "Write a fact, metric.period"
                )
            else:
                operands.append(self.get(f"{operand}.{period}"))
        operation: Operation = formula.operation  # type: ignore[assignment]
        return Result(_apply(operation, operands), operation, tuple(operands))

    def _split(self, fact_id: str) -> tuple[Metric, Period]:
        name, dot, text = fact_id.partition(".")
        if name in self._broken:
            raise BrokenReference(name)
        if name not in self._metrics or not dot:
            if not dot:
                raise FactError(
                    f'"{fact_id}" is not a fact (expected metric.period)',
                    "Add the period, as in net-loss.2020",
                )
            near = suggestion(name, self._metrics)
            raise FactError(
                f'unknown fact "{fact_id}": no metric "{name}"{near}',
                "Use the id of a metric in data/metrics",
            )
        try:
            return self._metrics[name], Period.parse(text)
        except ValueError as error:
            raise FactError(f'unknown fact "{fact_id}": {error}', "Correct the period") from None

    def _find(self, fact_id: str, metric: Metric, period: Period) -> Fact:
        for observation in metric.observations:
            if observation.period == period:
                return Fact(
                    fact_id, metric, period, observation.quantity(metric.scale),
                    observation.quality or "quoted", tuple(observation.all_sources()), observation,
                )
        if metric.formula and period in metric.periods:
            return self._derived(fact_id, metric, period, self.evaluate(metric.formula, period))
        if period.kind == "span" and metric.measure == "flow":
            known = metric.periods or [o.period for o in metric.observations]
            parts = tile(period, known)
            if parts and len(parts) > 1:
                inputs = tuple(self.get(f"{metric.id}.{part}") for part in parts)
                result = Result(_apply("sum", inputs), "sum", inputs)
                return self._derived(fact_id, metric, period, result)
        known_texts = [str(p) for p in metric.periods or [o.period for o in metric.observations]]
        raise FactError(
            f'unknown fact "{fact_id}": {metric.id} has no {period}'
            f"{suggestion(str(period), known_texts)}",
            f"Published periods: {', '.join(known_texts)}",
        )

    @staticmethod
    def _derived(fact_id: str, metric: Metric, period: Period, result: Result) -> Fact:
        sources: dict[SourceId, None] = {}
        for fact in result.inputs:
            sources.update(dict.fromkeys(fact.sources))
        disputed = any(fact.quality == "disputed" for fact in result.inputs)
        return Fact(
            fact_id, metric, period, result.quantity, "disputed" if disputed else "derived",
            tuple(sources), None, result.operation, result.inputs,
        )


def _apply(operation: Operation, facts: list[Fact] | tuple[Fact, ...]) -> Quantity | None:
    """The operation's result; None if an input was not published."""
    quantities = [fact.quantity for fact in facts if fact.quantity is not None]
    if len(quantities) < len(facts):
        return None
    first, *others = quantities
    match operation:
        case "fact":
            return first
        case "sum":
            return total(quantities)
        case "difference":
            return first - total(others)
    try:
        quotient = first / others[0]
    except ZeroDivisionError:
        raise FactError(
            f"{operation} of {facts[0].id} and {facts[1].id}: the divisor can be zero",
            "Choose another formula",
        ) from None
    match operation:
        case "ratio":
            return quotient.times(100)
        case "growth":
            if quotient.value < 0:
                raise FactError(
                    f"growth of {facts[0].id} over {facts[1].id}: one is negative, one is not",
                    "Say by how much they differ, with difference()",
                )
            return (quotient + Quantity.whole(-1)).times(100)
    return quotient
