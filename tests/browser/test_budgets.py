"""What pages weigh and ask for, and what narrow phones show: the budgets that hold on any machine.

The rest of the budgets of tests/audit/budgets.yml is for ``make audit``.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from audit.budgets import CHARTS, PAGES, Audited, breaches
from audit.variants import charts_cost, with_charts
from audit.visits import Cost, Windows
from playwright.sync_api import Browser

from .project import LANGUAGES, SITE, Language
from .serving import Served

WINDOWS = 3
AT_ONCE = 10 * 1460
"""Bytes a server sends before it hears whether they came: ten packets (RFC 6928)."""


@pytest.fixture(scope="module")
def windows(chromium: Browser) -> Iterator[Windows]:
    with ExitStack() as stack:
        servers = [
            stack.enter_context(Served(SITE, as_hosted=True)) for _ in range(WINDOWS)
        ]
        yield Windows(chromium, servers)


@pytest.fixture(scope="module")
def costs(windows: Windows) -> dict[Audited, Cost]:
    """What the first visit of every page costs."""
    return dict(zip(PAGES, windows.visit([page.address for page in PAGES]), strict=True))


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_keeps_its_budgets(page: Audited, costs: dict[Audited, Cost]) -> None:
    cost = costs[page]
    over = breaches(page.budgets, cost.measured())
    assert not over, "\n".join([*over, *cost.details, cost.heaviest()])


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_first_words_are_there_after_two_round_trips(page: Audited) -> None:
    """The page up to its first paragraph comes with the first, the sheets it waits for with the
    second, when a server sends twice as much (slow start, RFC 5681)."""
    name = page.address if page.address.endswith(".html") else f"{page.address}index.html"
    html = (SITE / name).read_bytes()
    words = html.index(b"</p>", html.index(b"<h1"))
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html.decode())
    first = len(gzip.compress(html[:words]))
    second = [len(gzip.compress(((SITE / name).parent / sheet).read_bytes())) for sheet in sheets
              if not sheet.startswith("/")]
    assert first < AT_ONCE
    assert sum(second) < 2 * AT_ONCE, dict(zip(sheets, second, strict=False))


@pytest.mark.story
@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_what_comes_on_demand_weighs_what_is_said(language: Language) -> None:
    """On the button of a live chart, and where one searches, in kilobytes."""
    def packed(*patterns: str) -> list[int]:
        files = [path.read_bytes() for pattern in patterns for path in SITE.glob(pattern)]
        return [len(gzip.compress(file)) for file in files]

    name = next(SITE.glob(f"{language.prefix}charts/*.live.wide.json")).name.partition(".")[0]
    page = (SITE / language.prefix / "charts" / name / "index.html").read_text("utf-8")
    (live,) = set(re.findall(r'"chart__explore"[^>]*>[^<\d]*(\d+)', page))
    scripts = "assets/javascripts/"
    weight = sum(packed(f"{scripts}vega.*.js", f"{scripts}live.js"))
    weight += max(packed(f"{language.prefix}charts/*.live.*.json"))
    assert abs(int(live) - weight / 1000) < 8
    said = re.search(r"const LOADS=(\{.*?\})", (SITE / f"{scripts}site.js").read_text("utf-8"))
    assert said
    weight = sum(packed(
        f"{scripts}bundle.*.js", f"{scripts}workers/*.js", f"{scripts}searching.js",
        "assets/stylesheets/search.css", f"{language.prefix}search/search_index.json",
    ))
    assert 0 <= json.loads(said[1])[language.tag] - weight / 1000 < 11


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_charts_cost_little(language: Language, chromium: Browser) -> None:
    page = Audited(CHARTS["page"], language)
    with (
        Served(SITE, as_hosted=True, instead=with_charts(page, CHARTS["charts"])) as with_,
        Served(SITE, as_hosted=True, instead=with_charts(page, 0)) as without,
    ):
        more = charts_cost(*Windows(chromium, [with_, without]).visit([page.address] * 2))
    over = breaches(CHARTS, more)
    assert not over, "\n".join(over)
