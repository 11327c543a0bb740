"""schema.org's own definitions: which properties a type has, and what their values may be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

_IRI = r"<(?:http://schema\.org/|http://www\.w3\.org/(?:\d+/)+[\w-]+#)(\w+)>"
_TRIPLE = re.compile(rf"{_IRI} {_IRI} {_IRI} ")
Node = dict[str, Any]


def _is(read: Any, said: str) -> bool:
    try:
        read(said)
    except ValueError:
        return False
    return True


def _zoned(said: str) -> None:
    if datetime.fromisoformat(said).tzinfo is None:
        raise ValueError(said)


_TEXTS = {
    "URL": lambda said: bool(re.fullmatch(r"(?:https?://|mailto:)\S+", said)),
    "Date": lambda said: _is(date.fromisoformat, said),
    "DateTime": lambda said: _is(_zoned, said),
    "Text": lambda said: bool(said.strip()),
}
"""What a text must look like to be of a type."""


class Vocabulary:
    """What the definitions in a file of N-Quads say."""

    def __init__(self, path: Path) -> None:
        said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for subject, predicate, object_ in _TRIPLE.findall(path.read_text("utf-8")):
            said[predicate][subject].add(object_)
        self._above = said["subClassOf"]
        self._domains, self._ranges = said["domainIncludes"], said["rangeIncludes"]
        self._types = {name for name, kinds in said["type"].items() if "Class" in kinds}

    def _kinds(self, name: str) -> set[str]:
        """A type and all above it."""
        return {name}.union(*(self._kinds(above) for above in self._above.get(name, ())))

    def faults(self, graph: list[Node]) -> list[str]:
        """What is wrong with the nodes of a page, which may refer to each other by ``@id``."""
        known = {node["@id"]: node["@type"] for node in graph if "@id" in node and "@type" in node}
        return [fault for node in graph for fault in self._of(node, known)]

    def _of(self, node: Node, known: dict[str, str]) -> Iterator[str]:
        kind = node.get("@type", "")
        if kind not in self._types:
            yield f"there is no type {kind!r}"
            return
        for name, values in node.items():
            if name.startswith("@"):
                continue
            if not self._domains[name] & self._kinds(kind):
                yield f"a {kind} has no {name}"
                continue
            for value in values if isinstance(values, list) else [values]:
                if not self._fits(value, self._ranges[name], known):
                    expected = ", ".join(sorted(self._ranges[name]))
                    yield f"{kind}.{name}: {value!r} is none of {expected}"
                if isinstance(value, dict) and "@type" in value:
                    yield from self._of(value, known)

    def _fits(self, value: object, wanted: set[str], known: dict[str, str]) -> bool:
        match value:
            case bool():
                return "Boolean" in wanted
            case int():
                return bool({"Integer", "Number"} & wanted)
            case float():
                return "Number" in wanted
            case str():
                return any(_TEXTS[kind](value) for kind in wanted if kind in _TEXTS)
            case {"@type": kind}:
                return bool(self._kinds(str(kind)) & wanted)
            case {"@id": other}:
                return bool(self._kinds(known.get(str(other), "Thing")) & wanted)
            case _:
                return False
