"""A site of somebody else's, called like ordinary words and typed as people type, passes the check;
and the tests that a fork runs of its own site can be collected for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from language_sites import cider
from tiny_site import ROOT, lay_over

from explainer.cli import main

QUESTION = "Where did it all go?"


@pytest.fixture
def fork(tmp_path: Path) -> Path:
    """A site in English and Chinese: its company and an article have one name in both, ordinary
    words all; braces without quotes around a question; a call within braces."""
    root = cider(tmp_path / "fork", "en", "zh")
    (root / "ledger.tsv").unlink()
    for path in [*(root / "data").rglob("*.yml"), *(root / "docs").rglob("*.md")]:
        text = path.read_text("utf-8")
        for old, new in {
            "vallon": "data", "Pressoir du Vallon": "Data", "谷底酒坊": "Data",
            "The books of a cider press": QUESTION, "Profit": "Test", "利润": "Test",
            "{en: The gap is growing., zh: 差距在拉大。}":
                '{en: \'It is {{ fact("profit.2024") }} now.\', zh: 现在是{{ data_to() }}}',
        }.items():
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    lay_over(root / "data/charts/books.yml", {"现在是{{ data_to() }}": "'到了{{ data_to() }}'"})
    for name in ("accounts", "index"):
        assert main(["--root", str(root), "revised", name]) == 0
    return root


def test_it_passes_the_check(fork: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"title: {{en: {QUESTION}, zh: " in (fork / "data/site.yml").read_text("utf-8")
    capsys.readouterr()
    assert main(["--root", str(fork), "check"]) == 0, capsys.readouterr().out


def test_what_is_tested_in_browsers_can_be_collected(fork: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider",
         "tests/browser"],
        cwd=ROOT, env={**os.environ, "SITE_DIR": str(fork / "site")}, capture_output=True,
        text=True, timeout=120, check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
