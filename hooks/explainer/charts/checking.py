"""Checks a chart's description against its kind and the data, without drawing it."""

from __future__ import annotations

import re

from explainer.charts import live
from explainer.charts.kinds import NAMES, kind
from explainer.charts.kinds.base import Kind
from explainer.charts.measures import Measure
from explainer.data.dataset import Dataset, Origin, dotted
from explainer.data.facts import Fact, FactError
from explainer.data.model import LANGUAGES, Chart
from explainer.language.scales import scales
from explainer.language.words import Words
from explainer.problems import Problems, suggestion

FIELDS = ("series", "periods", "points", "steps", "panels", "events", "reference", "total")
"""The fields of a chart that only some kinds use."""


def check(chart: Chart, dataset: Dataset, problems: Problems) -> None:
    """Report an unknown kind, missing or unused fields, units that clash on an axis, and
    a chart that has nothing to show."""
    origin = dataset.origin(chart)
    if chart.kind not in NAMES:
        problems.add(
            origin.locate(("kind",)),
            f'kind: unknown kind of chart "{chart.kind}"{suggestion(chart.kind, NAMES)}',
            f"Use one of {', '.join(NAMES)}",
        )
        return
    made = kind(chart.kind)
    if not _check_fields(chart, made, origin, problems):
        return
    if chart.live and chart.kind not in live.KINDS:
        problems.add(
            origin.locate(("live",)), f'live: the kind "{chart.kind}" has no live form',
            f"Remove it, or use one of {', '.join(live.KINDS)}",
        )
    _check_units(chart, made, dataset, origin, problems)
    try:
        facts = made.facts(chart, dataset)
    except (FactError, KeyError):
        return  # a dangling reference, which the data's own check reports
    if not made.records(chart, dataset) and not any(f.quantity for f in facts):
        problems.add(
            origin.locate(), "none of the chart's values is published",
            "Choose metrics and periods that have values",
        )
    _check_periods(chart, dataset, origin, problems)
    for language in LANGUAGES:
        _check_named_unit(chart, made, facts, dataset, Words(language), problems)


def _check_fields(chart: Chart, made: Kind, origin: Origin, problems: Problems) -> bool:
    complete = True
    for field in FIELDS:
        given = bool(getattr(chart, field))
        if field in made.needs and not given:
            complete = False
            problems.add(
                origin.locate(("kind",)), f'{field}: missing, the kind "{chart.kind}" needs it',
                f"Add {field}",
            )
        elif given and field not in made.needs | made.may:
            problems.add(
                origin.locate((field,), key=True),
                f'{field}: not used by the kind "{chart.kind}"', "Remove it",
            )
    return complete


def _check_units(
    chart: Chart, made: Kind, dataset: Dataset, origin: Origin, problems: Problems
) -> None:
    for axis in made.axes(chart):
        units: dict[str, str] = {}
        for path, name in axis:
            metric = dataset.metrics.get(name.partition(".")[0])
            if metric is None:
                continue
            units.setdefault(metric.unit, metric.id)
            if len(units) > 1:
                first = next(iter(units))
                problems.add(
                    origin.locate(path),
                    f"{dotted(path)}: {metric.id} is in {metric.unit}, but {units[first]} on the "
                    f"same axis is in {first}",
                    "Show them in charts or panels of their own",
                )
                break


def _check_named_unit(
    chart: Chart, made: Kind, facts: list[Fact], dataset: Dataset, words: Words,
    problems: Problems,
) -> None:
    """The scale of an axis follows its largest value; the subtitle must not name another."""
    written: dict[str, set[str]] = {}
    for axis in made.axes(chart):
        metrics = {name.partition(".")[0] for _, name in axis}
        shown = [fact for fact in facts if fact.metric.id in metrics and fact.quantity]
        for unit in {fact.metric.unit for fact in shown}:
            measure = Measure.of([f for f in shown if f.metric.unit == unit], dataset, words)
            written.setdefault(unit, set()).add(measure.unit_name)
    known = {
        words.unit_at(unit, scale): unit.id
        for unit in (dataset.units[name] for name in written)
        for scale in scales(unit, words.language) if scale.word
    }
    longest = sorted(known, key=len, reverse=True)
    names = "|".join(map(re.escape, longest)) or "(?!)"
    for name in re.findall(names, chart.subtitle[words.language]):
        expected = written[known[name]]
        if name not in expected:
            path = ("subtitle", words.language)
            problems.add(
                dataset.origin(chart).locate(path),
                f'{dotted(path)}: got "{name}", expected "{" or ".join(sorted(expected))}", in '
                "which the axis is written",
                "Name the unit of the axis",
            )


def _check_periods(chart: Chart, dataset: Dataset, origin: Origin, problems: Problems) -> None:
    """A period no series says anything about is most likely mistyped."""
    if not chart.series:
        return
    for index, period in enumerate(chart.periods):
        known = any(_known(dataset, f"{one.metric}.{period}") for one in chart.series)
        if not known:
            problems.add(
                origin.locate(("periods", index)),
                f"periods[{index}]: no series has anything for {period}",
                "Correct the period or leave it out",
            )


def _known(dataset: Dataset, fact_id: str) -> bool:
    try:
        dataset.facts.get(fact_id)
    except FactError:
        return False
    return True
