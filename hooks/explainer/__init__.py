"""Renders structured facts and text in several languages into an explainer site.

The package is plain Python: it knows nothing of the site generator that calls it
and nothing of the subject a site explains. Everything about the subject comes from
the ``data`` and ``docs`` folders it is given.

What stands in ``__all__`` is all that the adapters in ``hooks/`` may use of it.
"""

from explainer import keeping, policy
from explainer.articles import folder
from explainer.articles.article import Article
from explainer.articles.reports import page_reports
from explainer.charts import Cache, tokens
from explainer.checks import braces, built
from explainer.data.model import LANGUAGES
from explainer.files import is_leftover
from explainer.language import licences, segmenting
from explainer.language.interface import labels
from explainer.memo import Memo, Templates, kept_folder
from explainer.pages import assets
from explainer.pages.outputs import Output, Page
from explainer.problems import InvalidInput, Problems
from explainer.sharing import searchindex, sums
from explainer.site import Site

__all__ = [
    "LANGUAGES", "Article", "Cache", "InvalidInput", "Memo", "Output", "Page", "Problems", "Site",
    "Templates", "assets", "braces", "built", "folder", "is_leftover", "keeping", "kept_folder",
    "labels", "licences", "page_reports", "policy", "searchindex", "segmenting", "sums", "tokens",
]
