"""Pictures of whole pages show every chart, as Playwright, Puppeteer and archives take them: by
one command beyond the window, without scrolling, with scripts or without. (Firefox and paper are
tried in test_firefox.py.)"""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image
from playwright.sync_api import Page

from .fixtures import OpenPage
from .project import CHARTED, Language, address

WINDOWS = {"desktop": (1280, True), "phone without scripts": (375, False)}
"""How wide a window is, and whether it runs scripts."""
PICTURES = """() => [...document.querySelectorAll("main svg[role=img], .gallery svg")]
  .filter(svg => svg.getClientRects().length).map(svg => {
    const box = svg.getBoundingClientRect()
    return [svg.id || svg.getAttribute("aria-label") || svg.parentElement.className,
            [box.left, box.top + scrollY, box.right, box.bottom + scrollY]]
  })"""


def captured(page: Page) -> Image.Image:
    """The whole page by one command, in a window that stays as it is (CDP's way, which Puppeteer
    and archives use too)."""
    devtools = page.context.new_cdp_session(page)
    size = devtools.send("Page.getLayoutMetrics")["cssContentSize"]
    shot = devtools.send("Page.captureScreenshot", {
        "format": "png", "captureBeyondViewport": True, "optimizeForSpeed": True,
        "clip": {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1},
    })
    return Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("L")


def ink(picture: Image.Image) -> float:
    """How much of a picture is not as its commonest colour."""
    histogram = picture.histogram()
    return 1 - max(histogram) / sum(histogram)


@pytest.mark.story
@pytest.mark.parametrize(("width", "scripts"), WINDOWS.values(), ids=WINDOWS)
def test_no_chart_of_any_page_is_empty(
    open_page: OpenPage, language: Language, metric: str, width: int, scripts: bool
) -> None:
    pages = [*(address(language, name) for name in CHARTED), f"{language.prefix}charts/",
             f"{language.prefix}{metric}"]
    empty, seen = [], 0
    for where in pages:
        page = open_page(where, width=width, java_script_enabled=scripts)
        charts = page.evaluate(PICTURES)
        assert charts, where
        whole = captured(page)
        for name, box in charts:
            seen += 1
            if ink(whole.crop([round(edge) for edge in box])) < 0.01:
                empty.append(f"{where} {name}")
        page.context.close()
    assert seen > len(pages)
    assert empty == []
