"""Reads records into the data model, and says in plain words what does not fit it.

Pydantic's own sentences name Python's types and no remedy; here each kind of fault has both what
was expected, as an author would write it, and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from explainer.data import model
from explainer.data.strict_yaml import Document
from explainer.problems import Location, Problems, said, suggestion

R = TypeVar("R", bound=model.Strict)


@dataclass(frozen=True)
class Origin:
    """Where a record was read: its document and its path inside it."""

    document: Document
    prefix: tuple[str | int, ...] = ()

    def locate(self, path: Iterable[str | int] = (), *, key: bool = False) -> Location:
        return self.document.locate((*self.prefix, *path), key=key)

    def faulty(self, path: Iterable[str | int] = ()) -> bool:
        """Whether something has been refused at a path, around it or, for the whole record,
        anywhere in it: what else is wrong there may follow from that."""
        whole = (*self.prefix, *path)
        return any(
            whole[: len(at)] == at or at[: len(whole)] == whole for at in self.document.faulty
        )


def validate(
    kind: type[R], item: Any, origin: Origin, problems: Problems, whole: str = "record",
    spoken: model.Spoken | None = None,
) -> R | None:
    """A record of a kind; None (and problems) if it does not fit. ``whole`` is what messages
    call it; ``spoken`` are the languages its words are in."""
    try:
        return kind.model_validate(item, context=spoken and spoken.context())
    except ValidationError as error:
        seen: set[tuple[str | int, ...]] = set()
        errors = error.errors(include_url=False)
        codes = spoken.written if spoken else ()
        meant = {_meant(kind, details, codes) for details in errors}
        for details in errors:
            path = tuple(part for part in details["loc"] if _exists(part))
            if details["type"] in ("missing", "words_missing") and path in meant:
                continue  # it is there, misspelt
            if path in seen or origin.faulty(path):
                continue  # other branches of a union say the same in other words, or a cause is
            seen.add(path)
            what, remedy = _explain(kind, details, path, codes)
            key = details["type"] == "extra_forbidden" or details["loc"][-1:] == (_KEY,)
            problems.add(
                origin.locate(path, key=key), f"{dotted(path) if path else whole}: {what}", remedy
            )
        return None


def _meant(
    kind: type[BaseModel], details: ErrorDetails, languages: tuple[str, ...]
) -> tuple[str | int, ...] | None:
    """The path of the key that an unknown one is near to; None for other faults."""
    if details["type"] != "extra_forbidden":
        return None
    path = tuple(part for part in details["loc"] if _exists(part))
    near = suggestion(str(path[-1]), _fields_at(kind, path[:-1], languages))
    return (*path[:-1], near.split('"')[1]) if near else None


_KEY = "[key]"
"""Stands at the end of a fault's path that is in a key, not in its value."""

_BRANCHES = {"FactId", "MetricId", "Section", "str", "Decimal", _KEY}


def _exists(part: str | int) -> bool:
    """Whether a part of an error's location is a key of the file, not a branch of a union."""
    return not (
        isinstance(part, str) and (part.startswith(("function-", "constrained-")) or
                                   part in _BRANCHES)
    )


_KINDS = {
    "string_type": ("text", "Write text, in quotes if it looks like a number"),
    "list_type": ("a list", "Write a list"),
    "dict_type": ("a mapping", "Write a mapping"),
    "int_type": ("a whole number", "Correct the value"),
    "int_parsing": ("a whole number", "Correct the value"),
    "int_from_float": ("a whole number", "Correct the value"),
    "bool_type": ("true or false", "Write one of the two"),
    "bool_parsing": ("true or false", "Write one of the two"),
    "greater_than": ("more than {gt}", "Correct the value"),
    "greater_than_equal": ("at least {ge}", "Correct the value"),
    "less_than_equal": ("at most {le}", "Correct the value"),
    "literal_error": ("{expected}", "Use one of the expected values"),
    "string_pattern_mismatch": (
        "the form {pattern}", "Write identifiers in lower-case ASCII with hyphens",
    ),
}
"""What a value must be, and what to do, by pydantic's name for the fault."""
_SIZES = {
    "too_short": ("at least {min_length}", "Add an entry"),
    "too_long": ("at most {max_length}", "Remove entries"),
}


def _explain(
    kind: type[BaseModel], details: ErrorDetails, path: tuple[str | int, ...],
    languages: tuple[str, ...],
) -> tuple[str, str]:
    """What is wrong and what to do."""
    fault, got = details["type"], details["input"]
    if fault == "missing":
        return f'missing "{path[-1]}"', "Add it"
    if fault == "extra_forbidden":
        fields = _fields_at(kind, path[:-1], languages)
        return (
            f'unknown key "{path[-1]}"{suggestion(str(path[-1]), fields)}',
            f"Use one of {', '.join(fields)}" if fields else "Remove it",
        )
    if fault == "model_type":
        fields = _fields_at(kind, path, languages)
        return f"got {said(got)}, expected a mapping of {', '.join(fields)}", "Write a mapping"
    return _explain_value(details)


def _explain_value(details: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value, whatever record it is in, and what to do."""
    fault, got, context = details["type"], details["input"], details.get("ctx", {})
    if fault == "string_too_short":
        return "got an empty text", "Write the text"
    if fault in _SIZES:
        expected, remedy = _SIZES[fault]
        entries = f"{len(got)} entr{'y' if len(got) == 1 else 'ies'}"
        return f"got {entries}, expected {expected.format(**context)}", remedy
    if fault in _KINDS:
        expected, remedy = _KINDS[fault]
        return f"got {said(got)}, expected {expected.format(**context)}", remedy
    message = details["msg"]
    if "got" not in message and not isinstance(got, dict | list):
        message = f"{message[:1].lower()}{message[1:]} (got {said(got)})"
    return message, context.get("remedy", "Correct the value")


def _fields_at(
    kind: type[BaseModel], path: tuple[str | int, ...], languages: tuple[str, ...]
) -> list[str]:
    """The keys allowed at a path, found by walking the model's annotations."""
    current: Any = kind
    for part in path:
        if isinstance(part, int):
            continue
        annotation = current.model_fields[part].annotation if part in current.model_fields else None
        current = _model_in(annotation)
        if current is None:
            return []
        if issubclass(current, model.Texts):
            return list(languages)
    return list(current.model_fields)


def _model_in(annotation: Any) -> type[BaseModel | model.Texts] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel | model.Texts):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _model_in(argument):
            return found
    return None


def dotted(path: Iterable[str | int]) -> str:
    """``observations[3].source`` for ("observations", 3, "source"); "record" for ()."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text or "record"
