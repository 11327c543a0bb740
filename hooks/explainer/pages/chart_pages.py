"""Charts in public: a page for each with everything to take it away, and the gallery of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from explainer.articles import figures
from explainer.articles.edition import Edition
from explainer.articles.voice import Voice, plain
from explainer.charts.thumbnails import thumbnail
from explainer.data.model import Chart, Language
from explainer.data.steps import Steps
from explainer.pages import frames
from explainer.pages.outputs import Page
from explainer.pages.uses import Place
from explainer.problems import Problems

GALLERY = "charts"
CROPS = {"PNG 1:1": "square.png", "PNG 16:9": "16x9.png"}
"""Pictures in other shapes, of which only the chart's own page tells."""


def pages(
    edition: Edition, language: Language, problems: Problems, site_url: str
) -> Iterator[Page]:
    """The gallery and the page of every chart, in one language; none without charts."""
    charts = edition.data.charts.values()
    if not charts:
        return
    known = edition.addresses(language)
    voice = edition.voice(language, known.charts(), problems)
    yield gallery(voice, questions(edition, language), edition.steps)
    shown = places(edition, language)
    for chart in charts:
        voice = edition.voice(language, known.chart(chart.id), problems)
        used = shown.get(chart.id, [])
        yield edition.steps.get(
            ("chart page", language, chart.id), (used, site_url, voice.draw is not None),
            partial(_chart_page, voice, chart.id, used, site_url),
        )


def _chart_page(voice: Voice, chart: str, used: list[Place], site_url: str) -> Page:
    return chart_page(voice, voice.dataset.charts[chart], used, site_url)


def chart_page(voice: Voice, chart: Chart, used: list[Place], site_url: str) -> Page:
    """The page of a chart: the figure with its table open, downloads, code to embed it, its
    permanent address, and ``used``, the places on the site that show it."""
    labels, known = voice.labels, voice.addresses
    figure = figures.figure(voice, chart) | {"heading": False, "table_open": True, "page": None}
    title = plain(figure["title"])
    html = voice.part(
        "explainer/chart-page",
        figure=figure,
        files=[
            (name, voice.href(known.chart_file(chart.id, ending)),
             labels[f"chart_file_{ending.partition('.')[0]}"])
            for name, ending in (figures.FILES | CROPS).items()
        ],
        frame=voice.href(known.frame(chart.id)),
        code=frames.code(voice, figure, site_url),
        script=frames.height_script(site_url),
        url=urljoin(site_url, known.chart(chart.id)),
        places=[(place.label, voice.href(place.address)) for place in used],
        gallery=voice.href(known.charts()),
    )
    takeaway = plain(figure["takeaway"])
    summary = Markup("<p>{}</p>").format(takeaway)
    return Page(
        f"{GALLERY}/{chart.id}", voice.language, title, takeaway, summary, html, "chart", chart.id
    )


def gallery(
    voice: Voice, groups: Mapping[str, Sequence[Chart]], steps: Steps | None = None
) -> Page:
    """All charts by the question they answer, each with its small picture, title and takeaway."""
    steps = steps or Steps(voice.dataset)
    labels = voice.labels
    shown = {
        question: [
            steps.get(("gallery", voice.language, chart.id), voice.draw is not None,
                      partial(_entry, voice, chart.id))
            for chart in charts
        ] for question, charts in groups.items()
    }
    intro = labels.charts_intro.format(voice.words.count(sum(map(len, groups.values()))))
    html = voice.part("explainer/gallery", intro=intro, groups=shown)
    summary = Markup("<p>{}</p>").format(intro)
    return Page(
        GALLERY, voice.language, labels.charts_title, labels.charts_description, summary, html
    )


def _entry(voice: Voice, identifier: str) -> dict[str, Any]:
    chart = voice.dataset.charts[identifier]
    texts = figures.said(voice, chart)
    picture = figures.picture(voice, chart, "wide", **texts)
    return {
        "href": voice.href(voice.addresses.chart(chart.id)),
        "title": plain(texts["title"]),
        "takeaway": plain(texts["takeaway"]),
        "picture": Markup(thumbnail(picture)) if picture else picture,
    }


def questions(edition: Edition, language: Language) -> dict[str, list[Chart]]:
    """The charts by the title of the first article that shows them, which asks the question, in
    the order of the navigation; those that no article shows come last, without one."""
    charts, found = dict(edition.data.charts), dict[str, list[Chart]]()
    for name in edition.data.site.articles:
        rendered = edition.rendered[language, name]
        for use in rendered.uses:
            if use.kind == "chart" and use.id in charts:
                found.setdefault(rendered.article.front.title, []).append(charts.pop(use.id))
    return found | ({"": list(charts.values())} if charts else {})


def places(edition: Edition, language: Language) -> dict[str, list[Place]]:
    """The sections of articles that show a chart, by its id, in the order of the navigation."""
    known = edition.addresses(language)
    found: dict[str, dict[Place, None]] = {}
    for name in edition.data.site.articles:
        rendered = edition.rendered[language, name]
        for use in rendered.uses:
            if use.kind == "chart":
                article = rendered.article
                section = [s for s in article.sections if s.line <= use.line][-1]
                title = article.front.nav_title or article.front.title
                if section.id != "top":
                    title = f"{title} · {section.title}"
                place = Place(title, known.article(name, f"chart-{use.id}"))
                found.setdefault(use.id, {})[place] = None
    return {chart: list(by_place) for chart, by_place in found.items()}
