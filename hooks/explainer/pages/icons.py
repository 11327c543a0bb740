"""The site's icons and what goes with them: manifest and robots.txt.

One picture, ``partials/logo.html``, is the mark in the header, the favicon for light and dark,
and, on a ground of its own, the icon for home screens in three sizes.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment

from explainer.charts import tokens
from explainer.data.model import Site
from explainer.memo import kept
from explainer.pages.outputs import Output

FAVICON, TOUCH_ICON = "favicon.svg", "apple-touch-icon.png"
MANIFEST = "site.webmanifest"
_SIZES = {TOUCH_ICON: 180, "icon-192.png": 192, "icon-512.png": 512}
_GROUND = 52
"""Side of the ground under the mark of 32: what a launcher cuts off in a circle is empty."""


def outputs(site: Site, templates: Environment, site_url: str, cache: Path) -> Iterator[Output]:
    """Icons, a manifest for each language, and robots.txt, for a site at an absolute address.
    ``cache`` is a folder that keeps the drawn pictures."""
    mark = " ".join(templates.get_template("partials/logo.html").render().split())
    yield Output(FAVICON, favicon(mark).encode())
    ground = on_ground(mark)
    for name, size in _SIZES.items():
        yield Output(name, _drawn(ground, size, cache))
    for language, own in site.languages.items():
        yield Output(own.prefix + MANIFEST, manifest(site, language).encode())
    yield Output("robots.txt", robots(site_url).encode())


def favicon(mark: str) -> str:
    """The mark as a file of its own, in the colours of the browser's scheme."""
    names = sorted(set(re.findall(r"var\(--ch-(\w+)", mark)))
    light, dark = (
        "".join(f"--ch-{name}:{palette[name]};" for name in names)
        for palette in (tokens.LIGHT, tokens.DARK)
    )
    style = f"<style>svg{{{light}}}@media(prefers-color-scheme:dark){{svg{{{dark}}}}}</style>"
    return re.sub(r"(<svg[^>]*>)", rf"\1{style}", mark, count=1) + "\n"


def on_ground(mark: str) -> str:
    """The mark in its light colours on an opaque square, with room around it."""
    offset = (32 - _GROUND) / 2
    box = f'viewBox="{offset:g} {offset:g} {_GROUND} {_GROUND}"'
    ground = (
        f'<rect x="{offset:g}" y="{offset:g}" width="{_GROUND}" height="{_GROUND}" '
        f'fill="{tokens.LIGHT["bg"]}"/>'
    )
    placed = re.sub(r'viewBox="[^"]*"', box, tokens.plain(mark), count=1)
    return re.sub(r"(<svg[^>]*>)", rf"\1{ground}", placed, count=1)


def manifest(site: Site, language: str) -> str:
    """A web application manifest (W3C) for one language."""
    prefix = site.languages[language].prefix
    to_root = "../" * prefix.count("/")
    described = {
        "name": site.title[language],
        "short_name": site.title[language],
        "description": site.description[language],
        "lang": site.languages[language].tag,
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "background_color": tokens.LIGHT["bg"],
        "theme_color": tokens.LIGHT["bg"],
        "icons": [
            {"src": to_root + FAVICON, "type": "image/svg+xml", "sizes": "any"},
            *(
                {"src": to_root + name, "type": "image/png", "sizes": f"{size}x{size}",
                 "purpose": "any maskable"}
                for name, size in _SIZES.items() if name != TOUCH_ICON
            ),
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def robots(site_url: str) -> str:
    """Everything may be read (RFC 9309), and where the site map is (sitemaps.org)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url}sitemap.xml\n"


def _drawn(svg: str, size: int, cache: Path) -> bytes:
    version = importlib.metadata.version("vl-convert-python")
    key = hashlib.sha256(f"{svg} {size} {version}".encode()).hexdigest()[:20]

    def made() -> bytes:
        from vl_convert import svg_to_png

        sized = svg.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
        return bytes(svg_to_png(sized, scale=1, ppi=72))

    return kept(cache / f"{key}.png", made)
