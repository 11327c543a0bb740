"""A Firefox for tests, driven by WebDriver BiDi, which it speaks itself: no driver in between."""

from __future__ import annotations

import base64
import json
import queue
import re
import subprocess
import threading
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any, Self

from websockets.sync.client import ClientConnection, connect

PATIENCE = 60
"""Seconds for anything: a busy machine starts a browser slowly."""
KEYS = {"Enter": "\ue007", "Tab": "\ue004", "Escape": "\ue00c", "Shift": "\ue008"}
_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_SETTINGS = """\
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.disabledForTesting", true);
"""


class Firefox:
    """One window of a headless Firefox with a profile of its own in ``folder``."""

    def __init__(self, path: str, folder: Path) -> None:
        (folder / "user.js").write_text(_SETTINGS, "utf-8")
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
        address = f"{self._address()}/session"
        connection = connect(address, max_size=None, ping_interval=None, proxy=None)
        self._socket = self._open.enter_context(connection)
        self.ask("session.new", capabilities={})
        # The first tab shows a page of the browser's own and takes no keys.
        self._window = self.ask("browsingContext.create", type="tab")["context"]
        self.ask("browsingContext.activate", context=self._window)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Give a command and wait for its result."""
        number = next(self._numbers)
        command = {"id": number, "method": method, "params": parameters}
        self._socket.send(json.dumps(command))
        while True:
            answer = json.loads(self._socket.recv(PATIENCE))
            if answer.get("id") == number:
                assert answer["type"] == "success", f"{method}: {answer}"
                return answer["result"]

    def open(self, url: str, width: int = 1280, height: int = 900) -> None:
        size = {"width": width, "height": height}
        self.ask("browsingContext.setViewport", context=self._window, viewport=size)
        self.ask("browsingContext.navigate", context=self._window, url=url, wait="complete")

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression, as JSON can say it; promises are waited for."""
        answer = self.ask(
            "script.evaluate", target={"context": self._window}, awaitPromise=True,
            expression=f"(async () => JSON.stringify(await ({expression})))()",
        )
        assert answer["type"] == "success", answer
        value = answer["result"].get("value")
        return None if value is None else json.loads(value)

    def wait_until(self, expression: str) -> None:
        """Wait until a JavaScript expression is true."""
        assert self.run(f"""(async () => {{
          for (const end = Date.now() + {PATIENCE} * 1000; Date.now() < end;) {{
            if ({expression}) return true
            await new Promise(resolve => setTimeout(resolve, 50))
          }}
          return false
        }})()"""), f"never true: {expression}"

    def press(self, *keys: str) -> None:
        """Press keys together, the first ones held until the last is up."""
        values = [KEYS.get(key, key) for key in keys]
        actions = [{"type": "keyDown", "value": value} for value in values]
        actions += [{"type": "keyUp", "value": value} for value in reversed(values)]
        self.ask("input.performActions", context=self._window,
                 actions=[{"type": "key", "id": "keyboard", "actions": actions}])

    def captured(self) -> bytes:
        """The whole page as PNG, as far as it reaches below the window."""
        answer = self.ask("browsingContext.captureScreenshot", context=self._window,
                          origin="document")
        return base64.b64decode(answer["data"])

    def printed(self) -> bytes:
        """The page as PDF."""
        return base64.b64decode(self.ask("browsingContext.print", context=self._window)["data"])

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
