"""What became of the claims that were examined: one square a claim, a row a verdict.

Needs nothing but the claims themselves::

    kind: claim-verdicts
"""

from __future__ import annotations

from typing import Any, get_args

from explainer.charts.kinds._layers import layer, layered
from explainer.charts.kinds.base import Kind, View
from explainer.charts.marks import Mark, record_keys
from explainer.charts.tables import Cell, Row, Table
from explainer.charts.tokens import colour
from explainer.charts.typesetting import widest
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Chart, Claim, Verdict
from explainer.language.interface import labels
from explainer.language.phrases import phrase
from explainer.language.words import Words

_COLOURS: dict[Verdict, str] = {
    "supported": "s3", "supported-with-rounding": "s3", "needs-context": "s6",
    "misleading": "s2", "wrong": "s4", "unverified": "rule", "opinion": "rule",
}
_HOLLOW: tuple[Verdict, ...] = ("supported-with-rounding", "opinion")


class ClaimVerdicts(Kind):
    needs = frozenset()
    annotated = False
    timed = False

    def facts(self, chart: Chart, dataset: Dataset) -> list[Fact]:
        return []

    def records(self, chart: Chart, dataset: Dataset) -> list[Claim]:
        return sorted(dataset.claims.values(), key=lambda claim: claim.number)

    def table(self, chart: Chart, dataset: Dataset, words: Words) -> Table:
        comma = labels(words.language).joiner
        rows = []
        for verdict, claims in _groups(self.records(chart, dataset)).items():
            numbers = comma.join(str(claim.number) for claim in claims)
            name = labels(words.language)[f"verdict_{verdict}"]
            rows.append(Row(name, [Cell(words.number(len(claims))), Cell(numbers)]))
        return Table([phrase(n, words.language) for n in ("verdict", "count", "numbers")], rows)

    def draw(self, view: View) -> Any:
        import altair as alt

        groups = _groups(self.records(view.chart, view.dataset))
        names = {v: labels(view.language)[f"verdict_{v}"] for v in groups}
        size, narrow = view.canvas.text, view.canvas.narrow
        left = 0 if narrow else round(widest(list(names.values()), size)) + 14
        plot = view.canvas.width - left - 4
        most = max(len(claims) for claims in groups.values())
        pitch = min(22, (plot - 40) // most)
        step = pitch + (26 if narrow else 10)
        squares, heads, counts = [], [], []
        for row, (verdict, claims) in enumerate(groups.items()):
            top = row * step + (22 if narrow else 2)
            main = colour(_COLOURS[verdict])
            for place, claim in enumerate(claims):
                squares.append({
                    "x": place * pitch, "x2": place * pitch + pitch - 3, "y": top,
                    "y2": top + pitch - 3, "fill": main, "edge": main,
                    "tint": 0.25 if verdict in _HOLLOW else 1,
                    "tip": view.note(
                        f"{claim.number}. {claim.statement[view.language]} — {names[verdict]}",
                        Mark(record_keys(claim))),
                })
            middle = top + pitch / 2 - 1
            heads.append({"name": names[verdict], "y": top - 10 if narrow else middle})
            counts.append({"x": len(claims) * pitch + 5, "y": middle,
                           "name": view.words.number(len(claims))})
        height = step * len(groups) + 4
        scale: dict[str, Any] = {"nice": False, "zero": False}
        x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, plot], **scale))
        y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], range=[0, height], **scale))

        return layered(
            layer(squares).mark("rect", strokeWidth=1.5).encode(
                x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("y2:Q"), fill=alt.Fill("fill:N", scale=None),
                stroke=alt.Stroke("edge:N", scale=None),
                fillOpacity=alt.FillOpacity("tint:Q", scale=None),
                description=alt.Description("tip:N")),
            layer(heads).mark("text", align="left").encode(
                x=alt.XValue(-left), y=y, text=alt.Text("name:N")),
            layer(counts).mark("text", align="left").encode(x=x, y=y, text=alt.Text("name:N")),
            width=plot, height=height)


def _groups(claims: list[Claim]) -> dict[Verdict, list[Claim]]:
    """The claims by verdict, from right to wrong, without empty groups."""
    order: tuple[Verdict, ...] = get_args(Verdict)
    groups = {v: [claim for claim in claims if claim.verdict == v] for v in order}
    return {verdict: some for verdict, some in groups.items() if some}


KIND = ClaimVerdicts()
