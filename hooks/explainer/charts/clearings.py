"""Finds room for words in a drawn picture, and for the lines that lead from them to a mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import hypot

from explainer.charts.kinds._placing import Box

STEP = 6
"""How far apart places are tried, in pixels."""
APART, ABOVE, NEAR = 10.0, 1.0, 5.0
"""Pixels that words keep from what stands beside them and above and below them, and from the
mark they speak of."""
_WRONG_SIDE, _SLANT, _MORE, _OFF, _RIGHT = 90.0, 3.0, 6.0, 1.0, 0.01
"""What a place costs on another side than asked for, how much a line that is neither level nor
upright, each size after the first, each pixel off the middle of the mark beside it, and each to
the right, in pixels of a longer line."""


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def length(self) -> float:
        return hypot(self.x2 - self.x1, self.y2 - self.y1)


@dataclass(frozen=True)
class Place:
    """Where words stand, and the line from them to their mark; which of the sizes asked for they
    have, and what the place costs."""

    box: Box
    line: Line
    number: int
    cost: float


@dataclass(frozen=True)
class Sheet:
    """A picture as far as words are concerned: its frame and what they must not cover."""

    frame: Box
    taken: tuple[Box, ...]

    def with_(self, *boxes: Box) -> Sheet:
        return replace(self, taken=(*self.taken, *boxes))

    def place(
        self, sizes: Sequence[tuple[float, float]], mark: Box, *, side: str | None, within: Box,
        most: float, own: Sequence[Box] = (),
    ) -> Place | None:
        """The cheapest free place for words of one of some sizes beside a mark; None if there is
        none within ``within`` and a line of ``most`` pixels.
        ``own`` are the boxes of the mark itself, which the line may reach."""
        others = [box for box in self.taken if box not in own]
        for place in _places(tuple(sizes), mark, side, within, most):
            if self._free(place.box) and not any(crosses(place.line, box) for box in others):
                return place
        return None

    def first(self, sizes: Sequence[tuple[float, float]], within: Box) -> Place | None:
        """The first free place inside a box for words of one of some sizes, read like a page."""
        for number, (wide, high) in enumerate(sizes):
            for y in _steps(within.top + 2, within.bottom - high, -1):
                for x in _steps(within.left + 2, within.right - wide, -1):
                    box = Box(x, y, x + wide, y + high)
                    if self._free(box):
                        return Place(box, Line(x, y, x, y), number, _MORE * number)
        return None

    def _free(self, box: Box) -> bool:
        frame = self.frame
        if box.left < frame.left or box.right > frame.right or box.top < frame.top \
                or box.bottom > frame.bottom:
            return False
        wide = Box(box.left - APART, box.top - ABOVE, box.right + APART, box.bottom + ABOVE)
        return not any(wide.touches(other) for other in self.taken)


@lru_cache(maxsize=64)
def _places(
    sizes: tuple[tuple[float, float], ...], mark: Box, side: str | None, within: Box, most: float
) -> list[Place]:
    """All places that words of some sizes may have beside a mark, the cheapest first."""
    places = [
        Place(box, line, number, cost + _MORE * number)
        for number, size in enumerate(sizes)
        for cost, box, line in _candidates(size, mark, side, within, most)
    ]
    return sorted(places, key=lambda place: place.cost)


def _candidates(
    size: tuple[float, float], mark: Box, side: str | None, within: Box, most: float
) -> Iterator[tuple[float, Box, Line]]:
    """Boxes of a size around a mark with what each costs and its line to the mark."""
    wide, high = size
    left = max(within.left, mark.left - most - wide)
    right = min(within.right, mark.right + most + wide) - wide
    top = max(within.top, mark.top - most - high)
    bottom = min(within.bottom, mark.bottom + most + high) - high
    middles = ((mark.left + mark.right) / 2 - wide / 2, (mark.top + mark.bottom) / 2 - high / 2)
    for x in _steps(left, right, middles[0]):
        for y in _steps(top, bottom, middles[1]):
            box = Box(x, y, x + wide, y + high)
            line = between(box, mark)
            if NEAR <= line.length <= most:
                slant = min(abs(line.x2 - line.x1), abs(line.y2 - line.y1))
                stands = _side(box, mark)
                wrong = 0.0 if side in (None, stands) else _WRONG_SIDE
                off = abs(y - middles[1]) if stands in ("left", "right") else 0.0
                cost = line.length + _SLANT * slant + wrong + _RIGHT * x + _OFF * off
                yield cost, box, line


def _steps(low: float, high: float, preferred: float) -> Iterator[float]:
    if low <= preferred <= high:
        yield preferred
    at = low
    while at <= high:
        yield at
        at += STEP


def _side(box: Box, mark: Box) -> str:
    if box.bottom <= mark.top:
        return "above"
    if box.top >= mark.bottom:
        return "below"
    return "left" if box.right <= mark.left else "right"


def between(box: Box, mark: Box) -> Line:
    """The shortest line from a box to a mark."""
    x1, x2 = _nearest(box.left, box.right, mark.left, mark.right)
    y1, y2 = _nearest(box.top, box.bottom, mark.top, mark.bottom)
    return Line(x1, y1, x2, y2)


def _nearest(low: float, high: float, begin: float, end: float) -> tuple[float, float]:
    if high < begin:
        return high, begin
    if low > end:
        return low, end
    middle = (max(low, begin) + min(high, end)) / 2
    return middle, middle


def crosses(line: Line, box: Box) -> bool:
    """Whether a line goes through a box (Liang and Barsky's clipping)."""
    begin, end = 0.0, 1.0
    for start, change, low, high in (
        (line.x1, line.x2 - line.x1, box.left, box.right),
        (line.y1, line.y2 - line.y1, box.top, box.bottom),
    ):
        if change == 0:
            if not low < start < high:
                return False
            continue
        first, last = sorted(((low - start) / change, (high - start) / change))
        begin, end = max(begin, first), min(end, last)
        if begin >= end:
            return False
    return True
