"""The table behind a chart: every value in words, and the fact each one is."""

from __future__ import annotations

from dataclasses import dataclass, field

from explainer.data.facts import Fact, Standing

ABSENT = "\N{EN DASH}"
"""Stands where a series has no such value at all, as against one that is missing."""


@dataclass(frozen=True)
class Cell:
    """One value in words. ``fact_id`` is None for texts and for values that do not exist;
    ``published`` is False where a value is known to be missing."""

    text: str
    fact_id: str | None = None
    standing: Standing | None = None
    published: bool = True

    @classmethod
    def of(cls, fact: Fact | None, text: str) -> Cell:
        """The cell of a fact whose value reads ``text``; a dash if there is no such fact."""
        if fact is None:
            return cls(ABSENT)
        if fact.quantity is None:
            return cls(text, fact.id, fact.standing, published=False)
        return cls(text, fact.id, fact.standing)


@dataclass(frozen=True)
class Row:
    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """``head`` names every column, the row labels' own first; units are in the head."""

    head: list[str]
    rows: list[Row] = field(default_factory=list)

    @property
    def numeric(self) -> list[bool]:
        """For every column of the head, whether it holds values of facts."""
        columns = range(len(self.head) - 1)
        return [False, *(any(row.cells[i].fact_id for row in self.rows) for i in columns)]
