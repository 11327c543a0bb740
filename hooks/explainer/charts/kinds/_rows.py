"""Period names on axes, shared by the kinds that have periods."""

from __future__ import annotations

import re
from collections.abc import Sequence

from explainer.charts.kinds.base import View
from explainer.data.periods import Period

BREAK = "|"
"""Parts the lines of an axis label; ``LINES`` makes Vega break there."""
LINES = f"split(datum.label, '{BREAK}')"


def period_labels(view: View, periods: Sequence[Period], *, stacked: bool) -> list[str]:
    """Short names of periods; ``stacked`` puts the year and its part on lines of their own."""
    names = [view.words.period(period, "short") for period in periods]
    return [_stack(name) for name in names] if stacked else names


def _stack(name: str) -> str:
    """``2025|上半年``, ``H1|2025``, ``30 Jun|2021``, ``2021年|6月30日``."""
    if match := re.fullmatch(r"(\d{4}年?)(\D.*|\d+月.*)", name):
        return f"{match[1]}{BREAK}{match[2]}"
    head, space, tail = name.rpartition(" ")
    return f"{head}{BREAK}{tail}" if space else name


def breaks(periods: Sequence[Period]) -> list[int]:
    """Positions at which the length of the periods changes: a half-year after years is not
    to be read as their next."""
    return [
        i for i in range(1, len(periods)) if periods[i].kind != periods[i - 1].kind
    ]
