"""Firefox, driven by WebDriver BiDi, which it speaks itself: no driver in between."""

from __future__ import annotations

import base64
import json
import queue
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Self

from websockets.sync.client import ClientConnection, connect

from .engine import PATIENCE, WATCH, Driven, Engine, emptied, waited_for

_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_SETTINGS = """\
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.download.folderList", 2);
user_pref("browser.download.dir", "{downloads}");
user_pref("browser.download.always_ask_before_handling_new_types", false);
user_pref("browser.download.alwaysOpenPanel", false);
user_pref("browser.helperApps.neverAsk.saveToDisk", "text/csv,application/json,image/png");
user_pref("ui.useOverlayScrollbars", 1);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.disabledForTesting", true);
"""
_FORCED = 'user_pref("browser.display.document_color_use", 2);\n'


class Firefox(Driven):
    """One window of a headless Firefox with a profile of its own in ``folder``."""

    def __init__(self, path: str, folder: Path, more: str = "") -> None:
        self._path, self._folder = path, folder
        self._forced: Firefox | None = None
        self._downloads = folder / "downloads"
        self._downloads.mkdir()
        settings = _SETTINGS.format(downloads=self._downloads) + more
        (folder / "user.js").write_text(settings, "utf-8")
        self._process = subprocess.Popen(
            [path, "--headless", "--no-remote", "--profile", str(folder),
             "--remote-debugging-port", "0"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        self._open = ExitStack()
        self._open.callback(self._end)
        self._numbers = count(1)
        self._socket: ClientConnection

    def __enter__(self) -> Self:
        try:
            address = f"{self._address()}/session"
            connection = connect(address, max_size=None, ping_interval=None, proxy=None)
            self._socket = self._open.enter_context(connection)
            self.ask("session.new", capabilities={})
            # The first tab shows a page of the browser's own and takes no keys.
            self._new_tab()
            self.ask("script.addPreloadScript", functionDeclaration=f"() => {{ {WATCH} }}")
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Give a command and wait for its result."""
        number = next(self._numbers)
        command = {"id": number, "method": method, "params": parameters}
        self._socket.send(json.dumps(command))
        while True:
            answer = json.loads(self._socket.recv(PATIENCE + 10))
            if answer.get("id") == number:
                assert answer["type"] == "success", f"{method}: {answer}"
                return dict(answer["result"])

    def open(self, url: str, width: int = 1280, height: int = 900) -> None:
        # Tab may have left the page for the browser's own buttons, and keys would stay there.
        if not self.run("document.hasFocus()"):
            before = self._window
            self._new_tab()
            self.ask("browsingContext.close", context=before)
        size = {"width": width, "height": height}
        self.ask("browsingContext.setViewport", context=self._window, viewport=size)
        self.ask("browsingContext.navigate", context=self._window, url=url, wait="complete")

    def evaluate(self, function: str) -> str | None:
        answer = self.ask(
            "script.evaluate", target={"context": self._window}, awaitPromise=True,
            expression=f"({function})()",
        )
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    def downloaded(self, element: str) -> tuple[str, bytes]:
        with emptied(self._downloads):
            self.click(element)
            file = waited_for(self._downloads)
            return file.name, file.read_bytes()

    def captured(self) -> bytes:
        answer = self.ask("browsingContext.captureScreenshot", context=self._window,
                          origin="document")
        return base64.b64decode(answer["data"])

    @contextmanager
    def forced_colours(self) -> Iterator[Engine]:
        if self._forced is None:  # a setting of the whole browser
            folder = self._folder / "forced"
            folder.mkdir()
            other = Firefox(self._path, folder, _FORCED)
            self._forced = self._open.enter_context(other)
        yield self._forced

    def printed(self) -> bytes:
        return base64.b64decode(self.ask("browsingContext.print", context=self._window)["data"])

    def _new_tab(self) -> None:
        self._window = self.ask("browsingContext.create", type="tab")["context"]
        self.ask("browsingContext.activate", context=self._window)

    def perform(self, source: dict[str, Any]) -> None:
        self.ask("input.performActions", context=self._window, actions=[source])

    def _end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _address(self) -> str:
        """Where it listens, which it says on its standard error; that is read to the end, or it
        would stop when nobody does."""
        said: queue.Queue[str] = queue.Queue()
        stream = self._process.stderr
        assert stream

        def read() -> None:
            for line in stream:
                if match := _LISTENING.search(line):
                    said.put(match[1])

        threading.Thread(target=read, daemon=True).start()
        return said.get(timeout=PATIENCE)
