"""Illustrations: worked examples of round figures, told step by step."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from explainer.data.model.fields import FactId, Number, Record, Strict
from explainer.data.model.wording import Words


class Stage(Strict):
    """A step of an illustration. With the first the holders buy in."""

    title: Words
    """A few words for the picture."""
    text: Words
    """What happens. Calls ``example()`` for the figures, which follow from the record."""
    worth: Annotated[Number, Field(ge=0)] | None = None
    """What the whole company is worth from now on; absent: what it was."""
    spent: Annotated[Number, Field(ge=0)] = Decimal(0)
    """What the business loses in cash."""
    listed: bool = False
    """Whether the shares are listed with this step: what was owed becomes shares."""


class Control(Strict):
    """What readers may change: the company's worth, in the unit of the facts it stops at."""

    stops: Annotated[list[FactId], Field(min_length=2)]
    """Valuations of a real company. The holders are taken to have bought in at the first."""
    low: Annotated[Number, Field(ge=0)]
    """The least it can be worth."""
    step: Annotated[Number, Field(gt=0)]
    """What lies between one worth and the next; all others are multiples of it."""


class Illustration(Record):
    """A company of round figures whose investors hold preferred shares, which are a liability:
    what it owes them is their part of its worth, and what that grows by is its loss."""

    collection: ClassVar[str] = "illustrations"

    stake: Annotated[Number, Field(gt=0, lt=1)]
    """The holders' part of the company: 0.1."""
    paid: Annotated[Number, Field(gt=0)]
    """What they pay for it."""
    stages: Annotated[list[Stage], Field(min_length=2, max_length=6)]
    control: Control | None = None
