"""A level axis: round numbers, and room for the texts beside the marks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal

from explainer.charts.measures import Measure
from explainer.charts.typesetting import widest, width

MOST = 5
"""How many steps a spread of values has at most."""

MARGIN = 10
"""Pixels between the end of the plot and that of the picture."""

_FACTORS = tuple(map(Decimal, ("1", "2", "2.5", "5", "10")))
_BETWEEN = 14
"""Room between the labels of two ticks, in pixels."""
_TURNS = 50
_LEAST = 0.1
"""How much of the plot stays for the marks, however long their texts are."""


@dataclass(frozen=True)
class Mark:
    """A value on the axis, and how many pixels its texts need on either side of it."""

    x: Decimal
    left: float = 0
    right: float = 0


@dataclass(frozen=True)
class Axis:
    """Where an axis begins and ends, and its ticks with their labels."""

    low: float
    high: float
    ticks: list[float]
    labels: list[str]

    @property
    def label_expression(self) -> str:
        """The labels as Vega takes them: an expression of the tick."""
        labels = json.dumps(self.labels, ensure_ascii=False)
        return f"{labels}[indexof({json.dumps(self.ticks)}, datum.value)]"

    def place(self, x: float, plot: float) -> float:
        """Where a value stands on a plot of that many pixels."""
        return (x - self.low) / ((self.high - self.low) or 1) * plot


def axis_for(marks: Sequence[Mark], measure: Measure, plot: float, size: float) -> Axis:
    """The axis for some marks, at least one, on a plot of that many pixels with labels of that
    size: from a round number below them to where their texts have room."""
    low, high = min(mark.x for mark in marks), max(mark.x for mark in marks)
    step = round_step(high - low or abs(high) / 10, whole=measure.whole)
    first = (low / step - Decimal("0.6")).to_integral_value(ROUND_FLOOR) * step
    if low >= 0:
        first = max(first, Decimal(0))
    count = max(2, 1 + int((high - first) / step))
    ticks = [first + index * step for index in range(count)]
    said = [measure.tick(tick) for tick in ticks]
    last = Mark(ticks[-1], right=max(0.0, widest(said[-1:], size) / 2 - MARGIN + 1))
    start, end = _ends(float(first), [*marks, last], plot)
    places = 3 - step.adjusted()
    full = Axis(round(start, places), round(end, places), [float(tick) for tick in ticks], said)
    return replace(full, labels=_thinned(full, plot, size))


def round_step(spread: Decimal, *, whole: bool = False) -> Decimal:
    """The smallest of 1, 2, 2.5 and 5 times a power of ten, or of those that are whole numbers,
    of which at most five make the spread; 1 if there is none.

    >>> round_step(Decimal("2.08"))
    Decimal('0.5')
    """
    if not spread:
        return Decimal(1)
    power = Decimal(1).scaleb((spread / MOST).adjusted())
    for step in (power * factor for factor in _FACTORS):
        if step * MOST >= spread and not (whole and step % 1):
            return step
    return Decimal(1)


def _ends(first: float, marks: Sequence[Mark], plot: float) -> tuple[float, float]:
    """Where the axis begins, at ``first`` or before it, and ends, so that all texts have room.
    Each end moves the other, less and less."""
    low = first
    for _ in range(_TURNS):
        high = max(low + (float(m.x) - low) / max(1 - m.right / plot, _LEAST) for m in marks)
        start = min(first, *(
            float(m.x) - min(m.left / plot, 1 - _LEAST) * (high - low) for m in marks))
        if start == low:
            break
        low = start
    return low, high


def _thinned(axis: Axis, plot: float, size: float) -> list[str]:
    """The labels of the ticks; none at some of them where they would stand too close."""
    apart = axis.place(axis.ticks[1], plot) - axis.place(axis.ticks[0], plot)
    every = 1 + int((max(width(text, size) for text in axis.labels) + _BETWEEN) / (apart or 1))
    return [text if index % every == 0 else "" for index, text in enumerate(axis.labels)]
