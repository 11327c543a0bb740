"""Characters that have no place in a text: controls, marks of direction, what does not show.

They come from broken copies and encodings, fall apart in feeds and pictures, or make a line
read otherwise than it is written.
"""

from __future__ import annotations

import re
import unicodedata

_NEVER = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, but for tabs and line ends
    r"\u2028\u2029"  # line ends that editors do not show
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction
    r"\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff"
    r"\uffa0\ufff0-\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # what does not show
    r"\ud800-\udfff\ufdd0-\ufdef\ue000-\uf8ff\U000e0000-\U0010ffff"  # no characters, or private
)
# Joins parts of an emoji, and letters of scripts that join.
_JOINER = r"(?<![\u0600-\u0dff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
UNWANTED = re.compile(rf"[{_NEVER}]|{_JOINER}")
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"}


def visible(text: str) -> bool:
    """Whether a reader sees anything of a text."""
    return any(unicodedata.category(c) not in _UNSEEN and not UNWANTED.match(c) for c in text)


def fault(character: str) -> tuple[str, str]:
    """What is wrong with an unwanted character, and what to do."""
    control = unicodedata.category(character) == "Cc"
    name = unicodedata.name(character, "(a control)" if control else "(no name)")
    return (
        f"a character that has no place in a text: U+{ord(character):04X} {name}", "Remove it"
    )
