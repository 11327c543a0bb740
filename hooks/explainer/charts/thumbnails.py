"""The third design of a chart: the whole of it on at most 320 × 200 pixels, for lists of charts.

It is made of the wide picture: its marks, smaller, without the key, and those of its words for
which there is room in a size that can be read. So every kind has one, and it costs no drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from explainer.charts import layout
from explainer.charts.cleaning import SVG, TIP, inherited
from explainer.charts.tokens import colour
from explainer.charts.typesetting import width

WIDTH, HEIGHT = 320, 200
SIZE, LINE = 12.5, 13.5
"""Pixels of its letters, also where a small phone leaves it nine tenths, and of a line of them."""
_EDGE = 3
_SIGN = 20.0
"""How large a sign of a key may be, and how far from its name, in pixels of the wide picture."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class _Words:
    """A text of the wide picture: where its first line hangs on, how, and in which colour."""

    lines: tuple[str, ...]
    x: float
    base: float
    anchor: str
    ink: str

    def box(self) -> Box:
        wide = max(width(line, SIZE) for line in self.lines)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        low = self.base + LINE * (len(self.lines) - 1) + layout.DESCENT * SIZE
        return left, self.base - layout.ASCENT * SIZE, left + wide, low


def thumbnail(svg: str) -> str:
    """The small picture of a wide one (an SVG as :func:`explainer.charts.draw` gives it), for
    the eye only: it has neither a name nor tips."""
    root = etree.fromstring(svg.encode())
    _drop_keys(root)
    words = [_words(element) for element in root.iter(f"{SVG}text")]
    marks = [(element.get(TIP) is not None and inherited(element, "fill") != "none", box)
             for element, box in layout.mark_boxes(root)]
    whole = _around([box for _, box in marks] + [
        (box.left, box.top, box.right, box.bottom) for box in layout.text_boxes(root)])
    scale = min((WIDTH - 2 * _EDGE) / (whole[2] - whole[0] or 1),
                (HEIGHT - 2 * _EDGE) / (whole[3] - whole[1] or 1), 1.0)
    height = min(HEIGHT, round((whole[3] - whole[1]) * scale) + 2 * (_EDGE + LINE))
    left = (WIDTH - (whole[0] + whole[2]) * scale) / 2
    top = (height - (whole[1] + whole[3]) * scale) / 2
    small = etree.Element(f"{SVG}svg", nsmap=root.nsmap, attrib={
        "width": f"{WIDTH}", "height": f"{height:g}", "viewBox": f"0 0 {WIDTH} {height:g}",
        "font-family": root.get("font-family", ""), "font-size": f"{SIZE}", "fill": "none"})
    group = etree.SubElement(
        small, f"{SVG}g", transform=f"translate({left:.1f},{top:.1f}) scale({scale:.3f})")
    for name in ("stroke", "stroke-width"):
        if value := root.get(name):
            group.set(name, value)
    for element in list(root.iter(f"{SVG}text", f"{SVG}desc")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter(f"{SVG}path"):
        element.attrib.pop(TIP, None)
    group.extend(list(root))
    _write(small, [
        _Words(w.lines, left + w.x * scale, top + w.base * scale, w.anchor, w.ink) for w in words
    ], [_scaled(box, scale, left, top) for solid, box in marks if solid], height)
    etree.cleanup_namespaces(small)
    return str(etree.tostring(small, encoding="unicode"))


def _drop_keys(root: etree._Element) -> None:
    """Remove what says which colour is what: a small sign that is no mark, with its name to the
    right of it."""
    marks = [(element, box) for element, box in layout.mark_boxes(root)]
    told = [box for element, box in marks if element.get(TIP) is not None]
    signs = [
        (element, box) for element, box in marks
        if max(box[2] - box[0], box[3] - box[1]) <= _SIGN and element.get(TIP) is None
        and not any(_touches(box, other, 0) for other in told)
    ]
    dead = set()
    for text in root.iter(f"{SVG}text"):
        words = _words(text)
        own = {
            element for element, (_, top, right, bottom) in signs
            if 0 < words.x - right <= _SIGN and top < words.base < bottom + layout.DESCENT * SIZE
        }
        dead |= own | ({text} if own else set())
    for element in dead:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _words(element: etree._Element) -> _Words:
    x, y = layout.offset(element)
    lines = [child for child in element if child.tag == f"{SVG}tspan"]
    return _Words(
        tuple(line.text or "" for line in lines or [element]),
        x + float((lines or [element])[0].get("x", element.get("x", 0))),
        y + float(element.get("y", 0)),
        inherited(element, "text-anchor") or "start",
        inherited(element, "fill") or "",
    )


def _write(
    small: etree._Element, words: Sequence[_Words], solid: Sequence[Box], height: float
) -> None:
    """Write the words that leave the frame, marks and other words alone; one that stands in a
    mark may, if all of it does. Names and values are written all or none: a picture that has
    some of them looks as if it had forgotten the others. An axis may skip some of its own."""
    kept: list[tuple[_Words, Box]] = []
    for each in words:
        box = each.box()
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= height
        if inside and not any(_touches(box, other, 2) for _, other in kept) and not any(
            _touches(box, mark, 0) and not _holds(mark, box) for mark in solid
        ):
            kept.append((each, box))
    whole = len([each for each in words if _names(each)]) == len(
        [each for each, _ in kept if _names(each)])
    for each, _ in kept:
        for number, line in enumerate(each.lines if whole or not _names(each) else ()):
            text = etree.SubElement(small, f"{SVG}text", x=f"{each.x:.1f}", fill=each.ink,
                                    y=f"{each.base + LINE * number:.1f}")
            if each.anchor != "start":
                text.set("text-anchor", each.anchor)
            text.text = line


def _names(words: _Words) -> bool:
    """Whether it says what a mark is or stands for, not where an axis is."""
    return words.ink != colour("muted")


def _scaled(box: Box, scale: float, left: float, top: float) -> Box:
    return (left + box[0] * scale, top + box[1] * scale,
            left + box[2] * scale, top + box[3] * scale)


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _touches(box: Box, other: Box, apart: float) -> bool:
    return (box[0] < other[2] + apart and other[0] < box[2] + apart
            and box[1] < other[3] and other[1] < box[3])


def _holds(box: Box, other: Box) -> bool:
    return (box[0] <= other[0] and box[1] <= other[1]
            and other[2] <= box[2] and other[3] <= box[3])
