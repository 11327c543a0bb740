"""Chromium, driven by Playwright as in the other tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from playwright.sync_api import Browser, Error

from .engine import PATIENCE, WATCH, Engine

_BUTTONS = {0: "left", 1: "middle", 2: "right"}
_MILLISECONDS = 1000


class Chromium(Engine):
    """One window of a Chromium that runs already."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def __enter__(self) -> Self:
        self._page = self._browser.new_page(accept_downloads=True)
        self._page.set_default_timeout(PATIENCE * _MILLISECONDS)
        self._page.add_init_script(WATCH)
        return self

    def __exit__(self, *_: object) -> None:
        self._page.context.close()

    def open(self, url: str, width: int = 1280, height: int = 900) -> None:
        self._page.set_viewport_size({"width": width, "height": height})
        self._page.goto(url)

    def evaluate(self, function: str) -> str | None:
        try:
            value = self._page.evaluate(function)
        except Error as error:
            raise AssertionError(str(error)) from error
        return None if value is None else str(value)

    def press(self, *keys: str) -> None:
        self._page.keyboard.press("+".join(keys))

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

    def point(self, x: float, y: float, button: int = 0) -> None:
        self._page.mouse.click(x, y, button=_BUTTONS[button])

    def downloaded(self, element: str) -> tuple[str, bytes]:
        try:
            with self._page.expect_download() as download:
                self.click(element)
        except Error as error:
            raise AssertionError(f"no file was saved: {error}") from error
        return download.value.suggested_filename, Path(download.value.path()).read_bytes()

    def captured(self) -> bytes:
        return self._page.screenshot(full_page=True)

    @contextmanager
    def forced_colours(self) -> Iterator[Engine]:
        self._page.emulate_media(forced_colors="active")
        yield self
        self._page.emulate_media(forced_colors="none")

    def printed(self) -> bytes:
        return self._page.pdf()
