"""What pages weigh and ask for, and what narrow phones show: the budgets that hold on any machine.

The rest of the budgets of tests/audit/budgets.yml is for ``make audit``.
"""

from __future__ import annotations

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
