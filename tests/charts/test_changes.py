"""The list of charts that a change draws otherwise."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from chart_changes import differences, drawn, report, sheet
from tiny_site import tiny_site

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    return drawn(own(tmp_path_factory.mktemp("before"), {}))


def own(folder, changes):
    """A tiny site with the library in a folder of its own, as a commit has it."""
    root = tiny_site(folder / "site", changes)
    (root / "hooks").unlink() if (root / "hooks").is_symlink() else shutil.rmtree(root / "hooks")
    shutil.copytree(ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    return root


def test_nothing_has_changed(before, tmp_path):
    after = drawn(own(tmp_path, {}))
    assert len(after) == 4
    assert differences(before, after) == {}
    assert report({}, before, after) == "No chart is drawn otherwise.\n"


def test_a_value_has_changed(before, tmp_path):
    after = drawn(own(tmp_path, {"data/metrics/revenue.yml": {"value: 150,": "value: 110,"}}))
    changed = differences(before, after)
    assert list(changed) == ["books"]
    assert len(changed["books"]) == 4
    assert report(changed, before, after).startswith(
        "1 of 1 charts are drawn otherwise:\n\n- `books`: en, narrow; en, wide; zh, narrow")
    assert sheet(changed, before, after).width > 2 * 680


def test_charts_that_are_new_or_gone(before):
    renamed = {name.replace("books", "ledgers"): svg for name, svg in before.items()}
    assert "- `ledgers`: new" in report(differences(before, renamed), before, renamed)
    assert "- `books`: gone" in report(differences(before, renamed), before, renamed)
