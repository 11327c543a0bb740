"""The note at a figure, a term and a source: by mouse, finger, keyboard and without script."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from .fixtures import OpenPage
from .project import ARTICLES, Language, address, text_of
from .serving import Served
from .visiting import AXED

CALLS = {"fact": r"\bfact\(", "term": r"\bterm\(", "source-link": r"\bsource\("}
ADDRESS = re.compile(r"/facts/[a-z0-9-]+/#[0-9][0-9A-Z.-]*$")
CLEAR = "e => { const n = document.querySelector('.note').getBoundingClientRect(); return " \
    "[...e.getClientRects()].every(r => r.bottom <= n.top || n.bottom <= r.top) && " \
    "n.left >= 0 && n.right <= document.documentElement.clientWidth && " \
    "n.width > 100 && n.height > 40 }"


def article_with(language: Language, kind: str) -> str:
    """The address of an article that calls for what has such notes."""
    name = next(n for n in ARTICLES if re.search(CALLS[kind], text_of(language, n)))
    return address(language, name)


def link(page: Page, kind: str = "fact") -> Locator:
    """The first link of a kind, in the middle of the window."""
    found = page.locator(f"main p a.{kind}[aria-haspopup]").first
    found.evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
    return found


def note(page: Page) -> Locator:
    return page.locator(".note")


@pytest.fixture(params=CALLS)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.mark.story
@pytest.mark.parametrize(("width", "scheme"), AXED)
def test_a_note_opens_beside_what_it_explains_whole_and_accessible(
    open_page: OpenPage, language: Language, kind: str, width: int, scheme: str
) -> None:
    page = open_page(article_with(language, kind), width=width, scheme=scheme)
    figure = link(page, kind)
    figure.click()
    expect(note(page)).to_be_visible()
    assert figure.evaluate(CLEAR)
    page.wait_for_timeout(200)  # it fades in, and contrast is measured
    found = Axe().run(page, context=".note").response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


@pytest.mark.parametrize("block", ["start", "end"])
def test_a_note_keeps_off_its_figure_at_the_edges_of_the_window(
    open_page: OpenPage, block: str
) -> None:
    for language in ("", "en/"):
        page = open_page(f"{language}{ARTICLES[1]}/", width=360, height=640)
        figures = page.locator("main p a.fact[aria-haspopup]")
        for index in range(0, figures.count(), 5):
            figure = figures.nth(index)
            figure.evaluate(f"e => e.scrollIntoView({{block: '{block}', behavior: 'instant'}})")
            figure.evaluate("e => e.click()")
            assert figure.evaluate(CLEAR), figure.inner_text()
            page.keyboard.press("Escape")


@pytest.mark.story
def test_a_note_says_what_whose_when_how_good_and_where(
    open_page: OpenPage, site: Served, language: Language
) -> None:
    page = open_page(article_with(language, "fact"))
    figure = link(page)
    figure.click()
    what, lines = page.locator(".note__what"), page.locator(".note__lines p")
    labels = ("来源：", "出自：") if language.code == "zh" else ("Source: ", "Origin: ")
    colon = "：" if language.code == "zh" else ": "
    value, _, name = what.inner_text().partition(colon)
    assert value == (figure.get_attribute("data-whole") or figure.inner_text())
    assert name
    for label in labels:
        expect(lines.filter(has_text=re.compile(f"^{label}"))).to_have_count(1)
    href = figure.get_attribute("href")
    assert href
    expect(page.locator(".note__more")).to_have_attribute(
        "href", urljoin(page.url, href)
    )
    permanent = page.locator(".note__address").inner_text()
    assert permanent.startswith(site.public)
    assert ADDRESS.search(permanent)
    page.locator(".note__more").click()
    expect(page.locator(f"[id='{permanent.partition('#')[2]}']")).to_be_visible()


@pytest.mark.story
def test_a_note_copied_whole_begins_with_the_value_and_ends_in_the_address(
    open_page: OpenPage, language: Language
) -> None:
    page = open_page(f"{language.prefix}{ARTICLES[1]}/")
    for chosen in "a.fact:not([data-whole])", "a.fact[data-whole]":
        figure = page.locator(f"main p {chosen}[aria-haspopup]").first
        value = figure.get_attribute("data-whole") or figure.inner_text()
        figure.evaluate("e => e.click()")
        copied = note(page).evaluate(
            "e => { const all = getSelection(); all.selectAllChildren(e); return `${all}` }"
        ).strip()
        assert copied.startswith(value)
        assert copied.endswith(page.locator(".note__address").inner_text())
        page.keyboard.press("Escape")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_keyboard_opens_leaves_and_closes_a_note(open_page: OpenPage, key: str) -> None:
    page = open_page(f"{ARTICLES[1]}/")
    before, figure = page.url, link(page)
    figure.focus()
    expect(note(page)).to_be_hidden()  # focus alone opens nothing
    page.keyboard.press(key)
    expect(note(page)).to_be_visible()
    expect(page.locator(".note__more")).to_be_focused()
    expect(figure).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(note(page)).to_be_hidden()
    expect(figure).to_be_focused()
    expect(figure).to_have_attribute("aria-expanded", "false")
    page.keyboard.press(key)
    page.keyboard.press("Shift+Tab")
    expect(note(page)).to_be_hidden()
    expect(figure).to_be_focused()
    page.keyboard.press(key)
    page.keyboard.press("Tab")
    expect(page.locator(".note__close")).to_be_focused()
    page.keyboard.press("Tab")  # on from the figure, not from the end of the page
    expect(note(page)).to_be_hidden()
    follows = figure.evaluate(
        "e => !!(e.compareDocumentPosition(document.activeElement) & 4)"
        " && document.activeElement !== document.body"
    )
    assert follows
    assert page.url == before


def test_a_second_enter_goes_to_the_page_of_the_figure(open_page: OpenPage) -> None:
    page = open_page(f"{ARTICLES[1]}/")
    figure = link(page)
    target = urljoin(page.url, figure.get_attribute("href"))
    figure.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_a_mouse_that_rests_opens_a_note_and_one_that_leaves_closes_it(
    open_page: OpenPage,
) -> None:
    page = open_page(f"{ARTICLES[1]}/")
    figure = link(page)
    figure.hover()
    expect(note(page)).to_be_visible()
    note(page).hover()
    page.wait_for_timeout(500)
    expect(note(page)).to_be_visible()
    page.mouse.move(1, 1)
    expect(note(page)).to_be_hidden()


def test_a_mouse_that_passes_opens_nothing(open_page: OpenPage) -> None:
    page = open_page(f"{ARTICLES[1]}/")
    link(page).hover()
    page.mouse.move(1, 1)
    page.wait_for_timeout(500)
    expect(note(page)).to_be_hidden()


def test_a_tap_opens_a_second_one_or_one_elsewhere_closes(open_page: OpenPage) -> None:
    page = open_page(f"{ARTICLES[1]}/", width=360, height=740, has_touch=True, is_mobile=True)
    before, figure = page.url, link(page)
    for _ in range(2):
        figure.tap()
        expect(note(page)).to_be_visible()
        figure.tap()
        expect(note(page)).to_be_hidden()
    figure.tap()
    page.touchscreen.tap(5, 200)
    expect(note(page)).to_be_hidden()
    figure.tap()
    page.locator(".note__close").tap()
    expect(note(page)).to_be_hidden()
    assert page.url == before


def test_a_click_with_a_key_held_is_the_browsers(open_page: OpenPage) -> None:
    page = open_page(f"{ARTICLES[1]}/")
    with page.context.expect_page() as opened:
        link(page).click(modifiers=["ControlOrMeta"])
    assert opened.value != page
    opened.value.wait_for_url("**/facts/**", wait_until="commit")


def test_the_browsers_own_tooltip_does_not_say_it_again(open_page: OpenPage) -> None:
    page = open_page(f"{ARTICLES[1]}/")
    expect(note(page)).to_have_count(1)
    expect(page.locator("a:is(.fact, .term, .source-link)[title]")).to_have_count(0)


def test_without_script_links_lead_there_and_titles_say_it(open_page: OpenPage) -> None:
    page = open_page(f"{ARTICLES[1]}/", java_script_enabled=False)
    figure = page.locator("main p a.fact").first
    assert len((figure.get_attribute("title") or "").split("\n")) >= 3
    figure.click()
    page.wait_for_url("**/facts/**", wait_until="commit")


def test_notes_work_where_there_are_no_popovers(open_page: OpenPage) -> None:
    page = open_page("")
    page.add_init_script("delete HTMLElement.prototype.popover")
    page.goto(urljoin(page.url, f"{ARTICLES[1]}/"))
    expect(note(page)).to_be_hidden()
    figure = link(page)
    figure.click()
    expect(note(page)).to_be_visible()
    assert figure.evaluate(CLEAR)
    page.keyboard.press("Escape")
    expect(note(page)).to_be_hidden()


def test_notes_need_no_style_that_a_strict_policy_forbids(
    open_page: OpenPage, site: Served
) -> None:
    page = open_page("")

    def strict(route: Any) -> None:
        answer = route.fetch()
        policy = {"Content-Security-Policy": "style-src-attr 'none'"}
        route.fulfill(response=answer, headers={**answer.headers, **policy})

    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.route("**/*", strict)
    page.goto(f"{site.url}{ARTICLES[1]}/")
    said.clear()  # the page's own
    figure = link(page)
    figure.click()
    expect(note(page)).to_be_visible()
    assert figure.evaluate(CLEAR)
    assert said == []


@pytest.mark.parametrize(("motion", "animated"), [("reduce", False), ("no-preference", True)])
def test_motion_is_for_those_who_want_it(
    open_page: OpenPage, motion: str, animated: bool
) -> None:
    page = open_page(f"{ARTICLES[1]}/", reduced_motion=motion)
    link(page).click()
    name = note(page).evaluate("e => getComputedStyle(e).animationName")
    assert (name != "none") == animated


@pytest.mark.story
def test_chinese_names_in_an_english_note_are_said_to_be_chinese(open_page: OpenPage) -> None:
    page = open_page("en/claims/")
    name = page.locator('a.source-link[href$="#S00"]').first
    name.evaluate("e => e.click()")
    runs = page.locator(".note span[lang=zh]")
    assert runs.count()
    han = re.compile(r"[\u3400-\u9fff]")
    assert all(han.search(text) for text in runs.all_inner_texts())
    bare = page.evaluate("""() => [...document.querySelectorAll(".note p")].flatMap(p =>
        [...p.childNodes].filter(n => n.nodeType === 3).map(n => n.data)).join(" ")""")
    assert not han.search(bare)
