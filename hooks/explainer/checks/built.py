"""Checks of a built site: every page, link, anchor and asset, as a browser would see them."""

from __future__ import annotations

import hashlib
import pickle
import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from lxml import etree, html

from explainer import policy
from explainer.checks.braces import MARKER, Meant
from explainer.memo import Memo
from explainer.problems import Location, Problems

_LINKS = {
    "a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src",
    "source": "src", "object": "data", "form": "action",
}
_ASSETS = {"img", "script", "iframe", "source", "object"}
_STYLE_LINKS = {"stylesheet", "icon", "preload", "manifest"}


_Link = tuple[int, str, str, str]
"""A link to somewhere in the site: its line, as it is written, its target, relative to the root,
and its fragment."""


class _Survey(NamedTuple):
    """What a page has, as far as it can be said without looking at others."""

    ids: frozenset[str]
    links: tuple[_Link, ...]
    faults: tuple[tuple[int, str, str], ...]
    """Line, what is wrong, what to do."""


class _Page(NamedTuple):
    """A page that was looked at: of most nobody needs to know more than this."""

    named: bytes
    """A hash of its ids."""
    marked: bool
    """Whether there is anything that looks like a call."""
    packed: bytes
    """Its :class:`_Survey`."""


def check(
    folder: Path, site_url: str, problems: Problems, promised: Iterable[str] = (),
    memo: Memo | None = None, meant: Callable[[], Meant] = Meant,
    files: Mapping[str, bytes] | None = None,
) -> None:
    """Report, for every HTML page of a built site: markers left unrendered, ids used twice,
    links and fragments that lead nowhere, pictures without a text alternative, assets from
    another origin, and scripts and styles that the page's policy stops. ``site_url`` is the
    address the site is built for; ``promised`` are addresses, relative to it, that must answer;
    ``files`` are those of the folder with a hash of each, where somebody knows them; ``memo``
    remembers pages that stay the same, and those that were in order while all that pages may lead
    to was the same; ``meant`` gives the braces that are no markers."""
    memo, promised = memo or Memo(), tuple(promised)
    if files is None:
        files = {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).digest()
                 for path in folder.rglob("*") if path.is_file()}
    pages = {
        name: memo.get((name, site_url, content), partial(_survey, name, folder, site_url))
        for name, content in files.items() if name.endswith(".html")
    }
    survey = lru_cache(1)(lambda name: _Survey(*pickle.loads(pages[name].packed)))
    ids = cache(lambda name: survey(name).ids)
    fault_of = cache(lambda target, fragment: _fault(target, fragment, ids, files))
    led_to = hashlib.sha256(repr((
        site_url, promised, [*files], [page.named for page in pages.values()],
    )).encode()).digest()
    if not memo.has(("promised", led_to)):
        _check_promised(promised, fault_of, problems)
    for name, page in pages.items():
        key = "in order", led_to, name, files[name]
        if memo.has(key) and not page.marked:
            continue
        _, links, own = survey(name)
        found = [*own, *(_markers(folder / name, meant()) if page.marked else ())]
        found += [
            (line, f"link {value}{fault}", "Correct the link")
            for line, value, target, fragment in links if (fault := fault_of(target, fragment))
        ]
        for line, what, remedy in found:
            problems.add(Location(f"site/{name}", line), what, remedy)
        if not found:
            memo.get(key, bool)
    if not problems:
        memo.get(("promised", led_to), bool)


def _check_promised(
    promised: Iterable[str], fault_of: Callable[[str, str], str | None], problems: Problems
) -> None:
    for address in promised:
        page_address, _, fragment = address.partition("#")
        if fault := fault_of(page_address, fragment):
            problems.add(
                Location(f"site/{page_address}"), f"the published address {address}{fault}",
                "Write it, or record that it was moved or withdrawn",
            )


def _survey(name: str, folder: Path, site_url: str) -> _Page:
    content = (folder / name).read_bytes()
    tree = html.fromstring(content)
    ids: set[str] = set()
    links: list[_Link] = []
    found = [
        *_twice(tree, ids), *_pictures(tree), *_stopped(tree),
        *_links(tree, name, urlsplit(site_url), links),
    ]
    text = content.decode("utf-8", "replace")
    marked = MARKER.search(unescape(text) if "&#1" in text else text) is not None
    faults = tuple((element.sourceline or 1, what, remedy) for element, what, remedy in found)
    packed = pickle.dumps((frozenset(ids), tuple(links), faults))
    return _Page(hashlib.sha256(repr(sorted(ids)).encode()).digest(), marked, packed)


_Fault = tuple[html.HtmlElement, str, str]
"""Where, what is wrong, what to do."""


def _twice(tree: html.HtmlElement, ids: set[str]) -> Iterator[_Fault]:
    for element in tree.xpath("//*[@id]"):
        identifier = element.get("id")
        if identifier in ids:
            yield element, f'id "{identifier}" is used twice', "Make it unique"
        ids.add(identifier)


def _markers(path: Path, meant: Meant) -> Iterator[tuple[int, str, str]]:
    """What of a page looks like a call, and is none that is meant."""
    for element in html.fromstring(path.read_bytes()).iter(etree.Element):
        texts = [element.tail, *element.attrib.values()]
        if element.tag not in ("script", "style"):
            texts.append(element.text)
        for text in texts:
            if text and (excerpt := meant.unmeant(text)):
                yield (
                    element.sourceline or 1, f"a marker was left unrendered: {excerpt}",
                    "Check that all hooks in mkdocs.yml have run",
                )


def _pictures(tree: html.HtmlElement) -> Iterator[_Fault]:
    for element in tree.iter("img"):
        if element.get("alt") is None:
            yield element, "a picture without alt", "Describe it"


def _stopped(tree: html.HtmlElement) -> Iterator[_Fault]:
    """What the page's own Content-Security-Policy does not let the browser do."""
    rules = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    if not rules:
        yield tree, "a page without Content-Security-Policy", "Give its template one (policy.py)"
    for script in tree.xpath("//script[not(@src)]"):
        text, data = script.text or "", "json" in (script.get("type") or "")
        if not data and "'unsafe-inline'" not in rules and policy.hashed(text) not in rules:
            yield _forbidden(script, "script", text)
    for handler in tree.xpath("//@*[starts-with(name(), 'on')]"):
        yield _forbidden(handler.getparent(), "handler", handler.attrname)
    for style in tree.xpath("//@style"):
        yield _forbidden(style.getparent(), "style", style)
    for element in tree.iter("style"):
        yield _forbidden(element, "style", element.text or "")


def _forbidden(element: html.HtmlElement, kind: str, text: str) -> _Fault:
    return (
        element, f"a {kind} in the page, which its policy stops: {text.strip()[:40]}",
        "Put it into a file",
    )


def _links(
    tree: html.HtmlElement, name: str, site: SplitResult, links: list[_Link]
) -> Iterator[_Fault]:
    """What is wrong with a page's links by themselves; those into the site go to ``links``."""
    seen: set[str] = set()
    for element in tree.iter(*_LINKS):
        value = element.get(_LINKS[element.tag])
        if value is None or (value in seen and element.tag == "a"):
            continue
        seen.add(value)
        parts = urlsplit(value)
        if (parts.scheme or parts.netloc) and parts.netloc != site.netloc:
            if _is_asset(element):
                yield (
                    element, f"an asset from another origin: {value}", "Serve it from this site"
                )
            continue
        if parts.netloc or parts.path.startswith("/"):
            if not f"{parts.path}/".startswith(site.path):
                if not parts.netloc:
                    yield element, f"link {value} leaves the site", "Correct the link"
                continue  # another site of the same host
            target = parts.path.removeprefix(site.path)
        elif parts.path:
            target = posixpath.join(posixpath.dirname(name), parts.path)
        else:
            target = name
        target = unquote(target)
        if target:
            target = posixpath.normpath(target) + "/" * target.endswith("/")
        links.append((element.sourceline or 1, value, target, unquote(parts.fragment)))


def _is_asset(element: html.HtmlElement) -> bool:
    return element.tag in _ASSETS or (
        element.tag == "link" and bool(_STYLE_LINKS & set((element.get("rel") or "").split()))
    )


def _fault(
    target: str, fragment: str, ids: Callable[[str], frozenset[str]], files: Collection[str]
) -> str | None:
    """What is wrong with a target inside the site; None if nothing is."""
    path = posixpath.normpath(target).lstrip("/") if target else "."
    if path.startswith(".."):
        return " leaves the site"
    if path not in files:
        is_file = "." in posixpath.basename(path) and not target.endswith("/") and path != "."
        page = path if is_file else posixpath.normpath(posixpath.join(path, "index.html"))
        if page not in files:
            return f" leads nowhere (no {page})"
        path = page
    if fragment and path.endswith(".html") and fragment not in ids(path):
        return f": {path} has no #{fragment}"
    return None
