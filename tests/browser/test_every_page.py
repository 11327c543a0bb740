"""Every page in every language, on a desktop in the light and on a phone in the dark; `make audit`
looks at every type of page in both on both."""

from __future__ import annotations

from itertools import product

import pytest
from playwright.sync_api import Browser

from .project import ARTICLES, LANGUAGES, Language, address
from .serving import Served
from .visiting import AXED, Visit, Visitor

METRIC = "metric"
PAGES = list(product(LANGUAGES, [*ARTICLES, METRIC]))
WINDOWS = [(1280, "light"), (360, "dark")]
SCHEMES = {"light": "default", "dark": "slate"}


@pytest.fixture(scope="module")
def visitor(chromium: Browser, site: Served) -> Visitor:
    return Visitor(chromium, site, WINDOWS, AXED)


@pytest.fixture(scope="module", params=PAGES, ids=lambda both: f"{both[1]}-{both[0]}")
def visits(
    request: pytest.FixtureRequest, visitor: Visitor, site: Served, metric: str
) -> tuple[Language, dict[tuple[int, str], Visit]]:
    """The language of a page and what every window shows of it."""
    language, page = request.param
    where = language.prefix + metric if page == METRIC else address(language, page)
    return language, visitor.visit(site.url + where)


def name(window: tuple[int, str]) -> str:
    return f"{window[0]}-{window[1]}"


@pytest.fixture(params=WINDOWS, ids=name)
def visit(
    request: pytest.FixtureRequest, visits: tuple[Language, dict[tuple[int, str], Visit]]
) -> Visit:
    """What one window shows of a page."""
    return visits[1][request.param]


def test_a_page_never_scrolls_sideways(visit: Visit) -> None:
    assert not visit.sideways, "\n".join(visit.sideways)


def test_a_page_requests_only_what_the_site_has(visit: Visit) -> None:
    assert not visit.strange_requests, "\n".join(visit.strange_requests)


def test_a_page_says_nothing_on_the_console(visit: Visit) -> None:
    assert not visit.console, "\n".join(visit.console)


def test_a_page_names_its_language(
    visits: tuple[Language, dict[tuple[int, str], Visit]]
) -> None:
    language, windows = visits
    assert {visit.language for visit in windows.values()} == {language.tag}


def test_a_page_has_one_heading_and_a_title(visit: Visit) -> None:
    assert len(visit.headings) == 1
    assert visit.headings[0].strip()
    assert visit.title.strip()


def test_a_page_has_the_scheme_the_reader_prefers(visit: Visit) -> None:
    assert visit.shown_scheme == SCHEMES[visit.scheme]


@pytest.mark.parametrize("visit", AXED, ids=name, indirect=True)
def test_a_page_has_no_accessibility_faults(visit: Visit) -> None:
    assert not visit.violations, "\n".join(visit.violations)
