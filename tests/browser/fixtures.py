"""The built site on a server, one Chromium for all tests, and windows of both."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from .project import LANGUAGES, ROOT, SITE, Language
from .serving import Served

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def site() -> Iterator[Served]:
    """The built site, under the path of the address it was built for."""
    if not (SITE / "index.html").exists():
        pytest.fail(f"There is no built site in {SITE}: run make site.", pytrace=False)
    with Served(SITE) as served:
        yield served


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


def chromium_path() -> str:
    """The Chromium that make test found, or the one tests/install-chromium.sh finds now."""
    if path := os.environ.get("CHROMIUM"):
        return path
    script = ROOT / "tests" / "install-chromium.sh"
    run = subprocess.run(["sh", str(script)], capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.fail(run.stderr.strip(), pytrace=False)
    return run.stdout.strip()


@pytest.fixture
def open_page(chromium: Browser, site: Served) -> Iterator[OpenPage]:
    """Opens addresses of the site (relative to its root), each in a window of its own."""
    contexts = []

    def open_(
        address: str, *, width: int = 1280, height: int = 900, scheme: str = "light",
        **options: object,
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(site.url + address)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(params=LANGUAGES, ids=str)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param


@pytest.fixture(scope="session")
def metric(site: Served) -> str:
    """The page of a metric, as an address without a language's prefix."""
    folders = sorted(path for path in (site.folder / "facts").iterdir() if path.is_dir())
    longest = max(folders, key=lambda path: (path / "index.html").stat().st_size)
    return f"facts/{longest.name}/"
