"""Faulty input, case by case: what the check says of it, word for word.

A file of ``cases/data-faults`` holds a case, or a list of cases with names: ``files`` are laid over
the tiny site (see :mod:`faults`), and all ``problems`` must be reported, in this order. A line that
ends in … is given up to there. ``warnings`` are compared where a case has them.

A file with ``inputs`` holds many short ones, each with its own ``problems``. A ``text`` is the body
of an article, and the lines of its problems count from its own first one; a ``file`` is a whole
article; ``words`` are English words of a term. ``times`` repeats a text. What other files and
languages would lack for it is not asked. None may take longer than a second.
"""

from __future__ import annotations

import time
from itertools import zip_longest

import pytest
from faults import CASES as FOLDER
from faults import Case, cases, contents, made, outcome
from one_input import problems_of_input
from tiny_site import tiny_site

from explainer.site import Site

CASES = cases()
SECONDS, MEGABYTES = 5, 300
"""What a busy machine may take for what an idle one does in less than one second."""
INPUTS = [
    pytest.param(one, id=f"{path.relative_to(FOLDER).with_suffix('').as_posix()}-{number}")
    for path, content in contents() if isinstance(content, dict) and "inputs" in content
    for number, one in enumerate(content["inputs"], 1)
]


def test_the_tiny_site_itself_has_no_fault(tmp_path):
    assert outcome(tiny_site(tmp_path)).problems == []


def test_there_are_many_cases_and_no_name_twice():
    assert len(CASES) >= 350
    assert len({case.name for case in CASES}) == len(CASES)


def shortened(problem: str | None, expected: str | None) -> str | None:
    """A problem up to where the expected line breaks off."""
    if problem and expected and expected.endswith("…"):
        return problem[: len(expected) - 1] + "…"
    return problem


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_faults_are_reported_word_for_word(case: Case, tmp_path):
    found = outcome(made(case, tmp_path))
    assert not found.traceback
    assert found.seconds <= SECONDS
    assert found.megabytes <= MEGABYTES
    expected = case.problems
    assert [shortened(*pair) for pair in zip_longest(found.problems, expected)] == expected
    if case.warnings is not None:
        assert found.warnings == case.warnings


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Site:
    return Site.read(tiny_site(tmp_path_factory.mktemp("tiny")))


@pytest.mark.parametrize("given", INPUTS)
def test_inputs_are_reported_word_for_word_and_at_once(given, tiny):
    began = time.process_time()
    found = problems_of_input(tiny, given)
    assert time.process_time() - began < SECONDS
    expected = given["problems"]
    assert [shortened(*pair) for pair in zip_longest(found, expected)] == expected
