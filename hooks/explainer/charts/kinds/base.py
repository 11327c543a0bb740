"""What a kind of chart is, and what most kinds share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from explainer.charts.canvas import Canvas
from explainer.charts.marks import Mark
from explainer.charts.measures import Measure, lookup, published, tip
from explainer.charts.tables import Row, Table
from explainer.charts.tokens import colour
from explainer.data.dataset import Dataset, dotted
from explainer.data.facts import Fact
from explainer.data.model import Chart, Language, Series
from explainer.data.periods import Period
from explainer.language.phrases import bracketed, phrase
from explainer.language.words import Words
from explainer.problems import Problems

Path = tuple[str | int, ...]
Where = tuple[Path, str]
"""A metric (or fact) a chart names, and the path in its file where it does."""
Refusal = tuple[Path, str, str]
"""Where a chart names what cannot be drawn, what is wrong with it, and what to do."""


@dataclass(frozen=True)
class View:
    """A chart to be drawn: for one language, on one canvas. ``marks`` collects what each mark
    stands for, by what a reader hears of it, in the order of the data."""

    chart: Chart
    dataset: Dataset
    words: Words
    canvas: Canvas
    marks: dict[str, list[Mark]] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        return self.words.language

    def measure(self, facts: Iterable[Fact | None]) -> Measure:
        return Measure.of(facts, self.dataset, self.words)

    def label(self, series: Series) -> str:
        return series_label(series, self.dataset, self.language)

    def tip(self, fact: Fact, label: str, more: str = "", panel: int = 0) -> str:
        """What a reader hears of the mark of a fact, with ``more`` in brackets; the mark is
        noted, as one of the panel of that number."""
        heard = bracketed(tip(fact, label, self.dataset, self.words), more, self.language)
        keys = (fact.metric.id, fact.id, str(fact.period))
        return self.note(heard, Mark(keys, fact.period, panel))

    def note(self, heard: str, mark: Mark) -> str:
        """Note what the mark stands for of which a reader hears that, and give it back."""
        self.marks.setdefault(heard, []).append(mark)
        return heard


class Kind(ABC):
    """A kind of chart: data in, specification out. Stateless; one instance a module."""

    needs: ClassVar[frozenset[str]]
    """Fields of a chart that must not be empty; every other one must be, unless in ``may``."""
    may: ClassVar[frozenset[str]] = frozenset()
    annotated: ClassVar[bool] = True
    """Whether the kind has an axis, beside whose marks something can be said."""
    timed: ClassVar[bool] = True
    """Whether that axis is one of time."""

    @abstractmethod
    def facts(self, chart: Chart, dataset: Dataset) -> list[Fact]:
        """Every fact the chart shows, in reading order."""

    def marked(self, chart: Chart, dataset: Dataset) -> list[Fact]:
        """The facts whose marks of standing the picture has."""
        return self.facts(chart, dataset)

    @abstractmethod
    def table(self, chart: Chart, dataset: Dataset, words: Words) -> Table:
        """The same values in words."""

    @abstractmethod
    def draw(self, view: View) -> Any:
        """The picture as Vega-Lite has it (:mod:`explainer.charts.kinds._layers`)."""

    def axes(self, chart: Chart) -> list[list[Where]]:
        """Groups of metrics or facts that share an axis and so must share a unit."""
        return []

    def refuses(self, chart: Chart, dataset: Dataset) -> Iterator[Refusal]:
        """What the kind cannot draw of the data. Facts are there, with a value or without."""
        yield from ()

    def check(self, chart: Chart, dataset: Dataset, problems: Problems) -> None:
        """Report what else cannot be drawn of a chart whose references, units and labels are
        in order: what the kind refuses, or what it says of its own."""
        for path, what, remedy in self.refuses(chart, dataset):
            problems.add(dataset.origin(chart).locate(path), f"{dotted(path)}: {what}", remedy)

    def time(self, view: View) -> Literal["x", "y"]:
        """Along which side of the picture time runs, in a kind that is ``timed``."""
        return "y"

    def records(self, chart: Chart, dataset: Dataset) -> list[Any]:
        """Further records the chart shows (events, claims): they are part of its cache key."""
        return []


class Grid(Kind):
    """A kind whose values are series over periods, all on one axis."""

    needs = frozenset({"series", "periods"})

    def axes(self, chart: Chart) -> list[list[Where]]:
        return [[(("series", i, "metric"), s.metric) for i, s in enumerate(chart.series)]]

    def facts(self, chart: Chart, dataset: Dataset) -> list[Fact]:
        return grid_facts(chart.series, chart.periods, dataset)

    def table(self, chart: Chart, dataset: Dataset, words: Words) -> Table:
        return grid_table(chart.series, chart.periods, dataset, words)


def series_label(series: Series, dataset: Dataset, language: Language) -> str:
    if series.label:
        return series.label[language]
    return dataset.metrics[series.metric].label(language)


def series_colour(series: Series, index: int, name: str = "s") -> str:
    """The colour of a series by its place in the list, unless it names one."""
    return colour(f"{name}{series.colour or index % 6 + 1}")


def shown(series: Series, period: Period, dataset: Dataset) -> Fact | None:
    """What a series shows at a period: a fact, one without a quantity (not published), or
    None where there is nothing to show or others stand in its place."""
    others = [lookup(dataset, metric, period) for metric in series.instead_of]
    if others and all(published(fact) for fact in others):
        return None
    return lookup(dataset, series.metric, period)


def below_zero(path: Path, facts: Iterable[Fact | None]) -> Iterator[Refusal]:
    """Those of the facts named at a path whose mark begins at zero and would have no size."""
    for fact in facts:
        if fact and fact.quantity and fact.quantity.value < 0:
            value = fact.quantity.value.normalize()
            yield (
                path, f"{fact.id} is below zero (got {value:,f}, expected 0 or more)",
                "Show it with a kind that has both sides of zero, such as columns",
            )


def grid_facts(
    series: Sequence[Series], periods: Sequence[Period], dataset: Dataset
) -> list[Fact]:
    found = (shown(one, period, dataset) for period in periods for one in series)
    return [fact for fact in found if fact is not None]


def grid_table(
    series: Sequence[Series], periods: Sequence[Period], dataset: Dataset, words: Words
) -> Table:
    """Periods down, series across, one measure for all."""
    measure = Measure.of(grid_facts(series, periods, dataset), dataset, words)
    head = [measure.head(series_label(one, dataset, words.language)) for one in series]
    rows = [
        Row(
            words.period(period, "short"),
            [measure.cell(shown(one, period, dataset)) for one in series],
        )
        for period in periods
    ]
    return Table([phrase("period", words.language), *head], rows)
