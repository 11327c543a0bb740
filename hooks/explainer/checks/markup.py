"""Blocks in articles: whether those written in HTML are closed, and those called stand alone.

A block left open takes in the rest of the page, its headings included, and one inside a sentence
is torn by it; nothing else says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.articles.article import Article
from explainer.articles.masking import blank, place, without_calls, without_code, without_hidden
from explainer.problems import Problems

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "caption", "center", "colgroup", "dd",
    "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "iframe", "legend", "li",
    "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "svg", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video",
))
"""Elements that stand outside a sentence and have an end."""
_CLOSED_BY_OTHERS = frozenset((
    "colgroup", "dd", "dt", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr",
))
"""Those whose end may be left out (HTML, 13.1.2.4)."""
TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<rest>(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?)>"""
)

BLOCK_FUNCTIONS = frozenset((
    "chart", "claims", "glossary", "key_figures", "pull", "sources", "table", "timeline",
))
"""The author functions that give blocks."""
_BLOCK_CALL = re.compile(
    rf"\{{\{{-?\s*(?P<name>{'|'.join(sorted(BLOCK_FUNCTIONS))})\s*\(.*?\}}\}}", re.DOTALL
)
_BESIDE = re.compile(
    r"<summary\b[^>]*>.*?</summary>|^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$", re.DOTALL | re.MULTILINE
)
"""What is no block to be closed, and stands beside one: a summary, a rule."""
_STATEMENT = re.compile(r"\{%.*?%\}", re.DOTALL)
_INSIDE = (
    (re.compile(r"\s*([-*+]|\d+[.)])\s|[ ]{4}|\t"), "a list"),
    (re.compile(r"\s*>"), "a quotation"),
    (re.compile(r"\s*\|"), "a table"),
    (re.compile(r"\s*#"), "a heading"),
    (re.compile(""), "a paragraph"),
)


def check(article: Article, problems: Problems) -> None:
    """Report blocks that have no beginning, no end or no place of their own."""
    html = without_calls(without_code(article.body))
    _check_pairs(article, html, problems)
    for offset, name, where in _misplaced(without_hidden(article.body), html):
        problems.add(
            article.locate(*place(article.body, offset)), f"{name}() stands inside {where}",
            "Put it in a paragraph of its own",
        )


def _check_pairs(article: Article, html: str, problems: Problems) -> None:
    """Report blocks of an article that are opened and not closed, or closed and not opened.
    ``html`` is its body without code and calls."""
    opened: list[tuple[str, int]] = []

    def unclosed(name: str, offset: int, before: str = "") -> None:
        if name not in _CLOSED_BY_OTHERS:
            problems.add(
                article.locate(*place(html, offset)), f"<{name}> is not closed{before}",
                f"Write </{name}> where it ends",
            )

    for tag in TAG.finditer(html):
        name = tag["name"].lower()
        if name not in BLOCKS or tag["rest"].endswith("/"):
            continue
        if not tag["end"]:
            opened.append((name, tag.start()))
            continue
        at = article.locate(*place(html, tag.start()))
        if name not in (open_name for open_name, _ in opened):
            problems.add(at, f"</{name}> closes nothing", f"Remove it, or write <{name}> before it")
            continue
        while (last := opened.pop())[0] != name:
            unclosed(*last, f" before the </{name}> of line {at.line}")
    for name, offset in opened:
        unclosed(name, offset)


def _misplaced(body: str, html: str) -> Iterator[tuple[int, str, str]]:
    """The calls that give a block where none can stand: offset, name, and inside what. ``html``
    is the body without code and calls."""
    typed, bare = body.split("\n"), _without_blocks(body).split("\n")
    for call in _BLOCK_CALL.finditer(body):
        first, last = (body.count("\n", 0, offset) for offset in call.span())
        own = range(first, last + 1)
        beside = [n for n in (first - 1, last + 1) if 0 <= n < len(bare)]
        torn = [n for n in own if bare[n].strip()]
        torn += [n for n in beside if bare[n].strip() and not bare[n].startswith("#")]
        if typed[first].startswith(("    ", "\t")) and not _open_tags(html[: call.start()]):
            torn.append(first)
        if torn:
            where = next(name for pattern, name in _INSIDE if pattern.match(typed[torn[0]]))
            yield call.start("name"), call["name"], where


def _without_blocks(body: str) -> str:
    """A body without what may stand beside a block: other blocks and their tags."""
    text = _BESIDE.sub(blank, _STATEMENT.sub(blank, _BLOCK_CALL.sub(blank, body)))
    return TAG.sub(lambda tag: blank(tag) if tag["name"].lower() in BLOCKS else tag[0], text)


def _open_tags(text: str) -> int:
    """How many blocks written in HTML are open where a text ends."""
    tags = [tag for tag in TAG.finditer(text) if tag["name"].lower() in BLOCKS]
    return sum(-1 if tag["end"] else 1 for tag in tags)
