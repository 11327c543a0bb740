"""The folder of a built site, which stays: a file that is there and is kept is left where it is.

A generator empties its folder before it writes. So the folder is put aside before that, and put
back once it is known which of its files this build would write again: those are second names of
the files that are kept (:func:`.made.link`), and the same file holds the same. All others go; of
files of which it is not known yet, those that were not written again go in the end.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from explainer.kept.made import link


class Standing:
    """The folder of one site."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._aside = folder, folder.with_name(f".{folder.name}.aside")
        self._doubtful: set[str] = set()

    def put_aside(self) -> None:
        """Put it beside itself; where that cannot be, it is emptied as ever."""
        if self._folder.is_dir() and not self._folder.is_symlink():
            shutil.rmtree(self._aside, ignore_errors=True)
            with suppress(OSError):
                self._folder.rename(self._aside)

    def put_back(
        self, kept: Mapping[Path, Iterable[str]], doubtful: Mapping[str, Path] | None = None
    ) -> None:
        """Put it back with those files alone that are kept, by the folder they are kept in and
        their addresses there, which are those in the site; and give it those it lacks. What is
        ``doubtful``, addresses with their folder, stays as well until :meth:`settle`."""
        lacking = {address: folder for folder, names in kept.items() for address in names}
        sources = {**(doubtful or {}), **lacking}
        self._doubtful = sources.keys() - lacking.keys()
        with suppress(OSError):
            if not self._folder.exists():
                self._sift("", {a: f"{folder}/{a}" for a, folder in sources.items()}, lacking)
                self._aside.rename(self._folder)
        for folder in kept:
            link(folder, self._folder, [a for a, own in lacking.items() if own == folder])

    def settle(self, written: Collection[str]) -> None:
        """Remove what was doubtful and is not among the files written."""
        for address in self._doubtful.difference(written):
            path = self._folder / address
            path.unlink(missing_ok=True)
            with suppress(OSError):  # it holds more, or was never there
                for folder in path.relative_to(self._folder).parents[:-1]:
                    (self._folder / folder).rmdir()

    def give_up(self) -> None:
        """Put it back as it was, where the build has failed."""
        with suppress(OSError):
            if not self._folder.exists():
                self._aside.rename(self._folder)

    def _sift(self, within: str, sources: Mapping[str, str], lacking: dict[str, Path]) -> bool:
        """Remove from a folder what is not kept; what is, is not lacking. Gives whether anything
        is left. What begins with a dot at the top is somebody else's."""
        left = False
        with os.scandir(f"{self._aside}/{within}") as entries:
            for entry in entries:
                address = f"{within}{entry.name}"
                if not within and entry.name.startswith("."):
                    left = True
                elif entry.is_dir(follow_symlinks=False):
                    if self._sift(f"{address}/", sources, lacking):
                        left = True
                    else:
                        Path(entry.path).rmdir()
                elif address in sources and _is_one(entry, sources[address]):
                    lacking.pop(address, None)
                    left = True
                else:
                    Path(entry.path).unlink()
        return left


def _is_one(entry: os.DirEntry[str], path: str) -> bool:
    """Whether two names are those of one file."""
    return os.path.samestat(entry.stat(follow_symlinks=False), os.stat(path))  # noqa: PTH116 - of thousands
