"""Places labels beside points so that nothing covers anything."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ATTEMPTS = 10
CROWDED = 1000
"""What a label costs that covers something."""
STEPS = 2000
"""How many spots are tried in a search."""
SIDES = (("center", "left", "right"), ("right", "left", "center"), ("left", "right", "center"))
"""In which order the ways of standing above a point are tried."""


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right
            and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True)
class Spot:
    """Where a label goes: its anchor point, how the text stands to it, and where the line
    that leads to it from its point ends (None for a label right beside its point)."""

    x: float
    y: float
    align: str
    box: Box
    lead: float | None = None


@dataclass(frozen=True)
class Label:
    """A label to be placed: its point and its size."""

    x: float
    y: float
    wide: float
    high: float


def risen(boxes: Sequence[Box]) -> list[float]:
    """How many pixels every box has to rise, taken one after the other, to touch none of those
    before it."""
    standing: list[Box] = []
    rises: list[float] = []
    for box in boxes:
        rise = 0.0
        while any(_raised(box, rise).touches(other) for other in standing):
            rise += 1
        standing.append(_raised(box, rise))
        rises.append(rise)
    return rises


def _raised(box: Box, rise: float) -> Box:
    return Box(box.left, box.top - rise, box.right, box.bottom - rise)


def place(labels: Sequence[Label], frame: Box, taken: Sequence[Box]) -> list[Spot]:
    """A spot for every label, clear of each other and of what is taken if that is possible.

    Labels are placed one after the other, from a few orders; a label that finds no room goes
    first in the next attempt. The attempt with the shortest lines is kept. If each covers
    something, ways to place all are searched for, from left to right.
    """
    numbers = range(len(labels))
    starts = (
        sorted(numbers, key=lambda i: labels[i].y), sorted(numbers, key=lambda i: labels[i].x),
        sorted(numbers, key=lambda i: -labels[i].x), sorted(numbers, key=lambda i: -labels[i].y),
    )
    best: tuple[float, list[Spot]] | None = None
    for order, sides in itertools.product(starts, SIDES):
        for _ in range(ATTEMPTS):
            sheet = _Sheet(frame, list(taken), sides)
            spots = {i: sheet.place(labels[i], i) for i in order}
            if best is None or sheet.cost < best[0]:
                best = sheet.cost, [spots[i] for i in numbers]
            if not sheet.crowded:
                break
            order = [*sheet.crowded, *(i for i in order if i not in sheet.crowded)]
    if best and best[0] >= CROWDED:
        for sides in SIDES:
            if found := _Sheet(frame, list(taken), sides).searched(labels):
                return found
    return best[1] if best else []


class _Sheet:
    """A frame with things on it that labels must not cover."""

    def __init__(self, frame: Box, taken: list[Box], sides: Sequence[str]) -> None:
        self.frame = frame
        self.sides = sides
        self.taken = taken
        self.cost = 0.0
        self.crowded: list[int] = []

    def place(self, label: Label, number: int) -> Spot:
        """The first free spot near a point: beside it, above it, then up a line of its own."""
        x, y = label.x, label.y
        spots = self._spots(label)
        inside = [spot for spot in spots if self._inside(spot.box)]
        chosen = next((spot for spot in inside if self._free(spot, x, y)), None)
        if chosen is None:
            chosen = (inside or spots)[0]
            self.cost += CROWDED
            self.crowded.append(number)
        self.taken.append(chosen.box)
        if chosen.lead is not None:
            self.taken.append(Box(x - 2, chosen.lead, x + 2, y))
            self.cost += y - chosen.lead
        return chosen

    def searched(self, labels: Sequence[Label]) -> list[Spot] | None:
        """Spots for all labels that cover nothing, if the search finds them."""
        order = sorted(range(len(labels)), key=lambda i: labels[i].x)
        spots: dict[int, Spot] = {}
        steps = itertools.count()

        def rest(depth: int) -> bool:
            if depth == len(order):
                return True
            label = labels[order[depth]]
            for spot in self._spots(label):
                if not (self._inside(spot.box) and self._free(spot, label.x, label.y)):
                    continue
                if next(steps) >= STEPS:
                    return False
                before = len(self.taken)
                self.taken.append(spot.box)
                if spot.lead is not None:
                    self.taken.append(Box(label.x - 2, spot.lead, label.x + 2, label.y))
                spots[order[depth]] = spot
                if rest(depth + 1):
                    return True
                del self.taken[before:]
            return False

        return [spots[i] for i in range(len(labels))] if rest(0) else None

    def _spots(self, label: Label) -> list[Spot]:
        return [*_beside(label.x, label.y, label.wide, label.high), *self._above(label)]

    def _above(self, label: Label) -> Iterable[Spot]:
        x, wide, half = label.x, label.wide, label.high / 2
        places = {
            "center": (x - wide / 2, x), "left": (x - 3, x - 3), "right": (x + 3 - wide, x + 3),
        }
        for level in range(1, 14):
            at = label.y - 6 - level * (label.high + 1)
            for side in self.sides:
                left, anchor = places[side]
                box = Box(left, at - half, left + wide, at + half)
                yield Spot(anchor, at, side, box, at + half)

    def _inside(self, box: Box) -> bool:
        return (
            box.left >= self.frame.left and box.right <= self.frame.right
            and box.top >= self.frame.top and box.bottom <= self.frame.bottom
        )

    def _free(self, spot: Spot, x: float, y: float) -> bool:
        line = Box(x - 1, spot.lead, x + 1, y - 7) if spot.lead is not None else None
        return not any(
            spot.box.touches(other) or (line is not None and line.touches(other))
            for other in self.taken
        )


def _beside(x: float, y: float, wide: float, high: float) -> Iterable[Spot]:
    half, gap = high / 2, 9
    yield Spot(x + gap, y, "left", Box(x + gap, y - half, x + gap + wide, y + half))
    yield Spot(x - gap, y, "right", Box(x - gap - wide, y - half, x - gap, y + half))
    up = y - high
    yield Spot(x, up, "center", Box(x - wide / 2, up - half, x + wide / 2, up + half))
