"""Typing another value for a figure in a copy of the project."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from explainer.data.dataset import Dataset

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


@dataclass(frozen=True)
class Change:
    """A figure before and after."""

    fact: str
    before: str
    after: str

    def explains(self, before: str, after: str) -> bool:
        """Whether one number became another because of this change: both are this figure, in
        the same unit and rounded alike."""
        one, two = number(before), number(after)
        return any(
            rounded(self.before, power, one) and rounded(self.after, power, two)
            for power in range(-12, 13)
        )


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def rounded(value: str, power: int, shown: Decimal) -> bool:
    exact = Decimal(value).scaleb(power)
    return abs(exact - shown) <= Decimal(1).scaleb(int(shown.as_tuple().exponent)) / 2


def other_value(value: str) -> str:
    """A value nearby, of as many digits: another third digit."""
    digits = [index for index, letter in enumerate(value) if letter.isdigit()]
    significant = digits[next(n for n, i in enumerate(digits) if value[i] != "0") :]
    index = significant[min(2, len(significant) - 1)]
    digit = int(value[index])
    return f"{value[:index]}{digit + 1 if digit < 9 else 8}{value[index + 1 :]}"


def change(project: Path, data: Dataset, fact_id: str) -> Change:
    """Type another value for a figure in a copy of the project."""
    fact = data.facts.get(fact_id)
    assert fact.observation is not None, f"{fact_id} is computed; name a figure that is typed"
    name = next(n for n in ("value", "about", "at_least", "over", "at_most", "under")
                if getattr(fact.observation, n) is not None)
    index = fact.metric.observations.index(fact.observation)
    place = data.origin(fact.metric).locate(("observations", index, name))
    path = project / place.path
    lines = path.read_text("utf-8").splitlines(keepends=True)
    line, column = lines[place.line - 1], place.column - 1
    found = NUMBER.match(line, column)
    assert found, f"{place}: no number in {line!r}"
    before, after = found.group(), other_value(found.group())
    lines[place.line - 1] = line[:column] + after + line[found.end() :]
    path.write_text("".join(lines), "utf-8")
    return Change(fact_id, before, after)
