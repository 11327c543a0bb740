"""The list of all metrics, by company, each with its latest figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from explainer.articles.voice import Voice
from explainer.data.facts import Fact
from explainer.data.model import Metric
from explainer.pages.outputs import Page

NAME = "facts"


def metrics_page(voice: Voice, facts: Mapping[str, Sequence[Fact]]) -> Page:
    """The page in one language. ``facts`` holds the figures of each metric that have an
    address; the subject's metrics come first, those of no company last. Of a company, those with
    most figures come first: what it reports every year stands above what was said once."""
    data, labels = voice.dataset, voice.labels
    companies = data.records["companies"]
    order = [data.site.subject, *(c for c in companies if c != data.site.subject), None]
    groups: list[dict[str, Any]] = []
    for company in order:
        metrics = [m for m in data.metrics.values() if m.company == company]
        if metrics:
            name = companies[company].name[voice.language] if company else labels.metrics_general
            entries = [_entry(voice, metric, facts.get(metric.id, ())) for metric in metrics]
            entries.sort(key=lambda entry: (-entry["number"], entry["name"].casefold()))
            groups.append({"id": company or "general", "name": name, "metrics": entries})
    intro = labels.metrics_intro.format(voice.words.number(len(data.metrics)))
    html = voice.part("explainer/metrics", intro=intro, groups=groups)
    summary = Markup("<p>{}</p>").format(intro)
    return Page(
        NAME, voice.language, labels.metrics_title, labels.metrics_description, summary, html
    )


def _entry(voice: Voice, metric: Metric, facts: Sequence[Fact]) -> dict[str, Any]:
    """A metric with its latest published figure."""
    known = sorted((f for f in facts if f.quantity), key=lambda fact: fact.period.sort_key)
    latest = known[-1] if known else None
    return {
        "name": metric.name[voice.language], "href": voice.href(voice.addresses.metric(metric.id)),
        "period": voice.words.period(latest.period, "short") if latest else "",
        "value": voice.value(latest or facts[0]) if facts else voice.words.missing(),
        "value_href": voice.href(voice.addresses.fact(latest.id)) if latest else None,
        "standing": latest.standing if latest else "not_found",
        "number": len(known),
    }
