"""The definitions of languages: of a folder of this room, or of what Babel knows of any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from explainer.data.model import Language
from explainer.language.definition import ONE, Definition, Scale

_ROOM = Path(__file__).parent
FALLBACK = "en"
"""Whose words stand in where a language lacks its own."""


@cache
def definition(language: Language) -> Definition:
    """The definition of a language; of one without a folder, what Babel knows of it."""
    if found := _folder(language):
        own = _typed(found)
        return own if own.made_from is None else _converted(own, language)
    return _generic(language)


def originals() -> list[Definition]:
    """The definitions of all languages that have a folder and are not made from another one,
    which reads dictionaries."""
    found = (_typed(code.replace("-", "_")) for code in folders())
    return [own for own in found if own.made_from is None]


def _typed(folder: str) -> Definition:
    own: Definition = import_module(f"explainer.language.{folder}").DEFINITION
    return own


def folders() -> tuple[Language, ...]:
    """The codes of all languages that have a folder."""
    return tuple(sorted(
        path.parent.name.replace("_", "-") for path in _ROOM.glob("*/__init__.py")
    ))


def words_of(language: Language) -> Path | None:
    """The folder with a language's words; None where it has none."""
    return _ROOM / found if (found := _folder(language)) else None


def converter(code: Language, source: Language) -> Callable[[str], str] | None:
    """What makes texts in a language from those in another one; None if nothing is known to."""
    own = definition(code)
    if own.made_from is None or own.made_from != source.partition("-")[0]:
        return None
    return _Converting(own.conversion)


def _folder(language: Language) -> str:
    """The folder of a language: its own, or that of the language it is a kind of."""
    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        name = "_".join(parts[:length])
        if (_ROOM / name / "__init__.py").is_file():
            return name
    return ""


@dataclass(frozen=True)
class _Converting:
    """Converts texts, and reads its dictionaries at the first one."""

    conversion: str

    def __call__(self, text: str) -> str:
        return _opencc(self.conversion)(text)


@cache
def _opencc(conversion: str) -> Callable[[str], str]:
    from opencc import OpenCC

    return lru_cache(maxsize=2**14)(OpenCC(conversion).convert)


def _converted(own: Definition, language: Language) -> Definition:
    """A language made from another one: the other's definition, its texts converted."""
    assert own.made_from is not None
    origin, convert = definition(own.made_from), _Converting(own.conversion)
    changed: dict[str, Any] = {}
    for part in fields(Definition):
        value = getattr(origin, part.name)
        if part.name in ("currency", "count"):
            changed[part.name] = tuple(replace(scale, word=convert(scale.word)) for scale in value)
        elif part.name in ("periods", "span") and value is not None:
            changed[part.name] = _after(convert, value)
        elif part.name in ("bounds", "missing"):
            changed[part.name] = {key: convert(text) for key, text in value.items()}
        elif part.name in ("fewer", "to", "cited", "described", "fiscal_short"):
            changed[part.name] = convert(value)
        elif part.name in ("times", "points"):
            changed[part.name] = tuple(map(convert, value))
    return replace(
        origin, **changed, code=language, locale=own.locale, made_from=own.made_from,
        conversion=own.conversion,
    )


def _after(convert: Callable[[str], str], periods: Callable[..., str]) -> Callable[..., str]:
    return lambda *given: convert(periods(*given))


def _generic(language: Language) -> Definition:
    """What Babel knows of a language, and English where it does not."""
    base = definition(FALLBACK)
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return replace(base, code=language, lacks=("everything but English",))
    scales = _scales(locale)
    pattern = locale.percent_formats[None].pattern
    return replace(
        base, code=language, locale=str(locale), currency=scales, count=scales, periods=None,
        fiscal=None, span=lambda first, last: f"{first}\N{EN DASH}{last}", to="\N{EN DASH}",
        times=("{} ×", "{} ×"), points=("{} pp", "{} pp"), cited=_CITED,
        per_cent=pattern[pattern.rindex("0") + 1:] or "%", rules=(), claimed=None,
        bounds={"exact": "{}", "about": "≈ {}", "at_least": "≥ {}", "over": "> {}",
                "at_most": "≤ {}", "under": "< {}", "range": "{}"}, fewer="< {}",
        missing={"not_found": "?", "not_disclosed": "×"}, stop_words=False, chart_words=(),
        biblatex=(locale.get_language_name("en") or "").lower(),
        lacks=("the words of the interface", "number words", "rules for its texts"),
    )


_CITED = "{author}: “{title}”, {site}{day}, {url}"


def _scales(locale: Locale) -> tuple[Scale, ...]:
    """The scales of CLDR's long compact forms, such as Millionen."""
    forms: Any = locale.compact_decimal_formats.get("long", {})
    found: dict[str, Scale] = {}
    for power, one in sorted(forms.get("other", {}).items(), key=lambda item: int(item[0])):
        word, factor = _word(one), Decimal(int(power))
        single = _word(forms.get("one", {}).get(power, one))
        if word and int(power) >= 10**4 and word not in found:
            # The form for 10,000 may be that of ten thousands: 0 wan, 00 thousand.
            factor /= 10 ** (one.pattern.count("0") - 1)
            if factor >= 10**4:
                found[word] = Scale(factor, word, 2, one=single if single != word else "")
    return (*reversed(found.values()), ONE)


def _word(pattern: Any) -> str:
    """What follows the digits in a pattern, with its space."""
    text = str(getattr(pattern, "pattern", pattern)).replace("'", "").replace("\u00a0", " ")
    return text[text.rindex("0") + 1:] if "0" in text else ""
