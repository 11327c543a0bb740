"""The records of a site as tables of the data package.

The columns follow from the data model: a text gives a column for each language, a reference
one that points into another table, a list of references a table of pairs. What the model says
of a field is what the table says of its column.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Literal

from explainer.data import model
from explainer.data.model import Reference
from explainer.data.periods import Period
from explainer.sharing.datacolumns import SINGULAR, Column, Table, Value, Voices, pairs, said

KINDS: tuple[type[Any], ...] = (
    model.Metric, model.Basis, model.Publisher, model.Source, model.Unit, model.Event,
    model.Category, model.Claim, model.Term, model.Person, model.Company, model.Line,
    model.Illustration, model.Chart, model.Quotation,
    model.VerdictTest, model.Change,
)
_TYPES = {bool: "boolean", int: "integer", Decimal: "number", str: "string", Period: "string"}
_LEFT_OUT = {(model.Metric, "scale")}  # values here are in the unit itself


def of_records(kind: type[Any], voices: Voices, site_url: str) -> Iterator[Table]:
    """The table of a kind of records, then one of pairs for each list of references."""
    records = list(next(iter(voices.values())).dataset.of(kind).values())
    columns: list[Column] = []
    values: list[Iterable[Value]] = []  # by column
    relations: list[Table] = []
    for name, info in kind.model_fields.items():
        if (kind, name) in _LEFT_OUT:
            continue
        shape, leaf = _shape(info.annotation)
        about = " ".join((info.description or "").split())
        if shape == "words":
            columns += [Column(f"{name}_{code}", about=about) for code in voices]
            texts = [said(voices, r, (name,), getattr(r, name)) for r in records]
            values += [[text[index] for text in texts] for index in range(len(voices))]
        elif shape == "spellings":
            columns += [Column(f"{name}_{code}", about=about) for code in voices]
            values += [
                ["; ".join(getattr(r, name).get(code, [])) or None for r in records]
                for code in voices
            ]
        elif shape == "references":
            relations.append(pairs(
                SINGULAR[kind.collection], name, kind.collection, leaf.collection,
                ((r.id, target) for r in records for target in getattr(r, name)),
            ))
        elif shape == "list":
            columns.append(Column(name, about=about))
            values.append([" ".join(map(str, getattr(r, name))) or None for r in records])
        elif shape is not None:
            columns.append(Column(
                name, _TYPES.get(leaf, "string"), about,
                typing.get_args(leaf) if shape == "choice" else (), info.is_required(),
                leaf.collection if shape == "reference" else None,
            ))
            values.append([_scalar(getattr(r, name)) for r in records])
    if kind in _ADDRESSES:
        columns += [Column(f"address_{code}", about="Permanent address") for code in voices]
        values += [
            [site_url + getattr(voice.addresses, _ADDRESSES[kind])(r.id) for r in records]
            for voice in voices.values()
        ]
    rows = tuple(zip(*values, strict=True))
    yield Table(kind.collection, ("id",), tuple(columns), rows)
    yield from relations


_ADDRESSES: dict[type[Any], str] = {
    model.Metric: "metric", model.Source: "source", model.Claim: "claim", model.Term: "term",
}

_Shape = Literal["words", "spellings", "reference", "references", "choice", "scalar", "list"]


def _shape(annotation: Any) -> tuple[_Shape | None, Any]:
    """How a field's values fit into columns, and their type; None if they do not."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _shape(arguments[0])
    if origin in (typing.Union, types.UnionType):
        (inner,) = (a for a in arguments if a is not type(None))
        return _shape(inner)
    if origin is Literal:
        return ("choice", annotation) if isinstance(arguments[0], str) else ("scalar", bool)
    if origin is dict:
        return "spellings", str
    if origin is list:
        shape, leaf = _shape(arguments[0])
        return ("references" if shape == "reference" else "list" if leaf in _TYPES else None), leaf
    if isinstance(annotation, type):
        if issubclass(annotation, Reference):
            return "reference", annotation
        if issubclass(annotation, model.Texts):
            return "words", str
        if annotation in _TYPES:
            return "scalar", annotation
    return None, None


def _scalar(value: Any) -> Value:
    return value if value is None or isinstance(value, bool | int | Decimal) else str(value)
