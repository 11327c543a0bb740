"""What every file of a built site holds: a line a file, as sha256sum writes and checks them.

Whoever has a copy of the site, or looks at the one that is published, can tell whether it is
what was built. The file is told of to programs, so its address lasts.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
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
            content = (self._folder / address).read_bytes()
            self._known[address] = hashlib.sha256(content).digest()
        return self._known[address]

    def text(self) -> str:
        """The sums of all files in the folder but the sums' own, in order of spelling."""
        lines = {}
        for top, _, names in os.walk(self._folder):
            for each in names:
                name = Path(top, each).relative_to(self._folder).as_posix()
                if name == FILE:
                    continue
                spelt = name.replace("\\", "\\\\").replace("\n", "\\n")
                mark = "" if spelt == name else "\\"  # as sha256sum marks a name it had to spell so
                lines[name] = f"{mark}{self.of(name).hex()}  {spelt}\n"
        return "".join(lines[name] for name in sorted(lines))


def text(folder: Path) -> str:
    """The sums of all files in a folder, as :meth:`Sums.text` gives them."""
    return Sums(folder).text()
