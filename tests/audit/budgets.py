"""The budgets of budgets.yml, and the pages they are for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from browser.project import ARTICLES, DEFAULT, LANGUAGES, PROJECT, Language, text_of

from explainer import charts
from explainer.data import dataset
from explainer.problems import Problems

_FILE = Path(__file__).parent / "budgets.yml"
_ALL: dict[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))



def _chosen() -> dict[str, str]:
    """What stands for the names between braces."""
    shown = {name: len(re.findall(r"\bchart\(", text_of(DEFAULT, name))) for name in ARTICLES}
    stories = sorted((n for n in ARTICLES if shown[n] and n != "index"), key=lambda n: -shown[n])
    found = dict(zip(("story", "second"), stories, strict=False))
    data = dataset.read(PROJECT, Problems())
    assert data, "the data of the site cannot be read"
    found["metric"] = max(data.metrics.values(), key=lambda m: len(str(m.model_dump()))).id
    if data.charts:
        most = max(data.charts.values(), key=lambda c: len(charts.facts_of(c, data)))
        found["chart"] = most.id
    if stories:
        _ALL["charts"]["charts"] = min(_ALL["charts"]["charts"], shown[stories[0]])
    return found


def _addresses() -> dict[str, str]:
    """The address of every type of page that the site has."""
    chosen = _chosen()
    found = {}
    for name, address in _ALL["pages"].items():
        lacking = set(re.findall(r"\{(\w+)\}", address)) - chosen.keys()
        article = address.rstrip("/") if re.fullmatch(r"[a-z]+/", address) else None
        made = ("facts", "data", "changes", *(("charts",) if "chart" in chosen else ()))
        if not lacking and (article is None or article in (*ARTICLES, *made)):
            found[name] = address.format(**chosen)
    return found


_ADDRESSES = _addresses()
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
        return self.language.prefix + _ADDRESSES[self.name]

    @property
    def budgets(self) -> dict[str, float]:
        """What the page may cost; what is not asked of it is left out."""
        asked = {**EVERY, **_ALL["but"].get(self.name, {})}
        return {what: budget for what, budget in asked.items() if budget is not None}

    def __str__(self) -> str:
        return f"{self.name}-{self.language}"


PAGES = [
    Audited(name, language)
    for name, address in _ADDRESSES.items()
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
