"""Records as one begins them: the keys that are given, and every other key of the model as a
comment that says what it is for. Made from the model, so that it never tells of what is not there.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

import yaml
from annotated_types import MinLen
from pydantic import BaseModel

from explainer.data import model
from explainer.data.periods import Period

TO_WRITE = "…"
"""Stands for a text that nobody has written yet; the check warns of it."""
_WIDTH = 96


def record(
    kind: type[BaseModel], given: Mapping[str, Any], hints: Mapping[str, str] | None = None, *,
    others: bool = True,
) -> str:
    """A file with one record: what is given, in the order of the model, and the other keys that
    it may have as comments, unless ``others`` is false. ``hints`` are comments after a key that
    is given."""
    lines: list[str] = []
    for name, field in kind.model_fields.items():
        if name in given:
            lines += _given(name, given[name])
            lines += [f"# {line}" for line in (hints or {}).get(name, "").splitlines()]
        if name in given or not others:
            continue
        about = " ".join((field.description or "").split())
        said = f"# {name}: {about}".rstrip(": ") if about else f"# {name}:"
        lines += textwrap.wrap(said, _WIDTH, subsequent_indent="#   ", break_long_words=False)
    return "\n".join(lines) + "\n"


def of(kind: type[BaseModel], languages: Sequence[str]) -> str:
    """A record of a kind to copy: what every one needs, with a value of the right form; words in
    some languages."""
    needed = dict(_NEEDED.get(kind, {}))
    if kind is model.Quotation:
        needed |= {"language": languages[0], "translation": dict.fromkeys(languages[1:], TO_WRITE)}
    return record(kind, {**_sample(kind, languages), **needed})


def _sample(kind: type[BaseModel], languages: Sequence[str]) -> dict[str, Any]:
    """A value for every key that has to be there."""
    return {
        name: _long_enough(_value(field.annotation, name, languages), field.metadata)
        for name, field in kind.model_fields.items() if field.is_required()
    }


def _long_enough(value: Any, limits: list[Any]) -> Any:
    """A list with as many entries as the model asks for."""
    least = max((limit.min_length for limit in limits if isinstance(limit, MinLen)), default=1)
    return value * least if isinstance(value, list) else value


def _value(annotation: Any, name: str, languages: Sequence[str]) -> Any:
    """A value of a type, as the file holds it."""
    arguments = get_args(annotation)
    if annotation is model.Words:
        return dict.fromkeys(languages, TO_WRITE)
    if annotation is model.Affix:
        return {}
    if name == "language":
        return languages[0]
    if isinstance(annotation, type) and not arguments:
        if issubclass(annotation, model.Reference):
            return _IDS.get(annotation.collection, "id")
        if issubclass(annotation, BaseModel):
            return _sample(annotation, languages)
        plain: dict[type, Any] = {bool: True, int: 1, Decimal: Decimal("0.5"), Period: 2020}
        return plain.get(annotation, _TEXTS.get(name, TO_WRITE))
    if get_origin(annotation) is Literal:
        return arguments[0]
    if get_origin(annotation) is list:
        return [_value(arguments[0], name, languages)]
    if get_origin(annotation) is dict:
        return {_value(arguments[0], name, languages): _value(arguments[1], name, languages)}
    return _value(arguments[0], name, languages)


_IDS = {"sources": "S01", "metrics": "net-loss", "facts": "net-loss.2020", "units": "CNY"}
_TEXTS = {
    "id": "name-of-it", "date": date(2021, 8, 27), "accessed": date(2021, 8, 27),
    "url": "https://example.org/", "kind": "columns",
}
_NEEDED: dict[type[BaseModel], dict[str, Any]] = {
    model.Source: {"id": "S01", "url": "https://example.org/"},
    model.Unit: {"id": "CNY"},
    model.Metric: {"observations": [
        {"period": 2020, "value": 1, "source": "S01", "origin": "press", "locator": "p. 12"},
        {"period": 2021, "not_found": True, "looked": {"date": date(2021, 8, 27)}},
    ]},
    model.Identity: {
        "left": {"sum": ["net-loss.2019", "net-loss.2020"]},
        "right": {"fact": "net-loss.2019..2020"},
    },
    model.Change: {
        "kind": "correction", "fact": "net-loss.2020", "old": "1.1E+9 CNY", "new": "1.2E+9 CNY",
    },
    model.Chart: {
        "series": [{"metric": "net-loss"}], "periods": [2019, 2020],
    },
}
"""What the model asks for beyond its required keys: one thing or another."""


def _given(name: str, value: Any) -> list[str]:
    """A key with its value; a list of mappings has a line for each."""
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return [f"{name}:", *(f"  - {flow(item)}" for item in value)]
    return [f"{name}: {flow(value)}"]


def flow(value: Any) -> str:
    """A value on one line of YAML."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return scalar(value) if isinstance(value, str) else str(value)


def scalar(text: str) -> str:
    """A text as a plain scalar where that is read as a text or a date, else in quotation marks."""
    begins = text[:1].isalnum() or text == TO_WRITE
    plain = begins and text == text.strip() and not set(text) & set("#:,{}[]\"'\n")
    read = isinstance(yaml.safe_load(text), str | date) if plain else False
    return text if read else json.dumps(text, ensure_ascii=False)
