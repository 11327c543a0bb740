"""A chart shown with a focus: fewer periods, and the others' marks faded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from explainer.charts.contents import keys_of
from explainer.charts.kinds import kind
from explainer.charts.marks import KEYS
from explainer.data.dataset import Dataset
from explainer.data.model import Chart, Focus, Panel
from explainer.data.periods import Period
from explainer.problems import Problems, suggestion

FADED = "0.25"
_MARK = re.compile(rf' {KEYS}="([^"]*)"')


def focused(
    chart: Chart, focus: Focus, periods: Sequence[Period], dataset: Dataset
) -> Chart | None:
    """The chart with the periods given, or else those of the focus, and with an id of its own;
    None if it has one of them not."""
    wanted = list(periods) or focus.periods
    name = "-".join([chart.id, focus.id, *(str(period).replace("..", "-") for period in periods)])
    changes: dict[str, object] = {"id": name, "live": False}
    if wanted:
        parts: list[Chart | Panel] = [chart, *chart.panels]
        have = {period for part in parts for period in part.periods}
        if not set(wanted) <= have:
            return None
        panels = [
            panel.model_copy(update={"periods": [p for p in panel.periods if p in wanted]})
            for panel in chart.panels
        ]
        facts = dataset.facts
        changes |= {
            "periods": [p for p in chart.periods if p in wanted],
            "panels": [panel for panel in panels if panel.periods or panel.points],
            "annotations": [
                one for one in chart.annotations
                if (facts.get(one.fact).period if one.fact else one.period) in wanted
            ],
            "ranges": [
                one for one in chart.ranges if any(
                    one.span.first <= p.first and p.last <= one.span.last for p in wanted)
            ],
        }
    return chart.model_copy(update=changes)


def fade(svg: str, marks: Sequence[str]) -> str:
    """The picture with all marks faded that are none of some; as it is if there are none."""
    if not marks:
        return svg

    def faded(match: re.Match[str]) -> str:
        stays = set(match[1].split(" ")) & set(marks)
        return match[0] if stays else f'{match[0]} opacity="{FADED}"'

    return _MARK.sub(faded, svg)


def check(chart: Chart, dataset: Dataset, problems: Problems) -> None:
    """Report focuses with one id, on periods that the chart lacks, and on marks it has not."""
    origin, seen = dataset.origin(chart), set()
    for index, focus in enumerate(chart.focuses):
        at = f"focuses[{index}]"
        if focus.id in seen:
            problems.add(
                origin.locate(("focuses", index, "id")), f'{at}: the id "{focus.id}" a second time',
                "Give it another one",
            )
        seen.add(focus.id)
        shown = focused(chart, focus, (), dataset)
        if shown is None:
            problems.add(
                origin.locate(("focuses", index, "periods")),
                f"{at}: the chart does not have all of these periods",
                "Name periods that the chart has",
            )
            continue
        if not any(fact.quantity for fact in kind(chart.kind).facts(shown, dataset)) \
                and focus.periods:
            problems.add(
                origin.locate(("focuses", index, "periods")), f"{at}: nothing has a value there",
                "Choose periods that have values",
            )
            continue
        keys = keys_of(shown, dataset)
        for number, mark in enumerate(focus.marks):
            if mark not in keys:
                problems.add(
                    origin.locate(("focuses", index, "marks", number)),
                    f'{at}: the chart has no mark "{mark}"{suggestion(mark, keys)}',
                    "Name a metric, a period or a figure that it draws, or an event of it",
                )
