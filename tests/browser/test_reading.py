"""Finding one's way: links to figures and sources, and the keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .fixtures import OpenPage
from .project import ARTICLES, DEFAULT, LANGUAGES, Language, address
from .serving import Served

PROSE_FIGURE = ".md-content p > a.fact:visible"
TABLE_FIGURE = "figure.chart td a:visible"
METRIC_SOURCE = ".fact-entry dd a[href*='sources/#']"
CHART_SOURCE = ".chart__source a[href*='#']"
MORE = ".note__more:visible"


def assert_led_to_its_anchor(page: Page, link: Locator) -> None:
    """Follow a link; what its fragment names must then be in sight, below the header."""
    href = link.evaluate("link => link.href")
    link.click()
    expect(page).to_have_url(href)
    target = page.locator(":target")
    expect(target).to_have_count(1)
    assert target.get_attribute("id") == href.partition("#")[2]
    page.wait_for_function(
        """() => {
          const box = document.querySelector(":target").getBoundingClientRect()
          const header = document.querySelector(".md-header").getBoundingClientRect()
          return box.top >= header.bottom - 1 && box.top < innerHeight
        }""",
        timeout=20000,
    )


@pytest.mark.story
@pytest.mark.parametrize("width", [1280, 360])
def test_a_figure_in_the_text_leads_to_its_entry(
    open_page: OpenPage, language: Language, width: int
) -> None:
    """By way of the note that opens at it."""
    page = open_page(address(language, "index"), width=width, height=500)
    page.locator(PROSE_FIGURE).last.click()
    assert_led_to_its_anchor(page, page.locator(MORE))


@pytest.mark.story
def test_without_scripts_a_figure_in_the_text_leads_to_its_entry(
    open_page: OpenPage, site: Served, language: Language
) -> None:
    page = open_page(address(language, "index"), height=500, java_script_enabled=False)
    figure = page.locator(PROSE_FIGURE).last
    anchor = (figure.get_attribute("href") or "").partition("#")[2]
    figure.click()
    expect(page).to_have_url(re.compile(f"/facts/[a-z0-9-]+/#{re.escape(anchor)}$"))
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


@pytest.mark.story
@pytest.mark.parametrize("width", [1280, 360])
def test_a_figure_under_a_chart_leads_to_its_entry(
    open_page: OpenPage, language: Language, width: int
) -> None:
    page = open_page(address(language, "index"), width=width, height=500)
    page.locator("figure.chart summary").first.click()
    assert_led_to_its_anchor(page, page.locator(TABLE_FIGURE).first)


@pytest.mark.story
@pytest.mark.parametrize("width", [1280, 360])
def test_a_source_leads_to_its_entry(
    open_page: OpenPage, language: Language, width: int, metric: str
) -> None:
    page = open_page(address(language, "index"), width=width, height=500)
    assert_led_to_its_anchor(page, page.locator(CHART_SOURCE).first)
    page = open_page(language.prefix + metric, width=width, height=500)
    assert_led_to_its_anchor(page, page.locator(METRIC_SOURCE).last)


def test_a_permanent_address_opens_at_its_entry(
    open_page: OpenPage, site: Served, language: Language, metric: str
) -> None:
    page = open_page(language.prefix + metric, height=500)
    anchor = page.locator(".fact-entry").last.get_attribute("id")
    page = open_page(f"{language.prefix}{metric}#{anchor}", height=500)
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.story
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(("name", "entries"), [
    ("claims", ".claim"), ("sources", ".source"), ("timeline", ".timeline__event"),
    ("losses", "figure.chart"),
])
def test_an_address_far_down_a_page_opens_there(
    open_page: OpenPage, language: Language, width: int, name: str, entries: str
) -> None:
    page = open_page(address(language, name), width=width)
    anchors = page.locator(entries).evaluate_all("all => all.map(one => one.id)")
    anchor = anchors[len(anchors) * 2 // 3]
    page = open_page(f"{address(language, name)}#{anchor}", width=width)
    page.wait_for_function(
        """() => {
          const below = document.querySelector(".md-header").getBoundingClientRect().bottom
          const top = document.querySelector(":target").getBoundingClientRect().top
          return top >= below && top < below + 60
        }"""
    )


# The keyboard


def focused(page: Page) -> str:
    """What the keyboard is on, by its tag and classes."""
    return page.evaluate(
        """() => { const e = document.activeElement
          return [e.tagName.toLowerCase(), ...e.classList].filter(c => c != "focus-visible")
            .join(".") }"""
    )


def tab_stops(page: Page, number: int) -> list[str]:
    stops = []
    for _ in range(number):
        page.keyboard.press("Tab")
        stops.append(focused(page))
    return stops


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("where", ["index", "metric"])
def test_tab_reaches_the_skip_link_first_and_then_the_switch_and_the_search(
    open_page: OpenPage, language: Language, metric: str, where: str, width: int
) -> None:
    path = language.prefix + metric if where == "metric" else address(language, where)
    stops = tab_stops(open_page(path, width=width), 12)
    assert stops[0] == "a.md-skip"
    assert any(stop.startswith("a.language-switch__link") for stop in stops)
    assert "input.md-search__input" in stops or width < 960  # on a phone the letter S opens it


def test_the_skip_link_shows_itself_and_leads_into_the_text(
    open_page: OpenPage, language: Language
) -> None:
    page = open_page(address(language, ARTICLES[1]), height=500)
    page.keyboard.press("Tab")
    skip = page.locator("a.md-skip")
    expect(skip).to_be_in_viewport()
    expect(skip).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    target = page.locator(skip.get_attribute("href") or "")
    expect(target).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-content') !== null")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_letter_s_opens_the_search_and_escape_closes_it(
    open_page: OpenPage, language: Language, width: int
) -> None:
    page = open_page(address(language, "index"), width=width)
    field = page.locator("input.md-search__input")
    page.keyboard.press("s")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(field).not_to_be_focused()


@pytest.mark.story
def test_every_stop_of_the_keyboard_is_seen(open_page: OpenPage, language: Language) -> None:
    page = open_page(address(language, "index"), reduced_motion="reduce")
    unseen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        if not page.evaluate(
            """() => {
              const shown = document.activeElement
              const style = getComputedStyle(shown), box = shown.getBoundingClientRect()
              return style.outlineStyle != "none" && parseFloat(style.outlineWidth) > 0 &&
                box.width > 0 && box.left >= 0 && box.right <= innerWidth }"""
        ):
            unseen.append(focused(page))
    assert not unseen, "\n".join(unseen)


def test_languages_are_reached_by_keyboard_alone(open_page: OpenPage, site: Served) -> None:
    page = open_page(address(DEFAULT, ARTICLES[1]))
    for _ in range(12):
        page.keyboard.press("Tab")
        if "language-switch" in focused(page):
            page.keyboard.press("Enter")
            break
    expect(page).to_have_url(site.url + address(LANGUAGES[1], ARTICLES[1]))
