"""The few words charts need beside the author's: column heads and marks of standing."""

from __future__ import annotations

from explainer.data.facts import Standing
from explainer.data.model import Language
from explainer.language.interface import labels

MARKS: dict[Standing, str] = {
    "reported": "", "computed": "*", "disputed": "†", "resting": "‡",
    "not_found": "?", "not_disclosed": "×",
}
"""Written after the label of a value that is not simply reported, or in its place if there is
none."""

TOLD: tuple[Standing, ...] = (
    "computed", "disputed", "resting", "not_found", "not_disclosed",
)
"""The standings that a key explains, in its order."""


def phrase(name: str, language: Language) -> str:
    return labels(language, "charts")[name]


def control(name: str, language: Language) -> str:
    """A word of the controls of a live chart."""
    return labels(language, "charts")[f"control_{name}"]


def standing(value: Standing, language: Language) -> str:
    """The words for a standing that a reader must be told of; empty for the others."""
    return labels(language, "charts")[f"standing_{value}"] if value in TOLD else ""


def bracketed(text: str, addition: str, language: Language) -> str:
    """``text (addition)`` with the brackets of the language; the text alone without one."""
    if not addition:
        return text
    return f"{text}{phrase('open', language)}{addition}{phrase('close', language)}"
