"""Loads ``data/`` and answers for every record and fact in it.

``data/site.yml`` holds the site, ``data/publisher.yml`` who answers for it; every other record
lives in ``data/<collection>/*.yml``,
either alone in a file named after its id or with others of the same subject in a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from explainer import files
from explainer.data import model
from explainer.data.facts import Fact, Facts
from explainer.data.readings import Watched
from explainer.data.references import broken_metrics, check_references
from explainer.data.strict_yaml import Document, parse, parse_kept
from explainer.data.validating import Origin, dotted, validate
from explainer.memo import Memo
from explainer.problems import InvalidInput, Location, Problems, said, suggestion

COLLECTIONS: dict[str, Any] = {cls.collection: cls for cls in model.RECORDS}

R = TypeVar("R", bound=model.Strict)
Converter = Callable[[model.Language, model.Language], Callable[[str], str] | None]
"""``converter(code, source)`` gives what makes texts of one language from those of another; None
if nothing can."""
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
    unread: frozenset[str] = frozenset()
    """Collections of which a file could not be read: nobody knows what else they hold."""
    spoken: model.Spoken = field(default_factory=model.Spoken)
    """The languages its words are in."""
    facts: Facts = field(init=False)

    def __post_init__(self) -> None:
        self.records = {name: Watched(name, by_id) for name, by_id in self.records.items()}
        self.facts = Facts(self.metrics, broken_metrics(self.broken), "metrics" in self.unread)

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

    def category(self, event: model.Event) -> model.Category:
        """What kind of event it is."""
        return self.of(model.Category)[event.category]

    def company(self, identifier: str | None) -> model.Company | None:
        """The company of a metric; None where it names none."""
        return self.of(model.Company).get(identifier or "")

    @property
    def examined(self) -> model.Source | None:
        """The source whose statements are examined; None where the site examines none."""
        return self.sources.get(self.site.examined or "")

    @property
    def languages(self) -> tuple[model.Language, ...]:
        """The codes of the site's languages, the default one first."""
        return self.site.codes

    def unit_of(self, metric: model.Metric) -> model.Unit:
        return self.units[metric.unit]

    def origin(self, record: Any) -> Origin:
        return self.origins[(record.collection, record.id)]

    def is_broken(self, collection: str, identifier: str) -> bool:
        """Whether a record is reported as broken, or may be in a file that is."""
        known = identifier in self.records.get(collection, {})
        return (collection, identifier) in self.broken or (
            collection in self.unread and not known
        )

    @property
    def whole(self) -> bool:
        """Whether everything could be read and used."""
        return not self.broken and not self.unread

    def all_records(self) -> Iterator[tuple[Origin, Any]]:
        """Every record with its origin, the site first."""
        yield self.origins[_SITE], self.site
        for (collection, identifier), origin in self.origins.items():
            if (collection, identifier) not in (_SITE, _IMPRINT):
                yield origin, self.records[collection][identifier]


def load(root: Path, converter: Converter | None = None) -> Dataset:
    """Read and validate ``root/data``. Raises InvalidInput with every problem found."""
    problems = Problems()
    dataset = read(root, problems, converter)
    if problems or dataset is None:
        raise InvalidInput(problems)
    return dataset


def read(root: Path, problems: Problems, converter: Converter | None = None) -> Dataset | None:
    """Read ``root/data``, adding problems. What is broken is left out, so that the rest can
    be checked in the same run; None if the site's own description is. ``converter`` knows how
    to make a language from another one."""
    folder, memo = root / "data", Memo(root / ".cache" / "memo" / "data.pickle")
    records: dict[str, dict[str, Any]] = {name: {} for name in COLLECTIONS}
    origins: dict[tuple[str, str], Origin] = {}
    broken: set[tuple[str, str]] = set()

    unread: set[str] = set()

    site, spoken = _read_site(root, folder / "site.yml", origins, problems, converter)
    imprint = _read_imprint(root, folder / "publisher.yml", origins, problems, spoken)
    for path in files.within(folder):
        relative = path.relative_to(root).as_posix()
        if path in (folder / "site.yml", folder / "publisher.yml") or _is_aside(path):
            continue
        collection = path.parent.relative_to(folder).as_posix()
        if not _belongs(collection, path, relative, problems):
            continue
        before = len(problems)
        text = files.read(path, relative, problems)
        document = Document(relative, None) if text is None else parse_kept(
            text, relative, problems, memo
        )
        kind = COLLECTIONS[collection]
        if document.data is None and len(problems) > before:
            broken.add((collection, path.stem))
            unread.add(collection)
            continue
        _read_records(
            document, path.stem, kind, records, origins, broken, unread, problems, spoken
        )
    memo.save()

    check_references(records, origins, broken, unread, site, problems)
    for collection, identifier in broken:
        records.get(collection, {}).pop(identifier, None)
        origins.pop((collection, identifier), None)
    if site is None or spoken is None:
        return None
    return Dataset(
        site, records, origins, frozenset(broken), imprint, frozenset(unread), spoken
    )


def _is_aside(path: Path) -> bool:
    """Whether a file is for those who read the folder, and no data."""
    return path.stem.upper() == "README" and path.suffix in ("", ".md", ".txt")


def _belongs(collection: str, path: Path, relative: str, problems: Problems) -> bool:
    """Whether a file may hold records; reports where it cannot."""
    if collection not in COLLECTIONS:
        at = "" if collection == "." else f'"{collection}" is not a collection'
        problems.add(
            Location(relative),
            f"{at}{suggestion(collection, COLLECTIONS)}" if at else "a file beside site.yml",
            f"Put the file in one of data/{{{','.join(sorted(COLLECTIONS))}}}",
        )
        return False
    if path.suffix not in (".yml", ".yaml"):
        problems.add(
            Location(relative), "no record (expected a file that ends in .yml)",
            "Rename or remove it",
        )
        return False
    return True


def _read_site(
    root: Path, path: Path, origins: dict[tuple[str, str], Origin], problems: Problems,
    converter: Converter | None,
) -> tuple[model.Site | None, model.Spoken | None]:
    """The site's own description, and its languages, as far as they can be told."""
    relative = path.relative_to(root).as_posix()
    if not path.exists() and not path.is_symlink():
        problems.add(Location(relative), "missing", "Describe the site there")
        return None, None
    text = files.read(path, relative, problems)
    before = len(problems)
    document = parse(text, relative, problems) if text is not None else Document(relative, None)
    if text is None or (document.data is None and len(problems) > before):
        return None, None
    origin = Origin(document)
    origins[_SITE] = origin
    before = len(problems)
    spoken = _spoken(document.data, origin, problems, converter)
    known = len(problems) == before
    site = validate(model.Site, document.data, origin, problems, spoken=spoken)
    return site if known else None, spoken


def _spoken(
    data: Any, origin: Origin, problems: Problems, converter: Converter | None
) -> model.Spoken | None:
    """The languages that a site's description names, before it is read: its own words are in
    them. None if they cannot be told, which is reported when it is read."""
    named = data.get("languages") if isinstance(data, dict) else None
    if not isinstance(named, dict) or not all(
        isinstance(code, str) and re.fullmatch(model.LANGUAGE, code) and isinstance(own, dict)
        for code, own in named.items()
    ):
        return None
    sources = {code: own["made_from"] for code, own in named.items() if own.get("made_from")}
    made: dict[str, tuple[str, Callable[[str], str]]] = {}
    for code, source in sources.items():
        convert = converter(code, source) if converter and isinstance(source, str) else None
        if source not in named or source in sources or code == next(iter(named)):
            what = f"made_from: got {said(source)}, expected another language of the site, which " \
                "is written, and stands before"
        elif convert is None:
            what = f"made_from: {code} cannot be made from {source}"
        else:
            made[code] = source, convert
            continue
        problems.add(origin.locate(("languages", code, "made_from")), what,
                     "Remove it, and write the texts of the language")
    return model.Spoken(tuple(code for code in named if code not in sources), made)


def _read_imprint(
    root: Path, path: Path, origins: dict[tuple[str, str], Origin], problems: Problems,
    spoken: model.Spoken | None,
) -> model.Imprint:
    """Who answers for the site; nobody, if the file is not there or broken."""
    origin = Origin(Document(path.relative_to(root).as_posix(), {}))
    if path.exists() or path.is_symlink():
        text = files.read(path, origin.document.path, problems)
        if text is not None:
            origin = Origin(parse(text, origin.document.path, problems))
    origins[_IMPRINT] = origin
    found = validate(
        model.Imprint, origin.document.data or {}, origin, problems, spoken=spoken
    )
    return found or model.Imprint()


def _read_records(
    document: Document,
    stem: str,
    kind: Any,
    records: dict[str, dict[str, Any]],
    origins: dict[tuple[str, str], Origin],
    broken: set[tuple[str, str]],
    unread: set[str],
    problems: Problems,
    spoken: model.Spoken | None,
) -> None:
    alone = isinstance(document.data, dict)
    items = [document.data] if alone else document.data
    if not isinstance(items, list) or not items:
        problems.add(
            document.locate(), f"no record (got {'nothing' if not items else said(items)}, "
            "expected a mapping or a list of them)", "Write the record or remove the file",
        ) if () not in document.faulty else None
        broken.add((kind.collection, stem))
        return
    for index, item in enumerate(items):
        origin = Origin(document, () if alone else (index,))
        record: Any = validate(kind, item, origin, problems, spoken=spoken)
        if record is None:
            claimed = item.get("id") if isinstance(item, dict) else None
            broken.add((kind.collection, claimed if isinstance(claimed, str) else stem))
            if alone:
                broken.add((kind.collection, stem))  # the one or the other was meant
            elif _misnamed(kind, claimed):
                unread.add(kind.collection)
            continue
        if alone and record.id != stem:
            broken.add((kind.collection, stem))
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


def _misnamed(kind: type[model.Strict], identifier: object) -> bool:
    """Whether a record's id is none, so that nobody knows what others call it."""
    form = model.IDENTIFIER if issubclass(kind, model.Record) else r"[A-Za-z0-9-]+"
    return not (isinstance(identifier, str) and re.fullmatch(form, identifier))


__all__ = ["Dataset", "Fact", "Origin", "dotted", "load", "read"]
