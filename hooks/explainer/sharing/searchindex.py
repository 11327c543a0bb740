"""What the search finds: the sections of articles, and every figure, chart, claim, event, term
and source, each with a label that says what it is.

The entries are those of the theme's search: ``title`` and ``text`` are shown with the words
found marked, ``tags`` as labels, ``boost`` weighs an entry. Of ``text``, which is cut into
sentences, a result shows those the words stand in. ``keys`` is searched and not shown; it
holds what readers type for a thing beside its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import chain
from typing import Any, Literal

from explainer.articles import figures, glossary
from explainer.articles.edition import Edition
from explainer.articles.voice import Voice, plain
from explainer.data.addresses import Addresses
from explainer.data.facts import Fact
from explainer.data.model import (
    Chart,
    Claim,
    Event,
    Language,
    Metric,
    Publisher,
    Source,
    Term,
)
from explainer.language.known import definition
from explainer.language.scripts import HAN
from explainer.pages.chart_pages import places
from explainer.pages.outputs import Page
from explainer.problems import Problems

Kind = Literal["story", "page", "fact", "chart", "claim", "event", "term", "source"]
Entry = dict[str, Any]
Cut = Callable[[str], Iterable[str]]
"""Cuts a run of Chinese characters into words."""

_FIELDS = {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "keys": {"boost": 1000.0}}
"""What is searched, and what a word found there counts. Labels are not: whoever looks for
the word on one does not want everything that bears it."""

# A word in the title of one of these counts about as much as one in the text of an article:
# a figure stands below the stories on its subject, and above those that name only its year.
# The search itself prefers entries that are whole pages.
BOOSTS: Mapping[Kind, float] = {
    "page": 4e-4, "fact": 9e-4, "chart": 5e-4, "claim": 3e-4, "event": 3e-4, "term": 9e-4,
    "source": 2e-4,
}
WHOLE_PAGE = 0.5
OTHER_COMPANY = 0.8
KEY_LENGTH = 3

_CHINESE = re.compile(f"[{HAN}]+")
_SPACE = "\u200b"
_PARAGRAPH = re.compile(r"<p>([^<]*)</p>")
_END_OF_SENTENCE = re.compile(
    rf"[。！？][”’）》」{_SPACE}]*"
    r"|(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|No|vs))(?<!\bMrs)[.!?][”’)]*(?=\s+[“‘(]?[A-Z0-9])"
)
# Where the search cuts words by itself; a space there would let a line begin with a comma. Between
# Chinese and Latin letters there must be one: Safari before 16.4 knows no look-behind to cut by.
_CUT_ANYWAY = r"[\s<>，。、；：？！“”‘’（）《》〈〉…—·%]"
_NEEDLESS = re.compile(rf"(?<={_CUT_ANYWAY}){_SPACE}+|{_SPACE}+(?={_CUT_ANYWAY})")
_LETTERS = re.compile(r"(?<=[A-Z])&amp;(?=[A-Z]\b)")


def settings(language: Language) -> dict[str, Any]:
    """How the theme's search is to read the index of a language. No stemmers: the theme's break
    the search as one types."""
    left_out = ["stopWordFilter"] if definition(language).stop_words else []
    return {"pipeline": left_out, "fields": _FIELDS}


def sentences(text: str) -> list[str]:
    """A text cut after each of its sentences."""
    found, start = [], 0
    for match in _END_OF_SENTENCE.finditer(text):
        found.append(text[start:match.end()])
        start = match.end()
    return [s for s in (part.strip(f" {_SPACE}") for part in [*found, text[start:]]) if s]


def segmented(text: str, cut: Cut) -> str:
    """A text with its Chinese words set apart by spaces without width."""
    spaced = _CHINESE.sub(lambda run: f"{_SPACE}{_SPACE.join(cut(run[0]))}{_SPACE}", text)
    return _tidy(spaced.strip(_SPACE))


def name_keys(name: str, cut: Cut) -> list[str]:
    """What the search makes of a Chinese name typed right after a year (2020年亏损), and the
    ends of its long words (亏损 of 净亏损).

    It looks for the longest beginning of the run of characters that it knows as a word, and
    forgets the rest. So it is given the beginnings of the name and of its last word.
    """
    keys = []
    for run in _CHINESE.findall(re.sub("（.*?）", "", name)):
        words = list(cut(run))
        for start in ("".join(words), words[-1]):
            keys += [f"年{start[:length]}" for length in range(1, KEY_LENGTH + 1)]
        keys += [word[-2:] for word in words if len(word) > 2]
    return list(dict.fromkeys(keys))


@dataclass(frozen=True)
class Index:
    """Makes the entries of one language; ``cut`` cuts Chinese into words."""

    edition: Edition
    language: Language
    cut: Cut

    @property
    def voice(self) -> Voice:
        return self.edition.voice(self.language, "", Problems())

    def of_data(self, made: Iterable[Page]) -> Iterator[Entry]:
        """The entries of all that is no article; ``made`` are the pages made from the data."""
        data, facts_of = self.edition.data, self.edition.facts_of
        pages = (p for p in made if p.language == self.language)
        yield from (self.page(page) for page in pages if page.kind == "index")
        shown = places(self.edition, self.language)
        for chart in data.charts:
            shown_in = [place.label for place in shown.get(chart, [])]
            yield self.edition.steps.get(
                ("search", self.language, "chart", chart), shown_in,
                partial(self._chart, chart, shown_in))
        for metric in data.metrics:
            facts = [fact.id for fact in facts_of(metric)]
            yield from self.edition.steps.get(
                ("search", self.language, metric), facts, partial(self._metric, metric, facts))
        lists: tuple[tuple[str, Callable[[Any], Entry], Mapping[str, Any]], ...] = (
            ("claims", self.claim, data.claims), ("timeline", self.event, data.events),
            ("glossary", self.term, data.terms), ("sources", self.source, data.sources),
        )
        for article, entry, records in lists:
            if article in data.site.articles:
                yield from map(entry, records.values())

    def article(self, entry: Entry) -> Entry:
        """A section of an article as the generator gives it; the page says what it is. Titles of
        sections are HTML, those of articles are as their authors wrote them."""
        title = entry["title"] if "#" in entry["location"] else escape(entry["title"], quote=False)
        text = _PARAGRAPH.sub(lambda match: _paragraphs(sentences(match[1])), entry["text"])
        entry = {**entry, "title": _tidy(title), "text": _tidy(text)}
        if "#" not in entry["location"]:
            entry["tags"] = [self._label("page" if entry.get("boost", 1) < 1 else "story")]
        return entry

    def page(self, page: Page) -> Entry:
        """A made page that lists things."""
        address = _ROOT.article(page.name)
        return self._entry("page", address, page.title, [plain(page.summary)])

    def _chart(self, chart: str, shown_in: Iterable[str]) -> Entry:
        return self.chart(self.edition.data.charts[chart], shown_in)

    def chart(self, chart: Chart, shown_in: Iterable[str]) -> Entry:
        """A chart, and the names of the sections that show it."""
        said = {name: plain(words) for name, words in figures.said(
            self.voice, chart).items()}
        languages = self.edition.data.languages
        kind = (self._label("chart", code) for code in languages)
        also = dict.fromkeys(word for code in languages for word in definition(code).chart_words)
        return self._entry(
            "chart", _ROOT.chart(chart.id), said["title"], [said["takeaway"], said["subtitle"]],
            keys=[*_words(chart.id), *kind, *also, *shown_in],
        )

    def _metric(self, metric: str, facts: Iterable[str]) -> list[Entry]:
        data = self.edition.data
        return list(self.metric(data.metrics[metric], [data.facts.get(fact) for fact in facts]))

    def metric(self, metric: Metric, facts: Sequence[Fact]) -> Iterator[Entry]:
        """A metric with its latest figure, then each of its figures."""
        voice, name = self.voice, metric.name[self.language]
        names = [words[code] for words in (metric.name, metric.short) if words
                 for code in self.edition.data.languages]
        keys = [*_words(metric.id), *(other for other in dict.fromkeys(names) if other != name)]
        more = name_keys(name, self.cut)
        boost = _plainness(_words(metric.id))
        if metric.company not in (None, self.edition.data.site.subject):
            boost *= OTHER_COMPANY
        about = plain(voice.say(metric, ("definition",)))
        if latest := next((f for f in reversed(facts) if f.quantity), None):
            valued = self._valued(latest)
            about = f"{valued[0].upper()}{valued[1:]}{voice.labels.stop}{about}"
        address = _ROOT.metric(metric.id)
        yield self._entry("fact", address, name, [about], keys=keys, more_keys=more,
                          boost=boost * WHOLE_PAGE)
        for fact in facts:
            yield self._entry(
                "fact", _ROOT.fact(fact.id), f"{name}{self._gap}{self._valued(fact)}",
                [self._said_by(fact)], keys=keys, more_keys=more,
                boost=boost * _weight(fact), tags=(),
            )

    def claim(self, claim: Claim) -> Entry:
        voice = self.voice
        texts = [plain(voice.say(claim, (part,)))
                 for part in ("evidence", "reasoning") if getattr(claim, part)]
        statement = plain(voice.say(claim, ("statement",)))
        verdict = voice.labels[f"verdict_{claim.verdict}"]
        return self._entry(
            "claim", _ROOT.claim(claim.id), statement, texts, tags=[verdict], keys=_words(claim.id),
        )

    def event(self, event: Event) -> Entry:
        voice = self.voice
        title = plain(voice.say(event, ("title",)))
        text = [plain(voice.say(event, ("text",)))] if event.text else []
        return self._entry(
            "event", _ROOT.event(event.id), f"{voice.date_text(event.date)}{self._gap}{title}",
            text, keys=_words(event.id),
        )

    def term(self, term: Term) -> Entry:
        definition = [plain(self.voice.say(term, ("definition",)))] if term.definition \
            else []
        keys = [
            alias for code in self.edition.data.languages for alias in term.aliases.get(code, [])
        ]
        names = [name for _, name in glossary.others(term.name, self.language)]
        title = self._gap.join([term.name[self.language], *names])
        return self._entry("term", _ROOT.term(term.id), title, definition, keys=keys,
                           boost=_plainness(max(map(str.split, term.name.values()), key=len)))

    def source(self, source: Source) -> Entry:
        date = self.voice.date_text(source.published) if source.published else None
        name = self.voice.publisher_name(source.outlet)
        about = self.voice.labels.pause.join(filter(None, [name, date]))
        return self._entry(
            "source", _ROOT.source(source.id), source.title, [about],
            keys=[source.id, *self.edition.data.of(Publisher)[source.publisher].name.values()],
        )

    @property
    def _gap(self) -> str:
        return definition(self.language).gap

    def _valued(self, fact: Fact) -> str:
        """When and how much: ``2020年：121.58亿元``."""
        voice = self.voice
        return f"{voice.words.period(fact.period)}{voice.labels.colon}{voice.value(fact)}"

    def _said_by(self, fact: Fact) -> str:
        """Who says so, and how good it is."""
        labels, said = self.voice.labels, []
        outlets = list(dict.fromkeys(self.voice.outlet(source) for source in fact.sources))
        if outlets:
            said.append(self.voice.naming(outlets))
        if fact.quantity:
            said.append(f"{labels.origin}{labels.colon}{self.voice.origin(fact)}")
        return labels.stop.join(said)

    def _label(self, kind: Kind, language: Language | None = None) -> str:
        voice = self.edition.voice(language, "", Problems()) if language else self.voice
        return voice.labels[f"search_{kind}"]

    def _entry(
        self, kind: Kind, location: str, title: str, texts: Iterable[str], *,
        keys: Iterable[str] = (), more_keys: Iterable[str] = (), boost: float = 1,
        tags: Sequence[str] | None = None,
    ) -> Entry:
        """An entry of plain texts. ``more_keys`` are words already; ``tags`` are labels after
        that of the kind, no label at all if empty."""
        text = _paragraphs(
            segmented(escape(part, quote=False), self.cut)
            for part in (chain.from_iterable(map(sentences, texts)) if kind != "fact" else texts)
        )
        entry: Entry = {
            "location": location,
            "title": segmented(escape(title, quote=False), self.cut),
            "text": text,
            "boost": float(f"{BOOSTS[kind] * boost:.2g}"),
        }
        found = chain.from_iterable(_known(segmented(key, self.cut)) for key in keys)
        new = dict.fromkeys([*found, *more_keys]).keys() - _known(entry["title"])
        if new:
            entry["keys"] = " ".join(sorted(new))
        if tags or tags is None:
            entry["tags"] = [self._label(kind), *(tags or ())]
        return entry


_ROOT = Addresses("")


def _plainness(words: Sequence[str]) -> float:
    """A plain thing before those made from it, whose names are longer."""
    return 2 / max(2, len(words))


def _weight(fact: Fact) -> float:
    """Whole years before their parts, spans of several, and what nobody has published."""
    if fact.quantity is None:
        return 0.5
    return {"year": 1.1, "span": 0.9}.get(fact.period.kind, 1)


def _known(text: str) -> list[str]:
    """The words of a text as the search knows them."""
    return re.findall(r"[^\s\u200b\-,:()（）“”·]+", text.lower())


def _words(identifier: str) -> list[str]:
    return identifier.split("-")


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts if text)


def _tidy(html: str) -> str:
    """HTML without needless spaces, and with ``R&D`` as readers type it, which HTML allows."""
    return _LETTERS.sub("&", _NEEDLESS.sub("", html))
