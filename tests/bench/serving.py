"""How long after a save the page that is served shows what was saved."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_LIMIT = 900
"""Seconds after which a server is taken to be dead: with hundreds of articles it takes minutes
until it answers."""


@contextmanager
def served(root: Path, epoch: str) -> Iterator[str]:
    """Serve the site in a folder as ``make serve`` does; gives its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr",
         f"127.0.0.1:{port}"],
        cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": epoch},
    )
    try:
        address = f"http://127.0.0.1:{port}/"
        wait(lambda: fetch(address) != "")
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def seconds(path: Path, old: str, new: str, address: str, shown: str) -> float:
    """Replace a text in a file, and give the seconds until what is served at an address shows
    another one."""
    text = path.read_text("utf-8")
    assert old in text, f"{path} does not hold {old!r}"
    assert shown not in fetch(address)
    time.sleep(1)  # what the last save has started
    path.write_text(text.replace(old, new, 1), "utf-8")
    begun = time.monotonic()
    wait(lambda: shown in fetch(address))
    return time.monotonic() - begun


def fetch(address: str) -> str:
    """What stands at an address; nothing where nobody answers."""
    with suppress(OSError), urllib.request.urlopen(address, timeout=_LIMIT) as answer:
        text: str = answer.read().decode("utf-8", "replace")
        return text
    return ""


def wait(until: Callable[[], bool]) -> None:
    """Wait for something to be so. Raises TimeoutError."""
    begun = time.monotonic()
    while not until():
        if time.monotonic() - begun > _LIMIT:
            raise TimeoutError("the server does not show what was saved")
        time.sleep(0.02)
