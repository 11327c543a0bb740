"""What is said beside the marks of a chart: its annotations and ranges, in words and in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from explainer.charts.kinds import kind
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Annotation, Chart
from explainer.data.periods import Period
from explainer.language.phrases import MARKS, phrase
from explainer.language.words import Words

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Remark:
    """Words beside a chart's marks: those of one fact, of a period or, in a range, of all periods
    from its first day to its last."""

    text: str
    period: Period
    fact: str | None = None
    span: bool = False
    side: Literal["above", "below", "left", "right"] | None = None

    def said(self, words: Words) -> str:
        """The remark as one hears it, with its period."""
        return f"{words.period(self.period)}{phrase('colon', words.language)}{self.text}"


def remarks(chart: Chart, dataset: Dataset, words: Words) -> list[Remark]:
    """The remarks of a chart in the order in which the data they speak of is read."""
    found = []
    for one in chart.annotations:
        period = dataset.facts.get(one.fact).period if one.fact else one.period
        if period:
            found.append(Remark(_text(one, dataset, words), period, one.fact, side=one.side))
    found += [Remark(one.text[words.language], one.span, span=True) for one in chart.ranges]
    facts = list(kind(chart.kind).facts(chart, dataset)) if found else []
    places = {fact.id: number for number, fact in reversed(list(enumerate(facts)))}
    return sorted(found, key=lambda r: (r.period.first, r.period.last, places.get(r.fact or "", 0)))


def figures(chart: Chart, dataset: Dataset) -> list[Fact]:
    """The facts whose values remarks give."""
    return [dataset.facts.get(one.value) for one in chart.annotations if one.value]


def _text(annotation: Annotation, dataset: Dataset, words: Words) -> str:
    text = annotation.text[words.language]
    if annotation.value is None:
        return text
    fact = dataset.facts.get(annotation.value)
    unit = dataset.unit_of(fact.metric)
    said = words.missing(fact.state) if fact.quantity is None else \
        words.signed().quantity(fact.quantity, unit) + MARKS[fact.standing]
    said = said.replace(" ", NO_BREAK)
    return f"{text}{phrase('colon', words.language)}{said}"
