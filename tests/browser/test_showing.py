"""Phrases that show marks of a chart: by their target without scripts, and pointed at with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tiny_site import run_build, tiny_site

from .serving import Served
from .visiting import NARROWEST

PHRASES = (
    '{{ show("books", "cost", "%s") }} {{ show("books", "2019", "%s") }}\n\n{{ chart("books") }}'
)
FULL, FADED = 1.0, 0.2


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tiny_site(tmp_path_factory.mktemp("shown") / "site", {
        "docs/zh/accounts.md": {'{{ chart("books") }}': PHRASES % ("成本", "头一年")},
        "docs/en/accounts.md": {'{{ chart("books") }}': PHRASES % ("cost", "at first")},
    }, acknowledge=["accounts"])
    run = run_build(root)
    assert run.returncode == 0, run.stdout
    return root / "site"


@pytest.fixture(params=[1280, NARROWEST], ids=["wide", "narrow"])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def served(built: Path) -> Iterator[Served]:
    with Served(built) as site:
        yield site


def opacities(page: Page) -> dict[str, float]:
    """How opaque the marks are that can be seen, by what is heard of them, without the value."""
    found: dict[str, float] = page.evaluate("""() => Object.fromEntries(
        [...document.querySelectorAll("#chart-books [data-tip]")]
        .filter(mark => mark.getClientRects().length)
        .map(mark => [mark.dataset.tip.split(":")[0], +getComputedStyle(mark).opacity]))""")
    return found


def expected(*shown: str) -> dict[str, float]:
    marks = ("2019, Revenue", "2020, Revenue", "2019, Cost", "2020, Cost")
    return {mark: FULL if mark in shown or not shown else FADED for mark in marks}


COST, FIRST = ("2019, Cost", "2020, Cost"), ("2019, Revenue", "2019, Cost")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_phrase_that_is_followed_shows_its_marks(
    chromium: Browser, served: Served, scripts: bool, width: int
) -> None:
    context = chromium.new_context(
        java_script_enabled=scripts, viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(served.url + "en/accounts/")
    assert opacities(page) == expected()
    page.locator("a.show", has_text="cost").click()
    page.mouse.move(0, 0)
    page.locator("h1").first.evaluate("document.activeElement.blur()")
    assert opacities(page) == expected(*COST)
    # The chart can be seen where the link leads.
    box = page.locator("#chart-books .chart__picture").bounding_box()
    assert box
    assert 0 <= box["y"] < 700
    page.goto(served.url + "en/accounts/#show-books-2")
    assert opacities(page) == expected(*FIRST)
    page.emulate_media(media="print")
    assert opacities(page) == expected()
    context.close()


def test_a_phrase_shows_its_marks_while_it_is_pointed_at_or_has_the_focus(
    chromium: Browser, served: Served, width: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 1400})
    page = context.new_page()
    page.add_init_script(
        "window.stopped = []; document.addEventListener('securitypolicyviolation',"
        "event => window.stopped.push(event.violatedDirective))")
    page.goto(served.url + "en/accounts/")
    page.locator("a.show", has_text="cost").hover()
    assert opacities(page) == expected(*COST)
    page.mouse.move(0, 0)
    assert opacities(page) == expected()
    page.locator("a.show", has_text="at first").focus()
    assert opacities(page) == expected(*FIRST)
    page.keyboard.press("Shift+Tab")
    assert opacities(page) == expected(*COST)
    # What is pointed at counts, not what the address says.
    page.goto(served.url + "en/accounts/#show-books-2")
    page.locator("a.show", has_text="cost").hover()
    assert opacities(page) == expected(*COST)
    assert page.evaluate("window.stopped") == []
    context.close()


def test_a_tap_shows_marks(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(
        viewport={"width": NARROWEST, "height": 700}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(served.url + "en/accounts/")
    page.locator("a.show", has_text="at first").tap()
    assert opacities(page) == expected(*FIRST)
    context.close()
