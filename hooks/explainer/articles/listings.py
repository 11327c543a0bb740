"""The author functions that set things out: figures, tables, timelines, sources, claims, terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from explainer.articles import glossary
from explainer.articles.rendering import AuthorError
from explainer.articles.reports import report_url
from explainer.articles.voice import Voice
from explainer.data import model
from explainer.data.facts import Fact
from explainer.data.model import Formula
from explainer.data.periods import Period


class Listings(Voice):
    """The part of the author functions that sets out many records at once."""

    def key_figures(self, *ids: str) -> Markup:
        """A row of figures with what they are and when, each linked to its fact."""
        if not ids:
            raise AuthorError("no figures", 'Name facts: key_figures("net-loss.2020")')
        _once("fact", ids)
        figures = []
        for identifier in ids:
            fact = self.dataset.facts.get(identifier)
            self.use("fact", identifier)
            figures.append({
                "text": self.value(fact),
                "name": fact.metric.name[self.language],
                "period": self.words.period(fact.period),
                "href": self.href(self.addresses.fact(identifier)),
                "standing": fact.standing,
                "origin": self.origin(fact) or self.words.missing(fact.state),
                "sources": self.labels.joiner.join(
                    dict.fromkeys(self.outlet(s) for s in fact.sources[:2])
                ),
            })
        return self.part("explainer/key-figures", figures=figures)

    def bar(
        self, id: str, of: str, bare: bool = False, absolute: bool = False
    ) -> Markup:
        """A fact's value, and a bar as long as its part of another fact, at most as long as a
        line is wide. For the items of a list that compares sizes."""
        for name in (id, of):
            self.dataset.facts.get(name)  # says what is wrong with it
        result = self.dataset.facts.evaluate(Formula.model_validate({"ratio": [id, of]}))
        value = self.fact(id, bare=bare, absolute=absolute)
        self.use("fact", of)
        if result.quantity is None:
            raise AuthorError(f'no length for "{id}": there is no value', "Use fact()")
        length = min(abs(float(result.quantity.value)), 100)
        return self.part("explainer/bar", value=value, length=f"{length:.1f}")

    def pull(self, id: str, absolute: bool = False) -> Markup:
        """A figure that stands out of the text, with what it is and when."""
        fact = self.dataset.facts.get(id)
        value = self.fact(id, absolute=absolute)
        return self.part(
            "explainer/pull", value=value, what=fact.metric.name[self.language],
            period=self.words.period(fact.period),
        )

    def table(self, *metrics: str, periods: str | list[str]) -> Markup:
        """A table of metrics (columns) by period (rows); ``periods`` is a list or a span."""
        if not metrics:
            raise AuthorError("no metrics", 'Name metrics: table("net-loss", periods="2018..2020")')
        _once("metric", metrics)
        found = [self.find(model.Metric, metric) for metric in metrics]
        wanted = periods if isinstance(periods, list) else _periods_within(found, periods)
        if not wanted:
            raise AuthorError(f"there is nothing within {periods}", "Correct the periods")
        _once("period", wanted)
        rows = []
        for text in wanted:
            cells = []
            for metric in found:
                fact = self.dataset.facts.get(f"{metric.id}.{text}")
                self.use("fact", fact.id)
                cells.append({
                    "text": self.value(fact),
                    "href": self.href(self.addresses.fact(fact.id)),
                    "title": self.provenance(fact),
                    "standing": fact.standing,
                })
            rows.append({"label": self.words.period(Period.parse(text), "short"), "cells": cells})
        return self.part(
            "explainer/table", rows=rows, heads=[m.label(self.language) for m in found],
        )

    def timeline(self, *categories: str, within: str | None = None) -> Markup:
        """The events of some categories in order of date; with none given, all of them, to
        choose from by category and year. ``within`` a period or span of days, they are set day
        by day, as a part of a text."""
        span = _span(within, "period") if within else None
        # A date known only to the year or month stands after the exact ones within it.
        events = sorted(self.dataset.events.values(), key=lambda e: Period.parse(e.date).sort_key)
        _once("category", categories)
        for category in categories:
            if self.dataset.whole and not any(event.category == category for event in events):
                raise AuthorError(f'no event of category "{category}"', "Correct the category")
        shown = [e for e in events if not categories or e.category in categories]
        if span:
            dated = [(Period.parse(event.date), event) for event in shown]
            shown = [e for day, e in dated if span.first <= day.first and day.last <= span.last]
            if not shown and self.dataset.whole:
                raise AuthorError(f"there is no event within {within}", "Correct the period")
        self.use("event", *(event.id for event in shown))
        self.use("source", *(s for event in shown for s in event.sources))
        counts = Counter(str(event.category) for event in shown)
        kinds = [c for c in self.dataset.of(model.Category).values() if counts[c.id]]
        years = dict.fromkeys(event.date[:4] for event in shown)
        first_of = {event.date[:4]: event for event in reversed(shown)}
        return self.part("explainer/timeline", events=[
            {
                "id": event.id, "datetime": event.date,
                "year": event.date[:4] if first_of[event.date[:4]] is event else None,
                "kind": kinds.index(self.dataset.category(event)) + 1,
                "category": self.dataset.category(event).name[self.language],
                "date": self._date_within(Period.parse(event.date), span),
                "title": self.say(event, ("title",)),
                "text": self.say(event, ("text",)) if event.text else None,
                "note": self.say(event, ("note",)) if event.note else None,
                "sources": [self.source_link(s) for s in event.sources],
            }
            for event in shown
        ], days=span is not None, years=list(years), choices=() if categories or span else [
            (kind.id, kind.name[self.language], counts[kind.id]) for kind in kinds
        ])

    def _date_within(self, when: Period, span: Period | None) -> str:
        """A date in words, without its year where a span of one year has said it."""
        if when.kind == "day" and span and span.first.year == span.last.year:
            return self.words.day_and_month(when.first)
        return self.words.period(when)

    def sources(self) -> Markup:
        """The list of all sources with what each supports."""
        supported: dict[str, list[Fact]] = {}
        for metric in self.dataset.metrics.values():
            for fact in self.dataset.facts.of_metric(metric):
                for name in () if fact.computed else fact.sources:
                    supported.setdefault(name, []).append(fact)
        entries = []
        for source in sorted(self.dataset.sources.values(), key=_natural_order):
            named = {f.metric.id: f.metric for f in supported.get(source.id, [])}.values()
            entries.append({
                "record": source,
                "publisher": self.outlet_name(source),
                "report": report_url(
                    self.dataset.site, "broken-source", source.id,
                    self.addresses.source(source.id), source.url,
                ),
                "kind": self.labels[f"kind_{source.kind}"],
                "language": self.words.language_name(source.language),
                "published": source.published and self.date_text(source.published),
                "accessed": self.labels.accessed.format(self.date_text(source.accessed)),
                "read": self.read_as(source),
                "note": self.say(source, ("note",)) if source.note else None,
                "metrics": [
                    (m.label(self.language), self.href(self.addresses.metric(m.id)))
                    for m in named
                ],
            })
            self.use("source", source.id)
        return self.part(
            "explainer/sources", entries=entries,
            total=self.labels.total_sources.format(self.words.count(len(entries))),
        )

    def claims(self) -> Markup:
        """All examined claims with evidence and verdict, in the article's order."""
        records = sorted(self.dataset.claims.values(), key=lambda claim: claim.number)
        self.use("claim", *(record.id for record in records))
        counts = Counter(record.verdict for record in records)
        kinds = [verdict for verdict in model.VERDICTS if counts[verdict]]
        entries = []
        for record in records:
            self.use("source", *record.sources)
            for fact in record.facts:
                self.use("fact", fact)
            entries.append({
                "record": record,
                "kind": kinds.index(record.verdict) + 1,
                "verdict_word": self.labels[f"verdict_{record.verdict}"],
                "tested": record.verdict in self.dataset.of(model.VerdictTest),
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
        tests = self.dataset.of(model.VerdictTest)
        return self.part(
            "explainer/claims", entries=entries,
            tests=[
                (kind, self.labels[f"verdict_{kind}"], self.say(tests[kind], ("test",)))
                for kind in kinds if kind in tests
            ],
            counts=[
                (kind, self.labels[f"verdict_{kind}"], counts[kind]) for kind in kinds
            ],
        )

    def glossary(self) -> Markup:
        """All terms with their names in every language and what they mean."""
        terms = self.dataset.terms.values()
        self.use("term", *(term.id for term in terms))
        return self.part("explainer/glossary", terms=[
            {
                "id": term.id, "name": term.name[self.language],
                "others": [
                    (self.dataset.site.languages[code].tag, name)
                    for code, name in glossary.others(term.name, self.language)
                ],
                "definition": self.say(term, ("definition",)) if term.definition else None,
            }
            for term in terms
        ])


def _once(what: str, given: Sequence[object]) -> None:
    """Refuse what a call names twice. Raises AuthorError."""
    twice = next((one for index, one in enumerate(given) if one in given[:index]), None)
    if twice is not None:
        raise AuthorError(f"{what} {twice} is given twice", "Keep one")


def _span(text: str, what: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise AuthorError(str(error), f"Correct the {what}") from None


def _periods_within(metrics: list[model.Metric], span: str) -> list[str]:
    whole = _span(span, "periods")
    known = {
        p for m in metrics for p in m.known_periods
        if p.kind != "span" and whole.first <= p.first and p.last <= whole.last
    }
    return [str(p) for p in sorted(known, key=lambda p: p.sort_key)]


def _natural_order(source: model.Source) -> tuple[tuple[int, str], ...]:
    """S2 before S10: digits by value, the rest by spelling."""
    return tuple(
        (int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", source.id)
    )
