"""What can be done with a browser, whichever engine it is made of."""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

PATIENCE = 60
"""Seconds for anything: a busy machine starts a browser slowly."""
KEYS = {
    "Enter": "\ue007", "Tab": "\ue004", "Escape": "\ue00c", "Shift": "\ue008",
    "Control": "\ue009", "ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014",
    "ArrowDown": "\ue015", "Backspace": "\ue003",
}
"""Keys that bear no letter, as WebDriver says them (W3C WebDriver, 17.4.2)."""

WATCH = """if (!window.faults) {
  const faults = window.faults = []
  addEventListener("error", event => faults.push(event.message
    ? `${event.message} (${event.filename}:${event.lineno})`
    : `not loaded: ${event.target.src ?? event.target.href}`), true)
  addEventListener("unhandledrejection", event => faults.push(`not caught: ${event.reason}`))
  document.addEventListener("securitypolicyviolation", event =>
    faults.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
  for (const level of ["error", "warn"]) {
    const say = console[level]
    console[level] = (...words) => {
      faults.push(`console: ${words.join(" ")}`)
      say.apply(console, words)
    }
  }
}"""
"""Runs before any script of a page and notes what goes wrong on it."""

_CENTRE = """(() => {{
  const element = {element}
  element.scrollIntoView({{ block: "center", behavior: "instant" }})
  const box = element.getClientRects()[0]
  return [box.left + box.width / 2, box.top + box.height / 2]
}})()"""


class Engine(ABC):
    """One window of a browser. Addresses are absolute, sizes CSS pixels; ``element`` is always a
    JavaScript expression for an element, as ``document.querySelector("h1")``."""

    tallest: int | None = None
    """The height in pixels of the tallest page it can take a picture of."""

    @abstractmethod
    def open(self, url: str, width: int = 1280, height: int = 900) -> None:
        """Load a page, to the end, in a window of this size."""

    @abstractmethod
    def evaluate(self, function: str) -> str | None:
        """Call a JavaScript function that promises a text.

        Raises AssertionError if it throws, or another page comes meanwhile.
        """

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys together, the first ones held until the last is up."""

    @abstractmethod
    def point(self, x: float, y: float, button: int = 0) -> None:
        """Go to a point of the window with the mouse and press a button (1: the middle one)."""

    @abstractmethod
    def downloaded(self, element: str) -> tuple[str, bytes]:
        """Click a link that saves a file: the name it is saved under, and what it holds."""

    @abstractmethod
    def captured(self) -> bytes:
        """The whole page as PNG, as far as it reaches below the window."""

    @abstractmethod
    def forced_colours(self) -> AbstractContextManager[Engine | None]:
        """A window that shows pages in the reader's own few colours; None if it never does so."""

    @abstractmethod
    def printed(self) -> bytes:
        """The page as PDF."""

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression, as JSON can say it; promises are waited for."""
        value = self.evaluate(f"async () => JSON.stringify(await ({expression}))")
        return None if value is None else json.loads(value)

    def wait_until(self, expression: str, seconds: float = PATIENCE) -> None:
        """Wait until a JavaScript expression is true."""
        assert self.becomes(expression, seconds), f"never true: {expression}"

    def becomes(self, expression: str, seconds: float = PATIENCE) -> bool:
        """Whether a JavaScript expression becomes true."""
        return bool(self.run(f"""(async () => {{
          for (const end = Date.now() + {seconds} * 1000; ;) {{
            if ({expression}) return true
            if (Date.now() > end) return false
            await new Promise(resolve => setTimeout(resolve, 20))
          }}
        }})()"""))

    def arrives(self, url: str, seconds: float = PATIENCE) -> bool:
        """Whether another page comes, completely, and has this address."""
        end = time.monotonic() + seconds
        ready = f"location.href === {json.dumps(url)} && document.readyState === 'complete'"
        while time.monotonic() < end:
            with suppress(AssertionError):  # one page goes, the other has not come
                if self.run(ready):
                    return True
            time.sleep(0.05)
        return False

    def click(self, element: str, button: int = 0) -> None:
        """Bring an element into view and click it."""
        self.point(*self.run(_CENTRE.format(element=element)), button=button)

    def type(self, text: str) -> None:
        """Type a text with the keys that bear it."""
        for letter in text:
            self.press(letter)

    def faults(self) -> list[str]:
        """What went wrong on the page so far."""
        return list(self.run("window.faults"))


class Driven(Engine):
    """An engine that takes actions as WebDriver has them."""

    @abstractmethod
    def perform(self, source: dict[str, Any]) -> None:
        """Have one source of input (https://w3c.github.io/webdriver/#actions) do what it says."""

    def press(self, *keys: str) -> None:
        values = [KEYS.get(key, key) for key in keys]
        actions = [{"type": "keyDown", "value": value} for value in values]
        actions += [{"type": "keyUp", "value": value} for value in reversed(values)]
        self.perform({"type": "key", "id": "keyboard", "actions": actions})

    def point(self, x: float, y: float, button: int = 0) -> None:
        self.perform({"type": "pointer", "id": "mouse", "actions": [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": button}, {"type": "pointerUp", "button": button},
        ]})


@contextmanager
def emptied(folder: Path) -> Iterator[None]:
    """Leave a folder as empty as it was."""
    try:
        yield
    finally:
        for file in folder.iterdir():
            file.unlink()


def waited_for(folder: Path) -> Path:
    """The one file that comes to be in an empty folder, once it is complete."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        files = list(folder.iterdir())
        with suppress(FileNotFoundError):  # it gets its name last
            if len(files) == 1 and files[0].suffix != ".part" and files[0].stat().st_size:
                return files[0]
        time.sleep(0.02)
    raise AssertionError(f"no file was saved: {[path.name for path in folder.iterdir()]}")
