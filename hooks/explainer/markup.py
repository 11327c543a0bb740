"""HTML that authors write: whether every block that is opened is closed, and in its order.

A block left open takes in the rest of the page, its headings included, and nothing else says so.
"""

from __future__ import annotations

import re

from explainer.articles import Article
from explainer.masking import place, without_calls, without_code
from explainer.problems import Problems

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "caption", "center", "colgroup", "dd",
    "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "iframe", "legend", "li",
    "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "svg", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video",
))
"""Elements that stand outside a sentence and have an end."""
TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<rest>(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?)>"""
)


def check(article: Article, problems: Problems) -> None:
    """Report blocks of an article that are opened and not closed, or closed and not opened."""
    text = without_calls(without_code(article.body))
    opened: list[tuple[str, int]] = []

    def unclosed(name: str, offset: int, before: str = "") -> None:
        problems.add(
            article.locate(*place(text, offset)), f"<{name}> is not closed{before}",
            f"Write </{name}> where it ends",
        )

    for tag in TAG.finditer(text):
        name = tag["name"].lower()
        if name not in BLOCKS:
            continue
        if not tag["end"]:
            opened.append((name, tag.start()))
            continue
        at = article.locate(*place(text, tag.start()))
        if name not in (open_name for open_name, _ in opened):
            problems.add(at, f"</{name}> closes nothing", f"Remove it, or write <{name}> before it")
            continue
        while (last := opened.pop())[0] != name:
            unclosed(*last, f" before the </{name}> of line {at.line}")
    for name, offset in opened:
        unclosed(name, offset)
