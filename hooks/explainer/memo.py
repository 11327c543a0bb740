"""Results of single steps, kept from one run to the next; files that are whole or not there.

What is kept is sealed: a hash of the content stands before it. A file that is cut off, empty or
has a wrong bit in it counts as none, and what it held is made again.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import secrets
import shutil
import sys
import zlib
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import suppress
from functools import cache, cached_property
from importlib.metadata import version
from io import FileIO
from pathlib import Path
from typing import Any, Generic, TypeVar

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

S = TypeVar("S", bound=str)
T = TypeVar("T")
_LIBRARY = Path(__file__).parent
_PACKAGES = (
    "altair", "babel", "jieba", "jinja2", "lxml", "markupsafe", "mkdocs", "mkdocs-material",
    "pillow", "pyyaml", "tinycss2", "uharfbuzz", "vl-convert-python",
)
_SEAL = hashlib.sha256().digest_size


class Memo:
    """Results by what they follow from, kept in a file as long as the library, its packages and
    Python stay as they are. Without a file they are kept for the process only."""

    def __init__(self, path: Path | None = None) -> None:
        self._path, self._new = path, False
        self._asked: dict[Hashable, Any] = {}

    @cached_property
    def _kept(self) -> dict[Hashable, Any]:
        kept = read(self._path) if self._path else None
        return kept if isinstance(kept, dict) else {}

    def has(self, key: Hashable) -> bool:
        """Whether the result for a key is known; it counts as asked for."""
        known = key in self._kept
        if known:
            self._asked[key] = self._kept[key]
        return known

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result for a key; ``make`` gives it where it is not known. Both must be picklable."""
        if key not in self._kept:
            self._kept[key], self._new = make(), True
        result: T = self._kept[key]
        self._asked[key] = result
        return result

    def save(self, *, forgetting: bool = True) -> None:
        """Keep what has been asked for, and forget the rest, or not."""
        if not self._path or not (self._asked or forgetting):
            return  # nothing has been asked, nothing read
        if self._new or (forgetting and len(self._asked) < len(self._kept)):
            write(self._path, self._asked if forgetting else self._kept)


class Folded(Generic[S]):
    """A text of a data class that is kept small in memory until somebody asks for it: of pages
    there are thousands, and they say much twice. ``kind`` is what it is given as."""

    def __init__(self, kind: type[S]) -> None:
        self._kind = kind

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}"

    def __get__(self, instance: object, owner: type | None = None) -> S:
        if instance is None:  # the field has no default
            raise AttributeError
        return self._kind(zlib.decompress(vars(instance)[self._name]).decode())

    def __set__(self, instance: object, text: str) -> None:
        vars(instance)[self._name] = zlib.compress(text.encode(), 1)

    @staticmethod
    def sum(instance: object, name: str) -> str:
        """A hash of the text, without unfolding it."""
        return hashlib.sha256(vars(instance)[f"_{name}"]).hexdigest()


class Templates(BytecodeCache):
    """Compiled templates of Jinja, in files of a folder of their own, each sealed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        if content := read_sealed(self._folder / bucket.key):
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        write_sealed(self._folder / bucket.key, bucket.bytecode_to_string())


class Files:
    """Files in a folder that somebody has made, by their address, with the SHA-256 of each."""

    def __init__(self, folder: Path | None = None, sums: Mapping[str, bytes] | None = None) -> None:
        self.folder, self.sums = folder, sums or {}

    def find(self, address: str, sum: bytes) -> Path | None:
        """Where the file of an address is, if it holds what has a sum, and did from the first."""
        if self.folder is None or self.sums.get(address) != sum:
            return None
        path = self.folder / address
        return path if file_sum(path) == sum else None


def file_sum(path: str | Path) -> bytes:
    """The SHA-256 of a file; nothing where it is not there."""
    try:
        with FileIO(path) as file:
            return hashlib.sha256(file.readall()).digest()
    except OSError:
        return b""


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """The content of a file whose name says what it follows from; ``make`` gives it where it is
    not there, or not whole."""
    content = read_sealed(path)
    if content is None:
        content = make()
        write_sealed(path, content)
    return content


def kept_folder(path: Path) -> Path:
    """A folder in another one, for what others keep as long as the library, its packages and
    Python stay as they are. What was kept with others before goes. Where nothing can be written,
    it is not there."""
    folder = path / versions()[:16]
    if not folder.exists():
        shutil.rmtree(path, ignore_errors=True)
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
    return folder


def read(path: Path) -> Any:
    """What :func:`write` has put into a file; None if it is not there, not whole, or of another
    library, package or Python, which may not understand it."""
    content = read_sealed(path, versions())
    return None if content is None else unpickled(content)


def unpickled(content: bytes) -> Any:
    """What was pickled. Nothing in it is garbage yet, and to look for some, again and again while
    it grows, takes several times as long as to read it."""
    looking = gc.isenabled()
    gc.disable()
    try:
        return pickle.loads(content)
    finally:
        if looking:
            gc.enable()


def write(path: Path, content: object) -> None:
    """Put something picklable into a file."""
    write_sealed(path, pickle.dumps(content, protocol=pickle.HIGHEST_PROTOCOL), versions())


def read_sealed(path: Path, maker: str = "") -> bytes | None:
    """What :func:`write_sealed` has put into a file for the same maker; None if it is not there
    or not as it was."""
    try:
        with path.open("rb") as file:
            seal, content = file.read(_SEAL), file.read()
    except OSError:
        return None
    return content if seal == _seal(content, maker) else None


def write_sealed(path: Path, content: bytes, maker: str = "") -> None:
    """Put a file in its place, with a seal. It need not be flushed: whether a power cut has
    spoilt it, the seal tells. Where nothing can be written, nothing is kept."""
    with suppress(OSError):
        _write_whole(path, (_seal(content, maker), content), flushed=False)


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place, which appears whole or not at all, even if the power is cut. Its
    permissions stay; a link stays one, and leads to the new content. Raises OSError where it
    cannot be written; what was there before is there still."""
    _write_whole(Path(os.path.realpath(path)), (content,), flushed=True)


def _write_whole(path: Path, parts: Iterable[bytes], *, flushed: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".new-{secrets.token_hex(8)}")
    try:
        with new.open("xb") as file:
            if path.exists():
                new.chmod(path.stat().st_mode & 0o777)
            file.writelines(parts)
            file.flush()
            if flushed:
                os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    if flushed:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _seal(content: bytes, maker: str) -> bytes:
    digest = hashlib.sha256(maker.encode() + b"\0")
    digest.update(content)
    return digest.digest()


@cache
def versions() -> str:
    """A hash of the library's code and the versions of what it runs with."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(_LIBRARY.rglob("*.py")):
        digest.update(path.read_bytes())
    digest.update(repr([(name, version(name)) for name in _PACKAGES]).encode())
    return digest.hexdigest()
