"""Languages: one build writes every language, each with its own navigation and search.

``docs/<language>/`` holds the articles. The default language is written at the site's root,
the others under their prefix; the switch, hreflang links, theme words and search index of a
page are those of its language.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jieba
from mkdocs.exceptions import PluginError
from mkdocs.structure.nav import Navigation
from mkdocs.utils import get_relative_url

from explainer import labels, licences, linebreaking, page_reports, searchindex, settings

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_navigations: dict[str, Navigation] = {}
_configs: dict[str, Any] = {}


def on_config(config: MkDocsConfig) -> None:
    """List the articles of each language in the order of the site's pages."""
    if (site := config.extra.get("explainer")) is None:
        raise PluginError("\nmkdocs.yml: hooks/facts.py must be the first of the hooks.")
    config.nav = [
        {language: [
            {title: f"{language}/{held}.md" if isinstance(held, str) else
                    [{inner: f"{language}/{name}.md"} for inner, name in held]}
            for title, held in navigation
        ]}
        for language, navigation in site.navigation.items()
    ]
    _navigations.clear()
    _configs.clear()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Write ``zh/losses.md`` to ``losses/``, and ``en/losses.md`` to ``en/losses/``."""
    site = config.extra["explainer"].data.site
    for file in files.documentation_pages():
        language, _, rest = file.dest_uri.partition("/")
        file.dest_uri = f"{site.languages[language].prefix}{rest}"
        file.__dict__.pop("url", None)  # computed from dest_uri, and perhaps already cached
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Split the navigation by language; previous and next stay within one."""
    for whole in nav.items:
        items, language = whole.children, whole.title
        pages = [page for item in items for page in item.children or [item]]
        for page, before, after in zip(pages, [None, *pages], [*pages[1:], None], strict=False):
            page.previous_page, page.next_page = before, after
        for item in items:
            item.parent = None
        _navigations[language] = Navigation(items, pages)
        _navigations[language].homepage = next(page for page in pages if page.is_index)
        _configs[language] = _config_in(config, language)
    return nav


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Give the templates the site as the page's language sees it."""
    language = page.file.src_uri.partition("/")[0]
    prefix = config.extra["explainer"].data.site.languages[language].prefix
    root = context["base_url"]
    context.update(_shared(config, language, _twins(page.file.url, config), page.file.url))
    context["config"] = copy.copy(_configs[language])
    context["config"].extra = {**_configs[language].extra, "scope": f"{root}/"}
    context["base_url"] = get_relative_url(prefix or ".", page.file.url)
    title, where = page.meta.get("title", ""), page.canonical_url or page.url
    context["heading"] = linebreaking.whole(title)
    context["reports"] = page_reports(context["site"], language, title, where)
    return context


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Pages without an article: the bilingual 404 and the site map."""
    site, url = config.extra["explainer"], config.site_url or "/"
    default, *_ = languages = site.data.languages
    context.update(_shared(config, default, None, ""), config=_configs[default])
    context["all_labels"] = {language: labels(language) for language in languages}
    context["twins_of"] = lambda url: _twins(url, config)
    context["addresses"] = [p.address(site) for p in site.described(url).values()]
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Split the search index by language, and add what the data holds beside the articles."""
    folder = Path(config.site_dir)
    index = json.loads((folder / "search" / "search_index.json").read_text("utf-8"))
    site = config.extra["explainer"]
    languages = {own.prefix: language for language, own in site.data.site.languages.items()}
    found: dict[str, list[dict[str, Any]]] = {prefix: [] for prefix in languages}
    for entry in config.extra["explainer_kept_pages"].entries(
        site.search_entry(languages[_prefix(entry["location"], languages)], entry, jieba.cut)
        for entry in index["docs"]
    ):
        prefix = _prefix(entry["location"], languages)
        found[prefix].append({**entry, "location": entry["location"].removeprefix(prefix)})
    for prefix, language in languages.items():
        documents = site.search_entries(language, found[prefix], jieba.cut, config.site_url or "/")
        own = {**index["config"], **searchindex.settings(language)}
        target = folder / prefix / "search" / "search_index.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(
            {"config": own, "docs": documents}, ensure_ascii=False, separators=(",", ":"))
        target.write_text(text, "utf-8")


def _shared(
    config: MkDocsConfig, language: str, twins: dict[str, str] | None, url: str
) -> dict[str, Any]:
    site = config.extra["explainer"]
    voice = site.voice(language, url, [])
    return {
        "site": site.data.site, "charts": bool(site.data.charts), "labels": labels(language),
        "language": language, "nav": _navigations[language], "twins": twins,
        "languages": site.data.languages,
        "licence": licences.name(site.data.site.licence_url, language),
        "overdue": voice.overdue(),
        "data_to": labels(language).data_to.format(voice.words.period(site.data.site.data_to)),
    }


def _twins(url: str, config: MkDocsConfig) -> dict[str, str]:
    """The addresses, relative to the root, of a page in every language."""
    languages = config.extra["explainer"].data.site.languages
    prefixes = {language: own.prefix for language, own in languages.items()}
    bare = "" if url in ("./", ".") else url
    own = _prefix(bare, prefixes.values())
    return {language: f"{prefix}{bare.removeprefix(own)}" for language, prefix in prefixes.items()}


def _config_in(config: MkDocsConfig, language: str) -> Any:
    """A copy of the configuration as one language sees it."""
    site = config.extra["explainer"].data.site
    result = copy.copy(config)
    result.data = dict(config.data)  # a shallow copy shares the values otherwise
    result.theme = copy.copy(config.theme)
    result.theme._Theme__vars = dict(config.theme.items())  # type: ignore[attr-defined]
    result.theme["language"] = settings.themed(site.languages[language].tag, config.theme.dirs)
    result.theme["palette"] = [
        {**option, "toggle": {**option["toggle"],
                              "name": labels(language)[f"to_{option['toggle']['name']}"]}}
        for option in config.theme["palette"]
    ]
    result.site_name = site.title[language]
    result.site_description = site.description[language]
    return result


def _prefix(address: str, prefixes: Iterable[str]) -> str:
    """That of the language which an address belongs to."""
    return max((each for each in prefixes if address.startswith(each)), key=len)
