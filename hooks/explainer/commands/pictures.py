"""Pictures of charts that a change changes, before and after, to look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from explainer.articles.voice import plain
from explainer.charts import Cache
from explainer.commands.impact import Impact
from explainer.language.words import Words
from explainer.problems import Problems
from explainer.site import Site


def write(impact: Impact, before: Site, after: Site, folder: Path) -> Iterator[Path]:
    """Draw each chart that differs into ``folder``, on both sides where it has both and in every
    language: ``cash.en.before.png``. Yields the files; pictures that are the same are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    sides = {"before": before, "after": after}
    for chart in impact.charts:
        for language in after.data.languages:
            drawn = {side: _drawn(site, chart.id, language) for side, site in sides.items()}
            for side, content in drawn.items():
                if content and len(set(drawn.values())) > 1:
                    path = folder / f"{chart.id}.{language}.{side}.png"
                    path.write_bytes(content)
                    yield path


def _drawn(site: Site, identifier: str, language: str) -> bytes | None:
    """A chart as a picture; None where a side has none that can be drawn."""
    chart = site.data.charts.get(identifier)
    if chart is None or site.data.is_broken("charts", identifier):
        return None
    voice = site.voice(language, "", Problems())
    texts = {name: plain(voice.say(chart, (name,))) for name in ("title", "subtitle")}
    note = plain(voice.say(chart, ("note",))) if chart.note else ""
    cache = Cache(site.root / ".cache" / "charts")
    return cache.export(chart, site.data, Words(language), "png", **texts, note=note, source="")
