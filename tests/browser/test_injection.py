"""A site whose names and titles are programs, opened in a browser: none of them has run."""

from __future__ import annotations

from pathlib import Path

import pytest
from injecting import TEXTS, built, inject
from playwright.sync_api import Browser
from tiny_site import rich_site

from .serving import Served

PAGES = ["", "accounts/", "claims/", "glossary/", "sources/", "facts/", "facts/revenue/", "charts/",
         "charts/fall/", "data/", "changes/", "embed/sizes/", "rumours/", "ledgers/", "404.html",
         "charts/fall.svg"]


@pytest.fixture(scope="module")
def injected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = rich_site(tmp_path_factory.mktemp("injected"))
    inject(root, TEXTS["out of its place"], plain=True)
    return built(root)


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_no_program_in_a_text_has_run(injected: Path, chromium: Browser, prefix: str) -> None:
    page = chromium.new_page()
    page.add_init_script(
        "window.stopped = []; document.addEventListener('securitypolicyviolation',"
        "event => window.stopped.push(event.violatedDirective + ' ' + event.sample))"
    )
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    with Served(injected) as site:
        for where in PAGES:
            address = where if where in ("404.html",) else prefix + where
            page.goto(site.url + address, wait_until="networkidle")
            # None of it had to be stopped, either.
            assert page.evaluate("[window.canary ?? null, window.stopped]") == [None, []], address
        page.goto(site.url + prefix, wait_until="networkidle")
        page.locator("input.md-search__input").click()
        page.keyboard.type("canary", delay=20)
        page.locator(".md-search-result__item").first.wait_for()
        assert page.evaluate("[window.canary ?? null, window.stopped]") == [None, []]
    page.close()
