"""One fault takes nothing else along, and the address, the storage or the network may be broken."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from .fixtures import OpenPage
from .project import ARTICLES, CHARTED, DEFAULT, LANGUAGES, OTHER, Language, address
from .serving import Served

NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, {get() { throw new DOMException("no", "SecurityError") }})"""
NO_HAS = """() => {
  const drop = sheet => [...sheet.cssRules].reverse().forEach((rule, i, all) => {
    if (rule.selectorText?.includes(":has(")) sheet.deleteRule(all.length - 1 - i)
    else if (rule.cssRules?.length && !rule.selectorText) drop(rule)
  })
  for (const sheet of document.styleSheets) drop(sheet)
}"""


def errors_of(page: Page) -> list[str]:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def works(page: Page) -> None:
    """Notes open, and citations have their buttons."""
    figure = page.locator("main a:is(.fact, .term, .source-link)[aria-haspopup]:visible").first
    figure.click()
    expect(page.locator(".note")).to_be_visible()
    page.keyboard.press("Escape")
    can_be_copied(page)


def can_be_copied(page: Page) -> None:
    page.locator("details.cite > summary").last.click()
    for _ in range(100):  # Playwright's own waiting may need what a test takes away
        if page.locator(".cite__copy").count():
            return
        page.wait_for_timeout(100)
    pytest.fail("no text of a citation can be copied")


@pytest.mark.story
@pytest.mark.parametrize("fragment", ["%E4%BD", "%", "%zz", "no-such", "a&b=%20"])
@pytest.mark.parametrize("name", ["claims", "timeline"])
def test_a_cut_address_ends_no_script(open_page: OpenPage, name: str, fragment: str) -> None:
    page = open_page("404.html")
    errors = errors_of(page)
    page.goto(page.url.replace("404.html", f"{address(DEFAULT, name)}#{fragment}"))
    works(page)
    assert errors == []


@pytest.mark.story
@pytest.mark.parametrize("missing", ["IntersectionObserver", "URLSearchParams", "Set", "Map"])
def test_a_script_that_fails_takes_no_other_along(
    open_page: OpenPage, site: Served, missing: str
) -> None:
    page = open_page("404.html")
    errors = errors_of(page)
    page.add_init_script(f"if (!location.search) window.{missing} = undefined")
    page.goto(site.url + address(DEFAULT, "claims"))
    assert errors
    page.locator(".scheme-switch").click()
    can_be_copied(page)


@pytest.mark.story
def test_without_storage_a_page_has_the_reader_s_scheme_and_the_button_works(
    open_page: OpenPage, site: Served
) -> None:
    page = open_page("404.html", scheme="dark")
    errors = errors_of(page)
    page.add_init_script(NO_STORAGE)
    page.goto(site.url + address(DEFAULT, ARTICLES[1]))
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.locator(".scheme-switch").click()
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.keyboard.press("/")
    page.keyboard.type("IFRS")
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=20_000)
    assert errors == []


@pytest.mark.story
def test_a_list_shows_one_kind_where_has_is_unknown(
    open_page: OpenPage, language: Language
) -> None:
    for name in ("claims", "timeline"):
        page = open_page(address(language, name))
        page.evaluate(NO_HAS)
        items, choice = page.locator(".filter ~ ol > li"), page.locator(".filter__choice").nth(2)
        choice.click()
        assert items.locator("visible=true").count() == int(
            re.findall(r"\d+", choice.inner_text())[-1]
        ) < items.count()


def test_on_paper_a_list_is_whole(open_page: OpenPage) -> None:
    page = open_page("timeline/")
    items = page.locator(".filter ~ ol > li")
    page.locator(".filter__choice").nth(2).click()
    page.emulate_media(media="print")
    assert items.locator("visible=true").count() == items.count()


@pytest.mark.story
@pytest.mark.parametrize("broken", ["**/live.js", "**/vega.*.js", "**/*.live.*.json"])
def test_a_live_view_that_fails_says_so_where_one_looks(broken: str, open_page: OpenPage) -> None:
    page = open_page(address(DEFAULT, CHARTED[0]), width=360)
    page.route(broken, lambda route: route.abort())
    figure = page.locator("figure.chart[data-live]").first
    button = figure.locator(".chart__explore")
    button.focus()
    page.keyboard.press("Enter")
    said = figure.locator(".chart__controls [role=status]")
    expect(said).to_have_text(figure.get_attribute("data-failed") or "nothing")
    box = said.bounding_box()
    assert box is not None
    assert box["width"] > 50
    assert box["height"] > 10
    assert box["x"] + box["width"] <= 360
    expect(button).to_be_focused()
    page.unroute(broken)
    page.keyboard.press("Enter")
    expect(figure.locator(".chart__live svg")).to_be_visible()
    expect(button).to_be_focused()
    assert (said.bounding_box() or {"width": 0})["width"] <= 1


@pytest.mark.story
@pytest.mark.parametrize("broken", [
    "**/search/search_index.json", "**/workers/search.*.js", "**/bundle.*.js", "**/searching.js",
])  # fmt: skip
def test_a_search_that_cannot_start_says_so(
    open_page: OpenPage, language: Language, broken: str
) -> None:
    page = open_page(address(language, ARTICLES[1]))
    page.route(broken, lambda route: route.abort())
    page.keyboard.press("/")
    meta, box = page.locator(".md-search-result__meta"), page.locator("[data-failed]").first
    expect(meta).to_have_text(box.get_attribute("data-failed") or "nothing", timeout=20_000)


@pytest.mark.story
def test_what_one_does_on_a_page_adds_no_steps_back(open_page: OpenPage) -> None:
    page = open_page(address(DEFAULT, CHARTED[0]))
    steps = page.evaluate("history.length")
    page.locator("main a.fact:visible").first.click()
    page.keyboard.press("Escape")
    page.locator(".chart__explore").first.click()
    expect(page.locator(".chart__live svg").first).to_be_visible(timeout=20_000)
    page.keyboard.press("/")
    page.keyboard.type("IFRS")
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=20_000)
    page.keyboard.press("Escape")
    page.goto(page.url.split("#")[0] + "?note=0 nowhere")
    assert page.evaluate("history.length") <= steps + 1
    page = open_page(address(DEFAULT, "claims"))
    steps = page.evaluate("history.length")
    for at in (1, 2, 0):
        page.locator(".filter__choice").nth(at).click()
    assert page.evaluate("history.length") == steps


@pytest.mark.parametrize("agent", ["Mozilla/5.0", "Mozilla/5.0 MicroMessenger/8.0.50"])
def test_only_wechat_loads_the_picture_for_its_card(
    open_page: OpenPage, language: Language, agent: str
) -> None:
    """The first picture of the page, which nobody sees there."""
    page = open_page(address(language, ARTICLES[1]), user_agent=agent)
    picture = page.locator("img").first
    expect(picture).to_be_hidden()
    assert picture.evaluate("one => !!one.closest('.md-main')") is False
    size = "one => one.complete && Math.min(one.naturalWidth, one.naturalHeight)"
    if "MicroMessenger" in agent:
        page.wait_for_function(f"({size})(document.images[0]) >= 300")
    else:
        page.wait_for_load_state("networkidle")
        assert not picture.evaluate(size)


# The switch of language

SWITCH = "a.language-switch__link"


@pytest.mark.story
@pytest.mark.parametrize("how", ["click", "middle", "ctrl", "keyboard", "copied"])
def test_the_switch_keeps_what_the_address_holds_and_the_note_by_any_button(
    chromium: Browser, site: Served, how: str
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site.url}{address(DEFAULT, 'claims')}")
    page.locator(".filter__choice").nth(1).click()
    number = page.locator(".claim__number:visible").last
    number.click()
    figure = page.locator("main a.fact:visible").last
    figure.click()
    target = urlsplit(figure.evaluate("link => link.href")).path.rsplit("/facts/")[1]
    state = page.evaluate("location.search + location.hash")
    assert re.fullmatch(r"\?verdict=[\w-]+#[\w-]+", state)
    expected = f"{site.url}{address(OTHER, 'claims')}{state}"

    def arrived(other: Page) -> None:
        """In the same place, the same note open, which one step back leaves."""
        expect(other.locator("body > .note")).to_be_visible()
        more = other.locator(".note__more").evaluate("link => new URL(link.href).pathname")
        assert more.rsplit("/facts/")[1] == target
        expect(other).to_have_url(expected)

    switch = page.locator(SWITCH)
    if how == "click":
        switch.click()
        arrived(page)
        page.go_back()
        expect(page).to_have_url(f"{site.url}{address(DEFAULT, 'claims')}{state}")
    elif how == "keyboard":
        switch.focus()
        page.keyboard.press("Enter")
        arrived(page)
    elif how == "copied":
        switch.click(button="right")
        page.goto(switch.evaluate("link => link.href"))
        arrived(page)
    else:
        with context.expect_page() as opened:
            switch.click(button="middle" if how == "middle" else "left",
                         modifiers=["ControlOrMeta"] if how == "ctrl" else [])
        arrived(opened.value)
    context.close()


# Text that comes without a key, and text as people type it


@pytest.mark.story
@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_text_that_comes_without_a_key_is_searched(
    open_page: OpenPage, language: Language
) -> None:
    page = open_page(address(language, ARTICLES[1]))
    page.locator("input.md-search__input").click()
    page.keyboard.insert_text("优先股" if language is DEFAULT else "preferred shares")
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=20_000)
