"""Puts every chart of the built site on one picture, .cache/contact-sheet.png, to look at.

A row for each chart and language: on a phone and on a desktop, in the light and in the dark.
What is shown are the frames in site/, as Chromium draws them.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser.fixtures import FLAGS, chromium_path  # noqa: E402
from browser.project import LANGUAGES, SITE  # noqa: E402
from browser.serving import Served  # noqa: E402

TARGET = Path(os.environ.get("CONTACT_SHEET") or ROOT / ".cache" / "contact-sheet.png")
GAP, GROUND = 16, "#808080"
VIEWS = [(width, dark) for dark in ("false", "true") for width in (360, 700)]


def main() -> None:
    charts = sorted(path.name for path in (SITE / "embed").glob("*/") if path.is_dir())
    if not charts:
        print("The site has no charts")
        return
    with Served(SITE) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        columns = [
            pictures(browser, [
                f"{site.url}{language.prefix}embed/{chart}/?dark={dark}"
                for chart in charts for language in LANGUAGES
            ], width)
            for width, dark in VIEWS
        ]
        browser.close()
    sheet = assembled(list(zip(*columns, strict=True)))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    sheet.quantize(128, dither=Image.Dither.NONE).save(TARGET)
    print(f"{len(charts)} charts: {TARGET}")


def pictures(browser: Browser, addresses: list[str], width: int) -> list[Image.Image]:
    """What stands at each address, in a window of some width."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    shots = []
    for address in addresses:
        page.goto(address)
        shots.append(Image.open(io.BytesIO(page.locator("main").screenshot())))
    page.close()
    return shots


def assembled(rows: list[tuple[Image.Image, ...]]) -> Image.Image:
    """All pictures, row by row."""
    widths = [max(picture.width for picture in column) for column in zip(*rows, strict=True)]
    heights = [max(picture.height for picture in row) for row in rows]
    size = (sum(widths) + GAP * (len(widths) + 1), sum(heights) + GAP * (len(heights) + 1))
    sheet, top = Image.new("RGB", size, GROUND), GAP
    for row, height in zip(rows, heights, strict=True):
        left = GAP
        for picture, width in zip(row, widths, strict=True):
            sheet.paste(picture, (left, top))
            left += width + GAP
        top += height + GAP
    return sheet


if __name__ == "__main__":
    main()
