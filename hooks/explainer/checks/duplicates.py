"""Checks that nothing is given twice that can be there only once. The first would be used, and
the second would vanish without a word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from explainer.data.dataset import Dataset, Origin
from explainer.problems import Problems

Path = tuple[str | int, ...]


def check(data: Dataset, problems: Problems) -> None:
    """Report periods of a metric or a chart, pages of the site and numbers of claims that are
    given twice, each at the second one."""
    for metric in data.metrics.values():
        origin = data.origin(metric)
        observed = (None if o.confirms else o.period for o in metric.observations)
        _check_list("period", observed, origin, ("observations",), ("period",), problems)
        _check_list("period", metric.periods, origin, ("periods",), (), problems)
    for chart in data.charts.values():
        origin = data.origin(chart)
        _check_list("period", chart.periods, origin, ("periods",), (), problems)
        for index, panel in enumerate(chart.panels):
            path = ("panels", index, "periods")
            _check_list("period", panel.periods, origin, path, (), problems)
    site = data.origins["site", "site"]
    _check_list("page", data.site.pages, site, ("pages",), (), problems)
    _check_claims(data, problems)


def _check_list(
    what: str, values: Iterable[Any], origin: Origin, path: Path, key: Path, problems: Problems
) -> None:
    """Report values of a list that are in it already. ``path`` leads to the list, and ``key``
    from an entry of it to the value."""
    first_of: dict[Any, int] = {}
    for index, value in enumerate(values):
        at = origin.locate((*path, index, *key))
        if value is not None and value in first_of:
            problems.add(
                at, f"{what} {value} is given twice (first at line {first_of[value]})", "Keep one"
            )
        first_of.setdefault(value, at.line)


def _check_claims(data: Dataset, problems: Problems) -> None:
    """Report claims that have the number of another one."""
    first_of: dict[int, str] = {}
    for claim in data.claims.values():
        at = data.origin(claim).locate(("number",))
        if claim.number in first_of:
            problems.add(
                at, f"number {claim.number} is given twice (first to {first_of[claim.number]})",
                "Give one of the two another number",
            )
        first_of.setdefault(claim.number, f'claim "{claim.id}", {at}')
