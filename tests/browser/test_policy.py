"""The Content-Security-Policy of every type of page: it stops what is not the site's own, and
nothing that is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from audit.budgets import PAGES, Audited
from playwright.sync_api import Browser, Page, expect

from .project import CHARTED, LANGUAGES, SITE, Language, address
from .searching import COUNT_ANSWERS, SearchBox
from .serving import Served

WATCH = """
  window.stopped = []
  document.addEventListener("securitypolicyviolation", event =>
    window.stopped.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
"""
QUERY = {"zh": "亏损", "en": "loss"}
Watched = Callable[[str], Page]


@pytest.fixture
def watched(chromium: Browser, site: Served) -> Iterator[Watched]:
    """Opens addresses of the site; what policies stop is in ``stopped`` of the page, what the
    console says in ``page.said``."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)

    def open_(where: str) -> Page:
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(site.url + where, wait_until="networkidle")
        return page

    yield open_
    context.close()


def nothing_stopped(page: Page) -> bool:
    assert page.evaluate("stopped") == []
    assert page.said == []
    return True


@pytest.mark.parametrize("audited", PAGES, ids=str)
def test_the_policy_of_a_page_stops_nothing_of_the_site(audited: Audited, watched: Watched) -> None:
    page = watched(audited.address)
    assert page.locator("head meta[http-equiv=Content-Security-Policy]").count() == 1
    page.mouse.wheel(0, 20_000)
    for part in (".cite summary", "a.fact:visible", "table[data-sortable] th button"):
        if page.locator(part).count():
            page.locator(part).first.click()
            page.keyboard.press("Escape")
    assert nothing_stopped(page)


@pytest.mark.story
def test_the_policy_lets_the_search_search(
    chromium: Browser, site: Served, watched: Watched, language: Language
) -> None:
    page = watched(language.prefix)
    page.add_init_script(COUNT_ANSWERS)
    page.reload()
    found = SearchBox(page).type(QUERY[language.code])
    assert found
    assert any(result.marked for result in found)
    assert [name for result in found for name in result.names if "<" in name] == []
    assert "<" not in page.locator(".md-search-result__list").inner_text()
    assert nothing_stopped(page)


def test_a_query_is_never_html(watched: Watched) -> None:
    page = watched('?q=loss <img src=x onerror="window.canary=1">')
    expect(page.locator(".md-search-result__meta")).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    assert page.locator(".md-search-result img").count() == 0
    assert page.evaluate("window.canary") is None
    assert nothing_stopped(page)


@pytest.mark.story
def test_the_policy_lets_charts_come_to_life(watched: Watched, language: Language) -> None:
    opened = 0
    for name in CHARTED[:2]:
        page = watched(address(language, name))
        for button in page.locator(".chart__explore:visible").all():
            button.click()
            expect(button).to_have_attribute("aria-expanded", "true")
            opened += 1
        assert nothing_stopped(page)
    assert opened


@contextmanager
def with_injected(page: str, html: str) -> Iterator[Served]:
    """The site as it would be if something had slipped into the text of a page."""
    content = (SITE / page / "index.html").read_text("utf-8")
    spoilt = re.sub(r"(<article[^>]*>)", lambda match: match[0] + html, content, count=1)
    assert spoilt != content
    with Served(SITE, instead={f"{page}/index.html": spoilt.encode()}) as served:
        yield served


@pytest.mark.story
@pytest.mark.parametrize("html", [
    "<script>window.canary = 1</script>",
    "<script src='data:text/javascript,window.canary=1'></script>",
    "<script src='https://elsewhere.example/x.js'></script>",
    "<img src=nothing.png alt='' onerror='window.canary = 1'>",
    "<svg onload='window.canary = 1'></svg>",
    "<iframe srcdoc='<script>top.canary = 1</script>'></iframe>",
    "<object data='data:text/html,<script>top.canary = 1</script>'></object>",
    "<style>body { display: none }</style>",
    "<p style='display: none'>x</p>",
    "<img alt='' src='https://elsewhere.example/pixel.png'>",
    "<base href='https://elsewhere.example/'>",
])  # fmt: skip
def test_what_slips_into_a_page_does_nothing(chromium: Browser, html: str) -> None:
    with with_injected("about", html) as served:
        page = chromium.new_page()
        page.add_init_script(WATCH)
        page.goto(served.url + "about/", wait_until="networkidle")
        assert page.evaluate("window.canary") is None
        assert any(frame.evaluate("stopped") for frame in page.frames)
        expect(page.locator("article h1")).to_be_visible()
        page.close()


@pytest.mark.story
@pytest.mark.parametrize("link", ["javascript:window.canary=1", " JaVaScRiPt:window.canary=1"])
def test_an_address_that_is_a_script_leads_nowhere(chromium: Browser, link: str) -> None:
    with with_injected("about", f'<a id="bad" href="{link}">x</a>') as served:
        page = chromium.new_page()
        page.add_init_script(WATCH)
        page.goto(served.url + "about/")
        page.locator("#bad").click()
        page.wait_for_function("stopped.length")
        assert page.evaluate("window.canary") is None
        page.close()


def test_texts_become_html_only_by_what_the_search_needs(watched: Watched) -> None:
    page = watched(LANGUAGES[0].prefix)
    made = page.evaluate("""() => {
      const made = document.createElement("div")
      made.innerHTML = `<mark>a</mark><p class="b">c</p><img src=x onerror=canary=1><p onclick=d>
        <mark class="e" id="f">`
      return [...made.querySelectorAll("*")].map(element => element.localName)
    }""")
    assert made == ["mark", "p"]
    refused = "() => { try { document.createElement('script').src = 'https://x.example/' } " \
        "catch (error) { return error.name } }"
    assert page.evaluate(refused) == "TypeError"
