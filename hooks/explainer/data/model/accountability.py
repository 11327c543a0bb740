"""Who answers for the site, what its verdicts mean, and what others said in their own words."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from explainer.data.model.fields import (
    Language,
    LanguageCode,
    PartialDate,
    Record,
    SourceId,
    Strict,
)
from explainer.data.model.stories import Verdict
from explainer.data.model.wording import Affix, Words

Contact = Annotated[str, Field(pattern=r"^(https?://[^\s\"<>]+|[^@\s\"<>]+@[^@\s\"<>]+)$")]
Place = Annotated[str, Field(pattern=r"^[a-z0-9-]+/#[a-z0-9-]+$")]


def is_in(language: Language, code: str) -> bool:
    """Whether who reads a language of the site reads one of ISO 639-1: zh-hk is zh."""
    return language.partition("-")[0] == code


class Imprint(Strict):
    """``data/publisher.yml``: who publishes this copy of the site and answers for it. What is
    left out, the site says that whoever publishes it must fill in."""

    name: Words | None = None
    contact: Contact | None = None
    """An address of the web or of electronic mail."""
    funding: Words | None = None
    """Who pays for it."""
    conflicts: Words | None = None
    """Ties to those it writes about, or that there are none."""
    text_made: Words | None = None
    """How the texts were made, with which machines."""
    code_made: Words | None = None
    """How the code was made, with which machines."""
    promise: Words | None = None
    """Which addresses persist, for how long, and what is not promised."""
    successor: Words | None = None
    """Who may take over, and how."""
    principles: Place | None = None
    """Where the site says how it works: article/#section."""
    ownership: Place | None = None
    """Where ``publisher()`` stands: article/#section."""

    @property
    def lacking(self) -> list[str]:
        """The keys that a publisher has still to fill in."""
        return [key for key in type(self).model_fields if getattr(self, key) is None]


class VerdictTest(Strict):
    """What a verdict means: the test a statement must meet to be given it."""

    collection: ClassVar[str] = "verdicts"

    id: Verdict
    test: Words


class Quotation(Record):
    """What somebody said, in their own words: to be used anywhere, and altered nowhere."""

    collection: ClassVar[str] = "quotes"

    words: Annotated[str, Field(min_length=1)]
    """Word for word, without quotation marks around them."""
    language: LanguageCode
    """The language the words stand in where they were read. What a source gives in translation
    stays in that translation."""
    translation: Affix = Affix()
    """Ours, and marked as such: into the languages of the site that the words are not in."""
    speaker: Words
    role: Words
    date: PartialDate
    source: SourceId
    """Where the words were read; its outlet is named."""
    locator: str | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _understood(self) -> Quotation:
        translated = [code for code, text in self.translation.items() if text]
        if {*translated} != {c for c in self.speaker if not is_in(c, self.language)}:
            raise PydanticCustomError(
                "quotation",
                "translation: got {got}, expected every language of the site but {language}",
                {"got": " and ".join(translated) or "none", "language": self.language,
                 "remedy": "Translate the words into each, and not into their own"},
            )
        return self
