"""What is Chinese: the characters, and names in them in text of another language."""

from __future__ import annotations

import re

from explainer.data.model import Language
from explainer.language.known import definition

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, for a class of a regular expression: 〇 and the blocks of Unicode whose
script is Han (UAX #24), the planes kept for it whole."""

HAN_CHARACTER = re.compile(f"[{HAN}]")


def in_han(language: Language) -> bool:
    """Whether a language is written in Chinese characters, with their punctuation and without
    spaces between words."""
    return definition(language).han


def foreign(text: str, language: Language) -> str | None:
    """The BCP 47 tag of a name that a reader of ``language`` must be told of; None otherwise.

    Chinese characters in English text are Chinese, simplified or not. Latin names in Chinese
    text are not marked: every Chinese voice and font can take them.
    """
    return "zh" if not in_han(language) and HAN_CHARACTER.search(text) else None
