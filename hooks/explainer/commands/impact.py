"""What a change changes: two readings of a site compared, before and after.

Figures with their words, those computed from them, sentences, charts, records, and the addresses
and files that are new, gone or different. Templates and code are those of today on both sides,
so that only data and text make a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from explainer import charts
from explainer.articles.edition import Edition
from explainer.commands import reading
from explainer.commands.showing import place
from explainer.data import notation
from explainer.data.facts import Fact
from explainer.data.model import Chart
from explainer.language.words import Words
from explainer.problems import InvalidInput, Problems
from explainer.site import Site

Happened = Literal["new", "changed", "gone"]


@dataclass(frozen=True)
class Figure:
    """A figure that is new, gone or another. ``before`` and ``after`` are its words by language,
    ``value`` likewise in the notation of the ledger; ``follows`` are the changed figures it is
    computed from."""

    id: str
    what: Happened
    place: str
    follows: tuple[str, ...]
    values: tuple[str | None, str | None]
    before: dict[str, str]
    after: dict[str, str]


@dataclass(frozen=True)
class Sentence:
    """A sentence that reads otherwise, is new (no ``before``) or gone (no ``after``)."""

    language: str
    place: str
    address: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Drawn:
    """A chart that shows something else: the cells of its table, by language."""

    id: str
    what: Happened
    cells: tuple[Sentence, ...]


@dataclass(frozen=True)
class Kept:
    """A record that was added, changed or removed, and the keys that differ."""

    collection: str
    id: str
    what: Happened
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Impact:
    """Everything that differs. ``addresses`` are pages, anchors and files of the site."""

    since: str
    records: tuple[Kept, ...] = ()
    figures: tuple[Figure, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    charts: tuple[Drawn, ...] = ()
    addresses: tuple[tuple[Happened, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether readers see no difference."""
        return not (self.records or self.figures or self.sentences or self.charts
                    or self.addresses)


def compare(before: Site, after: Site, since: str, notes: Iterable[str] = ()) -> Impact:
    """What differs between two readings of a site; ``since`` names the first of them."""
    said = list(notes)
    return Impact(
        since, tuple(_records(before, after)), tuple(_figures(before, after)),
        tuple(_sentences(before, after)), tuple(_charts(before, after)),
        tuple(_addresses(before, after, said)), tuple(said),
    )


def _records(before: Site, after: Site) -> Iterator[Kept]:
    old, new = _all_records(before), _all_records(after)
    for key in sorted(old.keys() | new.keys()):
        one, other = old.get(key), new.get(key)
        if one != other:
            fields = sorted({*(one or {}), *(other or {})}) if one and other else ()
            changed = tuple(f for f in fields if (one or {}).get(f) != (other or {}).get(f))
            yield Kept(*key, _happened(one, other), changed)


def _all_records(site: Site) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (getattr(record, "collection", "site"), getattr(record, "id", "site")):
            {name: getattr(record, name) for name in type(record).model_fields}
        for _, record in site.data.all_records()
    }


def _figures(before: Site, after: Site) -> Iterator[Figure]:
    old, new = _all_facts(before), _all_facts(after)
    changed = {
        identifier for identifier in old.keys() | new.keys()
        if _written(old.get(identifier)) != _written(new.get(identifier))
    }
    for identifier in sorted(changed, key=lambda i: (bool(_follows(new.get(i), changed)), i)):
        one, other = old.get(identifier), new.get(identifier)
        at = place(after.data, other) if other else place(before.data, one) if one else ""
        yield Figure(
            identifier, _happened(one, other), str(at), _follows(other, changed),
            (_written(one), _written(other)), _told(before, one), _told(after, other),
        )


def _all_facts(site: Edition) -> dict[str, Fact]:
    return {fact.id: fact for facts in site.addressed_facts.values() for fact in facts}


def _written(fact: Fact | None) -> str | None:
    return None if fact is None else notation.write(fact)


def _follows(fact: Fact | None, changed: set[str]) -> tuple[str, ...]:
    return tuple(part.id for part in fact.inputs if part.id in changed) if fact else ()


def _told(site: Edition, fact: Fact | None) -> dict[str, str]:
    if fact is None:
        return {}
    return {code: site.voice(code, "", Problems()).value(fact) for code in site.data.languages}


def _sentences(before: Site, after: Site) -> Iterator[Sentence]:
    old = {(p.language, p.place, p.address): p for p in reading.passages(before)}
    new = {(p.language, p.place, p.address): p for p in reading.passages(after)}
    for key in [*new, *(key for key in old if key not in new)]:
        sides = [p.sentences if p else () for p in (old.get(key), new.get(key))]
        yield from _differing(*key, *sides)


def _differing(
    language: str, where: str, address: str | None, old: tuple[str, ...], new: tuple[str, ...]
) -> Iterator[Sentence]:
    """Sentences of a passage that differ; as many on both sides are taken for one another."""
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if j - i == m - k:
            for one, other in zip(old[i:j], new[k:m], strict=True):
                yield Sentence(language, where, address, one, other)
        else:
            yield from (Sentence(language, where, address, one, None) for one in old[i:j])
            yield from (Sentence(language, where, address, None, one) for one in new[k:m])


def _charts(before: Site, after: Site) -> Iterator[Drawn]:
    old, new = before.data.charts, after.data.charts
    for identifier in sorted(old.keys() | new.keys()):
        one, other = old.get(identifier), new.get(identifier)
        cells = tuple(
            cell for language in after.data.languages for cell in _differing(
                language, identifier, None, _cells(before, one, language),
                _cells(after, other, language),
            )
        ) if one and other else ()
        if cells or one != other:
            yield Drawn(identifier, _happened(one, other), cells)


def _cells(site: Site, chart: Chart | None, language: str) -> tuple[str, ...]:
    """The table of a chart, a text a cell: row, column and value."""
    if chart is None or site.data.is_broken("charts", chart.id):
        return ()
    table = charts.table(chart, site.data, Words(language))
    return tuple(
        f"{row.label} · {head}: {cell.text}"
        for row in table.rows for head, cell in zip(table.head[1:], row.cells, strict=False)
    )


def _addresses(before: Site, after: Site, notes: list[str]) -> Iterator[tuple[Happened, str]]:
    """Addresses that are new or gone, and pages and files that hold something else."""
    for address in sorted(after.published.keys() - before.published.keys()):
        yield "new", address
    for address in sorted(before.published.keys() - after.published.keys()):
        yield "gone", address
    try:
        old, new = _contents(before), _contents(after)
    except InvalidInput:
        notes.append("Which pages and files differ is known once the check has nothing to report")
        return
    for address in sorted(old.keys() & new.keys()):
        if old[address] != new[address]:
            yield "changed", address


def _contents(site: Site) -> dict[str, Any]:
    """What pages and files hold that are made of data and text, by address; pictures, cards and
    the search index follow from them."""
    url = "/"
    held: dict[str, Any] = {
        site.addresses(language).article(name): rendered.markdown
        for (language, name), rendered in site.rendered.items()
    }
    for page in site.pages(url):
        held[f"{site.addresses(page.language).prefix}{page.name}/"] = page.html
    held.update({o.address: o.content for o in site.data_package(url).outputs()})
    return held


def _happened(before: object, after: object) -> Happened:
    return "new" if before is None else "gone" if after is None else "changed"
