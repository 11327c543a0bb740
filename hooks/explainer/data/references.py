"""Whether what records refer to is there and can be used; see :mod:`explainer.data.dataset`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter
from typing import Any

from explainer.data import model, units
from explainer.data.facts import BrokenReference, FactError, Facts
from explainer.data.validating import Origin, dotted
from explainer.problems import Problems, suggestion


def check_references(
    records: dict[str, dict[str, Any]],
    origins: dict[tuple[str, str], Origin],
    broken: set[tuple[str, str]],
    unread: set[str],
    site: model.Site | None,
    problems: Problems,
) -> None:
    """Report references to nothing, and add to ``broken`` all records that cannot be used."""
    everything = [((c, i), r) for c, by_id in records.items() for i, r in by_id.items()]
    if site is not None:
        everything.insert(0, (("site", "site"), site))
    referring = [(key, list(model.references(record))) for key, record in everything]
    dangling = _check_formulas(records, origins, problems)
    missing = frozenset(unread)
    facts = Facts(
        records["metrics"], broken_metrics(broken | dangling), "metrics" in missing
    )
    for key, references in referring:
        for path, reference in references:
            target = _target(reference)
            if target in broken or (target[0] in missing and target[1] not in records[target[0]]):
                continue
            if fault := _fault(reference, facts, records):
                what, remedy = fault
                problems.add(origins[key].locate(path), f"{dotted(path)}: {what}", remedy)
                dangling.add(key)
    for key, record in everything:
        if isinstance(record, model.Metric) and key not in broken | dangling:
            for index, period in enumerate(record.periods):
                if fault := _fault(model.FactId(f"{record.id}.{period}"), facts, records):
                    what, remedy = fault
                    where = origins[key].locate(("periods", index))
                    problems.add(where, f"periods[{index}]: {what}", remedy)
                    dangling.add(key)
    broken |= dangling - {("site", "site")}
    broken |= {
        key for key, references in referring if key[0] != "site" and any(
            t[0] in missing and t[1] not in records[t[0]]
            for t in (_target(reference) for _, reference in references)
        )
    }
    spreading = bool(broken)
    while spreading:
        users = {
            key for key, references in referring
            if key[0] != "site" and key not in broken
            and any(_target(reference) in broken for _, reference in references)
        }
        broken |= users
        spreading = bool(users)


def _check_formulas(
    records: dict[str, dict[str, Any]],
    origins: dict[tuple[str, str], Origin],
    problems: Problems,
) -> set[tuple[str, str]]:
    """Report formulas that cannot be computed whatever the values; gives their metrics."""
    found: set[tuple[str, str]] = set()
    for identifier, metric in records["metrics"].items():
        key = ("metrics", identifier)
        for path, what, remedy in _odd_periods(metric, origins[key]):
            problems.add(origins[key].locate(path), what, remedy)
            found.add(key)
        if fault := units.fault_in(metric, records["metrics"], records["units"]):
            path, what, remedy = fault
            problems.add(origins[key].locate(path), f"{dotted(path)}: {what}", remedy)
            found.add(key)
    for identifier in _too_far(records["metrics"]):
        key = ("metrics", identifier)
        problems.add(
            origins[key].locate(("formula",)), f"formula: more than {MAX_STEPS} figures are "
            "computed one from another", "Compute it from figures that were published",
        )
        found.add(key)
    if len(circle := _circular(records["metrics"])) > MAX_STEPS:  # shorter ones are found at use
        key = ("metrics", circle[0])
        problems.add(
            origins[key].locate(("formula",)), "formula: computed from itself, over "
            f"{len(circle)} metrics", "Break the circle of formulas",
        )
        found.update(("metrics", name) for name in circle)
    return found | _computed_from(found, records["metrics"])


MAX_STEPS = 20
"""Over how many figures, one from another, a figure may be computed."""
_TERMS = ("year", "half", "quarter", "nine-months")
"""Periods of accounts; a month may be a day of which no more is known."""


def _odd_periods(
    metric: model.Metric, origin: Origin
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Periods that are observed twice, and flows over a day among others over years; of things
    that happened on a day, one may be known to the year only. Where, what, and what to do."""
    first_of: dict[str, int] = {}
    given = [(i, o) for i, o in enumerate(metric.observations) if not o.confirms]
    terms = [o.period for _, o in given if o.period.kind in _TERMS]
    days = [o.period for _, o in given if o.period.kind == "day"]
    for index, observation in given:
        path, period = ("observations", index, "period"), observation.period
        if str(period) in first_of:
            first = first_of[str(period)]
            yield path, f"period {period} is given twice (first at line {first})", "Keep one"
        elif period.kind == "day" and metric.measure == "flow" and len(terms) > len(days):
            yield (
                path, f"period: a flow over one day, {period}, beside {terms[0]}",
                "Correct the period, or write measure: stock if it is counted on a day",
            )
        first_of.setdefault(str(period), origin.locate(path).line)


def _too_far(metrics: Mapping[str, model.Metric]) -> list[str]:
    """The metrics that are computed over more than MAX_STEPS others, one from another; not
    those that are computed from these."""
    left = {name: metric for name, metric in metrics.items() if metric.formula}
    for _ in range(MAX_STEPS):
        left = {name: metric for name, metric in left.items() if not _ready(metric, left)}
    return [name for name, metric in left.items() if _ready(metric, left)]


def _circular(metrics: Mapping[str, model.Metric]) -> list[str]:
    """The metrics that are computed from themselves, or from such."""
    formulas = {name: metric.formula for name, metric in metrics.items() if metric.formula}
    order = TopologicalSorter({
        name: {operand.partition(".")[0] for operand in formula.operands}
        for name, formula in formulas.items()
    })
    with suppress(CycleError):  # it gives what stands before a circle all the same
        order.prepare()
    while ready := order.get_ready():
        order.done(*ready)
        for name in ready:
            formulas.pop(name, None)
    return list(formulas)


def _ready(metric: model.Metric, left: Mapping[str, model.Metric]) -> bool:
    """Whether nothing that a metric is computed from is among others."""
    operands = metric.formula.operands if metric.formula else ()
    return not any(operand.partition(".")[0] in left for operand in operands)


def _computed_from(
    broken: set[tuple[str, str]], metrics: dict[str, model.Metric]
) -> set[tuple[str, str]]:
    """The metrics whose formulas lead to broken ones."""
    users: dict[str, list[str]] = {}
    for name, metric in metrics.items():
        for operand in metric.formula.operands if metric.formula else ():
            users.setdefault(operand.partition(".")[0], []).append(name)
    found: set[str] = set()
    pending = [name for _, name in broken]
    while pending:
        new = [user for user in users.get(pending.pop(), ()) if user not in found]
        found.update(new)
        pending.extend(new)
    return {("metrics", name) for name in found}


def _target(reference: model.Reference) -> tuple[str, str]:
    """The record a reference needs: for a fact, its metric."""
    if reference.collection == "facts":
        return "metrics", reference.partition(".")[0]
    return reference.collection, str(reference)


def _fault(
    reference: model.Reference, facts: Facts, records: dict[str, dict[str, Any]]
) -> tuple[str, str] | None:
    """What is wrong with a reference, and the remedy; None if nothing is."""
    if reference.collection == "facts":
        try:
            facts.get(reference)
        except BrokenReference:
            return None
        except FactError as error:
            return error.what, error.remedy
        return None
    known = records[reference.collection]
    if reference in known:
        return None
    return (
        f'unknown {_SINGULAR[reference.collection]} "{reference}"{suggestion(reference, known)}',
        f"Use the id of a record in data/{reference.collection}",
    )


def broken_metrics(broken: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(i for collection, i in broken if collection == "metrics")


_SINGULAR = {
    "sources": "source", "metrics": "metric", "events": "event", "terms": "term",
    "publishers": "publisher", "verdicts": "verdict", "quotes": "quotation",
    "people": "person", "companies": "company", "lines": "business line", "units": "unit",
    "illustrations": "illustration", "bases": "basis", "categories": "category",
    "changes": "change", "charts": "chart", "claims": "claim", "exceptions": "exception",
    "identities": "identity",
}
