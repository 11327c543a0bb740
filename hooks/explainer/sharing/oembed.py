"""oEmbed (oembed.com, version 1.0): what a program is answered that wants to embed a chart.

The answers are files, so they cannot heed ``maxwidth`` or ``maxheight``; the code in them
takes whatever width it is given. They are found by the link in the head of a chart's page.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from explainer.articles.figures import Figure
from explainer.articles.voice import Voice, plain
from explainer.data.addresses import Addresses
from explainer.data.model import Language
from explainer.language.interface import labels
from explainer.pages import frames

MEDIA_TYPE = "application/json+oembed"
_DAY = 86400


def answer(voice: Voice, figure: Figure, site_url: str, png: bytes | None = None) -> bytes:
    """The answer of type “rich” for a chart, in the voice's language. ``png`` is the picture
    published beside it, which serves as thumbnail."""
    site, known = voice.dataset.site, voice.addresses
    about = "about" if "about" in site.articles else "index"
    told: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": plain(figure["title"]),
        "author_name": site.author[voice.language],
        "author_url": urljoin(site_url, known.article(about)),
        "provider_name": site.title[voice.language],
        "provider_url": urljoin(site_url, known.article("index")),
        "cache_age": _DAY,
        "html": frames.code(voice, figure, site_url) + frames.height_script(site_url),
        "width": frames.WIDTH,
        "height": frames.height(voice, figure),
    }
    if png:
        told |= {
            "thumbnail_url": urljoin(site_url, known.chart_file(figure["id"], "png")),
            # The size stands in the header, the first chunk (PNG, 11.2.2).
            "thumbnail_width": int.from_bytes(png[16:20]),
            "thumbnail_height": int.from_bytes(png[20:24]),
        }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def discovery(
    chart_id: str, language: Language, addresses: Addresses, site_url: str
) -> tuple[str, str]:
    """Address and title of the link by which programs find the answer: the page of the chart
    has ``<link rel="alternate" type="application/json+oembed" href=… title=…>`` in its head."""
    title = labels(language).oembed_title.format(chart_id)
    return urljoin(site_url, addresses.oembed(chart_id)), title
