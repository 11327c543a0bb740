"""What a picture consists of, as Vega-Lite has it: layers of marks, one over the other, or pictures
beside each other.

Altair gives the channels, which it checks. Its charts would copy all they hold at every step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Spec = dict[str, Any]
"""A part of a specification of Vega-Lite."""


class Layer:
    """Marks of one kind, one for each row of some data."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._rows = list(rows)
        self._mark: Spec = {}

    def mark(self, kind: str, **look: Any) -> Layer:
        """How they look: one of Vega-Lite's marks with its properties."""
        self._mark = {"type": kind, **look}
        return self

    def encode(self, **channels: Any) -> Spec:
        """The layer, with channels of Altair's by their name."""
        return {"data": {"values": self._rows}, "mark": self._mark, "encoding": _plain(channels)}


def layer(data: Iterable[Mapping[str, Any]]) -> Layer:
    """A layer with data of its own."""
    return Layer(data)


def layered(*parts: Spec, **properties: Any) -> Spec:
    """Layers as one picture, the first behind all others."""
    return {"layer": list(parts), **_plain(properties)}


def concatenated(*parts: Spec, **properties: Any) -> Spec:
    """Pictures in rows of so many ``columns``."""
    return {"concat": list(parts), **_plain(properties)}


def stacked(*parts: Spec, **properties: Any) -> Spec:
    """Pictures below each other."""
    return {"vconcat": list(parts), **_plain(properties)}


def _plain(part: Any) -> Any:
    """Objects of Altair's as what they stand for."""
    if isinstance(part, dict):
        return {name: _plain(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_plain(value) for value in part]
    return part.to_dict(validate=False, context={}) if hasattr(part, "to_dict") else part
