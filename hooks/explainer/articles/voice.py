"""The voice of a site on one page: its words for figures, names and links in one language.

:class:`Voice` says what stands in records and how figures read; what authors call in texts is
built on it in :mod:`explainer.articles.authoring`. What a text uses (facts, charts, claims, terms,
sources, events) is recorded, so that the languages can be compared and nothing in the data goes
unused.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from jinja2 import Environment
from markupsafe import Markup

from explainer.articles import glossary
from explainer.articles.evidence import Evidence
from explainer.articles.inert import inert
from explainer.articles.rendering import AuthorError, render
from explainer.data import model
from explainer.data.addresses import Addresses, relative
from explainer.data.dataset import Dataset
from explainer.data.facts import BrokenReference, Fact, Result, Standing
from explainer.data.model import Language
from explainer.data.periods import Period
from explainer.data.quantities import Quantity
from explainer.data.readings import Once
from explainer.language.interface import Labels, labels
from explainer.language.scripts import foreign
from explainer.language.words import Words
from explainer.problems import Problems, suggestion

OUTLETS_NAMED = 3
"""How many outlets are named of a figure."""
_INLINE = frozenset(
    f"explainer/{name}"
    for name in (
        "bar", "claim-link", "date", "fact", "pull", "quote-inline", "source-link", "term-link",
    )
)
"""The partials that stand in running text, which Markdown reads."""
UseKind = Literal["fact", "chart", "claim", "term", "source", "event", "quote"]
BLOCK_FUNCTIONS = frozenset((
    "chart", "claims", "glossary", "key_figures", "publisher", "pull", "quote", "sources",
    "table", "timeline",
))
"""The author functions that give blocks."""
MAX_SAYING = 4
"""How deep words may show words that show words."""
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
    """A figure of a text, with its sign and unit, and what its note says: a line each, in plain
    text. ``address`` is relative to the site's root."""

    text: str
    lines: tuple[str, ...]
    address: str


@dataclass
class Voice(Evidence):
    """Speaks one language on one page.

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
    whole: bool = True
    """Whether what is rendered is whole; an article is not until its end has been read."""
    _line: int = 1
    _saying: tuple[tuple[str, str, tuple[str | int, ...]], ...] = ()
    """Whose words are being rendered; words may show others, but not themselves."""

    def __post_init__(self) -> None:
        self.words = Words(self.language, self.dataset.site.languages[self.language])
        self.labels: Labels = labels(self.language)
        self.addresses = Addresses.of(self.dataset.site.languages, self.language)
        self._told = _told(self.dataset, self.language)

    @abstractmethod
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """The author functions by the name texts call them by."""

    def render(self, text: str, locate: Callable[[int, int], Any]) -> str:
        """Render a text of this page."""
        return render(
            text, self.functions(), locate, self.problems, self._at_line,
            markdown=True, blocks=BLOCK_FUNCTIONS,
        )

    def say(self, record: Any, path: tuple[str | int, ...]) -> Markup:
        """The words at ``path`` of a record, in this language, with their calls rendered."""
        value: Any = record
        for part in path:
            value = value[part] if isinstance(part, int) else getattr(value, part)
        at = self.dataset.origin(record).locate((*path, self.language))
        if (record.collection, record.id, path) in self._saying:
            raise AuthorError(f"the words of {record.id} show themselves", f"Change them in {at}")
        if len(self._saying) >= MAX_SAYING:
            raise AuthorError(f"words within words, more than {MAX_SAYING} deep", f"See {at}")
        before = self._line, self._saying
        self._saying = (*self._saying, (record.collection, record.id, path))
        functions = {**self.functions(), **dict.fromkeys(BLOCK_FUNCTIONS, _no_block)}
        text = render(value[self.language].strip(), functions, lambda *_: at, self.problems)
        self._line, self._saying = before
        return Markup(text)

    def href(self, target: str) -> str:
        return relative(target, self.page)

    def part(self, name: str, **values: Any) -> Markup:
        """A partial template filled in; blank lines removed, so that Markdown leaves it whole."""
        template = self.templates.get_template(f"partials/{name}.html")
        text = template.render(labels=self.labels, language=self.language, **values)
        if name in _INLINE:
            text = inert(text)
        return Markup("\n".join(line for line in text.strip().splitlines() if line.strip()))

    def _at_line(self, line: int) -> None:
        self._line = line

    def use(self, kind: UseKind, *ids: str, within: str | None = None) -> None:
        self.uses.extend(Use(kind, identifier, self._line, within) for identifier in ids)

    def find(self, kind: type[Any], identifier: str) -> Any:
        known = self.dataset.of(kind)
        if self.dataset.is_broken(kind.collection, identifier):
            raise BrokenReference(identifier)
        if identifier not in known:
            raise AuthorError(
                f'unknown {kind.__name__.lower()} "{identifier}"{suggestion(identifier, known)}',
                f"Use the id of a record in data/{kind.collection}",
            )
        return known[identifier]

    def fact(self, id: str, bare: bool = False, absolute: bool = False) -> Markup:
        """A fact's value in words, linked to its permanent address.

        ``bare`` leaves the unit out; ``absolute`` drops the sign (for “an outflow of …”).
        """
        fact = self.dataset.facts.get(id)
        self.use("fact", id)
        value = self.value(fact)
        text = self.value(fact, bare=bare, absolute=absolute) if bare or absolute else value
        return self.figure(fact, text, value, fact.id)

    def value(self, fact: Fact, *, bare: bool = False, absolute: bool = False) -> str:
        """A fact's value in words, or why there is none."""
        return self._told.get(
            (fact.id, bare, absolute), lambda: self._value(fact, bare, absolute))

    def _value(self, fact: Fact, bare: bool, absolute: bool) -> str:
        quantity = fact.quantity
        if quantity is None:
            return self.words.missing(fact.state)
        if absolute:
            quantity = magnitude(quantity)
        unit = self.dataset.unit_of(fact.metric)
        if unit.kind == "percent" and fact.computed and not bare:
            return self.words.percent(quantity)
        return self.words.quantity(quantity, unit, bare=bare)

    def figure(
        self, fact: Fact, text: str, value: str, address: str, result: Result | None = None
    ) -> Markup:
        """A figure in running text; ``value`` is it with its sign and unit, for its note."""
        note, target = self.provenance(fact, result), self.addresses.fact(address)
        if not self._saying:
            self.noted.append(Noted(value, tuple(note.split("\n")), target))
        return self.part(
            "explainer/fact",
            text=text, value=value if value != text else None,
            href=self.href(target),
            standing=_standing(result) if result else fact.standing,
            title=note,
        )

    def provenance(self, fact: Fact, result: Result | None = None) -> str:
        """What a figure is and as of when, how it is computed, who says so and when, what it
        was read in and what is in doubt: a line each, in plain text."""
        if result or fact.quantity is None:  # words, which may use others, tell where we looked
            return self._provenance(fact, result)
        return self._told.get(fact.id, lambda: self._provenance(fact, None))

    def _provenance(self, fact: Fact, result: Result | None) -> str:
        labels, made = self.labels, result or (fact if fact.computed else None)
        computed = ""
        if made:
            names = [Markup.escape(self.input_name(input)) for input in made.inputs]
            computed = self.formula(made.operation or "fact", names, made.quantity).unescape()
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
        if result:
            lines.append(f"{labels.origin}{labels.colon}{labels.origin_computed}")
            if _standing(result) == "resting":
                lines.append(f"{labels.agreement}{labels.colon}{labels.rests_on}")
        elif fact.quantity:
            lines.append(f"{labels.origin}{labels.colon}{self.origin(fact, titled=True)}")
            if doubt := self.doubt(fact):
                lines.append(f"{labels.agreement}{labels.colon}{doubt}")
        elif looked := self.looked(fact):
            lines.append(looked)
        return "\n".join(lines)

    def _outlets(self, sources: Iterable[str]) -> list[str]:
        """Publishers with the date of what they published, each named once."""
        named: dict[str, str] = {}
        for source in map(self.dataset.sources.__getitem__, sources):
            date, outlet = source.published and self.date_text(source.published), source.outlet
            name = self.publisher_name(outlet)
            named.setdefault(outlet, self.labels.dated.format(name, date) if date else name)
        return list(named.values())

    def formula(
        self, operation: str, names: Sequence[Markup], quantity: Quantity | None
    ) -> Markup:
        """A formula in words, such as A + B + C. A growth that turned out negative is a
        fall."""
        said = "fall" if quantity and falls(operation, quantity) else operation
        template, joiner = Markup(self.labels[f"op_{said}"]), Markup(self.labels.joiner)
        if operation in ("sum", "fact"):
            return template.format(Markup(self.labels.plus).join(names))
        return template.format(names[0], joiner.join(names[1:]))

    def input_name(self, fact: Fact) -> str:
        """An input of a formula: what, when and how much."""
        name, value = fact.metric.label(self.language), self.value(fact)
        period = self.words.period(fact.period, "short")
        return self.labels.input_of_formula.format(name=name, period=period, value=value)

    def naming(self, outlets: list[str]) -> str:
        """Who says so: the first outlets by name, and how many more."""
        labels = self.labels
        named = labels.joiner.join(outlets[:OUTLETS_NAMED])
        if more := outlets[OUTLETS_NAMED:]:
            named += labels.pause + labels.more_sources.format(len(more))
        return f"{labels.source}{labels.colon}{named}"

    def source_link(self, id: str) -> dict[str, str]:
        """A source as links show it; its note says a line each what it is, whose and when."""
        source = self.dataset.sources[id]
        published = self.date_text(source.published) if source.published else ""
        language = self.words.language_name(source.language)
        about = (self.labels[f"kind_{source.kind}"], language)
        note = (source.title, *self._outlets([id]), self.labels.pause.join(about))
        return {
            "id": id, "publisher": self.outlet_name(source), "title": source.title,
            "published": published, "note": "\n".join(note),
            "href": self.href(self.addresses.source(id)), "language": source.language,
        }

    def name(self, text: str) -> str:
        """A name, marked with its language where that is not the page's."""
        tag = foreign(text, self.language)
        return Markup('<span lang="{}">{}</span>').format(tag, text) if tag else text

    def term_link(self, term: model.Term) -> tuple[str, str]:
        """A term's address from this page, and its note: the other language's name, and what
        the term means."""
        definition = plain(self.say(term, ("definition",))) if term.definition else ""
        return (
            self.href(self.addresses.term(term.id)),
            glossary.note(term, self.language, definition),
        )

    def date_text(self, date: str) -> str:
        return self.words.period(Period.parse(date))


@lru_cache(maxsize=16)
def _told(dataset: Dataset, language: Language) -> Once:
    """What was said of the figures of a dataset in a language so far: the same on every page."""
    return Once()


def _no_block(*_: Any, **__: Any) -> Markup:
    """Stands in words for the functions that give blocks."""
    raise AuthorError("a block in words, which stand within a line", "Call it in an article")


def _standing(result: Result) -> Standing:
    return "resting" if any(f.disputed or f.rests_on for f in result.inputs) else "computed"


def magnitude(quantity: Quantity) -> Quantity:
    return -quantity if quantity.value < 0 else quantity


def falls(operation: str, quantity: Quantity) -> bool:
    return operation == "growth" and quantity.value < 0


def plain(markup: Markup) -> str:
    """Words without their markup, on one line."""
    return " ".join(markup.striptags().split())
