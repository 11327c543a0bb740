"""Checks a drawn SVG for what a reader would call ugly.

Text outside the frame, text over text, characters the font lacks, text too small to read
on a phone. Boxes come from the font's own metrics and the transforms of the groups.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from explainer.charts.canvas import Width
from explainer.charts.cleaning import SVG
from explainer.charts.typesetting import missing, width

SMALLEST: dict[Width, float] = {"narrow": 11, "wide": 11}
ASCENT, DESCENT = 0.78, 0.12
"""Of the em: the ink of capitals and Chinese characters, not the whole line."""

_TRANSLATE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")


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
        x, y = _offset(element)
        size = float(_inherited(element, "font-size") or 11)
        anchor = _inherited(element, "text-anchor") or "start"
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


def _offset(element: etree._Element) -> tuple[float, float]:
    x = y = 0.0
    current: etree._Element | None = element
    while current is not None:
        if match := _TRANSLATE.match(current.get("transform", "")):
            x, y = x + float(match[1]), y + float(match[2])
        current = current.getparent()
    return x, y


def _inherited(element: etree._Element, attribute: str) -> str | None:
    current: etree._Element | None = element
    while current is not None:
        if value := current.get(attribute):
            return str(value)
        current = current.getparent()
    return None


def text_boxes(root: etree._Element) -> list[Box]:
    """Where the lines of text of a picture stand, each with its words."""
    return list(_boxes(root))
