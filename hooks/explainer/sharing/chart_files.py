"""The files of charts: to download, to embed, and for programs that embed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import urljoin

from markupsafe import Markup

from explainer.articles import figures
from explainer.articles.edition import Edition
from explainer.articles.figures import Figure
from explainer.articles.voice import Voice, plain
from explainer.charts import FORMATS, Cache
from explainer.charts.drawing import DrawingError
from explainer.data.model import Chart
from explainer.language import licences
from explainer.pages import frames
from explainer.pages.outputs import Output, kept
from explainer.problems import InvalidInput, Problems
from explainer.sharing import oembed

_WITHOUT_DRAWING = ("csv",)


def outputs(edition: Edition, site_url: str) -> Iterator[Output]:
    """Every chart's files in every language; ``site_url`` is the site's absolute address.
    Pictures are kept in ``.cache/charts``, and left out where the site is not drawn. Raises
    InvalidInput."""
    cache, problems = Cache(edition.root / ".cache" / "charts"), Problems()
    for language in edition.data.languages:
        known = edition.addresses(language)
        for chart in edition.data.charts.values():
            voice = edition.voice(language, known.frame(chart.id), problems)
            yield from kept(
                edition, ("chart files", language, chart.id), (site_url, voice.draw is not None),
                partial(_of_chart, voice, chart.id, cache, site_url))
    if problems:
        raise InvalidInput(problems)


def _of_chart(voice: Voice, identifier: str, cache: Cache, site_url: str) -> Iterator[Output]:
    """The files of a chart, which is looked for in the data."""
    chart, known = voice.dataset.charts[identifier], voice.addresses
    figure = figures.figure(voice, chart)
    files = dict(_files(voice, chart, figure, cache, site_url))
    for ending, content in files.items():
        yield Output(known.chart_file(chart.id, ending), content)
    yield Output(f"{known.frame(chart.id)}index.html", frames.frame(voice, figure, site_url))
    yield Output(known.oembed(chart.id), oembed.answer(voice, figure, site_url, files.get("png")))


def _files(
    voice: Voice, chart: Chart, figure: Figure, cache: Cache, site_url: str
) -> Iterator[tuple[str, bytes]]:
    """The files by their ending."""
    texts = {
        "title": plain(figure["title"]), "subtitle": plain(figure["subtitle"]),
        "note": plain(figure["note"] or Markup("")),
        "source": source_line(voice, figure, urljoin(site_url, voice.addresses.chart(chart.id))),
    }
    for ending in FORMATS if voice.draw else _WITHOUT_DRAWING:
        try:
            yield ending, cache.export(chart, voice.dataset, voice.words, ending, **texts)
        except DrawingError as error:
            figures.unfit(voice, chart, ending, error)
            break  # the other files have the same words


def source_line(voice: Voice, figure: Figure, url: str) -> str:
    """Who says so, whose picture it is, where it stands and under which licence: a file has no
    page around it."""
    site = voice.dataset.site
    licence = licences.name(site.licence_url, voice.language) if licences.spdx(site.licence_url) \
        else site.licence_url
    whose = voice.labels.pause.join((site.title[voice.language], url, licence))
    return " ".join(filter(None, (plain(figure["credit"]), whose)))
