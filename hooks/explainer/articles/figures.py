"""What a figure shows of a chart, in words and markup ready for the partial ``figure``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from explainer import charts
from explainer.articles import examples
from explainer.articles.voice import Voice, plain
from explainer.charts.canvas import Width
from explainer.charts.drawing import DrawingError
from explainer.data.facts import Fact
from explainer.data.model import Chart, Origin
from explainer.language.scripts import in_han

OUTLETS_SHOWN = 2
"""How many outlets of one kind the source line of a chart names."""
_KINDS: tuple[Origin, ...] = ("primary", "summary", "vendor", "broker", "press")
"""What figures are read in, as the source line names it, the nearest to the company first."""
LONGEST = {True: 34, False: 60}
"""How many characters a title has at most, in Chinese characters and in others."""
FILES = {"PNG": "png", "SVG": "svg", "CSV": "csv", "Vega-Lite": "vl.json"}
"""What a chart can be had as: how people call it, and the ending of the file."""
_NUMBER = re.compile(r"\D*[\d,.]+%?")
_TEXTS = ("title", "subtitle", "takeaway", "alt")
_FOCUSED = ("title", "takeaway", "alt")
_KEYS = re.compile(rf' {charts.KEYS}="[^"]*"')


Figure = dict[str, Any]
"""The values of the partial ``figure``."""


def figure(
    voice: Voice, chart: Chart, record: Chart | None = None, focus: int | None = None, *,
    short: bool = False,
) -> Figure:
    """The values of the partial, for a chart that is in order. What it uses is recorded. A chart
    with a focus is shown in part, of the record whose words, page and files it has. ``short``
    leaves out all but its title, its picture with its words, and the way to its page."""
    record = record or chart
    marks = record.focuses[focus].marks if focus is not None else []
    data, labels, known = voice.dataset, voice.labels, voice.addresses
    shown = charts.facts_of(chart, data)
    voice.use("fact", *(fact.id for fact in shown), within=record.id)
    texts = said(voice, record, focus)
    sources = dict.fromkeys(source for fact in shown for source in fact.sources)
    voice.use("source", *sources, within=record.id)
    table = charts.table(chart, data, voice.words)
    pictures: dict[str, Markup] = {
        width: picture(voice, chart, width, record.id, marks, **texts) for width in charts.WIDTHS
    }
    return {
        "id": record.id, "anchor": f"chart-{chart.id}", **texts, **pictures,
        "sizes": {width: size(svg) for width, svg in pictures.items()},
        "heading": True, "short": short, "targets": not voice.whole,
        "stages": examples.stages(voice, chart),
        "control": None if short else examples.control(voice, chart),
        "table": table,
        "numbers": _numbers(table, shown),
        "table_open": False,
        "table_links": {fact.id: voice.href(known.fact(fact.id)) for fact in shown},
        "credit": _credit(voice, sources),
        "note": voice.say(record, ("note",)) if chart.note else None,
        "said": charts.said_of(chart, data, voice.words),
        "marks": charts.marks_of(chart, data, voice.words),
        "live": _live(voice, chart) if chart.live else None,
        "page": voice.href(known.chart(record.id)),
        "files": files(voice, record),
        "labels": {
            "explore": labels.explore,
            "comma": labels.joiner, "pause": labels.pause, "stop": labels.stop,
            "table": labels.see_table, "page": labels.chart_page,
            "download": labels.download + labels.colon,
        },
    }


def said(voice: Voice, chart: Chart, focus: int | None = None) -> dict[str, Markup]:
    """The words of a chart by name, in the voice's language; those of a focus are its own, as
    far as it has them. A title that is too long to be read at a glance is reported."""
    own: tuple[str | int, ...] = () if focus is None else ("focuses", focus)
    paths = {name: (*own, name) if name in _FOCUSED else (name,) for name in _TEXTS}
    texts = {name: voice.say(chart, path) for name, path in paths.items()}
    length, most = len(plain(texts["title"])), LONGEST[in_han(voice.language)]
    if length > most:
        voice.problems.add(
            voice.dataset.origin(chart).locate((*paths["title"], voice.language)),
            f"title: {length} characters (expected at most {most})",
            "Say the finding, and all else in the subtitle",
        )
    return texts


def picture(
    voice: Voice, chart: Chart, width: Width, id: str = "", marks: Sequence[str] = (), *,
    title: Markup, alt: Markup, **_: Markup,
) -> Markup:
    """One of a chart's pictures as inline SVG; nothing where pictures are not wanted, or where
    this one is not fit to be seen, which is reported. ``marks`` stand out. In an article that is
    not whole yet, marks say which chart's they are, of that ``id``, and what they stand for."""
    if voice.draw is None:
        return Markup("")
    try:
        drawn = charts.fade(voice.draw(
            chart, voice.dataset, voice.words, width, name=plain(title), description=plain(alt)
        ), marks)
    except DrawingError as error:
        unfit(voice, chart, width, error)
        return Markup("")
    if voice.whole or not id:
        return Markup(_KEYS.sub("", drawn))
    return Markup(drawn.replace(f' {charts.KEYS}="', f' {charts.KEYS}="{id} '))


def unfit(voice: Voice, chart: Chart, form: str, error: DrawingError) -> None:
    """Report that one of a chart's pictures cannot be drawn as it should be."""
    voice.problems.add(
        voice.dataset.origin(chart).locate(),
        f"the picture cannot be read ({voice.language}, {form}): {error}",
        "Give it shorter words, fewer values or other ones, or another kind",
    )


def size(svg: str) -> tuple[str, str] | None:
    """The width and height that a picture was drawn for, in pixels; None if there is none."""
    drawn = re.match(r'<svg[^>]*? width="([\d.]+)"[^>]*? height="([\d.]+)"', svg)
    return (drawn[1], drawn[2]) if drawn else None


def files(voice: Voice, chart: Chart) -> list[tuple[str, str]]:
    """The chart as files to take away: name and address."""
    return [
        (name, voice.href(voice.addresses.chart_file(chart.id, ending)))
        for name, ending in FILES.items()
    ]


def _numbers(table: charts.Table, facts: Iterable[Fact]) -> dict[str, str]:
    """The numbers by which to sort columns whose texts do not tell them, as where units or
    scales differ: by fact, in the unit itself."""
    numbers = {f.id: f"{f.quantity.value.normalize():f}" for f in facts if f.quantity}
    columns = zip(*(row.cells for row in table.rows), strict=True)
    return {
        cell.fact_id: numbers[cell.fact_id]
        for column in columns
        if not all(_NUMBER.fullmatch(c.text) for c in column if c.published and c.fact_id)
        for cell in column if cell.fact_id in numbers
    }


def _live(voice: Voice, chart: Chart) -> dict[str, str]:
    """What the page's script needs to bring a chart to life on the reader's demand."""
    return {
        "form": voice.href(voice.addresses.live(chart.id)),
        "runtime": voice.href(charts.runtime.address()),
        "open": voice.labels.live_open.format(charts.runtime.KILOBYTES),
        "failed": voice.labels.live_failed,
    }


def _credit(voice: Voice, sources: Iterable[str]) -> Markup:
    """What the figures were read in, by its kind, with the first outlets of each kind and how
    many more there are. The table under the chart leads to the source of each value."""
    labels, known = voice.labels, voice.addresses
    kinds: dict[str, dict[str, str]] = {kind: {} for kind in _KINDS}
    for source in sources:
        outlets = kinds[voice.dataset.sources[source].origin]
        outlets.setdefault(voice.outlet(source), source)
    said = []
    for kind, outlets in kinds.items():
        links = [
            Markup('<a href="{}">{}</a>').format(voice.href(known.source(s)), voice.name(outlet))
            for outlet, s in outlets.items()
        ]
        named = Markup(labels.joiner).join(links[:OUTLETS_SHOWN])
        if more := len(links) - OUTLETS_SHOWN:
            named += Markup(labels.pause) + labels.more_outlets.format(more) if more > 0 else ""
        if links:
            said.append(Markup(labels[f"credit_{kind}"]).format(named))
    line = Markup(labels.between_credits).join(said)
    return Markup("{}{}{}").format(labels.source + labels.colon, line, labels.stop.strip()) \
        if said else line
