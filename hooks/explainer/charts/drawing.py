"""From a Vega-Lite specification to an SVG, by vl-convert: no browser, no node.

Only this module and the kinds' ``draw`` need Altair or vl-convert, and import them when
they draw, so that checks and tables cost nothing.
"""

from __future__ import annotations

import functools
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from explainer.charts import fonts
from explainer.charts.canvas import Canvas, config


class DrawingError(Exception):
    """A chart could not be drawn as it was meant to be."""


@contextmanager
def validating(wanted: bool) -> Iterator[None]:
    """Have Altair hold each part of a chart against its schema when it is made, or not: tests do
    so with every kind of chart, and a build would learn nothing new."""
    from altair.utils.schemapi import debug_mode

    with debug_mode(wanted):
        yield


def specification(
    picture: dict[str, Any], canvas: Canvas, *, validate: bool = False
) -> dict[str, Any]:
    """The whole Vega-Lite specification of a kind's picture, configuration included. Raises
    jsonschema's ValidationError where the picture, held against the schema, is none."""
    import altair as alt

    if validate:
        alt.Root.validate(picture)
    return {"$schema": alt.SCHEMA_URL, **picture, "config": config(canvas)}


def to_svg(spec: dict[str, Any], name: str) -> str:
    """Render a specification. Raises DrawingError on any warning of Vega-Lite."""
    converter = _converter()
    with _NativeErrors() as errors:
        text = fonts.quicker(json.dumps(spec, ensure_ascii=False))
        svg: str = converter.vegalite_to_svg(text, show_warnings=True)
    if errors.text:
        raise DrawingError(f"{name}: Vega-Lite warns: {errors.text}")
    return fonts.restored(svg)


def to_vega(spec: dict[str, Any]) -> dict[str, Any]:
    """Compile a specification to Vega, for live charts."""
    vega: dict[str, Any] = _converter().vegalite_to_vega(spec)
    return vega


def to_png(svg: str, scale: float) -> bytes:
    """Render an SVG with plain colours (resvg knows no custom properties)."""
    from explainer.charts.outlining import outlined

    png: bytes = _converter().svg_to_png(outlined(svg), scale=scale)
    return png


@functools.cache
def _converter() -> Any:
    import vl_convert

    for folder in fonts.folders():
        vl_convert.register_font_directory(str(folder))
    return vl_convert


class _NativeErrors:
    """Catches what native code writes to file descriptor 2, where Vega-Lite's warnings go."""

    def __enter__(self) -> _NativeErrors:
        self.text = ""
        sys.stderr.flush()
        self._file = tempfile.TemporaryFile()
        self._saved = os.dup(2)
        os.dup2(self._file.fileno(), 2)
        return self

    def __exit__(self, *_: object) -> None:
        os.dup2(self._saved, 2)
        os.close(self._saved)
        self._file.seek(0)
        self.text = self._file.read().decode("utf-8", "replace").strip()
        self._file.close()
