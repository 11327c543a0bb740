"""The files of live charts: each chart's live form in each language and width, and the script
that runs them all. Nobody loads them who has not asked to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from explainer import charts
from explainer.articles.edition import Edition
from explainer.charts import runtime
from explainer.language.words import Words
from explainer.pages.outputs import Output, kept


def outputs(edition: Edition, folder: Path) -> Iterator[Output]:
    """The files, kept in ``folder`` from one build to the next; none if no chart is live."""
    shown = [chart.id for chart in edition.data.charts.values() if chart.live]
    if not shown:
        return
    cache = charts.Cache(folder)
    yield Output(runtime.address(), cache.runtime())
    left: set[str] = set()
    for language, own in edition.data.site.languages.items():
        words = Words(language, own)
        for chart in shown:
            for each in kept(edition, ("live", language, chart), None,
                             partial(_forms, edition, words, chart, cache)):
                if each.known:
                    left.update(f"{chart}-{language}-{width}" for width in charts.WIDTHS)
                yield each
    cache.used.update(p.name for p in folder.glob("*") if p.name.rpartition("-")[0] in left)
    cache.prune()


def _forms(edition: Edition, words: Words, chart: str, cache: charts.Cache) -> Iterator[Output]:
    """The live forms of a chart, which is looked for in the data."""
    address = edition.addresses(words.language).live(chart)
    for width in charts.WIDTHS:
        form = cache.live(edition.data.charts[chart], edition.data, words, width)
        yield Output(f"{address}.{width}.json", form)
