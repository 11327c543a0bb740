"""The parts records are made of: references, periods, dates, numbers, words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit

from babel import Locale
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from explainer.characters import visible
from explainer.data.periods import NoSuchDay, Period
from explainer.problems import said

IDENTIFIER = r"[a-z0-9]+(-[a-z0-9]+)*"

Origin = Literal["primary", "summary", "press", "vendor", "broker", "computed"]
"""What a value was read in: the document itself; a digest, abstract or copy of it; a press
report; a data vendor's statement; a broker's report. Or it was computed here."""

State = Literal["known", "not_found", "not_disclosed"]
"""Whether there is a value: known; not found by us; disclosed by nobody."""

Language = str
"""The code of a language, as data/site.yml lists it and folders are called: zh, en, pt-br."""
LANGUAGE = r"[a-z]{2,3}(-[a-z0-9]{2,8})*"
LanguageField = Annotated[Language, Field(pattern=f"^{LANGUAGE}$")]


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


class IllustrationId(Reference):
    collection = "illustrations"


class PublisherId(Reference):
    collection = "publishers"


class CategoryId(Reference):
    collection = "categories"


class BasisId(Reference):
    collection = "bases"
    pattern = r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*"


class UnitId(Reference):
    collection = "units"
    pattern = r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*"


def _parse_period(value: Any) -> Period:
    if isinstance(value, Period):
        return value
    if not isinstance(value, int | str) or isinstance(value, bool):
        raise PydanticCustomError("period", "got {got}, expected a period", {"got": said(value)})
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
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else None
    try:
        period = Period.parse(text) if text is not None else None
    except NoSuchDay as error:
        raise PydanticCustomError("date", "{why}", {"why": str(error)}) from None
    except ValueError:
        period = None
    if text is None or period is None or period.kind not in ("year", "month", "day"):
        raise PydanticCustomError(
            "date", "got {got}, expected a date: 2021, 2021-08 or 2021-08-27",
            {"got": said(value) if text is None else repr(text)},
        )
    return text


PartialDate = Annotated[
    str,
    BeforeValidator(_check_partial_date),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string"}], "title": "PartialDate"}),
    Field(description="A date as exact as it is known: 2021, 2021-08 or 2021-08-27."),
]


def is_quoted_number(value: Any) -> bool:
    """Whether a value is text that would be a number without its quotation marks."""
    return isinstance(value, str) and bool(re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", value))


def _check_number(value: Any) -> Decimal:
    """YAML numbers only: a quoted number is text, and a boolean is not a number."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        remedy = "Write digits and a decimal point, nothing else: 1234.5"
        if is_quoted_number(value):
            remedy = "Remove the quotes"
        raise PydanticCustomError(
            "number", "got {got}, expected a number", {"got": said(value), "remedy": remedy}
        )
    return Decimal(value)


Number = Annotated[Decimal, BeforeValidator(_check_number)]


def _check_url(value: str) -> str:
    if not _is_url(value):
        raise PydanticCustomError(
            "url", "got {got}, expected an http or https address", {"got": repr(value)}
        )
    return value


@cache
def _languages() -> frozenset[str]:
    """The codes of all languages that have a name."""
    return frozenset(Locale.parse("en").languages)


def _check_language(value: str) -> str:
    if not re.fullmatch(_CODE, value) or value not in _languages():
        raise PydanticCustomError(
            "language", "got {got}, expected a code of ISO 639-1 such as zh or en",
            {"got": repr(value), "remedy": "Write the code of the language the text is in"},
        )
    return value


_CODE = "[a-z]{2}"
LanguageCode = Annotated[
    str, AfterValidator(_check_language),
    WithJsonSchema({"type": "string", "pattern": f"^{_CODE}$"}),
]


def _is_url(value: str) -> bool:
    if not re.fullmatch(r"https?://[^\s\"<>\\^`{|}]+", value):
        return False
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port  # both are checked when they are asked for
    except ValueError:
        return False
    named = re.fullmatch(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*\.?", host)
    return bool(named or (host and parts.netloc.startswith("["))) and "@" not in parts.netloc


Url = Annotated[str, AfterValidator(_check_url)]
Identifier = Annotated[str, Field(pattern=f"^{IDENTIFIER}$", max_length=120)]


def _check_text(value: str) -> str:
    if value and not visible(value):
        raise PydanticCustomError(
            "blank", "got a text of which nothing can be seen", {"remedy": "Write the text"}
        )
    return value


Text = Annotated[str, Field(min_length=1), AfterValidator(_check_text)]
"""A text of which a reader sees something."""


class Strict(BaseModel):
    """A part of the data: every key is known, and nothing is taken for what it is not."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True,
        use_attribute_docstrings=True, defer_build=True,
    )


class Record(Strict):
    """Anything with an identifier of its own, kept in ``data/<collection>/``."""

    collection: ClassVar[str]

    id: Identifier
    """Lower-case ASCII with hyphens. For ever: it is part of public addresses."""
