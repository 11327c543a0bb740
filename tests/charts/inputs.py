"""Every kind of chart, fed with what a story may hold: is it drawn right, or refused?

The charts are those of the bakery, one of each kind; a new kind is fed as soon as the bakery has
a chart of it. ``make chart-inputs`` writes the answers into ``inputs.md``; what they are is
asked of the check and of the drawing, in all languages and designs and for the file to download.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from tiny_site import LANGUAGES

from explainer import charts
from explainer.charts.drawing import DrawingError
from explainer.charts.kinds import NAMES
from explainer.data.dataset import Dataset, load
from explainer.data.facts import Fact
from explainer.data.model import Chart
from explainer.language.phrases import MARKS
from explainer.language.words import Words
from explainer.problems import Problems

BAKERY = Path(__file__).parent / "bakery"
TABLE = Path(__file__).with_name("inputs.md")
DRAWN, NOTHING = "drawn", "shows no values"
TEXT = re.compile(r"<(?:text|tspan)[^>]*>([^<]+)<")
MARK = re.compile(r'data-tip="([^"]*)"')
MISSING: dict[str, Any] = {"not_found": True, "looked": {"date": 2023}}
TRILLION = 1_000_000_000_000
FORTY = {"zh": "四十个字母宽的名称放在图形的旁边看看行吗",
         "en": "A label that is forty letters wide, so "}
WORD = {"zh": "长" * 90, "en": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 3}
_NAMES = {"panels": "title", "series": "label", "points": "label", "steps": "label",
          "part": "label", "reference": "label"}
_FORMS = ("value", "about", "at_least", "over", "at_most", "under", "range", "not_found",
          "not_disclosed", "looked", "rounded_to", "alternatives", "why")


class Story:
    """The bakery's files, to be changed, and what its chart of a kind shows."""

    def __init__(self, kind: str) -> None:
        self.files: dict[Path, list[dict[str, Any]]] = {
            path.relative_to(BAKERY): yaml.safe_load(path.read_text("utf-8"))
            for path in BAKERY.glob("data/*/*.yml")
        }
        bakery = load(BAKERY)
        found = next(chart for chart in bakery.charts.values() if chart.kind == kind)
        self.chart = next(c for c in self.records("charts") if c["id"] == found.id)
        metrics = {metric["id"]: metric for metric in self.records("metrics")}
        for metric in metrics.values():
            _unscale(metric)
        shown = dict.fromkeys(
            (each.metric.id, str(each.period)) for fact in charts.facts_of(found, bakery)
            for each in _observed(fact)
        )
        self.shown = [
            one for name, period in shown for one in metrics[name]["observations"]
            if str(one["period"]) == period
        ]
        """The observations that it shows or computes from, in its order."""

    def records(self, collection: str) -> list[dict[str, Any]]:
        return [r for path, records in self.files.items() if path.parent.name == collection
                for r in records]

    def feed(self, *values: Any) -> None:
        """Give the observations these values, in order; the last one goes to all that follow.
        None leaves one as it is, a function makes of what was there what it gives."""
        for index, one in enumerate(self.shown):
            value = values[min(index, len(values) - 1)]
            if value is None:
                continue
            if callable(value):
                value = value(next((one[form] for form in _FORMS[:6] if form in one), 1))
            for form in _FORMS:
                one.pop(form, None)
            for key in ("source", "origin"):
                one.pop(key, None)
            one.update(deepcopy(MISSING) if value is MISSING else {
                "value": value, "source": "S1", "origin": "press"})

    def name(self, words: dict[str, str]) -> None:
        """Give all that has a name in the chart this one, each with a number of its own."""
        places = [(part, key) for part, key in _named(self.chart)]
        places += [(event, "title") for event in self.records("events")]
        for number, (place, key) in enumerate(places):
            place[key] = {
                language: f"{text[:-len(str(number))]}{number}" for language, text in words.items()
            }

    def written(self, folder: Path) -> Dataset:
        shutil.copytree(BAKERY, folder, dirs_exist_ok=True)
        for path, records in self.files.items():
            (folder / path).write_text(
                yaml.safe_dump(records, allow_unicode=True, sort_keys=False), "utf-8")
        return load(folder)


def _named(chart: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """The parts of a chart that may have names, and the key of the name."""
    for key, name in _NAMES.items():
        for part in [chart[key]] if isinstance(chart.get(key), dict) else chart.get(key, []):
            if isinstance(part, dict):
                yield part, name
                yield from _named(part)


def _observed(fact: Fact) -> Iterator[Fact]:
    if fact.observation:
        yield fact
    for each in fact.inputs:
        yield from _observed(each)


def _unscale(metric: dict[str, Any]) -> None:
    scale = metric.pop("scale", 1)
    for one in metric.get("observations", []):
        for place in (one, *one.get("alternatives", [])):
            for form in (*_FORMS[:6], "rounded_to"):
                if form in place:
                    place[form] = float(place[form] * scale) if place[form] % 1 else \
                        int(place[form] * scale)


INPUTS: dict[str, Callable[[Story], None]] = {
    "zero": lambda s: s.feed(0, None),
    "all zero": lambda s: s.feed(0),
    "negative": lambda s: s.feed(lambda v: -abs(v), None),
    "all negative": lambda s: s.feed(lambda v: -abs(v)),
    "missing beside zero": lambda s: s.feed(MISSING, 0, None),
    "zero beside missing": lambda s: s.feed(0, MISSING, None),
    "one value": lambda s: s.feed(None, MISSING),
    "all missing": lambda s: s.feed(MISSING),
    "10¹²": lambda s: s.feed(TRILLION, None),
    "all 10¹²": lambda s: s.feed(TRILLION),
    "−10¹²": lambda s: s.feed(-TRILLION, None),
    "1 beside 10¹²": lambda s: s.feed(1, TRILLION, None),
    "all the same": lambda s: s.feed(7),
    "40 letters": lambda s: s.name(FORTY),
    "one long word": lambda s: s.name(WORD),
}


NAMED = ("40 letters", "one long word")
"""What is given by names, not by values."""


def answer(kind: str, given: str, folder: Path) -> str:
    """Whether a chart of the kind is drawn for an input, or what is said of it; the place, which
    every problem has, is left out. Raises AssertionError if it is drawn wrong."""
    story = Story(kind)
    if not story.shown and given not in NAMED:
        return NOTHING
    INPUTS[given](story)
    data, problems = story.written(folder), Problems()
    chart = data.charts[story.chart["id"]]
    charts.check(chart, data, problems)
    if problems:
        first = next(iter(problems))
        assert first.location.path.startswith("data/charts/")
        assert first.location.line > 1 or chart.id == "loss-bars"
        return f"refused by the check: {_short(first.what)}"
    cache = charts.Cache(folder / "cache")
    try:
        for language in LANGUAGES:
            words = Words(language)
            for width in charts.WIDTHS:
                svg = cache.draw(chart, data, words, width, name="Name")
                _tells(svg, chart, data, words)
            cache.export(chart, data, words, "svg", title=WORD[language], source="S")
    except DrawingError as error:
        return f"refused by the build: {_short(str(error))}"
    return DRAWN


def _tells(svg: str, chart: Chart, data: Dataset, words: Words) -> None:
    """Every value has a mark that says it, and that one is missing is written."""
    marks = " ".join(MARK.findall(svg))
    for fact in charts.facts_of(chart, data):
        reference = chart.reference and chart.reference.fact == fact.id
        if fact.quantity and fact.metric.id != chart.total and not reference:
            value = words.quantity(fact.quantity, data.unit_of(fact.metric))
            assert value in marks, f"{fact.id} has no mark"
    replaced = {name for series in chart.series for name in series.instead_of}
    missing = [fact for fact in charts.facts_of(chart, data)
               if fact.quantity is None and fact.metric.id not in replaced | {chart.total}]
    written = "".join(TEXT.findall(svg))
    for fact in missing:
        signs = words.missing(fact.state), MARKS[fact.standing]
        assert any(sign in written for sign in signs), f"nothing is said of {fact.id}"


def _short(text: str, most: int = 100) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()} …"


def table() -> str:
    """The answers, a row a kind and input."""
    lines = ["# What each kind of chart makes of what it is given", "",
             "Written by `make chart-inputs`, and held by `test_inputs.py`.", "",
             "| kind | input | answer |", "|---|---|---|"]
    for kind in NAMES:
        for given in INPUTS:
            with tempfile.TemporaryDirectory() as folder:
                said = answer(kind, given, Path(folder)).replace("|", "/")
            lines.append(f"| {kind} | {given} | {said} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8")
