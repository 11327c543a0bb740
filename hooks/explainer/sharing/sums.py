"""What every file of a built site holds: a line a file, as sha256sum writes and checks them.

Whoever has a copy of the site, or looks at the one that is published, can tell whether it is
what was built. The file is told of to programs, so its address lasts.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

FILE = "sha256sums.txt"


def text(folder: Path) -> str:
    """The sums of all files in a folder but the sums' own, in order of spelling."""
    lines = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if name == FILE or not path.is_file():
            continue
        spelt = name.replace("\\", "\\\\").replace("\n", "\\n")
        mark = "" if spelt == name else "\\"  # as sha256sum marks a name it had to spell so
        lines[name] = f"{mark}{hashlib.sha256(path.read_bytes()).hexdigest()}  {spelt}\n"
    return "".join(lines[name] for name in sorted(lines))
