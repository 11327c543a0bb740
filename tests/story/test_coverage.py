"""The data holds what the research found, row by row and statement by statement.

``cases/coverage.yml`` lists it by subject: each figure under what is said of it (what it was
read in), and the events, lines, terms, sources and examined statements. The file is this story's
own; whoever tells another company's replaces it with the data.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from tiny_site import ROOT

from explainer.data import dataset, strict_yaml
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact, FactError
from explainer.data.model import Origin, State
from explainer.problems import Problems

GOLDEN = Path(__file__).parent / "coverage.yml"
MISSING = get_args(State)[1:]
MARKS = (*get_args(Origin), "worked_back", "disputed", *MISSING)
RECORDS = ("events", "lines", "terms", "sources")


def read() -> list[dict[str, Any]]:
    problems = Problems()
    subjects = strict_yaml.parse(GOLDEN.read_bytes(), GOLDEN.name, problems).data
    assert not problems, problems.report()
    return subjects


SUBJECTS = read()
by_subject = pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject["subject"])
STATEMENTS = next(subject for subject in SUBJECTS if "claims" in subject)


@pytest.fixture(scope="module")
def data() -> Dataset:
    found = dataset.read(ROOT, Problems())
    assert found
    return found


def figures(subject: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every figure of a subject: its id and its mark."""
    for mark in MARKS:
        for metric, periods in subject.get(mark, {}).items():
            for period in periods:
                yield f"{metric}.{period}", mark


def find(data: Dataset, identifier: str) -> Fact | None:
    try:
        return data.facts.get(identifier)
    except FactError:
        return None


def mark_of(fact: Fact) -> str:
    if fact.state != "known":
        return fact.state
    if fact.computed:
        return "computed"
    if fact.disputed:
        return "disputed"
    return "worked_back" if fact.origin == "computed" else str(fact.origin)


@by_subject
def test_nothing_of_the_list_is_misspelt_or_listed_twice(subject):
    known = {"subject", "paragraphs", "claims", *MARKS, *RECORDS}
    assert set(subject) <= known
    named = [identifier for identifier, _ in figures(subject)]
    assert sorted({one for one in named if named.count(one) > 1}) == []
    assert named or any(subject.get(key) for key in (*RECORDS, "claims")), "an empty subject"


@by_subject
def test_every_figure_is_in_the_data(data, subject):
    missing = [identifier for identifier, _ in figures(subject) if not find(data, identifier)]
    assert missing == []


@by_subject
def test_every_figure_says_what_it_was_read_in(data, subject):
    found = {identifier: find(data, identifier) for identifier, _ in figures(subject)}
    wrong = {
        identifier: f"{mark_of(fact)}, not {mark}"
        for identifier, mark in figures(subject)
        if (fact := found[identifier]) and mark_of(fact) != mark
    }
    assert wrong == {}


@by_subject
def test_every_known_figure_says_who_says_so(data, subject):
    unsupported = [
        identifier for identifier, mark in figures(subject)
        if mark not in MISSING and (fact := find(data, identifier)) and not fact.sources
    ]
    assert unsupported == []


@by_subject
def test_every_disputed_figure_gives_the_other_value_and_the_reason(data, subject):
    silent = []
    for identifier, mark in figures(subject):
        fact = find(data, identifier)
        said = fact and fact.observation
        if mark == "disputed" and not (said and said.alternatives and said.why):
            silent.append(identifier)
    assert silent == []


@by_subject
def test_every_record_is_in_the_data(data, subject):
    missing = [
        f"{collection}: {identifier}" for collection in RECORDS
        for identifier in subject.get(collection, ())
        if identifier not in data.records[collection]
    ]
    assert missing == []


def test_every_statement_of_the_article_is_examined_with_the_verdict_found(data):
    expected = {
        int(number): verdict
        for verdict, numbers in STATEMENTS["claims"].items() for number in numbers
    }
    found = {claim.number: claim.verdict for claim in data.claims.values()}
    assert found == expected
    assert sorted(expected) == list(range(1, len(expected) + 1))


def test_every_paragraph_of_the_article_that_states_something_is_examined(data):
    examined = {paragraph for claim in data.claims.values() for paragraph in claim.paragraphs}
    assert sorted(examined) == [int(paragraph) for paragraph in STATEMENTS["paragraphs"]]
