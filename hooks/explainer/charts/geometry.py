"""Where the things of a drawn picture stand: its marks, its texts, its lines."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from explainer.charts.cleaning import SVG, TIP, inherited
from explainer.charts.kinds._placing import Box
from explainer.charts.layout import offset, points, text_boxes
from explainer.charts.tokens import colour

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
            corners = _points(element)
            if corners:
                shapes.append(Shape(heard, bounds([Box(x, y, x, y) for x, y in corners]), element))
        elif element.tag != f"{SVG}text" and _is_line(element):
            others += _pieces(points(element))
    texts = [Box(t.left, t.top, t.right, t.bottom) for t in text_boxes(root)]
    return Scene(float(root.get("width", "0")), float(root.get("height", "0")),
                 shapes, texts, others)


def bounds(boxes: list[Box]) -> Box:
    """The smallest box around some, at least one."""
    return Box(min(b.left for b in boxes), min(b.top for b in boxes),
               max(b.right for b in boxes), max(b.bottom for b in boxes))


def _is_line(element: etree._Element) -> bool:
    stroke, fill = inherited(element, "stroke"), inherited(element, "fill")
    if stroke in (None, "none", colour("grid")):
        return False
    return element.tag == f"{SVG}line" or fill in (None, "none")


def _points(element: etree._Element) -> list[tuple[float, float]]:
    """The corners of a shape, or where a text hangs on, in pixels of the picture."""
    if element.tag == f"{SVG}text":
        x, y = offset(element)
        return [(x + float(element.get("x", "0")), y + float(element.get("y", "0")))]
    return points(element)


def _pieces(corners: list[tuple[float, float]]) -> Iterator[Box]:
    """Small boxes along a line."""
    for (x0, y0), (x1, y1) in itertools.pairwise(corners):
        count = max(1, round(max(abs(x1 - x0), abs(y1 - y0)) / _PIECE))
        for i in range(count):
            a, b = i / count, (i + 1) / count
            xs, ys = [x0 + (x1 - x0) * t for t in (a, b)], [y0 + (y1 - y0) * t for t in (a, b)]
            yield Box(min(xs), min(ys), max(xs), max(ys))
