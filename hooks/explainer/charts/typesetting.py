"""How wide text is, from the metrics of the one font pictures are drawn with."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.data.model import Language
from explainer.language.scripts import in_han

if TYPE_CHECKING:
    import uharfbuzz as hb

FAMILY = "Noto Sans SC"
_PACKAGE, _FILE = "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"

_TYPED = str.maketrans("‘’“”", "''\"\"")
_TYPED_IN_MARKUP = str.maketrans({"‘": "&#39;", "’": "&#39;", "“": "&quot;", "”": "&quot;"})

SLACK = 1.06
"""Room kept for the reader's own font, which is a little wider than ours at times."""


def font_file() -> Path:
    """The font, wherever its package is installed."""
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise RuntimeError(f"the package {_PACKAGE} with the font of the charts is not installed")
    return Path(found.origin).parent / _FILE


@functools.cache
def font() -> hb.Font:
    """The font, to measure and to draw with, in its own units."""
    import uharfbuzz as hb

    return hb.Font(hb.Face(hb.Blob.from_file_path(font_file())))


@functools.cache
def _advance(character: str) -> float:
    glyph = font().get_nominal_glyph(ord(character))
    return font().get_glyph_h_advance(glyph) / font().face.upem if glyph else 1.0


def missing(text: str) -> str:
    """The characters of a text the font has no glyph for, each once."""
    return "".join(c for c in dict.fromkeys(text) if not font().get_nominal_glyph(ord(c)))


def typed(text: str, language: Language, *, markup: bool = False) -> str:
    """A text for the font to draw. Its quotation marks and apostrophe are as wide as a Chinese
    character, so other languages get those of a keyboard; as entities in markup."""
    return text if in_han(language) else text.translate(_TYPED_IN_MARKUP if markup else _TYPED)


def width(text: str, size: float) -> float:
    """The width of a line in pixels."""
    return sum(map(_advance, text)) * size


def widest(texts: list[str], size: float) -> float:
    """The width to plan for the widest of some lines, with slack."""
    return max((width(text, size) for text in texts), default=0.0) * SLACK


def wrap(text: str, size: float, available: float) -> list[str]:
    """The text in lines that fit, broken at spaces and between Chinese characters, and within
    words that are wider than a line."""
    lines: list[str] = []
    line = ""
    pieces = (part for piece in _pieces(text) for part in _parts(piece, size, available))
    for piece in pieces:
        if line and width((line + piece).rstrip(), size) * SLACK > available:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _parts(piece: str, size: float, available: float) -> list[str]:
    """A word in parts that fit a line, each at least one letter."""
    parts = [piece]
    while len(parts[-1]) > 1 and width(parts[-1].rstrip(), size) * SLACK > available:
        last = parts.pop()
        cut = next((end for end in range(len(last) - 1, 1, -1)
                    if width(last[:end], size) * SLACK <= available), 1)
        parts += [last[:cut], last[cut:]]
    return parts


def balanced(text: str, size: float, available: float) -> list[str]:
    """The text in as few lines as :func:`wrap` makes of it, all as short as can be."""
    lines = wrap(text, size, available)
    low = 0.0
    while len(lines) > 1 and available - low > 2:
        tried = (low + available) / 2
        shorter = wrap(text, size, tried)
        if len(shorter) > len(lines):
            low = tried
        else:
            lines, available = shorter, tried
    return lines


_NEVER_FIRST = "，。、；：？！）》”’%％…"
_NEVER_LAST = "（《“‘"


def _pieces(text: str) -> list[str]:
    """What may stand at the start of a line: words with their space, single Chinese
    characters with the punctuation that belongs to them."""
    pieces: list[str] = []
    for character in text:
        wide = ord(character) >= 0x2E80
        if not pieces:
            pieces.append(character)
            continue
        last = pieces[-1][-1]
        joined = (
            character in _NEVER_FIRST
            or last in _NEVER_LAST
            or character == " "
            or (not wide and last != " " and ord(last) < 0x2E80)
        )
        if joined:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces
