"""What a first visit costs and what a phone shows: the same on any machine."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from browser.serving import Served
from browser.visiting import HEIGHT, NARROWEST
from playwright.sync_api import Browser, BrowserContext, Page

from .budgets import EVERY, KILO

PHONE = {"width": 412, "height": 823}
"""The window of Lighthouse's phone."""

_SHIFTS = """
  window.shifts = 0
  window.shifted = new Set()
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) {
      window.shifts += entry.value
      for (const { node } of entry.sources) if (node) window.shifted.add(
        (node.outerHTML ?? node.parentElement?.outerHTML ?? "").slice(0, 120))
    }
  }).observe({type: "layout-shift", buffered: true})
"""

_SCROLL = """async () => {
  const step = innerHeight, next = () => new Promise(requestAnimationFrame)
  for (let top = 0; top < document.documentElement.scrollHeight && top < 40 * step; top += step) {
    scrollTo(0, top); await next()
  }
  await next(); scrollTo(0, 0); await next(); await next()
  return window.shifts
}"""

_DECLARED = """() => [...document.querySelectorAll("link[rel~=icon], link[rel=manifest]")]
  .map(link => link.href)"""

_SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth, wide = []
  for (const e of document.body.querySelectorAll("*"))
    if (e.getBoundingClientRect().right > width + 1) wide.push(e)
  const last = wide.filter(e => !wide.some(other => other !== e && e.contains(other)))
  return {over: document.documentElement.scrollWidth - width,
    by: last.slice(0, 3).map(e => e.outerHTML.slice(0, 120))}
}"""

# Text of charts is judged at the size it is shown at, by the tests of charts.
_TEXT = """smallest => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const range = document.createRange(), found = new Map()
  let least = Infinity
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement
    if (!text.data.trim() || parent.closest("svg, script, style, template, noscript")) continue
    if (!parent.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue
    range.selectNodeContents(text)
    const box = range.getBoundingClientRect(), size = parseFloat(getComputedStyle(parent).fontSize)
    if (box.width <= 1 || box.height <= 1) continue
    least = Math.min(least, size)
    if (size < smallest - 0.01) {
      const name = parent.tagName.toLowerCase() + [...parent.classList].map(c => "." + c).join("")
      const where = `${size.toFixed(1)} px: ${name} in ` +
        (parent.parentElement.className || parent.parentElement.tagName.toLowerCase())
      if (!found.has(where)) found.set(where, text.data.trim().slice(0, 40))
    }
  }
  return {least, small: [...found].map(([where, what]) => `${where} (${what})`)}
}"""

_TARGETS = """() => axe.run({runOnly: {type: "rule", values: ["target-size"]}})
  .then(({violations}) => violations.flatMap(violation => violation.nodes).map(node =>
    ({target: node.target.join(" "), html: node.html.slice(0, 160),
      why: node.any.map(check => check.message)})))"""


@dataclass
class Cost:
    """What a visit cost and showed, and where the breaches are."""

    kilobytes: float = 0
    requests: int = 0
    third_parties: int = 0
    cls: float = 0
    sideways: float = 0
    text: float = 0
    target: float = 99
    files: dict[str, int] = field(default_factory=dict)
    details: list[str] = field(default_factory=list)

    def measured(self) -> dict[str, Any]:
        """The figures, under the names of the budgets."""
        return {name.replace("_", "-"): value for name, value in asdict(self).items()}

    def heaviest(self) -> str:
        """Everything transferred, the heaviest first."""
        return "transferred: " + ", ".join(
            f"{path} {size / KILO:.1f}" for path, size in self.files.items()
        )


class Window:
    """A phone with a server of its own, so that the server knows what the visit transferred."""

    def __init__(self, browser: Browser, site: Served) -> None:
        self._browser, self._site = browser, site
        self._context: BrowserContext | None = None

    def open(self, address: str) -> None:
        """Begin a first visit."""
        self._site.sent.clear()
        self._strange: list[str] = []
        self._context = self._browser.new_context(
            viewport=PHONE, device_scale_factor=1.75, is_mobile=True, has_touch=True
        )
        self._context.add_init_script(_SHIFTS)
        self._context.on("request", lambda request: self._note(request.url))
        self._page = self._context.new_page()
        self._page.goto(self._site.url + address)

    def _note(self, url: str) -> None:
        if re.match(r"(https?|wss?):", url) and not url.startswith(self._site.origin + "/"):
            self._strange.append(url)

    def transferred(self) -> Cost:
        """End the loading: its weight, its requests, what moved meanwhile."""
        assert self._context
        page, cost = self._page, Cost()
        page.wait_for_load_state("networkidle")
        cost.cls = round(page.evaluate(_SCROLL), 4)
        if cost.cls > EVERY["cls"]:
            moved = page.evaluate("() => [...window.shifted]")
            cost.details += [f"moves while loading: {element}" for element in moved]
        for url in page.evaluate(_DECLARED):
            path = url.removeprefix(self._site.origin)
            if path.startswith("/") and path not in dict(self._site.sent):
                self._context.request.get(url)
        sent = [*self._site.sent]
        cost.files = dict(sorted(sent, key=lambda answer: -answer[1]))
        cost.kilobytes = round(sum(size for _, size in sent) / KILO, 1)
        cost.requests = len(sent)
        cost.third_parties = len(self._strange)
        cost.details += [f"asks another host: {url}" for url in self._strange]
        return cost

    def look(self) -> Cost:
        """The whole visit: what it transferred, then what a narrow phone shows."""
        cost, page = self.transferred(), self._page
        page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true })")
        page.evaluate(AXE_SCRIPT)
        _targets(page, cost)
        page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
        sideways = page.evaluate(_SIDEWAYS)
        cost.sideways = max(0, sideways["over"])
        cost.details += [f"wide at {NARROWEST} px: {by}" for by in sideways["by"] if cost.sideways]
        text = page.evaluate(_TEXT, EVERY["text"])
        cost.text = text["least"]
        cost.details += [f"small text, {small}" for small in text["small"]]
        _targets(page, cost)
        return cost

    def close(self) -> None:
        if self._context:
            self._context.close()
            self._context = None


def _targets(page: Page, cost: Cost) -> None:
    """What is too small to tap, and too near to something else, as axe-core sees it."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    for node in page.evaluate(_TARGETS):
        sizes = re.findall(r"([\d.]+)px", " ".join(node["why"]))
        cost.target = min(cost.target, *map(float, sizes[:2]))
        cost.details.append(f"small target at {width} px: {node['html']}: {' '.join(node['why'])}")


class Windows:
    """Several phones at once: one waits while another is looked at."""

    def __init__(self, browser: Browser, servers: list[Served]) -> None:
        self._windows = [Window(browser, server) for server in servers]

    def visit(self, addresses: list[str]) -> list[Cost]:
        """The costs of all addresses, in their order."""
        costs: list[Cost] = []
        ahead = len(self._windows)
        for number, address in enumerate(addresses[:ahead]):
            self._windows[number].open(address)
        for number in range(len(addresses)):
            window = self._windows[number % ahead]
            costs.append(window.look())
            window.close()
            if number + ahead < len(addresses):
                window.open(addresses[number + ahead])
        return costs
