"""What all tests have in common."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _on_no_forge(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests give the same wherever they run: a workflow says where its repository is."""
    for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "EXPLAINER_TODAY"):
        monkeypatch.delenv(name, raising=False)
