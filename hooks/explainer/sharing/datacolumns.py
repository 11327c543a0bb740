"""What a table of the data package is made of: columns, rows, and texts without markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from explainer.articles.voice import Voice, plain
from explainer.data.model import Language

Voices = Mapping[Language, Voice]
Value = str | int | Decimal | bool | None

SINGULAR = {
    "metrics": "metric", "sources": "source", "units": "unit", "events": "event",
    "claims": "claim", "terms": "term", "people": "person", "companies": "company",
    "lines": "line", "charts": "chart", "changes": "change", "publishers": "publisher",
    "quotes": "quote", "categories": "category", "bases": "basis", "verdicts": "verdict",
    "illustrations": "illustration",
}


@dataclass(frozen=True)
class Column:
    """A column as Table Schema describes it; ``target`` is the table its values are keys of, and
    ``in_words`` makes it one of each language (:func:`spoken`)."""

    name: str
    type: str = "string"
    about: str = ""
    values: tuple[str, ...] = ()
    required: bool = False
    target: str | None = None
    in_words: bool = False


@dataclass(frozen=True)
class Table:
    """A table: ``key`` are the columns that identify a row; ``pairs`` names the two tables
    whose records it brings together, if that is all it does."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    pairs: tuple[str, str] | None = None


def pairs(
    left: str, name: str, left_table: str, right_table: str, rows: Iterable[tuple[str, str]]
) -> Table:
    """A table of pairs, such as claim_sources: claim, source."""
    right = {"inputs": "input"}.get(name) or SINGULAR.get(name) or name.removesuffix("s")
    columns = (
        Column(left, required=True, target=left_table),
        Column(right, required=True, target=right_table),
    )
    found = tuple(dict.fromkeys(rows))
    return Table(f"{left}_{name}", (left, right), columns, found, (left_table, right_table))


def spoken(columns: Iterable[Column], voices: Voices) -> tuple[Column, ...]:
    """Columns with one for each language in the place of one in words: ``note_fr`` of ``note``."""
    return tuple(
        replace(column, name=f"{column.name}_{code}", in_words=False) if code else column
        for column in columns for code in (voices if column.in_words else ("",))
    )


def said(
    voices: Voices, record: Any, path: tuple[str | int, ...], words: Any
) -> tuple[str | None, ...]:
    """A text in every language, its calls rendered and its markup dropped."""
    if words is None:
        return (None,) * len(voices)
    return tuple(
        plain(voice.say(record, path) if "{" in words[language] else Markup(words[language]))
        or None
        for language, voice in voices.items()
    )
