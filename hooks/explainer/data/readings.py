"""What of the data a step has read: what its result follows from, beside what it was given.

A data set tells of every record that is looked at (:class:`Watched`), of a whole collection when
somebody goes through it. What is made once and asked for again tells again what was read for it
(:class:`Once`). Of the site's own description nothing is told: everything follows from that.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, ItemsView, Iterable, Iterator, KeysView, ValuesView
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar

R = TypeVar("R")
T = TypeVar("T")

Read = tuple[str, str | None]
"""A collection, and the id of a record that was looked for in it; None for all that it holds, and
their order."""

_open: list[set[Read]] = []
"""The readings under way, the innermost last."""


@contextmanager
def reading() -> Iterator[set[Read]]:
    """Note what is read in this block; whatever goes on around it has read it too."""
    read: set[Read] = set()
    _open.append(read)
    try:
        yield read
    finally:
        _open.pop()
        note(read)


@lru_cache(1 << 14)
def shared(read: frozenset[Read]) -> frozenset[Read]:
    """What was read, the same one for the same: much is made of the same few records."""
    return read


def note(read: Iterable[Read]) -> None:
    """Say that something was read."""
    if _open:
        _open[-1].update(read)


class Watched(dict[str, R]):
    """The records of a collection by id. Tells which of them are looked at."""

    def __init__(self, collection: str, records: dict[str, R]) -> None:
        super().__init__(records)
        self._collection = collection
        self._reads: dict[object, Read] = {}

    def _note(self, key: object = None) -> None:
        if _open:
            read = self._reads.get(key)
            if read is None:  # one for all who have read it: thousands have
                read = self._collection, key if key is None else str(key)
                self._reads[key] = read
            _open[-1].add(read)

    def __getitem__(self, key: str) -> R:
        self._note(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._note(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self._note()
        return super().__iter__()

    def __len__(self) -> int:
        self._note()
        return super().__len__()

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        self._note()
        return super().keys()

    def values(self) -> ValuesView[R]:  # type: ignore[override]
        self._note()
        return super().values()

    def items(self) -> ItemsView[str, R]:  # type: ignore[override]
        self._note()
        return super().items()


class Once:
    """Results by their key, made when they are first asked for."""

    def __init__(self) -> None:
        self._made: dict[Hashable, tuple[Any, frozenset[Read]]] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result for a key; ``make`` gives it. What was read for it counts as read by whoever
        asks. What raises is not kept."""
        if known := self._made.get(key):
            note(known[1])
        else:
            with reading() as read:
                result = make()
            known = self._made[key] = result, shared(frozenset(read))
        made: T = known[0]
        return made
