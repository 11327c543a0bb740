"""Checks of how text is typed: what would show as a fault of typesetting in the page."""

from __future__ import annotations

import re

from explainer.articles.article import Article
from explainer.articles.masking import INLINE, masked
from explainer.language.scripts import HAN, HAN_CHARACTER, in_han
from explainer.problems import Problems

_OTHER = re.compile(INLINE)
_RULES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(rf"(?<=[{HAN}])[,;:?!](?=[{HAN}“]|$)"),
        "half-width {} after a Chinese character", "Use the full-width form",
    ),
    (
        re.compile(rf"(?<=[{HAN}])[ \t]+(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])[ \t]+(?=[{HAN}])"),
        "a space typed between Chinese and Latin text", "Remove it; the style sheet sets the gap",
    ),
    (
        re.compile(rf"\"[^\"]*[{HAN}][^\"]*\""),
        "straight quotation marks around Chinese", "Use “ ”",
    ),
)
_CONTINUES = re.compile(r"^\s*([-*+#>|:]|\d+[.)]\s|\{|\0|<|!\[|$|    )")


def check(article: Article, problems: Problems) -> None:
    """Report faults of Chinese typesetting in the Chinese article's own text."""
    if not in_han(article.language):
        return
    previous = ""
    for number, line in enumerate(masked(article.body).split("\n"), 1):
        text = _OTHER.sub(lambda m: "\0" * len(m.group()), line)
        for pattern, what, remedy in _RULES:
            for match in pattern.finditer(text):
                problems.add(
                    article.locate(number, match.start() + 1), what.format(match.group()), remedy
                )
        if previous and HAN_CHARACTER.search(previous) and not _CONTINUES.match(line) \
                and not _CONTINUES.match(previous):
            problems.add(
                article.locate(number), "a line break inside a Chinese paragraph (it shows as a "
                "space)", "Write the paragraph on one line",
            )
        previous = line
