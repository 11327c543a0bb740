"""A command cannot do what it was asked: said in the house's form."""

from __future__ import annotations

from explainer.data.facts import FactError


class Refused(FactError):
    """What is wrong with the words of a command, and what to do."""

    def __str__(self) -> str:
        return f"{self.what}. {self.remedy}."
