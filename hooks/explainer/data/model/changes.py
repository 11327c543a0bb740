"""What changed after it was published, and phrases the lint for numbers lets pass."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import (
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError

from explainer.data.model.fields import (
    FactId,
    LanguageField,
    PartialDate,
    Record,
    Text,
)
from explainer.data.model.wording import Words

Address = Annotated[
    str,
    Field(
        pattern=r"^([A-Za-z0-9.-][A-Za-z0-9./-]*)?(#[A-Za-z0-9.-]+)?$",
        description="A path from the site's root without a leading slash, as the default "
        "language has it: losses/#fair-value. Stands for the other language's as well.",
    ),
]
Addresses = Annotated[
    str, Field(pattern=r"^([A-Za-z0-9.*-][A-Za-z0-9./*-]*)?(#[A-Za-z0-9.*-]+)?$"),
]
"""An address, or a pattern of addresses."""


class Change(Record):
    """A correction or update of something published, or an address moved or withdrawn."""

    collection: ClassVar[str] = "changes"

    date: PartialDate
    kind: Literal["published", "correction", "update", "moved", "withdrawn"]
    fact: Annotated[str, Field(pattern=f"^{FactId.pattern}$")] | None = None
    """The fact whose value changed. May since have been moved or withdrawn."""
    address: Addresses | None = None
    """What was moved or withdrawn, or what else was corrected. A page's address stands for
    its anchors, files and frames too. Where a whole kind was withdrawn, * stands for what its
    addresses do not share (no slash): facts/*.csv."""
    to: Address | None = None
    """Where it is now, if it was moved."""
    old: str | None = None
    """The value before, as the ledger has it: 12.158E+9 CNY."""
    new: str | None = None
    """The value since."""
    reason: Words

    @model_validator(mode="after")
    def _complete(self) -> Change:
        expected = {
            "moved": "address and to", "withdrawn": "address", "published": "neither fact nor to",
        }.get(self.kind, "fact or address")
        well = {
            "moved": self.address is not None and self.to is not None and not self.fact,
            "withdrawn": self.address is not None and self.to is None and not self.fact,
            "published": self.fact is None and self.to is None,
        }.get(self.kind, bool(self.fact) != (self.address is not None) and self.to is None)
        if well and self.kind in ("moved", "withdrawn", "published"):
            well = self.old is None and self.new is None
            expected = "no old and no new value"
        if well and (self.old is None) != (self.new is None):
            well, expected = False, "old and new together"
        if well and self.old is not None and self.old == self.new:
            well, expected = False, "a new value that is not the old one"
        if not well:
            raise PydanticCustomError(
                "change", "{kind} goes with {expected}", {"kind": self.kind, "expected": expected}
            )
        if "*" in (self.address or "") and self.kind != "withdrawn":
            raise PydanticCustomError(
                "change", "address: got {address}, expected one address: * goes with withdrawn",
                {"address": self.address, "remedy": "Write a record for each address"},
            )
        return self


class Exempt(Record):
    """A number that texts may type, because it is no figure of the data, or another phrase that
    the rules of its language would not let pass."""

    collection: ClassVar[str] = "exceptions"

    phrase: Text
    """The exact phrase; everywhere it occurs is allowed."""
    language: LanguageField
    reason: Text
