"""How each language says that words are another's: what introduces a quotation."""

from __future__ import annotations

import re

from explainer.data.model import Language

_CLAIMED: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(
        r"(?:原文|文章)里?(?:写|说|称|写道|写的是|说的是|的话是)[：:，]?“([^“”]+)”"
    ),
    "en": re.compile(
        r"\b(?:article|piece|text)(?:’s words(?: are| were)?| says| said| writes| wrote| reads)"
        r"(?: that)?[,:]? “([^“”]+)”", re.IGNORECASE,
    ),
}


def claimed(text: str, language: Language) -> list[tuple[int, str]]:
    """The words that a text says the examined text uses, each with where they begin."""
    return [(match.start(1), match[1]) for match in _CLAIMED[language].finditer(text)]
