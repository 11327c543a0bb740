"""The Markdown and HTML of articles, and whether blocks that are called stand alone: one inside
a sentence is torn by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.articles import blocks, hypertext, pieces
from explainer.articles.article import Article
from explainer.articles.masking import blank
from explainer.articles.pieces import place, placed
from explainer.articles.voice import BLOCK_FUNCTIONS
from explainer.problems import Problems

_BESIDE = re.compile(
    r"<summary\b[^>]*>.*?</summary>|^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$"
    rf"|</?(?:{'|'.join(hypertext.BLOCKS)})\b[^<>]*>", re.DOTALL | re.MULTILINE
)
"""What may stand beside a block: a summary, a rule, the tags of blocks."""
_INSIDE = (
    (re.compile(r"\s*([-*+]|\d+[.)])\s|[ ]{4}|\t"), "a list"),
    (re.compile(r"\s*>"), "a quotation"),
    (re.compile(r"\s*\|"), "a table"),
    (re.compile(r"\s*#"), "a heading"),
    (re.compile(""), "a paragraph"),
)


def check(article: Article, problems: Problems) -> None:
    """Report what is wrong with the Markdown and the HTML of an article, and blocks that have no
    place of their own."""
    body, torn = article.body, set()
    for at, fault in placed(body, blocks.read(body).faults):
        problems.add(article.locate(*at), fault.what, fault.remedy)
        torn.add(at[0])
    for (line, column), name, where in _misplaced(body):
        if line not in torn:
            problems.add(
                article.locate(line, column), f"{name}() stands inside {where}",
                "Put it in a paragraph of its own",
            )


def _misplaced(body: str) -> Iterator[tuple[tuple[int, int], str, str]]:
    """The calls that give a block where none can stand: place, name, and inside what."""
    reading = pieces.read(body, markdown=True)
    calls = [p for p in reading.pieces if p.call and p.call.name in BLOCK_FUNCTIONS]
    if not calls:
        return
    typed = body.split("\n")
    text = list(reading.masked(comment=" ", mark=" ", fence=" "))
    for piece in calls:
        text[piece.start : piece.end] = re.sub(r"[^\n]", " ", body[piece.start : piece.end])
    bare = _BESIDE.sub(blank, "".join(text)).split("\n")
    for piece in calls:
        assert piece.call
        first, last = (place(body, offset)[0] - 1 for offset in (piece.start, piece.end))
        beside = [n for n in (first - 1, last + 1) if 0 <= n < len(bare)]
        torn = [n for n in range(first, last + 1) if bare[n].strip()]
        torn += [n for n in beside if bare[n].strip() and not bare[n].startswith("#")]
        if typed[first].startswith(("    ", "\t")):
            torn.append(first)
        if torn:
            where = next(name for pattern, name in _INSIDE if pattern.match(typed[torn[0]]))
            yield place(body, piece.call.offset), piece.call.name, where
