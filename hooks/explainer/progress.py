"""How far a build is, for whoever waits for it: nothing as long as it is quick, then a bar with
the time left on a terminal, and elsewhere, where each line stays, one line a stage."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO, TypeVar

T = TypeVar("T")
PATIENCE = 2.0
"""Seconds that a build takes without anybody asking what it does."""


class Progress:
    """The stages of one build, one after the other."""

    def __init__(
        self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic,
        *, quiet: bool = False,
    ) -> None:
        self._stream, self._clock, self._quiet = stream or sys.stdout, clock, quiet
        self._begun = clock()
        self._stage, self._length, self._done = "", 0, 0
        self._bar: Any = None
        self._told = False

    def through(self, stage: str, items: Iterable[T], length: int) -> Iterator[T]:
        """The items of a stage, ``length`` of them, as they are asked for."""
        self.begin(stage, length)
        for item in items:
            yield item
            self.step()
        self.end()

    def begin(self, stage: str, length: int) -> None:
        """Begin a stage of so many steps; the one before has ended."""
        self.end()
        self._stage, self._length, self._done, self._told = stage, length, 0, False

    def step(self) -> None:
        """Say that one more step is done; more than there were to be count as none."""
        if self._done == self._length:
            return
        self._done += 1
        if self._quiet or self._clock() - self._begun < PATIENCE:
            return
        if self._bar:
            self._bar.update(1)
        elif self._done < self._length:  # what ends with this step needs no telling
            self._tell()

    def end(self) -> None:
        """End the stage, whether or not all its steps were taken."""
        if self._bar:
            self._bar.render_finish()
            self._bar = None

    def _tell(self) -> None:
        if self._stream.isatty():
            import click  # only where it is seen

            self._bar = click.progressbar(
                length=self._length, label=self._stage, file=self._stream, show_pos=True)
            self._bar.update(self._done)
        elif not self._told:
            self._told = True
            print(f"{self._stage}: {self._length}", file=self._stream, flush=True)
