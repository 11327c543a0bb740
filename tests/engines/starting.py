"""Which engines there are, and how each is found and started."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from .chromium import Chromium
from .engine import Engine
from .firefox import Firefox
from .webkit import WebKit

ENGINES = ("chromium", "firefox", "webkit")
WITHOUT = os.environ.get("WITHOUT", "").split()
"""The engines that somebody said to go without."""
_HERE = Path(__file__).parents[1]


def path_of(engine: str) -> str:
    """The browser that make found, or the one tests/install-<engine>.sh finds now.

    Raises RuntimeError, with what to install, where there is none.
    """
    if path := os.environ.get(engine.upper()):
        return path
    script = _HERE / f"install-{engine}.sh"
    run = subprocess.run(["sh", str(script)], capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(run.stderr.strip())
    return run.stdout.strip()


@contextmanager
def started(engine: str, chromium: Browser) -> Iterator[Engine]:
    """A window of an engine; ``chromium`` runs already."""
    if engine == "chromium":
        with Chromium(chromium) as window:
            yield window
        return
    path = path_of(engine)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = {"firefox": Firefox, "webkit": WebKit}[engine](path, Path(folder))
        with made as window:
            yield window
