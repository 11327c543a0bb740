"""Charts as readers meet them: without scripts, on a phone, in every scheme, on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, product

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .fixtures import OpenPage
from .looking import DESKTOP, MEDIA, PHONE, Look, look
from .project import CHARTED, DEFAULT, LANGUAGES, OTHER, Language, address
from .serving import Served
from .visiting import NARROWEST

SMALLEST_TEXT = 11
"""Pixels; the size below which chart text is hard to read on a phone."""
JSON = re.compile(r"""[\[{]\s*["'][\w$-]+["']\s*:""")


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Page]:
    """One window for everything that only looks."""
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture(
    scope="module", params=product(LANGUAGES, CHARTED), ids=lambda both: f"{both[1]}-{both[0]}"
)
def seen(request: pytest.FixtureRequest, window: Page, site: Served) -> Look:
    language, article = request.param
    return look(window, site.url + address(language, article))


def test_chart_text_is_large_enough_on_a_phone(seen: Look) -> None:
    assert seen.texts[PHONE]
    small = [
        f"{text.chart}: {text.text} ({text.size:.1f} px)"
        for text in seen.texts[PHONE] if text.size < SMALLEST_TEXT
    ]
    assert not small, "\n".join(small)


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_chart_texts_stay_in_the_picture_and_apart(seen: Look, width: int) -> None:
    texts = seen.texts[width]
    assert texts
    faults = [f"{t.chart}: {t.text} leaves the picture" for t in texts if t.leaves_the_picture()]
    faults += [
        f"{one.chart}: {one.text} runs into {other.text}"
        for one, other in combinations(texts, 2) if one.runs_into(other)
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("media", MEDIA)
def test_chart_text_can_be_read_in_every_scheme(seen: Look, media: str) -> None:
    assert not seen.faint[media], "\n".join(seen.faint[media])


def test_every_chart_is_printed_and_the_text_is_dark_on_white(seen: Look) -> None:
    assert seen.printed_charts == seen.charts > 0
    assert not seen.frame_in_print
    assert not seen.moving_in_print, "\n".join(seen.moving_in_print)
    assert not seen.pale_in_print


def test_nothing_moves_for_who_wants_no_motion(seen: Look) -> None:
    assert not seen.moving, "\n".join(seen.moving)


def test_an_open_table_scrolls_in_its_own_box(seen: Look) -> None:
    assert seen.needed_with_open_tables <= NARROWEST


@pytest.mark.parametrize("article", CHARTED)
def test_without_scripts_every_chart_shows_its_picture_and_its_table(
    open_page: OpenPage, language: Language, article: str
) -> None:
    page = open_page(address(language, article), width=PHONE, java_script_enabled=False)
    assert not JSON.search(page.locator("body").inner_text())
    figures = page.locator("figure.chart").all()
    assert figures
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 900})
        for figure in figures:
            picture = figure.locator("svg[role=img]:visible")
            expect(picture).to_have_count(1)
            expect(picture).to_have_attribute("aria-label", re.compile(".+"))
            box = picture.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) > 100
    for figure in figures:
        if not figure.locator("details").count():
            continue  # a short one, which leads to the page that has it
        table = figure.locator("table")
        expect(table).to_be_hidden()
        figure.locator("summary").click()
        expect(table).to_be_visible()
        assert table.locator("tbody td").first.inner_text().strip()


@pytest.mark.story
@pytest.mark.parametrize("where", ["timeline/", "embed/ten-years/"])
def test_an_apostrophe_in_an_english_picture_is_narrow(open_page: OpenPage, where: str) -> None:
    page = open_page(OTHER.prefix + where)
    text = page.locator(".chart__wide text", has_text="’").first
    index = text.inner_html().index("’")
    wide, size = text.evaluate(
        "(e, i) => [e.getSubStringLength(i, 1), parseFloat(getComputedStyle(e).fontSize)]", index
    )
    assert wide < size / 2


# The small script: mouse, finger and arrow keys read what marks say. It is the same in every
# language, so one page of the second is enough.


@pytest.fixture(
    params=[*product([DEFAULT], CHARTED), (OTHER, CHARTED[0])],
    ids=lambda both: f"{both[1]}-{both[0]}",
)
def charted(request: pytest.FixtureRequest) -> str:
    """The address of an article with charts."""
    return address(*request.param)


def marks(figure: Locator) -> list[Locator]:
    return [m for m in figure.locator("svg [data-tip]").all() if m.is_visible()]


def text_of(mark: Locator) -> str:
    text = mark.get_attribute("data-tip")
    assert text
    return text


LINES_BEGIN_WITH = """heading => {
  const found = [], text = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT)
  let top = null
  while (text.nextNode()) for (let at = 0; at < text.currentNode.length; at++) {
    const range = document.createRange()
    range.setStart(text.currentNode, at)
    range.setEnd(text.currentNode, at + 1)
    const box = range.getBoundingClientRect()
    if (!box.width) continue
    if (top === null || box.top > top + 5) found.push(text.currentNode.data[at])
    top = box.top
  }
  return found
}"""


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_no_line_of_a_chart_s_title_begins_with_a_closing_mark(
    open_page: OpenPage, site: Served, width: int
) -> None:
    """A phrase too long for a line is broken anywhere, before its comma as well."""
    folder = site.folder / DEFAULT.prefix / "charts"
    charts = sorted(path.parent.name for path in folder.glob("*/index.html"))
    assert charts
    for chart in charts:
        page = open_page(f"{DEFAULT.prefix}charts/{chart}/", width=width)
        begun = page.locator("main h1").first.evaluate(LINES_BEGIN_WITH)
        assert begun
        assert not set(begun) & set("，。、；：？！）》”’%"), chart


def test_the_mouse_shows_what_a_mark_says(open_page: OpenPage, charted: str) -> None:
    figure = open_page(charted).locator("figure.chart").first
    tip = figure.locator(".chart__tip")
    expect(tip).to_be_hidden()
    texts = [text_of(mark) for mark in marks(figure)]
    for mark in marks(figure)[:5]:
        mark.hover(force=True)
        expect(tip).to_be_visible()
        assert tip.inner_text() in texts  # marks may lie on each other
    figure.page.mouse.move(0, 0)
    expect(tip).to_be_hidden()


def test_arrow_keys_read_mark_by_mark_and_escape_ends_it(
    open_page: OpenPage, charted: str
) -> None:
    figure = open_page(charted).locator("figure.chart").first
    tip, heard = figure.locator(".chart__tip"), figure.locator("[aria-live=polite]")
    picture, all_marks = figure.locator(".chart__picture"), marks(figure)
    expect(picture).to_have_attribute("aria-label", re.compile(".+"))
    picture.focus()
    for key, index in (("ArrowRight", 0), ("ArrowDown", 1), ("ArrowLeft", 0), ("ArrowUp", -1)):
        picture.press(key)
        words = text_of(all_marks[index])
        expect(heard).to_have_text(words)
        expect(tip).to_have_text(words)
        expect(tip).to_be_visible()
    picture.press("Escape")
    expect(tip).to_be_hidden()


def test_a_tap_shows_what_a_mark_says_within_the_screen(
    open_page: OpenPage, charted: str
) -> None:
    figure = open_page(charted, width=PHONE, has_touch=True, is_mobile=True).locator(
        "figure.chart"
    ).first
    tip = figure.locator(".chart__tip")
    for mark in (marks(figure)[0], marks(figure)[-1]):
        mark.tap(force=True)
        expect(tip).to_be_visible()
        box = tip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE
