"""Checks that nothing in the data lies about unused: sources, publishers, charts, terms, claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explainer.articles import glossary
from explainer.articles.edition import Rendered
from explainer.checks import drafts
from explainer.data import model
from explainer.data.dataset import Dataset
from explainer.problems import Problems

# Collections whose records must be shown by an article, and the function that shows them.
_SHOWN = {"charts": ("chart", 'chart("{}")'), "claims": ("claim", "claims()"),
          "terms": ("term", "glossary()")}

# Records that nothing shows unless another names them.
_NAMED: dict[type[Any], str] = {
    model.Source: 'source "{}" supports nothing',
    model.Publisher: 'publisher "{}" is named by no source',
    model.Illustration: 'illustration "{}" is shown by no chart',
    model.Category: 'category "{}" is that of no event',
    model.Basis: 'basis "{}" is that of no metric',
}


def check(rendered: Mapping[tuple[str, str], Rendered], data: Dataset, problems: Problems) -> None:
    """Report sources and publishers that nothing names and, if all articles could be rendered,
    records that none of them shows. What is only begun is warned of elsewhere."""
    if _all_whole(rendered, data):
        _check_shown(rendered, data, problems)
        _check_terms(rendered, data, problems)
    named = {
        (reference.collection, str(reference))
        for _, record in data.all_records()
        for _, reference in model.references(record)
    }
    for kind, fault in _NAMED.items():
        for identifier, record in data.of(kind).items():
            begun = any(drafts.stands_for_text(text) for _, text in model.texts(record))
            if (kind.collection, identifier) not in named and not begun:
                problems.add(
                    data.origin(record).locate(("id",)), fault.format(identifier),
                    "Name it where it is used, or remove it",
                )


def _all_whole(rendered: Mapping[tuple[str, str], Rendered], data: Dataset) -> bool:
    """Whether every article is there, with all its calls. What another one would have shown is
    not known: its fault is reported."""
    wanted = {(language, page) for language in data.languages for page in data.site.articles}
    return wanted <= rendered.keys() and all(text.whole for text in rendered.values())


def _check_shown(
    rendered: Mapping[tuple[str, str], Rendered], data: Dataset, problems: Problems
) -> None:
    shown = {(use.kind, use.id) for text in rendered.values() for use in text.uses}
    for collection, (kind, call) in _SHOWN.items():
        for identifier, record in data.records[collection].items():
            if (kind, identifier) not in shown:
                problems.add(
                    data.origin(record).locate(("id",)), f'{kind} "{identifier}" is shown nowhere',
                    f"Call {call.format(identifier)} in an article, or remove the record",
                )


def _check_terms(
    rendered: Mapping[tuple[str, str], Rendered], data: Dataset, problems: Problems
) -> None:
    articles = [text for text in rendered.values() if text.article.name != "glossary"]
    texts = ((text.article.language, text.markdown) for text in articles)
    occurring = glossary.occurring(data.terms.values(), texts) | {
        use.id for text in articles for use in text.uses if use.kind == "term"
    }
    for identifier, term in data.terms.items():
        if identifier not in occurring:
            problems.add(
                data.origin(term).locate(("id",)), f'term "{identifier}" occurs in no article',
                "Use it, add the spelling that is used to its aliases, or remove it",
            )
