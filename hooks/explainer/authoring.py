"""The functions that authors call in articles and in the words of the data.

Each returns HTML ready for the page, made from a partial template that gets formatted
values only. What a text uses (facts, charts, claims, terms, sources, events) is recorded, so
that the two languages can be compared and nothing in the data goes unused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from jinja2 import Environment
from markupsafe import Markup

from explainer import figures, glossary, model
from explainer.addresses import Addresses, relative
from explainer.dataset import Dataset
from explainer.facts import BrokenReference, Fact, Result
from explainer.interface import Labels, labels
from explainer.listings import Listings
from explainer.model import Formula, Language
from explainer.periods import Period
from explainer.problems import Problems, suggestion
from explainer.quantities import Quantity
from explainer.rendering import AuthorError, render
from explainer.reports import report_url
from explainer.scripts import foreign
from explainer.words import Words

UseKind = Literal["fact", "chart", "claim", "term", "source", "event"]
Draw = Callable[..., str]
"""``draw(chart, dataset, words, width, name=…, description=…)`` gives an SVG;
see :func:`explainer.charts.draw`."""


@dataclass(frozen=True)
class Use:
    """One use of a record in a text."""

    kind: UseKind
    id: str
    line: int
    within: str | None = None
    """The chart that shows it, for what a text uses only through a chart."""


@dataclass(frozen=True)
class Noted:
    """A figure of a text with what its note says: a line each, in plain text. ``address`` is
    relative to the site's root."""

    text: str
    lines: tuple[str, ...]
    address: str


@dataclass
class Voice(Listings):
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
    noted: list[Noted] = field(default_factory=list)
    """The figures of the text itself, in its order, without those in words of the data."""
    _line: int = 1
    _saying: bool = False

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
            "bar": self.bar, "pull": self.pull,
            "chart": self.chart, "table": self.table, "timeline": self.timeline,
            "source": self.source, "sources": self.sources, "claim": self.claim,
            "claims": self.claims, "term": self.term, "glossary": self.glossary,
            "page_link": self.page_link,
            "report": self.report,
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
        before = self._line, self._saying
        self._saying = True
        at = origin.locate((*path, self.language))
        text = render(value[self.language].strip(), self.functions(), lambda *_: at, self.problems)
        self._line, self._saying = before
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

    def use(self, kind: UseKind, *ids: str, within: str | None = None) -> None:
        self.uses.extend(Use(kind, identifier, self._line, within) for identifier in ids)

    def find(self, kind: type[Any], identifier: str) -> Any:
        known = self.dataset.of(kind)
        if (kind.collection, identifier) in self.dataset.broken:
            raise BrokenReference(identifier)
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
        self.use("fact", id)
        value = self.value(fact)
        text = self.value(fact, bare=bare, absolute=absolute) if bare or absolute else value
        return self._figure(fact, text, value, fact.id)

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
        self, operation: str, first: str, second: str, wording: Callable[[Quantity | None], str],
        absolute: bool = False,
    ) -> Markup:
        formula = Formula.model_validate({operation: [first, second]})
        result = self.dataset.facts.evaluate(formula)
        self.use("fact", first, second)
        value = wording(result.quantity)
        text = wording(_absolute(result.quantity)) if absolute and result.quantity else value
        return self._figure(result.inputs[0], text, value, first, result)

    def _figure(
        self, fact: Fact, text: str, value: str, address: str, result: Result | None = None
    ) -> Markup:
        """A figure in running text; ``value`` is it with its sign and unit, for its note."""
        note, target = self.provenance(fact, result), self.addresses.fact(address)
        if not self._saying:
            self.noted.append(Noted(text, tuple(note.split("\n")), target))
        return self.part(
            "explainer/fact",
            text=text, value=value if value != text else None,
            href=self.href(target),
            quality="derived" if result else fact.quality,
            title=note,
        )

    def provenance(self, fact: Fact, result: Result | None = None) -> str:
        """What a figure is and as of when, how it is computed, who says so and when, and how
        good it is: a line each, in plain text."""
        labels, made = self.labels, result or (fact if fact.computed else None)
        computed = ""
        if made:
            names = [Markup.escape(self.input_name(input)) for input in made.inputs]
            computed = self.formula(made.operation or "fact", names).unescape()
        when = self.words.period(fact.period)
        if fact.metric.measure == "stock" and fact.period.kind == "day":
            when = labels.as_of_day.format(when)
        lines = [computed if result else f"{fact.metric.name[self.language]}{labels.pause}{when}"]
        if computed and not result:
            lines.append(f"{labels.formula}{labels.colon}{computed}")
        inputs = result.inputs if result else (fact,)
        outlets = self._outlets(s for input in inputs for s in input.sources)
        if outlets:
            lines.append(self.naming(outlets))
        if fact.quantity:
            quality = "derived" if result else fact.quality
            lines.append(f"{labels.quality}{labels.colon}{labels[f'quality_{quality}']}")
        return "\n".join(lines)

    def _outlets(self, sources: Iterable[str]) -> list[str]:
        """Publishers with the date of what they published, each named once."""
        named = {}
        for source in map(self.dataset.sources.__getitem__, sources):
            date = source.published and self.date_text(source.published)
            dated = self.labels.dated.format(source.publisher, date) if date else source.publisher
            named.setdefault(source.publisher, dated)
        return list(named.values())

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
        records = self.dataset.records[collection].values()
        if verdict is not None:
            records = [r for r in records if getattr(r, "verdict", None) == verdict]
            if not records:
                raise AuthorError(f'no record with verdict "{verdict}"', "Correct the verdict")
        return self.words.number(len(records))

    # -- charts and tables -------------------------------------------------------

    def chart(self, id: str) -> Markup:
        """A chart with its title, table and sources."""
        record = self.find(model.Chart, id)
        self.use("chart", id)
        return self.part("figure", figure=figures.figure(self, record))

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

    def term_link(self, term: model.Term) -> tuple[str, str]:
        """A term's address from this page, and its note: the other language's name, and what
        the term means."""
        definition = _plain(self.say(term, ("definition",))) if term.definition else ""
        return (
            self.href(self.addresses.term(term.id)),
            glossary.note(term, self.language, definition),
        )

    def page_link(self, page: str) -> Markup:
        """A link to a page made from the data, by its title."""
        made = {"changes": self.labels.changes}
        if page not in made:
            raise AuthorError(f'no made page "{page}"{suggestion(page, made)}',
                              f"Use one of {', '.join(made)}")
        return Markup('<a href="{}">{}</a>').format(
            self.href(self.addresses.article(page)), made[page]
        )

    def source_link(self, id: str) -> dict[str, str]:
        """A source as links show it; its note says a line each what it is, whose and when."""
        source = self.dataset.sources[id]
        published = self.date_text(source.published) if source.published else ""
        language = self.words.language_name(source.language)
        about = (self.labels[f"kind_{source.kind}"], language)
        note = (source.title, *self._outlets([id]), self.labels.pause.join(about))
        return {
            "id": id, "publisher": self.name(source.publisher), "title": source.title,
            "published": published, "note": "\n".join(note),
            "href": self.href(self.addresses.source(id)), "language": source.language,
        }

    def name(self, text: str) -> str:
        """A name, marked with its language where that is not the page's."""
        tag = foreign(text, self.language)
        return Markup('<span lang="{}">{}</span>').format(tag, text) if tag else text

    def report(self) -> Markup:
        """How to report an error: the end of a sentence that begins “please”."""
        url = report_url(self.dataset.site, "wrong-fact", "", self.page)
        if url is None:
            return Markup.escape(self.labels.report_else)
        return Markup('<a href="{}">{}</a>').format(url, self.labels.report_here)

    def date_text(self, date: str) -> str:
        return self.words.period(Period.parse(date))


def _absolute(quantity: Quantity) -> Quantity:
    return -quantity if quantity.value < 0 else quantity


def _plain(markup: Markup) -> str:
    return " ".join(markup.striptags().split())
