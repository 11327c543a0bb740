"""Checks a chart's description against its kind and the data, without drawing it."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from explainer.charts import checking_remarks, focusing, live, subtitles
from explainer.charts.kinds import NAMES, kind
from explainer.charts.kinds.base import Kind
from explainer.data.dataset import Dataset, Origin, dotted
from explainer.data.facts import FactError
from explainer.data.model import Chart, Panel, Series
from explainer.data.model import Words as Text
from explainer.data.periods import Period
from explainer.data.quantities import Quantity
from explainer.problems import Problems, suggestion

FIELDS = (
    "series", "periods", "points", "steps", "square", "whole", "parts", "apart", "panels", "events",
    "illustration", "reference", "total",
)
"""The fields of a chart that only some kinds use."""
MOST_CELLS = 40
"""How many letters wide a name beside a mark may be; a Chinese character takes two."""
Path = tuple[str | int, ...]


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
    before = len(problems)
    _check_units(chart, made, dataset, origin, problems)
    one_unit = len(problems) == before
    try:
        facts = made.facts(chart, dataset)
    except (FactError, KeyError):
        return  # a dangling reference, which the data's own check reports
    _check_panels(chart, dataset, origin, problems)
    _check_periods((), chart, dataset, origin, problems, each=one_unit)
    for index, panel in enumerate(chart.panels):
        _check_periods(("panels", index), panel, dataset, origin, problems, each=one_unit)
    if len(problems) == before and not made.records(chart, dataset) and not any(
        f.quantity for f in facts
    ):
        problems.add(
            origin.locate(), "none of the chart's values is published",
            "Choose metrics and periods that have values",
        )
    subtitles.check(chart, made, facts, dataset, problems)
    _check_labels(chart, dataset, origin, problems)
    focusing.check(chart, dataset, problems)
    checking_remarks.check(chart, dataset, facts, problems)
    if len(problems) == before:
        if chart.kind == "waterfall":
            _check_steps(chart, dataset, origin, problems)
        made.check(chart, dataset, problems)


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


def _check_panels(
    chart: Chart, dataset: Dataset, origin: Origin, problems: Problems
) -> None:
    """A panel has series over periods or single figures; one without any cannot be drawn."""
    for index, panel in enumerate(chart.panels):
        at = origin.locate(("panels", index))
        if bool(panel.series) != bool(panel.periods):
            lacking = "periods" if panel.series else "series"
            problems.add(
                at, f"panels[{index}]: {lacking} missing", "Series and periods go together"
            )
        elif not panel.series and not panel.points:
            problems.add(
                at, f"panels[{index}]: nothing to show", "Add series and periods, or points"
            )


def _check_periods(
    path: Path, part: Chart | Panel, dataset: Dataset, origin: Origin, problems: Problems, *,
    each: bool,
) -> None:
    """The data must say something of each series at each period, if only that there is no
    value, or the series that it has none in the chart; of any series, if not of ``each``."""
    reported = set()
    for index, period in enumerate(part.periods):
        if part.series and not any(_known(dataset, s, period) for s in part.series):
            reported.add(period)
            where = dotted((*path, "periods", index))
            problems.add(
                origin.locate((*path, "periods", index)),
                f"{where}: no series has anything for {period}",
                "Correct the period or leave it out",
            )
    for index, series in enumerate(part.series if each else ()):
        at = (*path, "series", index)
        for number, period in enumerate(series.without):
            if period not in part.periods or _known(dataset, series, period):
                problems.add(
                    origin.locate((*at, "without", number)),
                    f"{dotted((*at, 'without', number))}: {series.metric} has {period}, or the "
                    "chart has not", "Remove the period",
                )
        others = {name for one in part.series for name in one.instead_of}
        lacking = [
            str(period) for period in part.periods if period not in reported
            and period not in series.without and series.metric not in others
            and not series.instead_of and not _known(dataset, series, period)
        ]
        if lacking:
            problems.add(
                origin.locate((*at, "metric")),
                f"{dotted(at)}: the data says nothing of {series.metric} in "
                f"{', '.join(lacking)}", "Add what is known of it, or say that nothing is; or "
                f"write without: [{', '.join(lacking)}]",
            )


def _check_labels(
    chart: Chart, dataset: Dataset, origin: Origin, problems: Problems
) -> None:
    """Names beside marks must leave room for the marks, on a phone too."""
    for path, words in _labels(chart, dataset):
        for language in dataset.site.written:
            text = words[language]
            wide = sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
            if wide > MOST_CELLS and "{" not in text:
                at = (*path, "label", language)
                problems.add(
                    origin.locate(at), f"{dotted(path)}: the label “{text}” is as wide as {wide} "
                    f"letters (expected at most {MOST_CELLS})", "Give it a shorter label",
                )


def _labels(chart: Chart, dataset: Dataset) -> Iterator[tuple[Path, Text]]:
    """The names beside the marks of a chart, and where they come from."""
    parts: list[tuple[Path, Chart | Panel]] = [((), chart)]
    parts += [(("panels", index), panel) for index, panel in enumerate(chart.panels)]
    for path, part in parts:
        for index, series in enumerate(part.series):
            metric = dataset.metrics[series.metric]
            yield (*path, "series", index), series.label or metric.short or metric.name
        for index, point in enumerate(part.points):
            metric = dataset.metrics[point.fact.partition(".")[0]]
            yield (*path, "points", index), point.label or metric.short or metric.name
    for index, step in enumerate(chart.steps):
        yield ("steps", index), step.label
        if step.part and step.part.label:
            yield ("steps", index, "part"), step.part.label
    if chart.whole:
        yield ("whole",), chart.whole.label
    for field in ("parts", "apart"):
        for index, squares in enumerate(getattr(chart, field)):
            yield (field, index), squares.label
    if chart.reference:
        yield ("reference",), chart.reference.label


def _check_steps(
    chart: Chart, dataset: Dataset, origin: Origin, problems: Problems
) -> None:
    """What is taken off must lead from one total to the next, and no part of a step be larger
    than the step."""
    running: Quantity | None = None
    less = False
    for index, step in enumerate(chart.steps):
        quantity = _size(dataset, step.fact)
        if step.role == "less" and running is None:
            problems.add(
                origin.locate(("steps", index, "role")),
                f"steps[{index}]: nothing to take it off", "Begin with a total",
            )
            return
        if quantity is None:
            problems.add(
                origin.locate(("steps", index, "fact")),
                f"steps[{index}]: {step.fact} is not published", "Leave the step out",
            )
            return
        if step.role == "total":
            if less and running is not None and not running.overlaps(quantity):
                problems.add(
                    origin.locate(("steps", index, "fact")),
                    f"steps[{index}]: the steps before lead to {running.value:,f}, not to "
                    f"{quantity.value:,f}", "Correct the steps, or take off what is missing",
                )
            running, less = quantity, False
        elif step.role == "less" and running is not None:
            running, less = running - quantity, True
            if running.high < 0:
                problems.add(
                    origin.locate(("steps", index, "fact")),
                    f"steps[{index}]: {quantity.value:,f} is more than there is to take it off",
                    "Correct the steps, or begin with the total that it is part of",
                )
                return
        part = step.part and _size(dataset, step.part.fact)
        if part and part.low > quantity.high:
            problems.add(
                origin.locate(("steps", index, "part", "fact")),
                f"steps[{index}].part: {part.value:,f} is more than the step, "
                f"{quantity.value:,f}", "Show a part that lies within the step",
            )


def _size(dataset: Dataset, fact: str) -> Quantity | None:
    quantity = dataset.facts.get(fact).quantity
    return -quantity if quantity and quantity.value < 0 else quantity


def _known(dataset: Dataset, series: Series, period: Period) -> bool:
    try:
        dataset.facts.get(f"{series.metric}.{period}")
    except FactError:
        return False
    return True
