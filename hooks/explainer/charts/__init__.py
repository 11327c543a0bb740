"""How does a chart look, and what does it show? Described in ``data/charts``, drawn at build.

A chart is data naming a kind; a kind is a module of :mod:`explainer.charts.kinds`. This
package answers what a chart shows (:func:`table`, :func:`facts_of`), whether it can be
drawn (:func:`check`) and what it looks like (:func:`draw`, :func:`export`, :class:`Cache`).

Uses: language, data and below.

Importing it costs nothing: Altair and vl-convert are imported by the first drawing.
"""

from __future__ import annotations

from explainer.charts import layout, runtime, tokens
from explainer.charts.cache import Cache
from explainer.charts.canvas import CANVASES, Width
from explainer.charts.checking import check
from explainer.charts.contents import facts_of, keys_of, marks_of, said_of, span_of, table
from explainer.charts.exports import FORMATS, export
from explainer.charts.focusing import fade, focused
from explainer.charts.marks import KEYS
from explainer.charts.rendering import draw
from explainer.charts.tables import Cell, Row, Table

WIDTHS: tuple[Width, ...] = tuple(CANVASES)

__all__ = [
    "FORMATS", "KEYS", "WIDTHS", "Cache", "Cell", "Row", "Table", "check",
    "draw", "export", "facts_of", "fade", "focused",
    "keys_of",
    "layout", "marks_of", "runtime", "said_of", "span_of", "table", "tokens",
]
