"""Charts: what they show; how is code."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import (
    Field,
)

from explainer.data.model.fields import (
    EventId,
    FactId,
    Identifier,
    IllustrationId,
    MetricId,
    Number,
    PeriodField,
    Record,
    Strict,
    Text,
)
from explainer.data.model.wording import Words


class Series(Strict):
    """One series of a chart."""

    metric: MetricId
    label: Words | None = None
    """Absent: the metric's short name."""
    colour: Annotated[int, Field(ge=1, le=6)] | None = None
    """Number of the categorical colour; absent: the position in the list."""
    side: Literal["left", "right"] = "right"
    """For diverging bars: left of zero or right of it."""
    without: list[PeriodField] = []
    """Periods of the chart in which there is nothing to say of the series: their places stay
    empty. In all others the data has a value for it, or says that there is none."""
    instead_of: list[MetricId] = []
    """Drawn only for periods in which one of these has no published value."""


class ReferenceLine(Strict):
    """A line drawn across a chart at a fact's value."""

    fact: FactId
    label: Words


class Point(Strict):
    """A single figure of a chart, with the words that name it."""

    fact: FactId
    label: Words | None = None
    note: Words | None = None


class Step(Strict):
    """One bar of a waterfall: a total drawn from zero, a part taken off the one before, or, apart
    from these, what to hold them against."""

    fact: FactId
    label: Words
    role: Literal["total", "less", "apart"]
    part: Point | None = None
    """A known part of the step, drawn inside it."""


class Squares(Strict):
    """A row of squares of a unit chart: the figure they count, and how they look."""

    fact: FactId
    """Counted by its size: cash that flows out has squares like cash that flows in."""
    label: Words
    mark: Literal["solid", "hatched", "hollow"] = "solid"


class Panel(Strict):
    """One of several small charts on one scale."""

    title: Words
    note: Words | None = None
    series: list[Series] = []
    periods: list[PeriodField] = []
    points: list[Point] = []
    """Single figures in place of series and periods."""


class Annotation(Strict):
    """What happened, in a few words beside a figure of the chart or beside all of a period."""

    fact: FactId | None = None
    """The figure that is meant; the chart must show it."""
    period: PeriodField | None = None
    """In place of a figure: all that the chart shows of a period."""
    text: Words
    side: Literal["above", "below", "left", "right"] | None = None
    """Where the words stand if there is room; absent: wherever they are nearest."""
    value: FactId | None = None
    """A figure said after the words, with its unit."""


class Range(Strict):
    """A stretch of time, shaded and named: from the first of its periods to the last."""

    span: PeriodField
    text: Words


class Focus(Strict):
    """A chart shown with something in mind: words of its own, fewer periods, marks that stand
    out. Its page, files and address are those of the chart."""

    id: Identifier
    title: Words
    takeaway: Words
    alt: Words
    periods: list[PeriodField] = []
    """The periods that are shown; absent: all."""
    marks: list[Text] = []
    """What stands out, by metric, period, fact or event; absent: everything."""


class Chart(Record):
    """A chart: the kind is code, everything else is here.

    Which of series, periods, points, steps, squares, panels and events a kind needs is shown
    with each kind below, and checked when the data is read.
    """

    collection: ClassVar[str] = "charts"

    kind: Identifier
    title: Words
    """States the finding. May call author functions, as all texts of a chart may."""
    subtitle: Words
    """What is shown, in which unit and period."""
    takeaway: Words
    alt: Words
    """What a reader who cannot see the picture needs to know."""
    series: list[Series] = []
    periods: list[PeriodField] = []
    points: list[Point] = []
    steps: list[Step] = []
    square: Annotated[Number, Field(gt=0)] | None = None
    """How much one square of a unit chart stands for, in the unit of its facts: 100000000."""
    whole: Squares | None = None
    """What the parts of a unit chart add up to."""
    parts: list[Squares] = []
    """The squares of the whole, in their order. Their figures must add up to it."""
    apart: list[Squares] = []
    """What stands beside the whole for comparison, in squares of the same size."""
    panels: list[Panel] = []
    scales: Literal["shared", "own"] = "shared"
    """Whether the panels share one scale, so that they compare, or each has its own."""
    events: list[EventId] = []
    illustration: IllustrationId | None = None
    """The worked example it shows."""
    reference: ReferenceLine | None = None
    total: MetricId | None = None
    """What the parts of a bar add up to: written at its end, or what shares are of."""
    annotations: list[Annotation] = []
    """What the picture says of single figures or periods, for kinds that have an axis."""
    ranges: list[Range] = []
    """Stretches of time, for kinds whose axis is one of time."""
    focuses: list[Focus] = []
    """Ways of showing the chart that articles call by their ids."""
    live: bool = False
    """Whether readers may also pick and highlight in it: a live form is loaded on demand."""
    note: Words | None = None
