"""Faults in a chart's description are found where they are written."""

from __future__ import annotations

from typing import Any

import pytest

from explainer import charts
from explainer.data.dataset import Dataset
from explainer.data.model import MetricId, Series, Words
from explainer.data.periods import Period
from explainer.problems import Problems


def problems_of(bakery: Dataset, name: str, **changes: Any) -> str:
    problems = Problems()
    charts.check(bakery.charts[name].model_copy(update=changes), bakery, problems)
    return problems.report()


@pytest.mark.parametrize(
    ("name", "changes", "expected"),
    [
        ("loss-gap", {"kind": "line-gap"},
         'unknown kind of chart "line-gap" (did you mean "lines-gap"?)'),
        ("loss-gap", {"periods": []}, 'periods: missing, the kind "lines-gap" needs it'),
        ("loss-gap", {"total": MetricId("loss")}, 'total: not used by the kind "lines-gap"'),
        ("loss-gap",
         {"series": [Series(metric=MetricId("loss")), Series(metric=MetricId("staff"))]},
         "series[1].metric: staff is in people, but loss on the same axis is in CNY"),
        ("loss-gap", {"periods": [Period.parse("2019"), Period.parse("2029")]},
         "periods[1]: no series has anything for 2029"),
        ("cash-columns", {"series": [Series(metric=MetricId("cash-flow"))],
                          "periods": [Period.parse("2021")]},
         "none of the chart's values is published"),
        ("loss-gap", {"subtitle": Words(zh="单位：万元", en="Loss, RMB billion")},
         'subtitle.zh: got "万元", expected "亿元", in which the axis is written'),
        ("loss-gap", {"subtitle": Words(zh="亿元", en="Loss, RMB million")},
         'subtitle.en: got "RMB million", expected "RMB billion", in which the axis is written'),
    ],
)
def test_faults(bakery: Dataset, name: str, changes: dict[str, Any], expected: str) -> None:
    report = problems_of(bakery, name, **changes)
    assert expected in report
    assert "charts/charts.yml:" in report


def test_panels_with_their_own_scales_may_differ_in_unit(bakery: Dataset) -> None:
    assert problems_of(bakery, "small").startswith("0 problems")
    assert "on the same axis" in problems_of(bakery, "small", scales="shared")


def test_a_subtitle_may_name_the_unit_of_the_axis(bakery: Dataset) -> None:
    named = Words(zh="亏损，亿元；美元另计", en="Loss, RMB billion, not in dollars")
    assert problems_of(bakery, "loss-gap", subtitle=named).startswith("0 problems")
