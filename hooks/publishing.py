"""Publishing: what others link, share and quote pages with, and the checks of the written site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from explainer import (
    InvalidInput,
    Memo,
    Problems,
    assets,
    braces,
    built,
    keeping,
    labels,
    marking,
    scripts,
    sums,
    tokens,
)

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_UNASKED = ("*.map", "assets/javascripts/lunr/*.js", "sitemap.xml.gz", "assets/images/favicon.png")
"""What MkDocs and the theme write beside what pages, robots.txt and programs ask for."""
_HEADING_LINK = 'title="Permanent link"'
"""What Markdown calls the link to a heading."""
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
"""One that an author wrote."""


def on_config(config: MkDocsConfig) -> None:
    """Hold the settings to what pages need; see :mod:`explainer.checks.settings`."""
    if "explainer" not in config.extra:
        raise PluginError("\nmkdocs.yml: hooks/facts.py must be the first of the hooks.")
    sheets = config.extra["explainer"].root / "overrides" / "assets" / "stylesheets"
    config.extra["explainer_parts"] = {
        name: assets.classes((sheets / f"{name}.css").read_text("utf-8"))
        for name in config.extra["parts"]
    }


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Say in the page's language what the sign beside a heading is, and leave it to the mouse: it
    would be read with every heading, and the contents lead to the same places. A table scrolls by
    itself where its words are too large for the window."""
    said = escape(labels(page.file.src_uri.partition("/")[0]).permanent_address)
    html = _TABLE.sub(r'<div class="md-typeset__scrollwrap">\g<0></div>', html)
    return html.replace(_HEADING_LINK, f'title="{said}" tabindex="-1" aria-hidden="true"')


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mark what is told to be of another language, and leave out what only templates need."""
    return assets.compact(marking.mark(output, page.file.src_uri.partition("/")[0]))


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Give a page's head and foot what others share and quote it with."""
    language, _, name = page.file.src_uri.removesuffix(".md").partition("/")
    site = config.extra["explainer"]
    context.update(site.sharing(config.site_url or "/").context(language, name))
    context["parts"] = assets.parts(page.content or "", config.extra["explainer_parts"])
    context["told"] = scripts.runs(language)
    return context


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the files that are no pages, drop what no page requests, then check every page,
    link and anchor."""
    folder, site_url = Path(config.site_dir), config.site_url or "/"
    site, kept = config.extra["explainer"], config.extra["explainer_kept"]
    keep = site.root / keeping.FOLDER, config.extra["explainer_key"], site.made, folder
    known = dict(config.extra["explainer_kept_pages"].sums)
    if kept:
        known.update(site.made.sums)
    else:
        try:
            known.update(made := keeping.put(folder, site.outputs(site_url)))
            site.made.addresses.update(made)
        except InvalidInput as error:
            raise PluginError(f"\n{error}") from None
    config.extra["explainer_standing"].settle(site.made.addresses)
    memo = Memo(site.root / ".cache" / "memo" / "written.pickle")
    known.update(keeping.put(folder, site.texts(site_url)))
    of_files = sums.Sums(folder, known)
    names = of_files.names()
    for name in names:
        if any(fnmatchcase(name, pattern) for pattern in _UNASKED):
            (folder / name).unlink()
    pages = {f"{folder}/{name}": of_files.of(name) for name in names if name.endswith(".html")}
    _unite_assets(folder, config.extra, memo, pages)
    names, problems = of_files.names(), Problems()
    (folder / sums.FILE).write_text(of_files.text(names), "utf-8")
    built.check(folder, site_url, problems, site.published, memo, lambda: braces.meant(site),
                {name: of_files.of(name) for name in (*names, sums.FILE)})
    if problems:
        raise PluginError(f"\n{problems.report()}")
    memo.save()
    if not kept:
        keeping.save(*keep, of_files.of)


def _unite_assets(
    folder: Path, extra: Mapping[str, Any], memo: Memo, written: Mapping[str, bytes]
) -> None:
    """One style sheet and one script for all pages, what these ask for later, and others only where
    a page names them, as frames, redirects and pages with parts do; ``written`` are the pages, by
    path, with the hash of each."""
    styles, programs = folder / "assets" / "stylesheets", folder / "assets" / "javascripts"
    theme = [next(styles.glob(f"{name}.*.css")) for name in ("main", "palette")]
    for path in {*styles.glob("*.css")} - {*theme}:
        path.write_text(tokens.in_languages(path.read_text("utf-8")), "utf-8")
    own, parts = ([styles / f"{name}.css" for name in extra[kind]] for kind in ("sheets", "parts"))
    later = [styles / name for name in extra["later"] if name.endswith(".css")]
    pages = assets.Vocabulary()
    named = {folder / name for name in (assets.RESULTS, *pages.read_files(written, memo))}
    every = {path.stem: path.read_text("utf-8") for path in sorted(programs.glob("*.js"))}
    ours = {name: text for name, text in every.items() if "." not in name}
    pages.close("".join(every.values()))
    said = "".join([*ours.values(), *_texts(parts)])
    sheets = assets.style_sheets(_texts(theme), _texts(own), _texts(later), pages, said, memo)
    for address, sheet in zip((assets.STYLE_SHEET, assets.RESULTS), sheets, strict=True):
        (folder / address).write_text(sheet, "utf-8")
    search = [*programs.glob("bundle.*.js"), *(programs / "workers").glob("*.js"),
              programs / "searching.js", folder / assets.RESULTS]
    loads = {own.tag: assets.kilobytes(
        [*search, folder / own.prefix / "search" / "search_index.json"], memo,
    ) for own in extra["explainer"].data.site.languages.values()}
    program = assets.script((ours[name] for name in extra["scripts"]), {"LOADS": loads})
    (folder / assets.SCRIPT).write_text(program, "utf-8")
    for part in parts:
        part.write_text(assets.minified(part.read_text("utf-8")), "utf-8")
        (programs / f"{part.stem}.js").write_text(assets.script([ours[part.stem]]), "utf-8")
    for name in extra["later"]:
        if name.endswith(".js"):
            (programs / name).write_text(assets.module(ours[Path(name).stem]), "utf-8")
            named.add(programs / name)
    for path in {*styles.glob("*.css"), *programs.glob("*.js")} - named:
        path.unlink()


def _texts(paths: Iterable[Path]) -> list[str]:
    return [path.read_text("utf-8") for path in paths]
