"""Smaller PNG files: pictures of few flat colours need no more than a palette of them."""

from __future__ import annotations

import io
from typing import Any

COLOURS = 64
"""How many colours are left: enough for the edges of letters."""
_LEVEL = 6
"""How hard to pack: the hardest takes seven times as long for a sixteenth less."""


def quantised(png: bytes) -> bytes:
    """The picture with the colours that cover most of it, so that flat areas keep theirs; what
    is left takes the nearest. Transparency is lost."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        flat = image.convert("RGB")
    counted: list[tuple[int, Any]] = flat.getcolors(flat.width * flat.height) or []
    counted.sort(key=lambda entry: (-entry[0], entry[1]))
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for _, colour in counted[:COLOURS] for channel in colour])
    small = flat.quantize(palette=palette, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    small.save(buffer, "PNG", compress_level=_LEVEL)
    return buffer.getvalue()
