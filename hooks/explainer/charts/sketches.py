"""A metric at a glance: its figures of one length of period, through time, drawn by hand.

There are hundreds of metrics: a sketch takes a millisecond, where Vega takes a tenth of a second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import escape

from explainer.charts.kinds._style import look
from explainer.charts.measures import Measure
from explainer.charts.tokens import CHART_FONT, colour
from explainer.charts.typesetting import width
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.quantities import Quantity
from explainer.language.phrases import MARKS
from explainer.language.words import Words

WIDTH, SIZE = 320, 12
PLOT, ABOVE, BELOW = 90, 17, 18
"""Pixels of the columns, and of the line of words on either side of them."""
LEAST = 2
"""How many values there must be, so that there is something to compare."""
_EDGE, _WIDEST, _APART = 4.0, 34.0, 3.0


@dataclass(frozen=True)
class _Column:
    fact: Fact
    middle: float
    value: float


def comparable(facts: Iterable[Fact]) -> list[Fact]:
    """Those of the facts that are of the commonest length of period, in order of time, with
    those that are missing between them; none if fewer than two have a value. A figure over
    several periods is never among them."""
    single = [fact for fact in facts if fact.period.kind != "span"]
    lengths = Counter(fact.period.kind for fact in single if fact.quantity)
    if not lengths or max(lengths.values()) < LEAST:
        return []
    kind = lengths.most_common(1)[0][0]
    return sorted((f for f in single if f.period.kind == kind), key=lambda f: f.period.sort_key)


def sketch(facts: Sequence[Fact], dataset: Dataset, words: Words, name: str) -> str:
    """An SVG of facts as :func:`comparable` gives them: columns from zero where their periods
    stand in time, with values and periods as far as there is room; ``name`` is what a reader
    hears of it."""
    measure = Measure.of(facts, dataset, words)
    columns = _columns(facts, measure)
    low = min(0.0, *(c.value for c in columns))
    high = max(0.0, *(c.value for c in columns))
    pixel = PLOT / (high - low or 1.0)
    zero = ABOVE + high * pixel
    below = BELOW if low < 0 else 0
    height = ABOVE + PLOT + below + BELOW
    gaps = [b.middle - a.middle for a, b in pairwise(columns)]
    wide = max(2.0, min(_WIDEST, 0.7 * min(gaps)))
    drawn = [
        _column(c, wide, zero, pixel) for c in columns if c.fact.quantity
    ] + [f'<path d="M0 {zero:.1f}h{WIDTH}" stroke="{colour("rule")}"/>']
    said = [(c, MARKS[c.fact.standing] if c.fact.quantity is None
             else measure.signed(c.fact.quantity)) for c in columns]
    drawn += _texts([
        (c.middle, zero - c.value * pixel + (SIZE + 2 if c.value < 0 else -4), text)
        for c, text in said
    ], first=max(range(len(columns)), key=lambda i: abs(columns[i].value)), ink="ink")
    drawn += _texts([
        (c.middle, height - 4, words.period(c.fact.period, "short")) for c in columns
    ], first=0, ink="muted")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(name)}" '
        f'font-family="{CHART_FONT}" font-size="{SIZE}">{"".join(drawn)}</svg>'
    )


def _columns(facts: Sequence[Fact], measure: Measure) -> list[_Column]:
    """The columns, each in the middle of its period, with room for the words at both ends."""
    days = [(f.period.first.toordinal() + f.period.last.toordinal()) / 2 for f in facts]
    names = [width(measure.words.period(f.period, "short"), SIZE) / 2 for f in (facts[0],
                                                                               facts[-1])]
    left, right = max(names[0], 17) + _EDGE, WIDTH - max(names[1], 17) - _EDGE
    day = (right - left) / (days[-1] - days[0] or 1)
    return [
        _Column(fact, left + (at - days[0]) * day, _value(fact.quantity, measure))
        for fact, at in zip(facts, days, strict=True)
    ]


def _value(quantity: Quantity | None, measure: Measure) -> float:
    return measure.number(quantity) if quantity else 0.0


def _column(column: _Column, wide: float, zero: float, pixel: float) -> str:
    style = look(column.fact, colour("s1"))
    dash = ",".join(map(str, style["dash"]))
    outline = f' stroke="{style["edge"]}" stroke-dasharray="{dash}"' if style["tint"] < 1 else ""
    tint = f' fill-opacity="{style["tint"]}"' if style["tint"] < 1 else ""
    return (
        f'<path d="M{column.middle - wide / 2:.1f} {zero:.1f}h{wide:.1f}'
        f'v{-column.value * pixel:.1f}h{-wide:.1f}Z" fill="{style["fill"]}"{tint}{outline}/>'
    )


def _texts(texts: Sequence[tuple[float, float, str]], *, first: int, ink: str) -> list[str]:
    """The texts for which there is room: the ``first`` one, the last, then the others."""
    order = dict.fromkeys((first, len(texts) - 1, 0, *range(len(texts))))
    kept: list[tuple[float, float, float]] = []
    drawn = []
    for index in order:
        x, y, text = texts[index]
        half = width(text, SIZE) / 2
        x = min(max(x, half + 1), WIDTH - half - 1)
        if any(x - half < right + _APART and left - _APART < x + half and abs(y - other) < SIZE
               for left, right, other in kept):
            continue
        kept.append((x - half, x + half, y))
        drawn.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" '
                     f'fill="{colour(ink)}">{escape(text)}</text>')
    return drawn
