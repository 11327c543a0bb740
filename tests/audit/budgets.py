"""The budgets of budgets.yml, and the pages they are for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from browser.project import DEFAULT, LANGUAGES, Language

_FILE = Path(__file__).parent / "budgets.yml"
_ALL: dict[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))

EVERY: dict[str, float] = _ALL["every"]
PLAIN: dict[str, Any] = _ALL["plain"]
CHARTS: dict[str, Any] = _ALL["charts"]
STEADY: float = _ALL["steady"]
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
KILO = 1000


@dataclass(frozen=True)
class Audited:
    """A type of page in a language."""

    name: str
    language: Language

    @property
    def address(self) -> str:
        return self.language.prefix + str(_ALL["pages"][self.name])

    @property
    def budgets(self) -> dict[str, float]:
        """What the page may cost; what is not asked of it is left out."""
        asked = {**EVERY, **_ALL["but"].get(self.name, {})}
        return {what: budget for what, budget in asked.items() if budget is not None}

    def __str__(self) -> str:
        return f"{self.name}-{self.language}"


PAGES = [
    Audited(name, language)
    for name, address in _ALL["pages"].items()
    for language in LANGUAGES
    if language is DEFAULT or not address.endswith(".html")
]


def breaches(budgets: dict[str, Any], measured: dict[str, Any]) -> list[str]:
    """Which of the measured figures break their budget: scores from below, all else from above."""
    found = []
    for what, budget in budgets.items():
        if what not in measured or (value := measured[what]) is None:
            continue
        low = what in CATEGORIES or what in ("text", "target")
        if value < budget if low else value > budget:
            found.append(f"{what} is {value:g}, the budget {budget:g}")
    return found
