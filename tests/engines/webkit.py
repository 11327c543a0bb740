"""WebKitGTK, driven by WebKitWebDriver in a screen of its own (Xvfb)."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from contextlib import AbstractContextManager, ExitStack, nullcontext
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Self

from .engine import PATIENCE, WATCH, Driven, emptied, waited_for

PYTHON = "/usr/bin/python3"
"""The Python whose bindings Debian's packages are."""
_WINDOW = Path(__file__).parent / "webkit_window.py"
_MILLISECONDS = 1000


class WebKit(Driven):
    """One window of WebKitGTK; ``driver`` is the path of WebKitWebDriver, ``folder`` an empty
    folder for what it keeps."""

    tallest = 32767  # cairo's

    def __init__(self, driver: str, folder: Path) -> None:
        self._driver = driver
        self._downloads, self._files = folder / "downloads", folder / "files"
        self._home = folder
        self._open = ExitStack()
        self._dead = False

    def __enter__(self) -> Self:
        try:
            for path in (self._downloads, self._files):
                path.mkdir()
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self._port = free.getsockname()[1]
            home = {f"XDG_{name}_HOME": str(self._home) for name in ("CACHE", "CONFIG", "DATA")}
            self._start([self._driver, f"--port={self._port}"], env={
                **os.environ, **home, "DISPLAY": self._screen(), "GDK_BACKEND": "x11",
                "GSETTINGS_BACKEND": "memory", "NO_AT_BRIDGE": "1",
            })
            self._line = HTTPConnection("127.0.0.1", self._port, timeout=2 * PATIENCE)
            self._open.callback(self._line.close)
            self._session = self._begin()
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def open(self, url: str, width: int = 1280, height: int = 900) -> None:
        if self._dead:  # of the page before, whose test has said so
            self._session = self._begin()
            self._dead = False
        self._window("size", width, height)
        self.wait_until(f"innerWidth === {width} && innerHeight === {height}")
        self._ask("POST", "/url", url=url)

    def evaluate(self, function: str) -> str | None:
        answer = self._ask("POST", "/execute/async", args=[], script=f"""
          const done = arguments[0];
          ({function})().then(value => done([value ?? null]), error => done(`${{error}}`))
        """)
        assert isinstance(answer, list), answer
        return answer[0]

    def downloaded(self, element: str) -> tuple[str, bytes]:
        with emptied(self._downloads):
            self.click(element)
            file = waited_for(self._downloads)
            return file.name, file.read_bytes()

    def captured(self) -> bytes:
        return self._file("png")

    def forced_colours(self) -> AbstractContextManager[None]:
        return nullcontext()

    def printed(self) -> bytes:
        return self._file("pdf")

    def _file(self, kind: str) -> bytes:
        with emptied(self._files):
            self._window(kind, str(self._files / f"page.{kind}"))
            return waited_for(self._files).read_bytes()

    def _window(self, what: str, *given: object) -> None:
        """Ask webkit_window.py for something."""
        self.run(f"webkit.messageHandlers.window.postMessage({json.dumps([what, *given])}) && 0")

    def perform(self, source: dict[str, Any]) -> None:
        self._ask("POST", "/actions", actions=[source])

    def _ask(self, verb: str, path: str, **body: Any) -> Any:
        """Give a command of WebDriver and wait for its result."""
        return self._send(verb, f"/session/{self._session}{path}", body)

    def _send(self, verb: str, path: str, body: dict[str, Any]) -> Any:
        self._line.request(verb, path, json.dumps(body), {"Content-Type": "application/json"})
        answer = json.loads(self._line.getresponse().read())["value"]
        if isinstance(answer, dict) and "error" in answer:
            self._dead |= answer["error"] == "invalid session id"
            died = "WebKit has died: " if self._dead else ""
            raise AssertionError(f"{died}{verb} {path}: {answer}")
        return answer

    def _begin(self) -> str:
        """The session, once the driver listens."""
        # -I: what is set for the tests' own Python is not for this one.
        arguments = ["-I", str(_WINDOW), str(self._downloads), WATCH]
        wanted = {"webkitgtk:browserOptions": {"binary": PYTHON, "args": arguments}}
        end = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self._send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
                session = str(answer["sessionId"])
                script = 2 * PATIENCE * _MILLISECONDS
                self._send("POST", f"/session/{session}/timeouts", {"script": script})
                return session
            except ConnectionRefusedError:
                self._line.close()
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def _screen(self) -> str:
        """A new screen that nobody sees."""
        run = self._start(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        assert run.stdout
        return f":{run.stdout.readline().strip()}"

    def _start(self, command: list[str], **options: Any) -> subprocess.Popen[str]:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, **options)

        def end() -> None:
            process.terminate()
            process.wait(PATIENCE)

        self._open.callback(end)
        return process
