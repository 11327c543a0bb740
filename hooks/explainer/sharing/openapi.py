"""What the site's JSON files hold, for programs: ``openapi.json``, after OpenAPI 3.1
(https://spec.openapis.org/oas/v3.1.0), whose schemas are JSON Schema.

Everything is a file: there is only GET, and nothing to log in to. The schemas of what the site
makes itself are whole (no other keys); what follows a standard names it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, get_args

from explainer.articles.edition import Edition
from explainer.data import model
from explainer.data.quantities import Bound
from explainer.pages.descriptions import DescribedPages
from explainer.pages.outputs import Output
from explainer.problems import Problems
from explainer.sharing.commonmark import harmless

FILE = "openapi.json"
Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_ADDRESS: Schema = {"type": "string", "format": "uri"}
_DATE: Schema = {"type": "string", "description": "As exact as it is known: 2021, 2021-08 or "
                                                  "2021-08-27."}
_DAY: Schema = {"type": "string", "format": "date"}


def output(edition: Edition, pages: DescribedPages, site_url: str) -> Output:
    """The description of a site at an address; ``pages`` are all it has."""
    site, first = edition.data.site, edition.data.languages[0]
    described = {
        "openapi": "3.1.0",
        "info": {
            "title": " / ".join(site.title[code] for code in site.codes),
            "description": harmless("\n\n".join(site.description[code] for code in site.codes)),
            "version": str(site.data_to),
            "license": {"name": site.licence_url, "url": site.licence_url},
        },
        "servers": [{"url": site_url}],
        "paths": dict(_paths(edition, pages)),
        "components": {"schemas": schemas(edition)},
        "externalDocs": {"url": site_url + edition.addresses(first).data()},
    }
    return Output(FILE, (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode())


def _paths(edition: Edition, described: DescribedPages) -> Iterable[tuple[str, Any]]:
    data, first = edition.data, edition.addresses(edition.data.languages[0])
    about = edition.voice(edition.data.languages[0], "", Problems()).labels
    yield f"/{first.metric_data('{metric}', 'json')}", _got(
        "A metric with all its figures", _ref("Metric"), "metric", data.metrics)
    yield f"/{first.data_file('datapackage.json')}", _got(
        f"{about.data_described}: a Tabular Data Package, https://specs.frictionlessdata.io",
        {"type": "object", "required": ["profile", "name", "resources"]})
    pages = {page.name for page in described.values() if page.has_files and "/" not in page.name}
    for language in data.languages:
        known, name = edition.addresses(language), data.site.languages[language].name
        yield f"/{known.citation('{page}', 'json')}", _got(
            f"How to cite a page, CSL-JSON ({name})", _ref("Citations"), "page", pages)
        if data.charts:
            yield f"/{known.citation('charts/{chart}', 'json')}", _got(
                f"How to cite a chart, CSL-JSON ({name})", _ref("Citations"), "chart", data.charts)
            yield f"/{known.oembed('{chart}')}", _got(
                f"How to embed a chart, https://oembed.com ({name})", _ref("Embedding"), "chart",
                data.charts)
            yield f"/{known.chart_file('{chart}', 'vl.json')}", _got(
                f"A chart’s specification, https://vega.github.io/vega-lite ({name})",
                {"type": "object", "required": ["$schema"]}, "chart", data.charts)


def _got(
    summary: str, schema: Schema, parameter: str = "", values: Iterable[str] = ()
) -> Schema:
    """A file that is there to be got; of ``values``, where it is one of many."""
    operation: Schema = {
        "summary": summary,
        "responses": {"200": {
            "description": harmless(summary), "content": {"application/json": {"schema": schema}},
        }},
    }
    if parameter:
        operation["parameters"] = [{
            "name": parameter, "in": "path", "required": True,
            "schema": {"type": "string", "enum": sorted(values)},
        }]
    return {"get": operation}


def schemas(edition: Edition) -> dict[str, Schema]:
    """The schemas of what the site makes itself, by name."""
    languages = edition.data.languages
    words = _object(dict.fromkeys(languages, _TEXT), languages, "The same in every language")
    addresses = _object(dict.fromkeys(languages, _ADDRESS), languages, "Permanent addresses")
    numbers: Schema = {
        "value": {"type": ["number", "null"],
                  "description": "In the unit itself; null where there is none, see state"},
        "bound": {"enum": list(get_args(Bound)), "description": "How the value is meant"},
        "low": {**_NUMBER, "description": "The least it can be, given its rounding"},
        "high": {**_NUMBER, "description": "The most it can be, given its rounding"},
    }
    origins: Schema = {"enum": list(get_args(model.Origin)), "description": "What it was read in"}
    read: Schema = {"locator": _TEXT, "passage": _TEXT}
    source: Schema = {
        "id": _TEXT, "publisher": _ref("Words"), "original": _ref("Words"), "via": _ref("Words"),
        "read": _TEXT, "title": _TEXT, "language": _TEXT, "published": _DATE, "url": _ADDRESS,
        "archive_url": _ADDRESS, "accessed": _DATE, **read,
    }
    needed = ["id", "publisher", "read", "title", "language", "accessed"]
    named = _object({"id": _TEXT, "name": _ref("Words")}, ["id", "name"])
    fact: Schema = {
        "id": _TEXT, "url": _ref("Addresses"), "period": _TEXT, "start": _DAY, "end": _DAY,
        "state": {"enum": list(get_args(model.State))}, **numbers, "text": _ref("Words"),
        "origin": origins, "origin_text": _ref("Words"), "disputed": {"const": True},
        "rests_on": _list(_TEXT), "range": _object({"low": _NUMBER, "high": _NUMBER}, []),
        "looked": _object({"date": _DATE, "where": _ref("Words")}, ["date"]),
        "confirmed_by": _list(_object({**numbers, "origin": origins, **source}, needed)),
        "formula": _object({"operation": {"enum": list(get_args(model.Operation))},
                            "inputs": _list(_TEXT)}, ["operation", "inputs"]),
        "sources": _list(_ref("Source")),
        "alternatives": _list(_object({
            **numbers, "source": _TEXT, "origin": origins, **read, "note": _ref("Words"),
        }, ["value", "source", "origin"], "What other sources say")),
        "why": _ref("Words"), "note": _ref("Words"), "changes": _list(_ref("Change")),
    }
    return {
        "Words": words, "Addresses": addresses, "Source": _object(source, needed),
        "Change": _object({
            "id": _TEXT, "url": _ref("Addresses"), "date": _DATE, "fact": _TEXT, "old": _TEXT,
            "new": _TEXT, "reason": _ref("Words"),
        }, ["id", "url", "date", "reason"]),
        "Fact": _object(fact, ["id", "url", "period", "start", "end", "state", "value", "text"],
                        "A figure: a metric at a period"),
        "Metric": _object({
            "id": _TEXT, "url": _ref("Addresses"), "name": _ref("Words"),
            "definition": _ref("Words"), "note": _ref("Words"), "unit": named, "basis": _TEXT,
            "company": named, "measure": {"enum": ["flow", "stock"]}, "licence": _ADDRESS,
            "data_to": _TEXT, "facts": _list(_ref("Fact")),
        }, ["id", "url", "name", "definition", "unit", "measure", "licence", "data_to"]),
        "Citations": _list({"type": "object", "required": ["id", "type", "title", "URL"]}),
        "Embedding": {"type": "object", "required": ["version", "type", "html", "width"],
                      "properties": {"version": {"const": "1.0"}, "type": {"const": "rich"}}},
    }


def _object(properties: Schema, required: Iterable[str], about: str = "") -> Schema:
    """A mapping with these keys and no others."""
    described = {"description": about} if about else {}
    return {**described, "type": "object", "properties": properties, "required": list(required),
            "additionalProperties": False}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
