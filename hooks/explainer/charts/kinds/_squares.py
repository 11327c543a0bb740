"""How many squares a figure has, and their outlines: they fill columns from the top down, one
column after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from explainer.data.quantities import Quantity


def number(quantity: Quantity | None, square: Decimal) -> int:
    """How many squares a figure has: its size in squares, rounded (halves up)."""
    if quantity is None:
        return 0
    return int((abs(quantity.value) / square).quantize(Decimal(1), ROUND_HALF_UP))


def shared(whole: int, sizes: Sequence[Decimal]) -> list[int]:
    """So many squares shared out among parts, by the largest remainder.

    >>> shared(243, [Decimal("180"), Decimal("34.1"), Decimal("28.62")])
    [180, 34, 29]
    """
    counts = [int(size) for size in sizes]
    order = sorted(range(len(sizes)), key=lambda i: (counts[i] - sizes[i], i))
    missing = whole - sum(counts)
    for step in range(abs(missing)):
        # Parts whose rounded figures add up to more than the whole give back the least.
        index = order[step % len(order)] if missing > 0 else order[-1 - step % len(order)]
        counts[index] += 1 if missing > 0 else -1
    return counts


@dataclass(frozen=True)
class Grid:
    """Places for squares: ``rows`` in a column, ``pitch`` pixels from one to the next, 3 of which
    lie between them. Paths are those of SVG and begin at the corner of place 0."""

    rows: int
    pitch: int

    def ground(self, start: int, count: int) -> str:
        """What so many squares from one place on stand on, as one outline."""
        (left, top), (right, bottom) = (
            divmod(place, self.rows) for place in (start, start + count - 1))
        inner = left if left == right else left + 1
        highest, lowest = (top, bottom + 1) if left == right else (0, self.rows)
        corners = [(left, top), (inner, top), (inner, highest), (right + 1, highest),
                   (right + 1, bottom + 1), (right, bottom + 1), (right, lowest), (left, lowest)]
        points = dict.fromkeys(f"{x * self.pitch},{y * self.pitch}" for x, y in corners)
        return "M" + "L".join(points) + "Z"

    def gaps(self, start: int, count: int) -> str:
        """What lies between those squares, and around them."""
        pitch = self.pitch
        left, right = start // self.rows, (start + count - 1) // self.rows + 1
        one = right - left == 1
        low, high = (start % self.rows, start % self.rows + count) if one else (0, self.rows)
        wide, tall = (right - left) * pitch, (high - low) * pitch
        pieces = []
        for y in range(low, high + 1):  # half as thick at the edge, to leave nothing outside it
            top, bottom = y * pitch - 1.5 * (y > low), y * pitch + 1.5 * (y < high)
            pieces.append(_rectangle(left * pitch, top, wide, bottom - top))
        for x in range(left, right + 1):
            begin, end = x * pitch - 1.5 * (x > left), x * pitch + 1.5 * (x < right)
            pieces.append(_rectangle(begin, low * pitch, end - begin, tall))
        return "".join(pieces)

    def holes(self, start: int, count: int, hatched: bool) -> str:
        """What is empty of hollow squares, or of hatched ones, which keep a diagonal."""
        side = self.pitch - 5
        pieces = []
        for place in range(start, start + count):
            x = place // self.rows * self.pitch + 2.5
            y = place % self.rows * self.pitch + 2.5
            if hatched:
                right, bottom = x + side, y + side
                pieces.append(f"M{x},{y}L{right - 1},{y}L{x},{bottom - 1}L{x},{y}")
                pieces.append(
                    f"M{right},{bottom}L{x + 1},{bottom}L{right},{y + 1}L{right},{bottom}")
            else:
                pieces.append(_rectangle(x, y, side, side))
        return "".join(pieces)


def _rectangle(x: float, y: float, wide: float, high: float) -> str:
    return f"M{x},{y}h{wide}v{high}h{-wide}v{-high}"
