"""Results of steps, kept from one build to the next, each for as long as what it follows from
stays the same: what it was given, and the records that it has read (:mod:`.readings`).

A result is in a file of its own, named by its content's hash, so that a build reads those it
needs and writes those that are new; a small one stands in the list of them. All are forgotten
where what they have in common (``shared``) has changed: code, templates, the site's own
description.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from explainer.data.dataset import Dataset
from explainer.data.readings import Read, note, reading
from explainer.memo import read, read_sealed, write, write_sealed

FOLDER = ".cache/steps"
_INDEX = "index.pickle"
_SMALL = 1000
"""Bytes of a result that needs no file."""
T = TypeVar("T")


@dataclass(frozen=True)
class _Kept:
    given: bytes
    read: frozenset[Read]
    result: bytes | str
    """Pickled, or the name of its file."""


class Steps:
    """The steps of one build of a data set. Without a folder nothing is kept, and all are made."""

    def __init__(
        self, data: Dataset, folder: Path | None = None, shared: str = "", of_data: bytes = b"",
    ) -> None:
        """``of_data`` is a hash of all data, so that nothing is compared where that is the same.
        """
        self._data, self._folder, self._shared, self._of_data = data, folder, shared, of_data
        self._hashes: dict[Read, bytes] = {}
        kept = read(folder / _INDEX) if folder else None
        before, steps, hashes = kept[1:] if kept and kept[0] == shared else (b"", {}, {})
        if of_data and before == of_data:
            self._hashes = hashes
        changed = {each for each, known in hashes.items() if known != self._hash(each)}
        self._kept: dict[Hashable, _Kept] = {
            name: step for name, step in steps.items() if changed.isdisjoint(step.read)}
        self._same = {each: each for each in hashes}
        self._new = kept is None or len(self._kept) < len(steps)

    def get(self, name: Hashable, given: object, make: Callable[[], T]) -> T:
        """The result of a step, which must be picklable; ``make`` gives it where it is not known.
        ``given`` is all it follows from beside the records that ``make`` reads; its ``repr`` says
        whether it is the same."""
        if self._folder is None:
            return make()
        said = hashlib.sha256(repr(given).encode()).digest()
        known = self._kept.get(name)
        if known and known.given == said:
            content = known.result if isinstance(known.result, bytes) \
                else read_sealed(self._folder / known.result)
            if content is not None:
                note(known.read)
                result: T = pickle.loads(content)
                return result
        with reading() as found:
            result = make()
        content = pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
        kept: bytes | str = content
        if len(content) > _SMALL:
            kept = hashlib.sha256(content).hexdigest()[:40]
            write_sealed(self._folder / kept, content)
        shared = frozenset(self._same.setdefault(each, each) for each in found)
        self._kept[name], self._new = _Kept(said, shared, kept), True
        return result

    def save(self) -> None:
        """Keep what is known of the steps, and remove the files of results that are not."""
        if not (self._folder and self._new):
            return
        hashes = {each: self._hash(each) for step in self._kept.values() for each in step.read}
        write(self._folder / _INDEX, (self._shared, self._of_data, self._kept, hashes))
        known = {_INDEX, *(step.result for step in self._kept.values())}
        for path in self._folder.iterdir():
            if path.name not in known:
                path.unlink(missing_ok=True)

    def _hash(self, of: Read) -> bytes:
        """What a record, or a whole collection, holds."""
        if of not in self._hashes:
            collection, identifier = of
            records = self._data.records[collection]
            if identifier is None:
                said = b"".join(self._hash((collection, each)) for each in records)
            else:
                said = repr(records.get(identifier)).encode()
            self._hashes[of] = hashlib.sha256(said).digest()
        return self._hashes[of]
