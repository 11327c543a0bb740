"""Keeps sources from vanishing: has the Wayback Machine keep a copy of each, and looks whether
their addresses still answer.

A run does a few sources and may be ended at any time: what was archived is written into the data
at once, what failed is remembered in a file and tried again later. It waits between requests,
longer after a refusal, and stops when it is refused again and again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPException
from pathlib import Path
from typing import Any, Literal
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from explainer.data.dataset import Dataset
from explainer.data.model import Source
from explainer.data.validating import Origin
from explainer.memo import write_whole

AVAILABLE = "https://archive.org/wayback/available?url="
SAVE = "https://web.archive.org/save/"
SNAPSHOTS = "https://web.archive.org/web/"
_TIMEOUT = 60
_REFUSALS = 3
"""After so many refusals in a row a run ends."""
_GONE = (404, 410)
_REFUSED = (429, 502, 503, 504)

Outcome = Literal["archived", "answers", "gone", "failed"]


@dataclass(frozen=True)
class Service:
    """The archive: where it says what it has, where it takes a page, where copies stand."""

    available: str = AVAILABLE
    save: str = SAVE
    snapshots: str = SNAPSHOTS


@dataclass
class Answer:
    """A response: its status (0: nobody answered), where it was in the end, and its content."""

    status: int
    url: str
    content: bytes = b""
    retry_after: float | None = None


@dataclass
class Memory:
    """What earlier runs have found, by source: a file of JSON."""

    path: Path
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Memory:
        try:
            return cls(path, json.loads(path.read_text("utf-8")))
        except (FileNotFoundError, ValueError):
            return cls(path)

    def note(self, source: str, **found: Any) -> None:
        self.entries[source] = {**self.entries.get(source, {}), **found}
        text = json.dumps(self.entries, indent=1, sort_keys=True) + "\n"
        write_whole(self.path, text.encode())


@dataclass
class Run:
    """One run over a site's sources. ``pause`` is in seconds, between any two requests."""

    root: Path
    data: Dataset
    memory: Memory
    today: date
    service: Service = Service()
    pause: float = 8
    sleep: Callable[[float], None] = time.sleep
    refusals: int = 0

    def archive(self, limit: int) -> Iterator[tuple[Source, Outcome]]:
        """Have up to ``limit`` sources archived, those not tried for longest first. Each that
        was gets its ``archive_url`` in the file it stands in."""
        waiting = [s for s in self.data.sources.values() if s.url and not s.archive_url]
        for source in sorted(waiting, key=self._last("archive_tried"))[:limit]:
            found = self._archived(source)
            if self.refusals >= _REFUSALS:
                return
            self.memory.note(source.id, archive_tried=self.today.isoformat())
            if found:
                _enter(self.root, self.data.origin(source), found)
            yield source, "archived" if found else "failed"

    def check(self, limit: int) -> Iterator[tuple[Source, Outcome]]:
        """See whether up to ``limit`` sources still answer, those not seen for longest first."""
        known = [s for s in self.data.sources.values() if s.url]
        for source in sorted(known, key=self._last("checked"))[:limit]:
            answer = self._ask(str(source.url))
            outcome: Outcome = "gone" if answer.status in _GONE else \
                "answers" if 200 <= answer.status < 400 else "failed"
            missed = 0 if outcome == "answers" else \
                self.memory.entries.get(source.id, {}).get("missed", 0) + 1
            self.memory.note(
                source.id, checked=self.today.isoformat(), status=answer.status, missed=missed
            )
            yield source, outcome

    def _last(self, key: str) -> Callable[[Source], str]:
        return lambda source: self.memory.entries.get(source.id, {}).get(key, "")

    def _archived(self, source: Source) -> str | None:
        """The address of a copy no older than our reading: one that is there, or a new one."""
        held = self._ask(self.service.available + quote(str(source.url), safe=""))
        snapshot = _closest(held.content)
        if snapshot and snapshot[0] >= source.accessed.replace("-", ""):
            return f"{self.service.snapshots}{snapshot[0]}/{source.url}"
        saved = self._ask(self.service.save + str(source.url))
        if saved.status == 200 and saved.url.startswith(self.service.snapshots):
            return saved.url
        return None

    def _ask(self, url: str) -> Answer:
        """A page, after a pause; once more after a refusal, when the server says or later."""
        for attempt in (1, 2):
            self.sleep(self.pause)
            answer = _fetch(url)
            if answer.status not in _REFUSED:
                self.refusals = 0
                return answer
            self.refusals += 1
            if self.refusals >= _REFUSALS:
                break
            if attempt == 1:
                self.sleep(answer.retry_after or self.pause * 2 ** (self.refusals + 1))
        return answer


def report(run: Run, done: list[tuple[Source, Outcome]]) -> str:
    """What a run has done, in Markdown, for whoever looks over its pull request."""
    archived = [source.id for source, outcome in done if outcome == "archived"]
    missing = {
        source: entry for source, entry in sorted(run.memory.entries.items())
        if entry.get("missed", 0) > 1
    }
    lines = [f"Archived: {', '.join(archived) or 'none'}."]
    if missing:
        lines += ["", "Did not answer in two runs or more; look for another address:", ""]
        lines += [
            f"- {source}: {run.data.sources[source].url} (status {entry['status']}, "
            f"{entry['missed']} times)"
            for source, entry in missing.items() if source in run.data.sources
        ]
    return "\n".join(lines) + "\n"


def _fetch(url: str) -> Answer:
    split = urlsplit(url)
    plain = split._replace(path=quote(split.path, safe="/%:@!$&'()*+,;=~-._")).geturl()
    request = Request(plain, headers={"User-Agent": "explainer-sources (keeps its sources)"})
    try:
        with urlopen(request, timeout=_TIMEOUT) as response:
            return Answer(response.status, response.url, response.read(1_000_000))
    except HTTPError as error:
        after = error.headers.get("Retry-After", "")
        return Answer(error.code, url, b"", float(after) if after.isdigit() else None)
    except (URLError, HTTPException, OSError, ValueError):
        return Answer(0, url)


def _closest(content: bytes) -> tuple[str, str] | None:
    """Time and address of the snapshot that the archive says is closest."""
    try:
        closest = json.loads(content)["archived_snapshots"]["closest"]
        return str(closest["timestamp"]), str(closest["url"])
    except (ValueError, KeyError, TypeError):
        return None


def _enter(root: Path, origin: Origin, address: str) -> None:
    """Write ``archive_url`` behind a source's ``url``, and leave all else in its file alone."""
    path = root / origin.document.path
    lines = path.read_text("utf-8").splitlines(keepends=True)
    marker = origin.locate(("url",), key=True)
    line = lines[marker.line - 1]
    indent = line[: marker.column - 1]
    if indent.strip(" -"):  # several keys on one line
        lines[marker.line - 1] = f'{indent}archive_url: "{address}", {line[marker.column - 1:]}'
    else:
        lines.insert(marker.line, f"{' ' * len(indent)}archive_url: {address}\n")
    write_whole(path, "".join(lines).encode())
