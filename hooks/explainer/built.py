"""Checks of a built site: every page, link, anchor and asset, as a browser would see them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

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
    tree: html.HtmlElement
    has_marker: bool
    """Whether the text of the file has anything like a marker, so that most need no search."""
    ids: set[str] = field(default_factory=set)


def check(
    folder: Path, site_url: str, problems: Problems, promised: Iterable[str] = ()
) -> None:
    """Report, for every HTML page of a built site: markers left unrendered, ids used twice,
    links and fragments that lead nowhere, pictures without a text alternative, and assets
    from another origin. ``site_url`` is the address the site is built for; ``promised`` are
    addresses, relative to it, that must answer."""
    exists = cache(lambda path: (folder / path).is_file())
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        content = path.read_bytes()
        has_marker = _MARKER.search(content.decode("utf-8", "replace")) is not None
        name = path.relative_to(folder).as_posix()
        pages[name] = _Page(html.fromstring(content), has_marker)
    for name, page in pages.items():
        _check_ids(name, page, problems)
    for name, page in pages.items():
        if page.has_marker:
            _check_text(name, page, problems)
        _check_pictures(name, page, problems)
        _check_links(name, page, pages, exists, urlsplit(site_url), problems)
    for address in promised:
        path, _, fragment = address.partition("#")
        if what := _fault(path, fragment, pages, exists):
            problems.add(
                Location(f"site/{path}"), f"the published address {address}{what}",
                "Write it, or record that it was moved or withdrawn",
            )


def _place(name: str, element: html.HtmlElement) -> Location:
    return Location(f"site/{name}", element.sourceline or 1)


def _check_ids(name: str, page: _Page, problems: Problems) -> None:
    for element in page.tree.xpath("//*[@id]"):
        identifier = element.get("id")
        if identifier in page.ids:
            problems.add(
                _place(name, element), f'id "{identifier}" is used twice', "Make it unique"
            )
        page.ids.add(identifier)


def _check_text(name: str, page: _Page, problems: Problems) -> None:
    for element in page.tree.iter(etree.Element):
        if element.tag in ("script", "style"):
            continue
        for text in (element.text, element.tail, *element.attrib.values()):
            if text and (match := _MARKER.search(text)):
                excerpt = text[match.start() : match.start() + 40].strip()
                problems.add(
                    _place(name, element), f"a marker was left unrendered: {excerpt}",
                    "Check that all hooks in mkdocs.yml have run",
                )


def _check_pictures(name: str, page: _Page, problems: Problems) -> None:
    for element in page.tree.iter("img"):
        if element.get("alt") is None:
            problems.add(_place(name, element), "a picture without alt", "Describe it")


def _check_links(
    name: str, page: _Page, pages: dict[str, _Page], exists: Callable[[str], bool],
    site: SplitResult, problems: Problems,
) -> None:
    seen: set[str] = set()
    for element in page.tree.iter(*_LINKS):
        value = element.get(_LINKS[element.tag])
        if value is None or (value in seen and element.tag == "a"):
            continue
        seen.add(value)
        parts = urlsplit(value)
        if (parts.scheme or parts.netloc) and parts.netloc != site.netloc:
            if _is_asset(element):
                problems.add(
                    _place(name, element), f"an asset from another origin: {value}",
                    "Serve it from this site",
                )
            continue
        if parts.netloc or parts.path.startswith("/"):
            if not f"{parts.path}/".startswith(site.path):
                if not parts.netloc:
                    problems.add(
                        _place(name, element), f"link {value} leaves the site", "Correct the link"
                    )
                continue  # another site of the same host
            target = parts.path.removeprefix(site.path)
        elif parts.path:
            target = posixpath.join(posixpath.dirname(name), parts.path)
        else:
            target = name
        what = _fault(unquote(target), unquote(parts.fragment), pages, exists)
        if what:
            problems.add(_place(name, element), f"link {value}{what}", "Correct the link")


def _is_asset(element: html.HtmlElement) -> bool:
    return element.tag in _ASSETS or (
        element.tag == "link" and bool(_STYLE_LINKS & set((element.get("rel") or "").split()))
    )


def _fault(
    target: str, fragment: str, pages: dict[str, _Page], exists: Callable[[str], bool]
) -> str | None:
    """What is wrong with a target inside the site; None if nothing is."""
    path = posixpath.normpath(target).lstrip("/") if target else "."
    if path.startswith(".."):
        return " leaves the site"
    if not exists(path):
        is_file = "." in posixpath.basename(path) and not target.endswith("/") and path != "."
        page = path if is_file else posixpath.normpath(posixpath.join(path, "index.html"))
        if not exists(page):
            return f" leads nowhere (no {page})"
        path = page
    if fragment and path in pages and fragment not in pages[path].ids:
        return f": {path} has no #{fragment}"
    return None
