"""From facts to what Vega is handed: pre-scaled, rounded numbers and ready strings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from explainer.charts.tables import Cell
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact, FactError
from explainer.data.model import Unit
from explainer.data.periods import Period
from explainer.data.quantities import Quantity
from explainer.language.definition import Scale
from explainer.language.phrases import MARKS, bracketed, phrase, standing
from explainer.language.words import Words


def lookup(dataset: Dataset, metric: str, period: Period) -> Fact | None:
    """The metric at a period: its fact (without a quantity if there is no value), or
    None if the data says nothing of that period."""
    try:
        return dataset.facts.get(f"{metric}.{period}")
    except FactError:
        return None


def published(fact: Fact | None) -> bool:
    return fact is not None and fact.quantity is not None


@dataclass(frozen=True)
class Measure:
    """How the values of one axis are written: their unit and scale."""

    unit: Unit
    scale: Scale
    words: Words

    @classmethod
    def of(cls, facts: Iterable[Fact | None], dataset: Dataset, words: Words) -> Measure:
        """The measure that suits facts of one unit; at least one fact is needed."""
        known = [fact for fact in facts if fact is not None]
        unit = dataset.unit_of(known[0].metric)
        largest = max((abs(f.quantity.value) for f in known if f.quantity), default=Decimal(0))
        return cls(unit, words.table_scale(unit, largest), words)

    def number(self, quantity: Quantity) -> float:
        """The value in the measure's scale, for Vega."""
        return float(round(quantity.value / self.scale.factor, 4))

    def bare(self, quantity: Quantity | None) -> str:
        """The value without its unit, for labels beside marks."""
        return self.words.cell(quantity, self.unit, self.scale)

    def signed(self, quantity: Quantity) -> str:
        """The value without its unit, with a sign for its bound."""
        return self.words.signed().cell(quantity, self.unit, self.scale)

    def label(self, fact: Fact) -> str:
        """The value without its unit, with the mark of its standing."""
        return self._marked(fact, self.signed)

    def full_label(self, fact: Fact) -> str:
        """The value with its unit and the mark of its standing."""
        words = self.words.signed()
        return self._marked(fact, lambda quantity: words.quantity(quantity, self.unit))

    def _marked(self, fact: Fact, say: Callable[[Quantity], str]) -> str:
        if fact.quantity is None:
            return f"{MARKS[fact.standing]} {self.words.missing(fact.state)}"
        return say(fact.quantity) + MARKS[fact.standing]

    def cell(self, fact: Fact | None) -> Cell:
        """The value for a table whose head names the unit."""
        if fact is None or fact.quantity is None:
            return Cell.of(fact, self.words.missing(fact.state) if fact else "")
        return Cell.of(fact, self.bare(fact.quantity))

    def tick(self, value: Decimal) -> str:
        """A round number of the measure's scale with its unit: ``2.5亿元``, ``97.5%``."""
        return self.words.scaled(value, self.unit, self.scale)

    @property
    def whole(self) -> bool:
        """Whether the values are whole numbers: people, but not millions of them."""
        return self.unit.kind == "count" and self.scale.factor == 1

    @property
    def unit_name(self) -> str:
        return self.words.unit_at(self.unit, self.scale)

    def head(self, label: str) -> str:
        """A column head with the unit: ``净亏损（亿元）``, ``Net loss (RMB billion)``."""
        return bracketed(label, self.unit_name, self.words.language)


def tip(fact: Fact, label: str, dataset: Dataset, words: Words) -> str:
    """What a reader hears of one mark: what, when, how much, and how the value stands."""
    language = words.language
    value = words.quantity(fact.quantity, dataset.unit_of(fact.metric)) if fact.quantity \
        else words.missing(fact.state)
    note = standing(fact.standing, language) if fact.quantity else ""
    parts = [part for part in (words.period(fact.period), label) if part]
    head = phrase("comma", language).join(parts)
    return f"{head}{phrase('colon', language)}{bracketed(value, note, language)}"
