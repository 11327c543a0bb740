"""What every file of a built site holds: a line a file, as sha256sum writes and checks them.

Whoever has a copy of the site, or looks at the one that is published, can tell whether it is
what was built. The file is told of to programs, so its address lasts.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

FILE = "sha256sums.txt"


class Sums:
    """The sums of the files in a folder, each read once: nothing is written while they are
    asked for. ``known`` are those that somebody knows already, by address."""

    def __init__(self, folder: Path, known: Mapping[str, bytes] | None = None) -> None:
        self._folder, self._known = folder, dict(known or {})

    def of(self, address: str) -> bytes:
        """The SHA-256 of a file, by its address relative to the folder."""
        if address not in self._known:
            self._known[address] = hashlib.sha256((self._folder / address).read_bytes()).digest()
        return self._known[address]

    def names(self) -> list[str]:
        """The addresses of all files in the folder, in order of spelling."""
        top, found = os.fspath(self._folder), []
        for folder, _, names in os.walk(top):
            within = f"{folder[len(top) + 1:]}{os.sep}" if folder != top else ""
            found += [f"{within}{name}" for name in names]
        return sorted(found if os.sep == "/" else (name.replace(os.sep, "/") for name in found))

    def text(self, names: Iterable[str] | None = None) -> str:
        """The sums of all files in the folder but the sums' own, in order of spelling; ``names``
        are their addresses, if they are known."""
        lines = []
        for name in self.names() if names is None else names:
            if name == FILE:
                continue
            spelt = name.replace("\\", "\\\\").replace("\n", "\\n")
            mark = "" if spelt == name else "\\"  # as sha256sum marks a name it had to spell so
            lines.append(f"{mark}{self.of(name).hex()}  {spelt}\n")
        return "".join(lines)


def text(folder: Path) -> str:
    """The sums of all files in a folder, as :meth:`Sums.text` gives them."""
    return Sums(folder).text()
