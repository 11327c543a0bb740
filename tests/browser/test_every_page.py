"""Every page in every language, on a desktop and on a phone, in the light and in the dark."""

from __future__ import annotations

from itertools import product

import pytest
from playwright.sync_api import Browser

from .project import ARTICLES, LANGUAGES, address
from .serving import Served
from .visiting import View, Visit, Visitor

METRIC = "metric"
VIEWS = [
    View(page, language, width, scheme)
    for width, scheme, language, page in product(
        (1280, 360), ("light", "dark"), LANGUAGES, [*ARTICLES, METRIC]
    )
]
SCHEMES = {"light": "default", "dark": "slate"}


@pytest.fixture(scope="session")
def visitor(chromium: Browser, site: Served) -> Visitor:
    return Visitor(chromium, site)


@pytest.fixture(params=VIEWS, ids=str, scope="session")
def visit(
    request: pytest.FixtureRequest, visitor: Visitor, site: Served, metric: str
) -> Visit:
    view: View = request.param
    if view.page == METRIC:
        where = view.language.prefix + metric
    else:
        where = address(view.language, view.page)
    return visitor.visit(view, site.url + where)


def test_a_page_never_scrolls_sideways(visit: Visit) -> None:
    assert not visit.sideways, "\n".join(visit.sideways)


def test_a_page_requests_only_what_the_site_has(visit: Visit) -> None:
    assert not visit.strange_requests, "\n".join(visit.strange_requests)


def test_a_page_says_nothing_on_the_console(visit: Visit) -> None:
    assert not visit.console, "\n".join(visit.console)


def test_a_page_names_its_language(visit: Visit) -> None:
    assert visit.language == visit.view.language.tag


def test_a_page_has_one_heading_and_a_title(visit: Visit) -> None:
    assert len(visit.headings) == 1
    assert visit.headings[0].strip()
    assert visit.title.strip()


def test_a_page_has_the_scheme_the_reader_prefers(visit: Visit) -> None:
    assert visit.scheme == SCHEMES[visit.view.scheme]


def test_a_page_has_no_accessibility_faults(visit: Visit) -> None:
    assert not visit.violations, "\n".join(visit.violations)
