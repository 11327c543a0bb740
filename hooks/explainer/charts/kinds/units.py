"""One square for so much: a whole of which the parts look different, and what to hold it against.

The squares of the whole are filled column by column, part after part. Every part has the
squares that its figure fills; those left over go to the parts with the largest remainders, so
that the parts have as many as the whole, which is rounded (largest remainder method). A part
too small for a square keeps its line in the key. Below, apart, and in squares of the same
size: what the whole is compared with. Figures are drawn and said by their size. What has no
value has words where its squares would be, if it stands apart::

    kind: units
    square: 100000000
    whole: {fact: net-loss.2018..2021-H1, label: {zh: 报告亏损, en: Reported loss}}
    parts:
      - {fact: added-back.2018..2021-H1, mark: hollow, label: {zh: 加回, en: Added back}}
      - {fact: adjusted-net-loss.2018..2021-H1, label: {zh: 经调整, en: Adjusted loss}}
    apart:
      - {fact: gross-profit.2018..2021-H1, mark: hollow, label: {zh: 毛利, en: Gross profit}}
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from explainer.charts.canvas import Canvas
from explainer.charts.kinds._layers import layer, layered
from explainer.charts.kinds._squares import Grid, number, shared
from explainer.charts.kinds._style import pixels
from explainer.charts.kinds.base import Kind, Path, View, Where
from explainer.charts.measures import Measure
from explainer.charts.tables import Row, Table
from explainer.charts.tokens import colour
from explainer.charts.typesetting import widest, wrap
from explainer.data.dataset import Dataset, dotted
from explainer.data.facts import Fact
from explainer.data.model import Chart, Squares
from explainer.data.quantities import Quantity, total
from explainer.language.phrases import phrase
from explainer.language.words import Words
from explainer.problems import Problems

MOST = 600
"""How many squares a chart may have: more are neither counted nor quickly loaded."""
ROWS = (1, 2, 3, 4, 5, 10, 15, 20, 25)
"""How many squares a column may have."""
PITCH = {"wide": 13, "narrow": 12}
"""From one square to the next, in pixels."""
CELL = {"wide": 180, "narrow": 96}
"""How wide the words above squares that stand apart may be before they are broken."""
LINE, GAP = 17, 14


class Units(Kind):
    needs = frozenset({"square", "whole", "parts"})
    may = frozenset({"apart"})
    annotated = False
    timed = False

    def axes(self, chart: Chart) -> list[list[Where]]:
        return [[((*path, "fact"), squares.fact) for path, squares in _all(chart)]]

    def facts(self, chart: Chart, dataset: Dataset) -> list[Fact]:
        return [dataset.facts.get(squares.fact) for _, squares in _all(chart)]

    def table(self, chart: Chart, dataset: Dataset, words: Words) -> Table:
        facts = [_sized(fact) for fact in self.facts(chart, dataset)]
        measure = Measure.of(facts, dataset, words)
        labels = [squares.label[words.language] for _, squares in _all(chart)]
        rows = [Row(label, [measure.cell(fact)])
                for label, fact in zip(labels, facts, strict=True)]
        language = words.language
        return Table([phrase("item", language), measure.head(phrase("value", language))], rows)

    def check(self, chart: Chart, dataset: Dataset, problems: Problems) -> None:
        """Parts without a value, or that do not add up; too many squares, or none."""
        origin = dataset.origin(chart)
        before = len(problems)
        quantities: dict[Path, Quantity] = {}
        for path, squares in _all(chart):
            quantity = dataset.facts.get(squares.fact).quantity
            if quantity is not None:
                quantities[path] = quantity
            elif path[0] != "apart":
                problems.add(
                    origin.locate((*path, "fact")),
                    f"{dotted(path)}: {squares.fact} has no value, so that the parts add up to "
                    "nothing known", "Show a whole and parts that have values",
                )
        if len(problems) > before:
            return
        whole = quantities["whole",]
        parts = {path: q for path, q in quantities.items() if path[0] == "parts"}
        for path, part in parts.items():
            if part.value * whole.value < 0:
                problems.add(
                    origin.locate((*path, "fact")),
                    f"{dotted(path)}: got {part.value:,f} as a part of {whole.value:,f}, and there "
                    "are no squares for what is taken off",
                    "Show it as a step of a waterfall, or leave it out on both sides",
                )
        together = total(list(parts.values()))
        near = abs(together.value - whole.value) < (chart.square or 0)
        if len(problems) == before and not (together.overlaps(whole) and near):
            problems.add(
                origin.locate(("parts",), key=True),
                f"parts: they add up to {together.value:,f}, the whole is {whole.value:,f}",
                "Add what is missing as a part of its own, or correct the parts",
            )
        if len(problems) == before:
            _check_number(chart, list(quantities.values()), dataset, problems)

    def draw(self, view: View) -> Any:
        return _Sheet(view).picture()


def _all(chart: Chart) -> list[tuple[Path, Squares]]:
    """The whole, its parts and what stands apart, each with its path in the chart's file."""
    whole: list[tuple[Path, Squares]] = [(("whole",), chart.whole)] if chart.whole else []
    parts: list[tuple[Path, Squares]] = [
        (("parts", i), each) for i, each in enumerate(chart.parts)]
    return [*whole, *parts, *((("apart", i), each) for i, each in enumerate(chart.apart))]


def _sized(fact: Fact) -> Fact:
    """The fact by its size: what flows out as so much, not as less than nothing."""
    if fact.quantity is None or fact.quantity.value >= 0:
        return fact
    return replace(fact, quantity=-fact.quantity)


def _check_number(
    chart: Chart, quantities: list[Quantity], dataset: Dataset, problems: Problems
) -> None:
    """Not more squares than readers can take in, and not less than one of the whole."""
    square = chart.square or Decimal(1)
    whole, apart = quantities[0], quantities[1 + len(chart.parts):]

    def count(size: Decimal) -> int:
        return sum(number(each, size) for each in (whole, *apart))

    path, least = ("square",), number(whole, square)
    if count(square) <= MOST and least:
        return
    steps = [Decimal(digit).scaleb(power) for power in range(-6, 16) for digit in (1, 2, 5)]
    fitting = next((s for s in steps if count(s) <= MOST), steps[-1])
    got = f"square: got {square:,f}, of which there would be "
    if least:
        got += f"{count(square):,} (expected at most {MOST})"
        remedy = f"Let a square stand for more: {fitting:f}"
    else:
        got += f"none in {chart.whole.fact if chart.whole else ''}, {whole.value:,f}"
        remedy = f"Let a square stand for less: {fitting:f}" if whole.value else \
            "Show a whole that is not zero"
    problems.add(dataset.origin(chart).locate(path), got, remedy)


@dataclass(frozen=True)
class _Row:
    """Squares to be drawn: how many, how they look, and what is said of them."""

    number: int
    mark: str
    main: str
    lines: list[str]
    tip: str


class _Sheet:
    """One picture being laid out from the top down, in pixels."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.canvas: Canvas = view.canvas
        self.pitch = PITCH[view.canvas.name]
        self.square = view.chart.square or Decimal(1)
        self.measure = view.measure(
            [_sized(view.dataset.facts.get(each.fact)) for _, each in _all(view.chart)])
        self.texts: list[dict[str, Any]] = []
        self.blocks: list[dict[str, Any]] = []
        self.gaps: list[dict[str, Any]] = []
        self.holes: list[dict[str, Any]] = []
        self.rules: list[dict[str, Any]] = []

    def picture(self) -> Any:
        chart, view = self.view.chart, self.view
        assert chart.whole is not None
        whole = _sized(view.dataset.facts.get(chart.whole.fact))
        amount = number(whole.quantity, self.square)
        sizes = [abs(q.value) / self.square if (q := self._fact(part).quantity) else Decimal(0)
                 for part in chart.parts]
        parts = [self._row(part, count, f"s{1 if part.mark == 'solid' else 2}")
                 for part, count in zip(chart.parts, shared(amount, sizes), strict=True)]
        apart = [self._row(each, number(self._fact(each).quantity, self.square), "muted")
                 for each in chart.apart]
        across = self.canvas.width // self.pitch
        most = max([amount, *(row.number for row in apart)])
        self.rows = next((r for r in ROWS if r * across >= most), ROWS[-1])
        y = self._head(self._said(chart.whole)) + 6
        start = 0
        for row in parts:
            self._block(row, 0, y, start)
            start += row.number
        y = self._key(parts, y + min(self.rows, max(amount, 1)) * self.pitch + 8)
        if apart:
            self.rules.append({"x": 0, "x2": self.canvas.width, "y": y + GAP - 4})
            y = self._apart(apart, y + 2 * GAP - 4)
        return self._altair(round(y))

    def _fact(self, squares: Squares) -> Fact:
        return _sized(self.view.dataset.facts.get(squares.fact))

    def _said(self, squares: Squares) -> str:
        label = squares.label[self.view.language]
        value = self.measure.full_label(self._fact(squares))
        return f"{label}{phrase('colon', self.view.language)}{value}"

    def _row(self, squares: Squares, count: int, main: str) -> _Row:
        label = squares.label[self.view.language]
        fact = self._fact(squares)
        lines = [label, self.measure.full_label(fact)]
        return _Row(count, squares.mark, colour(main), lines, self.view.tip(fact, label))

    def _head(self, whole: str) -> float:
        """What a square stands for and what all of them are: on one line if it has room."""
        unit = phrase("square", self.view.language).format(
            self.view.words.quantity(Quantity.rounded(self.square, Decimal(0)), self.measure.unit))
        size, y = self.canvas.text, LINE - 4.0
        beside = widest([whole], size) + 3 * GAP + self.pitch + widest([unit], size)
        lines = wrap(whole, size, self.canvas.width)
        left = self.canvas.width - GAP - widest([unit], size) if beside <= self.canvas.width else \
            float(self.pitch + 4)
        if beside > self.canvas.width:
            y = self._text([unit], left, y, "muted") + 3
            self._swatch("hollow", colour("muted"), 0, LINE - 4)
        else:
            self._text([unit], left, y, "muted")
            self._swatch("hollow", colour("muted"), left - self.pitch - 4, y)
        return self._text(lines, 0, y, "ink") - LINE + 4

    def _key(self, parts: list[_Row], y: float) -> float:
        """What each part is, in the order of its squares; beside each other where there is
        room. Returns where it ends."""
        size, inset = self.canvas.text, self.pitch + 5
        colon = phrase("colon", self.view.language)
        x, y = 0.0, y + LINE - 4
        for row in parts:
            said = colon.join(row.lines)
            wide = inset + widest([said], size)
            if x and x + wide > self.canvas.width:
                x, y = 0.0, y + LINE
            self._swatch(row.mark, row.main, x, y)
            lines = wrap(said, size, self.canvas.width - inset)
            self._text(lines, x + inset, y, "ink")
            y += LINE * (len(lines) - 1)
            x = self.canvas.width if len(lines) > 1 else x + wide + GAP
        return y + 4

    def _apart(self, rows: list[_Row], y: float) -> float:
        """Squares beside each other, as many as fit, each under its words. Returns where they
        end."""
        size, gap = self.canvas.text, GAP if self.canvas.narrow else 2 * GAP
        cells = []
        for row in rows:
            across = -(-row.number // self.rows) * self.pitch
            words = wrap(row.lines[0], size, max(CELL[self.canvas.name], across))
            value = wrap(row.lines[1], size, max(CELL[self.canvas.name], across))
            cells.append((row, [*words, *value], max(across, widest([*words, *value], size))))
        while cells:
            x = 0.0
            taken: list[tuple[_Row, list[str], float]] = []
            while cells and (not taken or x + cells[0][2] <= self.canvas.width):
                taken.append((*cells[0][:2], x))
                x += cells.pop(0)[2] + gap
            lines = max(len(words) for _, words, _ in taken)
            for row, words, left in taken:
                self._text(words, left, y + LINE * (lines - len(words)) + LINE - 4, "ink")
                self._block(row, left, y + LINE * lines + 4, 0)
            high = max(min(row.number, self.rows) for row, _, _ in taken)
            y += LINE * lines + 4 + high * self.pitch + (GAP if cells else 2)
        return y

    def _text(self, lines: list[str], x: float, y: float, ink: str) -> float:
        """Lines of text from a base line down; returns the base line of what comes next."""
        for line in lines:
            self.texts.append({"x": round(x, 1), "y": y, "text": line, "fill": colour(ink)})
            y += LINE
        return y

    def _swatch(self, mark: str, main: str, x: float, y: float) -> None:
        self._block(_Row(1, mark, main, [], ""), x, y - self.pitch + 3, 0)

    def _block(self, row: _Row, x: float, y: float, start: int) -> None:
        """Squares as one mark, which is what is pointed at and what fades: all they stand on, in
        their colour, with what lies between them and what is hollow in them painted over."""
        if row.number:
            grid = Grid(self.rows, self.pitch)
            at = {"x": round(x) + 0.5, "y": round(y) - 0.5}
            self.blocks.append({
                **at, "fill": row.main, "tip": row.tip, "path": grid.ground(start, row.number)})
            self.gaps.append({**at, "path": grid.gaps(start, row.number)})
            if row.mark != "solid":
                self.holes.append({
                    **at, "path": grid.holes(start, row.number, row.mark == "hatched")})

    def _altair(self, height: int) -> Any:
        import altair as alt

        width = self.canvas.width - 2

        x, y = pixels(alt.X, "x", width), pixels(alt.Y, "y", height)
        paper = [{"fill": colour("bg")} | each for each in [*self.gaps, *self.holes]]
        layers = [
            layer(data).mark("point", size=4, opacity=1, strokeWidth=0, **extra).encode(
                x=x, y=y, shape=alt.Shape("path:N", scale=None),
                fill=alt.Fill("fill:N", scale=None), stroke=alt.value(None),
                **({} if extra else {"description": alt.Description("tip:N")}))
            for data, extra in (
                ([b for b in self.blocks if b["tip"]], {}),
                ([b for b in self.blocks if not b["tip"]] + paper, {"aria": False}),
            )
        ]
        rules = [layer(self.rules).mark("rule", color=colour("grid")).encode(
            x=x, x2=alt.X2("x2:Q"), y=y)] if self.rules else []
        texts = layer(self.texts).mark("text", align="left", baseline="alphabetic").encode(
            x=x, y=y, text=alt.Text("text:N"), color=alt.Color("fill:N", scale=None))
        return layered(*rules, *layers, texts, width=width, height=height)


KIND = Units()
