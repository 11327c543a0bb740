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
    for item in items:
        if item.path.is_relative_to(ROOT / "tests" / "browser"):
            item.add_marker(pytest.mark.browser)
