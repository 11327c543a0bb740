"""The control of an illustration: by mouse, keyboard and touch, in every language, without scripts
a picture with its steps in words."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .fixtures import OpenPage
from .project import LANGUAGES, Language, address

pytestmark = pytest.mark.story
CHART = "chart-four-steps"
SCRIPT = Path(__file__).parents[2] / "overrides" / "assets" / "javascripts" / "steps.js"
HEAVIEST = 3000
"""Bytes, packed, of the script and of what a page holds for it."""


@pytest.fixture(params=LANGUAGES)
def page(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    opened = open_page(address(request.param, "losses"), width=360)
    expect(form(opened).locator("fieldset")).to_be_enabled()
    return opened


def form(page: Page):
    return page.locator(f"#{CHART} form.steps")


def shown(page: Page) -> list[str]:
    """What is owed, the name of what is booked, how much, and the cash."""
    found = form(page)
    owed, booked, cash = found.locator("dd").all_inner_texts()
    return [owed, found.locator("dt span:visible").inner_text(), booked, cash]


def number(text: str) -> float:
    """The number in a text, whatever its unit."""
    return float("".join(c for c in text if c.isdigit() or c == "."))


def test_a_rise_is_a_loss_and_costs_no_cash(page: Page) -> None:
    owed, loss, none, unchanged = shown(page)
    stops = form(page).get_by_role("button")
    assert stops.count() == 3
    stops.nth(2).click()
    after, name, booked, cash = shown(page)
    assert number(none) == 0
    assert (name, cash) == (loss, unchanged)
    assert number(after) == 2 * number(owed) or "1.2" in after
    assert booked == owed  # worth twice as much: the loss is what was owed at first
    assert stops.nth(2).get_attribute("aria-pressed") == "true"


def test_a_fall_is_a_gain(page: Page) -> None:
    stops, said = form(page).get_by_role("button"), form(page).get_by_role("status")
    stops.nth(2).click()
    rise = said.inner_text()
    stops.nth(1).click()
    assert said.inner_text() not in ("", rise)
    loss = shown(page)[1]
    form(page).get_by_role("slider").fill("0")
    name, booked = shown(page)[1:3]
    assert name != loss
    assert number(booked) > 0


def test_once_listed_nothing_is_owed_and_the_loss_stays(page: Page) -> None:
    stops = form(page).get_by_role("button")
    stops.nth(2).click()
    loss = shown(page)[1:3]
    form(page).get_by_role("switch").check()
    assert number(shown(page)[0]) == 0
    assert shown(page)[1:3] == loss
    stops.nth(0).click()
    assert number(shown(page)[0]) == 0
    assert shown(page)[1:3] == loss
    assert form(page).get_by_role("status").inner_text()
    form(page).get_by_role("switch").uncheck()
    assert number(shown(page)[2]) == 0


def test_it_is_moved_by_keys_and_says_where_it_is(page: Page) -> None:
    slider = form(page).get_by_role("slider")
    slider.focus()
    before = slider.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") != before
    assert form(page).locator("strong").inner_text() == slider.get_attribute("aria-valuetext")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert form(page).get_by_role("switch").is_checked()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_moves_when_it_is_used(page: Page, width: int) -> None:
    """The box, and with it all text below, keeps its height whatever is shown."""
    page.set_viewport_size({"width": width, "height": 900})
    high = form(page).bounding_box()["height"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    last = int(form(page).get_by_role("slider").get_attribute("max"))
    for at in range(last + 1):
        form(page).get_by_role("slider").fill(str(at))
        form(page).get_by_role("slider").dispatch_event("change")
        assert form(page).bounding_box()["height"] == high
    form(page).get_by_role("switch").check()
    assert form(page).bounding_box()["height"] == high
    assert page.evaluate("document.documentElement.scrollWidth") == wide <= width


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_targets_are_large_enough_to_touch(language: Language, open_page: OpenPage) -> None:
    page = open_page(address(language, "losses"), width=320, has_touch=True)
    stops = form(page).get_by_role("button")
    for control in [*stops.all(), *form(page).locator("label").all()]:
        assert control.bounding_box()["height"] >= 24
    stops.nth(1).tap()
    assert stops.nth(1).get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_there_are_pictures_and_words(
    language: Language, open_page: OpenPage
) -> None:
    page = open_page(address(language, "losses"), java_script_enabled=False)
    assert not form(page).is_visible()
    assert page.locator(f"#{CHART} .chart__wide svg").is_visible()
    assert page.locator(f"#{CHART} .chart__stages li").count() == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_shows_the_steps_alone(language: Language, open_page: OpenPage) -> None:
    page = open_page(address(language, "index"))
    assert page.locator(f"#{CHART} .chart__stages li").count() == 4
    assert form(page).count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_works_in_a_frame(language: Language, open_page: OpenPage) -> None:
    page = open_page(f"{language.prefix}embed/four-steps/", width=700)
    form(page).get_by_role("button").nth(2).click()
    assert form(page).get_by_role("button").nth(2).get_attribute("aria-pressed") == "true"
    assert number(shown(page)[2]) > 0


def test_it_is_light(page: Page) -> None:
    markup = form(page).evaluate("form => form.outerHTML")
    assert len(gzip.compress(SCRIPT.read_bytes() + markup.encode(), 9)) <= HEAVIEST
