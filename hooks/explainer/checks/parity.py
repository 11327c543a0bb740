"""Checks that all languages of an article say the same: headings, figures, charts, links.
Sentences are each language's own, and so are currencies: a sum its readers know is the same sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from explainer.articles.article import Article
from explainer.articles.edition import Rendered
from explainer.checks.links import links
from explainer.data.dataset import Dataset
from explainer.data.units import converted
from explainer.problems import Problems

Item = tuple[str, str, int]
"""Something that a text has: what kind of thing, which one, and on which line."""
_WHAT = {
    "heading": "section", "fact": "fact", "chart": "chart", "claim": "claim", "term": "term",
    "source": "source", "event": "event", "quote": "quotation", "link": "link",
}


def check(
    rendered: Mapping[tuple[str, str], Rendered], data: Dataset, problems: Problems
) -> None:
    """Report what one written language of an article has and another lacks, naming both places:
    each is compared with the first."""
    first, *others = data.site.written
    names = sorted({name for _, name in rendered})
    for name, second in product(names, others):
        if (first, name) not in rendered or (second, name) not in rendered:
            continue  # reported as missing
        pair = rendered[first, name], rendered[second, name]
        if not all(text.whole for text in pair):
            continue  # what could not be rendered is reported, and its uses are not known
        ours, theirs = (_items(text, data) for text in pair)
        _compare(*pair, ours, theirs, problems)
        _compare(*pair[::-1], theirs, ours, problems)
        _compare_order(*pair, problems)


def _compare(
    here: Rendered, there: Rendered, ours: list[Item], theirs: list[Item], problems: Problems
) -> None:
    """Report what ``here`` has and ``there`` lacks."""
    seen = {(kind, identifier) for kind, identifier, _ in theirs}
    for kind, identifier, line in ours:
        if (kind, identifier) in seen:
            continue
        seen.add((kind, identifier))
        at = here.article.locate(line)
        problems.add(
            there.article.locate(_nearest_line(here.article, there.article, line)),
            f"lacks the {_WHAT[kind]} {identifier}, which {at} has",
            "Say the same in all languages",
        )


def _compare_order(first: Rendered, second: Rendered, problems: Problems) -> None:
    ours = [s.id for s in first.article.sections if s.id]
    theirs = [s.id for s in second.article.sections if s.id]
    if sorted(ours) == sorted(theirs) and ours != theirs:
        index = next(i for i, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b)
        at = second.article.locate(second.article.sections[index].line)
        problems.add(
            at,
            f'section "{theirs[index]}" stands where '
            f'{first.article.locate(first.article.sections[index].line)} has "{ours[index]}"',
            "Put the sections in the same order",
        )


def _items(text: Rendered, data: Dataset) -> list[Item]:
    return [
        *(("heading", f"#{s.id}", s.line) for s in text.article.sections[1:] if s.id),
        *((use.kind, _same(use.kind, use.id, data), use.line)
          for use in text.uses if use.within is None),
        *(("link", target, line) for line, _, target in links(text.article.body)),
    ]


def _same(kind: str, identifier: str, data: Dataset) -> str:
    """The fact that a converted one is the same as; any other thing as it is."""
    metric = data.metrics.get(identifier.partition(".")[0]) if kind == "fact" else None
    base = converted(metric, data.metrics, data.units) if metric else None
    return f"{base}.{identifier.partition('.')[2]}" if base else identifier


def _nearest_line(here: Article, there: Article, line: int) -> int:
    """The line in ``there`` of the section that holds ``line`` in ``here``."""
    section = next((s for s in reversed(here.sections) if s.line <= line), here.sections[0])
    return next((s.line for s in there.sections if s.id == section.id), 1)
