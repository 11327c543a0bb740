"""A long look at the charts of a page: on two screens, in every scheme, on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from .visiting import NARROWEST

DESKTOP, PHONE = 1280, 360
MEDIA = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours, light": {"forced_colors": "active", "color_scheme": "light"},
    "forced colours, dark": {"forced_colors": "active", "color_scheme": "dark"},
    "light, printed": {"media": "print", "color_scheme": "light"},
    "dark, printed": {"media": "print", "color_scheme": "dark"},
}
"""The ways a page is shown."""

_EVERYDAY = {
    "media": "screen", "color_scheme": "light", "forced_colors": "none",
    "reduced_motion": "no-preference",
}

# Texts of the visible pictures of a page, each with the box it fills, its size on the screen,
# and how its colour contrasts with what it stands on (WCAG's ratio).
_MEASURE = """() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true})
  const paint = colours => {
    canvas.fillStyle = "white"
    canvas.fillRect(0, 0, 1, 1)
    for (const [colour, alpha] of colours) {
      canvas.globalAlpha = alpha
      canvas.fillStyle = colour
      canvas.fillRect(0, 0, 1, 1)
    }
    canvas.globalAlpha = 1
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
  }
  const luminance = rgb => {
    const [r, g, b] = rgb.map(v => v / 255)
      .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    return .2126 * r + .7152 * g + .0722 * b
  }
  const contrast = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
    return (high + .05) / (low + .05)
  }
  const opacity = element => {
    let result = +getComputedStyle(element).fillOpacity
    for (let e = element; e && e.tagName != "svg"; e = e.parentElement)
      result *= +getComputedStyle(e).opacity
    return result
  }
  const page = element => {
    const behind = []
    for (let e = element; e; e = e.parentElement)
      behind.unshift([getComputedStyle(e).backgroundColor, 1])
    return behind
  }
  const covers = (shape, x, y) => {
    const box = shape.getBoundingClientRect()
    if (x < box.left || x > box.right || y < box.top || y > box.bottom) return false
    return shape.isPointInFill(new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse()))
  }
  const found = []
  for (const svg of document.querySelectorAll("figure.chart svg")) {
    if (!svg.checkVisibility()) continue
    const frame = svg.getBoundingClientRect(), shapes = [], background = page(svg.parentElement)
    for (const element of svg.querySelectorAll("*")) {
      const style = getComputedStyle(element)
      if (element instanceof SVGTextElement) {
        const box = element.getBoundingClientRect(), text = element.textContent.trim()
        if (!text) continue
        const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2
        const ground = [...background, ...shapes.filter(s => covers(s, x, y))
          .map(s => [getComputedStyle(s).fill, opacity(s)])]
        const {a, b} = element.getScreenCTM()
        found.push({
          text, chart: svg.closest("figure").id,
          box: [box.left - frame.left, box.top - frame.top,
                box.right - frame.left, box.bottom - frame.top],
          frame: [frame.width, frame.height],
          size: parseFloat(style.fontSize) * Math.hypot(a, b),
          contrast: contrast(paint(ground), paint([...ground, [style.fill, opacity(element)]])),
        })
      } else if (element instanceof SVGGeometryElement && style.fill != "none") {
        shapes.push(element)
      }
    }
  }
  return found
}"""

_MOVING = """() => [...new Set([...document.querySelectorAll("*")].filter(element => {
  const style = getComputedStyle(element)
  return style.scrollBehavior == "smooth" ||
    [style.transitionDuration, style.animationDuration].join().split(",")
      .some(time => parseFloat(time) > .01)
}).map(element => `${element.tagName.toLowerCase()} ${element.getAttribute("class") ?? ""}`))]"""

_PRINTED = """() => [...document.querySelectorAll(
  "h1, h2, .md-content__inner p, .md-content__inner li, .md-content__inner a"
)].filter(element => element.checkVisibility() && element.innerText.trim())
  .map(element => getComputedStyle(element).color)"""


@dataclass(frozen=True)
class Text:
    """A text in a picture. ``box`` (left, top, right, bottom) is relative to the picture."""

    chart: str
    text: str
    box: tuple[float, float, float, float]
    frame: tuple[float, float]
    size: float
    contrast: float

    @property
    def letters(self) -> tuple[float, float, float, float]:
        """Where the letters are: a box is a line high, they fill the middle of it."""
        left, top, right, bottom = self.box
        margin = (bottom - top) * 0.2
        return left, top + margin, right, bottom - margin

    def leaves_the_picture(self) -> bool:
        left, top, right, bottom = self.letters
        width, height = self.frame
        return min(left, top) < -1 or right > width + 1 or bottom > height + 1

    def runs_into(self, other: Text) -> bool:
        one, two = self.letters, other.letters
        return (
            self.chart == other.chart
            and min(one[2], two[2]) - max(one[0], two[0]) > 1
            and min(one[3], two[3]) - max(one[1], two[1]) > 1
        )


@dataclass
class Look:
    """What was seen of a page's charts."""

    texts: dict[int, list[Text]] = field(default_factory=dict)
    """The texts of the pictures by the window's width, in the light scheme."""
    faint: dict[str, list[str]] = field(default_factory=dict)
    """Texts of pictures that can hardly be told from what they stand on, by :data:`MEDIA`."""
    charts: int = 0
    printed_charts: int = 0
    pale_in_print: list[str] = field(default_factory=list)
    """Colours of text that is hardly seen on white paper, from the dark scheme."""
    moving_in_print: list[str] = field(default_factory=list)
    """What would still be on its way, from the screen's colours, when a page is printed."""
    frame_in_print: bool = False
    """Whether the site's header is printed."""
    moving: list[str] = field(default_factory=list)
    """What moves for a reader who asked for no motion."""
    needed_with_open_tables: int = 0
    """The width of the narrowest phone's page once every table is open."""


def look(page: Page, url: str, enough_contrast: float = 4.5) -> Look:
    """Look at a page in every way; ``page`` is left as it was found."""
    seen = Look()
    page.emulate_media(**_EVERYDAY)
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    page.goto(url)
    seen.charts = page.locator("figure.chart").count()
    seen.texts[DESKTOP] = _texts(page)
    for name, media in MEDIA.items():
        page.emulate_media(**(_EVERYDAY | media))
        seen.faint[name] = [
            f"{text.chart}: {text.text} ({text.contrast:.2f})"
            for text in _texts(page) if text.contrast < enough_contrast
        ]
    seen.printed_charts = page.locator("figure.chart svg[role=img]:visible").count()
    seen.frame_in_print = page.locator(".md-header").is_visible()
    colours = dict.fromkeys(page.evaluate(_PRINTED))
    seen.pale_in_print = [colour for colour in colours if _brightness(colour) > 0.5]
    seen.moving_in_print = page.evaluate(_MOVING)
    page.emulate_media(**(_EVERYDAY | {"reduced_motion": "reduce"}))
    seen.moving = page.evaluate(_MOVING)
    page.emulate_media(**_EVERYDAY)
    page.set_viewport_size({"width": PHONE, "height": 900})
    seen.texts[PHONE] = _texts(page)
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    page.locator("figure.chart details").evaluate_all("all => all.forEach(d => d.open = true)")
    seen.needed_with_open_tables = page.evaluate("document.documentElement.scrollWidth")
    return seen


def _texts(page: Page) -> list[Text]:
    found: list[dict[str, Any]] = page.evaluate(_MEASURE)
    return [Text(**{**text, "box": tuple(text["box"])}) for text in found]


def _brightness(colour: str) -> float:
    numbers = [float(number) for number in re.findall(r"[\d.]+", colour)[:3]]
    return sum(numbers) / 3 / (1 if colour.startswith("color(") else 255)
