"""Facts: observed values, formulas, sums over spans, and what is said about each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from explainer.data.facts import FactError, Facts
from explainer.data.model import Formula, Metric
from explainer.data.periods import Period

WORDS = {"zh": "字", "en": "Word"}


def metric(identifier: str, **fields: Any) -> Metric:
    return Metric.model_validate(
        {"id": identifier, "name": WORDS, "definition": WORDS, "unit": "CNY", **fields}
    )


def observed(identifier: str, values: dict[str, Any], **fields: Any) -> Metric:
    """A metric with plain filed values of one source, or whole observations."""
    observations = [
        {"period": period, "source": "S01", "origin": "summary", "value": value}
        if isinstance(value, int | Decimal)
        else {"period": period, **value}
        for period, value in values.items()
    ]
    return metric(identifier, observations=observations, **fields)


DISPUTED = {
    "value": 178, "source": "S01", "sources": ["S03"], "origin": "summary", "why": WORDS,
    "alternatives": [{"value": 175, "source": "S02", "origin": "press"}],
}
NOT_FOUND = {"not_found": True, "looked": {"date": "2021"}}
METRICS = {
    each.id: each
    for each in (
        observed("revenue", {"2019": Decimal("120.5"), "2020": 150, "2021-H1": 80}, scale=1000000),
        observed(
            "cost", {"2019": 130, "2020": DISPUTED, "2021-H1": NOT_FOUND}, scale=1000000,
        ),
        observed("staff", {"2020-06-30": 400, "2021-06-30": 450}, measure="stock"),
        observed("shops", {"2019": 3, "2020": 4}, measure="stock"),
        observed("nothing", {"2020": 0}),
        observed("grant", {"2019": 3, "2020": {"value": 4, "source": "S02", "origin": "press"}}),
        metric("loss", formula={"difference": ["cost", "revenue"]}, periods=["2019", "2020"]),
        metric("margin", formula={"ratio": ["loss", "revenue"]}, periods=["2019", "2019..2020"]),
        metric("hen", formula={"sum": ["egg", "cost"]}, periods=["2019"]),
        metric("egg", formula={"sum": ["hen", "cost"]}, periods=["2019"]),
    )
}


@pytest.fixture
def facts() -> Facts:
    return Facts(METRICS)


def value(fact: Any) -> Decimal | None:
    return fact.quantity and fact.quantity.value


def test_an_observed_fact_is_what_its_source_says_in_base_units(facts):
    fact = facts.get("revenue.2019")
    assert value(fact) == 120_500_000
    assert fact.quantity.step == 100_000
    assert (fact.origin, fact.standing, fact.sources) == ("summary", "reported", ("S01",))


def test_a_disputed_fact_names_the_sources_of_every_value(facts):
    fact = facts.get("cost.2020")
    assert value(fact) == 178_000_000
    assert (fact.standing, fact.sources) == ("disputed", ("S01", "S03", "S02"))
    assert (fact.spread.low, fact.spread.high) == (175_000_000, 178_000_000)


def test_what_was_not_found_has_no_quantity(facts):
    fact = facts.get("cost.2021-H1")
    assert fact.quantity is None
    assert (fact.state, fact.origin, fact.standing) == ("not_found", None, "not_found")
    assert fact.sources == ()


def test_a_formula_takes_its_metrics_at_the_same_period(facts):
    fact = facts.get("loss.2019")
    assert value(fact) == 9_500_000
    assert fact.operation == "difference"
    assert [operand.id for operand in fact.inputs] == ["cost.2019", "revenue.2019"]


def test_a_derived_fact_has_the_sources_of_its_inputs_each_once(facts):
    assert facts.get("loss.2020").sources == ("S01", "S03", "S02")
    assert facts.get("loss.2019").sources == ("S01",)


@pytest.mark.parametrize(
    ("fact_id", "low", "high"),
    [
        ("loss.2019", None, None),
        ("loss.2020", "25000000", "28000000"),
        ("grant.2019..2020", None, None),
        ("cost.2019..2020", "305000000", "308000000"),
        ("margin.2019..2020", "12.754", "13.863"),  # through a formula over a sum
    ],
)
def test_a_computed_fact_rests_on_its_disputed_inputs(facts, fact_id, low, high):
    fact = facts.get(fact_id)
    assert fact.origin == "computed"
    if low is None:
        assert (fact.standing, fact.rests_on, fact.spread) == ("computed", (), None)
        return
    assert fact.standing == "resting"
    assert [each.id for each in fact.rests_on] == ["cost.2020"]
    assert [round(end, 3) for end in (fact.spread.low, fact.spread.high)] == [
        Decimal(low), Decimal(high),
    ]


def test_a_bound_among_the_values_leaves_the_range_open():
    bounded = {**DISPUTED, "alternatives": [
        {"value": 175, "bound": "over", "source": "S02", "origin": "press"},
    ]}
    facts = Facts({"cost": observed("cost", {"2019": 130, "2020": bounded})})
    fact = facts.get("cost.2019..2020")
    assert (fact.standing, fact.spread) == ("resting", None)


def test_an_observation_can_confirm_what_is_computed():
    stated = {"value": 280, "source": "S02", "origin": "press", "confirms": True}
    metrics = {"cost": observed("cost", {"2019": 130, "2020": 150, "2019..2020": stated})}
    fact = Facts(metrics).get("cost.2019..2020")
    assert (fact.origin, fact.operation, value(fact)) == ("computed", "sum", 280)
    assert [each.source for each in fact.confirmed_by] == ["S02"]
    assert fact.sources == ("S01", "S02")
    assert [each.id for each in Facts(metrics).of_metric(metrics["cost"])] == [
        "cost.2019", "cost.2020",
    ]


def test_a_sum_over_what_nobody_disclosed_is_not_disclosed():
    metrics = {"cost": observed("cost", {
        "2018": NOT_FOUND, "2019": 130, "2020": {"not_disclosed": True, "source": "S02"},
    })}
    facts = Facts(metrics)
    assert facts.get("cost.2019..2020").state == "not_disclosed"
    assert facts.get("cost.2018..2020").state == "not_found"


def test_a_flow_is_summed_over_a_span(facts):
    fact = facts.get("revenue.2019..2021-H1")
    assert value(fact) == 350_500_000
    assert fact.operation == "sum"
    assert [part.id for part in fact.inputs] == ["revenue.2019", "revenue.2020", "revenue.2021-H1"]


def test_a_sum_with_a_part_that_was_not_found_is_not_found(facts):
    fact = facts.get("cost.2019..2021-H1")
    assert fact.quantity is None
    assert len(fact.inputs) == 3


def test_a_formula_over_a_span_uses_the_sums(facts):
    fact = facts.get("margin.2019..2020")
    assert [part.id for part in fact.inputs] == ["loss.2019..2020", "revenue.2019..2020"]
    assert round(value(fact), 3) == round(Decimal(3750) / Decimal("270.5"), 3)


def test_a_stock_is_never_summed(facts):
    with pytest.raises(FactError, match=r'"shops\.2019\.\.2020": shops has no 2019\.\.2020'):
        facts.get("shops.2019..2020")
    with pytest.raises(FactError) as raised:
        facts.get("staff.2020-06-30..2021-06-30")
    assert raised.value.what == (
        'unknown fact "staff.2020-06-30..2021-06-30": staff has no 2020-06-30..2021-06-30'
        ' (did you mean "2020-06-30"?)'
    )


def test_a_span_with_a_gap_is_not_summed(facts):
    with pytest.raises(FactError) as raised:
        facts.get("revenue.2018..2020")
    assert raised.value.remedy == "Published periods: 2019, 2020, 2021-H1"


def test_a_formula_gives_only_the_periods_it_lists(facts):
    with pytest.raises(FactError) as raised:
        facts.get("loss.2021-H1")
    assert raised.value.remedy == "Published periods: 2019, 2020"


@pytest.mark.parametrize(
    ("fact_id", "what"),
    [
        ("revenu.2019", 'unknown fact "revenu.2019": no metric "revenu" (did you mean "revenue"?)'),
        (
            "revenue.2018",
            'unknown fact "revenue.2018": revenue has no 2018',
        ),
        ("xyz.2019", 'unknown fact "xyz.2019": no metric "xyz"'),
        ("revenue", '"revenue" is not a fact (expected metric.period)'),
        ("hen.2019", '"hen.2019" is computed from itself'),
    ],
)
def test_what_is_no_fact_is_refused(facts, fact_id, what):
    for _ in range(2):  # a failure leaves nothing behind that would change the answer
        with pytest.raises(FactError) as raised:
            facts.get(fact_id)
        assert raised.value.what == what


def test_all_facts_of_a_metric_come_in_order_of_time():
    shuffled = observed("shuffled", {"2021-H1": 3, "2019": 1, "2020": 2})
    facts = Facts({"shuffled": shuffled})
    assert [str(fact.period) for fact in facts.of_metric(shuffled)] == ["2019", "2020", "2021-H1"]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ({"sum": ["revenue.2019", "revenue.2020", "grant.2020"]}, Decimal("270500004")),
        ({"difference": ["cost.2020", "revenue.2020", "grant.2020"]}, Decimal("27999996")),
        ({"ratio": ["revenue.2021-H1", "revenue.2020"]}, Decimal(8000) / 150),
        ({"quotient": ["revenue.2020", "grant.2020"]}, Decimal(37_500_000)),
        ({"growth": ["staff.2021-06-30", "staff.2020-06-30"]}, Decimal("12.5")),
        ({"growth": ["staff.2020-06-30", "staff.2021-06-30"]}, Decimal(-100) / 9),
        ({"fact": "grant.2019"}, Decimal(3)),
        ({"sum": ["revenue.2019", "cost.2021-H1"]}, None),
    ],
)
def test_each_operation_computes_what_its_name_says(facts, formula, expected):
    result = facts.evaluate(Formula.model_validate(formula))
    assert (value(result) is None) == (expected is None)
    assert expected is None or abs(value(result) - expected) < Decimal("1e-18")


def test_metrics_in_a_formula_need_a_period(facts):
    formula = Formula.model_validate({"sum": ["revenue", "grant.2019"]})
    assert facts.evaluate(formula, Period.parse("2019")).inputs[0].id == "revenue.2019"
    with pytest.raises(FactError, match='"revenue" is a metric without a period'):
        facts.evaluate(formula)


def test_dividing_by_what_may_be_zero_names_both_facts(facts):
    with pytest.raises(FactError) as raised:
        facts.evaluate(Formula.model_validate({"ratio": ["revenue.2020", "nothing.2020"]}))
    assert raised.value.what == (
        "ratio of revenue.2020 and nothing.2020: the divisor can be zero"
    )


def test_a_rounded_zero_divided_by_itself_is_refused_as_well(facts):
    with pytest.raises(FactError, match=r"growth of nothing\.2020 and nothing\.2020"):
        facts.evaluate(Formula.model_validate({"growth": ["nothing.2020", "nothing.2020"]}))


def test_a_growth_from_a_gain_to_a_loss_is_refused():
    facts = Facts({"cash": observed("cash", {"2019": -30, "2020": 20})})
    with pytest.raises(FactError, match="one is negative, one is not"):
        facts.evaluate(Formula.model_validate({"growth": ["cash.2020", "cash.2019"]}))
