"""New records and articles: files that the check passes, to be filled in.

What cannot be asked for is refused (:class:`Refused`). What stands for a text is warned of until
somebody writes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from explainer.articles.article import read_all
from explainer.checks import translations
from explainer.commands.refusing import Refused
from explainer.data import dating, model
from explainer.data.addresses import RESERVED
from explainer.data.dataset import Dataset
from explainer.data.model import IDENTIFIER
from explainer.data.specimens import TO_WRITE, record
from explainer.memo import write_whole
from explainer.problems import Problems, suggestion

Files = Mapping[str, str]
"""Texts by path. That of an article that is there already is its new text."""
_FOUND = """\
One that was found, in its place:
  - {period: 2020, value: 12.3, source: S01, origin: press, locator: p. 12}"""
PLACEHOLDER = "https://example.org/"
"""Stands for the address of a source, which the check warns of."""


def draft(
    root: Path, data: Dataset, kind: str, identifier: str | None, *, metric: str = "",
    article: str = "",
) -> Files:
    """Write the files of a new record or article (see each kind below) under ``root``; gives them
    by path. Nothing is written where something is refused."""
    match kind:
        case "chart":
            files = _chart(data, identifier, metric, article, root)
        case "article":
            files = _article(data, identifier, root)
        case _:
            makers = {"source": _source, "metric": _metric, "event": _event, "claim": _claim}
            files = makers[kind](data, identifier)
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(root / path, text.encode())
    if kind in ("chart", "article"):  # the languages say the same of it: nothing
        name = str(article or identifier)
        found = read_all(root, [name], data.spoken, Problems())
        sections = [] if kind == "article" else [found[data.languages[0], name].sections[-1].id]
        translations.acknowledge(root, found, data.site.written, name, sections)
    return files


def words(data: Dataset) -> dict[str, str]:
    """Words to be written, in every language that is written."""
    return dict.fromkeys(data.site.written, TO_WRITE)


def _source(data: Dataset, identifier: str | None) -> Files:
    """A source with the next number, or the id given."""
    name = identifier or next_source(data)
    _free(data, "sources", name, model.SourceId.pattern)
    first = next(iter(data.of(model.Publisher)), None)
    publisher = first or "publisher"
    files = {f"data/sources/{name}.yml": record(model.Source, {
        "id": name, "title": TO_WRITE, "publisher": publisher, "url": f"{PLACEHOLDER}{name}",
        "language": data.languages[0].partition("-")[0], "kind": "press", "read": "whole",
        "accessed": str(dating.today()),
    })}
    if first is None:
        files["data/publishers/publisher.yml"] = record(
            model.Publisher, {"id": publisher, "name": words(data)})
    return files


def _metric(data: Dataset, identifier: str | None) -> Files:
    """A metric with one figure that has not been found yet."""
    name = _named(data, "metrics", identifier)
    return {f"data/metrics/{name}.yml": record(model.Metric, {
        "id": name, "name": words(data), "definition": words(data),
        "unit": _first(data, model.Unit),
        "company": data.site.subject,
        "observations": [{
            "period": data.site.data_to.first.year - 1, "not_found": True,
            "looked": {"date": str(dating.today())},
        }],
    }, {"observations": _FOUND})}


def _event(data: Dataset, identifier: str | None) -> Files:
    """An event on the last day the site covers, with a source of its own."""
    name, number = _named(data, "events", identifier), next_source(data)
    category = next((e.category for e in data.events.values()), None) or next(
        iter(data.of(model.Category)), "category")
    return {f"data/events/{name}.yml": record(model.Event, {
        "id": name, "date": str(data.site.data_to.last), "title": words(data), "category": category,
        "sources": [number],
    }), **_source(data, number)}


def _claim(data: Dataset, identifier: str | None) -> Files:
    """The claim with the next number. Its verdict is one that the site has a test for."""
    name, number = _named(data, "claims", identifier), next_source(data)
    if data.site.examined is None:
        raise Refused("the site examines no article", "Name its source under examined in "
                      "data/site.yml")
    tested = [verdict.id for verdict in data.of(model.VerdictTest).values()]
    verdict = "unverified" if "unverified" in tested or not tested else tested[0]
    last = max((claim.number for claim in data.claims.values()), default=0)
    return {f"data/claims/{name}.yml": record(model.Claim, {
        "id": name, "number": last + 1, "paragraphs": [0], "statement": words(data),
        "evidence": words(data), "verdict": verdict, "sources": [number],
    }), **_source(data, number)}


def _chart(data: Dataset, identifier: str | None, metric: str, article: str, root: Path) -> Files:
    """A chart of a metric, and the article that shows it at its end in every language."""
    name = _named(data, "charts", identifier)
    known = [m.id for m in data.metrics.values() if _periods(m)]
    if metric not in known:
        what = f'no metric "{metric}" with values' if metric else "no metric is given"
        raise Refused(f"{what}{suggestion(metric, known)}",
                      "Give the id of one: --metric net-loss")
    if article not in data.site.articles:
        what = f'no article "{article}"' if article else "no article is given"
        raise Refused(f"{what}{suggestion(article, data.site.articles)}",
                      "Name the one that is to show the chart: --article NAME")
    shown = data.metrics[metric]
    files = {f"data/charts/{name}.yml": record(model.Chart, {
        "id": name, "kind": "columns", "title": words(data), "subtitle": dict(shown.name),
        "takeaway": words(data), "alt": words(data), "series": [{"metric": metric}],
        "periods": _periods(shown),
    }, {"kind": "REFERENCE.md lists the kinds, and what each of them needs"})}
    for code in data.site.written:
        path = f"docs/{code}/{article}.md"
        text = (root / path).read_bytes().decode("utf-8")
        end = "\r\n" if "\r\n" in text else "\n"
        files[path] = f'{text.rstrip()}{end}{end}{{{{ chart("{name}") }}}}{end}'
    return files


def _article(data: Dataset, identifier: str | None, root: Path) -> Files:
    """An article in every language, at the end of the site's pages."""
    if identifier is None or not re.fullmatch(IDENTIFIER, identifier):
        raise Refused(f"{identifier or 'nothing'} is no name", "Give one in lower-case ASCII with "
                      "hyphens: it is part of the address")
    if identifier in data.site.articles or identifier in RESERVED:
        raise Refused(f'"{identifier}" is taken', "Choose another name")
    path = "data/site.yml"
    text = (root / path).read_bytes().decode("utf-8")
    content = f"---\ntitle: {TO_WRITE}\ndescription: {TO_WRITE}\n---\n\n{TO_WRITE}\n\n" \
              f"## {TO_WRITE} {{#first}}\n\n{TO_WRITE}\n"
    files = {f"docs/{code}/{identifier}.md": content for code in data.site.written}
    return {path: _listed(text, identifier), **files}


def _listed(text: str, identifier: str) -> str:
    """The site's description with an article at the end of its pages, outside any section."""
    top: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    pages = next(value for key, value in top.value if key.value == "pages")
    last = pages.value[-1]
    if pages.flow_style:
        end = last.end_mark.index
        return f"{text[:end]}, {identifier}{text[end:]}"
    while not isinstance(last, yaml.ScalarNode) and not last.flow_style:  # its text ends there
        last = last.value[-1][1] if isinstance(last, yaml.MappingNode) else last.value[-1]
    end = text.find("\n", last.end_mark.index) % (len(text) + 1)
    return f"{text[:end]}\n{' ' * pages.start_mark.column}- {identifier}{text[end:]}"


def next_source(data: Dataset) -> str:
    """The number after the highest: ``S239`` where the last is ``S238``, with as many digits."""
    numbers = [m[1] for key in data.sources if (m := re.fullmatch(r"S(\d+)[a-z]?", key))]
    last = max(map(int, numbers), default=0)
    return f"S{last + 1:0{max(map(len, numbers), default=2)}}"


def _periods(metric: model.Metric) -> list[int | str]:
    """The years (if there are none, the other periods) of a metric that have a figure."""
    found = sorted(metric.known_periods, key=lambda period: period.sort_key)
    alike = [p for p in found if p.kind == "year"] or [
        p for p in found if p.kind == found[-1].kind]
    return [int(str(period)) if period.kind == "year" else str(period) for period in alike]


def _named(data: Dataset, collection: str, identifier: str | None) -> str:
    if identifier is None:
        raise Refused("an id is missing", "Give one in lower-case ASCII with hyphens: it is part "
                      "of the address")
    _free(data, collection, identifier, IDENTIFIER)
    return identifier


def _free(data: Dataset, collection: str, identifier: str, pattern: str) -> None:
    if not re.fullmatch(pattern, identifier):
        raise Refused(f'"{identifier}" is no id', f"Write one such as {_EXAMPLES[collection]}")
    if (known := data.origins.get((collection, identifier))) is not None:
        raise Refused(f'"{identifier}" is taken by {known.locate()}', "Choose another id")


_EXAMPLES = {
    "sources": "S12", "metrics": "net-loss", "events": "founded", "claims": "yearly-losses",
    "charts": "cash",
}


def _first(data: Dataset, kind: type[model.Unit]) -> str:
    """The unit that most metrics have."""
    units = [*(str(metric.unit) for metric in data.metrics.values())] or [*data.of(kind)]
    if not units:
        raise Refused("there is no unit", "Describe one in data/units")
    return max(units, key=units.count)
