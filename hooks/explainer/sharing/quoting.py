"""What readers copy from a page: how to cite it, and its figures or claims ready to paste."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from explainer.articles.edition import Edition
from explainer.articles.voice import Voice, plain
from explainer.data.dating import made_at
from explainer.data.facts import Fact
from explainer.data.model import Claim, Language, Metric
from explainer.language.interface import labels
from explainer.pages.descriptions import Described, DescribedPages
from explainer.pages.outputs import Output, kept
from explainer.problems import Problems
from explainer.sharing.citations import FILES, Citation

CLAIMS = "claims"
_OUTLETS_NAMED = 3


def metric_name(edition: Edition, metric: Metric, language: Language) -> str:
    """A metric's name with its company's, unless that is part of it."""
    name, company = metric.name[language], edition.data.company(metric.company)
    if company is None or (company.short or company.name)[language] in name:
        return name
    return labels(language).of_company.format(name=name, company=company.name[language])


class Quoting:
    """The citations of a site at an address."""

    def __init__(self, edition: Edition, pages: DescribedPages, site_url: str) -> None:
        self._edition, self._pages, self._site_url = edition, pages, site_url
        self._day = made_at(edition.data).date()

    def citation(self, page: Described) -> Citation:
        """How to cite a page."""
        words, language, title = self._edition.data.site, page.language, page.title
        if page.kind == "metric" and page.subject:
            title = metric_name(self._edition, self._edition.data.metrics[page.subject], language)
        return Citation(
            key="-".join([*page.name.split("/"), language]),
            form="chart" if page.kind == "chart" else "page", title=title,
            author=words.author[language], site=words.title[language],
            url=page.url(self._edition, self._site_url), date=self._day,
            language=language, accessed=labels(language).accessed_day,
            settings=words.languages[language],
        )

    def lines(self, page: Described) -> list[str]:
        """The figures of a metric's page, or the claims of the page of claims, in its order:
        each as a line to paste."""
        voice = self._voice(page)
        if page.kind == "metric" and page.subject:
            return [self._of_fact(page, voice, f) for f in self._edition.facts_of(page.subject)]
        if page.kind == "article" and page.name == CLAIMS:
            claims = sorted(self._edition.data.claims.values(), key=lambda each: each.number)
            return [self._of_claim(page, voice, claim) for claim in claims]
        return []

    def block(self, page: Described) -> dict[str, Any]:
        """The values for the partial ``cite``: plain words in every language, and the files
        there are. Charts get every form; other pages are kept light."""
        words, here = labels(page.language), self.citation(page)
        languages, twins = self._edition.data.site.languages, self._pages
        voice, addresses = self._voice(page), page.addresses(self._edition)
        full = page.kind == "chart"
        return {
            "accessed": words.accessed_day,
            "plain": [
                {
                    "name": languages[language].name, "tag": languages[language].tag,
                    "text": self.citation(twins[language, page.name]).plain(),
                }
                for language in sorted(languages, key=lambda other: other != page.language)
            ],
            "styles": here.styles() if full else [],
            "code": [("BibTeX", here.bibtex())] if full else [],
            "files": [
                (name, voice.href(addresses.citation(page.name, suffix)))
                for suffix, (name, _) in FILES.items() if page.has_files
            ],
            "quotes": self.lines(page),
        }

    def outputs(self) -> Iterator[Output]:
        """The files of citations of every page that has them."""
        cited = [page for page in self._pages.values() if page.has_files]
        given = [(page.language, page.name, page.kind, page.title) for page in cited]
        return kept(self._edition, "citations", (given, self._site_url),
                    partial(self._files, cited))

    def _files(self, pages: Iterable[Described]) -> Iterator[Output]:
        for page in pages:
            for suffix, (_, text) in FILES.items():
                address = page.addresses(self._edition).citation(page.name, suffix)
                yield Output(address, text(self.citation(page)).encode())

    def _voice(self, page: Described) -> Voice:
        return self._edition.voice(page.language, page.address(self._edition), Problems())

    def _of_fact(self, page: Described, voice: Voice, fact: Fact) -> str:
        words = voice.labels
        name = metric_name(self._edition, fact.metric, page.language)
        outlets = dict.fromkeys(
            voice.outlet(source) for source in fact.sources
        )
        form = words.quote_fact if fact.quantity and outlets else words.quote_missing
        return form.format(
            title=f"{name}{words.pause}{voice.words.period(fact.period)}",
            value=voice.value(fact), origin=voice.origin(fact),
            sources=words.joiner.join(list(outlets)[:_OUTLETS_NAMED]),
            **self._where(page, str(fact.period)),
        )

    def _of_claim(self, page: Described, voice: Voice, claim: Claim) -> str:
        """The statement is another's: the line says so, and what became of it."""
        words, statement = voice.labels, plain(voice.say(claim, ("statement",)))
        return words.quote_claim.format(
            examined=self._examined(voice), statement=statement,
            verdict=words[f"verdict_{claim.verdict}"], **self._where(page, claim.id),
        )

    def _where(self, page: Described, anchor: str) -> dict[str, str]:
        return {
            "site": self._edition.data.site.title[page.language],
            "url": page.url(self._edition, self._site_url, anchor),
        }

    def _examined(self, voice: Voice) -> str:
        """Whose statements are examined, and of when; in plain words if the data do not say."""
        source = self._edition.data.examined
        if source is None:
            return voice.labels.examined_text
        name = voice.publisher_name(source.outlet)
        if source.published is None:
            return name
        return voice.labels.dated.format(name, voice.date_text(source.published))
