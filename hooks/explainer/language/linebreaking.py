"""Lines of Chinese and English that fit a width, as a typesetter would break them.

After the W3C's *Requirements for Chinese Text Layout* (clreq) 3.1.4: closing punctuation
never begins a line, opening punctuation never ends one, and dashes and ellipses stay whole.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from markupsafe import Markup, escape

NEVER_FIRST = "，。、；：？！）》〉」』】〕”’…—·％,.;:?!)]}%‰℃°"
NEVER_LAST = "（《〈「『【〔“‘([{"

_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_PIECE = re.compile(
    rf"[{re.escape(NEVER_LAST)}]*"  # what opens goes with what follows
    rf"(?:[^\s{_CJK}{re.escape(NEVER_FIRST + NEVER_LAST)}]"
    rf"(?:[^\s{_CJK}—…（《“‘]|[’](?=\w))*"  # a word, or a number with its unit
    rf"(?:(?<=\d)\s?[万亿年月日%]+元?)*"
    rf"|[{_CJK}]|(?=[{re.escape(NEVER_FIRST)}]))"
    rf"(?:\s*(?:——|……|[{re.escape(NEVER_FIRST)}]))*\s*"  # what closes goes with what precedes
    rf"|[{re.escape(NEVER_LAST)}]+\s*|\s+"
)

_NUMBER_WITH_UNIT = re.compile(r"\d[\d.,]*\s?(?:[万亿]+元?|[年月日%])")

Measure = Callable[[str], float]


def whole(text: str) -> Markup:
    """A heading as HTML in which no line ends between a number and its unit: browsers break
    Chinese after any character, and ``text-wrap: balance`` likes to do so there."""
    return Markup(_NUMBER_WITH_UNIT.sub(r'<span class="whole">\g<0></span>', str(escape(text))))


def balanced(text: str, measure: Measure, width: float, most: int) -> list[str]:
    """The text in as few lines as it takes, none of them wider than ``width`` and all about
    equally wide; what ``most`` lines cannot hold is cut off with an ellipsis.

    ``measure`` gives a text's width.
    """
    measure = functools.cache(measure)
    pieces = [part for piece in _pieces(text) for part in _split(piece, measure, width)]
    lines = _fill(pieces, measure, width)
    if len(lines) > most:
        return [*lines[: most - 1], _cut(lines[most - 1] + lines[most], measure, width)]
    low, high = 0.0, width
    while high - low > 1:
        middle = (low + high) / 2
        tried = _fill(pieces, measure, middle)
        if len(tried) > len(lines) or any(measure(line) > middle for line in tried):
            low = middle
        else:
            high = middle
    return _fill(pieces, measure, high)


def _pieces(text: str) -> list[str]:
    """What may stand at the start of a line, with what must not leave it."""
    return _PIECE.findall(" ".join(text.split()))


def _fill(pieces: list[str], measure: Measure, width: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and measure((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.strip() for line in lines]


def _split(piece: str, measure: Measure, width: float) -> list[str]:
    """A word too long for a line of its own, in parts that fit."""
    parts = [piece]
    while measure(parts[-1].rstrip()) > width and len(parts[-1]) > 1:
        last, size = parts[-1], len(parts[-1]) - 1
        while size > 1 and (measure(last[:size]) > width or last[size] in NEVER_FIRST):
            size -= 1
        parts[-1:] = [last[:size], last[size:]]
    return parts


def _cut(line: str, measure: Measure, width: float) -> str:
    while line and measure(f"{line}…") > width:
        line = line[:-1]
    return line.rstrip(NEVER_FIRST + NEVER_LAST + " ") + "…"
