"""Paints a card: words, and below or beside them a figure or a chart, on 1200×630 pixels.

The colours are those of the light scheme, the font is the one charts are drawn with. Cards of
words alone have 16 colours, others at most 64.
"""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from explainer.charts import tokens
from explainer.charts.quantising import Colour, commonest, palette, rgb
from explainer.charts.typesetting import missing
from explainer.language import linebreaking

if TYPE_CHECKING:
    from PIL import Image as Images

WIDTH, HEIGHT = 1200, 630
"""What Open Graph's consumers crop to: 1.91 to 1."""
HEAVIEST = 80_000
_MARGIN, _FOOT, _BAR = 64, 548, 14
_SHADES = 15  # with the accent 16 colours: four bits a pixel
_INK, _MUTED = 255, 178
_ROOM = WIDTH - 2 * _MARGIN
_FIGURES = (136, 112, 92, 76, 60, 48)
_BOLD = 1
"""How much wider the strokes of titles are, in pixels on each side: the font has one weight."""
_TALL, _BESIDE = 0.42, 400
"""Height to width from which a picture stands beside the title, and the title's width then."""

_CLOSE = 11
"""How far apart two colours may be in each channel for nobody to tell."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Card:
    """What is written on a card. ``figure`` with its ``caption``, or ``picture`` (an SVG) with
    what it shows, or a ``caption`` alone."""

    title: str
    site: str
    foot: str
    caption: str = ""
    figure: str = ""
    picture: str = ""
    kicker: str = ""
    """What the title is from: the name of its page, small above it."""


def draw(card: Card) -> bytes:
    """The card as a PNG of at most 80 KB."""
    from PIL import Image, ImageDraw, ImageOps

    mask = Image.new("L", (WIDTH, HEIGHT), 0)
    pen = ImageDraw.Draw(mask)
    room = _text(pen, card)
    accent = [(0, 0, WIDTH, _BAR), (_MARGIN, _FOOT, WIDTH - _MARGIN, _FOOT + 2)]
    if not card.picture:
        shades = mask.point([round(level * (_SHADES - 1) / 255) for level in range(256)])
        image = Image.frombytes("P", mask.size, shades.tobytes())
        image.putpalette([channel for colour in _palette() for channel in colour])
        for box in accent:
            image.paste(_SHADES, box)
        return _png(image, bits=4)
    image = ImageOps.colorize(mask, tokens.LIGHT["bg"], tokens.LIGHT["ink"])
    for box in accent:
        image.paste(tokens.LIGHT["s1"], box)
    _place(image, card.picture, room)
    distinct = _distinct(image)
    for colours in (64, 32, 16):
        small = image.quantize(palette=palette(distinct[:colours]), dither=Image.Dither.NONE)
        content = _png(small, bits=4 if colours == 16 else 8)
        if len(content) <= HEAVIEST:
            break
    return content


def fits(figure: str) -> bool:
    """Whether a figure has room on a card, in the smallest of its letters."""
    return bool(_font(_FIGURES[-1]).getlength(figure) <= _ROOM)


def faults(card: Card) -> list[str]:
    """What of a card's words cannot be read on it, a sentence a fault; empty if nothing is."""
    words = (card.kicker, card.title, card.caption, card.figure, card.site, card.foot)
    unknown = missing("".join(words))
    found = [f'the font has no glyph for "{unknown}"'] if unknown else []
    if not fits(card.figure):
        found.append(f'"{card.figure}" is wider than the card')
    if _font(26).getlength(f"{card.site}  {card.foot}") > _ROOM:
        found.append(f'"{card.site}" and "{card.foot}" do not fit beside each other')
    return found


def _text(pen: Any, card: Card) -> Box:
    """Writes the card's words; returns the room left for a picture: below the title, or
    beside it for a tall one, which would be too small there."""
    name, right = _font(26), WIDTH - _MARGIN
    pen.text((_MARGIN, _FOOT + 18), card.site, fill=_INK, font=name)
    at, anchor = (right, "ra") if card.site else (_MARGIN, "la")
    pen.text((at, _FOOT + 18), card.foot, fill=_MUTED, font=name, anchor=anchor)
    if card.picture:
        wide, high = _size(card.picture)
        beside = high > _TALL * wide
        width = _BESIDE if beside else _ROOM
        y = _paragraph(pen, card.kicker, 26, _MARGIN - 22, 2, _MUTED, width)
        y = _paragraph(pen, card.title, 46 if beside else 54, y + 4, 7, _INK, width, _BOLD)
        if beside:
            _paragraph(pen, card.caption, 24, y + 12, 4, _MUTED, width)
            return (_MARGIN + _BESIDE + 32, _BAR + 22, right, _FOOT - 16)
        y = _paragraph(pen, card.caption, 24, y + 6, 1, _MUTED)
        return (_MARGIN, y + 16, right, _FOOT - 12)
    y = _paragraph(pen, card.title, 64, _MARGIN, 3 if card.caption else 4, _INK, weight=_BOLD)
    if not card.figure:
        _paragraph(pen, card.caption, 34, y + 24, 5, _MUTED)
        return (0, 0, 0, 0)
    size = next((s for s in _FIGURES if _font(s).getlength(card.figure) <= _ROOM),
                _FIGURES[-1])
    middle = (y + _FOOT - 70) / 2
    pen.text((_MARGIN, middle), card.figure, fill=_INK, font=_font(size), anchor="lm",
             stroke_width=1)
    _paragraph(pen, card.caption, 32, _FOOT - 76, 1, _MUTED)
    return (0, 0, 0, 0)


def _paragraph(
    pen: Any, text: str, size: int, top: float, most: int, fill: int,
    width: int = _ROOM, weight: int = 0,
) -> int:
    """Writes balanced lines from ``top`` down, as many as there is room for above the foot;
    returns where they end."""
    font, high = _font(size), round(size * 1.32)
    most = min(most, int(_FOOT - 8 - top) // high)
    if most < 1:
        return round(top)
    for line in linebreaking.balanced(text, font.getlength, width, most):
        pen.text((_MARGIN, top), line, fill=fill, font=font, stroke_width=weight)
        top += high
    return round(top)


def _size(svg: str) -> tuple[float, float]:
    from lxml import etree

    root = etree.fromstring(svg.encode())
    return float(root.get("width", "0")), float(root.get("height", "0"))


def _place(image: Images.Image, svg: str, room: Box) -> None:
    """Puts a picture into the room left for it, as large as it fits."""
    from lxml import etree
    from PIL import Image

    from explainer.charts import drawing
    from explainer.charts.cleaning import SVG
    from explainer.charts.typesetting import FAMILY

    root = etree.fromstring(svg.encode())
    root.set("font-family", FAMILY)
    left, top, right, bottom = room
    wide, high = _size(svg)
    scale = min((right - left) / wide, (bottom - top) / high)
    # On a ground of its own: the renderer gets half-transparent colours on none wrong.
    ground = etree.Element(f"{SVG}rect", width="100%", height="100%", fill=tokens.LIGHT["bg"])
    root.insert(0, ground)
    drawn = Image.open(io.BytesIO(drawing.to_png(etree.tostring(root, encoding="unicode"), scale)))
    image.paste(drawn.convert("RGB"), ((left + right - drawn.width) // 2, top))


def _distinct(image: Images.Image) -> list[Colour]:
    """The colours that cover most of an image, 64 at most, so that flat areas keep theirs. Of
    colours too close to tell apart the commonest stands for all."""
    chosen: list[Colour] = []
    for red, green, blue in commonest(image):
        if not any(-_CLOSE <= red - r <= _CLOSE and -_CLOSE <= green - g <= _CLOSE
                   and -_CLOSE <= blue - b <= _CLOSE for r, g, b in chosen):
            chosen.append((red, green, blue))
            if len(chosen) == 64:
                break
    return chosen


def _png(image: Images.Image, bits: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", bits=bits, compress_level=6)
    return buffer.getvalue()


@functools.cache
def _font(size: int) -> Any:
    from PIL import ImageFont

    from explainer.charts.typesetting import font_file

    return ImageFont.truetype(font_file(), size, layout_engine=ImageFont.Layout.BASIC)


@functools.cache
def _palette() -> list[tuple[int, ...]]:
    """From the background to the ink in even steps, then the accent."""
    ground, ink, accent = (rgb(tokens.LIGHT[name]) for name in ("bg", "ink", "s1"))
    ramp = [
        tuple(round(a + (b - a) * step / (_SHADES - 1)) for a, b in zip(ground, ink, strict=True))
        for step in range(_SHADES)
    ]
    return [*ramp, accent]
