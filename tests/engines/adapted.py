"""Pages as some readers set them: more space, larger text, colours of their own."""

from __future__ import annotations

import io
import json

from PIL import Image

from .engine import Engine
from .looking import FINDS, LIVE, Where, overflow


def text_spacing(engine: Engine, where: Where) -> list[str]:
    """With the space between lines, words and letters that readers may set (WCAG 2.2, 1.4.12)
    nothing is cut, and nothing leaves the window."""
    engine.run(_STYLED.format(json.dumps(_SPACED)))
    return [*overflow(engine, where), *engine.run(_CUT)]


def large_text(engine: Engine, where: Where) -> list[str]:
    """The same with text twice as large (1.4.4)."""
    engine.run("""(({ style }) => {
      style.fontSize = parseFloat(getComputedStyle(document.documentElement).fontSize) * 2 + "px"
    })(document.documentElement)""")
    return [*overflow(engine, where), *engine.run(_CUT)]


_STYLED = "[...document.styleSheets].pop().insertRule({}, 0)"
_SPACED = "@media all { * { line-height: 1.5 !important; letter-spacing: .12em !important; " \
    "word-spacing: .16em !important } p { margin-block-end: 2em !important } }"

# What scrolls can be read, and so can what is written for listeners alone.
_CUT = """[...document.body.querySelectorAll("*")].flatMap(element => {
  const texts = [...element.childNodes].filter(one => one.nodeType === 3 && one.data.trim())
  const style = getComputedStyle(element), box = element.getBoundingClientRect()
  if (!texts.length || !element.getClientRects().length || style.visibility !== "visible") return []
  if (element.closest("[hidden], [aria-hidden=true], .md-skip, .md-ellipsis")) return []
  const range = document.createRange()
  range.selectNodeContents(element)
  const { left, right, top, bottom } = range.getBoundingClientRect(), high = (bottom - top) / 8
  const words = element.textContent.trim().slice(0, 30)
  const said = `${element.localName}.${element.classList}: ${words}`
  for (let around = element; around !== document.body; around = around.parentElement) {
    const { overflowX, overflowY, clipPath, position } = getComputedStyle(around)
    const room = around.getBoundingClientRect()
    if (room.width < 2 || room.height < 2 || clipPath !== "none") return []
    if (/auto|scroll/.test(overflowX + overflowY)) return []
    if (around.localName === "svg") continue
    const beside = left < room.left - 1 || right > room.right + 1
    const beyond = top < room.top - high || bottom > room.bottom + high
    const cuts = overflow => /hidden|clip/.test(overflow)
    if (beside && cuts(overflowX) || beyond && cuts(overflowY)) return [`cut: ${said}`]
    if (position === "fixed") return []
  }
  const outside = left < -1 || right > document.documentElement.clientWidth + 1
  return outside ? [`outside the window: ${said}`] : []
})"""


def forced_colours(engine: Engine, where: Where) -> list[str] | None:
    """In the reader's own few colours what is chosen, or pressed, can be told and read."""
    if not engine.run(f"document.querySelectorAll({json.dumps(_CHOICES)}).length"):
        return None
    with engine.forced_colours() as window:
        if window is None:
            return None
        window.open(where.url, where.width)
        if not window.run("matchMedia('(forced-colors: active)').matches"):
            return ["colours are not forced"]
        window.run(f"[...{LIVE}].slice(0, 1).forEach(one => "
                   "one.querySelector('.chart__explore').click()) ?? 0")
        window.becomes(f"!{LIVE}.length || document.querySelector('.chart__pick')", FINDS)
        window.run(f"document.querySelectorAll({json.dumps(_PRESSES)}).forEach(one => "
                   "one.getAttribute('aria-pressed') === 'true' || one.click()) ?? 0")
        chosen = window.run(_CHOSEN)
        page = Image.open(io.BytesIO(window.captured())).convert("L")
    wrong = []
    for said, box, other in chosen:
        dark, light = page.crop([round(edge) for edge in box]).getextrema()
        if light - dark < CONTRAST:
            wrong.append(f"{said} cannot be read")
        if other and middle(page, box) == middle(page, other):
            wrong.append(f"{said} does not look chosen")
    return wrong


def middle(page: Image.Image, box: list[float]) -> int:
    """The shade that most of a part of a picture has."""
    counts = page.crop([round(edge) for edge in box]).histogram()
    return counts.index(max(counts))


CONTRAST = 100
"""Of 255 shades, how far letters and what they stand on are apart at least."""
_PRESSES = ".chart__pick:first-child, .steps button:first-of-type"
_CHOICES = ".filter__choice, .chart__explore, .steps button"
_CHOSEN = """(async () => {
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame)
  await Promise.all(document.getAnimations().map(one => one.finished.catch(() => {})))
  const box = element => {
    const { left, top, right, bottom } = element.getBoundingClientRect()
    return [left + 2, top + scrollY + 2, right - 2, bottom + scrollY - 2]
  }
  const pairs = [
    ...[...document.querySelectorAll(".filter")].map(one => [...one.querySelectorAll("span")]),
    ...[...document.querySelectorAll(".chart__picks, .steps__stops")].map(one => [...one.children]),
  ]
  return pairs.filter(([one]) => one?.getClientRects().length)
    .map(([one, other]) => [one.textContent.trim(), box(one), other && box(other)])
})()"""
