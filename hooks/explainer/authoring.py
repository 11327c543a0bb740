"""The functions that authors call in articles and in the words of the data.

Each returns HTML ready for the page, made from a partial template that gets formatted
values only. What a text uses (facts, charts, claims, terms, sources, events) is recorded, so
that the two languages can be compared and nothing in the data goes unused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from jinja2 import Environment
from markupsafe import Markup

from explainer import charts, glossary, model
from explainer.addresses import Addresses, relative
from explainer.dataset import Dataset
from explainer.facts import Fact, Result
from explainer.interface import Labels, labels
from explainer.model import Formula, Language
from explainer.periods import Period
from explainer.problems import Problems, suggestion
from explainer.quantities import Quantity
from explainer.rendering import AuthorError, render
from explainer.words import Words

UseKind = Literal["fact", "chart", "claim", "term", "source", "event"]
Draw = Callable[..., str]
"""``draw(chart, dataset, words, width, name=…, description=…)`` gives an SVG;
see :func:`explainer.charts.draw`."""


CREDITS_SHOWN = 4
"""How many outlets the source line of a chart names."""


@dataclass(frozen=True)
class Use:
    """One use of a record in a text."""

    kind: UseKind
    id: str
    line: int


@dataclass
class Voice:
    """Speaks one language on one page: the author functions and what they need.

    ``page`` is the page's address; ``draw`` draws charts and is None where pictures are not
    wanted (checks); ``templates`` holds the partials.
    """

    dataset: Dataset
    language: Language
    page: str
    templates: Environment
    problems: Problems
    draw: Draw | None = None
    uses: list[Use] = field(default_factory=list)
    _line: int = 1

    def __post_init__(self) -> None:
        self.words = Words(self.language)
        self.labels: Labels = labels(self.language)
        self.addresses = Addresses.of(self.dataset.site.languages, self.language)

    # -- plumbing ----------------------------------------------------------------

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """The author functions by the name texts call them by."""
        return {
            "fact": self.fact, "share": self.share, "growth": self.growth, "times": self.times,
            "difference": self.difference, "date": self.date, "period": self.period,
            "data_to": self.data_to, "count": self.count, "key_figures": self.key_figures,
            "chart": self.chart, "table": self.table, "timeline": self.timeline,
            "source": self.source, "sources": self.sources, "claim": self.claim,
            "claims": self.claims, "term": self.term, "glossary": self.glossary,
        }

    def render(self, text: str, locate: Callable[[int, int], Any]) -> str:
        """Render a text of this page."""
        return render(text, self.functions(), locate, self.problems, self._at_line)

    def say(self, record: Any, path: tuple[str | int, ...]) -> Markup:
        """The words at ``path`` of a record, in this language, with their calls rendered."""
        value: Any = record
        for part in path:
            value = value[part] if isinstance(part, int) else getattr(value, part)
        origin = self.dataset.origin(record)
        line = self._line
        at = origin.locate((*path, self.language))
        text = render(value[self.language].strip(), self.functions(), lambda *_: at, self.problems)
        self._line = line
        return Markup(text)

    def href(self, target: str) -> str:
        return relative(target, self.page)

    def part(self, name: str, **values: Any) -> Markup:
        """A partial template filled in; blank lines removed, so that Markdown leaves it whole."""
        template = self.templates.get_template(f"partials/{name}.html")
        text = template.render(labels=self.labels, language=self.language, **values)
        return Markup("\n".join(line for line in text.strip().splitlines() if line.strip()))

    def _at_line(self, line: int) -> None:
        self._line = line

    def _use(self, kind: UseKind, *ids: str) -> None:
        self.uses.extend(Use(kind, identifier, self._line) for identifier in ids)

    def _find(self, kind: type[Any], identifier: str) -> Any:
        known = self.dataset.of(kind)
        if identifier not in known:
            raise AuthorError(
                f'unknown {kind.__name__.lower()} "{identifier}"{suggestion(identifier, known)}',
                f"Use the id of a record in data/{kind.collection}",
            )
        return known[identifier]

    # -- figures -----------------------------------------------------------------

    def fact(self, id: str, bare: bool = False, absolute: bool = False) -> Markup:
        """A fact's value in words, linked to its permanent address.

        ``bare`` leaves the unit out; ``absolute`` drops the sign (for “an outflow of …”).
        """
        fact = self.dataset.facts.get(id)
        self._use("fact", id)
        text = self.value(fact, bare=bare, absolute=absolute)
        return self._figure(fact, text, fact.id)

    def share(self, part: str, of: str) -> Markup:
        """One fact as a percentage of another."""
        return self._computed("ratio", part, of, self.words.percent)

    def growth(self, id: str, since: str, absolute: bool = False) -> Markup:
        """The change from an earlier fact to a later one in per cent."""
        return self._computed(
            "growth", id, since,
            lambda q: self.words.percent(_absolute(q) if absolute and q else q),
        )

    def times(self, id: str, than: str) -> Markup:
        """How many times as large one fact is as another."""
        return self._computed("quotient", id, than, self._multiple)

    def difference(self, id: str, minus: str, absolute: bool = False) -> Markup:
        """One fact less another, in the first one's unit; per cents give percentage points."""
        unit = self.dataset.unit_of(self.dataset.facts.get(id).metric)

        def wording(quantity: Quantity | None) -> str:
            if quantity is not None:
                quantity = _absolute(quantity) if absolute else quantity
                if unit.kind == "percent":
                    return self.words.percentage_points(quantity)
            return self.words.quantity(quantity, unit)

        return self._computed("difference", id, minus, wording)

    def value(self, fact: Fact, *, bare: bool = False, absolute: bool = False) -> str:
        """A fact's value in words."""
        quantity = fact.quantity
        if absolute and quantity is not None:
            quantity = _absolute(quantity)
        unit = self.dataset.unit_of(fact.metric)
        if unit.kind == "percent" and fact.computed and not bare:
            return self.words.percent(quantity)
        return self.words.quantity(quantity, unit, bare=bare)

    def _multiple(self, quantity: Quantity | None) -> str:
        return self.words.multiple(quantity) if quantity else self.words.not_published

    def _computed(
        self, operation: str, first: str, second: str, wording: Callable[[Quantity | None], str]
    ) -> Markup:
        formula = Formula.model_validate({operation: [first, second]})
        result = self.dataset.facts.evaluate(formula)
        self._use("fact", first, second)
        return self._figure(result.inputs[0], wording(result.quantity), first, result)

    def _figure(self, fact: Fact, text: str, address: str, result: Result | None = None) -> Markup:
        return self.part(
            "explainer/fact",
            text=text,
            href=self.href(self.addresses.fact(address)),
            quality="derived" if result else fact.quality,
            title=self.provenance(fact, result),
        )

    def provenance(self, fact: Fact, result: Result | None = None) -> str:
        """Who says so, as of when and how good it is, in one line of plain text."""
        separator, stop = (("：", "。") if self.language == "zh" else (": ", ". "))
        inputs = result.inputs if result else (fact,)
        if result:
            names = [Markup.escape(self.input_name(input)) for input in result.inputs]
            what = self.formula(result.operation, names).unescape()
        else:
            name, period = fact.metric.name[self.language], self.words.period(fact.period)
            what = f"{name}，{period}" if self.language == "zh" else f"{name}, {period}"
        quality = "derived" if result else fact.quality
        outlets = dict.fromkeys(
            self.dataset.sources[s].publisher for input in inputs for s in input.sources
        )
        parts = [what, self.labels[f"quality_{quality}"]] if fact.quantity else [what]
        if outlets:
            named = self.labels.joiner.join(list(outlets)[:3])
            parts.append(f"{self.labels.source}{separator}{named}")
        return stop.join(parts) + stop.strip()

    def formula(self, operation: str, names: Sequence[Markup]) -> Markup:
        """A formula in words: the sum of A, B and C."""
        template, joiner = Markup(self.labels[f"op_{operation}"]), Markup(self.labels.joiner)
        if operation in ("sum", "fact"):
            return template.format(joiner.join(names))
        return template.format(names[0], joiner.join(names[1:]))

    def input_name(self, fact: Fact) -> str:
        """An input of a formula: what, when and how much."""
        name, value = fact.metric.label(self.language), self.value(fact)
        period = self.words.period(fact.period, "short")
        return f"{name}（{period}，{value}）" if self.language == "zh" \
            else f"{name} ({period}: {value})"

    def key_figures(self, *ids: str) -> Markup:
        """A row of figures with what they are and when, each linked to its fact."""
        figures = []
        for identifier in ids:
            fact = self.dataset.facts.get(identifier)
            self._use("fact", identifier)
            figures.append({
                "text": self.value(fact),
                "name": fact.metric.name[self.language],
                "period": self.words.period(fact.period),
                "href": self.href(self.addresses.fact(identifier)),
                "quality": fact.quality,
                "quality_word": self.labels[f"quality_{fact.quality}"],
                "sources": self.labels.joiner.join(
                    dict.fromkeys(self.dataset.sources[s].publisher for s in fact.sources[:2])
                ),
            })
        return self.part("explainer/key-figures", figures=figures)

    # -- dates -------------------------------------------------------------------

    def date(self, event: str, form: Literal["full", "month", "year"] = "full") -> Markup:
        """When an event happened; ``form`` shortens it to the month or the year."""
        record = self._find(model.Event, event)
        self._use("event", event)
        lengths = {"full": 10, "month": 7, "year": 4}
        if form not in lengths:
            raise AuthorError(f'form "{form}"', "Use full, month or year")
        when = Period.parse(record.date[: lengths[form]])
        return self.part("explainer/date", datetime=str(when), text=self.words.period(when))

    def period(self, text: str) -> str:
        """A period in words."""
        try:
            return self.words.period(Period.parse(text))
        except ValueError as error:
            raise AuthorError(str(error), "Correct the period") from None

    def data_to(self) -> Markup:
        """The last day the site's figures cover."""
        day = self.dataset.site.data_to
        return self.part("explainer/date", datetime=str(day), text=self.words.period(day))

    def count(self, collection: str, verdict: str | None = None) -> str:
        """How many records a collection has (claims: with that verdict)."""
        if collection not in self.dataset.records:
            raise AuthorError(
                f'unknown collection "{collection}"'
                f"{suggestion(collection, self.dataset.records)}",
                "Use the name of a folder of data/",
            )
        records = self.dataset.records[collection].values()
        if verdict is not None:
            records = [r for r in records if getattr(r, "verdict", None) == verdict]
            if not records:
                raise AuthorError(f'no record with verdict "{verdict}"', "Correct the verdict")
        return self.words.number(len(records))

    # -- charts and tables -------------------------------------------------------

    def chart(self, id: str) -> Markup:
        """A chart with its title, table and sources."""
        record = self._find(model.Chart, id)
        self._use("chart", id)
        before = len(self.problems)
        charts.check(record, self.dataset, self.problems)
        if len(self.problems) > before:
            return Markup("")
        shown = charts.facts_of(record, self.dataset)
        self._use("fact", *(fact.id for fact in shown))
        texts = {
            name: self.say(record, (name,)) for name in ("title", "subtitle", "takeaway", "alt")
        }
        pictures = {"wide": Markup(""), "narrow": Markup("")}
        if self.draw:
            name, description = _plain(texts["title"]), _plain(texts["alt"])
            for width in pictures:
                pictures[width] = Markup(self.draw(
                    record, self.dataset, self.words, width, name=name, description=description
                ))
        sources = dict.fromkeys(source for fact in shown for source in fact.sources)
        self._use("source", *sources)
        figure = {
            "id": record.id, "anchor": f"chart-{record.id}", **texts, **pictures,
            "table": charts.table(record, self.dataset, self.words),
            "table_links": {f.id: self.href(self.addresses.fact(f.id)) for f in shown},
            "sources": self._credits(sources),
            "note": self.say(record, ("note",)) if record.note else None,
            "qualities": charts.qualities_of(record, self.dataset, self.words),
            "data_to": self.labels.data_to.format(self.words.period(self.dataset.site.data_to)),
            "labels": {
                "explore": self.labels.explore, "source": self.labels.source + self.labels.colon,
                "comma": self.labels.joiner, "stop": self.labels.stop,
                "table": self.labels.see_table,
            },
        }
        return self.part("figure", figure=figure)

    def _credits(self, sources: Iterable[str]) -> list[tuple[str, str, str]]:
        """(id, publisher, address) of the first few outlets, each named once; then how many
        sources there are in all. The table under the chart leads to the source of each value."""
        named = {self.dataset.sources[s].publisher: s for s in reversed(list(sources))}
        credits = [
            (s, publisher, self.href(self.addresses.source(s)))
            for publisher, s in list(named.items())[::-1]
        ]
        if len(credits) <= CREDITS_SHOWN + 1:
            return credits
        more = self.labels.more_sources.format(len(credits) - CREDITS_SHOWN)
        return [*credits[:CREDITS_SHOWN], ("", more, self.href(self.addresses.article("sources")))]

    def table(self, *metrics: str, periods: str | list[str]) -> Markup:
        """A table of metrics (columns) by period (rows); ``periods`` is a list or a span."""
        found = [self._find(model.Metric, metric) for metric in metrics]
        wanted = periods if isinstance(periods, list) else self._periods_within(found, periods)
        rows = []
        for text in wanted:
            cells = []
            for metric in found:
                fact = self.dataset.facts.get(f"{metric.id}.{text}")
                self._use("fact", fact.id)
                cells.append({
                    "text": self.value(fact),
                    "href": self.href(self.addresses.fact(fact.id)),
                    "quality": fact.quality, "published": fact.quantity is not None,
                })
            rows.append({"label": self.words.period(Period.parse(text), "short"), "cells": cells})
        return self.part(
            "explainer/table", rows=rows, heads=[m.name[self.language] for m in found],
        )

    def _periods_within(self, metrics: list[model.Metric], span: str) -> list[str]:
        whole = Period.parse(span)
        known = {
            o.period for m in metrics for o in m.observations
            if o.period.kind != "span" and whole.first <= o.period.first <= o.period.last
            and o.period.last <= whole.last
        } | {p for m in metrics for p in m.periods if p.kind != "span"
             and whole.first <= p.first and p.last <= whole.last}
        return [str(p) for p in sorted(known, key=lambda p: p.sort_key)]

    def timeline(self, *categories: str) -> Markup:
        """The events of some categories (all, if none is given) in order of date."""
        # A date known only to the year or month stands after the exact ones within it.
        events = sorted(self.dataset.events.values(), key=lambda e: Period.parse(e.date).sort_key)
        for category in categories:
            if not any(event.category == category for event in events):
                raise AuthorError(f'no event of category "{category}"', "Correct the category")
        shown = [e for e in events if not categories or e.category in categories]
        self._use("event", *(event.id for event in shown))
        self._use("source", *(s for event in shown for s in event.sources))
        return self.part("explainer/timeline", events=[
            {
                "id": event.id, "datetime": event.date, "category": event.category,
                "date": self.words.period(Period.parse(event.date)),
                "title": self.say(event, ("title",)),
                "text": self.say(event, ("text",)) if event.text else None,
                "note": self.say(event, ("note",)) if event.note else None,
                "sources": [self.source_link(s) for s in event.sources],
            }
            for event in shown
        ])

    # -- sources, claims, terms --------------------------------------------------

    def source(self, id: str) -> Markup:
        """A source's publisher, linked to its entry in the list of sources."""
        self._find(model.Source, id)
        self._use("source", id)
        return self.part("explainer/source-link", source=self.source_link(id))

    def sources(self) -> Markup:
        """The list of all sources with what each supports."""
        supported: dict[str, list[Fact]] = {}
        for metric in self.dataset.metrics.values():
            for fact in self.dataset.facts.of_metric(metric):
                for source in () if fact.computed else fact.sources:
                    supported.setdefault(source, []).append(fact)
        entries = []
        for source in sorted(self.dataset.sources.values(), key=_natural_order):
            named = {f.metric.id: f.metric for f in supported.get(source.id, [])}.values()
            entries.append({
                "record": source,
                "kind": self.labels[f"kind_{source.kind}"],
                "published": source.published and self._date_text(source.published),
                "accessed": self.labels.accessed.format(self._date_text(source.accessed)),
                "repost": source.repost_on and self.labels.repost.format(source.repost_on),
                "note": self.say(source, ("note",)) if source.note else None,
                "metrics": [
                    (m.label(self.language), self.href(self.addresses.metric(m.id)))
                    for m in named
                ],
            })
            self._use("source", source.id)
        return self.part(
            "explainer/sources", entries=entries,
            total=self.labels.total_sources.format(len(entries)),
        )

    def claim(self, id: str) -> Markup:
        """A link to an examined claim."""
        record = self._find(model.Claim, id)
        self._use("claim", id)
        return self.part(
            "explainer/claim-link", text=self.say(record, ("statement",)),
            href=self.href(self.addresses.claim(id)), verdict=record.verdict,
            verdict_word=self.labels[f"verdict_{record.verdict}"],
        )

    def claims(self) -> Markup:
        """All examined claims with evidence and verdict, in the article's order."""
        records = sorted(self.dataset.claims.values(), key=lambda claim: claim.number)
        self._use("claim", *(record.id for record in records))
        entries, counts = [], dict.fromkeys(model.VERDICTS, 0)
        for record in records:
            counts[record.verdict] += 1
            self._use("source", *record.sources)
            for fact in record.facts:
                self._use("fact", fact)
            entries.append({
                "record": record,
                "verdict_word": self.labels[f"verdict_{record.verdict}"],
                "statement": self.say(record, ("statement",)),
                "figure": self.say(record, ("figure",)) if record.figure else None,
                "evidence": self.say(record, ("evidence",)),
                "reasoning": self.say(record, ("reasoning",)) if record.reasoning else None,
                "sources": [self.source_link(s) for s in record.sources],
                "paragraphs": self.labels.joiner.join(
                    self.labels.headline if p == 0 else self.labels.paragraph.format(p)
                    for p in record.paragraphs
                ),
            })
        return self.part(
            "explainer/claims", entries=entries,
            counts=[
                (verdict, self.labels[f"verdict_{verdict}"], number)
                for verdict, number in counts.items() if number
            ],
        )

    def term(self, id: str) -> Markup:
        """A term, linked to the glossary."""
        record = self._find(model.Term, id)
        self._use("term", id)
        href, title = self.term_link(record)
        return self.part(
            "explainer/term-link", text=record.name[self.language], href=href, title=title
        )

    def term_link(self, term: model.Term) -> tuple[str, str]:
        """A term's address from this page, and its note: the other language's name, and what
        the term means."""
        definition = _plain(self.say(term, ("definition",))) if term.definition else ""
        return (
            self.href(self.addresses.term(term.id)),
            glossary.note(term, self.language, definition),
        )

    def glossary(self) -> Markup:
        """All terms with both names and what they mean."""
        terms = self.dataset.terms.values()
        self._use("term", *(term.id for term in terms))
        other: Language = "en" if self.language == "zh" else "zh"
        return self.part("explainer/glossary", terms=[
            {
                "id": term.id, "name": term.name[self.language], "other": term.name[other],
                "other_tag": self.dataset.site.languages[other].tag,
                "definition": self.say(term, ("definition",)) if term.definition else None,
            }
            for term in terms
        ])

    def source_link(self, id: str) -> dict[str, str]:
        source = self.dataset.sources[id]
        return {
            "id": id, "publisher": source.publisher, "title": source.title,
            "published": self._date_text(source.published) if source.published else "",
            "href": self.href(self.addresses.source(id)), "language": source.language,
        }

    def _date_text(self, date: str) -> str:
        return self.words.period(Period.parse(date))


def _natural_order(source: model.Source) -> tuple[tuple[int, str], ...]:
    """S2 before S10: digits by value, the rest by spelling."""
    return tuple(
        (int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", source.id)
    )


def _absolute(quantity: Quantity) -> Quantity:
    return -quantity if quantity.value < 0 else quantity


def _plain(markup: Markup) -> str:
    return " ".join(markup.striptags().split())
