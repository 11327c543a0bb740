"""The files of live charts: each chart's live form in each language and width, and the script
that runs them all. Nobody loads them who has not asked to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from explainer import charts
from explainer.charts import runtime
from explainer.data.addresses import Addresses
from explainer.data.dataset import Dataset
from explainer.language.words import Words
from explainer.pages.outputs import Output


def outputs(dataset: Dataset, folder: Path) -> Iterator[Output]:
    """The files, kept in ``folder`` from one build to the next; none if no chart is live."""
    shown = [chart for chart in dataset.charts.values() if chart.live]
    if not shown:
        return
    cache = charts.Cache(folder)
    yield Output(runtime.address(), cache.runtime())
    for language, own in dataset.site.languages.items():
        addresses, words = Addresses(own.prefix), Words(language, own)
        for chart in shown:
            for width in charts.WIDTHS:
                address = f"{addresses.live(chart.id)}.{width}.json"
                yield Output(address, cache.live(chart, dataset, words, width))
    cache.prune()
