"""Visits: a page as one reader sees it, with everything the browser noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from .project import Language
from .serving import Served

NARROWEST = 320
_AXE = Axe()

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


@dataclass(frozen=True)
class View:
    """Who looks at what: a page, a language, a window's width and a colour scheme."""

    page: str
    language: Language
    width: int
    scheme: str

    def __str__(self) -> str:
        return f"{self.page}-{self.language}-{self.width}-{self.scheme}"


@dataclass
class Visit:
    """What a visit showed."""

    view: View
    language: str | None
    title: str
    headings: list[str]
    scheme: str | None
    sideways: list[str]
    violations: list[str]
    strange_requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)


class Visitor:
    """Visits pages, one window for each width and scheme."""

    def __init__(self, browser: Browser, site: Served) -> None:
        self._browser, self._site = browser, site
        self._pages: dict[tuple[int, str], Page] = {}
        self._requests: list[str] = []
        self._console: list[str] = []

    def visit(self, view: View, url: str) -> Visit:
        page = self._page(view.width, view.scheme)
        self._requests.clear()
        self._console.clear()
        page.set_viewport_size({"width": view.width, "height": 900})
        page.goto(url)
        violations = axe_violations(page)
        page.wait_for_load_state("networkidle")
        sideways = _sideways(page)
        if view.width < 500:
            page.set_viewport_size({"width": NARROWEST, "height": 900})
            sideways += _sideways(page)
        return Visit(
            view=view,
            language=page.locator("html").get_attribute("lang"),
            title=page.title(),
            headings=page.locator("h1").all_inner_texts(),
            scheme=page.locator("body").get_attribute("data-md-color-scheme"),
            sideways=sideways,
            violations=violations,
            strange_requests=list(self._requests),
            console=list(self._console),
        )

    def _page(self, width: int, scheme: str) -> Page:
        if (width, scheme) not in self._pages:
            page = self._browser.new_page(
                viewport={"width": width, "height": 900}, color_scheme=scheme
            )
            page.on("response", self._note_response)
            page.on("requestfailed", lambda r: self._requests.append(f"{r.url}: {r.failure}"))
            page.on("console", self._note_console)
            page.on("pageerror", lambda error: self._console.append(f"page error: {error}"))
            self._pages[width, scheme] = page
        return self._pages[width, scheme]

    def _note_response(self, response: Response) -> None:
        parts = urlsplit(response.url)
        if parts.scheme in ("http", "https", "ws", "wss") and (
            not response.url.startswith(self._site.url) or response.status >= 400
        ):
            self._requests.append(f"{response.status} {response.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._console.append(f"{message.type}: {message.text}")


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds wrong, of any impact: one line for each rule, naming elements."""
    found = _AXE.run(page).response["violations"]
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
