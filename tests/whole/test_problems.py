"""Problems: one form, sorted by place, each once, with a total."""

from __future__ import annotations

from decimal import Decimal

import pytest

from explainer.problems import InvalidInput, Location, Problem, Problems, said, suggestion


def test_a_problem_says_where_what_and_what_to_do():
    problem = Problem(Location("data/a.yml", 14, 12), 'unknown source "S3"', "Use another")
    assert str(problem) == 'data/a.yml:14:12: unknown source "S3". Use another.'


@pytest.mark.parametrize("end", [".", "?", "!"])
def test_sentences_are_not_ended_twice(end):
    problem = Problem(Location("a.yml"), f"what{end}", "Do it.")
    assert str(problem) == f"a.yml:1:1: what{end} Do it."


def test_an_annotation_is_a_workflow_command_on_one_line():
    problem = Problem(Location("data/a.yml", 14, 12), "50% of\r\n1, 2: three", "Mend it")
    assert problem.as_annotation() == (
        "::error file=data/a.yml,line=14,col=12::50%25 of\\r\\n1, 2: three. Mend it."
    )


def test_names_of_files_cannot_add_to_a_workflow_command():
    problem = Problem(Location("data/a,line=1::\n::x.yml", 2, 3), "what\x1b[31m", "Do")
    assert problem.as_annotation() == (
        "::error file=data/a%2Cline=1%3A%3A\\n%3A%3Ax.yml,line=2,col=3::what\\x1b[31m. Do."
    )
    assert str(problem) == "data/a,line=1::\\n::x.yml:2:3: what\\x1b[31m. Do."


def test_warnings_are_told_and_not_counted():
    problems = Problems()
    problems.warn(Location("a.yml", 2), "odd", "Look")
    assert (len(problems), list(problems)) == (0, [])
    assert [str(warning) for warning in problems.warnings] == ["a.yml:2:1: warning: odd. Look."]
    assert problems.warnings[0].as_annotation() == "::warning file=a.yml,line=2,col=1::odd. Look."


def test_problems_come_sorted_by_file_line_and_column():
    problems = Problems()
    places = [("b.yml", 1, 1), ("a.yml", 10, 1), ("a.yml", 9, 3), ("a.yml", 9, 12), ("a.yml", 9, 3)]
    for number, place in enumerate(places):
        problems.add(Location(*place), f"what {9 - number}", "Do")
    assert [str(problem) for problem in problems] == [
        "a.yml:9:3: what 5. Do.",
        "a.yml:9:3: what 7. Do.",
        "a.yml:9:12: what 6. Do.",
        "a.yml:10:1: what 8. Do.",
        "b.yml:1:1: what 9. Do.",
    ]


def test_the_same_problem_counts_once():
    problems = Problems()
    for _ in range(2):
        problems.add(Location("a.yml"), "what", "Do")
    problems.extend([Problem(Location("a.yml"), "what", "Do")])
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("places", "summary"),
    [
        ([], "0 problems in 0 files"),
        ([("a", 1)], "1 problem in 1 file"),
        ([("a", 1), ("a", 2)], "2 problems in 1 file"),
        ([("a", 1), ("a", 2), ("b", 1)], "3 problems in 2 files"),
    ],
)
def test_the_summary_counts_problems_and_files(places, summary):
    problems = Problems()
    for path, line in places:
        problems.add(Location(path, line), "what", "Do")
    assert problems.summary() == summary
    assert problems.report().splitlines()[-1] == summary
    assert len(problems.report().splitlines()) == len(places) + 1


def test_invalid_input_reads_as_the_report():
    problems = Problems()
    problems.add(Location("a.yml", 2), "what", "Do")
    error = InvalidInput(problems)
    assert str(error) == "a.yml:2:1: what. Do.\n1 problem in 1 file"
    assert error.problems is problems


@pytest.mark.parametrize(
    ("wrong", "known", "near"),
    [
        ("S3", ["S01", "S02", "S03"], "S03"),
        ("net-los", ["net-loss", "net-profit"], "net-loss"),
        ("Net_Loss", ["net-loss", "staff"], "net-loss"),
        ("sorce", ["source", "sources"], "source"),
        ("kettle", ["revenue", "staff"], None),
        ("anything", [], None),
    ],
)
def test_the_nearest_known_id_is_suggested_if_it_is_near_enough(wrong, known, near):
    assert suggestion(wrong, known) == (f' (did you mean "{near}"?)' if near else "")


@pytest.mark.parametrize(
    ("value", "expected"),
    [("41.2", "'41.2'"), (Decimal("41.2"), "41.2"), (True, "true"), (None, "nothing"),
     ({}, "a mapping"), ([1], "a list"), (2020, "2020")],
)  # fmt: skip
def test_values_are_named_as_files_have_them(value, expected):
    assert said(value) == expected
