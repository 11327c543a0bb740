"""The read model: what data and articles hold once they are read and rendered.

Everything that shows, checks or keeps a site works on an edition; only :mod:`explainer.site`,
which puts all of it together, knows more.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from jinja2 import Environment

from explainer.articles import placeholders
from explainer.articles.article import Article
from explainer.articles.authoring import AuthorVoice
from explainer.articles.voice import Draw, Noted, Use
from explainer.data import model
from explainer.data.addresses import Addresses
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Language
from explainer.data.steps import Steps
from explainer.memo import Files, Folded
from explainer.problems import Problems

Navigation = list[tuple[str, str | list[tuple[str, str]]]]
"""Titles with the names of articles, or sections: titles with such pairs."""


@dataclass(frozen=True)
class Rendered:
    """An article as Markdown without calls, and what it uses."""

    article: Article
    uses: tuple[Use, ...]
    markdown: Folded[str] = Folded(str)  # noqa: RUF009
    whole: bool = True
    """Whether every call could be rendered."""
    noted: tuple[Noted, ...] = ()
    """Its figures in the order of the text."""

    @property
    def parted(self) -> tuple[str, list[str]]:
        """The article without, and what is set aside; see :mod:`.placeholders`."""
        return placeholders.set_aside(self.markdown)


@dataclass
class Edition:
    """Data and articles of a site in a folder, read and rendered."""

    root: Path
    data: Dataset
    articles: dict[tuple[str, str], Article]
    """By language and name; ``rendered`` likewise."""
    templates: Environment
    draw: Draw | None
    """Draws charts; None where pictures are not wanted (checks)."""
    rendered: dict[tuple[str, str], Rendered] = field(default_factory=dict)
    of_data: bytes = b""
    """A hash of the files of the data."""
    of_code: bytes = b""
    """A hash of code and templates."""
    steps: Steps = field(init=False)
    """What single steps have made of the data; nothing is kept of them unless somebody says so."""
    earlier: Files = field(default_factory=Files, init=False)
    """The files that an earlier build has made of the data, perhaps of another state of it."""

    def __post_init__(self) -> None:
        self.steps = Steps(self.data)

    def voice(self, language: Language, page: str, problems: Problems) -> AuthorVoice:
        """The author functions for a page at an address."""
        return AuthorVoice(self.data, language, page, self.templates, problems, self.draw)

    def addresses(self, language: Language) -> Addresses:
        """The addresses of a language."""
        return Addresses.of(self.data.site.languages, language)

    @cached_property
    def outline(self) -> bytes:
        """A hash of what others say of the articles, once they are rendered."""
        said = [(place, _outline(rendered)) for place, rendered in self.rendered.items()]
        return hashlib.sha256(repr(said).encode()).digest()

    @cached_property
    def navigation(self) -> dict[Language, Navigation]:
        """What the navigation of each language lists, in its order."""
        def named(language: Language, name: str) -> tuple[str, str]:
            front = self.articles[language, name].front
            return front.nav_title or front.title, name

        return {
            language: [
                named(language, entry) if isinstance(entry, str) else
                (entry.title[language], [named(language, name) for name in entry.pages])
                for entry in self.data.site.pages
            ]
            for language in self.data.languages
        }

    def facts_of(self, metric_id: str) -> list[Fact]:
        """Every figure of a metric that has an address, in the order of time."""
        found = self.addressed_facts.get(metric_id, [])
        return sorted(found, key=lambda fact: fact.period.sort_key)

    @cached_property
    def addressed_facts(self) -> dict[str, list[Fact]]:
        """Every figure that some text, record or formula refers to, by metric: those that have
        an address."""
        facts = self.data.facts
        wanted = {use.id for r in self.rendered.values() for use in r.uses if use.kind == "fact"}
        wanted.update(
            reference for _, record in self.data.all_records()
            for _, reference in model.references(record) if reference.collection == "facts"
        )
        wanted.update(
            fact.id for metric in self.data.metrics.values() for fact in facts.of_metric(metric)
        )
        result: dict[str, dict[str, Fact]] = {}
        pending = [facts.get(identifier) for identifier in sorted(wanted)]
        while pending:
            fact = pending.pop()
            result.setdefault(fact.metric.id, {})[fact.id] = fact
            pending.extend(fact.inputs)
        return {metric: list(by_id.values()) for metric, by_id in result.items()}


def _outline(rendered: Rendered) -> tuple[object, ...]:
    """What others say of an article: its titles, its sections, and what each calls; lines
    count only as an order."""
    article = rendered.article
    front = article.front
    lines = {u.line for u in rendered.uses} | {s.line for s in article.sections}
    order = {line: number for number, line in enumerate(sorted(lines))}
    return (
        front.title, front.nav_title, front.description,
        [(s.id, s.title, order[s.line]) for s in article.sections],
        [(u.kind, u.id, u.within, order[u.line]) for u in rendered.uses],
    )
