"""What a look at a page is, and what several of them need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .engine import Engine

Look = Callable[[Engine, "Where"], "list[str] | None"]
FINDS = 20
"""Seconds for what a reader sees at once on an idle machine."""


@dataclass(frozen=True)
class Where:
    """A page in a window: its address, the window's width, what readers there search for, and the
    address of the same page in another language, if there is one."""

    url: str
    width: int
    query: str
    twin: str | None = None


LIVE = "document.querySelectorAll('figure.chart[data-live]')"


def overflow(engine: Engine, where: Where) -> list[str]:
    """A page never moves sideways."""
    needed, has, moved = engine.run("""(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      scrollTo(50, 0)
      const moved = scrollX
      scrollTo(0, 0)
      return [scrollWidth, clientWidth, moved]
    })()""")
    return [f"{needed} px wide in {has}, moves by {moved}"] * (needed > has or moved > 0)
