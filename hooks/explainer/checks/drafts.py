"""Warns of what was begun and not written: texts for which an ellipsis stands.

``explainer new`` begins records and articles with it. Nothing is refused for it, so that one may
see a page before it is finished; reasons of changes are, where they are checked.
"""

from __future__ import annotations

from collections.abc import Iterable

from explainer.articles.article import Article
from explainer.data import model
from explainer.data.dataset import Dataset
from explainer.data.model import Change
from explainer.problems import Problems

_REMEDY = "Write it"


def check_records(data: Dataset, problems: Problems) -> None:
    """Warn of every text of records that consists of an ellipsis."""
    for origin, record in data.all_records():
        for path, text in model.texts(record):
            if stands_for_text(text) and not isinstance(record, Change):
                name = ".".join(map(str, path))
                problems.warn(origin.locate(path), f"{name}: {text} stands for a text", _REMEDY)


def check(articles: Iterable[Article], problems: Problems) -> None:
    """Warn of such texts of articles, their front matter and headings."""
    for article in articles:
        for key, text in article.front.texts():
            if stands_for_text(text):
                problems.warn(
                    article.document.locate((key,)), f"{key}: {text} stands for a text", _REMEDY
                )
        for section in article.sections:
            for number, line in enumerate([section.title, *section.text.split("\n")]):
                if stands_for_text(line):
                    # The text before the first heading has no line for one.
                    at = section.line + number - (section.id == "top")
                    problems.warn(article.locate(at), f"{line.strip()} stands for a text", _REMEDY)


def stands_for_text(text: str) -> bool:
    """Whether a text is an ellipsis and nothing else."""
    return bool(text) and not text.strip(" .…") and bool(text.strip())
