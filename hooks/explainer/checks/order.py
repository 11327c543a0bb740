"""What was found to be in order, kept: it is not looked at again while what it follows from stays
the same. Warnings are kept with it, and said every time; what has a fault is never in order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from explainer.memo import Memo
from explainer.problems import Problem, Problems


class InOrder:
    """What was in order when a site was last looked at. ``follows_from`` says what all checks
    follow from, whatever they are given: data, code, settings. Without a file, nothing is."""

    def __init__(self, path: Path | None = None, follows_from: object = None) -> None:
        self._memo = Memo(path)
        self._shared = hashlib.sha256(repr(follows_from).encode())
        self.trusted = False
        """Whether anything was not looked at."""

    def unless_known(
        self, given: object, problems: Problems, look: Callable[[Problems], None]
    ) -> None:
        """Have somebody look, unless what is ``given``, whose ``repr`` says whether it is the
        same, was in order before. What ``look`` finds goes to ``problems``."""
        digest = self._shared.copy()
        digest.update(repr(given).encode())
        key, found = digest.digest(), Problems()
        if self._memo.has(key):
            self.trusted = True
        else:
            look(found)
            problems.extend(found)
            if found:
                problems.extend(found.warnings)
                return
        kept: tuple[Problem, ...] = self._memo.get(key, lambda: tuple(found.warnings))
        problems.extend(kept)

    def save(self) -> None:
        """Keep it."""
        self._memo.save()
