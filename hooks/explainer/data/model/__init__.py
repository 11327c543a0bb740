"""The data model: one set of pydantic models is the schema of everything in ``data``.

References between records are typed (:class:`SourceId`, :class:`FactId`, …), so that one
generic walk finds every dangling one. Values are checked strictly; unknown keys are errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from explainer.data.model.accountability import (
    Imprint,
    Quotation,
    VerdictTest,
)
from explainer.data.model.changes import (
    Address,
    Change,
    Exempt,
)
from explainer.data.model.charts import (
    Chart,
    Panel,
    Point,
    ReferenceLine,
    Series,
    Step,
)
from explainer.data.model.fields import (
    IDENTIFIER,
    LANGUAGES,
    Affix,
    CompanyId,
    EventId,
    FactId,
    Identifier,
    Language,
    LineId,
    MetricId,
    Number,
    Origin,
    PartialDate,
    PeriodField,
    PersonId,
    PublisherId,
    Record,
    Reference,
    SourceId,
    State,
    Strict,
    TermId,
    Text,
    UnitId,
    Url,
    Words,
)
from explainer.data.model.measures import (
    Alternative,
    Formula,
    Identity,
    Looked,
    Metric,
    Observation,
    Operation,
)
from explainer.data.model.sites import (
    Due,
    Languages,
    LanguageSettings,
    Publisher,
    Site,
    Source,
    Unit,
)
from explainer.data.model.stories import (
    CATEGORIES,
    VERDICTS,
    Claim,
    Company,
    Event,
    Line,
    Person,
    Term,
    Verdict,
)
from explainer.data.periods import Period

RECORDS: tuple[Any, ...] = (
    Unit, Publisher, Source, Metric, Identity, Event, Claim, Term, Person, Company, Line, Chart,
    Quotation, VerdictTest, Change, Exempt,
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


def texts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[
    tuple[tuple[str | int, ...], str]
]:
    """Every text inside a validated model, with the path to it; no references."""
    if isinstance(value, str) and not isinstance(value, Reference):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, item in value:
            yield from texts(item, (*path, name))
    elif isinstance(value, list | dict):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(item, (*path, key))


def as_date(text: str) -> date:
    """The first day of a partial date, for sorting and drawing."""
    return Period.parse(text).first

__all__ = [
    "CATEGORIES",
    "IDENTIFIER",
    "LANGUAGES",
    "RECORDS",
    "VERDICTS",
    "Address",
    "Affix",
    "Alternative",
    "Change",
    "Chart",
    "Claim",
    "Company",
    "CompanyId",
    "Due",
    "Event",
    "EventId",
    "Exempt",
    "FactId",
    "Formula",
    "Identifier",
    "Identity",
    "Imprint",
    "Language",
    "LanguageSettings",
    "Languages",
    "Line",
    "LineId",
    "Looked",
    "Metric",
    "MetricId",
    "Number",
    "Observation",
    "Operation",
    "Origin",
    "Panel",
    "PartialDate",
    "PeriodField",
    "Person",
    "PersonId",
    "Point",
    "Publisher",
    "PublisherId",
    "Quotation",
    "Record",
    "Reference",
    "ReferenceLine",
    "Series",
    "Site",
    "Source",
    "SourceId",
    "State",
    "Step",
    "Strict",
    "Term",
    "TermId",
    "Text",
    "Unit",
    "UnitId",
    "Url",
    "Verdict",
    "VerdictTest",
    "Words",
    "as_date",
    "references",
    "texts",
    "words",
]
