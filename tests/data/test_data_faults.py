"""Faulty input, case by case: what the check says of it, word for word.

Each file of ``cases/data-faults`` lays ``files`` over the tiny site and lists the ``problems``
that must be reported, all of them and in this order. A line that ends in … is given up to there.
"""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import pytest
import yaml
from tiny_site import tiny_site

from explainer.problems import Problems
from explainer.site import Site

CASES = sorted((Path(__file__).parents[1] / "cases" / "data-faults").glob("*.yml"))


def problems_of(root: Path) -> list[str]:
    problems = Problems()
    Site.read_into(root, problems)
    return [str(problem) for problem in problems]


def test_the_tiny_site_itself_has_no_fault(tmp_path):
    assert problems_of(tiny_site(tmp_path)) == []


def shortened(problem: str | None, expected: str | None) -> str | None:
    """A problem up to where the expected line breaks off."""
    if problem and expected and expected.endswith("…"):
        return problem[: len(expected) - 1] + "…"
    return problem


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_faults_are_reported_word_for_word(path, tmp_path):
    case = yaml.safe_load(path.read_text("utf-8"))
    root = tiny_site(tmp_path, case["files"], case.get("acknowledge", ()))
    expected = case["problems"]
    assert [shortened(*pair) for pair in zip_longest(problems_of(root), expected)] == expected
