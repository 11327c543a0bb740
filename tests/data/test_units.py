"""In what unit the result of an operation may be said."""

from __future__ import annotations

import pytest

from explainer.data.model import Unit
from explainer.data.units import dimension, fits

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
