"""Takes the README's picture of the site: a desktop in the light beside a phone in the dark.

Run by ``make screenshot``, from the built site in ``site/``, into ``.github/screenshot.png``.
"""

from __future__ import annotations

import base64
import io
from pathlib import Path

from browser.fixtures import FLAGS, chromium_path
from browser.project import DEFAULT, OTHER, ROOT, SITE, Language
from browser.serving import Served
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

TARGET = ROOT / ".github" / "screenshot.png"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
WIDTH = 1600
"""Pixels of the finished picture."""

SHEET = """<!doctype html><title>Screenshot</title><style>
  body {{ margin: 0; padding: 24px; display: flex; gap: 24px; align-items: center;
    box-sizing: border-box; width: {width}px; background: #d9dbe0 }}
  img {{ display: block; min-width: 0; border-radius: 8px; box-shadow: 0 2px 12px #0004 }}
</style>
<img src="{desktop}" style="flex: {desktop_share}"><img src="{phone}" style="flex: {phone_share}">
"""


def picture(
    browser: Browser, site: Served, language: Language, window: dict[str, int], scheme: str
) -> str:
    """The home page in a language, as the address of an image."""
    page = browser.new_page(viewport=window, color_scheme=scheme, device_scale_factor=2)
    page.goto(site.url + language.prefix)
    page.wait_for_load_state("networkidle")
    taken = base64.b64encode(page.screenshot()).decode()
    page.close()
    return f"data:image/png;base64,{taken}"


def take(browser: Browser, site: Served, target: Path) -> None:
    """Take both pictures and put them side by side."""
    sheet = SHEET.format(
        width=WIDTH,
        desktop=picture(browser, site, DEFAULT, DESKTOP, "light"),
        phone=picture(browser, site, OTHER, PHONE, "dark"),
        desktop_share=DESKTOP["width"], phone_share=PHONE["width"],
    )
    page = browser.new_page(viewport={"width": WIDTH, "height": 200})
    page.set_content(sheet)
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    taken.quantize(256).save(target, optimize=True)


def main() -> None:
    if not (SITE / "index.html").exists():
        raise SystemExit(f"There is no built site in {SITE}: run make site.")
    with Served(SITE) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        take(browser, site, TARGET)
        browser.close()
    print(f"Wrote {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
