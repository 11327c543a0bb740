"""``explainer rename``: another id for a record or an article, wherever it is named.

The old addresses go on leading to the new ones: a record of the move is written for what was
published. Sections whose translation was up to date still are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from explainer.articles.article import Article, read_all
from explainer.checks import translations
from explainer.commands import recording, revisions
from explainer.commands.mentions import ARTICLES, Mentions
from explainer.commands.refusing import Refused
from explainer.data import dataset, model
from explainer.data.addresses import RESERVED, Addresses
from explainer.data.dataset import Dataset
from explainer.data.model import IDENTIFIER
from explainer.language.known import converter
from explainer.lasting import ledger, ledger_file
from explainer.lasting.published import neutral
from explainer.memo import write_whole
from explainer.problems import Problems, suggestion
from explainer.site import Site

_FIXED = ("index", "sources", "claims", "glossary", "timeline")
"""Articles that links lead to by their names."""
_KEPT = ("changes", "units", "verdicts")
"""Records whose ids are no names."""
_STORY = "tests/story"


@dataclass
class Renamed:
    """What a renaming has changed, file by file, and what it has left."""

    changed: dict[str, int] = field(default_factory=dict)
    """How often the id was replaced in each file."""
    moved: dict[str, str] = field(default_factory=dict)
    """Files that have another name, by their old one."""
    record: str | None = None
    """The record of the move, if there was something published to move."""
    left: list[str] = field(default_factory=list)
    """Places in tests of the story that name the old id or its address."""

    def __str__(self) -> str:
        lines = [f"{path}: {count} time{'s' * (count != 1)}"
                 for path, count in sorted(self.changed.items())]
        lines += [f"{old} is now {new}" for old, new in sorted(self.moved.items())]
        lines += [f"{self.record}: leads from the old address to the new one"] * bool(self.record)
        return "\n".join(lines + [f"{place}: left as it is, look at it" for place in self.left])


def rename(
    root: Path, old: str, new: str, kind: str | None = None, reasons: Iterable[str] = (),
) -> Renamed:
    """Give what is called ``old`` another id in data and text; ``kind`` is its folder of data/ or
    ``articles``, where several have the id; ``reasons`` are ``en=Clearer.`` and the like. Raises
    Refused, before anything is written, and InvalidInput if data or text is not in order."""
    if revisions.git(root, "status", "--porcelain", "--", "data", "docs").strip():
        raise Refused("there are changes that are not committed", "Commit them first: a renaming "
                      "can then be looked at by itself, and undone")
    site = Site.read(root, drafting=True)
    kind = _kind(site.data, old, kind)
    _check_new(site, kind, old, new)
    reason = recording.by_language(reasons, site.data.site.written)
    fresh = _up_to_date(site.data, site.articles)
    move = _move(site, kind, old, new)
    done = _write(root, Mentions(root, site.data, site.articles, kind, old), new)
    _acknowledge(root, {(new if kind == ARTICLES and name == old else name): sections
                        for name, sections in fresh.items()})
    if move:
        done.record = recording.write(root, site.data, move, reason)
    done.left = [*_left(root, old)]
    return done


def _kind(data: Dataset, old: str, kind: str | None) -> str:
    """The folder of data/ of what is called so, or ``articles``."""
    found = [name for name, by_id in data.records.items() if old in by_id and name not in _KEPT]
    found += [ARTICLES] * (old in data.site.articles)
    if kind is not None:
        found = [name for name in found if name == kind]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f'"{old}" is the id of one of {" and of one of ".join(found)}',
                      f"Say which: --kind {found[0]}")
    known = {key for by_id in data.records.values() for key in by_id} | {*data.site.articles}
    raise Refused(f'nothing is called "{old}"{suggestion(old, known)}',
                  "Give the id of a record or the name of an article")


def _check_new(site: Site, kind: str, old: str, new: str) -> None:
    data = site.data
    pattern = next((reference.pattern for reference in model.Reference.__subclasses__()
                    if reference.collection == kind), IDENTIFIER)
    if not re.fullmatch(pattern, new):
        raise Refused(f'"{new}" is no id', "Write one of the form of the old: it is part of the "
                      "address")
    if kind == ARTICLES and (old in _FIXED or new in {*_FIXED, *RESERVED}):
        raise Refused(f'"{old if old in _FIXED else new}" is a name the site makes links to',
                      "Choose another name")
    folders = {own.prefix.rstrip("/") for own in data.site.languages.values()}
    if kind == ARTICLES and new in {*data.site.articles, *folders}:
        raise Refused(f'"{new}" is taken', "Choose another name")
    if known := data.origins.get((kind, new)):
        raise Refused(f'"{new}" is taken by {known.locate()}', "Choose another id")
    address = address_of(kind, new)
    if address and address in (ledger_file.read(site.root, Problems()) or {}):
        raise Refused(f"{address} was the address of something else",
                      "Choose another id: addresses are for ever")


def address_of(kind: str, identifier: str) -> str | None:
    """The address of a record or an article in the default language; None if it has none."""
    own = Addresses("")
    of = {"metrics": own.metric, "charts": own.chart, "sources": own.source, "claims": own.claim,
          "terms": own.term, "events": own.event, ARTICLES: own.article}.get(kind)
    return of(identifier) if of else None


def _move(site: Site, kind: str, old: str, new: str) -> dict[str, object] | None:
    """The record of the move, without its reason; None if nothing was published."""
    address, target = address_of(kind, old), address_of(kind, new)
    known = ledger_file.read(site.root, Problems()) or {}
    if address not in {neutral(each, site.data.site.languages) for each in known}:
        return None
    return ledger.record(site.data, f"moved-{address}", {
        "kind": "moved", "address": address, "to": target})


def _write(root: Path, mentions: Mentions, new: str) -> Renamed:
    done, places = Renamed(), mentions.found()
    for path, offsets in places.items():
        text = (root / path).read_bytes().decode("utf-8")
        for offset in sorted(offsets, reverse=True):
            text = text[:offset] + new + text[offset + len(mentions.old):]
        write_whole(root / path, text.encode())
        done.changed[path] = len(offsets)
    for path in mentions.files():
        target = str(Path(path).with_name(f"{new}{Path(path).suffix}"))
        (root / path).rename(root / target)
        done.moved[path] = target
    return done


def _up_to_date(data: Dataset, articles: Mapping[tuple[str, str], Article]
) -> dict[str, list[str]]:
    """The sections of each article whose translations say what the original says."""
    found: dict[str, list[str]] = {}
    for name in data.site.articles:
        stale = Problems()
        only = {key: article for key, article in articles.items() if key[1] == name}
        translations.check(only, data.site.written, stale)
        lines = {problem.what.split('"')[1] for problem in stale if '"' in problem.what}
        original = articles[data.languages[0], name]
        found[name] = [s.id for s in original.sections if s.id and s.id not in lines]
    return found


def _acknowledge(root: Path, fresh: dict[str, list[str]]) -> None:
    data = dataset.load(root, converter)
    articles = read_all(root, data.site.articles, data.spoken, Problems())
    for name, sections in fresh.items():
        if sections and len(data.site.written) > 1:
            translations.acknowledge(root, articles, data.site.written, name, sections)


def _left(root: Path, old: str) -> Iterator[str]:
    """Where the tests of the story name it."""
    named = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    for path in sorted((root / _STORY).rglob("*.*")):
        if path.suffix not in (".py", ".yml"):
            continue
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if named.search(line):
                yield f"{path.relative_to(root).as_posix()}:{number}"
