"""A whole site in memory: data and articles read, checked and rendered.

This is what the command line and the site generator's hooks call.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from explainer.articles import placeholders
from explainer.articles.article import Article, read_all
from explainer.articles.edition import Edition, Rendered
from explainer.articles.glossary import Marker
from explainer.articles.voice import Draw, Voice
from explainer.checks import suite
from explainer.checks.order import InOrder
from explainer.data import model, unchanged
from explainer.data.model import Language
from explainer.data.steps import FOLDER as STEPS
from explainer.data.steps import Steps
from explainer.kept import made as kept
from explainer.language import reading
from explainer.language.known import converter
from explainer.language.words import Count, Words
from explainer.lasting import ledger, ledger_file, promises, published
from explainer.memo import Memo, Templates, kept_folder
from explainer.pages import chart_pages, descriptions, icons, uses
from explainer.pages.descriptions import DescribedPages
from explainer.pages.metric_index import metrics_page
from explainer.pages.metric_page import metric_page
from explainer.pages.outputs import Output, Page
from explainer.pages.uses import Place
from explainer.problems import InvalidInput, Problems
from explainer.progress import Progress
from explainer.sharing import chart_files, livecharts, openapi, searchindex, twins
from explainer.sharing.datapackage import Package, package
from explainer.sharing.datapage import data_page
from explainer.sharing.page_sharing import Sharing


@dataclass(frozen=True)
class Story:
    """What is said of an article around its text. ``minutes`` is None where the time it takes
    is not said; ``noted`` are its figures: text, lines of the note, absolute address; ``count``
    is how many of them there are."""

    minutes: int | None
    noted: list[dict[str, Any]]
    count: Count


@dataclass
class Site(Edition):
    """Everything needed to write the site."""

    made: kept.Made = field(default_factory=kept.Made, init=False)
    """What was made of the data so far, perhaps by an earlier build (:meth:`reuse`)."""
    progress: Progress = field(default_factory=lambda: Progress(quiet=True), init=False)
    """Is told how far it is."""
    _packages: dict[str, Package] = field(default_factory=dict, init=False)
    _pages: dict[str, list[Page]] = field(default_factory=dict, init=False)
    _described: dict[str, DescribedPages] = field(default_factory=dict, init=False)
    _sharing: dict[str, Sharing] = field(default_factory=dict, init=False)

    @classmethod
    def read(
        cls, root: Path, draw: Draw | None = None, *, drafting: bool = False,
        progress: Progress | None = None, keeping: bool = False,
    ) -> Site:
        """Read, check and render the site in a folder. Raises InvalidInput.

        ``draw`` draws charts; without it pictures are left out (for checks). While
        ``drafting``, what was published is not compared with what is, nor translations with
        their originals. ``progress`` is told how far it is, then and later. ``keeping``: what
        an earlier build has made of the same is not made again.
        """
        problems = Problems()
        site = cls.read_into(
            root, problems, draw, drafting=drafting, progress=progress, keeping=keeping)
        if problems or site is None:
            raise InvalidInput(problems)
        return site

    @classmethod
    def read_into(
        cls, root: Path, problems: Problems, draw: Draw | None = None, *, drafting: bool = False,
        progress: Progress | None = None, keeping: bool = False,
    ) -> Site | None:
        """Like :meth:`read`, adding what is wrong to ``problems``; None if data is not usable."""
        data, of_data = unchanged.read(root, problems, converter)
        if data is None:
            return None
        suite.check_files(root, data, problems)
        articles = read_all(root, data.site.articles, data.spoken, problems)
        site = cls(root, data, articles, templates(root), draw)
        site.progress = progress or site.progress
        site.of_data, site.of_code = of_data, kept.code(root)
        shared = kept.common(site)
        if keeping:
            site.steps = Steps(data, root / STEPS, shared, of_data)
        memo = Memo(root / ".cache" / "memo" / "checks.pickle")
        known = InOrder(root / ".cache" / "memo" / "order.pickle" if of_data else None,
                        (shared, of_data, draw is not None))
        known.unless_known("data", problems, partial(site._check_data, memo))
        stage = "Reading articles, drawing their charts"
        for key, article in site.progress.through(stage, articles.items(), len(articles)):
            site.rendered[key] = site.render(article, problems)
        suite.check_texts(
            site.rendered, data, root, problems, drafting=drafting, memo=memo, known=known)
        if not problems:
            known.save()
            memo.save(forgetting=not known.trusted)
            if not drafting:
                ledger.check(site, site.published, problems)
            site._add_notes(problems)
        return site

    def whole(self, language: Language, name: str, html: str) -> str:
        """The HTML of an article with what was set aside, and the terms of the glossary marked."""
        html = placeholders.put_back(html, self.rendered[language, name].parted[1])
        if name == "glossary":
            return html
        addresses = self.addresses(language)
        voice = self.voice(language, addresses.article(name), Problems())
        return Marker(tuple(self.data.terms.values()), language, voice.term_link).mark(html)

    def story(self, language: Language, name: str, html: str, site_url: str) -> Story:
        """What the template of an article says of it; ``html`` is its content."""
        rendered = self.rendered[language, name]
        timed = rendered.article.front.reading_time
        return Story(
            reading.minutes(html, language) if timed else None,
            [
                {"text": n.text, "lines": n.lines, "url": urljoin(site_url, n.address)}
                for n in rendered.noted
            ],
            Words(language, self.data.site.languages[language]).count(len(rendered.noted)),
        )

    def pages(self, site_url: str = "/") -> list[Page]:
        """The pages made from the data alone, in every language. Raises InvalidInput.

        ``site_url`` is the site's absolute address, for what names permanent addresses.
        """
        if site_url in self._pages:
            return self._pages[site_url]
        problems = Problems()
        computed = self.addressed_facts
        pages: list[Page] = []
        stage = "Making pages of figures"
        self.progress.begin(stage, len(self.data.languages) * len(self.data.metrics))
        for language in self.data.languages:
            addresses = self.addresses(language)
            places = uses.places(self, language)
            for metric in self.data.metrics:
                voice = self.voice(language, addresses.metric(metric), problems)
                facts = [fact.id for fact in computed.get(metric, [])]
                pages.append(self.steps.get(
                    ("metric page", language, metric),
                    (facts, [places.get(fact) for fact in facts], site_url),
                    partial(_metric_page, voice, metric, facts, places, site_url),
                ))
                self.progress.step()
            voice = self.voice(language, addresses.data(), problems)
            pages.append(data_page(voice, self.data_package(site_url), site_url))
            voice = self.voice(language, addresses.metrics(), problems)
            pages.append(metrics_page(voice, self.addressed_facts))
            pages.extend(chart_pages.pages(self, language, problems, site_url))
        pages = list(promises.pages(self, self.departures, pages, problems))
        if problems:
            raise InvalidInput(problems)
        self._pages[site_url] = pages
        return pages

    def reuse(self, made: kept.Made, site_url: str) -> None:
        """Take for made what an earlier build made of the same; see :mod:`explainer.kept.made`."""
        self.made = made
        self._pages[site_url] = made.pages

    def let_go(self, site_url: str) -> None:
        """Keep of the pages made from the data what others say of them, and not their HTML: whoever
        writes it has it."""
        self.made.pages = self._pages[site_url] = [page.told for page in self.pages(site_url)]

    def outputs(self, site_url: str) -> Iterator[Output]:
        """The files of the site that are no pages; ``site_url`` is its absolute address. Most of
        the time goes into pictures: they are what progress counts."""
        cards = sum(page.has_files for page in self.described(site_url).values())
        pictures = cards + len(self.data.languages) * len(self.data.charts)
        self.progress.begin("Drawing pictures to take away", pictures)
        for made in self._all_outputs(site_url):
            yield made
            if made.address.endswith(".png"):
                self.progress.step()

    def _all_outputs(self, site_url: str) -> Iterator[Output]:
        yield from promises.with_copies(self, self.departures, self._outputs(site_url))

    def _outputs(self, site_url: str) -> Iterator[Output]:
        yield from promises.outputs(self, self.departures, site_url)
        yield from self.data_package(site_url).outputs()
        self._packages.pop(site_url, None)  # is much, and nobody asks for it after this
        yield openapi.output(self, self.described(site_url), site_url)
        yield from icons.outputs(
            self.data.site, self.templates, site_url, self.root / ".cache" / "icons"
        )
        yield from chart_files.outputs(self, site_url)
        yield from livecharts.outputs(self, self.root / ".cache" / "live")
        yield from self.sharing(site_url).outputs()

    def texts(self, site_url: str) -> Iterator[Output]:
        """The articles as plain text, and the list of them, which follow from every word of them.
        """
        yield from promises.with_copies(self, self.departures, twins.outputs(self, site_url))

    def described(self, site_url: str) -> DescribedPages:
        """Every page, articles and made ones, as others speak of it; made once for an address."""
        if site_url not in self._described:
            self._described[site_url] = descriptions.pages(self, self.pages(site_url))
        return self._described[site_url]

    def search_entries(
        self, language: Language, articles: Iterable[searchindex.Entry], cut: searchindex.Cut,
        site_url: str,
    ) -> list[searchindex.Entry]:
        """All entries of a language's search, those of ``articles`` first (:meth:`search_entry`).
        Those of the data are made once for a site, or taken from an earlier build."""
        index, made = searchindex.Index(self, language, cut), self.made.entries
        if language not in made:
            made[language] = list(index.of_data(self.pages(site_url)))
        return [*articles, *made[language]]

    def search_entry(
        self, language: Language, entry: searchindex.Entry, cut: searchindex.Cut
    ) -> searchindex.Entry:
        """A section of an article in the search, from what the generator found in it."""
        return searchindex.Index(self, language, cut).article(entry)

    def sharing(self, site_url: str) -> Sharing:
        """What pages are quoted and shared with; made once for an address."""
        if site_url not in self._sharing:
            self._sharing[site_url] = Sharing(self, self.described(site_url), site_url)
        return self._sharing[site_url]

    @cached_property
    def published(self) -> dict[str, str]:
        """Every address the site answers at, with the value published there."""
        given = self.of_data, self.outline
        return self.steps.get("published", given, partial(published.addresses, self))

    @cached_property
    def departures(self) -> promises.Departures:
        """Addresses that were published and are gone, by language."""
        given = self.of_data, self.outline, kept.contents(self.root, [ledger_file.FILE])
        return self.steps.get(
            "departures", given, lambda: promises.departures(self, self.published))

    def data_package(self, site_url: str) -> Package:
        """Everything on the site as data, made once for an address."""
        if site_url not in self._packages:
            problems = Problems()
            voices = {
                language: self.voice(
                    language, self.addresses(language).data(), problems
                )
                for language in self.data.languages
            }
            facts = [fact for found in self.addressed_facts.values() for fact in found]
            self._packages[site_url] = package(voices, facts, site_url, self.steps)
            if problems:
                raise InvalidInput(problems)
        return self._packages[site_url]

    def _add_notes(self, problems: Problems) -> None:
        """Say at the end of articles where their anchors went that are gone."""
        for (language, name), rendered in self.rendered.items():
            if gone := self.departures[language]:
                address = self.addresses(language).article(name)
                notes = promises.notes(self, gone, language, address, problems)
                self.rendered[language, name] = replace(
                    rendered, markdown=f"{rendered.markdown}\n\n{notes}\n"
                )

    def _check_data(self, memo: Memo, problems: Problems) -> None:
        """Check all records, and render all their words once, whether or not a page shows them."""
        suite.check_data(self.data, problems, memo)
        for language in self.data.languages:
            voice = self.voice(language, "", problems)
            for by_id in self.data.records.values():
                for record in by_id.values():
                    for path, words in model.words(record):
                        if "{" in words[language] or "}" in words[language]:
                            voice.say(record, path)

    def render(self, article: Article, problems: Problems) -> Rendered:
        """An article without calls; what is wrong with these is added to problems."""
        addresses = self.addresses(article.language)

        def make() -> tuple[Any, ...]:
            voice = self.voice(article.language, addresses.article(article.name), problems)
            before = len(problems)
            markdown = voice.render(article.body, article.locate)
            return tuple(voice.uses), markdown, len(problems) == before, tuple(voice.noted)

        name = "article", article.language, article.name, self.draw is not None
        return Rendered(article, *self.steps.get(name, article.body, make))


def _metric_page(
    voice: Voice, metric: str, facts: Iterable[str], places: Mapping[str, Sequence[Place]],
    site_url: str,
) -> Page:
    """The page of a metric, all of whose figures are looked for in the data."""
    data = voice.dataset
    extra = [data.facts.get(fact) for fact in facts]
    return metric_page(voice, data.metrics[metric], extra, places=places, site_url=site_url)


def templates(root: Path) -> Environment:
    """The partial templates of a site: plain values in, HTML out."""
    return Environment(
        loader=FileSystemLoader(root / "overrides"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # a site is read anew with templates of its own
        bytecode_cache=Templates(kept_folder(root / ".cache" / "partials")),
    )
