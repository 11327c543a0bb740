"""What is told beside figures: events, claims, terms, people, companies, business lines."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from pydantic import (
    Field,
)

from explainer.data.model.fields import (
    CategoryId,
    FactId,
    LanguageField,
    LineId,
    MetricId,
    PartialDate,
    PersonId,
    Record,
    SourceId,
    Text,
)
from explainer.data.model.wording import Words


class Category(Record):
    """A kind of events, to choose from in a timeline and a lane of its own in charts. They stand
    in the order of the files and of the records in them."""

    collection: ClassVar[str] = "categories"

    name: Words
    """As short as a button's."""


class Event(Record):
    """Something that happened on a day, in a month or in a year."""

    collection: ClassVar[str] = "events"

    date: PartialDate
    title: Words
    text: Words | None = None
    category: CategoryId
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
    aliases: Annotated[dict[LanguageField, list[Text]], Field(default_factory=dict)]
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
