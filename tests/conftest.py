"""What all tests have in common."""

from __future__ import annotations

import pytest
from browser.fixtures import chromium, language, metric, open_page, site
from browser.project import ROOT

__all__ = ["chromium", "language", "metric", "open_page", "site"]


@pytest.fixture(autouse=True)
def _on_no_forge(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests give the same wherever they run: a workflow says where its repository is."""
    for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "EXPLAINER_TODAY"):
        monkeypatch.delenv(name, raising=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    of_the_story = (ROOT / "tests" / "story").is_dir()
    for item in items:
        if not of_the_story and item.get_closest_marker("story"):
            item.add_marker(pytest.mark.skip(
                reason="reads pages that only the story has that the generator comes with"))
        if item.path.is_relative_to(ROOT / "tests" / "browser"):
            item.add_marker(pytest.mark.browser)
