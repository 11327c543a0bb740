"""Addresses that were published and are no more: where they lead now, or why they are gone.

A record of a change (``moved`` or ``withdrawn``) names one address in the default language,
or those of a kind by a pattern. It stands for the same address in the other languages and, if
it is a page's, for the page's anchors, its files and its frame to embed. Hosting has no rules
of its own, so a moved page is a page that redirects, a moved file a copy, and a moved anchor a
note at the end of the page it was on. Where files were that a pattern names there is nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from posixpath import join
from urllib.parse import urljoin

from markupsafe import Markup

from explainer import policy
from explainer.articles.voice import Voice
from explainer.data.addresses import TWIN
from explainer.data.model import Change
from explainer.data.periods import Period
from explainer.pages.outputs import Output, Page

_FRAMES = ("embed", "oembed")
_BESIDE = ("cards/", "cite/")
"""Where the files are that have the address of their page."""
_CHART = "chart-"


@dataclass(frozen=True)
class Departure:
    """An address that is gone (as the default language has it), the record that says so, and
    where its content is now; None if it was withdrawn, or if the record does not tell."""

    address: str
    record: Change
    target: str | None

    @property
    def page(self) -> str:
        return self.address.partition("#")[0]

    @property
    def fragment(self) -> str:
        return self.address.partition("#")[2]


def covering(address: str) -> Iterator[str]:
    """The addresses whose record stands for this one, nearest first.

    >>> list(covering("losses/#chart-ten-years"))
    ['losses/#chart-ten-years', 'losses/', 'charts/ten-years/']
    >>> list(covering("embed/ten-years/")), list(covering("facts/revenue.csv"))
    (['embed/ten-years/', 'charts/ten-years/'], ['facts/revenue.csv', 'facts/revenue/'])
    >>> list(covering("cite/facts/revenue.bib")), list(covering("cards/losses.png"))
    (['cite/facts/revenue.bib', 'facts/revenue/'], ['cards/losses.png', 'losses/'])
    >>> list(covering("losses/index.html.md"))
    ['losses/index.html.md', 'losses/']
    """
    yield address
    path, mark, fragment = address.partition("#")
    if mark:
        yield path
        if fragment.startswith(_CHART):
            yield f"charts/{fragment.removeprefix(_CHART)}/"
    if path.endswith(f"/{TWIN}"):
        yield path.removesuffix(TWIN)
        return
    beside, folder, name = _parted(path)
    folder = "charts" if folder in _FRAMES else folder
    page = join(folder, f"{name.partition('.')[0]}/")
    if (folder or beside) and page != path:
        yield page


def _parted(path: str) -> tuple[str, str, str]:
    """The place of files beside pages that it is in, if it is in one, its folder and its name."""
    beside = next((place for place in _BESIDE if path.startswith(place)), "")
    folder, _, name = path.removeprefix(beside).rstrip("/").rpartition("/")
    return beside, folder, name


def pattern(address: str) -> re.Pattern[str]:
    """What the address of a record names: itself or, with ``*``, those of a kind.

    >>> [bool(pattern("facts/*.csv").fullmatch(a)) for a in ("facts/a.csv", "facts/a/b.csv")]
    [True, False]
    """
    return re.compile("[^/#]+".join(map(re.escape, address.split("*"))))


def named(address: str, among: Collection[str]) -> list[str]:
    """Those of some addresses that the address of a record names.

    >>> named("facts/*.csv", ["facts/a.csv", "facts/a/"]), named("facts/a/", {"facts/"})
    (['facts/a.csv'], [])
    """
    if "*" not in address:
        return [address] if address in among else []
    fits = pattern(address).fullmatch
    return [each for each in among if fits(each)]


class Records:
    """The records of addresses that are gone, among those of all changes."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self.named = {
            c.address: c for c in changes if c.kind in ("moved", "withdrawn") and c.address
        }
        self._kinds = [(pattern(a), c) for a, c in self.named.items() if "*" in a]

    def of(self, address: str) -> Change | None:
        """The record that stands for an address: the nearest."""
        for each in covering(address):
            if each in self.named:
                return self.named[each]
            for kind, record in self._kinds:
                if kind.fullmatch(each):
                    return record
        return None


def answers(record: Change) -> bool:
    """Whether something stands at the address that a record names: of what was withdrawn, pages
    tell of it, and data for programs."""
    address = record.address or ""
    path = address.partition("#")[0]
    told = not path or path.endswith(("/", ".json"))
    return record.kind != "withdrawn" or (told and "*" not in address)


def departures(
    gone: Iterable[str], live: Collection[str], records: Iterable[Change]
) -> dict[str, Departure]:
    """What has become, in one language, of the addresses that are gone. All are written as
    the default language has them; those that no record stands for are left out."""
    left = Records(records)
    found = {}
    for address in sorted({*gone, *(a for a in left.named if "*" not in a)}):
        if address not in live and (record := left.of(address)):
            found[address] = Departure(address, record, target(address, live, left))
    return found


def notes(voice: Voice, address: str, gone: Mapping[str, Departure]) -> Markup:
    """What to say at the end of a page about the anchors it no longer has."""
    here = f"{address}#"
    return Markup("\n").join(
        _notice(voice, departure) for each, departure in gone.items() if each.startswith(here)
    )


def tombstones(voice: Voice, gone: Mapping[str, Departure]) -> Iterator[Page]:
    """The pages that stand where withdrawn ones were."""
    for departure in gone.values():
        if departure.target is None and _is_page(departure) and not _is_frame(departure):
            title = voice.labels.withdrawn_page
            reason = voice.say(departure.record, ("reason",))
            inside = [d for d in gone.values() if d.fragment and d.page == departure.address]
            anchors = Markup("").join(
                Markup('<a id="{}"></a>').format(d.fragment) for d in inside
            )
            html = anchors + _notice(_on(voice, departure.address), departure)
            yield Page(
                departure.address.rstrip("/"), voice.language, title, str(reason.striptags()),
                Markup("<p>{}</p>").format(reason), html,
            )


def _on(voice: Voice, address: str) -> Voice:
    """The same voice, speaking on the page at an address of the default language."""
    return replace(voice, page=f"{voice.addresses.prefix}{address}", uses=[])


def files(voice: Voice, gone: Mapping[str, Departure], site_url: str) -> Iterator[Output]:
    """Pages that redirect, and what stands where withdrawn frames and data were."""
    for departure in gone.values():
        here = f"{voice.addresses.prefix}{departure.address}"
        if departure.fragment:
            continue
        if _is_page(departure) and (departure.target is not None or _is_frame(departure)):
            yield Output(f"{here}index.html", _document(voice, departure, site_url))
        elif departure.target is None and here.endswith(".json") and _is_told(departure):
            yield Output(here, _withdrawn_data(voice, departure))


def copies(outputs: Iterable[Output], moved: Mapping[str, Mapping[str, Departure]]) -> Iterator[
    Output
]:
    """All outputs, and those that have moved at their old address as well; ``moved`` holds
    the departures of each language by its prefix."""
    old: dict[str, list[str]] = {}
    for prefix, gone in moved.items():
        for departure in gone.values():
            if departure.target and not _is_page(departure) and not departure.fragment:
                old.setdefault(prefix + departure.target, []).append(prefix + departure.address)
    for output in outputs:
        yield output
        for address in old.get(output.address, []):
            yield replace(output, address=address)


def target(address: str, live: Collection[str], left: Records) -> str | None:
    """Where an address leads in the end; itself if it is live, None if nowhere."""
    seen: set[str] = set()
    while address not in live:
        record = left.of(address)
        if record is None or record.to is None or address in seen:
            return None
        seen.add(address)
        address = _counterpart(address, record)
    return address


def _counterpart(address: str, record: Change) -> str:
    """Where a moved record puts an address it stands for."""
    old, new = record.address or "", record.to or ""
    path, mark, fragment = address.partition("#")
    if address == old or (mark and path != old):
        return new
    if path == old:
        return f"{new}#{fragment}" if "#" not in new else new
    if path == f"{old}{TWIN}":
        return f"{new}{TWIN}"
    beside, folder, name = _parted(path)
    above, _, stem = new.rstrip("/").rpartition("/")
    folder = folder if folder in _FRAMES else above
    suffix = name[len(name.partition(".")[0]):]
    return join(beside, folder, f"{stem}{suffix}{'/' if path.endswith('/') else ''}")


def _is_page(departure: Departure) -> bool:
    return departure.address.endswith("/")


def _is_told(departure: Departure) -> bool:
    """Whether the record names just this address, or the page it belongs to."""
    named = departure.record.address or ""
    return named == departure.address or named.endswith("/")


def _is_frame(departure: Departure) -> bool:
    return departure.address.startswith(tuple(f"{frame}/" for frame in _FRAMES))


def _notice(voice: Voice, departure: Departure) -> Markup:
    target = departure.target
    return voice.part(
        "explainer/departed",
        id=departure.fragment or None,
        text=voice.labels.withdrawn_here if target is None else voice.labels.moved_here,
        href=None if target is None else voice.href(f"{voice.addresses.prefix}{target}"),
        reason=voice.say(departure.record, ("reason",)),
        datetime=departure.record.date,
        date=voice.words.period(Period.parse(departure.record.date)),
        changes=voice.href(voice.addresses.changes(departure.record.id)),
    )


def _document(voice: Voice, departure: Departure, site_url: str) -> bytes:
    """A whole page that says where something has gone and, if it moved, leads there."""
    there = _on(voice, departure.address)
    prefix, target = voice.addresses.prefix, departure.target
    text = there.part(
        "explainer/departure",
        tag=voice.dataset.site.languages[voice.language].tag,
        title=voice.labels.withdrawn_page if target is None else voice.labels.moved_page,
        canonical=None if target is None else urljoin(site_url, f"{prefix}{target}"),
        target=None if target is None else there.href(f"{prefix}{target}"),
        script=there.href("assets/javascripts/moved.js"),
        policy=policy.REDIRECT, referrer=policy.REFERRER,
        notice=_notice(there, departure),
    )
    return f"<!doctype html>\n{text}\n".encode()


def _withdrawn_data(voice: Voice, departure: Departure) -> bytes:
    record = departure.record
    told = {"withdrawn": record.date, "reason": dict(record.reason)}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
