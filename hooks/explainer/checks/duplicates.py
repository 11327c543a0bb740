"""Checks that nothing is given twice that can be there only once. The first would be used, and
the second would vanish without a word, or count twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from explainer.data import model
from explainer.data.dataset import Dataset, Origin
from explainer.problems import Problems

Path = tuple[str | int, ...]

_TWICE = {"ratio", "quotient", "growth"}
"""Operations that may name a figure twice: that of something with itself is a plain number."""
_KEYS: dict[type[BaseModel], tuple[str, str]] = {
    model.Series: ("series", "metric"),
    model.Point: ("fact", "fact"),
    model.Step: ("fact", "fact"),
}
"""What tells the entries of a list apart: its name, and its key."""


def check(data: Dataset, problems: Problems) -> None:
    """Report entries of lists that are given twice (sources, facts, periods, series, pages …)
    and numbers of claims, each at the second one."""
    for origin, record in data.all_records():
        _check_within(record, origin, (), problems)
    for metric in data.metrics.values():
        for index, observation in enumerate(metric.observations):
            if observation.source in observation.sources:
                again = observation.sources.index(observation.source)
                problems.add(
                    data.origin(metric).locate(("observations", index, "sources", again)),
                    f"source {observation.source} is given twice (first as source)", "Keep one",
                )
    _check_unique(data, data.claims.values(), "number", "claim", lambda c: c.number, problems)


def _check_within(value: Any, origin: Origin, path: Path, problems: Problems) -> None:
    """Report what is given twice in any list inside a record."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if isinstance(value, model.Claim) and name == "paragraphs":
                _check_list("paragraph", _at((*path, name), inner), origin, problems)
            elif isinstance(value, model.Site) and name == "pages":
                _check_list("page", value.listed, origin, problems)
            elif not (isinstance(value, model.Formula) and name in _TWICE):
                _check_within(inner, origin, (*path, name), problems)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_within(inner, origin, (*path, key), problems)
    elif isinstance(value, list) and value:
        first = value[0]
        if type(first) in _KEYS:
            what, key = _KEYS[type(first)]
            _check_list(
                what, [((*path, i, key), getattr(v, key)) for i, v in enumerate(value)], origin,
                problems,
            )
        elif not isinstance(first, BaseModel | int | list) and path[-1:] != ("range",):
            _check_list(_name(first, path), _at(path, value), origin, problems)
        for index, inner in enumerate(value):
            _check_within(inner, origin, (*path, index), problems)


def _name(value: object, path: Path) -> str:
    """What an entry of a list is called in messages."""
    if isinstance(value, model.Reference):
        return {"facts": "fact", "people": "person", "companies": "company"}.get(
            value.collection, value.collection.removesuffix("s")
        )
    return {"periods": "period", "files": "file"}.get(str(path[-1]), "entry")


def _at(path: Path, values: Iterable[Any]) -> Iterator[tuple[Path, Any]]:
    """The entries of the list at a path, each with its own path."""
    return (((*path, index), value) for index, value in enumerate(values))


def _check_list(
    what: str, values: Iterable[tuple[Path, Any]], origin: Origin, problems: Problems
) -> None:
    """Report values, each with its path, that are there already."""
    first_of: dict[Any, int] = {}
    for path, value in values:
        at = origin.locate(path)
        if value is not None and value in first_of:
            problems.add(
                at, f"{what} {value} is given twice (first at line {first_of[value]})", "Keep one"
            )
        first_of.setdefault(value, at.line)


def _check_unique(
    data: Dataset, records: Iterable[Any], key: str, kind: str, value: Callable[[Any], Any],
    problems: Problems,
) -> None:
    """Report records that have the value of another one."""
    first_of: dict[Any, str] = {}
    for record in records:
        at = data.origin(record).locate((key,))
        if value(record) in first_of:
            problems.add(
                at, f"{key} {value(record)} is given twice (first to {first_of[value(record)]})",
                f"Give one of the two another {key}",
            )
        first_of.setdefault(value(record), f'{kind} "{record.id}", {at}')
