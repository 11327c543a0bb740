"""Checks a drawn SVG for what a reader would call ugly.

Text or marks outside the frame, text over text or over dots, characters the font lacks, text
too small to read on a phone. Boxes come from the font's own metrics and the transforms of the
groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from explainer.charts.canvas import Width
from explainer.charts.cleaning import SVG, TIP, inherited
from explainer.charts.drawing import DrawingError
from explainer.charts.typesetting import missing, width

SMALLEST: dict[Width, float] = {"narrow": 11, "wide": 11}
ASCENT, DESCENT = 0.78, 0.12
"""Of the em: the ink of capitals and Chinese characters, not the whole line."""

MOST_NAMED = 3
"""How many faults of a picture are named at once: the others mostly follow from the same."""
_EDGE = 2
"""Pixels by which a mark may reach beyond the frame: half a stroke, and rounding."""

_TRANSLATE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")


class LayoutError(DrawingError):
    """A picture was drawn that nobody should see: what is wrong with it, a sentence a fault."""

    def __init__(self, found: list[str]) -> None:
        self.found = found
        more = f", and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        super().__init__(f"{'; '.join(found[:MOST_NAMED])}{more}")


def sound(svg: str, canvas: Width) -> str:
    """The picture itself. Raises LayoutError if anything is wrong with it."""
    if found := faults(svg, canvas):
        raise LayoutError(found)
    return svg


@dataclass(frozen=True)
class Box:
    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        return (
            self.left < other.right - 0.5 and other.left < self.right - 0.5
            and self.top < other.bottom - 0.5 and other.top < self.bottom - 0.5
        )


def faults(svg: str, canvas: Width) -> list[str]:
    """What is wrong with the picture, a sentence a fault; empty if nothing is."""
    root = etree.fromstring(svg.encode())
    frame_width, frame_height = (float(root.get(side, "0")) for side in ("width", "height"))
    boxes = list(_boxes(root))
    found = []
    for box in boxes:
        if unknown := missing(box.text):
            found.append(f'the font has no glyph for "{unknown}" in "{box.text}"')
        if box.size < SMALLEST[canvas]:
            found.append(f'"{box.text}" is {box.size:g} px, smaller than {SMALLEST[canvas]:g}')
        if box.left < -0.5 or box.top < -0.5 or box.right > frame_width + 0.5 or (
            box.bottom > frame_height + 0.5
        ):
            found.append(
                f'"{box.text}" leaves the frame of {frame_width:g} × {frame_height:g}: '
                f"{box.left:.0f}…{box.right:.0f} × {box.top:.0f}…{box.bottom:.0f}"
            )
    for element, (left, top, right, bottom) in mark_boxes(root):
        tip = element.get(TIP)
        what = f'the mark "{tip}"' if tip else "a line or an area"
        if left < -_EDGE or top < -_EDGE or right > frame_width + _EDGE or (
            bottom > frame_height + _EDGE
        ):
            found.append(
                f'{what} leaves the frame of {frame_width:g} × {frame_height:g}: '
                f"{left:.0f}…{right:.0f} × {top:.0f}…{bottom:.0f}"
            )
            continue
        if tip and "A" in element.get("d", ""):  # a dot
            found += [f'"{box.text}" covers {what}' for box in boxes
                      if box.right > left and right > box.left
                      and box.bottom > top + 1 and bottom - 1 > box.top]
    for index, box in enumerate(boxes):
        found += [
            f'"{box.text}" and "{other.text}" overlap'
            for other in boxes[index + 1:] if box.overlaps(other)
        ]
    return found


def _boxes(root: etree._Element) -> list[Box]:
    boxes = []
    for element in root.iter(f"{SVG}text"):
        spans = [child for child in element if child.tag == f"{SVG}tspan"] or [element]
        x, y = offset(element)
        size = float(inherited(element, "font-size") or 11)
        anchor = inherited(element, "text-anchor") or "start"
        own_y = float(element.get("y", 0))
        line_y = 0.0
        for span in spans:
            line_y += float(span.get("dy", 0)) if span is not element else 0.0
            text = span.text or ""
            wide = width(text, size)
            left = x + float(span.get("x", element.get("x", 0)))
            left -= {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            base = y + own_y + line_y
            boxes.append(Box(text, size, left, base - ASCENT * size, left + wide,
                             base + DESCENT * size))
    return boxes


def mark_boxes(
    root: etree._Element,
) -> Iterator[tuple[etree._Element, tuple[float, float, float, float]]]:
    """Every path and line of a picture with its box: left, top, right, bottom."""
    for element in root.iter(f"{SVG}path", f"{SVG}line"):
        if corners := points(element):
            across, down = zip(*corners, strict=True)
            yield element, (min(across), min(down), max(across), max(down))


def points(element: etree._Element) -> list[tuple[float, float]]:
    """The corners of a path or line, in its order and in pixels of the picture."""
    x, y = offset(element)
    if element.tag == f"{SVG}path":
        own = list(_along(element.get("d", "")))
    else:
        own = [(float(element.get(f"x{i}", 0)), float(element.get(f"y{i}", 0))) for i in (1, 2)]
    return [(x + a, y + b) for a, b in own]


def _along(path: str) -> Iterator[tuple[float, float]]:
    """The points of a path as Vega writes them, or relative ones in their place (:mod:`cleaning`);
    of an arc also those its radius leads to."""
    x = y = 0.0
    begin = x, y
    for step in _STEP.finditer(path):
        numbers = [float(each) for each in _NUMBER.findall(step[2])]
        match step[1]:
            case "h":
                x += numbers[0]
            case "v":
                y += numbers[0]
            case "A":
                x, y = numbers[5:7]
                yield from ((x, y - numbers[1]), (x, y + numbers[1]))
            case "Z" | "z":
                x, y = begin
                continue
            case "m" | "l":
                x, y = x + numbers[0], y + numbers[1]
            case _:
                for x, y in zip(numbers[::2], numbers[1::2], strict=False):
                    yield x, y
        if step[1] in "Mm":
            begin = x, y
        yield x, y


def offset(element: etree._Element) -> tuple[float, float]:
    """How far an element is moved by the groups around it."""
    x = y = 0.0
    current: etree._Element | None = element
    while current is not None:
        if match := _TRANSLATE.match(current.get("transform", "")):
            x, y = x + float(match[1]), y + float(match[2])
        current = current.getparent()
    return x, y


def text_boxes(root: etree._Element) -> list[Box]:
    """Where the lines of text of a picture stand, each with its words."""
    return list(_boxes(root))
