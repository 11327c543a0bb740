"""In what unit the result of an operation may be said."""

from __future__ import annotations

import pytest

from explainer.data.model import Metric, Unit
from explainer.data.units import converted, dimension, fits

NAME = {"zh": "名", "en": "name"}
UNITS = {
    unit.id: unit
    for unit in (
        Unit.model_validate({"id": "CNY", "kind": "currency", "name": NAME}),
        Unit.model_validate({"id": "USD", "kind": "currency", "name": NAME}),
        Unit.model_validate({"id": "shares", "kind": "measure", "name": NAME}),
        Unit.model_validate(
            {"id": "CNY-per-USD", "kind": "measure", "name": NAME, "of": "CNY", "per": "USD"}
        ),
    )
}


@pytest.mark.parametrize(("operands", "wanted", "may"), [
    (["CNY", "CNY-per-USD"], "USD", True),
    (["CNY", "CNY-per-USD"], "CNY", False),
    (["USD", "CNY-per-USD"], "CNY", False),
    (["CNY", "shares"], "CNY", True),
    (["CNY", "shares"], "USD", False),
])
def test_a_sum_divided_by_a_rate_is_in_the_currency_the_rate_turns_it_into(operands, wanted, may):
    assert fits(dimension("quotient", operands), UNITS[wanted], UNITS) is may


def metric(name: str, unit: str, **rest: object) -> Metric:
    return Metric.model_validate({
        "id": name, "name": NAME, "definition": NAME, "unit": unit,
        "observations": [{"period": 2020, "value": 7, "source": "S01", "origin": "press"}], **rest,
    })


def test_a_sum_at_a_rate_is_the_same_sum_and_a_sum_by_shares_is_not():
    metrics = {each.id: each for each in (
        metric("loss", "CNY"), metric("rate", "CNY-per-USD"), metric("shares", "shares"),
    )}
    at_a_rate = metric("loss-usd", "USD", observations=[], periods=[2020],
                       formula={"quotient": ["loss", "rate"]})
    by_shares = metric("loss-per-share", "CNY", observations=[], periods=[2020],
                       formula={"quotient": ["loss", "shares"]})
    assert converted(at_a_rate, metrics, UNITS) == "loss"
    assert converted(by_shares, metrics, UNITS) is None
    assert converted(metrics["loss"], metrics, UNITS) is None
