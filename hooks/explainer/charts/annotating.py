"""Writes the remarks of a chart into its picture, beside the marks they speak of.

Where there is room for all of them, the words stand beside their marks, each with a line to its
own. Where there is not, as on a phone, the marks get numbers and the words stand below the
picture in the order of the data. Ranges are shaded behind everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from lxml import etree

from explainer.charts.cleaning import SVG
from explainer.charts.clearings import Line, Place, Sheet
from explainer.charts.geometry import Scene, Shape, bounds, scene
from explainer.charts.kinds._placing import Box
from explainer.charts.marks import KEYS, Mark, Marks
from explainer.charts.remarks import Remark
from explainer.charts.tokens import colour
from explainer.charts.typesetting import FAMILY, SLACK, balanced, width

WIDEST = (260, 190, 130)
"""The widest lines of words beside a mark that are tried, in pixels."""
FAR, SHORT = 150.0, 40.0
"""How long the lines to words and to numbers may be."""
RADIUS, LEADING = 8.5, 1.3
BESIDE = 9
"""How many pixels from a mark its own label begins at most."""
NUMBER = 11
"""The size of the numbers, in pixels."""


_ALIGN = {"start": "left", "middle": "center", "end": "right"}


@dataclass(frozen=True)
class Words:
    """Lines of text, the first on the base line ``y``."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    anchor: Literal["start", "middle", "end"] = "start"


@dataclass
class Notes:
    """What is added to a picture, in its pixels, and the height it then has."""

    height: float
    bands: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    rounds: list[tuple[float, float]] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


Anchored = tuple[Remark, list[Box], Box]
"""A remark, the boxes it speaks of, and the one words stand beside."""


def key(root: etree._Element, marks: Marks) -> dict[int, Mark]:
    """Write into each mark of a picture what it stands for; gives that by the mark's number."""
    known = {}
    for number, shape in enumerate(scene(root).shapes):
        mark = marks.of(shape.heard)
        if mark:
            shape.element.set(KEYS, " ".join(mark.keys))
            known[number] = mark
    return known


def notes(
    root: etree._Element, known: dict[int, Mark], remarks: Sequence[Remark],
    time: Literal["x", "y"], size: int, *, narrow: bool,
) -> Notes:
    """The remarks set into a picture whose marks are ``known`` by number, along whose side
    ``time`` runs, with text of that size."""
    seen = scene(root)
    anchored = [(remark, *_anchor(remark, seen.shapes, known, time)) for remark in remarks]
    anchored = [one for one in anchored if one[1]]
    spans = [one for one in anchored if one[0].span]
    tries: list[tuple[list[Anchored], list[Anchored]]] = [] if narrow else [(anchored, [])]
    tries += [(spans, [one for one in anchored if not one[0].span]), ([], anchored)]
    found = next(made for beside, numbered in tries
                 if (made := _set(seen, beside, numbered, size)) is not None)
    found.bands = [band for _, some, _ in spans for band in some]
    return found


def write(root: etree._Element, added: Notes) -> None:
    """Put what is added into the picture."""
    back = etree.Element(f"{SVG}g", fill=colour("grid"), stroke="none")
    back.set("fill-opacity", "0.45")
    for band in added.bands:
        etree.SubElement(back, f"{SVG}rect", x=_px(band.left), y=_px(band.top),
                         width=_px(band.right - band.left), height=_px(band.bottom - band.top))
    first = next((i for i, child in enumerate(root) if child.tag != f"{SVG}desc"), 0)
    if added.bands:
        root.insert(first, back)
    front = etree.SubElement(root, f"{SVG}g", fill="none", stroke=colour("rule"))
    front.set("stroke-width", "1")
    for line in added.lines:
        etree.SubElement(front, f"{SVG}line", x1=_px(line.x1), y1=_px(line.y1),
                         x2=_px(line.x2), y2=_px(line.y2))
    for x, y in added.rounds:
        etree.SubElement(front, f"{SVG}circle", cx=_px(x), cy=_px(y), r=_px(RADIUS),
                         fill=colour("bg"), stroke=colour("ink"))
    for words in added.words:
        text = etree.SubElement(front, f"{SVG}text", x=_px(words.x), y=_px(words.y),
                                fill=colour("ink"), stroke="none")
        text.set("font-size", f"{words.size:g}")
        text.set("text-anchor", words.anchor)
        if len(words.lines) == 1:
            text.text = words.lines[0]
        for number, said in enumerate(words.lines if len(words.lines) > 1 else ()):
            span = etree.SubElement(text, f"{SVG}tspan", x=_px(words.x))
            span.set("dy", _px(LEADING * words.size if number else 0))
            span.text = said
    if not len(front):
        root.remove(front)
    root.set("height", _px(added.height))
    root.set("viewBox", f"0 0 {root.get('width')} {_px(added.height)}")


def as_vega(added: Notes, left: float, top: float) -> list[dict[str, Any]]:
    """The same as marks of Vega, for a picture whose plot begins there."""
    def mark(kind: str, **values: Any) -> dict[str, Any]:
        encoded = {name: {"value": value} for name, value in values.items()}
        return {"type": kind, "aria": False, "interactive": False, "encode": {"update": encoded}}

    marks = [
        mark("rect", x=b.left - left, x2=b.right - left, y=b.top - top, y2=b.bottom - top,
             fill=colour("grid"), fillOpacity=0.45) for b in added.bands
    ]
    marks += [mark("rule", x=n.x1 - left, y=n.y1 - top, x2=n.x2 - left, y2=n.y2 - top,
                   stroke=colour("rule")) for n in added.lines]
    marks += [mark("symbol", x=x - left, y=y - top, size=3.1416 * RADIUS ** 2,
                   fill=colour("bg"), stroke=colour("ink")) for x, y in added.rounds]
    marks += [
        mark("text", x=w.x - left, y=w.y - top, text=list(w.lines), font=FAMILY,
             fontSize=w.size, fill=colour("ink"), lineHeight=LEADING * w.size,
             align=_ALIGN[w.anchor])
        for w in added.words
    ]
    return marks


def _anchor(
    remark: Remark, shapes: list[Shape], known: dict[int, Mark], time: Literal["x", "y"]
) -> tuple[list[Box], Box]:
    """The boxes a remark speaks of: of a fact or a period its marks in the first panel that has
    them, of a range a band in every panel."""
    if remark.span:
        bands = _bands(remark, shapes, known, time)
        return bands, bounds(bands) if bands else Box(0, 0, 0, 0)
    meant = [
        (known[i].panel, shape.box) for i, shape in enumerate(shapes) if i in known
        and (remark.fact in known[i].keys if remark.fact else known[i].period == remark.period)
    ]
    if not meant and remark.fact:  # a figure that is written and not drawn: all of its period
        period = remark.period
        meant = [(known[i].panel, shape.box) for i, shape in enumerate(shapes)
                 if i in known and known[i].period == period]
    first = min((panel for panel, _ in meant), default=0)
    boxes = [box for panel, box in meant if panel == first]
    return boxes, bounds(boxes) if boxes else Box(0, 0, 0, 0)


def _bands(
    remark: Remark, shapes: list[Shape], known: dict[int, Mark], time: Literal["x", "y"]
) -> list[Box]:
    """A band a panel: along time half-way to the marks before and after, across it as far as the
    marks of the panel reach."""
    bands = []
    for panel in sorted({mark.panel for mark in known.values()}):
        some = [(known[i].period, shape.box) for i, shape in enumerate(shapes)
                if i in known and known[i].panel == panel]
        whole = bounds([box for _, box in some])
        inside = [
            box for period, box in some if period is not None
            and remark.period.first <= period.first and period.last <= remark.period.last
        ]
        if not inside:
            continue
        part = bounds(inside)
        outside = [box for _, box in some if box not in inside]
        if time == "x":
            left, right = _reach(part.left, part.right,
                                 [(box.left, box.right) for box in outside])
            bands.append(Box(left, whole.top - 26, right, whole.bottom + 20))
        else:
            top, bottom = _reach(part.top, part.bottom,
                                 [(box.top, box.bottom) for box in outside])
            bands.append(Box(whole.left - 2, top, whole.right + 2, bottom))
    return bands


def _reach(low: float, high: float, others: list[tuple[float, float]]) -> tuple[float, float]:
    before = max((end for _, end in others if end <= low), default=None)
    after = min((begin for begin, _ in others if begin >= high), default=None)
    margin = min((gap / 2 for gap in (
        low - before if before is not None else None,
        after - high if after is not None else None) if gap is not None), default=8.0)
    return low - margin, high + margin


def _set(
    seen: Scene, beside: Sequence[Anchored], numbered: Sequence[Anchored], size: int
) -> Notes | None:
    """Some remarks in words beside their marks, the others by number; None if there is no room
    for the words of one. The order that makes the lines shortest is taken."""
    best: tuple[float, Notes, Sheet] | None = None
    for turn in range(max(1, len(beside))):
        order = [*beside[turn:], *beside[:turn]]
        found = _beside(seen, order, size)
        if found and (best is None or found[0] < best[0]):
            best = found
    if best is None:
        return None
    _, added, sheet = best
    if numbered:
        _number(seen, added, sheet, numbered, size)
    return added


def _beside(
    seen: Scene, anchored: Sequence[Anchored], size: int
) -> tuple[float, Notes, Sheet] | None:
    """Remarks in words beside their marks, with what the places cost and what is then taken."""
    small, cost = size - 1, 0.0
    frame = Box(1, 1, seen.width - 1, seen.height - 1)
    sheet = Sheet(frame, (*(shape.box for shape in seen.shapes), *seen.texts, *seen.others))
    added = Notes(seen.height)
    for remark, boxes, mark in anchored:
        setting = [balanced(remark.text, small, widest) for widest in WIDEST]
        setting = [lines for i, lines in enumerate(setting) if lines not in setting[:i]]
        sizes = [_size(lines, small) for lines in setting]
        if remark.span:
            found = _in_band(sheet, sizes, boxes)
        else:
            own = (*boxes, *_labels(boxes, seen))
            found = sheet.place(sizes, bounds([mark, *own]), side=remark.side, within=frame,
                                most=FAR, own=own)
        if found is None:
            return None
        sheet = sheet.with_(found.box)
        cost += found.cost
        if not remark.span:
            added.lines.append(found.line)
            sheet = sheet.with_(_thin(found.line))
        left = found.box.right <= mark.left and not remark.span
        added.words.append(Words(
            tuple(setting[found.number]), found.box.right if left else found.box.left,
            found.box.top + small, small, "end" if left else "start"))
    return cost, added, sheet


def _labels(boxes: Sequence[Box], seen: Scene) -> list[Box]:
    """The texts in marks, or right beside them and in no other mark: they are part of what a line
    leads to."""
    around = [Box(b.left - BESIDE, b.top, b.right + BESIDE, b.bottom) for b in boxes]
    others = [shape.box for shape in seen.shapes if shape.box not in boxes]
    return [
        text for text in seen.texts if any(box.touches(text) for box in around)
        and not any(box.touches(text) for box in others)
    ]


def _in_band(
    sheet: Sheet, sizes: Sequence[tuple[float, float]], bands: Sequence[Box]
) -> Place | None:
    """Room for the name of a range inside the first of its bands that has any."""
    return next(filter(None, (sheet.first(sizes, band) for band in bands)), None)


def _number(
    seen: Scene, added: Notes, sheet: Sheet, anchored: Sequence[Anchored], size: int
) -> None:
    """A number at every mark, the words below the picture."""
    side = 2 * RADIUS
    words = Sheet(sheet.frame, tuple(seen.texts))
    for number, (remark, boxes, mark) in enumerate(anchored, 1):
        if remark.span:
            found = _in_band(sheet, [(side, side)], boxes)
        else:
            own = (*boxes, *_labels(boxes, seen))
            found = sheet.place([(side, side)], bounds([mark, *own]), side=remark.side,
                                within=sheet.frame, most=SHORT, own=own)
        if found is None:  # on the mark itself, clear of words at least
            top = Box(mark.left, mark.top - side, mark.right, mark.top - side)
            found = words.place([(side, side)], top, side="below", within=sheet.frame,
                                most=mark.bottom - mark.top + 2 * side)
        box = found.box if found else Box(mark.left, mark.top, mark.left + side, mark.top + side)
        if found and not remark.span and found.line.length > NUMBER:
            added.lines.append(found.line)
        sheet, words = sheet.with_(box), words.with_(box)
        _round(added, number, (box.left + box.right) / 2, (box.top + box.bottom) / 2)
    y = seen.height + 6
    for number, (remark, _, _) in enumerate(anchored, 1):
        lines = balanced(remark.text, size, seen.width - 3 * side)
        _round(added, number, RADIUS + 1, y + RADIUS)
        added.words.append(Words(tuple(lines), side + 9, y + RADIUS + 0.36 * size, size))
        y += max(side, LEADING * size * (len(lines) - 1) + side) + 5
    added.height = round(y + 1)


def _round(added: Notes, number: int, x: float, y: float) -> None:
    added.rounds.append((x, y))
    added.words.append(Words((str(number),), x, y + 0.36 * NUMBER, NUMBER, "middle"))


def _size(lines: Sequence[str], size: float) -> tuple[float, float]:
    """How much room lines of text take."""
    wide = max(width(line, size) for line in lines) * SLACK
    return wide, size * (1 + LEADING * (len(lines) - 1)) + 2


def _thin(line: Line) -> Box:
    return Box(min(line.x1, line.x2) - 1, min(line.y1, line.y2) - 1,
               max(line.x1, line.x2) + 1, max(line.y1, line.y2) + 1)


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
