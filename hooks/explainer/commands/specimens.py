"""Records as one begins them: the keys that are given, and every other key of the model as a
comment that says what it is for. Made from the model, so that it never tells of what is not there.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml
from pydantic import BaseModel

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
