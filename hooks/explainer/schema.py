"""What the data model says, for editors and for people.

The pydantic models are the one source. From them come JSON Schemas, which editors use for
completion and hover text, and the reference of every key. Both are committed; a test fails
when they are stale (``make schema`` writes them anew).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from inspect import cleandoc
from itertools import chain
from pathlib import Path
from textwrap import dedent
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from explainer.charts.kinds import NAMES, module
from explainer.data import dataset, model, specimens
from explainer.language import known

FOLDER = ".vscode"
REFERENCE = "REFERENCE.md"
IDS = f"{FOLDER}/schemas/ids.json"
"""The ids there are, for editors to complete; written at every check and not committed."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_GENERATED = "Generated from hooks/explainer/data/model by `make schema`; do not edit."


def files() -> dict[str, str]:
    """Every generated file: path relative to the project, and text."""
    kinds: dict[str, Any] = {"site": model.Site, **dataset.COLLECTIONS}
    result = {
        f"{FOLDER}/schemas/{name}.json": _json({"$schema": _DIALECT, "$comment": _GENERATED,
                                                **_schema(name, kind)})
        for name, kind in kinds.items()
    }
    result[f"{FOLDER}/settings.json"] = _json({
        "yaml.schemas": {
            f"{FOLDER}/schemas/{name}.json":
                "data/site.yml" if name == "site" else f"data/{name}/*.yml"
            for name in kinds
        },
    })
    result[REFERENCE] = _reference(kinds)
    return result


def _languages() -> list[str]:
    """The languages that specimens are in: those that come with words of their own."""
    return [code for code in known.folders() if known.definition(code).made_from is None]


def ids(there: Mapping[str, Iterable[str]]) -> str:
    """The file of ids by collection; ``facts`` are one of them."""
    return _json({"$schema": _DIALECT, "$defs": {
        reference.collection: {"enum": sorted(there.get(reference.collection, ()))}
        for reference in _REFERENCES.values()
    }})


def _completing(value: Any) -> Any:
    """The same schema, in which ids may be picked from those that there are."""
    if isinstance(value, list):
        return [_completing(item) for item in value]
    if not isinstance(value, dict):
        return value
    reference = _REFERENCES.get(str(value.get("title")))
    if reference and value.get("type") == "string":
        listed = {"$ref": f"{Path(IDS).name}#/$defs/{reference.collection}"}
        return {"anyOf": [listed, value]}
    return {key: _completing(item) for key, item in value.items()}


def _references(kind: type[model.Reference]) -> Iterator[type[model.Reference]]:
    for each in kind.__subclasses__():
        yield each
        yield from _references(each)


_REFERENCES = {each.__name__: each for each in _references(model.Reference)}


def _schema(name: str, kind: type[BaseModel]) -> dict[str, Any]:
    """A record, or (but for the site) a list of records."""
    schema: dict[str, Any] = _completing(kind.model_json_schema(mode="validation"))
    if name == "site":
        return schema
    definitions = schema.pop("$defs", {})
    return {
        "$defs": {**definitions, "record": schema},
        "anyOf": [
            {"$ref": "#/$defs/record"},
            {"type": "array", "items": {"$ref": "#/$defs/record"}, "minItems": 1},
        ],
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _reference(kinds: dict[str, type[BaseModel]]) -> str:
    lines = [
        "# Every key of the data", "", f"<!-- {_GENERATED} -->", "",
        "[CONTRIBUTING.md](CONTRIBUTING.md) says how to write records; this page lists what "
        "each may hold. A key without a default is required.", "",
    ]
    told: set[type[BaseModel]] = set()
    for name, kind in kinds.items():
        where = "data/site.yml" if name == "site" else f"data/{name}/"
        lines += _section(f"`{where}`", kind, "##", told)
        if name != "site":
            lines += ["A record to copy, with every other key as a comment:", "", "```yaml",
                      specimens.of(kind, _languages()).rstrip(), "```", ""]
        if kind is model.Chart:
            lines += chain.from_iterable(_chart_kind(name) for name in NAMES)
    return "\n".join(lines).rstrip() + "\n"


def _section(
    title: str, kind: type[BaseModel], level: str, told: set[type[BaseModel]]
) -> list[str]:
    told.add(kind)
    lines = [f"{level} {title}", "", " ".join((kind.__doc__ or "").split()), ""]
    lines += ["| key | value | default | meaning |", "|---|---|---|---|"]
    parts: list[type[BaseModel]] = []
    for key, field in kind.model_fields.items():
        meaning = " ".join((field.description or "").split()).replace("|", "\\|")
        lines.append(f"| `{key}` | {_type(field.annotation)} | {_default(field)} | {meaning} |")
        parts += [m for m in _models(field.annotation) if m not in told and m not in parts]
    lines.append("")
    for part in parts:
        if part not in told:
            lines += _section(f"`{part.__name__}`", part, "###", told)
    return lines


def _chart_kind(name: str) -> list[str]:
    """What a kind's module says of it, with the YAML it shows as YAML."""
    lines = [f"### `kind: {name}`", ""]
    for part in cleandoc(module(name).__doc__ or "").replace("``", "`").split("\n\n"):
        example = part.startswith("    ")
        text = dedent(part) if example else " ".join(part.removesuffix(":").split())
        lines += ["```yaml", text, "```", ""] if example else [text, ""]
    return lines


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return ""
    value = field.get_default(call_default_factory=True)
    empty = value is None or value in ({}, []) or isinstance(value, BaseModel)
    return "none" if empty else f"`{json.dumps(value, ensure_ascii=False, default=str)}`"


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for argument in getattr(annotation, "__args__", ()) for m in _models(argument)]


def _type(annotation: Any) -> str:
    """A type in a contributor's words."""
    if annotation is type(None):
        return ""
    if isinstance(annotation, type) and not getattr(annotation, "__args__", ()):
        if issubclass(annotation, model.Reference):
            return f"id in `{annotation.collection}`"
        if issubclass(annotation, BaseModel):
            return f"`{annotation.__name__}`"
        plain = {str: "text", int: "whole number", bool: "`true` or `false`"}
        return plain.get(annotation, {"Decimal": "number", "Period": "period"}.get(
            annotation.__name__, annotation.__name__))
    origin, arguments = getattr(annotation, "__origin__", None), annotation.__args__
    if origin is list:
        return f"list of {_type(arguments[0])}"
    if origin is dict:
        return f"mapping of {_type(arguments[0])} to {_type(arguments[1])}"
    if all(isinstance(a, str | bool) for a in arguments):
        return ", ".join(f"`{json.dumps(a).strip(chr(34))}`" for a in arguments)
    if hasattr(annotation, "__metadata__"):
        return _type(arguments[0])
    return " or ".join(filter(None, (_type(a) for a in arguments)))
