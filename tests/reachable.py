"""What of a built site somebody is told of: everything else is a file that serves nobody.

Told of means: named by a page (a link, a head, a script, a line to copy), by the site map, a
manifest, a feed, an oEmbed answer, the description of the data package, a style sheet or a
script that is itself told of. Where to begin is what hosting and programs ask for unasked: the
home page, the page for wrong addresses, robots.txt, and the sums that a copy is checked with.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from lxml import html

BEGIN = ("index.html", "404.html", "robots.txt", "sha256sums.txt")
_QUOTED = re.compile(r"""(?<=["'`])[\w./:-]+\.\w+(?=["'`])""")
_NAMING = re.compile(r"href|src|content|action|data|data-.+")
"""Attributes that may hold an address."""
_CSS = re.compile(r"""url\(["']?([^"')]+)""")
_XML = re.compile(r"""<loc>([^<]+)|href="([^"]+)""")


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their address."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*") if path.is_file()
    }


def untold(files: Mapping[str, bytes], site_url: str) -> list[str]:
    """The addresses of files of a site built for an address that nobody is told of."""
    told: set[str] = set()
    pending = [name for name in BEGIN if name in files]
    while pending:
        name = pending.pop()
        if name not in told:
            told.add(name)
            pending += set(_named(name, files[name], site_url, files)) - told
    return sorted(files.keys() - told)


def _named(name: str, content: bytes, site_url: str, files: Mapping[str, bytes]) -> Iterator[str]:
    """The files that a file names."""
    bases = [urljoin(site_url, name.removesuffix("index.html"))]
    if name.endswith(".js"):  # the theme's name files from the root of a language
        homes = (n for n in files if n.endswith("site.webmanifest"))
        bases += [urljoin(site_url, home.removesuffix("site.webmanifest")) for home in homes]
    for reference in set(_references(name, content)):
        for base in bases:
            address = unquote(urldefrag(urljoin(base, reference))[0])
            path = address.removeprefix(site_url)
            if address.startswith(site_url):
                yield from (p for p in (path, f"{path}index.html") if p in files)


def _references(name: str, content: bytes) -> Iterator[str]:
    kind = name.rpartition(".")[2]
    if kind not in ("html", "css", "js", "json", "xml", "atom", "txt", "webmanifest"):
        return
    text = content.decode("utf-8")
    if kind == "html":
        yield from _in_page(text)
    elif kind == "css":
        yield from _CSS.findall(text)
    elif kind == "js":
        yield from _QUOTED.findall(text)
    elif kind in ("xml", "atom"):
        yield from (unescape(a or b) for a, b in _XML.findall(text))
    elif kind == "txt":
        yield from re.findall(r"^Sitemap: (\S+)", text, re.MULTILINE)
    elif kind == "webmanifest" or name.startswith(("oembed/", "data/")) or "/oembed/" in name:
        for value in _strings(json.loads(text)):
            yield value
            yield from re.findall(r'src="([^"]+)"', value)


def _in_page(text: str) -> Iterator[str]:
    tree = html.fromstring(text)
    for element in tree.iter():
        for attribute, value in element.attrib.items():
            if _NAMING.fullmatch(attribute) and not value.startswith(("#", "data:")):
                yield from value.split()
        if stem := element.get("data-live"):  # the script adds the width there is
            yield from (f"{stem}.{width}.json" for width in ("wide", "narrow"))
    for script in tree.iter("script"):
        if "json" in (script.get("type") or ""):
            yield from _strings(json.loads(script.text or "null"))
    for copied in tree.iter("code", "pre", "textarea"):  # to put into pages of others
        yield from re.findall(r'src="([^"]+)"', copied.text_content())


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)
