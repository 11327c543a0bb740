"""Checks of how text is typed: what would show as a fault of typesetting in the page."""

from __future__ import annotations

import re

from explainer.articles.article import Article
from explainer.articles.masking import INLINE, masked
from explainer.language.known import definition
from explainer.language.scripts import HAN_CHARACTER
from explainer.problems import Problems

_OTHER = re.compile(INLINE)
_CONTINUES = re.compile(r"^\s*([-*+#>|:]|\d+[.)]\s|\{|\0|<|!\[|$|    )")


def check(article: Article, problems: Problems) -> None:
    """Report faults of typesetting in an article's own text, by the rules of its language."""
    own = definition(article.language)
    previous = ""
    for number, line in enumerate(masked(article.body).split("\n"), 1):
        text = _OTHER.sub(lambda m: "\0" * len(m.group()), line)
        for pattern, what, remedy in own.rules:
            for match in pattern.finditer(text):
                problems.add(
                    article.locate(number, match.start() + 1), what.format(match.group()), remedy
                )
        if own.han and previous and HAN_CHARACTER.search(previous) and not _CONTINUES.match(line) \
                and not _CONTINUES.match(previous):
            problems.add(
                article.locate(number), "a line break inside a Chinese paragraph (it shows as a "
                "space)", "Write the paragraph on one line",
            )
        previous = line
