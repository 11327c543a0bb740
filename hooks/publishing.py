"""Publishing: what is wrong with the written site, and what nobody will request of it."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from explainer import built
from explainer.problems import Problems

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Drop what no page requests, then check every page, link and anchor that was written."""
    folder = Path(config.site_dir)
    for path in folder.rglob("*.map"):
        path.unlink()
    rmtree(folder / "assets" / "javascripts" / "lunr", ignore_errors=True)
    problems = Problems()
    built.check(folder, config.site_url or "/", problems)
    if problems:
        raise PluginError(f"\n{problems.report()}")
