"""Serving: the system tells of saves, and browsers show what is wrong with the site after one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

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

_log = logging.getLogger("mkdocs.explainer")
_told: list[Faults] = globals().get("_told", [])
"""Who is told of faults: nobody, or one, as long as a site is served. This module is run again
when the library has changed, and whoever was told is told still."""
_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]


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
