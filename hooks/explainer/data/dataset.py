"""Loads ``data/`` and answers for every record and fact in it.

``data/site.yml`` holds the site, ``data/publisher.yml`` who answers for it; every other record
lives in ``data/<collection>/*.yml``,
either alone in a file named after its id or with others of the same subject in a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from explainer.data import model
from explainer.data.facts import BrokenReference, Fact, FactError, Facts
from explainer.data.strict_yaml import Document, parse
from explainer.data.validating import Origin, dotted, validate
from explainer.problems import InvalidInput, Location, Problems, suggestion

COLLECTIONS: dict[str, Any] = {cls.collection: cls for cls in model.RECORDS}

R = TypeVar("R", bound=model.Strict)
_SITE, _IMPRINT = ("site", "site"), ("publisher", "publisher")


@dataclass(eq=False)  # compared as the one it is, so that what is made of it can be kept by it
class Dataset:
    """Everything in ``data`` that is valid, by collection and id.

    ``broken`` holds the (collection, id) of what is not, or refers to nothing, or to
    something broken: it is reported once, and those who use it are not. Charts that cannot be
    drawn join them when they are checked, and stay among the records.
    """

    site: model.Site
    records: dict[str, dict[str, Any]]
    origins: dict[tuple[str, str], Origin]
    broken: frozenset[tuple[str, str]] = frozenset()
    imprint: model.Imprint = field(default_factory=model.Imprint)
    facts: Facts = field(init=False)

    def __post_init__(self) -> None:
        self.facts = Facts(self.metrics, _broken_metrics(self.broken))

    def of(self, kind: type[R]) -> Mapping[str, R]:
        """All records of one kind by id, in the order they were read."""
        return self.records[kind.collection]  # type: ignore[attr-defined]

    @property
    def metrics(self) -> Mapping[str, model.Metric]:
        return self.of(model.Metric)

    @property
    def sources(self) -> Mapping[str, model.Source]:
        return self.of(model.Source)

    @property
    def charts(self) -> Mapping[str, model.Chart]:
        return self.of(model.Chart)

    @property
    def claims(self) -> Mapping[str, model.Claim]:
        return self.of(model.Claim)

    @property
    def events(self) -> Mapping[str, model.Event]:
        return self.of(model.Event)

    @property
    def terms(self) -> Mapping[str, model.Term]:
        return self.of(model.Term)

    @property
    def units(self) -> Mapping[str, model.Unit]:
        return self.of(model.Unit)

    def company(self, identifier: str | None) -> model.Company | None:
        """The company of a metric; None where it names none."""
        return self.of(model.Company).get(identifier or "")

    @property
    def examined(self) -> model.Source | None:
        """The source whose statements are examined; None where the site examines none."""
        return self.sources.get(self.site.examined or "")

    def unit_of(self, metric: model.Metric) -> model.Unit:
        return self.units[metric.unit]

    def origin(self, record: Any) -> Origin:
        return self.origins[(record.collection, record.id)]

    def all_records(self) -> Iterator[tuple[Origin, Any]]:
        """Every record with its origin, the site first."""
        yield self.origins[_SITE], self.site
        for (collection, identifier), origin in self.origins.items():
            if (collection, identifier) not in (_SITE, _IMPRINT):
                yield origin, self.records[collection][identifier]


def load(root: Path) -> Dataset:
    """Read and validate ``root/data``. Raises InvalidInput with every problem found."""
    problems = Problems()
    dataset = read(root, problems)
    if problems or dataset is None:
        raise InvalidInput(problems)
    return dataset


def read(root: Path, problems: Problems) -> Dataset | None:
    """Read ``root/data``, adding problems. What is broken is left out, so that the rest can
    be checked in the same run; None if the site's own description is."""
    folder = root / "data"
    records: dict[str, dict[str, Any]] = {name: {} for name in COLLECTIONS}
    origins: dict[tuple[str, str], Origin] = {}
    broken: set[tuple[str, str]] = set()

    site = _read_site(root, folder / "site.yml", origins, problems)
    imprint = _read_imprint(root, folder / "publisher.yml", origins, problems)
    for path in sorted(folder.glob("**/*.y*ml")):
        relative = path.relative_to(root).as_posix()
        if path in (folder / "site.yml", folder / "publisher.yml"):
            continue
        collection = path.parent.relative_to(folder).as_posix()
        if collection not in COLLECTIONS:
            problems.add(
                Location(relative),
                f'"{collection}" is not a collection{suggestion(collection, COLLECTIONS)}',
                f"Put the file in one of data/{{{','.join(sorted(COLLECTIONS))}}}",
            )
            continue
        before = len(problems)
        document = parse(path.read_bytes(), relative, problems)
        kind = COLLECTIONS[collection]
        if document.data is None and len(problems) > before:
            broken.add((collection, path.stem))
            continue
        _read_records(document, path.stem, kind, records, origins, broken, problems)

    _check_references(records, origins, broken, site, problems)
    for collection, identifier in broken:
        records.get(collection, {}).pop(identifier, None)
        origins.pop((collection, identifier), None)
    return Dataset(site, records, origins, frozenset(broken), imprint) if site else None


def _read_site(
    root: Path, path: Path, origins: dict[tuple[str, str], Origin], problems: Problems
) -> model.Site | None:
    relative = path.relative_to(root).as_posix()
    if not path.exists():
        problems.add(Location(relative), "missing", "Describe the site there")
        return None
    document = parse(path.read_bytes(), relative, problems)
    origin = Origin(document)
    origins[_SITE] = origin
    return validate(model.Site, document.data, origin, problems)


def _read_imprint(
    root: Path, path: Path, origins: dict[tuple[str, str], Origin], problems: Problems
) -> model.Imprint:
    """Who answers for the site; nobody, if the file is not there or broken."""
    origin = Origin(Document(path.relative_to(root).as_posix(), {}))
    if path.exists():
        origin = Origin(parse(path.read_bytes(), path.relative_to(root).as_posix(), problems))
    origins[_IMPRINT] = origin
    said = validate(model.Imprint, origin.document.data or {}, origin, problems)
    return said or model.Imprint()


def _read_records(
    document: Document,
    stem: str,
    kind: Any,
    records: dict[str, dict[str, Any]],
    origins: dict[tuple[str, str], Origin],
    broken: set[tuple[str, str]],
    problems: Problems,
) -> None:
    alone = isinstance(document.data, dict)
    items = [document.data] if alone else document.data
    if not isinstance(items, list) or not items:
        problems.add(
            document.locate(), "no record (got nothing, expected a mapping or a list of them)",
            "Write the record or remove the file",
        )
        return
    for index, item in enumerate(items):
        origin = Origin(document, () if alone else (index,))
        record: Any = validate(kind, item, origin, problems)
        if record is None:
            claimed = item.get("id") if isinstance(item, dict) else None
            broken.add((kind.collection, claimed if isinstance(claimed, str) else stem))
            continue
        if alone and record.id != stem:
            problems.add(
                origin.locate(("id",)), f'id: got "{record.id}", expected "{stem}", the file name',
                "Rename one of the two",
            )
        known = origins.get((kind.collection, record.id))
        if known:
            problems.add(
                origin.locate(("id",)), f'id: "{record.id}" is taken by {known.locate()}',
                "Choose another id",
            )
            continue
        origins[(kind.collection, record.id)] = origin
        records[kind.collection][record.id] = record


def _check_references(
    records: dict[str, dict[str, Any]],
    origins: dict[tuple[str, str], Origin],
    broken: set[tuple[str, str]],
    site: model.Site | None,
    problems: Problems,
) -> None:
    """Report references to nothing, and add to ``broken`` all records that cannot be used."""
    everything = [((c, i), r) for c, by_id in records.items() for i, r in by_id.items()]
    if site is not None:
        everything.insert(0, (_SITE, site))
    facts = Facts(records["metrics"], _broken_metrics(broken))
    dangling: set[tuple[str, str]] = set()
    for key, record in everything:
        for path, reference in model.references(record):
            if _target(reference) in broken:
                continue
            if fault := _fault(reference, facts, records):
                what, remedy = fault
                problems.add(origins[key].locate(path), f"{dotted(path)}: {what}", remedy)
                dangling.add(key)
    for key, record in everything:
        if isinstance(record, model.Metric) and key not in broken | dangling:
            for index, period in enumerate(record.periods):
                if fault := _fault(model.FactId(f"{record.id}.{period}"), facts, records):
                    what, remedy = fault
                    where = origins[key].locate(("periods", index))
                    problems.add(where, f"periods[{index}]: {what}", remedy)
                    dangling.add(key)
    broken |= dangling - {_SITE}
    spreading = bool(broken)
    while spreading:
        users = {
            key for key, record in everything
            if key[0] != "site" and key not in broken
            and any(_target(reference) in broken for _, reference in model.references(record))
        }
        broken |= users
        spreading = bool(users)


def _target(reference: model.Reference) -> tuple[str, str]:
    """The record a reference needs: for a fact, its metric."""
    if reference.collection == "facts":
        return "metrics", reference.partition(".")[0]
    return reference.collection, str(reference)


def _fault(
    reference: model.Reference, facts: Facts, records: dict[str, dict[str, Any]]
) -> tuple[str, str] | None:
    """What is wrong with a reference, and the remedy; None if nothing is."""
    if reference.collection == "facts":
        try:
            facts.get(reference)
        except BrokenReference:
            return None
        except FactError as error:
            return error.what, error.remedy
        return None
    known = records[reference.collection]
    if reference in known:
        return None
    return (
        f'unknown {_SINGULAR[reference.collection]} "{reference}"{suggestion(reference, known)}',
        f"Use the id of a record in data/{reference.collection}",
    )


def _broken_metrics(broken: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(i for collection, i in broken if collection == "metrics")


_SINGULAR = {
    "sources": "source", "metrics": "metric", "events": "event", "terms": "term",
    "people": "person", "companies": "company", "lines": "business line", "units": "unit",
    "publishers": "publisher", "verdicts": "verdict", "quotes": "quotation",
}

__all__ = ["Dataset", "Fact", "Origin", "dotted", "load", "read"]
