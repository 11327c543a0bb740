"""Renders structured facts and text in several languages into an explainer site.

The package is plain Python: it knows nothing of the site generator that calls it
and nothing of the subject a site explains. Everything about the subject comes from
the ``data`` and ``docs`` folders it is given.

What stands in ``__all__`` is all that the adapters in ``hooks/`` may use of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explainer import policy
    from explainer.articles import folder
    from explainer.articles.reports import page_reports
    from explainer.charts import Cache, tokens
    from explainer.checks import braces, built, settings
    from explainer.files import is_leftover
    from explainer.kept import made as keeping
    from explainer.kept import pages as kept_pages
    from explainer.kept.pages import KeptPages
    from explainer.kept.standing import Standing
    from explainer.language import licences, linebreaking, marking, scripts, segmenting
    from explainer.language.interface import labels
    from explainer.language.known import definition
    from explainer.memo import Memo, Templates, kept_folder
    from explainer.pages import assets
    from explainer.pages.outputs import Output, Page
    from explainer.pages.serving import Faults
    from explainer.problems import InvalidInput, Problems
    from explainer.progress import Progress
    from explainer.sharing import searchindex, sums
    from explainer.site import Site

__all__ = [
    "Cache", "Faults", "InvalidInput", "KeptPages", "Memo", "Output", "Page",
    "Problems", "Progress", "Site", "Standing", "Templates", "assets", "braces", "built",
    "definition", "folder", "is_leftover", "keeping", "kept_folder", "kept_pages", "labels",
    "licences", "linebreaking",
    "marking", "page_reports", "policy", "scripts", "searchindex", "segmenting", "settings", "sums",
    "tokens",
]
_MODULES = {
    "assets": "pages.assets", "braces": "checks.braces", "built": "checks.built",
    "folder": "articles.folder", "keeping": "kept.made", "kept_pages": "kept.pages",
    "licences": "language.licences", "linebreaking": "language.linebreaking",
    "marking": "language.marking", "policy": "policy", "scripts": "language.scripts",
    "searchindex": "sharing.searchindex", "segmenting": "language.segmenting",
    "settings": "checks.settings", "sums": "sharing.sums", "tokens": "charts.tokens",
}
_PLACES = {
    "Cache": "charts", "definition": "language.known",
    "Faults": "pages.serving", "InvalidInput": "problems", "KeptPages": "kept.pages",
    "Memo": "memo", "Output": "pages.outputs", "Page": "pages.outputs", "Problems": "problems",
    "Progress": "progress", "Site": "site", "Standing": "kept.standing", "Templates": "memo",
    "is_leftover": "files",
    "kept_folder": "memo", "labels": "language.interface", "page_reports": "articles.reports",
}
"""The modules that what is no module itself is in."""


def __getattr__(name: str) -> Any:
    """What is asked for, imported when it is: a check does without what only builds need."""
    if name in _MODULES:
        return import_module(f"{__name__}.{_MODULES[name]}")
    if name in _PLACES:
        return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
