"""Smaller PNG files: pictures of few flat colours need no more than a palette of them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image as Images

COLOURS = 64
"""How many colours are left: enough for the edges of letters."""
_LEVEL = 4
"""How hard to pack: 6 takes twice as long for a twentieth less."""
_EVERY = 4
"""Of how many columns one is looked at for the colours of a picture: all take four times as long
and find the same, but for a hair that stands upright."""

_NAMED = re.compile(r'(?:fill|stroke)="(#[0-9a-f]{6})"')

Colour = tuple[int, int, int]
"""Red, green, blue."""


def quantised(png: bytes, kept: Iterable[Colour] = ()) -> bytes:
    """The picture in 64 colours: those that are to be kept, and those that cover most of it, so
    that flat areas have theirs; what is left takes the nearest. Transparency is lost."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        flat = image.convert("RGB")
    colours = dict.fromkeys([*kept, *commonest(flat)])
    small = flat.quantize(palette=palette(list(colours)[:COLOURS]), dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    small.save(buffer, "PNG", compress_level=_LEVEL)
    return buffer.getvalue()


def commonest(image: Images.Image) -> list[Colour]:
    """The colours of an image (RGB), first what covers most of it."""
    from PIL import Image

    columns = max(1, image.width // _EVERY)
    some = image.resize((columns, image.height), Image.Resampling.NEAREST)
    counted: list[tuple[int, Any]] = some.getcolors(columns * image.height) or []
    return [colour for _, colour in sorted(counted, key=lambda entry: (-entry[0], entry[1]))]


def named(svg: str) -> list[Colour]:
    """The colours that an SVG paints with, each once."""
    return list(map(rgb, dict.fromkeys(_NAMED.findall(svg))))


def palette(colours: Iterable[Colour]) -> Images.Image:
    """Colours as an image that others are quantised to."""
    from PIL import Image

    holder = Image.new("P", (1, 1))
    holder.putpalette([channel for colour in colours for channel in colour])
    return holder


def rgb(colour: str) -> Colour:
    """The channels of ``#rrggbb``."""
    red, green, blue = (int(colour[i:i + 2], 16) for i in (1, 3, 5))
    return red, green, blue
