"""Kept pages: what an earlier build has written of the same is put in place, and neither read nor
rendered; see :mod:`explainer.kept.pages`.

Its pages stay in the navigation, and come out of MkDocs' list of files before it writes. Nothing
is kept of a build in which MkDocs has warned: what it warns of must be said the next time too.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from explainer import KeptPages, Standing, keeping, kept_pages, page_reports

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

_warnings = CountHandler(level=logging.WARNING)
_log = logging.getLogger("mkdocs")
_standing: list[Standing] = []
"""The folder that is being built into."""


class _KeptPage(Page):
    """A page that is there already: others name it, and there is nothing to do for it."""

    def __init__(self, title: str, description: str, file: File, config: MkDocsConfig,
                 short: str) -> None:
        super().__init__(short, file, config)
        self._told = {"title": title, "description": description}

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown, self.meta = "", dict(self._told)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""


def on_config(config: MkDocsConfig) -> None:
    if "explainer" not in config.extra:
        raise PluginError("\nmkdocs.yml: hooks/facts.py must be the first of the hooks.")
    _warnings.counts.clear()
    _log.addHandler(_warnings)


def on_pre_build(config: MkDocsConfig) -> None:
    """Save the site from being emptied."""
    _standing[:] = [Standing(Path(config.site_dir))]
    _standing[0].put_aside()


@event_priority(-100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Find the pages that are there already, now that all have their addresses."""
    site, url = config.extra["explainer"], config.site_url or "/"
    settings = Path(config.config_file_path).read_bytes(), config.theme.name, \
        config.use_directory_urls, config.extra["explainer_serving"], \
        sorted(map(sorted, config.extra["explainer_parts"].values()))
    kept = KeptPages(site.root, url, kept_pages.shared(site, url, settings))
    described, sharing = site.described(url), site.sharing(url)
    made = {(page.language, page.name): page for page in config.extra["explainer_pages"]}
    for file in files.documentation_pages():
        language, _, name = file.src_uri.removesuffix(".md").partition("/")
        page, address = described[language, name], "" if file.url in (".", "./") else file.url
        around = sharing.sum(language, name), page_reports(
            site.data.site, language, page.title, url + address)
        follows_from = kept_pages.inputs(site, language, name, made.get((language, name)), around)
        if kept.find(file.dest_uri, address, follows_from):
            short = page.title
            if (language, name) in made:
                site.made.addresses.add(file.dest_uri)
            else:
                short = site.articles[language, name].front.nav_title or page.title
            file.page = _KeptPage(page.title, page.description, file, config, short)
    config.extra["explainer_kept_pages"] = kept
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Put them in place, and have MkDocs write the others."""
    for file in files.documentation_pages():
        if isinstance(file.page, _KeptPage):
            files.remove(file)
    site, pages = config.extra["explainer"], config.extra["explainer_kept_pages"]
    kept, before = {pages.folder: pages.found}, site.earlier
    if config.extra["explainer_kept"]:
        kept[site.root / keeping.FOLDER / config.extra["explainer_key"]] = site.made.addresses
    # What MkDocs writes it writes into whatever file is there.
    files_before = before.sums.keys() - {file.dest_uri for file in files}
    config.extra["explainer_standing"] = _standing.pop()
    config.extra["explainer_standing"].put_back(
        kept, dict.fromkeys(files_before, before.folder) if before.folder else None)
    left = len(files.documentation_pages())
    site.progress.begin("Writing pages", left)
    return env


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    config.extra["explainer"].progress.step()
    return output


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Keep what was written, once it has been checked."""
    config.extra["explainer"].progress.end()
    config.extra["explainer"].steps.save()
    _log.removeHandler(_warnings)
    if not _warnings.get_counts():
        config.extra["explainer_kept_pages"].save(
            Path(config.site_dir), all_asked=not config.extra["explainer_kept"])


def on_build_error(error: Exception) -> None:
    _log.removeHandler(_warnings)
    for standing in _standing:
        standing.give_up()
