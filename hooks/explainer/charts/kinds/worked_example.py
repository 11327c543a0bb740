"""A worked example in small frames: after each step the cash, what is owed, the loss so far.

The figures follow from an illustration (``data/illustrations``), and the picture says that it
is one. What a step leaves as it was is pale; what it changes is full. The words of the steps
stand below the picture, and a control where the illustration has one::

    kind: worked-example
    illustration: paper-loss
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from explainer.charts.canvas import CANVASES
from explainer.charts.kinds._layers import layer, layered
from explainer.charts.kinds._style import pixels
from explainer.charts.kinds.base import Kind, View
from explainer.charts.tables import Cell, Row, Table
from explainer.charts.tokens import TINT, colour
from explainer.charts.typesetting import widest, wrap
from explainer.data.dataset import Dataset, dotted
from explainer.data.facts import Fact
from explainer.data.illustrating import State, states
from explainer.data.model import Chart, Illustration
from explainer.language.phrases import phrase
from explainer.language.words import Words
from explainer.problems import Problems

ACCOUNTS = {"cash": "s3", "owed": "s2", "loss": "s1"}
"""What a frame shows, and the colours of it."""
BAR, ROW, LINE = 14, 20, 17
SMALL = CANVASES["narrow"].text
MOST_POSITIONS = 60
"""Between how many worths a reader may choose."""
FRAME = 130
"""How many pixels wide the title of a step may be on a phone, a line."""


class WorkedExample(Kind):
    needs = frozenset({"illustration"})
    annotated = False
    timed = False

    def facts(self, chart: Chart, dataset: Dataset) -> list[Fact]:
        control = _example(chart, dataset).control
        return [dataset.facts.get(name) for name in control.stops] if control else []

    def marked(self, chart: Chart, dataset: Dataset) -> list[Fact]:
        return []  # the control has the stops, with their marks; the picture has round figures

    def records(self, chart: Chart, dataset: Dataset) -> list[Illustration]:
        return [_example(chart, dataset)]

    def table(self, chart: Chart, dataset: Dataset, words: Words) -> Table:
        language, example = words.language, _example(chart, dataset)
        rows = [
            Row(stage.title[language], [Cell(words.exact(getattr(state, name)))
                                        for name in ACCOUNTS])
            for stage, state in zip(example.stages, states(example), strict=True)
        ]
        return Table([phrase("step", language), *(phrase(n, language) for n in ACCOUNTS)], rows)

    def check(self, chart: Chart, dataset: Dataset, problems: Problems) -> None:
        """A control whose stops it cannot stop at; names too long for a frame."""
        example = _example(chart, dataset)
        origin = dataset.origin(example)
        for index, stage in enumerate(example.stages):
            for language in dataset.site.written:
                text = stage.title[language]
                lines = wrap(text, SMALL, FRAME)
                if widest(lines, SMALL) > FRAME or len(lines) > 2:
                    path = ("stages", index, "title", language)
                    problems.add(
                        origin.locate(path),
                        f"{dotted(path)}: “{text}” does not fit into two lines of a frame on a "
                        "phone", "Write a shorter title; the text says the rest",
                    )
        control = example.control
        if control is None:
            return
        units = {dataset.facts.get(stop).metric.unit for stop in control.stops}
        if len(units) > 1:
            problems.add(
                origin.locate(("control", "stops"), key=True),
                f"control.stops: in {' and '.join(sorted(units))}", "Stop at worths of one unit",
            )
            return
        last = Decimal(0)
        for index, stop in enumerate(control.stops):
            at, quantity = ("control", "stops", index), dataset.facts.get(stop).quantity
            if quantity is None:
                problems.add(origin.locate(at), f"{dotted(at)}: {stop} has no value",
                             "Stop at a worth that is known")
                return
            if quantity.value <= last or quantity.value % control.step:
                problems.add(
                    origin.locate(at),
                    f"{dotted(at)}: got {quantity.value.normalize():,f}, expected a multiple of "
                    f"the step {control.step:,f}"
                    + (f", above {last.normalize():,f}" if last else ""),
                    "Let the stops rise, and the step divide all of them",
                )
                return
            last = quantity.value
        first = dataset.facts.get(control.stops[0]).quantity
        if control.low % control.step or (first and control.low >= first.value):
            problems.add(
                origin.locate(("control", "low")),
                f"control.low: got {control.low:,f}, expected a multiple of the step "
                f"{control.step:,f} below the first stop", "Begin below the first stop",
            )
        elif (last - control.low) / control.step > MOST_POSITIONS:
            problems.add(
                origin.locate(("control", "step")),
                f"control.step: got {control.step:,f}, which makes "
                f"{(last - control.low) / control.step:,.0f} positions (expected at most "
                f"{MOST_POSITIONS})", "Take larger steps",
            )

    def draw(self, view: View) -> Any:
        import altair as alt

        example = _example(view.chart, view.dataset)
        size, narrow = view.canvas.text, view.canvas.narrow
        across = 2 if narrow else min(4, len(example.stages))
        gap = 16 if narrow else 20
        wide = (view.canvas.width - 2 - gap * (across - 1)) / across
        heads = [wrap(f"{number} {stage.title[view.language]}", size, wide)
                 for number, stage in enumerate(example.stages, 1)]
        head = LINE * max(map(len, heads))
        high = head + ROW * len(ACCOUNTS) + 14
        top = LINE + 6
        texts = [{"x": 0.0, "y": LINE - 4, "text": phrase("illustration", view.language),
                  "fill": colour("muted")}]
        bars: list[dict[str, Any]] = []
        rules: list[dict[str, Any]] = []
        found = states(example)
        names = widest([phrase(name, view.language) for name in ACCOUNTS], size) + 6
        scale = _Scale(found, view.words, size, wide - names)
        for index, (state, lines) in enumerate(zip(found, heads, strict=True)):
            x, y = index % across * (wide + gap), top + index // across * (high + 12)
            rules.append({"x": round(x, 1), "x2": round(x + wide, 1), "y": round(y, 1)})
            texts += [{"x": round(x, 1), "y": y + LINE * (n + 1) + 1, "text": line,
                       "fill": colour("ink")} for n, line in enumerate(lines)]
            before = found[index - 1] if index else None
            for row, (name, main) in enumerate(ACCOUNTS.items()):
                value = getattr(state, name)
                same = before is not None and getattr(before, name) == value
                middle = y + head + 9 + ROW * row + BAR / 2
                label = phrase(name, view.language)
                bars.append({
                    "x": round(x + names + scale.at(min(value, Decimal(0))), 1),
                    "x2": round(x + names + scale.at(max(value, Decimal(0))), 1),
                    "y": round(middle, 1), "fill": colour(main), "tint": TINT if same else 1,
                    "tip": phrase("comma", view.language).join(
                        [" ".join(lines), f"{label} {view.words.exact(value)}"]),
                })
                texts.append({"x": round(x, 1), "y": middle + 5, "text": label,
                              "fill": colour("muted" if same else "ink")})
                texts.append({
                    "x": round(x + names + scale.at(max(value, Decimal(0))) + 5, 1),
                    "y": middle + 5, "text": view.words.exact(value),
                    "fill": colour("muted" if same else "ink")})
        rows = -(-len(found) // across)
        size_of = [view.canvas.width - 2, round(top + rows * (high + 12) - 12)]

        x, y = pixels(alt.X, "x", size_of[0]), pixels(alt.Y, "y", size_of[1])
        return layered(
            layer(rules).mark("rule", color=colour("rule")).encode(x=x, x2=alt.X2("x2:Q"), y=y),
            layer(bars).mark("bar", orient="horizontal", size=BAR).encode(
                x=x, x2=alt.X2("x2:Q"), y=y, description=alt.Description("tip:N"),
                fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("fill:N", scale=None),
                fillOpacity=alt.FillOpacity("tint:Q", scale=None)),
            layer(texts).mark("text", align="left", baseline="alphabetic").encode(
                x=x, y=y, text=alt.Text("text:N"), color=alt.Color("fill:N", scale=None)),
            width=size_of[0], height=size_of[1])


class _Scale:
    """From a value to pixels right of the names, with room for the values beside the bars."""

    def __init__(self, found: list[State], words: Words, size: float, available: float) -> None:
        values = [getattr(state, name) for state in found for name in ACCOUNTS]
        self.low, high = min(*values, Decimal(0)), max(*values, Decimal(0))
        room = widest([words.exact(value) for value in values], size) + 7
        self.pixel = Decimal(max(available - room, 20)) / ((high - self.low) or 1)

    def at(self, value: Decimal) -> float:
        return float((value - self.low) * self.pixel)


def _example(chart: Chart, dataset: Dataset) -> Illustration:
    found = dataset.of(Illustration)
    return found[chart.illustration or ""]


KIND = WorkedExample()
