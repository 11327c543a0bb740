"""The data model: one set of pydantic models is the schema of everything in ``data``.

References between records are typed (:class:`SourceId`, :class:`FactId`, …), so that one
generic walk finds every dangling one. Values are checked strictly; unknown keys are errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from explainer.periods import Period
from explainer.quantities import Bound, Quantity

IDENTIFIER = r"[a-z0-9]+(-[a-z0-9]+)*"

Quality = Literal["filed", "quoted", "derived", "disputed"]
"""How good a value is: as filed by the company, press quoting the filing, computed here,
or sources disagree (both values are kept)."""

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Reference(str):
    """The identifier of another record; ``collection`` names the folder it lives in."""

    collection: ClassVar[str]
    pattern: ClassVar[str] = IDENTIFIER

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(pattern=f"^{cls.pattern}$", strict=True)
        return core_schema.no_info_after_validator_function(cls, text)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _: CoreSchema, __: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{cls.pattern}$", "title": cls.__name__}


class SourceId(Reference):
    collection = "sources"
    pattern = r"[A-Za-z][A-Za-z0-9-]*"


class MetricId(Reference):
    collection = "metrics"


class FactId(Reference):
    """``metric.period``, such as ``net-loss.2020`` or ``net-loss.2018..2021-H1``."""

    collection = "facts"
    pattern = rf"{IDENTIFIER}\.[0-9][0-9A-Z.-]*"


class EventId(Reference):
    collection = "events"


class TermId(Reference):
    collection = "terms"


class PersonId(Reference):
    collection = "people"


class CompanyId(Reference):
    collection = "companies"


class LineId(Reference):
    collection = "lines"


class UnitId(Reference):
    collection = "units"
    pattern = r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*"


def _parse_period(value: Any) -> Period:
    if isinstance(value, Period):
        return value
    if not isinstance(value, int | str) or isinstance(value, bool):
        raise PydanticCustomError("period", "got {got}, expected a period", {"got": repr(value)})
    try:
        return Period.parse(str(value))
    except ValueError as error:
        raise PydanticCustomError("period", "{why}", {"why": str(error)}) from None


class _PeriodSchema:
    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_parse_period)

    @classmethod
    def __get_pydantic_json_schema__(cls, _: Any, __: Any) -> dict[str, Any]:
        return {
            "anyOf": [{"type": "integer"}, {"type": "string"}],
            "examples": [2018, "2021-H1", "2021-06-30", "2018..2021-H1"],
            "title": "Period",
        }


PeriodField = Annotated[Period, _PeriodSchema]


def _check_partial_date(value: Any) -> str:
    text = str(value)
    try:
        period = Period.parse(text)
    except ValueError:
        period = None
    if isinstance(value, bool) or period is None or period.kind not in ("year", "month", "day"):
        raise PydanticCustomError(
            "date", "got {got}, expected a date: 2021, 2021-08 or 2021-08-27", {"got": repr(text)}
        )
    return text


PartialDate = Annotated[
    str,
    BeforeValidator(_check_partial_date),
    Field(description="A date as exact as it is known: 2021, 2021-08 or 2021-08-27."),
]


def _check_number(value: Any) -> Any:
    """YAML numbers only: a quoted number is text, and a boolean is not a number."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("number", "got {got}, expected a number", {"got": repr(value)})
    return value


Number = Annotated[Decimal, BeforeValidator(_check_number)]


def _check_url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s\"<>]+", value):
        raise PydanticCustomError(
            "url", "got {got}, expected an http or https address", {"got": repr(value)}
        )
    return value


Url = Annotated[str, AfterValidator(_check_url)]
Identifier = Annotated[str, Field(pattern=f"^{IDENTIFIER}$")]


class Strict(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, use_attribute_docstrings=True
    )


class Words(Strict):
    """The same words in both languages. May call author functions, as articles do."""

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def __getitem__(self, language: str) -> str:
        return getattr(self, language)


class Affix(Strict):
    """What is written before or after a number; may be absent in one language."""

    zh: str = ""
    en: str = ""

    def __getitem__(self, language: str) -> str:
        return getattr(self, language)


class Record(Strict):
    """Anything with an identifier of its own, kept in ``data/<collection>/``."""

    collection: ClassVar[str]

    id: Identifier
    """Lower-case ASCII with hyphens. For ever: it is part of public addresses."""


class LanguageSettings(Strict):
    prefix: Annotated[str, Field(pattern=r"^([a-z-]+/)?$")]
    """Folder under the site's root, with a trailing slash; empty for the default language."""
    tag: str
    """BCP 47 tag for ``lang`` and ``hreflang``."""
    locale: str
    """Open Graph locale, such as zh_CN."""
    name: str
    """The language's name in itself, for the switch."""


class Languages(Strict):
    zh: LanguageSettings
    en: LanguageSettings

    def __getitem__(self, language: str) -> LanguageSettings:
        return getattr(self, language)


class Site(Strict):
    """``data/site.yml``: what the site is about and how it presents itself."""

    title: Words
    description: Words
    author: Words
    subject: CompanyId
    """The company the site explains."""
    data_to: PeriodField
    """The last day the figures cover, shown on every page."""
    licence_url: Url
    repository: Url | None = None
    languages: Languages
    pages: list[Identifier]
    """The articles in the order of the navigation: file names in docs/<language>, without .md."""
    examined: SourceId | None = None
    """The article whose claims are examined."""


class Unit(Strict):
    """A unit of measurement and how it is written."""

    collection: ClassVar[str] = "units"

    id: Annotated[str, Field(pattern=f"^{UnitId.pattern}$")]
    kind: Literal["currency", "percent", "count", "measure"]
    """Currencies and counts are scaled (亿, million); percentages and measures are not."""
    before: Affix = Affix()
    """Written before the number, such as RMB; any space included."""
    after: Affix = Affix()
    """Written after the number, such as 元 or people; any space included."""
    name: Words


class Source(Strict):
    """Somebody who says so: a filing, a paper, a press article."""

    collection: ClassVar[str] = "sources"

    id: Annotated[str, Field(pattern=f"^{SourceId.pattern}$")]
    title: Annotated[str, Field(min_length=1)]
    """As the source itself gives it, in its own language; short."""
    publisher: Annotated[str, Field(min_length=1)]
    """The outlet that wrote it. For a copy elsewhere, the original outlet."""
    author: str | None = None
    published: PartialDate | None = None
    """Absent only if the source gives no date."""
    url: Url | None = None
    archive_url: Url | None = None
    also: list[Url] = []
    """Further copies of the same text."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    kind: Literal["primary", "digest", "secondary"]
    """primary: filing, paper, official page or the company. digest: machine summary of a
    filing. secondary: press, broker, law firm, data vendor."""
    repost_on: str | None = None
    """The site that carries the copy we read, if it is not the publisher's."""
    accessed: PartialDate
    note: Words | None = None

    @model_validator(mode="after")
    def _findable(self) -> Source:
        if self.url is None and self.note is None:
            raise PydanticCustomError(
                "unfindable", "neither url nor note (expected one of the two)"
            )
        return self


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
        if not self.source or not self.quality:
            raise PydanticCustomError("observation", "a value needs a source and a quality")
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
            return Quantity.between(low * scale, high * scale, _step(low, self.rounded_to) * scale)
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


class Event(Record):
    """Something that happened on a day, in a month or in a year."""

    collection: ClassVar[str] = "events"

    date: PartialDate
    title: Words
    text: Words | None = None
    category: Literal[
        "people", "research", "company", "funding", "listing", "sanctions", "product",
        "context", "industry",
    ]
    quality: Quality = "quoted"
    sources: Annotated[list[SourceId], Field(min_length=1)]
    facts: list[FactId] = []
    people: list[PersonId] = []
    note: Words | None = None


Verdict = Literal[
    "supported", "supported-with-rounding", "needs-context", "misleading", "wrong",
    "unverified", "opinion",
]


VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


class Claim(Record):
    """A statement of the examined article, in our own words, and what the evidence says."""

    collection: ClassVar[str] = "claims"

    number: Annotated[int, Field(gt=0)]
    paragraphs: Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=1)]
    """Where the article says it: 0 is the headline, then its paragraphs of text."""
    statement: Words
    figure: Words | None = None
    """The figure as the article gives it."""
    evidence: Words
    verdict: Verdict
    reasoning: Words | None = None
    facts: list[FactId] = []
    sources: list[SourceId] = []


class Term(Record):
    """A technical term, explained once and marked in the text."""

    collection: ClassVar[str] = "terms"

    name: Words
    aliases: Annotated[dict[Language, list[str]], Field(default_factory=dict)]
    """Other spellings that mean the same."""
    mark: bool = True
    """Whether its first use in a section is marked; false for names that need no explaining."""
    definition: Words | None = None
    sources: list[SourceId] = []


class Person(Record):
    collection: ClassVar[str] = "people"

    name: Words
    role: Words
    sources: Annotated[list[SourceId], Field(min_length=1)]


class Company(Record):
    collection: ClassVar[str] = "companies"

    name: Words
    short: Words | None = None
    note: Words | None = None
    sources: list[SourceId] = []


class Line(Record):
    """A business line, or a product or platform that belongs to one."""

    collection: ClassVar[str] = "lines"

    kind: Literal["line", "product", "platform"]
    name: Words
    text: Words
    parent: LineId | None = None
    successor: LineId | None = None
    launched: PartialDate | None = None
    metrics: list[MetricId] = []
    sources: Annotated[list[SourceId], Field(min_length=1)]


class Series(Strict):
    """One series of a chart."""

    metric: MetricId
    label: Words | None = None
    """Absent: the metric's short name."""
    colour: Annotated[int, Field(ge=1, le=6)] | None = None
    """Number of the categorical colour; absent: the position in the list."""
    side: Literal["left", "right"] = "right"
    """For diverging bars: left of zero or right of it."""
    instead_of: list[MetricId] = []
    """Drawn only for periods in which one of these has no published value."""


class ReferenceLine(Strict):
    """A line drawn across a chart at a fact's value."""

    fact: FactId
    label: Words


class Point(Strict):
    """A single figure of a chart, with the words that name it."""

    fact: FactId
    label: Words | None = None
    note: Words | None = None


class Step(Strict):
    """One bar of a waterfall: a total drawn from zero, or a part taken off the one before."""

    fact: FactId
    label: Words
    role: Literal["total", "less"]
    part: Point | None = None
    """A known part of the step, drawn inside it."""


class Panel(Strict):
    """One of several small charts on one scale."""

    title: Words
    note: Words | None = None
    series: list[Series] = []
    periods: list[PeriodField] = []
    points: list[Point] = []
    """Single figures in place of series and periods."""


class Chart(Record):
    """A chart: the kind is code, everything else is here.

    Which of series, periods, points, steps, panels and events a kind needs is said in its
    module under ``explainer.charts.kinds`` and checked when the data is read.
    """

    collection: ClassVar[str] = "charts"

    kind: Identifier
    title: Words
    """States the finding. May call author functions, as all texts of a chart may."""
    subtitle: Words
    """What is shown, in which unit and period."""
    takeaway: Words
    alt: Words
    """What a reader who cannot see the picture needs to know."""
    series: list[Series] = []
    periods: list[PeriodField] = []
    points: list[Point] = []
    steps: list[Step] = []
    panels: list[Panel] = []
    scales: Literal["shared", "own"] = "shared"
    """Whether the panels share one scale, so that they compare, or each has its own."""
    events: list[EventId] = []
    reference: ReferenceLine | None = None
    total: MetricId | None = None
    """What the parts of a bar add up to: written at its end, or what shares are of."""
    note: Words | None = None


class Change(Record):
    """A correction or update of something published."""

    collection: ClassVar[str] = "changes"

    date: PartialDate
    kind: Literal["published", "correction", "update", "moved", "withdrawn"]
    fact: FactId | None = None
    old: str | None = None
    new: str | None = None
    reason: Words


class Exempt(Record):
    """A number word that articles may type, because it is no figure of the data."""

    collection: ClassVar[str] = "exceptions"

    phrase: Annotated[str, Field(min_length=1)]
    """The exact phrase; everywhere it occurs is allowed."""
    language: Language
    reason: Annotated[str, Field(min_length=1)]


RECORDS: tuple[type[Strict], ...] = (
    Unit, Source, Metric, Identity, Event, Claim, Term, Person, Company, Line, Chart, Change,
    Exempt,
)


def references(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[
    tuple[tuple[str | int, ...], Reference]
]:
    """Every reference inside a validated model, with the path to it."""
    if isinstance(value, Reference):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from references(getattr(value, name), (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from references(item, (*path, index))


def words(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[
    tuple[tuple[str | int, ...], Words]
]:
    """Every bilingual text inside a validated model, with the path to it."""
    if isinstance(value, Words):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from words(getattr(value, name), (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from words(item, (*path, index))


def as_date(text: str) -> date:
    """The first day of a partial date, for sorting and drawing."""
    return Period.parse(text).first
