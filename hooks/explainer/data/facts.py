"""Facts: a metric at a period, observed or computed, with everything said about it.

A computed fact has the sources of its inputs, and rests on those of them that are disputed.
Three ways lead to a value: an observation; the metric's own formula; and, for a flow over a
span of periods, the sum of the parts (``net-loss.2018..2021-H1``). An observation that
``confirms`` is none of them: it says who else states what is computed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from explainer.data.model import (
    FactId,
    Formula,
    Metric,
    Observation,
    Operation,
    Origin,
    SourceId,
    State,
)
from explainer.data.periods import Period, tile
from explainer.data.quantities import Quantity, total
from explainer.data.readings import Read, note, reading, shared
from explainer.data.units import REMEDY, unlike
from explainer.problems import suggestion

Standing = Literal["reported", "disputed", "computed", "resting", "not_found", "not_disclosed"]
"""What a reader must be told of a figure at a glance: reported by somebody; sources disagree;
computed here; computed here from a figure on which sources disagree; or why there is none."""


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
    """One figure. ``quantity`` is None if there is no value; ``state`` says why.

    ``observation`` is set for an observed fact; ``operation`` and ``inputs`` for a derived one,
    with the observations that state the same. ``spread`` is the range that the values of
    disagreeing sources leave; None if none disagree, or if it has no end.
    """

    id: str
    metric: Metric
    period: Period
    quantity: Quantity | None
    sources: tuple[SourceId, ...]
    observation: Observation | None = None
    operation: Operation | None = None
    inputs: tuple[Fact, ...] = ()
    spread: Quantity | None = None
    confirmed_by: tuple[Observation, ...] = ()

    @property
    def computed(self) -> bool:
        return self.operation is not None

    @property
    def state(self) -> State:
        """Whether there is a value. A sum without a part that we have not found is not found."""
        if self.observation:
            return self.observation.state
        states = {fact.state for fact in self.inputs}
        return "not_found" if "not_found" in states else \
            "not_disclosed" if "not_disclosed" in states else "known"

    @property
    def origin(self) -> Origin | None:
        """What the value was read in; None without a value."""
        if self.observation:
            return self.observation.origin
        return "computed" if self.state == "known" else None

    @property
    def disputed(self) -> bool:
        """Whether sources disagree on this figure itself."""
        return bool(self.observation and self.observation.alternatives)

    @property
    def rests_on(self) -> tuple[Fact, ...]:
        """The disputed figures that a computed one goes back to, each once."""
        found: dict[str, Fact] = {}
        for fact in self.inputs:
            found.update({f.id: f for f in ((fact,) if fact.disputed else fact.rests_on)})
        return tuple(found.values())

    @property
    def standing(self) -> Standing:
        """What marks, styles and keys tell of the figure."""
        if self.state != "known":
            return self.state
        if self.disputed:
            return "disputed"
        if self.origin != "computed":
            return "reported"
        return "resting" if self.rests_on else "computed"


@dataclass(frozen=True)
class Result:
    """The outcome of a formula: a quantity in base units or per cent, and its inputs."""

    quantity: Quantity | None
    operation: Operation
    inputs: tuple[Fact, ...]
    spread: Quantity | None = None

    @classmethod
    def of(cls, operation: Operation, inputs: Sequence[Fact]) -> Result:
        return cls(
            _apply(operation, inputs, [fact.quantity for fact in inputs]), operation,
            tuple(inputs), _spread(operation, inputs),
        )


class Facts:
    """All facts of a set of metrics, by id, computed when asked for.

    ``broken`` names metrics that exist but cannot be used; asking for one of theirs raises
    BrokenReference. So does asking for one that is not known, if not all could be read
    (``incomplete``).
    """

    def __init__(
        self, metrics: Mapping[str, Metric], broken: Collection[str] = (),
        incomplete: bool = False,
    ) -> None:
        self._metrics = metrics
        self._broken = broken
        self._incomplete = incomplete
        self._cache: dict[str, tuple[Fact, frozenset[Read]]] = {}
        """With what was read of the metrics for it."""
        self._computing: set[str] = set()

    def get(self, fact_id: str) -> Fact:
        """The fact ``metric.period``. Raises FactError if there is none."""
        if known := self._cache.get(fact_id):
            note(known[1])
            return known[0]
        with reading() as read:
            fact = self._made(fact_id)
        self._cache[fact_id] = fact, shared(frozenset(read))
        return fact

    def of_metric(self, metric: Metric) -> list[Fact]:
        """Every fact with an address: all observations, or all periods of a formula."""
        periods = sorted(metric.known_periods, key=lambda p: p.sort_key)
        return [self.get(f"{metric.id}.{p}") for p in periods]

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
        operation = formula.operation
        _check_units(operation, operands)
        return Result.of(operation, operands)

    def _made(self, fact_id: str) -> Fact:
        metric, period = self._split(fact_id)
        if fact_id in self._computing:
            raise FactError(f'"{fact_id}" is computed from itself', "Break the circle of formulas")
        self._computing.add(fact_id)
        try:
            return self._find(fact_id, metric, period)
        finally:
            self._computing.discard(fact_id)

    def _split(self, fact_id: str) -> tuple[Metric, Period]:
        name, dot, text = fact_id.partition(".")
        if name in self._broken or (self._incomplete and name not in self._metrics):
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
            if observation.period == period and not observation.confirms:
                return Fact(
                    fact_id, metric, period, observation.quantity(metric.scale),
                    tuple(observation.all_sources()), observation,
                    spread=_alternatives(observation, metric.scale),
                )
        if metric.formula and period in metric.periods:
            return self._derived(fact_id, metric, period, self.evaluate(metric.formula, period))
        if period.kind == "span" and metric.measure == "flow":
            parts = tile(period, metric.known_periods)
            if parts and len(parts) > 1:
                inputs = [self.get(f"{metric.id}.{part}") for part in parts]
                return self._derived(fact_id, metric, period, Result.of("sum", inputs))
        known_texts = [str(p) for p in metric.known_periods]
        raise FactError(
            f'unknown fact "{fact_id}": {metric.id} has no {period}'
            f"{_near(period, known_texts)}",
            f"Published periods: {', '.join(known_texts)}",
        )

    @staticmethod
    def _derived(fact_id: str, metric: Metric, period: Period, result: Result) -> Fact:
        sources: dict[SourceId, None] = {}
        for fact in result.inputs:
            sources.update(dict.fromkeys(fact.sources))
        confirming = tuple(o for o in metric.observations if o.confirms and o.period == period)
        for observation in confirming:
            sources.update(dict.fromkeys(observation.all_sources()))
        return Fact(
            fact_id, metric, period, result.quantity, tuple(sources), None, result.operation,
            result.inputs, result.spread, confirming,
        )


def _check_units(operation: Operation, facts: list[Fact]) -> None:
    """Refuse to add or compare what is not of one unit. Raises FactError."""
    units = [fact.metric.unit for fact in facts]
    odd = unlike(units)
    if odd is not None and operation != "quotient":
        raise FactError(
            f"{facts[odd].id} is in {units[odd]}, but {facts[0].id} in {units[0]}", REMEDY
        )


def _near(period: Period, known: list[str]) -> str:
    """A period of the same form that is there, if only a letter differs and not the year."""
    text = str(period)
    alike = [k for k in known if k[:4] == text[:4] and k != text]
    return suggestion(text, alike) if len(alike) == 1 else ""


def _alternatives(observation: Observation, scale: int) -> Quantity | None:
    """From the least to the most that a source gives; None if they do not disagree."""
    quantity = observation.quantity(scale)
    if quantity is None or not observation.alternatives:
        return None
    given = [quantity, *(other.quantity(scale) for other in observation.alternatives)]
    return _between(given)


def _between(given: Sequence[Quantity]) -> Quantity | None:
    """The range of what several quantities are said to be; a bound leaves its end open."""
    ends = [end for q in given for end in (_point(q).low, _point(q).high)]
    if not all(end.is_finite() for end in ends):
        return None
    return Quantity.between(min(ends), max(ends), min(q.step for q in given))


def _point(quantity: Quantity) -> Quantity:
    """The quantity without the room that its rounding leaves."""
    if quantity.bound == "range":
        return quantity
    low, high = (
        end if end.is_infinite() else quantity.value for end in (quantity.low, quantity.high)
    )
    return replace(quantity, low=low, high=high)


def _spread(operation: Operation, facts: Sequence[Fact]) -> Quantity | None:
    """The range of the result over all that disagreeing sources say of the inputs (interval
    arithmetic); None if they do not disagree, or if the range has no end."""
    if not any(fact.spread for fact in facts):
        return None
    ranges = [fact.spread or (fact.quantity and _point(fact.quantity)) for fact in facts]
    try:
        result = _apply(operation, facts, ranges)
    except FactError:
        return None
    return result and _between([replace(result, bound="range")])


def _apply(
    operation: Operation, facts: Sequence[Fact], given: Sequence[Quantity | None]
) -> Quantity | None:
    """The operation's result for what is ``given`` of the facts; None if a value is missing."""
    quantities = [quantity for quantity in given if quantity is not None]
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
