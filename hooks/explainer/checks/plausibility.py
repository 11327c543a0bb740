"""Looks for what fits the data model and is most likely a slip all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from statistics import median
from urllib.parse import urlsplit

from pydantic import BaseModel

from explainer.data.dataset import Dataset
from explainer.data.model import Metric
from explainer.problems import Problems

OUTLIER = 100
"""How many times the middle one of a metric's figures another one may be."""
LARGEST = Decimal(10) ** 18
_FEWEST, _ENOUGH = 2, 3
"""How many others there must be, and how many for the middle one to tell what is usual."""
_PLACEHOLDER = re.compile(
    r"(.*\.)?(example\.(com|net|org)|(example|test|invalid|localhost)|licen[cs]e\.example)\.?"
)


def check(data: Dataset, problems: Problems) -> None:
    """Report figures that cannot be, and warn of those that are far from all others and of
    addresses that only stand for others."""
    for metric in data.metrics.values():
        _check_sizes(metric, data, problems)
    seen: set[str] = set()
    addressed = [(data.origins["site", "site"], data.site)]
    for origin, record in [*addressed, *((data.origin(s), s) for s in data.sources.values())]:
        for path, host in _hosts(record):
            if _PLACEHOLDER.fullmatch(host) and host not in seen:
                seen.add(host)
                problems.warn(
                    origin.locate(path), f"{host} is no address but a placeholder for one",
                    "Write the real one",
                )


def _check_sizes(metric: Metric, data: Dataset, problems: Problems) -> None:
    origin = data.origin(metric)
    sizes: dict[int, Decimal] = {}
    for index, observation in enumerate(metric.observations):
        quantity = observation.quantity(metric.scale)
        if quantity is None:
            continue
        sizes[index] = abs(quantity.value)
        if sizes[index] >= LARGEST:
            problems.add(
                origin.locate(("observations", index)),
                f"a value of {sizes.pop(index):.0E} (expected less than {LARGEST:.0E})",
                "Correct the value or the scale",
            )
    for index, size in sizes.items():
        others = [other for i, other in sizes.items() if i != index and other]
        if len(others) < _FEWEST or not size:
            continue
        middle = median(others) if len(others) >= _ENOUGH else min(
            others, key=lambda other: max(size / other, other / size))  # far from each of them
        times = max(size / middle, middle / size)
        if times >= OUTLIER:
            problems.warn(
                origin.locate(("observations", index)),
                f"the value is {'more' if size > middle else 'less'} than the others' by a factor "
                f"of {times:,.0f}", "Check it and the scale",
            )


def _hosts(value: object, path: tuple[str | int, ...] = ()) -> Iterator[
    tuple[tuple[str | int, ...], str]
]:
    """The hosts of all addresses in a record, with where they stand."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _hosts(getattr(value, name), (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _hosts(item, (*path, index))
    elif type(value) is str and value.startswith(("http://", "https://")) and " " not in value:
        try:
            yield path, urlsplit(value).hostname or ""
        except ValueError:
            return
