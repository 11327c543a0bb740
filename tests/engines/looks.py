"""What a reader does with a page, tried in any engine: each look returns what is wrong, in words.

A look that finds nothing to try on a page returns None: the page has no charts, say.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import yaml
from PIL import Image

from explainer.data import dataset

from .adapted import forced_colours, large_text, text_spacing
from .engine import Engine
from .looking import FINDS, LIVE, Look, Where, overflow
from .paper import painted

SEEN = 0.8
"""The least part of a chart's shapes on paper: those of no size are not painted."""

SHAPES = """const shapes = svg => [...svg?.querySelectorAll("path, rect, line, circle") ?? []]
  .filter(shape => {
    const { fill, stroke } = getComputedStyle(shape)
    return !shape.closest("defs, clipPath") && (fill !== "none" || stroke !== "none")
  })
"""
"""What is painted of a picture."""

CHARTS = f"""(() => {{ {SHAPES}
return [...document.querySelectorAll("figure.chart")].map(figure => {{
  const all = [...figure.querySelectorAll("svg[role=img]")]
  const shown = all.filter(one => one.getClientRects().length)
  const box = shown[0]?.getBoundingClientRect()
  return {{ id: figure.id, shown: shown.length, drawn: shapes(shown[0]).length,
    box: box && [box.left, box.top + scrollY, box.right, box.bottom + scrollY] }}
}}) }})()"""
"""The charts of a page: how many pictures each shows, where, and how much is painted there."""

# The letters fill the middle of their box.
_LETTERS = """[...document.querySelectorAll("figure.chart svg[role=img]")]
.filter(svg => svg.getClientRects().length).flatMap(svg => {
  const frame = svg.getBoundingClientRect(), chart = svg.closest("figure").id
  const texts = [...svg.querySelectorAll("text")].filter(text => text.textContent.trim())
  const letters = texts.map(text => {
    const box = text.getBoundingClientRect(), fifth = box.height / 5
    return [text.textContent.trim(), box.left, box.top + fifth, box.right, box.bottom - fifth]
  })
  return letters.flatMap(([text, left, top, right, bottom], at) => [
    ...Math.min(left - frame.left, top - frame.top, frame.right - right, frame.bottom - bottom) < -1
      ? [`${chart}: ${text} is cut`] : [],
    ...letters.slice(at + 1).filter(([, l, t, r, b]) =>
      Math.min(right, r) - Math.max(left, l) > TOUCH && Math.min(bottom, b) - Math.max(top, t) > 1)
      .map(([other]) => `${chart}: ${text} runs into ${other}`),
  ])
})"""
AT_ONCE, MOST_STOPS = 20, 4000
"""How often Tab is pressed before one looks, and in all."""
WIDE = 960
"""From here on a page has its wide design."""
_TOUCH = 2.5
"""Pixels by which the boxes of two texts may overlap: engines measure fonts each in their way."""

QUERIES = Path(__file__).parents[1] / "story" / "queries.yml"

_FIGURE = "[...document.querySelectorAll('main a:is(.fact, .term, .source-link)')].find(one => " \
    "one.getClientRects().length && !one.closest('details:not([open]), svg'))"
_NOTE = "document.querySelector('body > .note')"
_OPEN = f"{_NOTE}.getClientRects().length"
_SORTS = "[...document.querySelectorAll('table[data-sortable] thead button')]" \
    ".filter(one => one.getClientRects().length)"


def first_query(language: str) -> str:
    """What a reader of a language may type: the first that this story must find, or, where it
    has no list of such, what its first metric is called."""
    if not QUERIES.is_file():
        metrics = dataset.load(QUERIES.parents[2]).metrics.values()
        return next(iter(metrics)).name[language]
    return str(next(iter(yaml.safe_load(QUERIES.read_text("utf-8"))[language])))


def charts(engine: Engine, where: Where) -> list[str] | None:
    """Each chart shows one picture, of a size, with something in it."""
    found = engine.run(CHARTS)
    return None if not found else [
        f"{chart['id']}: {chart['shown']} pictures, {chart['drawn']} shapes" for chart in found
        if chart["shown"] != 1 or chart["drawn"] < 3
        or chart["box"][2] - chart["box"][0] < 200 or chart["box"][3] - chart["box"][1] < 60
    ]


def text_in_pictures(engine: Engine, where: Where) -> list[str] | None:
    """No text of a picture leaves it or runs into another."""
    if not engine.run("document.querySelectorAll('figure.chart').length"):
        return None
    return list(engine.run(_LETTERS.replace("TOUCH", str(_TOUCH))))


def notes(engine: Engine, where: Where) -> list[str] | None:
    """A figure's note opens by mouse and by keyboard, inside the window; Escape closes it."""
    if not engine.run(f"!!{_FIGURE} && !!{_NOTE}"):
        return None
    wrong = []
    engine.run(f"{_FIGURE}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
    engine.click(_FIGURE)
    if not engine.becomes(_OPEN, FINDS):
        return ["no note by mouse"]
    left, right, size = engine.run(
        f"(box => [box.left, innerWidth - box.right, box.height])({_NOTE}.getBoundingClientRect())"
    )
    if min(left, right) < 0 or size < 40:
        wrong.append(f"the note stands {left} and {right} px from the edges, {size} px high")
    engine.press("Escape")
    if not engine.becomes(f"!{_OPEN}", FINDS):
        wrong.append("Escape leaves the note open")
    engine.run(f"{_FIGURE}.focus()")
    engine.press("Enter")
    if not engine.becomes("document.activeElement.matches('.note__more')", FINDS):
        wrong.append("Enter does not lead into the note")
    engine.press("Escape")
    if not engine.becomes(f"!{_OPEN} && document.activeElement === {_FIGURE}", FINDS):
        wrong.append("Escape does not lead back to the figure")
    return wrong


def live_charts(engine: Engine, where: Where) -> list[str] | None:
    """Every live chart opens by keyboard, keeps the focus, and closes with Escape."""
    wrong = []
    for at, chart in enumerate(engine.run(f"[...{LIVE}].map(one => one.id)")):
        figure = f"{LIVE}[{at}]"
        button = f"{figure}.querySelector('.chart__explore')"
        engine.run(f"{button}.focus()")
        engine.press("Enter")
        drawn = f"{figure}.querySelectorAll('.chart__live svg path').length > 3"
        if not engine.becomes(drawn, FINDS):
            said = engine.run(f"{figure}.querySelector('[role=status]').textContent")
            wrong.append(f"{chart} does not come to life: {said}")
            continue
        if not engine.run(f"document.activeElement === {button}"):
            wrong.append(f"{chart} loses the focus")
            engine.run(f"{button}.focus()")
        engine.press("Escape")
        if not engine.becomes(f"!{figure}.querySelector('.chart__live')", FINDS):
            wrong.append(f"{chart}: Escape leaves the live view")
    return wrong if engine.run(f"{LIVE}.length") else None


def sorting(engine: Engine, where: Where) -> list[str] | None:
    """A column's head sorts the rows, says so, and turns their order at the second click."""
    engine.run("""document.querySelectorAll('table[data-sortable]').forEach(table => {
      const closed = table.closest('details')
      if (closed) closed.open = true
    }) ?? 0""")
    engine.becomes(f"{_SORTS}.length", 1)
    if not (count := engine.run(f"{_SORTS}.length")):
        return None
    last = f"{_SORTS}[{count - 1}]"
    rows = f"[...{last}.closest('table').tBodies[0].rows].map(row => row.textContent).join()"
    orders = []
    for _ in range(2):
        engine.click(last)
        orders.append(engine.run(f"[{rows}, {last}.closest('th').getAttribute('aria-sort')]"))
    (one, first), (two, second) = orders
    several = engine.run(f"{last}.closest('table').tBodies[0].rows.length") > 1
    wrong = [f"sorted {first}, then {second}"] * ({first, second} != {"ascending", "descending"})
    return wrong + ["two clicks, one order"] * (several and one == two)


def filtering(engine: Engine, where: Where) -> list[str] | None:
    """A list shows as many items of a kind as it says there are."""
    choices = "document.querySelectorAll('.filter__choice')"
    if engine.run(f"{choices}.length") < 2:
        return None
    engine.click(f"{choices}[1]")
    items = "[...document.querySelectorAll('.filter ~ ol > li')]"
    shown, said = engine.run(
        f"[{items}.filter(one => one.getClientRects().length).length, "
        f"Number({choices}[1].textContent.match(/(\\d+)\\s*$/)[1])]"
    )
    wrong = [f"{shown} items of {said}"] * (shown != said)
    return wrong + ["not in the address"] * ("?" not in engine.run("location.href"))


def downloads(engine: Engine, where: Where) -> list[str] | None:
    """A link to a file saves it under its name, as the host has it."""
    link = "[...document.querySelectorAll('main a[download]')]" \
        ".find(one => one.getClientRects().length && !one.closest('details:not([open])'))"
    if not engine.run(f"!!{link}"):
        return None
    name, content = engine.downloaded(link)
    wanted, size = engine.run(f"""(async () => {{
      const address = {link}.href, body = await (await fetch(address)).arrayBuffer()
      return [address.split("/").pop(), body.byteLength]
    }})()""")
    return [f"{name}, {len(content)} bytes, for {wanted}, {size}"] * (
        (name, len(content)) != (wanted, size)
    )


def switch(engine: Engine, where: Where) -> list[str] | None:
    """The switch of language leads to the same place of the twin, where the same note is open."""
    link = "document.querySelector('.language-switch__link')"
    if not where.twin or not engine.run(f"!!{link}"):
        return None
    anchor = engine.run("(document.querySelector('main h2[id], main li[id]') ?? {}).id ?? ''")
    engine.run(f"(location.hash = {json.dumps(anchor)}, 0)")
    noted = engine.run(f"!!{_FIGURE} && !!{_NOTE}")
    if noted:
        engine.click(_FIGURE)
        engine.becomes(_OPEN, FINDS)
    engine.click(link)
    target = where.twin + (f"#{anchor}" if anchor else "")
    if not engine.arrives(target, FINDS):
        return [f"it leads to {engine.run('location.href')}, not to {target}"]
    opened = not noted or engine.becomes(f"{_NOTE} && {_OPEN}", FINDS)
    return [] if opened else ["the note that was open is not"]


def search(engine: Engine, where: Where) -> list[str] | None:
    """What is typed is found; Escape closes; without a mouse the first result leads to its page."""
    field = "document.querySelector('.md-search__input')"
    if not engine.run(f"!!{field}"):
        return None
    engine.press("/")
    engine.becomes(f"document.activeElement === {field}", FINDS)
    engine.type(where.query)
    if not engine.becomes("document.querySelectorAll('.md-search-result__item').length", FINDS):
        return [f"nothing for {where.query}: "
                + str(engine.run("document.querySelector('.md-search-result__meta').textContent"))]
    engine.becomes(_LISTED, FINDS)
    target = engine.run("document.querySelector('.md-search-result__link').href")
    engine.press("ArrowDown")
    if not engine.becomes("document.activeElement.matches('.md-search-result__link')", FINDS):
        return ["the arrow does not lead to the first result"]
    engine.press("Enter")
    if engine.arrives(target, FINDS):
        return []
    return [f"Enter leads to {engine.run('location.href')}, not to {target}"]


_LISTED = """(list => {
  if (list !== window.listed) [window.listed, window.since] = [list, Date.now()]
  return Date.now() - window.since > 300
})(document.querySelector('.md-search-result__list').innerHTML)"""
"""That what was found stays as it is: it is listed anew at every letter typed."""


def keyboard(engine: Engine, where: Where) -> list[str]:
    """Tab goes through the page, on and on, to its end; each stop is named and can be seen."""
    engine.run(_WALK)
    for _ in range(MOST_STOPS // AT_ONCE):
        before = engine.run("window.stops.length")
        for _ in range(AT_ONCE):
            engine.press("Tab")
        stops, faults, end = engine.run("[window.stops.length, window.wrong, window.end]")
        if end or stops == before:
            break
    else:
        return [*faults, "Tab never leaves the page"]
    foot = "document.querySelector('footer') && !stops.some(one => one.closest('footer'))"
    if engine.run(foot):
        faults.append(f"the foot is not reached: {stops} stops")
    return [*faults, *engine.run(_UNSEEN)]


_WALK = """(() => {
  document.activeElement.blur()
  scrollTo(0, 0)
  window.stops = []
  window.wrong = []
  window.end = false
  addEventListener("focusin", ({ target }) => {
    if (end) return
    const { labels, placeholder, title, textContent } = target
    const name = (target.getAttribute("aria-label") || title || textContent).trim()
    const said = `${target.localName}.${target.className} ${name.slice(0, 30)}`
    if (stops.includes(target)) {
      // After the last stop some go to the browser's own buttons, some begin anew.
      const last = stops[stops.length - 1]
      const foot = last.closest("footer") || !document.querySelector("footer")
      const over = foot && [last, stops[0]].includes(target)
      if (!over) wrong.push(`again at ${said}`)
      end = true
      return
    }
    stops.push(target)
    if (!name && !labels?.length && !placeholder) wrong.push(`no name: ${said}`)
  })
})()"""

# One by one and slowly: a window scrolls to what has the focus when it has time to.
_UNSEEN = """(async () => {
  const unseen = [], step = Math.ceil(stops.length / 40)
  for (const stop of stops.filter((_, at) => at % step === 0)) {
    stop.focus()
    for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame)
    const { left, top, right, bottom } = stop.getClientRects()[0] ?? {}
    const seen = right > 0 && left < innerWidth && bottom > 0 && top < innerHeight
    if (seen || document.activeElement !== stop) continue
    unseen.push(`out of sight: ${stop.outerHTML.slice(0, 80)}`)
  }
  return unseen
})()"""


def paper(engine: Engine, where: Where) -> list[str] | None:
    """The PDF has as much painted for each chart as its picture has shapes.

    Each chart gets a colour of its own first, so that its shapes can be told from all others.
    """
    shapes = engine.run(_COLOUR)
    if not shapes:
        return None
    found = painted(engine.printed())
    return [
        f"{chart} has {count} shapes and {found[tuple(colour)]} on paper"
        for chart, colour, count in shapes if not found[tuple(colour)] > SEEN * count > 2
    ]


_COLOUR = f"""(() => {{ {SHAPES}
  return [...document.querySelectorAll("figure.chart")].map((figure, at) => {{
    const colour = [10 + at, 200, 3], wide = figure.querySelector(".chart__wide > svg")
    const all = [...figure.querySelectorAll("svg[role=img]")].flatMap(shapes)
    for (const shape of all) for (const one of ["fill", "stroke"]) {{
      if (getComputedStyle(shape)[one] !== "none") shape.style[one] = `rgb(${{colour}})`
    }}
    return [figure.id, colour, shapes(wide).length]
  }})
}})()"""


def whole_page(engine: Engine, where: Where) -> list[str] | None:
    """A picture of the whole page has every chart."""
    found, height = engine.run(f"[{CHARTS}, document.documentElement.scrollHeight]")
    if not found or (engine.tallest and height > engine.tallest):
        return None
    page = Image.open(io.BytesIO(engine.captured())).convert("L")
    wrong = []
    for chart in found:
        picture = page.crop([round(edge) for edge in chart["box"]])
        dark = sum(picture.histogram()[:200]) / (picture.width * picture.height)
        if dark < 0.005:
            wrong.append(f"{chart['id']} is not in the picture of the page")
    return wrong


LOOKS: list[list[Look]] = [
    [overflow, charts, text_in_pictures, whole_page], [text_spacing], [large_text],
    [forced_colours],
    [notes], [live_charts], [sorting], [filtering], [keyboard], [paper], [search], [switch],
    [downloads],
]
"""All looks; each group begins with the page as it comes. Those that lead elsewhere stand last."""
LEAVE = (search, switch)
"""These end on another page."""


def looked(engine: Engine, where: Where) -> dict[str, list[str] | None]:
    """What every look finds wrong on a page, by its name, and ``errors`` for all of them.

    The paper is the same in every window, so that a narrow one is not asked for it.
    """
    found: dict[str, list[str] | None] = {}
    noticed: list[str] = []
    for group in LOOKS:
        if group == [paper] and where.width < WIDE:
            continue
        engine.open(where.url, where.width)
        for look in group:
            try:
                found[look.__name__] = look(engine, where)
            except AssertionError as error:
                found[look.__name__] = [str(error)]
        if group[-1] not in LEAVE:
            noticed += engine.faults()
    return {"errors": list(dict.fromkeys(noticed)), **found}
