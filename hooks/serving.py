"""Serving: the system tells of saves, and browsers show what is wrong with the site after one."""

from __future__ import annotations

import hashlib
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.plugins import event_priority
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from explainer import Faults

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

_serving: list[bool] = globals().get("_serving", [])
_code: list[bytes] = globals().get("_code", [])
"""What the code was when it was imported: a hash of the files in this folder."""
_log = logging.getLogger("mkdocs.explainer")
_told: list[Faults] = globals().get("_told", [])
"""Who is told of faults: nobody, or one, as long as a site is served. This module is run again
when the library has changed, and whoever was told is told still."""
_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    _serving[:] = [command == "serve"]


@event_priority(100)  # before the site is read
def on_config(config: MkDocsConfig) -> None:
    """Have the library imported anew if its code has changed, by the other adapters as well.

    MkDocs loads adapters once, and they import the library's names at their top: run again
    in place, their functions find the new ones.
    """
    if not any(_serving):
        return
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    if _code == [digest.digest()]:
        return
    _code[:] = [digest.digest()]
    for name in [n for n in sys.modules if n.split(".")[0] == "explainer"]:
        del sys.modules[name]
    adapters: Any = config.hooks  # which MkDocs declares as a list
    for adapter in adapters.values():
        adapter.__spec__.loader.exec_module(adapter)


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Put the page of faults between the server and what it builds and serves, and have the system
    tell of saves, instead of looking at every file twice a second. Of the files beside the folders
    it tells as well: editors put another file in the place of the settings."""
    faults = Faults(f"{server.mount_path}assets/stylesheets/site.css")
    server.builder = faults.building(builder, _log.error)
    server.set_app(faults.serving(server.serve_request))
    _told[:] = [faults]
    for path in (config.docs_dir, config.config_file_path):
        server.unwatch(path)
    server.observer = _Observer()
    server.watch(config.docs_dir)
    server.watch(str(Path(config.config_file_path).parent), recursive=False)
    return server


def on_build_error(error: Exception) -> None:
    """Keep what is wrong: the generator says only that it has given up."""
    for faults in _told:
        faults.note(error)


class _Observer(Observer):  # type: ignore[misc, valid-type]  # one class or another, by system
    """Tells of what changes, not of what is opened and read."""

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False, **_: Any
    ) -> Any:
        return super().schedule(handler, path, recursive=recursive, event_filter=_CHANGES)
