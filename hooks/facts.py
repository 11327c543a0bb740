"""Facts: reads and checks the data and the articles, and gives both to the build.

The site in memory is kept in ``config.extra["explainer"]`` for the other adapters. Nothing
is written before everything has been checked, so a fault leaves the last build alone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

    from explainer import Page as Made

_serving: bool = globals().get("_serving", False)
"""Kept when this module is run again (``serving.py``)."""


class _MadePage(Page):
    """A page made from the data alone: nothing to read, and nothing for Markdown to do."""

    def __init__(self, made: Made, file: File, config: MkDocsConfig) -> None:
        super().__init__(made.title, file, config)
        self.made = made

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = {
            "title": self.made.title, "description": self.made.description,
            "search": {"exclude": True}, "hide": ["toc"],  # the index has entries of its own
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""  # all of them at once would fill the memory
        self.toc = TableOfContents([AnchorLink(self.made.title, "made", 1)])  # for the skip link


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Read the site anew; under ``serve`` with the library's code as it is now (``serving.py``)."""
    library = import_module("explainer")
    root, url = Path(config.config_file_path).parent, config.site_url or "/"
    cache = library.Cache(root / ".cache" / "charts")
    library.segmenting.prepare(root)
    try:
        quiet = not logging.getLogger("mkdocs").isEnabledFor(logging.INFO)
        site = library.Site.read(
            root, cache.draw, drafting=_serving, progress=library.Progress(quiet=quiet),
            keeping=True)
        key = library.keeping.key(site, url)
        kept = library.keeping.load(root / library.keeping.FOLDER, key)
        if kept:
            site.reuse(kept, url)
        else:
            site.earlier = library.keeping.earlier(root / library.keeping.FOLDER, key)
            site.made.pages = site.pages(url)
    except library.InvalidInput as error:
        raise PluginError(f"\n{error}") from None
    config.extra["explainer"], config.extra["explainer_serving"] = site, _serving
    config.extra["explainer_key"], config.extra["explainer_kept"] = key, kept is not None
    config.extra["explainer_pages"] = [] if kept else site.made.pages


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages made from the data alone, unless they were kept, and leave out what editors
    and systems have left. The articles stay where they are."""
    library = import_module("explainer")
    wanted = set(library.folder.published(config.extra["explainer"].data.site))
    for file in list(files):
        own = file.src_dir == config.docs_dir and file.src_uri not in wanted
        if own or any(library.is_leftover(part) for part in file.src_uri.split("/")):
            files.remove(file)
    for name, content in library.folder.made(config.extra["explainer"].articles):
        files.append(File.generated(config, name, content=content))
    for page in config.extra["explainer_pages"]:
        files.append(File.generated(
            config, f"{page.language}/{page.name}.md", content="",
            inclusion=InclusionLevel.NOT_IN_NAV,
        ))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Give the made pages what they hold, now that their files have their addresses; those that
    are kept have a page that holds nothing (``kept.py``)."""
    for page in config.extra["explainer_pages"]:
        file = files.src_uris[f"{page.language}/{page.name}.md"]
        if file.dest_uri not in config.extra["explainer_kept_pages"].found:
            file.page = _MadePage(page, file, config)
    config.extra["explainer"].let_go(config.site_url or "/")
    config.extra["explainer_pages"] = []
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Have templates print names and titles as text, not as HTML, the theme's own included, and
    have them compiled once for as long as library and packages stay as they are."""
    env.autoescape = True
    library = import_module("explainer")
    env.globals["policy"] = partial(library.policy.page, reloading=_serving)
    env.globals["referrer"] = library.policy.REFERRER
    cache = Path(config.config_file_path).parent / ".cache"
    env.bytecode_cache = library.Templates(library.kept_folder(cache / "templates"))
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the rendered article in the place of the one with calls, without what Markdown and
    the search need not read: that comes back in the template. One that is kept needs nothing."""
    rendered = config.extra["explainer"].rendered.get(_place(page))
    kept = page.file.dest_uri in config.extra["explainer_kept_pages"].found
    return rendered.parted[0] if rendered and not kept else markdown


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Give the template of a page all of it, and of an article what it says around the text."""
    if isinstance(page, _MadePage):
        page.content = f'<div id="made">{page.made.html}</div>'
    else:
        site, place, url = config.extra["explainer"], _place(page), config.site_url or "/"
        context["story"] = site.story(*place, page.content, url)
        page.content = site.whole(*place, page.content)
        _are_html(page.toc)
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Note which files the made pages are, to keep them, and let go of what is written."""
    if isinstance(page, _MadePage):
        config.extra["explainer"].made.addresses.add(page.file.dest_uri)
        page.made = page.made.told
    page.content = ""
    return output


def _place(page: Page) -> tuple[str, str]:
    """The language and the name of an article."""
    language, _, name = page.file.src_uri.removesuffix(".md").partition("/")
    return language, name


def _are_html(entries: Iterable[AnchorLink]) -> None:
    """Say of the headings of an article that they are HTML, which Markdown has made."""
    for entry in entries:
        entry.title = Markup(entry.title)
        _are_html(entry.children)
