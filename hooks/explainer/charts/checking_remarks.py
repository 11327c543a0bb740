"""Checks what a chart's annotations and ranges speak of."""

from __future__ import annotations

from explainer.charts.kinds import kind
from explainer.charts.kinds.base import Kind
from explainer.data.dataset import Dataset, Origin
from explainer.data.facts import Fact
from explainer.data.model import Chart
from explainer.data.periods import Period
from explainer.language.scripts import in_han
from explainer.problems import Problems, suggestion

LONGEST, LONGEST_HAN = 64, 30
"""How many characters words beside a mark may have, and how many Chinese ones."""


def check(chart: Chart, dataset: Dataset, facts: list[Fact], problems: Problems) -> None:
    """Report annotations of what the chart does not show, ranges without anything in them, both
    in kinds that have no place for them, and words that are too long."""
    origin, made = dataset.origin(chart), kind(chart.kind)
    if not _placed(chart, made, origin, problems):
        return
    shown = list(dict.fromkeys(fact.id for fact in facts))
    periods = _periods(chart, made, dataset, facts)
    for index, one in enumerate(chart.annotations):
        at = f"annotations[{index}]"
        if bool(one.fact) == bool(one.period):
            got = "both" if one.fact else "neither"
            problems.add(
                origin.locate(("annotations", index)),
                f"{at}: got {got} of fact and period, expected one of them",
                "Say which mark of the chart the words stand beside",
            )
        elif one.fact and one.fact not in shown:
            problems.add(
                origin.locate(("annotations", index, "fact")),
                f"{at}: the chart does not show {one.fact}{suggestion(one.fact, shown)}",
                "Name a figure of the chart, or a period",
            )
        elif one.period and one.period not in periods:
            problems.add(
                origin.locate(("annotations", index, "period")),
                f"{at}: the chart shows nothing of {one.period}",
                "Name a period of the chart, or a figure",
            )
    for index, span in enumerate(chart.ranges):
        if not any(span.span.first <= p.first and p.last <= span.span.last for p in periods):
            problems.add(
                origin.locate(("ranges", index, "span")),
                f"ranges[{index}]: the chart shows nothing in {span.span}",
                "Give the first and the last period of the chart that it covers, as 2018..2021",
            )
    said = [("annotations", i, one.text) for i, one in enumerate(chart.annotations)]
    said += [("ranges", i, one.text) for i, one in enumerate(chart.ranges)]
    for field, index, text in said:
        for language in dataset.site.written:
            longest = LONGEST_HAN if in_han(language) else LONGEST
            if len(text[language]) > longest:
                problems.add(
                    origin.locate((field, index, "text", language)),
                    f"{field}[{index}]: {len(text[language])} characters (expected at most "
                    f"{longest})", "Say it in fewer words",
                )


def _placed(chart: Chart, made: Kind, origin: Origin, problems: Problems) -> bool:
    """Whether the kind has a place for what the chart has."""
    has = {"annotations": made.annotated, "ranges": made.timed}
    for field, may in has.items():
        if getattr(chart, field) and not may:
            problems.add(
                origin.locate((field,), key=True),
                f'{field}: not used by the kind "{chart.kind}"', "Remove it",
            )
            return False
    return True


def _periods(chart: Chart, made: Kind, dataset: Dataset, facts: list[Fact]) -> list[Period]:
    """The periods of which a chart shows something: of its figures and of its events."""
    dates = [record.date for record in made.records(chart, dataset) if hasattr(record, "date")]
    return [*(Period.parse(date) for date in dates), *(f.period for f in facts if f.quantity)]
