"""The lint for typed numbers: a figure in prose must come from the data.

Digits and Chinese numerals are looked for outside calls, links, code and HTML. Allowed are
years that occur in the data as a period or an event, ordinals, numbers inside names
(``DeepID2``, ``AI四小龙`` if it is a term) and phrases listed in ``data/exceptions`` with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.articles.article import Article, prose_lines
from explainer.articles.masking import INLINE, masked
from explainer.data.dataset import Dataset
from explainer.data.model import LANGUAGES, Exempt, Language, as_date
from explainer.language.scripts import in_han
from explainer.problems import Problems

_MASKED = re.compile(rf"{INLINE}|\{{#[^}}]*\}}|^\s*\d+\.\s")
_DIGITS = re.compile(r"[+\-−–]?\d[\d,]*(?:\.\d+)?(?:\s?[%％‰])?")
_HAN_NUMERALS = "一二两三四五六七八九十百千万亿"
# Counting words: a Chinese numeral before one of these states a quantity.
_MEASURES = (
    "年|个月|天|日|次|家|条|个|人|名|位|项|轮|倍|成|种|件|张|座|笔|篇|款|块|元|亿|万|美元|港元"
    "|分之|季度|半年|国|城|所|台|步|页|段|类|股|份"
)
# A year of the data is no figure, unless it counts something: 2020年, but not 2020家.
_YEAR = re.compile(
    r"(?<![A-Za-z0-9.])(1[89]\d{2}|20\d{2})s?(?![A-Za-z0-9%])"
    rf"(?!{_MEASURES.removeprefix('年|')})"
)
_HAN_QUANTITY = re.compile(
    rf"(?<![第{_HAN_NUMERALS}])(?:[二两三四五六七八九十百千万亿][{_HAN_NUMERALS}]*|"
    rf"[一][二三四五六七八九十百千万亿][{_HAN_NUMERALS}]*)"
    rf"[多几余来]?(?:{_MEASURES})"
)
_ENGLISH = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"hundreds?|thousands?|millions?|billions?|twice|dozens?|half|thirds?|quarters?|tenths?)\b",
    re.IGNORECASE,
)
_INSIDE_NAME = re.compile(r"[A-Za-z]")


def check(articles: list[Article], data: Dataset, problems: Problems) -> None:
    """Report numbers typed into articles, and exceptions that no article needs."""
    years = known_years(data)
    exempt = list(data.of(Exempt).values())
    names = {language: _names_with_numbers(data, language) for language in LANGUAGES}
    used: set[str] = set()
    for article in articles:
        phrases = [(e.id, e.phrase) for e in exempt if e.language == article.language]
        phrases.sort(key=lambda pair: -len(pair[1]))
        for number, line in prose_lines(masked(article.body)):
            text = _MASKED.sub(lambda m: "\0" * len(m.group()), line)
            for identifier, phrase in phrases:
                if phrase in text:
                    used.add(identifier)
                    text = text.replace(phrase, "\0" * len(phrase))
            for name in names[article.language]:
                text = text.replace(name, "\0" * len(name))
            for column, typed in typed_numbers(text, article.language, years):
                problems.add(
                    article.locate(number, column),
                    f'number "{typed}" is typed by hand',
                    "Call an author function, such as fact(), share() or date(); if it is no "
                    "figure, list the phrase in data/exceptions with the reason",
                )
    for record in exempt:
        if record.id not in used:
            problems.add(
                data.origin(record).locate(("phrase",)),
                f'phrase: “{record.phrase}” occurs in no article', "Remove the exception",
            )


def typed_numbers(text: str, language: str, years: set[int]) -> Iterator[tuple[int, str]]:
    """Numbers typed in a line of text whose calls are blanked out: 1-based column, number."""

    def blank(match: re.Match[str]) -> str:
        return "\0" * len(match.group()) if int(match[1]) in years else match.group()

    text = _YEAR.sub(blank, text)
    for match in _DIGITS.finditer(text):
        before = text[match.start() - 1] if match.start() else " "
        after = text[match.end()] if match.end() < len(text) else " "
        if _INSIDE_NAME.match(before) or before == "第":
            continue  # DeepID2, E14, 第2
        if match.group()[0] in "+-−–" and _INSIDE_NAME.match(before):
            continue
        if re.match(r"(st|nd|rd|th)\b", text[match.end() :]) or _INSIDE_NAME.match(after):
            continue  # 21st, 3D
        yield match.start() + 1, match.group().strip()
    pattern = _HAN_QUANTITY if in_han(language) else _ENGLISH
    for match in pattern.finditer(text):
        if match.start() and text[match.start() - 1].isdigit():
            continue  # the scale of a number in digits, which is reported
        yield match.start() + 1, match.group()


def _names_with_numbers(data: Dataset, language: Language) -> list[str]:
    """Spellings of terms that contain a number, longest first."""
    spellings = {
        name
        for term in data.terms.values()
        for name in (term.name[language], *term.aliases.get(language, []))
        if any(c.isdigit() or c in _HAN_NUMERALS for c in name)
    }
    return sorted(spellings, key=len, reverse=True)


def known_years(data: Dataset) -> set[int]:
    """Years that occur in the data as (part of) a period or an event."""
    years = {as_date(event.date).year for event in data.events.values()}
    for metric in data.metrics.values():
        for period in [*metric.periods, *(o.period for o in metric.observations)]:
            years.update(range(period.first.year, period.last.year + 1))
    return years
