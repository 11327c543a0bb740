"""The files of a site: which there are, and their text, read so that nothing can go wrong.

What editors and systems leave beside files is passed over everywhere. Links, folders in the
place of files, devices, large files and files in other encodings are reported and not read.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from explainer.problems import Location, Problems

MAX_BYTES = 256 * 1024
_LEFTOVER = re.compile(
    r"""(?ix: \..* | .*~ | ~\$.* | \#.*\# | .*\.(bak|backup|orig|rej|sw[a-p]|tmp|temp|part|lock)
        | thumbs\.db | ehthumbs\.db | desktop\.ini | icon\r | __pycache__ | .*\.pyc )"""
)
_BOM = "\ufeff"
_MARKERS = re.compile(r"(<{7}|\|{7}|>{7})( .*)?|={7}")
"""What a merge leaves where two versions differ."""


def is_leftover(name: str) -> bool:
    """Whether a file or folder of that name is none of the site's: a lock, a backup, what an
    editor, a file manager or version control has put there."""
    return _LEFTOVER.fullmatch(name) is not None


def within(folder: Path) -> Iterator[Path]:
    """Everything in a folder that is no folder, in order of names. Leftovers are passed over;
    folders that are links, or are called like files, are given and not entered."""
    for top, folders, names in os.walk(folder):
        odd = [name for name in folders if "." in name or (Path(top) / name).is_symlink()]
        folders[:] = sorted(n for n in folders if n not in odd and not is_leftover(n))
        yield from (Path(top) / n for n in sorted([*names, *odd]) if not is_leftover(n))


def files(folder: Path) -> Iterator[Path]:
    """The regular files in a folder, leftovers and links left out."""
    return (path for path in within(folder) if not path.is_symlink() and path.is_file())


def content(path: Path) -> bytes | None:
    """What a file holds, to tell whether it is what it was; None where :func:`read` would refuse
    it."""
    try:
        fits = not fault(path) and path.stat().st_size <= MAX_BYTES
        return path.read_bytes() if fits else None
    except OSError:
        return None


def fault(path: Path) -> tuple[str, str] | None:
    """Why what stands at a path is no file to read, and what to do; None if it is one."""
    try:
        if path.is_symlink():
            return "a link (expected a file)", "Put the file itself there"
        mode = path.stat().st_mode
    except OSError as error:
        return f"cannot be read ({error.strerror})", "Remove it, or make it readable"
    if stat.S_ISDIR(mode):
        return "a folder (expected a file)", "Rename or remove it"
    if not stat.S_ISREG(mode):
        return "no regular file", "Remove it"
    return None


def read(
    path: Path, relative: str, problems: Problems, most: int = MAX_BYTES, *, merged: bool = True
) -> str | None:
    """The text of a file without a byte order mark; None, and a problem, if it is not one.

    ``relative`` is what messages call it; ``merged`` is whether marks of a merge are a fault.
    Line ends stay as they are.
    """
    at = Location(relative)
    if found := fault(path):
        problems.add(at, *found)
        return None
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        problems.add(at, f"cannot be read ({error.strerror})", "Make it readable")
        return None
    if len(content) > most:
        problems.add(
            at, f"file too large (got {max(size, len(content)):,} bytes, expected at most "
            f"{most:,})", "Split it by subject",
        )
        return None
    return decoded(content, relative, problems, merged=merged)


def decoded(
    content: bytes, relative: str, problems: Problems, *, merged: bool = True
) -> str | None:
    """The text of a file's bytes; None, and a problem where it is no UTF-8 or was not merged."""
    try:
        text = content.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        problems.add(Location(relative, line, column), "not UTF-8 text", "Save the file as UTF-8")
        return None
    if merged and (number := conflict(text)):
        problems.add(
            Location(relative, number), "a mark of a merge that was not finished",
            "Keep what is right of the two versions, and remove the marks",
        )
        return None
    return text


def conflict(text: str) -> int | None:
    """The line of the first mark that a merge has left; None if there is none. A line of seven
    equals signs alone may be anything."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return None
    lines = text.splitlines()
    found = (n for n, line in enumerate(lines, 1) if _MARKERS.fullmatch(line))
    return next(found, None)
