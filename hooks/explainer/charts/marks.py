"""What a mark of a picture stands for, found again by what a reader hears of it."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.data.model import Claim, Event
from explainer.data.periods import Period

KEYS = "data-k"
"""The attribute of a mark that names what it stands for, parted by spaces."""


def record_keys(record: Event | Claim) -> tuple[str, ...]:
    """What the mark of a record is called by: an event also by its category and its year, a
    claim by its verdict."""
    if isinstance(record, Event):
        return record.id, record.category, record.date[:4]
    return record.id, record.verdict


@dataclass(frozen=True)
class Mark:
    """``keys`` are the ids that name it: of its metric, its fact and its period, of its event or
    claim. ``panel`` is the number of the small chart it stands in."""

    keys: tuple[str, ...]
    period: Period | None = None
    panel: int = 0


class Marks:
    """The marks of one drawing by what is heard of them. Where several are heard alike, each
    is given once, in the order in which they were noted, the last one for all that follow."""

    def __init__(self, noted: dict[str, list[Mark]]) -> None:
        self._left = {heard: list(marks) for heard, marks in noted.items()}

    def of(self, heard: str) -> Mark | None:
        """The mark of which that is heard; None if none was noted."""
        marks = self._left.get(heard)
        if not marks:
            return None
        return marks.pop(0) if len(marks) > 1 else marks[0]
