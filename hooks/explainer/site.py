"""A whole site in memory: data and articles read, checked and rendered.

This is what the command line and the site generator's hooks call.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from explainer import checks, dataset, model
from explainer.addresses import Addresses
from explainer.articles import Article, read_all
from explainer.authoring import Draw, Use, Voice
from explainer.dataset import Dataset
from explainer.facts import Fact
from explainer.glossary import Marker
from explainer.model import LANGUAGES, Language
from explainer.pages import Page, metric_page
from explainer.problems import InvalidInput, Problems


@dataclass(frozen=True)
class Rendered:
    """An article as Markdown without calls, and what it uses."""

    article: Article
    markdown: str
    uses: tuple[Use, ...]


@dataclass
class Site:
    """Everything needed to write the site."""

    root: Path
    data: Dataset
    articles: dict[tuple[str, str], Article]
    templates: Environment
    draw: Draw | None
    rendered: dict[tuple[str, str], Rendered] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Path, draw: Draw | None = None) -> Site:
        """Read, check and render the site in a folder. Raises InvalidInput.

        ``draw`` draws charts; without it pictures are left out (for checks).
        """
        problems = Problems()
        site = cls.read_into(root, problems, draw)
        if problems or site is None:
            raise InvalidInput(problems)
        return site

    @classmethod
    def read_into(cls, root: Path, problems: Problems, draw: Draw | None = None) -> Site | None:
        """Like :meth:`read`, adding what is wrong to ``problems``; None if data is not usable."""
        data = dataset.read(root, problems)
        if data is None:
            return None
        articles = read_all(root, list(data.site.pages), problems)
        site = cls(root, data, articles, templates(root), draw)
        checks.check_data(data, problems)
        for key, article in articles.items():
            site.rendered[key] = site._render(article, problems)
        checks.check_texts(site.rendered, data, problems)
        return site

    def voice(self, language: Language, page: str, problems: Problems) -> Voice:
        """The author functions for a page at an address."""
        return Voice(self.data, language, page, self.templates, problems, self.draw)

    def mark_terms(self, language: Language, name: str, html: str) -> str:
        """The HTML of an article with the terms of the glossary marked."""
        if "glossary" not in self.data.site.pages or name == "glossary":
            return html
        addresses = Addresses.of(self.data.site.languages, language)
        voice = self.voice(language, addresses.article(name), Problems())
        return Marker(tuple(self.data.terms.values()), language, voice.term_link).mark(html)

    def pages(self) -> list[Page]:
        """The pages made from the data alone, in both languages. Raises InvalidInput."""
        problems = Problems()
        computed = self._computed_facts()
        pages = []
        for language in LANGUAGES:
            addresses = Addresses.of(self.data.site.languages, language)
            for metric in self.data.metrics.values():
                voice = self.voice(language, addresses.metric(metric.id), problems)
                pages.append(metric_page(voice, metric, computed.get(metric.id, [])))
        if problems:
            raise InvalidInput(problems)
        return pages

    def _render(self, article: Article, problems: Problems) -> Rendered:
        addresses = Addresses.of(self.data.site.languages, article.language)
        voice = self.voice(article.language, addresses.article(article.name), problems)
        markdown = voice.render(article.body, article.locate)
        return Rendered(article, markdown, tuple(voice.uses))

    def _computed_facts(self) -> dict[str, list[Fact]]:
        """Every figure that some text, record or formula refers to, by metric."""
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


def templates(root: Path) -> Environment:
    """The partial templates of a site: plain values in, HTML out."""
    return Environment(
        loader=FileSystemLoader(root / "overrides"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
