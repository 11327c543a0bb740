"""Identities: arithmetic that must hold, with the tolerance that rounding gives."""

from __future__ import annotations

import pytest
from tiny_site import tiny_site

from explainer.checks import identities
from explainer.data import dataset
from explainer.problems import Problems

METRIC = """\
id: {0}
name: {{zh: 字, en: Word}}
definition: {{zh: 字, en: Word}}
unit: {1}
observations:
"""


def problems_of(folder, values: dict[str, str], identity: str, units: dict[str, str] | None = None):
    """The problems of one identity over metrics with one observation each, for 2020."""
    changes = {}
    for name, value in values.items():
        unit = (units or {}).get(name, "CNY")
        observation = f"  - {{period: 2020, {value}, source: S01, origin: press}}\n"
        changes[f"data/metrics/{name}.yml"] = METRIC.format(name, unit) + observation
    changes["data/identities/checked.yml"] = (
        f"id: checked\nstatement: {{zh: 字, en: Word}}\n{identity}"
    )
    problems = Problems()
    data = dataset.read(tiny_site(folder, changes), problems)
    assert data, problems.report()
    identities.check(data, problems)
    return [str(problem) for problem in problems]


SUM = "left: {sum: [part-a.2020, part-b.2020]}\nright: {fact: whole.2020}\n"


@pytest.mark.parametrize(
    ("whole", "holds"),
    [
        ("value: 120.5", True),
        ("value: 120.6", True),  # 60.2 and 60.3 may be 120.6, and 120.6 may be 120.55
        ("value: 120.65, rounded_to: 0.1", True),  # to the last digit of what all three allow
        ("value: 120.66, rounded_to: 0.1", False),
        ("value: 120.7", False),
        ("value: 120", True),
        ("value: 122", False),
        ("value: 130, rounded_to: 10", False),
        ("value: 124, rounded_to: 10", True),
        ("over: 120", True),
        ("over: 121.2", False),
        ("under: 120", True),
        ("under: 119", False),
        ("about: 120.5", True),
        ("range: [110, 120.4]", True),
        ("range: [110, 120.3]", False),
    ],
)
def test_a_sum_holds_within_the_rounding_of_its_inputs(whole, holds, tmp_path):
    values = {"part-a": "value: 60.2", "part-b": "value: 60.3", "whole": whole}
    assert (problems_of(tmp_path, values, SUM) == []) is holds


@pytest.mark.parametrize(
    ("share", "holds"),
    [
        ("value: 33", True),
        ("value: 33.4", True),
        ("value: 33.42", True),
        ("value: 33.3", False),
        ("value: 34", False),
        ("about: 33.4", True),
        ("over: 33", True),
        ("over: 34", False),
    ],
)
def test_a_quoted_share_is_compared_with_the_computed_one(share, holds, tmp_path):
    # 401 of 1200, both rounded, is between 33.36 and 33.47 per cent.
    values = {"part": "value: 401", "whole": "value: 1200", "share": share}
    identity = "left: {ratio: [part.2020, whole.2020]}\nright: {fact: share.2020}\n"
    assert (problems_of(tmp_path, values, identity, {"share": "percent"}) == []) is holds


def test_a_fault_names_both_sides_their_distance_and_the_facts(tmp_path):
    values = {"part-a": "value: 60.2", "part-b": "value: 60.3", "whole": "value: 1121.5"}
    assert problems_of(tmp_path, values, SUM) == [
        'data/identities/checked.yml:3:7: identity "checked" does not hold: left is 120.4 to 120.6,'
        " right is 1,121.45 to 1,121.55, 1,001 apart (expected at most the rounding of the inputs)."
        " Check part-a.2020, part-b.2020, whole.2020; if sources really disagree, say why under"
        " disagreement."
    ]


WHY = "disagreement: {zh: 来源不一, en: The sources differ}\n"


def test_a_recorded_disagreement_may_stand_as_long_as_it_lasts(tmp_path):
    values = {"part-a": "value: 60.2", "part-b": "value: 60.3", "whole": "value: 150"}
    assert problems_of(tmp_path, values, SUM + WHY) == []


def test_a_recorded_disagreement_must_go_when_the_sides_agree(tmp_path):
    values = {"part-a": "value: 60.2", "part-b": "value: 60.3", "whole": "value: 120.5"}
    assert problems_of(tmp_path, values, SUM + WHY) == [
        "data/identities/checked.yml:5:15: disagreement: the two sides agree (120.4 to 120.6 and"
        " 120.45 to 120.55). Remove the disagreement."
    ]


def test_both_sides_are_looked_at_even_if_one_cannot_be_computed(tmp_path):
    identity = "left: {fact: cost.2021-H1}\nright: {ratio: [whole.2020, none.2020]}\n"
    values = {"whole": "value: 5", "none": "value: 0"}
    assert problems_of(tmp_path, values, identity) == [
        "data/identities/checked.yml:3:7: left: cost.2021-H1 has no value. "
        "Leave the identity out until it has one.",
        "data/identities/checked.yml:4:8: right: ratio of whole.2020 and none.2020: the divisor can"
        " be zero. Choose another formula.",
    ]
