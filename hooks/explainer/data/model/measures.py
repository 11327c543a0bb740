"""Metrics: observations, formulas, and identities between them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import (
    AfterValidator,
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError

from explainer.data.model.fields import (
    BasisId,
    CompanyId,
    FactId,
    MetricId,
    Number,
    Origin,
    PartialDate,
    PeriodField,
    Record,
    SourceId,
    State,
    Strict,
    Text,
    UnitId,
)
from explainer.data.model.wording import Words
from explainer.data.periods import Period
from explainer.data.quantities import Bound, Quantity

_PASSAGE = 200


def _check_passage(value: str) -> str:
    if not 0 < len(value.strip()) <= _PASSAGE:
        raise PydanticCustomError(
            "passage", "got {got} characters, expected 1 to {most}",
            {"got": len(value.strip()), "most": _PASSAGE,
             "remedy": "Copy the source's own words around the number"},
        )
    return value


Passage = Annotated[str, AfterValidator(_check_passage)]


def _check_range(values: list[Decimal]) -> list[Decimal]:
    if len(values) == 2 and values[0] > values[1]:
        raise PydanticCustomError(
            "range", "got {low} and {high}, expected the smaller number first",
            {"low": str(values[0]), "high": str(values[1]),
             "remedy": "Change their order, or write one value"},
        )
    return values


def _check_rounding(value: Decimal) -> Decimal:
    if value <= 0:
        raise PydanticCustomError(
            "rounding", "got {got}, expected more than 0",
            {"got": str(value), "remedy": "Write the unit of the last digit that is known: 1000"},
        )
    return value


def _check_scale(value: int) -> int:
    if str(value).strip("0") != "1" or value > MAX_SCALE:
        raise PydanticCustomError(
            "scale", "got {got}, expected 1, 10, 100 and so on to {most}",
            {"got": str(value), "most": f"{MAX_SCALE:,}",
             "remedy": "Write the unit values are typed in: 1000000 for millions"},
        )
    return value


Operation = Literal["sum", "difference", "ratio", "quotient", "growth", "fact"]
MAX_SCALE = 10**12
Rounding = Annotated[Number, AfterValidator(_check_rounding)]
"""Unit of the last significant digit."""
Range = Annotated[
    list[Number], Field(min_length=2, max_length=2), AfterValidator(_check_range)
]
"""The smallest and the largest that a figure can be."""


class Alternative(Strict):
    """What another source says of the same thing."""

    value: Number
    rounded_to: Rounding | None = None
    bound: Bound = "exact"
    source: SourceId
    origin: Origin
    """What it was read in, as for the value itself."""
    locator: str | None = None
    """Page, table or paragraph in the source."""
    passage: Passage | None = None
    """The source's own words with the number, at most 200 characters."""
    note: Words | None = None

    def quantity(self, scale: int) -> Quantity:
        """The value in base units; ``scale`` is the metric's."""
        step = _step(self.value, self.rounded_to)
        return Quantity.rounded(self.value * scale, step * scale, self.bound)


class Looked(Strict):
    """When and where a figure was looked for in vain."""

    date: PartialDate
    where: Words | None = None
    """Absent: in the sources of this site."""


class Observation(Strict):
    """One value of a metric. Exactly one of value, about, at_least, over, at_most, under,
    range, not_found or not_disclosed."""

    period: PeriodField
    value: Number | None = None
    about: Number | None = None
    at_least: Number | None = None
    over: Number | None = None
    at_most: Number | None = None
    under: Number | None = None
    range: Range | None = None
    not_found: Literal[True] | None = None
    """We have found no figure; shown as such and never filled in."""
    not_disclosed: Literal[True] | None = None
    """Nobody has given a figure, and the source shows it."""
    looked: Looked | None = None
    """For a figure not found: when and where it was looked for."""
    rounded_to: Rounding | None = None
    """Unit of the last significant digit, in the metric's scale. Absent: the last digit typed."""
    source: SourceId | None = None
    sources: list[SourceId] = []
    """Further sources that give the same value."""
    locator: Text | None = None
    """Page, table or paragraph in the source."""
    passage: Passage | None = None
    """The source's own words with the number, at most 200 characters."""
    origin: Origin | None = None
    """What the value was read in. It says no more than what the source was read as."""
    confirms: bool = False
    """The figure is computed; this source states the same."""
    note: Words | None = None
    alternatives: list[Alternative] = []
    """What other sources say, if they disagree."""
    why: Words | None = None
    """Why this value is the one used, for a disputed one."""

    _FORMS: ClassVar[tuple[str, ...]] = (
        "value", "about", "at_least", "over", "at_most", "under", "range",
        "not_found", "not_disclosed",
    )
    _OF_VALUES: ClassVar[tuple[str, ...]] = (
        "rounded_to", "origin", "confirms", "alternatives", "why",
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
        if bool(self.not_found) != bool(self.looked):
            raise PydanticCustomError(
                "observation", "not_found goes with looked (expected both or neither)",
                {"remedy": "Say when it was looked for: looked: {date: 2026-11-23}"},
            )
        if self.state != "known":
            for name in filter(self.__getattribute__, self._OF_VALUES):
                raise PydanticCustomError(
                    "observation", "{state} has no {name}", {"state": self.state, "name": name}
                )
            if self.not_disclosed and not self.source:
                raise PydanticCustomError(
                    "observation", "not_disclosed needs a source",
                    {"remedy": "Name the source that shows that nobody gives it, or write "
                               "not_found"},
                )
            return self
        lacking = {
            "a source": (self.source, "Name the source"),
            "an origin": (self.origin, f"Give one of {', '.join(get_args(Origin))}"),
        }
        missing = {name: remedy for name, (given, remedy) in lacking.items() if not given}
        if missing:
            raise PydanticCustomError(
                "observation", "a value needs {missing}",
                {"missing": " and ".join(missing), "remedy": ". ".join(missing.values())},
            )
        if bool(self.alternatives) != bool(self.why):
            raise PydanticCustomError(
                "observation", "alternatives go with why (expected both or neither)",
                {"remedy": "Say why this value is used, or remove the alternatives"},
            )
        if self.origin == "computed" and not self.note:
            raise PydanticCustomError(
                "observation", "a typed value that was computed needs a note",
                {"remedy": "Say what it was computed from, or give the metric a formula"},
            )
        return self

    @property
    def state(self) -> State:
        """Whether there is a value."""
        if self.not_disclosed:
            return "not_disclosed"
        return "not_found" if self.not_found else "known"

    def all_sources(self) -> list[SourceId]:
        """Every source of the observation, its own first."""
        own = [self.source] if self.source else []
        return [*own, *self.sources, *(a.source for a in self.alternatives)]

    def quantity(self, scale: int) -> Quantity | None:
        """The value in base units (``scale`` is the metric's); None if there is none."""
        if self.state != "known":
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

    _OPERATIONS: ClassVar[tuple[Operation, ...]] = get_args(Operation)

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
    def operation(self) -> Operation:
        return next(name for name in self._OPERATIONS if getattr(self, name) is not None)

    @property
    def operands(self) -> list[FactId | MetricId]:
        value = getattr(self, self.operation)
        return value if isinstance(value, list) else [value]


class Basis(Strict):
    """Rules by which figures are reckoned: accounting standards, or a company's own measure."""

    collection: ClassVar[str] = "bases"

    id: Annotated[str, Field(pattern=f"^{BasisId.pattern}$")]
    name: Words


class Metric(Record):
    """Something measured: observed values, or a formula over other metrics."""

    collection: ClassVar[str] = "metrics"

    name: Words
    short: Words | None = None
    """For chart labels and table heads."""
    definition: Words
    unit: UnitId
    scale: Annotated[int, Field(gt=0), AfterValidator(_check_scale)] = 1
    """One unit of a typed value: 1000000 if values are typed in millions."""
    basis: BasisId | None = None
    """By which rules it was reckoned; absent: by none in particular."""
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
        observed = [o for o in self.observations if not o.confirms]
        if bool(observed) == bool(self.formula):
            raise PydanticCustomError(
                "metric", "got both or neither, expected either observations or a formula "
                "(with observations that confirm it)"
            )
        if bool(self.formula) != bool(self.periods):
            raise PydanticCustomError("metric", "formula and periods go together")
        return self

    @property
    def known_periods(self) -> list[Period]:
        """The periods that have a figure of their own: observed, or computed by the formula."""
        return self.periods or [o.period for o in self.observations if not o.confirms]

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
