"""Firefox and WebKit, on a few pages: all other tests drive Chromium.

``make browsers`` tries every type of page in all three.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from engines.engine import Engine
from engines.looks import FINDS, Where, first_query, looked
from engines.starting import WITHOUT, path_of, started
from playwright.sync_api import Browser

from .project import ARTICLES, CHARTED, DEFAULT, OTHER, Language, address, text_of
from .serving import Served

STORY = max(CHARTED or ARTICLES, key=lambda name: text_of(DEFAULT, name).count("chart("))
"""The article with most charts."""
LIST = next(name for name in ("claims", "timeline", "sources", ARTICLES[0]) if name in ARTICLES)
PAGES = [(DEFAULT, STORY, 1280), (OTHER, LIST, 360)]
FIGURE = "document.querySelector('main p a.fact[href]')"
FOCUSED = "[document.activeElement.localName, ...document.activeElement.classList].join('.')"


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Engine]:
    if request.param in WITHOUT:
        pytest.skip(f"WITHOUT says {request.param}")
    try:
        path_of(request.param)
    except RuntimeError as error:
        pytest.fail(str(error), pytrace=False)
    with started(request.param, chromium) as window:
        yield window


@pytest.mark.parametrize(
    ("language", "name", "width"), PAGES, ids=lambda part: str(part),
)
def test_a_page_works_on_screen_on_paper_and_by_keyboard(
    engine: Engine, site: Served, language: Language, name: str, width: int
) -> None:
    """Everything of ``engines.looks``: nothing runs over, every chart is there and printed,
    notes, search, live charts, sorting, filter, files and the switch do what they say."""
    twin = OTHER if language is DEFAULT else DEFAULT
    found = looked(engine, Where(
        url=site.url + address(language, name), width=width, query=first_query(language.code),
        twin=site.url + address(twin, name),
    ))
    assert sum(faults is not None for faults in found.values()) > 8, found
    wrong = [f"{look}: {fault}" for look, faults in found.items() for fault in faults or []]
    assert not wrong, "\n".join(wrong)


def test_the_keyboard_opens_a_note_goes_through_it_and_on(engine: Engine, site: Served) -> None:
    engine.open(site.url + address(DEFAULT, STORY))
    engine.wait_until(f"{FIGURE}.hasAttribute('aria-haspopup')")
    for key in ("Enter", " "):
        engine.run(f"{FIGURE}.focus()")
        engine.press(key)
        engine.wait_until(f"{FOCUSED} === 'a.note__more'", FINDS)
        engine.press("Tab")
        engine.wait_until(f"{FOCUSED} === 'button.note__close'", FINDS)
        engine.press("Escape")
        engine.wait_until(f"document.activeElement === {FIGURE}", FINDS)
        engine.press(key)
        engine.wait_until(f"{FOCUSED} === 'a.note__more'", FINDS)
        engine.press("Shift", "Tab")
        engine.wait_until(f"document.activeElement === {FIGURE}", FINDS)
        engine.wait_until("!document.querySelector('.note:popover-open')", FINDS)
    target = engine.run(f"{FIGURE}.href")
    engine.press("Enter")
    engine.press("Enter")
    assert engine.arrives(target)


def test_tab_goes_on_from_the_search_field(engine: Engine, site: Served) -> None:
    """The theme takes the focus out of the field, and WebKit begins with the page again."""
    engine.open(site.url + address(DEFAULT, STORY))
    engine.press("/")
    engine.wait_until("document.activeElement.matches('.md-search__input')")
    engine.wait_until("document.querySelector('.md-search-result__meta').textContent.trim()")
    before = json.dumps(".md-skip, .md-header *")
    engine.press("Tab")
    for _ in range(6):
        if not engine.run(f"document.activeElement.matches({before})"):
            break
        engine.press("Tab")
    assert engine.run(f"!document.activeElement.matches({before}) && "
                      "document.activeElement !== document.body")
