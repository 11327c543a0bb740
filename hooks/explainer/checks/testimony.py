"""Checks what is said in others' words, and that every verdict says what it means."""

from __future__ import annotations

from collections.abc import Iterable

from explainer.articles.article import Article
from explainer.data import model
from explainer.data.dataset import Dataset
from explainer.language.attribution import claimed
from explainer.problems import Location, Problems

_REMEDY = (
    'Keep the words in data/quotes and call said("…"), or say it without quotation '
    "marks"
)


def check_records(data: Dataset, problems: Problems) -> None:
    """Report verdicts without a test, and words of records that are said to be the examined
    text's and are no quotation of the data."""
    tests = data.of(model.VerdictTest)
    for claim in data.claims.values():
        if claim.verdict not in tests:
            problems.add(
                data.origin(claim).locate(("verdict",)),
                f'verdict: nothing says what "{claim.verdict}" means',
                "Write its test in data/verdicts",
            )
    kept = _quoted(data)
    for origin, record in data.all_records():
        for path, words in model.words(record):
            for language in data.site.written:
                for _, said in claimed(words[language], language):
                    _check(said, kept, origin.locate((*path, language)), problems)


def check(articles: Iterable[Article], data: Dataset, problems: Problems) -> None:
    """Report such words of articles."""
    kept = _quoted(data)
    for article in articles:
        for number, line in enumerate(article.body.splitlines(), 1):
            for column, said in claimed(line, article.language):
                _check(said, kept, article.locate(number, column + 1), problems)


def _quoted(data: Dataset) -> list[str]:
    return [quotation.words for quotation in data.of(model.Quotation).values()]


def _check(said: str, kept: Iterable[str], at: Location, problems: Problems) -> None:
    if not any(said.strip("，。, .") in words for words in kept):
        problems.add(at, f"“{said}” is said to be a quotation, and no record has these words",
                     _REMEDY)
