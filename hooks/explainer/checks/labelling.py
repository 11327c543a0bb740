"""Checks that no label of a figure says more than was read, and that what confirms a computed
figure does."""

from __future__ import annotations

from explainer.data import model
from explainer.data.dataset import Dataset
from explainer.data.facts import BrokenReference, FactError
from explainer.problems import Problems

Path = tuple[str | int, ...]


def check(data: Dataset, problems: Problems) -> None:
    """Report origins that the source does not bear out, figures from a document itself without
    their place in it, and confirmations of what is not computed or differs."""
    for metric in data.metrics.values():
        for index, observation in enumerate(metric.observations):
            path: Path = ("observations", index)
            _check_origin(metric, observation, path, data, problems)
            for number, other in enumerate(observation.alternatives):
                _check_origin(metric, other, (*path, "alternatives", number), data, problems)
            if observation.confirms:
                _check_confirmation(metric, observation, path, data, problems)


def _check_origin(
    metric: model.Metric, said: model.Observation | model.Alternative, path: Path,
    data: Dataset, problems: Problems,
) -> None:
    source = data.sources.get(str(said.source))
    if said.origin in (None, "computed") or source is None:
        return
    at = data.origin(metric)
    if said.origin != source.origin:
        problems.add(
            at.locate((*path, "origin")),
            f"origin: got {said.origin}, expected {source.origin}: {source.id} is of the kind "
            f"{source.kind} and was read as {source.read}",
            f"Write {source.origin}, or correct the source if more of it was read",
        )
    elif said.origin == "primary" and not said.locator:
        problems.add(
            at.locate((*path, "origin")), "origin: primary without a locator",
            "Say where in the document the figure stands: locator: p. 12",
        )


def _check_confirmation(
    metric: model.Metric, said: model.Observation, path: Path, data: Dataset, problems: Problems
) -> None:
    at = data.origin(metric).locate((*path, "confirms"))
    try:
        fact = data.facts.get(f"{metric.id}.{said.period}")
    except BrokenReference:
        return
    except FactError as error:
        problems.add(at, f"confirms: {error.what}", error.remedy)
        return
    stated = said.quantity(metric.scale)
    if not fact.computed:
        problems.add(
            at, f"confirms: {fact.id} is not computed",
            "Name the source under sources of the other observation, or remove one of the two",
        )
    elif fact.quantity is None or (stated is not None and not stated.overlaps(fact.quantity)):
        computed = "nothing" if fact.quantity is None else \
            f"{fact.quantity.low.normalize():f} to {fact.quantity.high.normalize():f}"
        problems.add(
            at, f"confirms: what is stated does not agree with what is computed ({computed})",
            "Correct the value, or say that they differ in an identity with a disagreement",
        )
