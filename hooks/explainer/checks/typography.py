"""Checks of how text is typed: what would show as a fault of typesetting, or of spelling."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from explainer.articles.article import Article
from explainer.articles.masking import INLINE, masked
from explainer.data import model
from explainer.data.dataset import Dataset
from explainer.data.model import Exempt, Language
from explainer.language.definition import Rule
from explainer.language.known import definition
from explainer.language.scripts import HAN_CHARACTER
from explainer.memo import Memo
from explainer.problems import Location, Problems

_OTHER = re.compile(rf"{INLINE}|^ *\[[^\]^]+\]:.*")
_CONTINUES = re.compile(r"^\s*([-*+#>|:]|\d+[.)]\s|\{|\0|<|!\[|$|    )")


class Breach(NamedTuple):
    """What is wrong at a line and column, what to do, and whether it is certain."""

    line: int
    column: int
    what: str
    remedy: str
    certain: bool


def check(
    articles: Iterable[Article], data: Dataset, problems: Problems, memo: Memo | None = None
) -> None:
    """Report faults of typesetting in articles and their front matter, by the rules of each
    language; warn of what may be one."""
    memo = memo or Memo()
    for article in articles:
        for breach in _breaches(article.body, article.language, data, memo):
            _report(article.locate(breach.line, breach.column), breach, problems)
        if definition(article.language).han:
            _check_lines(article, problems)
        for key, text in article.front.texts():
            for breach in _breaches(text, article.language, data, memo):
                _report(article.document.locate((key,)), breach, problems)


def check_records(data: Dataset, problems: Problems, memo: Memo | None = None) -> None:
    """Report those in the words of records."""
    memo = memo or Memo()
    for origin, record in data.all_records():
        for path, words in model.words(record):
            for language in data.site.written:
                for breach in _breaches(words[language], language, data, memo):
                    _report(origin.locate((*path, language)), breach, problems)


def _report(at: Location, breach: Breach, problems: Problems) -> None:
    if breach.certain:
        problems.add(at, breach.what, breach.remedy)
    else:
        problems.warn(at, breach.what, breach.remedy)


def _breaches(text: str, language: Language, data: Dataset, memo: Memo) -> tuple[Breach, ...]:
    """What a text of a language breaks of its rules; ``memo`` keeps it."""
    allowed = tuple(sorted(
        exempt.phrase for exempt in data.of(Exempt).values() if exempt.language == language
    ))
    locale = data.site.languages[language].locale
    return memo.get(("typed", language, locale, allowed, text),
                    partial(_found, text, language, locale, allowed))


def _found(
    text: str, language: Language, locale: str, allowed: Collection[str]
) -> tuple[Breach, ...]:
    rules = [rule for rule in definition(language).rules if locale not in rule.right_in]
    return tuple(
        breach for number, line in enumerate(masked(text).split("\n"), 1)
        for breach in _in_line(line, number, rules, allowed)
    )


def _in_line(
    line: str, number: int, rules: Iterable[Rule], allowed: Collection[str]
) -> Iterator[Breach]:
    text = _OTHER.sub(lambda match: "\0" * len(match[0]), line)
    for phrase in allowed:
        text = text.replace(phrase, "\0" * len(phrase))
    for rule in rules:
        for match in rule.pattern.finditer(text):
            what = rule.what.format(match[0])
            yield Breach(number, match.start() + 1, what, rule.remedy, rule.certain)


def _check_lines(article: Article, problems: Problems) -> None:
    """Report paragraphs of Chinese that go over more than one line."""
    previous = ""
    for number, line in enumerate(masked(article.body).split("\n"), 1):
        if previous and HAN_CHARACTER.search(previous) and not _CONTINUES.match(line) \
                and not _CONTINUES.match(previous):
            problems.add(
                article.locate(number), "a line break inside a Chinese paragraph (it shows as a "
                "space)", "Write the paragraph on one line",
            )
        previous = line
