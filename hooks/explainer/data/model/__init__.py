"""The data model: one set of pydantic models is the schema of everything in ``data``.

References between records are typed (:class:`SourceId`, :class:`FactId`, …), so that one
generic walk finds every dangling one. Values are checked strictly; unknown keys are errors.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, TypeVar, get_args

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
    Annotation,
    Chart,
    Focus,
    Panel,
    Point,
    Range,
    ReferenceLine,
    Series,
    Squares,
    Step,
)
from explainer.data.model.fields import (
    IDENTIFIER,
    LANGUAGE,
    CompanyId,
    EventId,
    FactId,
    Identifier,
    IllustrationId,
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
)
from explainer.data.model.illustrations import (
    Control,
    Illustration,
    Stage,
)
from explainer.data.model.measures import (
    Alternative,
    Basis,
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
    ScaleWord,
    Section,
    Site,
    Source,
    Unit,
    tells_one,
)
from explainer.data.model.stories import (
    VERDICTS,
    Category,
    Claim,
    Company,
    Event,
    Line,
    Person,
    Term,
    Verdict,
)
from explainer.data.model.wording import Affix, Converted, Spoken, Texts, Words
from explainer.data.periods import Period

T = TypeVar("T", Reference, Words)
Path = tuple[str | int, ...]
"""Where something stands in a record: keys and indices."""

RECORDS: tuple[Any, ...] = (
    Unit, Publisher, Source, Basis, Metric, Identity, Category, Event, Claim, Term, Person, Company,
    Line, Illustration, Chart, Quotation, VerdictTest, Change, Exempt,
)


def references(record: BaseModel) -> list[tuple[Path, Reference]]:
    """Every reference inside a validated model, with the path to it."""
    return _found(record, Reference, (), [])


def words(record: BaseModel) -> list[tuple[Path, Words]]:
    """Every text in the languages of the site inside a validated model, with the path to it."""
    return _found(record, Words, (), [])


def _found(value: Any, wanted: type[T], path: Path, found: list[tuple[Path, T]]) -> list[
    tuple[Path, T]
]:
    """Everything of a kind inside a value, added to what was found; only fields that may hold it
    are looked into."""
    if isinstance(value, wanted):
        found.append((path, value))
    elif type(value) is list:
        for index, item in enumerate(value):
            _found(item, wanted, (*path, index), found)
    elif isinstance(value, BaseModel):
        for name in _fields(type(value), wanted):
            if inner := getattr(value, name):
                _found(inner, wanted, (*path, name), found)
    return found


@cache
def _fields(kind: type[BaseModel], wanted: type) -> tuple[str, ...]:
    """The fields of a model that may hold something of a kind, by what they are declared as."""
    return tuple(
        name for name, field in kind.model_fields.items() if _may_hold(field.annotation, wanted)
    )


def _may_hold(declared: Any, wanted: type) -> bool:
    if parts := get_args(declared):
        return any(_may_hold(part, wanted) for part in parts)
    if not isinstance(declared, type):
        return False
    return issubclass(declared, wanted) or (
        issubclass(declared, BaseModel) and bool(_fields(declared, wanted))
    )


def texts(record: BaseModel) -> list[tuple[Path, str]]:
    """Every text inside a validated model, with the path to it; no references."""
    return _texts(record, (), [])


def _texts(value: Any, path: Path, found: list[tuple[Path, str]]) -> list[tuple[Path, str]]:
    if isinstance(value, str):
        if not isinstance(value, Reference):
            found.append((path, value))
    elif isinstance(value, Texts):
        found += [((*path, code), text) for code, text in value.items()]
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if (inner := getattr(value, name)) is not None:
                _texts(inner, (*path, name), found)
    elif isinstance(value, list | dict):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            _texts(item, (*path, key), found)
    return found


def as_date(text: str) -> date:
    """The first day of a partial date, for sorting and drawing."""
    return Period.parse(text).first

__all__ = [
    "IDENTIFIER",
    "LANGUAGE",
    "RECORDS",
    "VERDICTS",
    "Address",
    "Affix",
    "Alternative",
    "Annotation",
    "Basis",
    "Category",
    "Change",
    "Chart",
    "Claim",
    "Company",
    "CompanyId",
    "Control",
    "Converted",
    "Due",
    "Event",
    "EventId",
    "Exempt",
    "FactId",
    "Focus",
    "Formula",
    "Identifier",
    "Identity",
    "Illustration",
    "IllustrationId",
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
    "Range",
    "Record",
    "Reference",
    "ReferenceLine",
    "ScaleWord",
    "Section",
    "Series",
    "Site",
    "Source",
    "SourceId",
    "Spoken",
    "Squares",
    "Stage",
    "State",
    "Step",
    "Strict",
    "Term",
    "TermId",
    "Text",
    "Texts",
    "Unit",
    "UnitId",
    "Url",
    "Verdict",
    "VerdictTest",
    "Words",
    "as_date",
    "references",
    "tells_one",
    "texts",
    "words",
]
