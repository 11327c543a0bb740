"""The functions that authors call in articles and in the words of the data.

Each returns HTML ready for the page, made from a partial template that gets formatted
values only. What a text uses (facts, charts, claims, terms, sources, events) is recorded, so
that the two languages can be compared and nothing in the data goes unused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from markupsafe import Markup

from explainer.articles import comparing, examples
from explainer.articles.rendering import AuthorError
from explainer.articles.reports import report_url
from explainer.articles.showing import Showing
from explainer.articles.voice import falls, magnitude
from explainer.data import model
from explainer.data.model import Formula
from explainer.data.periods import Period
from explainer.data.quantities import Quantity
from explainer.problems import suggestion


class AuthorVoice(Showing):
    """A voice with all functions that authors call."""

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """The author functions by the name texts call them by."""
        return {
            "fact": self.fact, "share": self.share, "growth": self.growth, "times": self.times,
            "difference": self.difference, "date": self.date, "period": self.period,
            "span": self.span,
            "data_to": self.data_to, "count": self.count, "key_figures": self.key_figures,
            "bar": self.bar, "pull": self.pull,
            "chart": self.chart, "show": self.show, "table": self.table, "timeline": self.timeline,
            "example": self.example,
            "source": self.source, "sources": self.sources, "claim": self.claim,
            "claims": self.claims, "term": self.term, "glossary": self.glossary,
            "page_link": self.page_link,
            "report": self.report, "quote": self.quote, "said": self.said, "due": self.due,
            "publisher": self.publisher,
        }

    # -- figures -----------------------------------------------------------------

    def share(self, part: str, of: str) -> Markup:
        """One fact as a percentage of another."""
        return self._computed("ratio", part, of, self.words.percent)

    def growth(self, id: str, since: str, absolute: bool = False) -> Markup:
        """The change from an earlier fact to a later one in per cent."""
        return self._computed("growth", id, since, self.words.percent, absolute)

    def times(self, id: str, than: str) -> Markup:
        """How many times as large one fact is as another."""
        return self._computed("quotient", id, than, self._multiple)

    def difference(self, id: str, minus: str, absolute: bool = False) -> Markup:
        """One fact less another, in the first one's unit; per cents give percentage points."""
        unit = self.dataset.unit_of(self.dataset.facts.get(id).metric)

        def wording(quantity: Quantity | None) -> str:
            if quantity is not None and unit.kind == "percent":
                return self.words.percentage_points(quantity)
            return self.words.quantity(quantity, unit)

        return self._computed("difference", id, minus, wording, absolute)

    def _multiple(self, quantity: Quantity | None) -> str:
        return self.words.multiple(quantity) if quantity else self.words.missing()

    def _computed(
        self, operation: str, first: str, second: str, wording: Callable[[Quantity | None], str],
        absolute: bool = False,
    ) -> Markup:
        for name in (first, second):
            self.dataset.facts.get(name)  # says what is wrong with it
        formula = Formula.model_validate({operation: [first, second]})
        result = self.dataset.facts.evaluate(formula)
        comparing.check(operation, *result.inputs)
        self.use("fact", first, second)
        quantity = result.quantity
        text = wording(magnitude(quantity) if absolute and quantity else quantity)
        # What is called a fall has no sign of its own.
        value = wording(-quantity if quantity and falls(operation, quantity) else quantity)
        return self.figure(result.inputs[0], text, value, first, result)

    # -- dates -------------------------------------------------------------------

    def date(self, event: str, form: Literal["full", "month", "year"] = "full") -> Markup:
        """When an event happened; ``form`` shortens it to the month or the year."""
        record = self.find(model.Event, event)
        self.use("event", event)
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
        records = list(self.dataset.records[collection].values())
        if verdict is not None:
            records = [r for r in records if getattr(r, "verdict", None) == verdict]
            if not records and self.dataset.whole:
                raise AuthorError(f'no record with verdict "{verdict}"', "Correct the verdict")
        return self.words.number(len(records))

    def example(self, id: str, figure: str, step: int = 1) -> str:
        """A figure of an illustration after one of its steps: its worth, cash, owed or loss; what
        the step itself spent; or the stake of the holders, in per cent."""
        return examples.figure(self, self.find(model.Illustration, id), figure, step)

    # -- sources, claims, terms --------------------------------------------------

    def source(self, id: str) -> Markup:
        """A source's publisher, linked to its entry in the list of sources."""
        self.find(model.Source, id)
        self.use("source", id)
        return self.part("explainer/source-link", source=self.source_link(id))

    def claim(self, id: str) -> Markup:
        """A link to an examined claim."""
        record = self.find(model.Claim, id)
        self.use("claim", id)
        return self.part(
            "explainer/claim-link", text=self.say(record, ("statement",)),
            href=self.href(self.addresses.claim(id)), verdict=record.verdict,
            verdict_word=self.labels[f"verdict_{record.verdict}"],
        )

    def term(self, id: str) -> Markup:
        """A term, linked to the glossary."""
        record = self.find(model.Term, id)
        self.use("term", id)
        href, title = self.term_link(record)
        return self.part(
            "explainer/term-link", text=record.name[self.language], href=href, title=title
        )

    def page_link(self, page: str) -> Markup:
        """A link to a page made from the data, by its title."""
        made = {
            "changes": self.labels.changes, "charts": self.labels.charts_title,
            "data": self.labels.data_title, "facts": self.labels.metrics_title,
        }
        if page not in made:
            raise AuthorError(f'no made page "{page}"{suggestion(page, made)}',
                              f"Use one of {', '.join(made)}")
        return Markup('<a href="{}">{}</a>').format(
            self.href(self.addresses.article(page)), made[page]
        )

    def report(self) -> Markup:
        """How to report an error: the end of a sentence that begins “please”."""
        url = report_url(self.dataset.site, "wrong-fact", "", self.page)
        if url is None:
            return Markup.escape(self.labels.report_else)
        return Markup('<a href="{}">{}</a>').format(url, self.labels.report_here)
