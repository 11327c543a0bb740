"""What is told by its characters: Chinese, and names in it in text of another language."""

from __future__ import annotations

import re
from functools import cache

from explainer.data.model import Language
from explainer.language.definition import Script
from explainer.language.known import definition, originals

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, for a class of a regular expression: 〇 and the blocks of Unicode whose
script is Han (UAX #24), the planes kept for it whole."""

HAN_CHARACTER = re.compile(f"[{HAN}]")


def in_han(language: Language) -> bool:
    """Whether a language is written in Chinese characters, with their punctuation and without
    spaces between words."""
    return definition(language).han


@cache
def han_codes() -> tuple[Language, ...]:
    """The codes of all languages that are written so, without their kinds."""
    return tuple(dict.fromkeys(own.code.partition("-")[0] for own in originals() if own.han))


@cache
def told(language: Language) -> tuple[tuple[str, Script], ...]:
    """The BCP 47 tags of languages whose words are told by their characters in a text of
    ``language``, each with what tells it."""
    own = definition(language).script
    return tuple((each.code, each.script) for each in originals()
                 if each.script and each.script != own)


def runs(language: Language) -> list[tuple[str, str]]:
    """The same with the pattern of a stretch of each, for browsers."""
    return [(tag, script.run) for tag, script in told(language)]


def foreign(text: str, language: Language) -> str | None:
    """The BCP 47 tag of a name that a reader of ``language`` must be told of; None otherwise.

    Chinese characters in English text are Chinese, simplified or not. Latin names in Chinese
    text are not marked: every Chinese voice and font can take them.
    """
    return next((tag for tag, script in told(language) if script.letter.search(text)), None)
