"""Characters that have no place in a text: controls, marks of direction, what does not show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.characters import UNWANTED, fault
from explainer.problems import Fault

_FAULT = re.compile(rf"\r|{UNWANTED.pattern}")


def faults(text: str) -> Iterator[Fault]:
    """Characters that have no place in a text, the first of each line. A carriage return is one:
    readers of files have made line ends of them."""
    line: int | None = None
    for match in _FAULT.finditer(text):
        if (end := text.find("\n", match.start())) != line:
            yield Fault(match.start(), *fault(match[0]))
        line = end


def without(text: str) -> str:
    """A text with spaces in the place of such characters."""
    return _FAULT.sub(" ", text)
