"""What is typed above a chart against what it shows: the unit of its axis, and its years.

The scale of an axis follows its largest value, and a chart ends with its last period; words that
were typed stay as they are when either changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from explainer.charts.kinds.base import Kind
from explainer.charts.measures import Measure
from explainer.data.dataset import Dataset, dotted
from explainer.data.facts import Fact
from explainer.data.model import Chart, Language
from explainer.data.periods import Period
from explainer.language.words import Words
from explainer.problems import Problems

_CALL = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|2[01])\d\d(?!\d)")
_PARTS = ("H1", "H2", "Q1", "Q2", "Q3", "Q4", "9M")
Path = tuple[str | int, ...]


def check(
    chart: Chart, made: Kind, facts: Sequence[Fact], dataset: Dataset, problems: Problems
) -> None:
    """Report units of other scales or currencies than those of the axes, and years that are not
    those of the chart."""
    origin = dataset.origin(chart)
    ends = _ends(chart, facts, dataset)
    for language in dataset.site.written:
        words = Words(language, dataset.site.languages[language])
        units = _units(chart, made, facts, dataset, words)
        for path, text in _texts(chart, language):
            names = "|".join(map(re.escape, sorted(units, key=len, reverse=True))) or "(?!)"
            for name in re.findall(names, text):
                if name not in units[name]:
                    problems.add(
                        origin.locate((*path, language)),
                        f'{dotted((*path, language))}: got "{name}", expected '
                        f'"{" or ".join(sorted(units[name]))}", in which the axis is written',
                        "Name the unit of the axis",
                    )
        if ends and (wrong := _wrong_years(_CALL.sub(" ", chart.subtitle[language]), ends, words)):
            problems.add(
                origin.locate(("subtitle", language)),
                f"subtitle.{language}: got {wrong}, but the chart shows "
                f"{ends[0]} to {ends[1]}",
                "Name the chart's own time, or leave it out",
            )


def _texts(chart: Chart, language: Language) -> Iterator[tuple[Path, str]]:
    yield ("subtitle",), _CALL.sub(" ", chart.subtitle[language])
    for index, panel in enumerate(chart.panels):
        yield ("panels", index, "title"), _CALL.sub(" ", panel.title[language])
        if panel.note:
            yield ("panels", index, "note"), _CALL.sub(" ", panel.note[language])


def _units(
    chart: Chart, made: Kind, facts: Sequence[Fact], dataset: Dataset, words: Words
) -> dict[str, set[str]]:
    """Names of units with a scale, and those that the axes have in their place. A currency that
    is on no axis is as wrong as another scale."""
    written: dict[str, set[str]] = {}
    for axis in made.axes(chart):
        metrics = {name.partition(".")[0] for _, name in axis}
        shown = [fact for fact in facts if fact.metric.id in metrics and fact.quantity]
        for unit in {fact.metric.unit for fact in shown}:
            measure = Measure.of([f for f in shown if f.metric.unit == unit], dataset, words)
            written.setdefault(unit, set()).add(measure.unit_name)
    return {
        words.unit_at(unit, scale): written.get(unit.id, set().union(*written.values()))
        for unit in dataset.units.values()
        if unit.id in written or (unit.kind == "currency" and written)
        for scale in words.scales(unit) if scale.word
    }


def _ends(
    chart: Chart, facts: Sequence[Fact], dataset: Dataset
) -> tuple[Period, Period] | None:
    """The first and the last period that a chart shows; None if it shows none. The line that
    values are compared with may be older."""
    line = chart.reference.fact if chart.reference else None
    periods = [Period.parse(dataset.events[name].date) for name in chart.events] or [
        fact.period for fact in facts if fact.id != line
    ]
    if not periods:
        return None
    return (
        min((period.ends[0] for period in periods), key=lambda p: (p.first, p.last)),
        max((period.ends[1] for period in periods), key=lambda p: (p.last, -p.first.toordinal())),
    )


def _wrong_years(text: str, ends: tuple[Period, Period], words: Words) -> str:
    """The years a text names that are not those of the chart; empty if all are. A text may name
    no year, one of the chart's, or its first and last."""
    years = sorted({int(year) for year in _YEAR.findall(text)})
    first, last = ends[0].first.year, ends[1].last.year
    if not years:
        return ""
    if years[0] < first or years[-1] > last or (len(years) > 1 and (
        years[0] != first or years[-1] != last
    )):
        return " to ".join(map(str, dict.fromkeys((years[0], years[-1]))))
    if len(years) > 1 and (wrong := _wrong_part(text, ends[1], words)):
        return wrong
    return ""


def _wrong_part(text: str, last: Period, words: Words) -> str:
    """What a text calls the last period of a chart where that is a year or a part of one."""
    if last.kind not in ("year", "half", "quarter", "nine-months"):
        return ""
    year = last.last.year
    parts = [Period.parse(f"{year}-{part}") for part in _PARTS]
    named = [part for part in parts if any(
        words.period(part, style) in text for style in ("long", "short"))]
    said = named or [Period.parse(str(year))]
    return "" if last in said else words.period(said[-1])
