"""Faulty input, case by case: what the check says of it, word for word.

A file of ``cases/data-faults`` lays ``files`` over the tiny site and lists the ``problems`` that
must be reported, all of them and in this order. A line that ends in … is given up to there.

A file with ``inputs`` holds many short ones, each with its own ``problems``. A ``text`` is the body
of an article, and the lines of its problems count from its own first one; a ``file`` is a whole
article; ``words`` are English words of a term. ``times`` repeats a text. What other files and
languages would lack for it is not asked. None may take longer than a second.
"""

from __future__ import annotations

import time
from itertools import zip_longest
from pathlib import Path

import pytest
import yaml
from one_input import problems_of_input
from tiny_site import tiny_site

from explainer.problems import Problems
from explainer.site import Site

FOLDER = Path(__file__).parents[1] / "cases" / "data-faults"
WHOLE, INPUTS = [], []
for path in sorted(FOLDER.rglob("*.yml")):
    case = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    name = path.relative_to(FOLDER).with_suffix("").as_posix()
    if "inputs" in case:
        INPUTS += [pytest.param(one, id=f"{name}-{n}") for n, one in enumerate(case["inputs"], 1)]
    else:
        WHOLE.append(pytest.param(case, id=name))


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


@pytest.mark.parametrize("case", WHOLE)
def test_faults_are_reported_word_for_word(case, tmp_path):
    root = tiny_site(tmp_path, case["files"], case.get("acknowledge", ()))
    expected = case["problems"]
    assert [shortened(*pair) for pair in zip_longest(problems_of(root), expected)] == expected


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Site:
    return Site.read(tiny_site(tmp_path_factory.mktemp("tiny")))


@pytest.mark.parametrize("given", INPUTS)
def test_inputs_are_reported_word_for_word_and_at_once(given, tiny):
    began = time.process_time()
    found = problems_of_input(tiny, given)
    assert time.process_time() - began < 1
    expected = given["problems"]
    assert [shortened(*pair) for pair in zip_longest(found, expected)] == expected
