"""Live charts: the same picture, compiled to Vega, with what a reader may pick in it.

A chart marked ``live`` is compiled once a language and width. Rows of its data carry, beside
what is drawn, what they belong to (``series``, ``period``, ``panel``, ``year``,
``category``), in words; what can be picked is read off the rows. Picking dims whatever
belongs to something else. In stacked kinds a picked series also moves to zero, where its
values compare, and every value is written out.

The frame is that of the static picture: same size, same origin, no fitting in the browser,
so that nothing moves when one takes the place of the other. Colours stay custom properties,
which browsers resolve anew when the scheme changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from explainer.charts.canvas import CANVASES, Width
from explainer.charts.tokens import CHART_FONT, colour
from explainer.charts.typesetting import FAMILY
from explainer.data.dataset import Dataset
from explainer.data.model import Chart
from explainer.language.phrases import control, phrase
from explainer.language.words import Words

DIMMED = 0.12


@dataclass(frozen=True)
class Interactions:
    """What a reader may pick in a kind of chart: fields of the rows, the first as buttons,
    further ones as lists; ``aligned`` is a stacked field whose parts move to zero."""

    picks: tuple[str, ...]
    aligned: str | None = None


KINDS: dict[str, Interactions] = {
    "diverging-bars": Interactions(("series", "period"), aligned="series"),
    "stacked-shares": Interactions(("series", "panel"), aligned="series"),
    "small-multiples": Interactions(("series", "panel")),
    "time-points": Interactions(("panel", "year")),
    "event-lanes": Interactions(("category", "year")),
}
"""The kinds that have a live form."""

_COLOURS = ("fill", "paint")

def live(chart: Chart, dataset: Dataset, words: Words, width: Width) -> bytes:
    """The chart's live form for one language and width, as JSON: the Vega specification,
    the controls with their choices, and the words of the controls."""
    from explainer.charts import drawing
    from explainer.charts.annotating import as_vega
    from explainer.charts.rendering import notes, specification, uncleaned

    svg = uncleaned(chart, dataset, words, width)
    vega: dict[str, Any] = drawing.to_vega(specification(chart, dataset, words, width))
    interactions, language = KINDS[chart.kind], words.language
    controls = [
        {
            "signal": _signal(field), "label": control(field, language),
            "all": phrase("colon", language).join(control(w, language) for w in (field, "all")),
            "choices": _choices(vega, field, coloured=number == 0),
        }
        for number, field in enumerate(interactions.picks)
    ]
    controls = [control for control in controls if len(control["choices"]) > 1]
    added = notes(chart, dataset, words, width)
    left, top = _take_frame(vega, svg, CANVASES[width].width, added.height)
    vega["signals"] = [
        *vega.get("signals", []), *({"name": _signal(f), "value": ""} for f in interactions.picks)
    ]
    _react(vega, _fields_of(vega), interactions, CANVASES[width].text)
    vega["marks"] = [*as_vega(added, left, top), *vega["marks"]]
    said = {name: control(name, language) for name in ("close", "everything", "showing")}
    content = {
        "words": said | {"comma": phrase("comma", language)}, "controls": controls, "vega": vega,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace(f'"{FAMILY}"', json.dumps(CHART_FONT)).encode()


def _signal(field: str) -> str:
    return f"pick_{field}"


def _marks(group: dict[str, Any]) -> Iterator[tuple[list[dict[str, Any]], dict[str, Any]]]:
    """Every mark that is no group, with the list it stands in."""
    for mark in list(group.get("marks", [])):
        if mark["type"] == "group":
            yield from _marks(mark)
        else:
            yield group["marks"], mark


def _fields_of(vega: dict[str, Any]) -> dict[str, set[str]]:
    """The fields of the rows of every data set, by its name."""
    fields: dict[str, set[str]] = {}
    for data in vega["data"]:
        own = {field for row in data.get("values", []) for field in row}
        fields[data["name"]] = own | fields.get(data.get("source", ""), set())
    return fields


def _choices(vega: dict[str, Any], field: str, *, coloured: bool) -> list[dict[str, str]]:
    """What there is to pick, with its colour where it has one of its own, in the order of the
    legend if there is one, of the rows otherwise, of time for years."""
    found: dict[str, set[str]] = {}
    for row in (row for data in vega["data"] for row in data.get("values", [])):
        if row.get(field):
            colours = found.setdefault(row[field], set())
            colours |= {row[key] for key in _COLOURS if key in row and row[key] != colour("bg")}
    legend = [label for domain in _domains(vega) for label in domain if label in found]
    order = list(dict.fromkeys([*legend, *(sorted(found) if field == "year" else found)]))
    own = [next(iter(c)) if len(c) == 1 else None for c in (found[value] for value in order)]
    tells = coloured and len(set(own)) > 1
    return [
        {"value": value, **({"colour": c} if tells and c else {})}
        for value, c in zip(order, own, strict=True)
    ]


def _domains(group: dict[str, Any]) -> Iterator[list[str]]:
    """The domains of the scales that legends show."""
    shown = {
        scale for legend in group.get("legends", []) for key, scale in legend.items()
        if key in ("fill", "stroke")
    }
    for scale in group.get("scales", []):
        if (scale["name"] in shown or scale["type"] == "ordinal") \
                and isinstance(scale["domain"], list):
            yield scale["domain"]
    for mark in group.get("marks", []):
        yield from _domains(mark)


def _take_frame(
    vega: dict[str, Any], svg: str, width: int, height: float
) -> tuple[float, float]:
    """Give the specification the size the static picture has, and its origin, which is given
    back."""
    origin = re.search(r'<g [^>]*?transform="translate\(([\d.]+),([\d.]+)\)"', svg)
    if origin is None:
        raise ValueError("the picture has no frame to take over")
    left, top = float(origin[1]), float(origin[2])
    vega.setdefault("width", width - left)
    vega.setdefault("height", height - top)
    vega["autosize"] = "none"
    vega["padding"] = {
        "left": left, "top": top,
        "right": round(width - left - vega["width"], 2),
        "bottom": round(height - top - vega["height"], 2),
    }
    return left, top


def _react(
    vega: dict[str, Any], fields: dict[str, set[str]], interactions: Interactions, size: int
) -> None:
    """Make every mark that belongs to something react to what is picked."""
    aligned = interactions.aligned
    for siblings, mark in _marks(vega):
        update = mark["encode"]["update"]
        has = fields.get(mark.get("from", {}).get("data", ""), set())
        belongs = [field for field in interactions.picks if field in has]
        if not belongs or update.get("opacity") == {"value": 0}:
            continue
        if aligned in belongs and mark["type"] == "rect":
            siblings.append(_value_label(mark, belongs, aligned, size))
            _align(update, aligned)
        gone = [{"test": f"{_signal(aligned)} != ''", "value": 0}] \
            if aligned in belongs and mark["type"] == "text" else []
        dimmed = {"test": _elsewhere(belongs), "value": DIMMED}
        usual = update.get("opacity", {"value": 1})
        update["opacity"] = [*gone, dimmed, *(usual if isinstance(usual, list) else [usual])]


def _elsewhere(fields: list[str]) -> str:
    """Whether something is picked that a row does not belong to."""
    return " || ".join(
        f"({_signal(field)} != '' && datum.{field} != {_signal(field)})" for field in fields
    )


def _picked(field: str) -> str:
    return f"{_signal(field)} != '' && datum.{field} == {_signal(field)}"


def _align(update: dict[str, Any], field: str) -> None:
    """Let a bar from x0 to x1 start at zero, above the others, while its field is picked."""
    for channel, zeroed in (("x", {"value": 0}), ("x2", {"signal": "datum.x1 - datum.x0"})):
        scale = update[channel]["scale"]
        update[channel] = [{"test": _picked(field), "scale": scale, **zeroed}, update[channel]]
    update["zindex"] = [{"test": _picked(field), "value": 1}, {"value": 0}]


def _value_label(
    bar: dict[str, Any], fields: list[str], aligned: str, size: int
) -> dict[str, Any]:
    """The value at the end of a bar that has moved to zero."""
    update = bar["encode"]["update"]
    there = f"({_picked(aligned)}) && !({_elsewhere(fields)})"
    leftward = "datum.x1 < datum.x0"
    return {
        "type": "text", "from": bar["from"], "aria": False, "interactive": False,
        "encode": {"update": {
            "text": {"field": "value"}, "fill": {"value": colour("ink")},
            "fontSize": {"value": size}, "baseline": {"value": "middle"},
            "align": [{"test": leftward, "value": "right"}, {"value": "left"}],
            "dx": [{"test": leftward, "value": -5}, {"value": 5}],
            "x": {"scale": update["x"]["scale"], "signal": "datum.x1 - datum.x0"},
            "y": {**update["y"], "band": 0.5},
            "opacity": [{"test": there, "value": 1}, {"value": 0}],
        }},
    }
