"""The benchmark runs; what it measures is for `make bench`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from bench import __main__ as bench
from bench import corpus, peers
from bench.measuring import Cost, Failed, run
from tiny_site import run_build

MKDOCS = [sys.executable, "-m", "mkdocs", "build"]


def test_the_same_articles_are_built_by_ours_and_by_plain_mkdocs(tmp_path: Path) -> None:
    done = run_build(corpus.write(tmp_path / "ours", 2))
    assert done.returncode == 0, done.stdout
    peers.plain(tmp_path / "plain", 2)
    cost = run(MKDOCS, tmp_path / "plain", bench.ENVIRONMENT)
    assert 0 < cost.cpu < 60
    for language, ours in (("zh", ""), ("en", "en/")):
        for name in ("story-000", "story-001"):
            page = tmp_path / "ours" / "site" / ours / name / "index.html"
            assert page.is_file()
            assert (tmp_path / "plain" / "site" / language / name / "index.html").is_file()
    text = (tmp_path / "plain" / "docs" / "zh" / "story-001.md").read_text("utf-8")
    assert 900 < len(text) < 3000


def test_what_fails_is_said(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path)


def test_ratios_are_those_of_the_same_turn() -> None:
    found = {
        "ours, cold": [Cost(8, 9, 100), Cost(80, 9, 300), Cost(30, 9, 200)],
        bench.PLAIN: [Cost(2, 3, 50), Cost(10, 3, 50), Cost(10, 3, 50)],
    }
    assert bench.ratio(found, "ours, cold", bench.PLAIN) == 4
    assert bench.ratio(found, "ours, cold", "another") is None
    assert "30.00 (4 ×), 9.0 s, 200 MB" in bench.tables({10: found}, {10: {"a value": 2.0}}, 3)
