"""Visits: a page as one reader sees it, with everything the browser noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, Response

from .serving import Served

NARROWEST = 320
HEIGHT = 900
AXED = [(1280, "light"), (360, "dark")]
"""Every width and every scheme once, where axe-core need not look at all four. ``make audit``
does, on every type of page."""

_SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth
  const name = e => e.tagName.toLowerCase() + (e.id ? `#${e.id}` : "") +
    [...e.classList].map(c => `.${c}`).join("")
  const scrolls = e => e && (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX) ||
    (e !== document.body && scrolls(e.parentElement)))
  const wide = [...document.body.querySelectorAll("*")].filter(e =>
    e.getBoundingClientRect().right > width + 1 && !e.children.length && !scrolls(e.parentElement))
  return {width, needed: document.documentElement.scrollWidth, wide: wide.slice(0, 3).map(name)}
}"""


@dataclass
class Visit:
    """What one window showed of a page."""

    width: int
    scheme: str
    language: str | None = None
    title: str = ""
    headings: list[str] = field(default_factory=list)
    shown_scheme: str | None = None
    sideways: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    strange_requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)


class Window:
    """A window of a width and a colour scheme that notes what the browser notices."""

    def __init__(
        self, browser: Browser, site: Served, width: int, scheme: str, axe: bool = True
    ) -> None:
        self._site, self.width, self.scheme, self._axe = site, width, scheme, axe
        self._page = browser.new_page(
            viewport={"width": width, "height": HEIGHT}, color_scheme=scheme
        )
        self._page.on("response", self._note_response)
        self._page.on("requestfailed", self._note_failure)
        self._page.on("console", self._note_console)
        self._page.on("pageerror", self._note_error)

    def open(self, url: str) -> None:
        """Open a page and, if that is asked for, begin to look for accessibility faults."""
        self._visit = Visit(self.width, self.scheme)
        self._page.set_viewport_size({"width": self.width, "height": HEIGHT})
        self._page.goto(url)
        if self._axe:
            begin_axe(self._page)

    def look(self) -> Visit:
        """What the page shows."""
        page, visit = self._page, self._visit
        if self._axe:
            visit.violations = end_axe(page)
        page.wait_for_load_state("networkidle")
        visit.language = page.locator("html").get_attribute("lang")
        visit.title = page.title()
        visit.headings = page.locator("h1").all_inner_texts()
        visit.shown_scheme = page.locator("body").get_attribute("data-md-color-scheme")
        visit.sideways = _sideways(page)
        if self.width < 500:
            page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
            visit.sideways += _sideways(page)
        return visit

    def _note_response(self, response: Response) -> None:
        web = urlsplit(response.url).scheme in ("http", "https", "ws", "wss")
        if web and (not response.url.startswith(self._site.url) or response.status >= 400):
            self._visit.strange_requests.append(f"{response.status} {response.url}")

    def _note_failure(self, request: Request) -> None:
        self._visit.strange_requests.append(f"{request.url}: {request.failure}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._visit.console.append(f"{message.type}: {message.text}")

    def _note_error(self, error: Error) -> None:
        self._visit.console.append(f"page error: {error}")


class Visitor:
    """Visits a page with several windows at once, which is twice as fast as one by one.

    ``axed`` are those that look for accessibility faults, by far the longest look; all, if None.
    """

    def __init__(
        self, browser: Browser, site: Served, looks: list[tuple[int, str]],
        axed: list[tuple[int, str]] | None = None,
    ) -> None:
        self._windows = [
            Window(browser, site, *look, axe=axed is None or look in axed) for look in looks
        ]

    def visit(self, url: str) -> dict[tuple[int, str], Visit]:
        for window in self._windows:
            window.open(url)
        return {(window.width, window.scheme): window.look() for window in self._windows}


def begin_axe(page: Page) -> None:
    """Let axe-core begin to look at a page; other pages can be opened meanwhile."""
    page.evaluate(AXE_SCRIPT)
    page.evaluate("() => { window.axed = axe.run({resultTypes: ['violations']}) }")


def end_axe(page: Page) -> list[str]:
    """What axe-core found wrong, of any impact: one line for each rule, naming elements."""
    found = page.evaluate("() => window.axed.then(result => result.violations)")
    lines = []
    for violation in found:
        nodes = violation["nodes"]
        places = "; ".join(" ".join(map(str, node["target"])) for node in nodes[:3])
        reasons = [
            check["message"]
            for check in (*nodes[0]["any"], *nodes[0]["all"], *nodes[0]["none"])
        ]
        lines.append(
            f"{violation['id']} ({violation['impact']}), {len(nodes)} elements: {places}: "
            f"{' / '.join(reasons)}"
        )
    return lines


def _sideways(page: Page) -> list[str]:
    measured = page.evaluate(_SIDEWAYS)
    if measured["needed"] <= measured["width"]:
        return []
    culprits = ", ".join(measured["wide"]) or "unknown"
    return [f"{measured['needed']} px needed at {measured['width']} px, by {culprits}"]
