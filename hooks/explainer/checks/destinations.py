"""Checks that there are the articles that links to sources, claims and terms lead to."""

from __future__ import annotations

from explainer.data.dataset import Dataset
from explainer.problems import Problems

# Articles by the collection whose records stand there, and what links to them.
_LINKED = {
    "sources": ("sources", "where every figure links to"),
    "claims": ("claims", "where links to claims lead"),
    "terms": ("glossary", "where marked terms link to"),
}


def check(data: Dataset, problems: Problems) -> None:
    """Report articles that the records need and the list of pages lacks."""
    for collection, (name, what) in _LINKED.items():
        if data.records[collection] and name not in data.site.articles:
            problems.add(
                data.origins["site", "site"].locate(("pages",)), f'pages has no "{name}", {what}',
                f"Add an article of that name that calls {name}()",
            )
