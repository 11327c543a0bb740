"""Puts every type of page on one picture, .cache/page-sheet.png, to look at.

A row for each type and language: on a phone and on a desktop, in the light and in the dark.
Tall pages are cut. What is shown is site/, as Chromium draws it.
"""

from __future__ import annotations

import io
import os
import sys
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from audit.budgets import PAGES  # noqa: E402
from browser.fixtures import FLAGS, chromium_path  # noqa: E402
from browser.project import SITE  # noqa: E402
from browser.serving import Served  # noqa: E402
from contact_sheet import assembled  # noqa: E402

TARGET = Path(os.environ.get("PAGE_SHEET") or ROOT / ".cache" / "page-sheet.png")
TALLEST = 1600
VIEWS = list(product(("light", "dark"), (360, 1280)))


def main() -> None:
    with Served(SITE) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        addresses = [site.url + page.address for page in PAGES]
        columns = [pictures(browser, addresses, width, scheme) for scheme, width in VIEWS]
        browser.close()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    sheet = assembled(list(zip(*columns, strict=True)))
    sheet.quantize(128, dither=Image.Dither.NONE).save(TARGET)
    print(f"{len(PAGES)} pages: {TARGET}")


def pictures(
    browser: Browser, addresses: list[str], width: int, scheme: str
) -> list[Image.Image]:
    """The upper part of each page, in a window of some width and scheme."""
    page = browser.new_page(viewport={"width": width, "height": TALLEST}, color_scheme=scheme)
    shots = []
    for address in addresses:
        page.goto(address, wait_until="load")
        height = min(TALLEST, page.evaluate("() => document.body.scrollHeight"))
        clip = {"x": 0, "y": 0, "width": width, "height": height}
        shots.append(Image.open(io.BytesIO(page.screenshot(clip=clip, animations="disabled"))))
    page.close()
    return shots


if __name__ == "__main__":
    main()
