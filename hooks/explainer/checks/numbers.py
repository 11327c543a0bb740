"""The lint for typed numbers: a figure in a text must come from the data.

Digits and number words are looked for outside calls, links, code and HTML: in articles with
their front matter, and in all words of the records. Allowed are years that occur in the data
as a period or an event, ordinals, numbers inside names (``DeepID2``, ``AI四小龙`` if it is a
term) and phrases listed in ``data/exceptions`` with a reason.

The words of a record and of front matter may also hold what articles call functions for:
dates, and number words up to ten, which count what the sentence itself names (two papers, four
business lines). They may name a unit (``亿元``, ``RMB billion``), and those of a claim its own
``figure``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from explainer.articles import pieces
from explainer.articles.article import Article
from explainer.articles.masking import masked
from explainer.data import model
from explainer.data.dataset import Dataset
from explainer.data.model import Exempt, Language, as_date
from explainer.data.validating import Origin
from explainer.language.known import definition
from explainer.language.words import Words
from explainer.memo import Memo
from explainer.problems import Location, Problems

_MASKED = re.compile(
    r"\]\(\s*[^\s)]*|<[^<>]*?(?=\btitle=)|<[^<>]+>|&#?\w+;|\{#[^}]*\}|^\s*\d+\.\s"
    r"|^ *\[[^\]]+\]:\s*\S+|https?://\S+"
)
"""What is no text within a line: targets of links, tags but for what they say, entities, ids."""
_LETTER = re.compile(r"[A-Za-z]")
_NAMED = (model.Publisher, model.Term, model.Line, model.Company, model.Person, model.Unit)
"""Records whose names are names: what numbers they hold are part of them."""


@dataclass(frozen=True)
class _Text:
    """A text of one language with where it stands: for a line and a column."""

    language: Language
    text: str
    locate: Callable[[int, int], Location]
    of_record: bool = False
    """Whether it may hold what an article may not: a record, and what stands before an article."""
    own: tuple[str, ...] = ()
    """Further numbers that it may hold."""


def check(
    articles: list[Article], data: Dataset, problems: Problems, memo: Memo | None = None
) -> None:
    """Report numbers typed into texts, and exceptions that no text needs. ``memo`` keeps what is
    found in a text."""
    years = known_years(data)
    exempt, memo = list(data.of(Exempt).values()), memo or Memo()
    written = data.site.written
    lets_pass = {language: _Passing(data, exempt, language, years) for language in written}
    used: set[tuple[str, str]] = set()
    for text in [*_in_articles(articles), *_in_records(data)]:
        passing = lets_pass[text.language]
        found, phrases = memo.get(
            (passing.key, text.of_record, text.text),
            partial(passing.read, text.text, text.of_record),
        )
        used.update((text.language, phrase) for phrase in phrases)
        for line, column, typed in found:
            numerals = definition(text.language).numerals
            small = numerals.small.fullmatch(typed) or _plain(typed) in text.own
            if small and text.of_record:
                continue
            problems.add(
                text.locate(line, column),
                f'number "{typed}" is typed by hand',
                "Call an author function, such as fact(), share() or date(); if it is no "
                "figure, list the phrase in data/exceptions with the reason",
            )
    for article in articles:
        _check_periods(article, years, problems)
    complete = len(articles) == len(data.site.written) * len(data.site.articles)
    for record in exempt if complete else ():
        if (record.language, record.phrase) not in used:
            problems.add(
                data.origin(record).locate(("phrase",)),
                f'phrase: “{record.phrase}” occurs in no text', "Remove the exception",
            )


def _check_periods(article: Article, years: set[int], problems: Problems) -> None:
    """Report years that a call of period() would print and the data do not have."""
    for call in pieces.calls(pieces.read(article.body, markdown=True)):
        given = [*call.args, *call.kwargs.values()]
        if call.name == "period" and given and isinstance(given[0], str):
            for year in re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", given[0]):
                if int(year) not in years:
                    problems.add(
                        article.locate(*pieces.place(article.body, call.offset)),
                        f'period(): "{given[0]}" is in no figure and no event',
                        "Name a period that the data have",
                    )


class _Passing:
    """What numbers may stand in texts of one language. ``key`` stands for all that is known of
    it."""

    def __init__(
        self, data: Dataset, exempt: list[Exempt], language: Language, years: set[int]
    ) -> None:
        self.language, self._years = language, years
        self._exempt = {e.phrase for e in exempt if e.language == language}
        names = _names_with_numbers(data, language)
        words = Words(language, data.site.languages[language])
        self._numerals = definition(language).numerals
        self._spellings = [p for p in self._exempt if not self._numerals.may_have.search(p.lower())]
        self._known = _any_of([*self._exempt, *names])
        self._named = _any_of([
            words.unit_at(unit, scale) for unit in data.units.values()
            for scale in words.scales(unit) if scale.word
        ])
        known = language, self._known, sorted(self._exempt), self._named, sorted(years)
        self.key = hashlib.sha256(repr(known).encode()).hexdigest()

    @cached_property
    def _phrases(self) -> re.Pattern[str]:
        return re.compile(self._known)

    @cached_property
    def _units(self) -> re.Pattern[str]:
        counted = f"[{self._numerals.counted}]"
        return re.compile(rf"(?<!{counted} )(?<!{counted})(?:{self._named})")

    def read(self, text: str, of_record: bool) -> tuple[list[tuple[int, int, str]], set[str]]:
        """The numbers typed in a text, with line and column, and the exceptions it holds."""
        found: list[tuple[int, int, str]] = []
        used: set[str] = set()
        used.update(phrase for phrase in self._spellings if phrase in text)
        if not self._numerals.may_have.search(text.lower()):
            return found, used

        def note(match: re.Match[str]) -> str:
            used.update({match[0]} & self._exempt)
            return _blank(match)

        for number, line in enumerate(masked(text).split("\n"), 1):
            # Without exceptions and names, the longest first.
            shown = self._phrases.sub(note, _MASKED.sub(_blank, line))
            typed = list(typed_numbers(shown, self.language, self._years))
            if typed and of_record:
                for no_figure in (self._numerals.places, self._numerals.dates, self._units):
                    shown = no_figure.sub(_blank, shown)
                typed = list(typed_numbers(shown, self.language, self._years))
            found += [(number, column, each) for column, each in typed]
        return found, used


def _in_articles(articles: list[Article]) -> Iterator[_Text]:
    for article in articles:
        yield _Text(article.language, article.body, article.locate)
        for name in ("title", "description", "nav_title"):
            if text := getattr(article.front, name):
                at = partial(_at, Origin(article.document), (name,))
                yield _Text(article.language, text, at, True)


def _in_records(data: Dataset) -> Iterator[_Text]:
    for origin, record in data.all_records():
        figure = record.figure if isinstance(record, model.Claim) else None
        own = {
            language: tuple(_plain(t) for _, t in typed_numbers(figure[language], language, set()))
            for language in data.site.written if figure
        }
        for path, words in model.words(record):
            if words is figure or (isinstance(record, _NAMED) and path[0] in ("name", "short")):
                continue
            for language in data.site.written:
                at = partial(_at, origin, (*path, language))
                yield _Text(language, words[language], at, True, own.get(language, ()))


def _plain(typed: str) -> str:
    return typed.lower().removesuffix("元")


def _at(origin: Origin, path: tuple[str | int, ...], *_: int) -> Location:
    return origin.locate(path)


def _any_of(phrases: list[str]) -> str:
    """A regular expression for any of the phrases, the longest that fits; for nothing, if there
    are none."""
    longest = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(map(re.escape, longest)) or r"(?!)"


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def typed_numbers(text: str, language: str, years: set[int]) -> Iterator[tuple[int, str]]:
    """Numbers typed in a line of text whose calls are blanked out: 1-based column, number."""

    def blank(match: re.Match[str]) -> str:
        return "\0" * len(match.group()) if int(match[1]) in years else match.group()

    numerals = definition(language).numerals
    text = numerals.year.sub(blank, text)
    for match in numerals.digits.finditer(text):
        before = text[match.start() - 1] if match.start() else " "
        after = text[match.end()] if match.end() < len(text) else " "
        if _LETTER.match(before) or before == numerals.ordinal:
            continue  # DeepID2, E14, 第2
        if match.group()[0] in "+-−–" and _LETTER.match(before):
            continue
        if re.match(r"(st|nd|rd|th)\b", text[match.end() :]) or _LETTER.match(after):
            continue  # 21st, 3D
        yield match.start() + 1, match.group().strip()
    for match in numerals.quantity.finditer(text):
        if match.start() and text[match.start() - 1].isdigit():
            continue  # the scale of a number in digits, which is reported
        yield match.start() + 1, match.group()


def _names_with_numbers(data: Dataset, language: Language) -> list[str]:
    """Names that contain a number, with all spellings of terms."""
    names = [
        *(
            record.name[language] for _, record in data.all_records()
            if isinstance(record, _NAMED)
        ),
        *(alias for term in data.terms.values() for alias in term.aliases.get(language, [])),
    ]
    return [name for name in names if definition(language).numerals.may_have.search(name.lower())]


def known_years(data: Dataset) -> set[int]:
    """Years that occur in the data as (part of) a period or an event."""
    years = {as_date(event.date).year for event in data.events.values()}
    for metric in data.metrics.values():
        for period in metric.known_periods:
            years.update(range(period.first.year, period.last.year + 1))
    return years
