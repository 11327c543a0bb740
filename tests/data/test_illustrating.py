"""Illustrations: what follows from their steps, whatever they are."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from explainer.data.illustrating import states
from explainer.data.model import Illustration

AMOUNTS = st.decimals(0, 1000, places=2)
STAGES = st.fixed_dictionaries({}, optional={
    "worth": AMOUNTS, "spent": AMOUNTS, "listed": st.booleans(),
})
WORDS = {"zh": "甲", "en": "A"}


def made(stake: Decimal, paid: Decimal, *stages: dict[str, object]) -> Illustration:
    steps = [{"title": WORDS, "text": WORDS, **stage} for stage in stages]
    return Illustration.model_validate({"id": "a", "stake": stake, "paid": paid, "stages": steps})


def test_the_example_of_the_four_steps() -> None:
    found = states(made(
        Decimal("0.1"), Decimal(1), {}, {"worth": Decimal(20)}, {"spent": Decimal("0.2")},
        {"listed": True},
    ))
    assert [(s.cash, s.owed, s.loss) for s in found] == [
        (1, 1, 0), (1, 2, 1), (Decimal("0.8"), 2, Decimal("1.2")),
        (Decimal("0.8"), 0, Decimal("1.2")),
    ]


def test_a_fall_is_a_gain_and_costs_no_cash() -> None:
    found = states(made(Decimal("0.5"), Decimal(10), {}, {"worth": Decimal(12)}))
    assert (found[-1].loss, found[-1].cash, found[-1].owed) == (-4, 10, 6)


@given(st.decimals("0.01", "0.99", places=2), st.decimals("0.01", 1000, places=2),
       st.lists(STAGES, min_size=2, max_size=6))
def test_the_accounts_balance_until_the_listing(stake, paid, stages) -> None:
    """There is nothing but cash on one side; on the other what is owed, less the loss."""
    found = states(made(stake, paid, *stages))
    for state in found:
        assert state.listed or abs(state.cash + state.loss - state.owed) < Decimal("1e-20")
    listed = [state for state in found if state.listed]
    assert all(state.owed == 0 for state in listed)
    spent = [state.spent for state in listed[1:]]
    assert not listed or abs(listed[-1].loss - listed[0].loss - sum(spent)) < Decimal("1e-20")
