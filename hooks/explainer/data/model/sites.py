"""The site itself, its units and its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Annotated, Any, ClassVar, Literal

from babel import Locale, UnknownLocaleError
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from explainer.data.model.fields import (
    CompanyId,
    Identifier,
    Language,
    LanguageCode,
    LanguageField,
    Origin,
    PartialDate,
    PeriodField,
    PublisherId,
    Record,
    SourceId,
    Strict,
    Text,
    UnitId,
    Url,
)
from explainer.data.model.wording import Affix, Words
from explainer.problems import said


def _known_locale(text: str, separator: str) -> bool:
    try:
        Locale.parse(text, sep=separator)
    except (ValueError, UnknownLocaleError):
        return False
    return True


def _check_tag(value: str) -> str:
    form = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"
    if not re.fullmatch(form, value) or not _known_locale(value, "-"):
        raise PydanticCustomError(
            "tag", "got {got}, expected a language tag such as en, en-GB or zh-Hans",
            {"got": repr(value), "remedy": "Write the tag of the language"},
        )
    return value


@cache
def tells_one(language: Language) -> bool:
    """Whether a language has a form of its own for one thing."""
    try:
        return Locale.parse(language, sep="-").plural_form(1) == "one"
    except (UnknownLocaleError, ValueError):
        return False


def _check_locale(value: str) -> str:
    known = re.fullmatch(r"[a-z]{2,3}_([A-Z]{2})", value)
    if not known or known[1] == "ZZ" or not _known_locale(value, "_"):
        raise PydanticCustomError(
            "locale", "got {got}, expected a language and a country such as en_GB",
            {"got": repr(value), "remedy": "Write the locale of the language"},
        )
    return value


class ScaleWord(Strict):
    """A word that multiplies a number, such as crore."""

    factor: Annotated[int, Field(ge=1000)]
    """By how much: 10000000."""
    word: Annotated[str, Field(min_length=1)]
    """Written after the number; a space included."""
    one: str | None = None
    """The same after a number that goes with the singular, where that is another."""
    decimals: Annotated[int, Field(ge=0, le=6)] = 2
    """How many decimals read well with it, at most."""


class LanguageSettings(Strict):
    """How a language is addressed and named."""

    prefix: Annotated[str, Field(pattern=r"^([a-z-]+/)?$")]
    """Folder under the site's root, with a trailing slash; empty for the default language."""
    tag: Annotated[str, AfterValidator(_check_tag)]
    """BCP 47 tag for ``lang`` and ``hreflang``."""
    locale: Annotated[str, AfterValidator(_check_locale)]
    """A language and a country, such as en_GB: for how dates and numbers are written, and for
    Open Graph."""
    name: Text
    """The language's name in itself, for the switch."""
    short: Text | None = None
    """The same where there is little room, as on a phone."""
    scales: list[ScaleWord] = []
    """The words that money and things are counted with, where the language’s own are not wanted:
    lakh and crore in the place of million and billion."""
    made_from: LanguageField | None = None
    """The language whose texts are converted into this one, such as Traditional Chinese from
    Simplified. Nothing is written in it by hand."""


Languages = Annotated[dict[LanguageField, LanguageSettings], Field(min_length=1)]
"""The site's languages by code; the first is the default one."""


class Due(Strict):
    """Something that has been published since, and that we have not read yet."""

    what: Words
    """Such as the results for 2025."""
    since: PartialDate
    """By when it had to be out."""


def _check_name(value: Any) -> Any:
    if isinstance(value, dict | list):
        raise PydanticCustomError("article", "got {got}, expected the name of an article", {
            "got": said(value), "remedy":
            "Write the name of its file, without .md; sections hold names, and stand in pages only",
        })
    return value


ArticleName = Annotated[Identifier, BeforeValidator(_check_name)]


class Section(Strict):
    """Articles that belong together. The navigation of a page names all sections, and the articles
    of its own."""

    title: Words
    """What the navigation calls it; it leads to the first of its articles."""
    pages: Annotated[list[ArticleName], Field(min_length=1)]
    """Its articles in their order: file names in docs/<language>, without .md."""


def _form(entry: Any) -> str:
    return "Section" if isinstance(entry, dict | Section) else "str"


Entry = Annotated[
    Annotated[ArticleName, Tag("str")] | Annotated[Section, Tag("Section")], Discriminator(_form)
]
"""What the navigation consists of: an article, or a section."""


class Site(Strict):
    """``data/site.yml``: what the site is about and how it presents itself."""

    title: Words
    description: Words
    author: Words
    subject: CompanyId
    """The company the site explains."""
    data_to: PeriodField
    """The last day the figures cover, shown on every page."""
    check_by: PartialDate | None = None
    """By when somebody must look whether there are newer figures."""
    due: list[Due] = []
    """What has come out after ``data_to`` and has not been read yet; readers are told."""
    licence_url: Url
    repository: Url | None = None
    languages: Languages
    """One or more, by code; the first is written at the site's root. Each has a folder in docs/."""
    pages: Annotated[list[Entry], Field(min_length=1)]
    """The articles in the order of the navigation: file names in docs/<language>, without .md. Some
    or all of them may stand in sections."""
    files: list[str] = []
    """Pictures and other files in docs/ that are published as they are: their paths in it,
    such as zh/map.png."""
    examined: SourceId | None = None
    """The article whose claims are examined."""

    @property
    def listed(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every article in the order of the navigation, with the path that leads to its name."""
        for at, entry in enumerate(self.pages):
            if isinstance(entry, Section):
                yield from ((("pages", at, "pages", i), n) for i, n in enumerate(entry.pages))
            else:
                yield ("pages", at), entry

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """The names of all articles in the order of the navigation, in sections or not."""
        return tuple(name for _, name in self.listed)

    def section_of(self, article: str) -> Section | None:
        """The section an article stands in; None if it stands in none, or is no article."""
        sections = (entry for entry in self.pages if isinstance(entry, Section))
        return next((section for section in sections if article in section.pages), None)

    @property
    def codes(self) -> tuple[Language, ...]:
        """The codes of all languages, the default one first."""
        return tuple(self.languages)

    @property
    def written(self) -> tuple[Language, ...]:
        """The languages that are written by hand."""
        return tuple(code for code, own in self.languages.items() if not own.made_from)


class Unit(Strict):
    """A unit of measurement and how it is written."""

    collection: ClassVar[str] = "units"

    id: Annotated[str, Field(pattern=f"^{UnitId.pattern}$")]
    kind: Literal["currency", "percent", "count", "measure"]
    """Currencies and counts are scaled (million, billion); percentages and measures are not."""
    before: Affix = Affix()
    """Written before the number, such as RMB; any space included."""
    after: Affix = Affix()
    """Written after the number, such as people; any space included."""
    one: Affix = Affix()
    """Written after the number 1 in its place, such as person, in languages that tell one from
    more."""
    name: Words
    of: UnitId | None = None
    """Of a rate: the currency of what is divided by it, such as CNY of renminbi per US dollar."""
    per: UnitId | None = None
    """Of a rate: the currency that the division gives, such as USD."""

    @model_validator(mode="after")
    def _counts_one(self) -> Unit:
        for language, after in self.after.items() if self.kind == "count" else ():
            more, one = after.strip(), self.one[language]
            if more and not one and tells_one(language):
                raise PydanticCustomError(
                    "one", 'one: missing "{language}", which tells one from more',
                    {"language": language, "remedy":
                     f'Write what follows the number 1 where "{more}" follows others'},
                )
        return self


class Publisher(Record):
    """An outlet, a company, an authority or a site that carries what others wrote."""

    collection: ClassVar[str] = "publishers"

    name: Words
    url: Url | None = None


Read = Literal["whole", "part", "opening", "abstract", "summary", "copy"]


class Source(Strict):
    """Somebody who says so: a filing, a paper, a press article."""

    collection: ClassVar[str] = "sources"

    id: Annotated[str, Field(pattern=f"^{SourceId.pattern}$")]
    title: Text
    """As the source itself gives it, in its own language; short."""
    publisher: PublisherId
    """The outlet that wrote it. For a copy elsewhere, the original outlet."""
    original: PublisherId | None = None
    """Whose report this one rewrites or translates; named first."""
    author: Text | None = None
    published: PartialDate | None = None
    """Absent only if the source gives no date."""
    url: Url | None = None
    archive_url: Url | None = None
    also: list[Url] = []
    """Further copies of the same text."""
    language: LanguageCode
    """The language of its text: a code of ISO 639-1."""
    kind: Literal["primary", "press", "broker", "vendor", "other"]
    """primary: filing, paper, official page or the company. other: a law firm's note, a book,
    a museum, an encyclopaedia."""
    read: Read
    """How much of it was read: whole, or the part with the figure; its opening or abstract
    only; a summary of it, or a copy of it, made by ``via``."""
    via: PublisherId | None = None
    """The site that carries the copy we read, or made the summary."""
    accessed: PartialDate
    check_by: PartialDate | None = None
    """By when somebody must look at it again."""
    note: Words | None = None

    @model_validator(mode="after")
    def _findable(self) -> Source:
        if self.url is None and self.note is None:
            raise PydanticCustomError(
                "unfindable", "neither url nor note (expected one of the two)"
            )
        if self.read in ("summary", "copy") and self.via is None and self.note is None:
            raise PydanticCustomError(
                "unfindable", "read as a {read} with neither via nor note",
                {"read": self.read,
                 "remedy": "Name who made it, a record in data/publishers, or say why not"},
            )
        return self

    @property
    def outlet(self) -> PublisherId:
        """Who is named for it: whoever said it first."""
        return self.original or self.publisher

    @property
    def origin(self) -> Origin:
        """What a figure that was read in it may say of itself, and no more."""
        if self.kind == "primary":
            return "primary" if self.read in ("whole", "part") else "summary"
        return "press" if self.kind == "other" else self.kind
