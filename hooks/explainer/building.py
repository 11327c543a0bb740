"""Builds the site aside and puts it in the place of the last one: at every moment, whatever stops
it, there is a whole site.

A program of its own, ``python -P hooks/explainer/building.py COMMAND …``, run in the site's folder.
The command is given the folder to build into as its last argument. Nothing but the standard
library is imported, so that it takes no time to learn that nothing has changed.

One build at a time: another waits. Each builds into a folder of its own in ``.cache/build``, which
one exchange swaps with ``site/``. Where a file system knows no exchange, the last site is moved
aside first; if a build is killed just then, the next one begins by putting it back.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

SITE, WORK = "site", ".cache/build"
INPUTS = ("data", "docs", "hooks", "overrides", "mkdocs.yml", "ledger.tsv", "requirements.txt")
"""What a site is made of; unchanged inputs give the same bytes, so they are not built again."""
_SETTINGS = ("SITE_URL", "SOURCE_DATE_EPOCH")
_ASIDE, _LOCK, _STATE = "previous", "lock", "state.json"
_PROBE = ".site-probe"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_ERRNO = re.compile(rb"\[Errno (\d+)\]")
_CRASH = re.compile(
    rb"Traceback \(most recent call last\)|.*_RemoteTraceback:|.*\[Errno (%s)\]"
    % b"|".join(b"%d" % number for number in sorted(_NO_ROOM))
)
_UNKNOWN_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


class Refused(Exception):
    """What keeps a site from being built or put in its place, and what to do: one line."""


class Stopped(BaseException):
    """A signal that ends the build. Its number is the argument."""


def main(command: Sequence[str]) -> int:
    """Build the site in this folder, if anything has changed. Returns the exit status: 0 well,
    1 refused, otherwise the command's; a signal ends the process by that signal."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    try:
        return build(Path(), command)
    except Refused as refusal:
        _say(str(refusal))
    except OSError as error:
        _say(_explained(error))
    except Stopped as stopped:
        _say(f"Stopped: {SITE}/ is as it was.")
        signal.signal(stopped.args[0], signal.SIG_DFL)
        os.kill(os.getpid(), stopped.args[0])
    return 1


def build(root: Path, command: Sequence[str]) -> int:
    """Build the site in a folder, if anything has changed, and put it in its place. Returns the
    command's exit status. Raises Refused, or OSError where a file cannot be written."""
    site, work = root / SITE, root / WORK
    with _locked(work / _LOCK) as lock:
        _recover(site, work)
        _refuse(site, work)
        inputs = fingerprint(root, command)
        if (site / "index.html").is_file() and _state(work) == [inputs, _outline(site)]:
            print(f"Nothing has changed: {SITE}/index.html")
            return 0
        own = Path(tempfile.mkdtemp(prefix="site-", dir=work))
        try:
            status = _run([*command, str(own / SITE)], lock)
            if status:
                return status
            if not (own / SITE / "index.html").is_file():
                raise Refused(f"The build has written no index.html: {SITE}/ is as it was.")
            _flush(own)
            _place(own / SITE, site, work / _ASIDE)
            (work / _STATE).write_text(json.dumps([inputs, _outline(site)]), "utf-8")
        finally:
            _remove(own)
            _remove(work / _ASIDE)
        print(f"Done: {SITE}/index.html")
        return 0


def fingerprint(root: Path, command: Sequence[str]) -> str:
    """A hash of all that a build depends on: names and content of the inputs, whatever they are
    called, and settings."""
    settings = [os.environ.get(name, "") for name in _SETTINGS]
    digest = hashlib.sha256(repr((sys.version, settings, list(command))).encode())
    for name in INPUTS:
        for path in _files(root / name):
            digest.update(os.fsencode(path.relative_to(root)) + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    """The files in a folder, or the one that it is, in order of spelling. Folders that are links
    count as such, except those to where one came from."""
    if path.is_file():
        yield path
    seen = set()
    for folder, folders, names in os.walk(path, followlinks=True):
        seen.add(os.path.realpath(folder))
        folders[:] = sorted(
            name for name in folders if os.path.realpath(Path(folder, name)) not in seen
        )
        for found in (Path(folder, name) for name in sorted(names)):
            if found.suffix != ".pyc" and found.is_file():
                yield found


def _outline(site: Path) -> str:
    """A hash of names, sizes and times of all files of a site: whether it is as it was built."""
    digest = hashlib.sha256()
    for path in _files(site):
        state = path.stat()
        digest.update(os.fsencode(path.relative_to(site)))
        digest.update(f"\0{state.st_size} {state.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def _state(work: Path) -> object:
    """The inputs and the outline of the site built last, if they are known."""
    try:
        return json.loads((work / _STATE).read_bytes())
    except (OSError, ValueError):
        return None


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """Hold a lock, waiting for it if need be; gives its file descriptor. Whoever inherits that
    holds the lock too: a command whose parent was killed is waited for as well."""
    lock = None
    while lock is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = _lock(path)
    try:
        yield lock
    finally:
        os.close(lock)


def _lock(path: Path) -> int | None:
    """A lock's file descriptor; None if the file was removed while it was waited for."""
    lock = os.open(path, os.O_RDONLY | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Another build is under way in this folder. Waiting for it to end ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        if path.exists() and os.path.samestat(os.fstat(lock), path.stat()):
            return lock
    except BaseException:
        os.close(lock)
        raise
    os.close(lock)
    return None


def _recover(site: Path, work: Path) -> None:
    """Put the last site back if a build was killed between moving it aside and putting another
    in its place, and remove what killed builds have left."""
    if not os.path.lexists(site) and (work / _ASIDE / "index.html").is_file():
        (work / _ASIDE).rename(site)
        _say(f"A build was killed while it changed sites: the last {SITE}/ is back.")
    for path in work.iterdir():
        if path.name not in (_LOCK, _STATE):
            _remove(path)
    with suppress(OSError):
        (site.parent / _PROBE).rmdir()


def _refuse(site: Path, work: Path) -> None:
    """Say before a build if its site could not be put in its place."""
    if site.is_symlink():
        raise Refused(
            f"{SITE} is a link to {site.readlink()}, and a build puts a folder in its place. "
            f"Remove the link, and link from there to {SITE}/ instead."
        )
    if os.path.lexists(site) and not site.is_dir():
        raise Refused(f"{SITE} is no folder, and a build puts one in its place. Move it away.")
    if mount := _mount(site):
        raise Refused(
            f"{mount} is a mount point, and a build puts another folder in the place of {SITE}/. "
            f"Unmount it, or mount the folder around {SITE}/."
        )
    probe = Path(tempfile.mkdtemp(prefix="probe-", dir=work))
    try:
        probe.rename(site.parent / _PROBE)
    except OSError as error:
        probe.rmdir()
        if error.errno == errno.EXDEV:
            raise Refused(
                f"{WORK} lies on another file system than {SITE}/, so that no site can take its "
                "place at once. Make .cache an ordinary folder."
            ) from None
        error.filename = error.filename2
        raise
    (site.parent / _PROBE).rmdir()
    if site.is_dir() and not os.access(site, os.W_OK | os.X_OK):
        raise Refused(f"{SITE}/ may not be written to. Make it writable (chmod u+rwx {SITE}).")


def _mount(site: Path) -> str | None:
    """The mount point that a folder is or has in it, if there is one."""
    there = os.path.realpath(site)
    try:
        lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    except OSError:
        return SITE if os.path.ismount(site) else None
    for line in lines:
        escaped = line.split(b" ")[4]
        point = re.sub(rb"\\([0-7]{3})", lambda m: bytes([int(m[1], 8)]), escaped)
        if point == os.fsencode(there) or point.startswith(os.fsencode(there) + b"/"):
            return SITE + os.fsdecode(point).removeprefix(there)
    return None


def _run(command: Sequence[str], lock: int) -> int:
    """Run a command and pass on what it says. If it fails for want of room, that is said in one
    line instead of its traceback. What it writes can be read by whoever serves the site."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, pass_fds=(lock,), umask=0o022)
    held: list[bytes] = []
    assert process.stderr
    try:
        for line in process.stderr:
            if held or _CRASH.match(line):
                held.append(line)
            else:
                sys.stderr.buffer.write(line)
                sys.stderr.flush()
        status = process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    numbers = {int(number) for number in _ERRNO.findall(b"".join(held))}
    if status and (full := numbers & _NO_ROOM):
        raise OSError(full.pop(), "no room for the new site")
    sys.stderr.buffer.write(b"".join(held))
    return status if status >= 0 else 128 - status


def _flush(folder: Path) -> None:
    """Have what was written to a folder's file system reach the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if syncfs is None:
            os.sync()
        elif syncfs(descriptor):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
    finally:
        os.close(descriptor)


def _place(new: Path, site: Path, aside: Path) -> None:
    """Put a new site in the place of the last one, which is at ``new`` or ``aside`` then."""
    try:
        if not site.exists():
            new.rename(site)
        elif not _exchange(new, site):
            site.rename(aside)
            try:
                new.rename(site)
            except BaseException:
                aside.rename(site)
                raise
        _flush(site.parent)
    except OSError as error:
        raise Refused(
            f"The new site cannot be put in the place of {SITE}/ ({error.strerror}), which is as "
            "it was. Move it away, and build again."
        ) from None


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; whether system and file system know how to."""
    libc = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            failed = libc.renamex_np(*names, ctypes.c_uint(2))  # RENAME_SWAP
        else:
            here = ctypes.c_int(-100)  # AT_FDCWD
            failed = libc.renameat2(here, names[0], here, names[1], ctypes.c_uint(2))
    except AttributeError:  # an older library of C
        return False
    if failed and ctypes.get_errno() not in _UNKNOWN_EXCHANGE:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed


def _remove(path: Path) -> None:
    """Remove a folder or a file; what cannot be removed stays for the next build to remove."""
    if path.is_symlink() or not path.is_dir():
        with suppress(OSError):
            path.unlink()
        return
    shutil.rmtree(path, ignore_errors=True)
    if path.exists():  # folders that may not be written to
        for folder, folders, _ in os.walk(path):
            for name in (".", *folders):
                with suppress(OSError):
                    Path(folder, name).chmod(0o700)
        shutil.rmtree(path, ignore_errors=True)


def _explained(error: OSError) -> str:
    place = f"{error.filename}: " if error.filename else ""
    reason = error.strerror or str(error)
    if error.errno in _NO_ROOM:
        reason = f"no room on the disk ({os.strerror(error.errno)})"
        return f"{place}{reason}: {SITE}/ is as it was. Free some, and try again."
    remedy = " Let this user write here, and try again." if error.errno in _FORBIDDEN else ""
    return f"{place}{reason}: nothing was built.{remedy}"


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped(number)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
