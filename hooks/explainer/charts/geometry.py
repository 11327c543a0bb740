"""Where the things of a drawn picture stand: its marks, its texts, its lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from explainer.charts.cleaning import SVG, TIP
from explainer.charts.kinds._placing import Box
from explainer.charts.layout import text_boxes
from explainer.charts.tokens import colour

_STEP = re.compile(r"([MLHVAZmlhvz])([^MLHVAZmlhvz]*)")
_NUMBER = re.compile(r"-?[\d.]+(?:e-?\d+)?")
_TRANSLATE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_PIECE = 8.0
"""Pixels of a line that are covered by one box."""


@dataclass(frozen=True)
class Shape:
    """A mark: what a reader hears of it, its box, and its element."""

    heard: str
    box: Box
    element: etree._Element


@dataclass(frozen=True)
class Scene:
    """All that stands in a cleaned picture; ``others`` are the lines that words must not cover,
    which those of the grid are not."""

    width: float
    height: float
    shapes: list[Shape]
    texts: list[Box]
    others: list[Box]


def scene(root: etree._Element) -> Scene:
    """What stands where in a picture that :func:`explainer.charts.cleaning.clean` has made."""
    shapes: list[Shape] = []
    others: list[Box] = []
    for element in root.iter(f"{SVG}path", f"{SVG}line", f"{SVG}text"):
        heard = element.get(TIP)
        if heard is not None:
            points = _points(element)
            if points:
                shapes.append(Shape(heard, bounds([Box(x, y, x, y) for x, y in points]), element))
        elif element.tag != f"{SVG}text" and _is_line(element):
            others += _pieces(_points(element))
    texts = [Box(t.left, t.top, t.right, t.bottom) for t in text_boxes(root)]
    return Scene(float(root.get("width", "0")), float(root.get("height", "0")),
                 shapes, texts, others)


def bounds(boxes: list[Box]) -> Box:
    """The smallest box around some, at least one."""
    return Box(min(b.left for b in boxes), min(b.top for b in boxes),
               max(b.right for b in boxes), max(b.bottom for b in boxes))


def _is_line(element: etree._Element) -> bool:
    stroke, fill = _inherited(element, "stroke"), _inherited(element, "fill")
    if stroke in (None, "none", colour("grid")):
        return False
    return element.tag == f"{SVG}line" or fill in (None, "none")


def _inherited(element: etree._Element, attribute: str) -> str | None:
    current: etree._Element | None = element
    while current is not None:
        if value := current.get(attribute):
            return str(value)
        current = current.getparent()
    return None


def _points(element: etree._Element) -> list[tuple[float, float]]:
    """The corners of a shape, in pixels of the picture."""
    x, y = _offset(element)
    if element.tag == f"{SVG}line":
        ends = [tuple(float(element.get(f"{axis}{end}", "0")) for axis in "xy") for end in (1, 2)]
        return [(x + a, y + b) for a, b in ends]
    if element.tag == f"{SVG}text":
        return [(x + float(element.get("x", "0")), y + float(element.get("y", "0")))]
    return [(x + a, y + b) for a, b in _walk(element.get("d", ""))]


def _offset(element: etree._Element) -> tuple[float, float]:
    x = y = 0.0
    current: etree._Element | None = element
    while current is not None:
        if match := _TRANSLATE.match(current.get("transform", "")):
            x, y = x + float(match[1]), y + float(match[2])
        current = current.getparent()
    return x, y


def _walk(path: str) -> Iterator[tuple[float, float]]:
    """The points a path goes through; around an arc, the corners of its circle."""
    x = y = 0.0
    for command, arguments in _STEP.findall(path):
        numbers = [float(number) for number in _NUMBER.findall(arguments)]
        own = command.islower()
        match command.upper():
            case "H":
                for number in numbers:
                    x = number + (x if own else 0)
                    yield x, y
            case "V":
                for number in numbers:
                    y = number + (y if own else 0)
                    yield x, y
            case "A":
                for i in range(0, len(numbers) - 6, 7):
                    radius, before = numbers[i + 1], (x, y)
                    x, y = numbers[i + 5], numbers[i + 6]
                    middle = (before[1] + y) / 2
                    yield from ((x, y), (x, middle - radius), (x, middle + radius))
            case "M" | "L":
                for i in range(0, len(numbers) - 1, 2):
                    x = numbers[i] + (x if own else 0)
                    y = numbers[i + 1] + (y if own else 0)
                    yield x, y


def _pieces(points: list[tuple[float, float]]) -> Iterator[Box]:
    """Small boxes along a line."""
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        count = max(1, round(max(abs(x1 - x0), abs(y1 - y0)) / _PIECE))
        for i in range(count):
            a, b = i / count, (i + 1) / count
            xs, ys = [x0 + (x1 - x0) * t for t in (a, b)], [y0 + (y1 - y0) * t for t in (a, b)]
            yield Box(min(xs), min(ys), max(xs), max(ys))
