"""Characters that have no place in a text: controls, marks of direction, what does not show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from explainer.problems import Fault

_NEVER = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls
    r"\u2028\u2029"  # line ends that editors do not show
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction
    r"\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff"
    r"\uffa0\ufff0-\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # what does not show
    r"\ud800-\udfff\ufdd0-\ufdef\ue000-\uf8ff\U000e0000-\U0010ffff"  # no characters, or private
)
# Joins parts of an emoji, and letters of scripts that join.
_JOINER = r"(?<![\u0600-\u0dff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
_FAULT = re.compile(rf"[{_NEVER}]|{_JOINER}")


def faults(text: str) -> Iterator[Fault]:
    """Characters that have no place in a text, the first of each line. A carriage return is one:
    readers of files have made line ends of them."""
    line: int | None = None
    for match in _FAULT.finditer(text):
        if (end := text.find("\n", match.start())) != line:
            what = f"a character that has no place in a text: {named(match[0])}"
            yield Fault(match.start(), what, "Remove it")
        line = end


def without(text: str) -> str:
    """A text with spaces in the place of such characters."""
    return _FAULT.sub(" ", text)


def named(character: str) -> str:
    """``U+202E RIGHT-TO-LEFT OVERRIDE``; controls have no name."""
    control = unicodedata.category(character) == "Cc"
    name = unicodedata.name(character, "(a control)" if control else "(no name)")
    return f"U+{ord(character):04X} {name}"
