"""Text of a picture as the outlines of its letters.

The renderer opens its font anew for every letter it draws, which takes longer than all else. A
picture whose letters are shapes comes out the same and needs no font.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

import uharfbuzz as hb
from lxml import etree

from explainer.charts.cleaning import SVG, inherited
from explainer.charts.typesetting import font

_ON_TEXT = frozenset(("x", "y", "font-size", "text-anchor"))
"""Attributes that say how text is set; all others hold for its outlines too."""
_SPACES = re.compile(r"\s+")
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def outlined(svg: str) -> str:
    """The picture with its texts as paths. Those that hold anything but lines (each a ``tspan``),
    or letters the font lacks, stay text."""
    root = etree.fromstring(svg.encode())
    for text in list(root.iter(f"{SVG}text")):
        shapes = _shapes(text)
        if shapes is not None:
            path = etree.Element(f"{SVG}path", d=shapes)
            for name, value in text.items():
                if name not in _ON_TEXT:
                    path.set(name, value)
            path.tail = text.tail
            parent = text.getparent()
            if parent is not None:
                parent.replace(text, path)
    return str(etree.tostring(root, encoding="unicode"))


def _shapes(text: etree._Element) -> str | None:
    """The outlines of a text as the ``d`` of a path; None if it must stay text."""
    spans = list(text) or [text]
    size = inherited(text, "font-size")
    plain = not len(text) or (not (text.text or "").strip() and all(
        span.tag == f"{SVG}tspan" and not len(span) and not (span.tail or "").strip()
        and set(span.attrib) <= {"x", "dy"} for span in spans) and all(
        "x" in span.attrib for span in spans[1:]))
    if size is None or not plain:
        return None
    anchor = _ANCHORS[inherited(text, "text-anchor") or "start"]
    y, parts = float(text.get("y", 0)), []
    for span in spans:
        y += float(span.get("dy", 0))
        line = _line(_SPACES.sub(" ", span.text or "").strip(), float(size))
        if line is None:
            return None
        wide, letters = line
        x = float(span.get("x", text.get("x", 0))) - wide * anchor
        parts += [f"M{x + at:.3f},{y:.3f}{outline}" for at, outline in letters]
    return "".join(parts)


@functools.lru_cache(1024)
def _line(text: str, size: float) -> tuple[float, list[tuple[float, str]]] | None:
    """How wide a line is, and where in it which outlines begin; None if the font lacks a letter."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = "und"  # not that of whoever builds
    hb.shape(font(), buffer)
    em, at, letters = font().face.upem, 0.0, []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if info.codepoint == 0:
            return None
        outline = _outline(info.codepoint, size)
        if outline:
            letters.append(((at + place.x_offset) * size / em, outline))
        at += place.x_advance
    return at * size / em, letters


@functools.cache
def _outline(glyph: int, size: float) -> str:
    """The outlines of a letter, from where it stands, in steps relative to each other."""
    pen = _Relative(size / font().face.upem)
    font().draw_glyph_with_pen(glyph, pen)
    return "".join(pen.steps)


class _Relative:
    """A pen as fontTools calls it, that writes the steps of a path: each from the point, in
    hundredths, that the last came to."""

    def __init__(self, scale: float) -> None:
        self.steps: list[str] = []
        self._scale = scale
        self._at = self._start = (0, 0)

    def moveTo(self, point: tuple[float, float]) -> None:
        self._step("m", [point])
        self._start = self._at

    def lineTo(self, point: tuple[float, float]) -> None:
        self._step("l", [point])

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._step("c", points)

    def qCurveTo(self, *points: tuple[float, float]) -> None:
        self._step("q", points)

    def closePath(self) -> None:
        self.steps.append("z")
        self._at = self._start

    def _step(self, command: str, points: Iterable[tuple[float, float]]) -> None:
        hundredths = [(round(x * self._scale * 1000), round(-y * self._scale * 1000))
                      for x, y in points]
        self.steps.append(command + " ".join(
            f"{(x - self._at[0]) / 1000:g},{(y - self._at[1]) / 1000:g}" for x, y in hundredths))
        self._at = hundredths[-1]
