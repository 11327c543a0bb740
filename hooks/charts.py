"""Charts: the colours and scripts that figures need, beside the drawing itself.

Charts are drawn by the library when an article calls one (see ``facts.py``); here the
colour tokens, which charts and pages share, become a style sheet.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from explainer import tokens

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

STYLE_SHEET = "assets/stylesheets/tokens.css"


def on_config(config: MkDocsConfig) -> None:
    if "explainer" not in config.extra:
        raise PluginError("\nmkdocs.yml: hooks/facts.py must be the first of the hooks.")


def on_post_build(config: MkDocsConfig) -> None:
    target = Path(config.site_dir) / STYLE_SHEET
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(tokens.css(), "utf-8")
