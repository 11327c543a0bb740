"""Checks of a built site: every page, link, anchor and asset, as a browser would see them."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from explainer.problems import Location, Problems

_MARKER = re.compile(r"\{\{|\{%|\{##|&#123;&#123;")
_LINKS = {
    "a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src",
    "source": "src", "object": "data", "form": "action",
}
_ASSETS = {"img", "script", "iframe", "source", "object"}
_STYLE_LINKS = {"stylesheet", "icon", "preload", "manifest"}


@dataclass
class _Page:
    path: Path
    tree: html.HtmlElement
    ids: set[str] = field(default_factory=set)


def check(folder: Path, site_url: str, problems: Problems) -> None:
    """Report, for every HTML page of a built site: markers left unrendered, ids used twice,
    links and fragments that lead nowhere, pictures without a text alternative, and assets
    from another origin. ``site_url`` is the address the site is built for."""
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        tree = html.fromstring(path.read_bytes())
        pages[path.relative_to(folder).as_posix()] = _Page(path, tree)
    for name, page in pages.items():
        _check_ids(name, page, problems)
    for name, page in pages.items():
        _check_text(name, page, problems)
        _check_links(name, page, pages, folder, urlsplit(site_url), problems)


def _place(name: str, element: html.HtmlElement) -> Location:
    return Location(f"site/{name}", element.sourceline or 1)


def _check_ids(name: str, page: _Page, problems: Problems) -> None:
    for element in page.tree.iter(etree.Element):
        identifier = element.get("id")
        if identifier is None:
            continue
        if identifier in page.ids:
            problems.add(
                _place(name, element), f'id "{identifier}" is used twice', "Make it unique"
            )
        page.ids.add(identifier)


def _check_text(name: str, page: _Page, problems: Problems) -> None:
    for element in page.tree.iter(etree.Element):
        if element.tag in ("script", "style"):
            continue
        for text in (element.text, element.tail):
            if text and (match := _MARKER.search(text)):
                excerpt = text[match.start() : match.start() + 40].strip()
                problems.add(
                    _place(name, element), f"a marker was left unrendered: {excerpt}",
                    "Check that all hooks in mkdocs.yml have run",
                )
        if element.tag == "img" and element.get("alt") is None:
            problems.add(_place(name, element), "a picture without alt", "Describe it")


def _check_links(
    name: str, page: _Page, pages: dict[str, _Page], folder: Path, site: object, problems: Problems
) -> None:
    for element in page.tree.iter(*_LINKS):
        value = element.get(_LINKS[element.tag])
        if value is None:
            continue
        parts = urlsplit(value)
        is_asset = element.tag in _ASSETS or (
            element.tag == "link" and _STYLE_LINKS & set((element.get("rel") or "").split())
        )
        if parts.scheme or parts.netloc:
            if parts.netloc != site.netloc:
                if is_asset:
                    problems.add(
                        _place(name, element), f"an asset from another origin: {value}",
                        "Serve it from this site",
                    )
                continue
            target = parts.path.removeprefix(site.path)
        elif parts.path.startswith("/"):
            target = parts.path.removeprefix(site.path)
        elif parts.path:
            target = posixpath.join(posixpath.dirname(name), unquote(parts.path))
        else:
            target = name
        _check_target(name, element, value, target, parts.fragment, pages, folder, problems)


def _check_target(
    name: str, element: html.HtmlElement, value: str, target: str, fragment: str,
    pages: dict[str, _Page], folder: Path, problems: Problems,
) -> None:
    path = posixpath.normpath(unquote(target)).lstrip("/") if target else "."
    if path.startswith(".."):
        problems.add(_place(name, element), f"link {value} leaves the site", "Correct it")
        return
    if not target or target.endswith("/") or (folder / path).is_dir():
        path = posixpath.normpath(posixpath.join(path, "index.html"))
    if not (folder / path).exists():
        problems.add(
            _place(name, element), f"link {value} leads nowhere (no {path})", "Correct the link"
        )
    elif fragment and path in pages and unquote(fragment) not in pages[path].ids:
        problems.add(
            _place(name, element), f"link {value}: {path} has no #{fragment}", "Correct the anchor"
        )
