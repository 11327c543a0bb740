"""Metrics: observations, formulas, and identities between them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import (
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError

from explainer.data.model.fields import (
    CompanyId,
    FactId,
    MetricId,
    Number,
    PeriodField,
    Quality,
    Record,
    SourceId,
    Strict,
    UnitId,
    Words,
)
from explainer.data.quantities import Bound, Quantity


class Alternative(Strict):
    """What another source says of the same thing."""

    value: Number
    rounded_to: Number | None = None
    bound: Bound = "exact"
    source: SourceId
    note: Words | None = None

    def quantity(self, scale: int) -> Quantity:
        """The value in base units; ``scale`` is the metric's."""
        step = _step(self.value, self.rounded_to)
        return Quantity.rounded(self.value * scale, step * scale, self.bound)


class Observation(Strict):
    """One value of a metric. Exactly one of value, about, at_least, over, at_most, under,
    range or not_published."""

    period: PeriodField
    value: Number | None = None
    about: Number | None = None
    at_least: Number | None = None
    over: Number | None = None
    at_most: Number | None = None
    under: Number | None = None
    range: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    not_published: Literal[True] | None = None
    """No figure has been found; shown as such and never filled in."""
    rounded_to: Number | None = None
    """Unit of the last significant digit, in the metric's scale. Absent: the last digit typed."""
    source: SourceId | None = None
    sources: list[SourceId] = []
    """Further sources that give the same value."""
    locator: str | None = None
    """Page, table or paragraph in the source."""
    quality: Quality | None = None
    note: Words | None = None
    alternatives: list[Alternative] = []
    """The other values, for a disputed one."""
    why: Words | None = None
    """Why this value is the one used, for a disputed one."""

    _FORMS: ClassVar[tuple[str, ...]] = (
        "value", "about", "at_least", "over", "at_most", "under", "range", "not_published",
    )

    @model_validator(mode="after")
    def _consistent(self) -> Observation:
        given = [form for form in self._FORMS if getattr(self, form) is not None]
        if len(given) != 1:
            raise PydanticCustomError(
                "observation",
                "got {got}, expected exactly one of {forms}",
                {"got": " and ".join(given) or "no value", "forms": ", ".join(self._FORMS)},
            )
        if self.not_published:
            if self.quality:
                raise PydanticCustomError("observation", "not_published has no quality")
            return self
        lacking = {
            "a source": (self.source, "Name the source"),
            "a quality": (self.quality, f"Give one of {', '.join(get_args(Quality))}"),
        }
        missing = {name: remedy for name, (given, remedy) in lacking.items() if not given}
        if missing:
            raise PydanticCustomError(
                "observation", "a value needs {missing}",
                {"missing": " and ".join(missing), "remedy": ". ".join(missing.values())},
            )
        if (self.quality == "disputed") != bool(self.alternatives and self.why):
            raise PydanticCustomError(
                "observation",
                "quality disputed goes with alternatives and why (expected all three or none)",
            )
        return self

    def all_sources(self) -> list[SourceId]:
        """Every source of the observation, its own first."""
        own = [self.source] if self.source else []
        return [*own, *self.sources, *(a.source for a in self.alternatives)]

    def quantity(self, scale: int) -> Quantity | None:
        """The value in base units (``scale`` is the metric's); None if not published."""
        if self.not_published:
            return None
        if self.range:
            low, high = self.range
            step = min(_step(low, self.rounded_to), _step(high, self.rounded_to))
            return Quantity.between(low * scale, high * scale, step * scale)
        for form in self._FORMS:
            number = getattr(self, form)
            if number is not None:
                bound: Bound = "exact" if form == "value" else form  # type: ignore[assignment]
                step = _step(number, self.rounded_to)
                return Quantity.rounded(number * scale, step * scale, bound)
        raise AssertionError("validated: one form is given")


def _step(number: Decimal, rounded_to: Decimal | None) -> Decimal:
    return rounded_to or Decimal(1).scaleb(int(number.as_tuple().exponent))


class Formula(Strict):
    """How a figure is computed from others. Exactly one operation.

    Operands are metrics (taken at the same period) or facts (fixed).
    """

    sum: Annotated[list[FactId | MetricId], Field(min_length=2)] | None = None
    difference: Annotated[list[FactId | MetricId], Field(min_length=2)] | None = None
    """The first minus all the others."""
    ratio: Annotated[list[FactId | MetricId], Field(min_length=2, max_length=2)] | None = None
    """The first as a percentage of the second."""
    quotient: Annotated[list[FactId | MetricId], Field(min_length=2, max_length=2)] | None = None
    """The first divided by the second, a plain number."""
    growth: Annotated[list[FactId | MetricId], Field(min_length=2, max_length=2)] | None = None
    """By how many per cent the first is larger than the second (earlier) one."""
    fact: FactId | None = None
    """The figure itself; for sides of identities."""

    _OPERATIONS: ClassVar[tuple[str, ...]] = (
        "sum", "difference", "ratio", "quotient", "growth", "fact",
    )

    @model_validator(mode="after")
    def _one(self) -> Formula:
        given = [name for name in self._OPERATIONS if getattr(self, name) is not None]
        if len(given) != 1:
            raise PydanticCustomError(
                "formula",
                "got {got}, expected exactly one of {names}",
                {"got": " and ".join(given) or "nothing", "names": ", ".join(self._OPERATIONS)},
            )
        return self

    @property
    def operation(self) -> str:
        return next(name for name in self._OPERATIONS if getattr(self, name) is not None)

    @property
    def operands(self) -> list[FactId | MetricId]:
        value = getattr(self, self.operation)
        return value if isinstance(value, list) else [value]


class Metric(Record):
    """Something measured: observed values, or a formula over other metrics."""

    collection: ClassVar[str] = "metrics"

    name: Words
    short: Words | None = None
    """For chart labels and table heads."""
    definition: Words
    unit: UnitId
    scale: Annotated[int, Field(gt=0)] = 1
    """One unit of a typed value: 1000000 if values are typed in millions."""
    basis: Literal["IFRS", "non-IFRS", "HKFRS", "PRC-GAAP", "other"] = "other"
    company: CompanyId | None = None
    measure: Literal["flow", "stock"] = "flow"
    """A flow adds up over time (revenue); a stock is counted on a day (cash, staff)."""
    observations: list[Observation] = []
    formula: Formula | None = None
    periods: list[PeriodField] = []
    """For a formula: the periods to compute."""
    note: Words | None = None

    @model_validator(mode="after")
    def _observed_or_derived(self) -> Metric:
        if bool(self.observations) == bool(self.formula):
            raise PydanticCustomError(
                "metric", "got both or neither, expected either observations or a formula"
            )
        if bool(self.formula) != bool(self.periods):
            raise PydanticCustomError("metric", "formula and periods go together")
        return self

    def label(self, language: str) -> str:
        return (self.short or self.name)[language]


class Identity(Record):
    """A statement that must hold in the data, within the rounding of its inputs."""

    collection: ClassVar[str] = "identities"

    statement: Words
    left: Formula
    right: Formula
    disagreement: Words | None = None
    """Why the two sides are known to differ. The check then fails if they agree again."""
