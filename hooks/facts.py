"""Facts: reads and checks the data and the articles, and gives both to the build.

The site in memory is kept in ``config.extra["explainer"]`` for the other adapters. Nothing
is written before everything has been checked, so a fault leaves the last build alone.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from explainer import outputs as made

_serving = False


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Read the site anew; under ``serve`` with the library's code as it is now."""
    if _serving:
        _forget_library(config)
    library, problems = import_module("explainer.site"), import_module("explainer.problems")
    root = Path(config.config_file_path).parent
    cache = import_module("explainer.charts").Cache(root / ".cache" / "charts")
    try:
        site = library.Site.read(root, cache.draw, drafting=_serving)
        pages = site.pages(config.site_url or "/")
        config.extra["explainer_pages"] = {(p.language, p.name): p for p in pages}
    except problems.InvalidInput as error:
        raise PluginError(f"\n{error}") from None
    config.extra["explainer"] = site


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages made from the data alone. The articles stay where they are."""
    for page in config.extra["explainer_pages"].values():
        files.append(File.generated(
            config, f"{page.language}/{page.name}.md", content=_front_matter(page),
            inclusion=InclusionLevel.NOT_IN_NAV,
        ))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the rendered article in the place of the one with calls."""
    language, _, name = page.file.src_uri.removesuffix(".md").partition("/")
    rendered = config.extra["explainer"].rendered.get((language, name))
    return rendered.markdown if rendered else markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Mark the terms of the glossary in articles; of a made page, give what search indexes."""
    language, _, name = page.file.src_uri.removesuffix(".md").partition("/")
    site, made = config.extra["explainer"], config.extra["explainer_pages"].get((language, name))
    return str(made.summary) if made else site.mark_terms(language, name, html)


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Put the whole of a made page in place, now that search has read its summary; give the
    template of an article what it says around the text."""
    language, _, name = page.file.src_uri.removesuffix(".md").partition("/")
    if made := config.extra["explainer_pages"].get((language, name)):
        page.content = f'<div id="made">{made.html}</div>'
        page.toc = TableOfContents([AnchorLink(made.title, "made", 1)])  # for the skip link
    else:
        site, url = config.extra["explainer"], config.site_url or "/"
        context["story"] = site.story(language, name, page.content, url)
    return context


def _forget_library(config: MkDocsConfig) -> None:
    """Have the library imported anew, by the other adapters as well.

    MkDocs loads adapters once, and they import the library's names at their top: run again
    in place, their functions find the new ones.
    """
    for name in [n for n in sys.modules if n.split(".")[0] == "explainer"]:
        del sys.modules[name]
    for adapter in config.hooks.values():
        if adapter.__name__ != __name__:  # this one imports nothing of the library
            adapter.__spec__.loader.exec_module(adapter)


def _front_matter(page: made.Page) -> str:
    # JSON strings are YAML strings, whatever stands in them.
    front = {"title": page.title, "description": page.description}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
    return "\n".join(["---", *lines, "search: {exclude: true}", "hide: [toc]", "---", ""])
