"""Makes a rendered SVG fit to stand in a page: small, unique ids, named, no dead parts.

In goes what vl-convert gives, out comes markup with the same picture: coordinates rounded
to 0.1 px, transforms folded, common attributes hoisted, invisible text dropped (it would be
selectable and read aloud), ids numbered from a prefix of the picture's own. The text Vega
puts on marks for assistive technology becomes ``data-tip``, which the page's script reads:
inside an image with a name of its own it would not be heard.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from explainer.charts.tokens import CHART_FONT

SVG = "{http://www.w3.org/2000/svg}"
TIP = "data-tip"

_DROPPED = (
    "class", "role", "aria-roledescription", "aria-hidden", "pointer-events", "style",
    "stroke-miterlimit", "font-family", "cursor",
)
_DEFAULTS = {
    "opacity": "1", "fill-opacity": "1", "stroke-opacity": "1", "text-anchor": "start",
    "transform": "translate(0,0)", "stroke-width": "1", "font-weight": "normal",
}
_INHERITED = (
    "fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "text-anchor",
    "fill-opacity", "stroke-opacity",
)
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?|-?\d+e-\d+")
_RECTANGLE = re.compile(r"M({0}),({0})L({0}),\2L\3,({0})L\1,\4L\1,\2".format(r"-?[\d.]+"))
_SUBPATH = re.compile(r"M({0}),({0})([^M]*)".format(r"-?[\d.]+"))
_LINE = re.compile(r"L({0}),({0})".format(r"-?[\d.]+"))
_TRANSLATE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")


def clean(svg: str, *, prefix: str, width: int, name: str, description: str) -> str:
    """The picture for the page. ``width`` is the design's width, which the frame is given
    whatever Vega measured; ``name`` and ``description`` are its accessible ones."""
    parser = etree.XMLParser(remove_comments=True, remove_blank_text=True)
    root = etree.fromstring(svg.encode(), parser)
    height = int(float(root.get("height", "0")))
    for element in root.iter(etree.Element):
        _strip(element)
    while _prune(root):
        pass
    _renumber(root, prefix)
    for child in list(root):
        _unwrap(child)
    _hoist(root)
    _frame(root, prefix, width, height, name, description)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))


def inherited(element: etree._Element, attribute: str) -> str | None:
    """An attribute of an element, or of the nearest around it that has it."""
    current: etree._Element | None = element
    while current is not None:
        if value := current.get(attribute):
            return str(value)
        current = current.getparent()
    return None


def _strip(element: etree._Element) -> None:
    tip = element.get("aria-label")
    for attribute in ("aria-label", *_DROPPED):
        element.attrib.pop(attribute, None)
    if tip and element.tag != f"{SVG}g":
        element.set(TIP, tip)
    for attribute, value in list(element.attrib.items()):
        if attribute not in (TIP, "id", "fill", "stroke"):
            value = _round(value.removesuffix("px") if attribute == "font-size" else value)
            value = _RECTANGLE.sub(_relative, value)
            element.set(attribute, _chained(value) if attribute == "d" else value)
        if _DEFAULTS.get(attribute) == value:
            del element.attrib[attribute]
    single_line = element.tag == f"{SVG}text" and not len(element)
    if single_line and (match := _TRANSLATE.fullmatch(element.get("transform", ""))):
        del element.attrib["transform"]
        element.set("x", match[1])
        element.set("y", match[2])


def _round(text: str) -> str:
    return _NUMBER.sub(lambda match: f"{float(match[0]) + 0.0:.1f}".removesuffix(".0"), text)


def _relative(rectangle: re.Match[str]) -> str:
    """A rectangle by its sides: of many in a path all are the same then, which packs well."""
    left, top, right, bottom = map(float, rectangle.groups())
    wide, high = f"{right - left:g}", f"{bottom - top:g}"
    return f"M{rectangle[1]},{rectangle[2]}h{wide}v{high}h-{wide}z"


def _chained(path: str) -> str:
    """A path of many closed outlines, each told from where the last began: those that are alike
    and evenly spaced are the same text then, which packs to almost nothing."""
    outlines = _SUBPATH.findall(path)
    if len(outlines) < 3 or "".join(f"M{x},{y}{rest}" for x, y, rest in outlines) != path:
        return path
    told, before = "", (0.0, 0.0)
    for x, y, rest in outlines:
        start = float(x), float(y)
        if points := [(float(a), float(b)) for a, b in _LINE.findall(rest)]:
            if points[-1] != start or _LINE.sub("", rest):
                return path
            corners = zip([start, *points], points[:-1], strict=False)
            rest = "".join(f"l{_step(*corner)}" for corner in corners) + "z"
        elif not rest.endswith("z"):
            return path
        told += f"{'m' if told else 'M'}{_step(before, start)}{rest}"
        before = start
    return told


def _step(start: tuple[float, float], end: tuple[float, float]) -> str:
    return f"{round(end[0] - start[0], 1):g},{round(end[1] - start[1], 1):g}"


def _prune(root: etree._Element) -> bool:
    """Remove what draws nothing; whether anything was removed."""
    dead = [element for element in root.iter(etree.Element) if _draws_nothing(element)]
    for element in dead:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return bool(dead)


def _draws_nothing(element: etree._Element) -> bool:
    if element.get("display") == "none" or element.get("opacity") == "0":
        return True
    match etree.QName(element).localname:
        case "g":
            return len(element) == 0
        case "text":
            return not "".join(element.itertext()).strip()
        case "path":
            colours = {element.get("fill"), element.get("stroke")}
            painted = bool(element.get("d")) and bool(colours - {None, "none", "transparent"})
            return not painted and not element.get(TIP)
    return False


def _unwrap(element: etree._Element) -> None:
    """Fold groups that only move or do nothing into their children, depth first."""
    for child in list(element):
        _unwrap(child)
    if etree.QName(element).localname != "g":
        return
    parent = element.getparent()
    if not element.attrib and parent is not None:
        index = parent.index(element)
        for child in reversed(list(element)):
            parent.insert(index, child)
        parent.remove(element)
    elif list(element.attrib) == ["transform"] and len(element) == 1:
        child, moved = element[0], element.get("transform", "")
        if _fold(child, moved) and parent is not None:
            parent.replace(element, child)


def _fold(child: etree._Element, moved: str) -> bool:
    outer = _TRANSLATE.fullmatch(moved)
    if outer is None:
        return False
    own = child.get("transform")
    if own is None and child.tag == f"{SVG}g":
        child.set("transform", moved)
        return True
    inner = _TRANSLATE.fullmatch(own) if own else None
    if inner is None:
        return False
    x, y = (float(outer[i]) + float(inner[i]) for i in (1, 2))
    child.set("transform", _round(f"translate({x:.1f},{y:.1f})"))
    return True


def _hoist(element: etree._Element) -> None:
    """Move an attribute most children share up to their group."""
    for child in element:
        _hoist(child)
    if etree.QName(element).localname not in ("g", "svg") or len(element) < 2:
        return
    for attribute in _INHERITED:
        if element.get(attribute) is not None:
            continue
        values = [child.get(attribute) for child in element]
        if None in values:
            continue
        value, count = Counter(values).most_common(1)[0]
        if count < 2 or value is None:
            continue
        element.set(attribute, value)
        for child in element:
            if child.get(attribute) == value:
                del child.attrib[attribute]


def _renumber(root: etree._Element, prefix: str) -> None:
    """Vega's counters run per process: number ids anew, from the picture's own prefix."""
    names: dict[str, str] = {}
    for element in root.iter(etree.Element):
        if old := element.get("id"):
            names[old] = f"{prefix}-{len(names) + 1}"
            element.set("id", names[old])
    for element in root.iter(etree.Element):
        for attribute, value in list(element.attrib.items()):
            for old, new in names.items():
                if value == f"url(#{old})":
                    element.set(attribute, f"url(#{new})")


def _frame(
    root: etree._Element, prefix: str, width: int, height: int, name: str, description: str
) -> None:
    kept = {key: root.get(key) for key in _INHERITED if root.get(key)}
    for attribute in list(root.attrib):
        del root.attrib[attribute]
    described = {"aria-describedby": f"{prefix}-d"} if description else {}
    for key, value in {
        "width": str(width), "height": str(height), "viewBox": f"0 0 {width} {height}",
        "role": "img", "aria-label": name, **described, "font-family": CHART_FONT, **kept,
    }.items():
        root.set(key, str(value))
    if "fill" not in kept:
        root.set("fill", "none")
    if description:
        words = etree.Element(f"{SVG}desc", id=f"{prefix}-d")
        words.text = description
        root.insert(0, words)
