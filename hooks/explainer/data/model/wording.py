"""Texts of records in the languages of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from babel import Locale, UnknownLocaleError
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError, ValidationInfo
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from explainer.characters import visible
from explainer.data.model.fields import LANGUAGE, Language
from explainer.problems import said

Converted = Mapping[Language, tuple[Language, Callable[[str], str]]]
"""Languages that are made from another one, with what converts its texts."""


@dataclass(frozen=True)
class Spoken:
    """The languages of a site: those every text is ``written`` in, and those ``made`` from them."""

    written: tuple[Language, ...] = ()
    made: Converted = field(default_factory=dict)

    def context(self) -> dict[str, Any]:
        """Has a validation hold every text to these languages."""
        return {"spoken": self}


class Texts(Mapping[Language, str]):
    """A text in the languages of a site, by their codes.

    Validated for the languages of a site (:meth:`Spoken.context`), it is in each of them and in
    no other; without, in whatever languages are given.
    """

    complete: ClassVar[bool]
    """Whether a language may not be left out."""

    def __init__(self, texts: Mapping[Language, str] | None = None, /, **more: str) -> None:
        self._texts = {**(texts or {}), **more}

    def __getitem__(self, language: Language) -> str:
        return self._texts[language] if self.complete else self._texts.get(language, "")

    def __iter__(self) -> Iterator[Language]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other._texts == self._texts

    def __hash__(self) -> int:
        return hash(tuple(self._texts.items()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._texts!r})"

    @classmethod
    def _validated(cls, value: Any, info: ValidationInfo) -> Texts:
        if isinstance(value, cls):
            return value
        spoken: Spoken | None = (info.context or {}).get("spoken")
        wanted = spoken.written if spoken else ()
        if not isinstance(value, dict):
            raise PydanticCustomError("words", "got {got}, expected {expected}", {
                "got": said(value),
                "expected": f"{{{', '.join(f'{code}: …' for code in wanted or ('…',))}}}",
                "remedy": "Write the text in every language of the site",
            })
        if faults := [*cls._faults(value, wanted)]:
            raise ValidationError.from_exception_data(cls.__name__, faults)
        texts = {code: value[code] for code in wanted or value if code in value}
        for code, (original, convert) in spoken.made.items() if spoken else ():
            if original in texts:
                texts[code] = convert(texts[original])
        return cls(texts)

    @classmethod
    def _faults(
        cls, value: dict[Any, Any], wanted: tuple[Language, ...]
    ) -> Iterator[InitErrorDetails]:
        for code in wanted if cls.complete else ():
            if code not in value:
                yield _fault("words_missing", (code,), value, f"missing {_name(code)} text",
                             "Write it: readers of every language of the site get it")
        for code, text in value.items():
            known = isinstance(code, str) and re.fullmatch(LANGUAGE, code)
            if not known or (wanted and code not in wanted):
                yield {"type": "extra_forbidden", "loc": (str(code),), "input": text}
            elif not isinstance(text, str):
                yield {"type": "string_type", "loc": (code,), "input": text}
            elif not text and cls.complete:
                yield {"type": "string_too_short", "loc": (code,), "input": text,
                       "ctx": {"min_length": 1}}
            elif text and not visible(text) and cls.complete:
                yield _fault("blank", (code,), text, "got a text of which nothing can be seen",
                             "Write the text")

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            cls._validated,
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _: CoreSchema, __: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        text = {"type": "string", **({"minLength": 1} if cls.complete else {})}
        return {
            "type": "object", "title": cls.__name__, "description": cls.__doc__,
            "propertyNames": {"pattern": f"^{LANGUAGE}$"},
            "additionalProperties": text,
        }


class Words(Texts):
    """The same words in every language of the site. May call author functions, as articles do."""

    complete = True


class Affix(Texts):
    """Words that may be absent in a language, such as what is written before a number."""

    complete = False


def _fault(
    kind: Any, path: tuple[str, ...], value: object, what: str, remedy: str
) -> InitErrorDetails:
    error = PydanticCustomError(kind, "{what}", {"what": what, "remedy": remedy})
    return {"type": error, "loc": path, "input": value}


def _name(code: Language) -> str:
    """What a language is called in messages."""
    try:
        return Locale.parse(code, sep="-").get_display_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code
