"""What readers copy from a page: how to cite it, and its figures or claims ready to paste."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from explainer.articles.edition import Edition
from explainer.articles.figures import plain
from explainer.articles.voice import Voice
from explainer.data.dating import made_at
from explainer.data.facts import Fact
from explainer.data.model import LANGUAGES, Claim, Language, Metric
from explainer.language.interface import labels
from explainer.pages.descriptions import Described, DescribedPages
from explainer.pages.outputs import Output
from explainer.problems import Problems
from explainer.sharing.citations import FILES, Citation, Form

_FORMS: dict[str, Form] = {"metric": "data", "chart": "chart"}
_FILES = (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json"))
CLAIMS = "claims"
_OUTLETS_NAMED = 3


@dataclass(frozen=True)
class Quote:
    """A figure or a claim of a page: the line to paste, and how to cite it."""

    anchor: str
    line: str
    citation: Citation


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
        self._quotes: dict[Described, list[Quote]] = {}

    def citation(self, page: Described) -> Citation:
        """How to cite a page."""
        title = page.title
        if page.kind == "metric" and page.subject:
            metric = self._edition.data.metrics[page.subject]
            title = metric_name(self._edition, metric, page.language)
        return self._citation(page, _FORMS.get(page.kind, "page"), title)

    def quotes(self, page: Described) -> list[Quote]:
        """The figures of a metric's page, or the claims of the page of claims, in its order."""
        if page not in self._quotes:
            self._quotes[page] = list(self._quotes_of(page))
        return self._quotes[page]

    def block(self, page: Described) -> dict[str, Any]:
        """The values for the partial ``cite``. Articles get plain words in both languages and
        the files, to keep them light; pages of charts and metrics get every form."""
        words, here = labels(page.language), self.citation(page)
        languages, twins = self._edition.data.site.languages, self._pages
        voice, addresses = self._voice(page), page.addresses(self._edition)
        full = page.kind in _FORMS
        return {
            "accessed": words.accessed_day,
            "plain": [
                {
                    "name": languages[language].name, "tag": languages[language].tag,
                    "text": self.citation(twins[language, page.name]).plain(),
                }
                for language in sorted(LANGUAGES, key=lambda other: other != page.language)
            ],
            "styles": here.styles() if full else [],
            "code": [("BibTeX", here.bibtex())] if full else [],
            "files": [
                (name, voice.href(addresses.citation(page.name, suffix)))
                for name, suffix in _FILES
            ],
            "quotes": [(quote.anchor, quote.line) for quote in self.quotes(page)],
        }

    def outputs(self) -> Iterator[Output]:
        """The files of citations of every page, with those of its figures or claims."""
        for page in self._pages.values():
            found = [self.citation(page), *(quote.citation for quote in self.quotes(page))]
            for suffix, file in FILES.items():
                address = page.addresses(self._edition).citation(page.name, suffix)
                yield Output(address, file(found))

    def _voice(self, page: Described) -> Voice:
        return self._edition.voice(page.language, page.address(self._edition), Problems())

    def _citation(
        self, page: Described, form: Form, title: str, anchor: str | None = None
    ) -> Citation:
        words, language = self._edition.data.site, page.language
        parts = [*page.name.split("/"), *([anchor] if anchor else []), language]
        return Citation(
            key="-".join(parts).replace("..", "-to-"), form=form, title=title,
            author=words.author[language], site=words.title[language],
            url=page.url(self._edition, self._site_url, anchor), date=self._day,
            language=language, accessed=labels(language).accessed_day,
        )

    def _quotes_of(self, page: Described) -> Iterator[Quote]:
        if page.kind == "metric" and page.subject:
            voice = self._voice(page)
            for fact in self._edition.facts_of(page.subject):
                yield self._of_fact(page, voice, fact)
        if page.kind == "article" and page.name == CLAIMS:
            voice = self._voice(page)
            for claim in sorted(self._edition.data.claims.values(), key=lambda each: each.number):
                yield self._of_claim(page, voice, claim)

    def _of_fact(self, page: Described, voice: Voice, fact: Fact) -> Quote:
        words = voice.labels
        name = metric_name(self._edition, fact.metric, page.language)
        cited = self._citation(
            page, "fact", f"{name}{words.pause}{voice.words.period(fact.period)}",
            str(fact.period),
        )
        outlets = dict.fromkeys(
            self._edition.data.sources[source].publisher for source in fact.sources
        )
        form = words.quote_fact if fact.quantity and outlets else words.quote_missing
        line = form.format(
            title=cited.title, value=voice.value(fact), site=cited.site, url=cited.url,
            quality=words[f"quality_{fact.quality}"],
            sources=words.joiner.join(list(outlets)[:_OUTLETS_NAMED]),
        )
        return Quote(str(fact.period), line, cited)

    def _of_claim(self, page: Described, voice: Voice, claim: Claim) -> Quote:
        """The statement is another's: title and line say so, and what became of it."""
        words, statement = voice.labels, plain(voice.say(claim, ("statement",)))
        verdict = words[f"verdict_{claim.verdict}"]
        title = words.claim_title.format(
            number=claim.number, statement=statement.rstrip(".。"),
            verdict=verdict.replace("（", words.pause).rstrip("）"),  # it stands in brackets
        )
        cited = self._citation(page, "claim", title, claim.id)
        line = words.quote_claim.format(
            examined=self._examined(voice), statement=statement,
            verdict=verdict, site=cited.site, url=cited.url,
        )
        return Quote(claim.id, line, cited)

    def _examined(self, voice: Voice) -> str:
        """Whose statements are examined, and of when; in plain words if the data do not say."""
        source = self._edition.data.examined
        if source is None:
            return voice.labels.examined_text
        if source.published is None:
            return source.publisher
        return voice.labels.dated.format(source.publisher, voice.date_text(source.published))
