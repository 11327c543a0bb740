"""A metric's figures as files beside its page: JSON with everything, CSV with a row each.

Both are the same in every language and hold the words of all of them. Numbers are in the
unit itself; ``start`` and ``end`` are the first and last day of the period.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urljoin

from explainer.articles.voice import Voice, plain
from explainer.data import notation
from explainer.data.facts import Fact
from explainer.data.model import Change, Language, Metric, Observation, Publisher
from explainer.data.quantities import Quantity
from explainer.pages import changes

Voices = Mapping[Language, Voice]


def as_json(voices: Voices, metric: Metric, facts: Iterable[Fact], site_url: str) -> bytes:
    """All about a metric and its figures, those computed for some text among them."""
    data = next(iter(voices.values())).dataset
    company = data.records["companies"][metric.company] if metric.company else None
    told = {
        "id": metric.id,
        "url": _urls(voices, site_url, "metric", metric.id),
        "name": dict(metric.name),
        "definition": _said(voices, metric, "definition"),
        "note": _said(voices, metric, "note") if metric.note else None,
        "unit": {"id": metric.unit, "name": dict(data.unit_of(metric).name)},
        "basis": metric.basis,
        "company": company and {"id": company.id, "name": dict(company.name)},
        "measure": metric.measure,
        "licence": data.site.licence_url,
        "data_to": str(data.site.data_to),
        "facts": [_fact(voices, fact, site_url) for fact in facts],
    }
    return (json.dumps(_without_gaps(told), ensure_ascii=False, indent=1) + "\n").encode()


def _fact(voices: Voices, fact: Fact, site_url: str) -> dict[str, Any]:
    observation, first = fact.observation, next(iter(voices.values()))
    index = fact.metric.observations.index(observation) if observation else 0
    path = ("observations", index)
    published = fact.quantity is not None
    return {
        "id": fact.id,
        "url": _urls(voices, site_url, "fact", fact.id),
        "period": str(fact.period),
        "start": fact.period.first.isoformat(),
        "end": fact.period.last.isoformat(),
        "state": fact.state,
        **_numbers(fact.quantity),
        "text": {code: voice.value(fact) for code, voice in voices.items()},
        "origin": fact.origin,
        "origin_text": {
            code: voice.origin(fact, titled=True) for code, voice in voices.items()
        } if published else None,
        "disputed": fact.disputed or None,
        "rests_on": [each.id for each in fact.rests_on],
        "range": fact.spread and _range(fact.spread),
        "looked": _looked(voices, fact, path),
        "confirmed_by": [
            {**_numbers(other.quantity(fact.metric.scale)), "origin": other.origin,
             **_source(first, str(other.source), other)}
            for other in fact.confirmed_by
        ],
        "formula": {
            "operation": fact.operation, "inputs": [part.id for part in fact.inputs],
        } if fact.computed else None,
        "sources": [
            _source(first, s, observation if n == 0 else None)
            for n, s in enumerate(dict.fromkeys(fact.sources))
        ],
        "alternatives": [
            {
                **_numbers(other.quantity(fact.metric.scale)),
                "source": other.source, "origin": other.origin,
                "locator": other.locator, "passage": other.passage,
                "note": _said(voices, fact.metric, *path, "alternatives", n, "note")
                if other.note else None,
            }
            for n, other in enumerate(observation.alternatives if observation else [])
        ],
        "why": _said(voices, fact.metric, *path, "why") if observation and observation.why
        else None,
        "note": _said(voices, fact.metric, *path, "note") if observation and observation.note
        else None,
        "changes": [
            _change(voices, change, site_url) for change in changes.of_fact(first.dataset, fact)
        ],
    }


def _numbers(quantity: Quantity | None) -> dict[str, Any]:
    """The value, how it is meant, and the least and most it can be, given its rounding."""
    if quantity is None:
        return {"value": None}
    ends = {"low": quantity.low, "high": quantity.high}
    return {
        "value": _number(notation.significant(quantity)), "bound": quantity.bound,
        **{name: _number(end) for name, end in ends.items() if end.is_finite()},
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(round(value, 6))


def _source(voice: Voice, source_id: str, observation: Observation | None) -> dict[str, Any]:
    source = voice.dataset.sources[source_id]
    named = voice.dataset.of(Publisher)
    return {
        "id": source_id, "publisher": dict(named[source.publisher].name),
        "original": dict(named[source.original].name) if source.original else None,
        "via": dict(named[source.via].name) if source.via else None,
        "read": source.read, "title": source.title,
        "language": source.language, "published": source.published, "url": source.url,
        "archive_url": source.archive_url, "accessed": source.accessed,
        "locator": observation.locator if observation else None,
        "passage": observation.passage if observation else None,
    }


def _range(spread: Quantity) -> dict[str, Any]:
    return {"low": _number(spread.low), "high": _number(spread.high)}


def _looked(
    voices: Voices, fact: Fact, path: tuple[str | int, ...]
) -> dict[str, Any] | None:
    """When and where a figure that was not found was looked for."""
    looked = fact.observation and fact.observation.looked
    if not looked:
        return None
    return {
        "date": looked.date,
        "where": _said(voices, fact.metric, *path, "looked", "where") if looked.where else None,
    }


def _change(voices: Voices, change: Change, site_url: str) -> dict[str, Any]:
    return {
        "id": change.id, "url": _urls(voices, site_url, "changes", change.id),
        "date": change.date, "fact": change.fact, "old": change.old, "new": change.new,
        "reason": _said(voices, change, "reason"),
    }


def _urls(voices: Voices, site_url: str, kind: str, identifier: str) -> dict[str, str]:
    return {
        code: urljoin(site_url, getattr(voice.addresses, kind)(identifier))
        for code, voice in voices.items()
    }


def _said(voices: Voices, record: Any, *path: str | int) -> dict[str, str]:
    """A text in every language, its calls rendered and its markup dropped."""
    return {
        code: plain(voice.say(record, path))
        for code, voice in voices.items()
    }


def _without_gaps(value: Any) -> Any:
    """The same without keys that hold nothing; a value that is missing stays null."""
    if isinstance(value, dict):
        return {
            key: _without_gaps(item) for key, item in value.items()
            if key == "value" or (item is not None and item != [])
        }
    return [_without_gaps(item) for item in value] if isinstance(value, list) else value
