"""What an illustration comes to, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from explainer.data.model import Illustration


@dataclass(frozen=True)
class State:
    """The accounts after a step. ``loss`` is the sum so far, a gain below zero; ``spent`` is
    what the step itself cost; all in the unit of the illustration."""

    worth: Decimal
    cash: Decimal
    owed: Decimal
    loss: Decimal
    spent: Decimal
    listed: bool


def states(illustration: Illustration) -> list[State]:
    """The accounts after each step.

    What is owed is the holders' part of what the company is worth, until the shares are listed;
    what that grows by is a loss, and so is what is spent. Only what is paid and spent is cash.
    """
    stake = illustration.stake
    worth = illustration.paid / stake
    cash = owed = illustration.paid
    loss, listed = Decimal(0), False
    found = []
    for stage in illustration.stages:
        if stage.worth is not None:
            worth = stage.worth
        if not listed:
            loss, owed = loss + stake * worth - owed, stake * worth
        cash, loss = cash - stage.spent, loss + stage.spent
        if stage.listed:
            listed, owed = True, Decimal(0)
        found.append(State(worth, cash, owed, loss, stage.spent, listed))
    return found
