"""Results of single steps, kept from one run to the next."""

from __future__ import annotations

import hashlib
import pickle
import shutil
import sys
import tempfile
from collections.abc import Callable, Hashable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
_LIBRARY = Path(__file__).parent
_PACKAGES = (
    "altair", "babel", "jieba", "jinja2", "lxml", "markupsafe", "mkdocs", "mkdocs-material",
    "pillow", "tinycss2", "vl-convert-python",
)
_BROKEN = (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, IndexError)


class Memo:
    """Results by what they follow from, kept in a file as long as the library, its packages and
    Python stay as they are. Without a file they are kept for the process only."""

    def __init__(self, path: Path | None = None) -> None:
        self._path, self._new = path, False
        self._asked: dict[Hashable, Any] = {}
        kept: Any = read(path) if path else None
        same = isinstance(kept, tuple) and kept[0] == versions()
        self._kept: dict[Hashable, Any] = kept[1] if same else {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result for a key; ``make`` gives it where it is not known. Both must be picklable."""
        if key not in self._kept:
            self._kept[key], self._new = make(), True
        result: T = self._kept[key]
        self._asked[key] = result
        return result

    def save(self) -> None:
        """Keep what has been asked for, and forget the rest."""
        if self._path and (self._new or len(self._asked) < len(self._kept)):
            write(self._path, (versions(), self._asked))


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """The content of a file whose name says what it follows from; ``make`` gives it where it is
    not there."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        content = make()
        write_whole(path, content)
        return content


def kept_folder(path: Path) -> Path:
    """A folder in another one, for what others keep as long as the library, its packages and
    Python stay as they are. What was kept with others before goes."""
    folder = path / versions()[:16]
    if not folder.exists():
        shutil.rmtree(path, ignore_errors=True)
        folder.mkdir(parents=True)
    return folder


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place, which appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)


def read(path: Path) -> Any:
    """What :func:`write` has put into a file; None if it is not there or not whole."""
    try:
        with path.open("rb") as file:
            return pickle.load(file)
    except _BROKEN:
        return None


def write(path: Path, content: object) -> None:
    """Put something picklable into a file."""
    write_whole(path, pickle.dumps(content, protocol=pickle.HIGHEST_PROTOCOL))


@cache
def versions() -> str:
    """A hash of the library's code and the versions of what it runs with."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(_LIBRARY.rglob("*.py")):
        digest.update(path.read_bytes())
    digest.update(repr([(name, version(name)) for name in _PACKAGES]).encode())
    return digest.hexdigest()
