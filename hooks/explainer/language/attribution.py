"""How each language says that words are another's: what introduces a quotation."""

from __future__ import annotations

from explainer.data.model import Language
from explainer.language.known import definition


def claimed(text: str, language: Language) -> list[tuple[int, str]]:
    """The words that a text says the examined text uses, each with where they begin."""
    pattern = definition(language).claimed
    return [(match.start(1), match[1]) for match in pattern.finditer(text)] if pattern else []
