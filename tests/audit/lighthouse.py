"""Lighthouse, run by run: addresses take turns, and what a busy machine has spoilt is repeated."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Self

from browser.project import ROOT

from .budgets import STEADY

_HERE = Path(__file__).parent
_INSTALLED = ROOT / ".cache" / "audit"


@dataclass
class Runs:
    """All runs over one address."""

    runs: list[dict[str, Any]] = field(default_factory=list)

    def steady(self, fastest: float) -> list[dict[str, Any]]:
        """The runs during which the machine was not busy with something else."""
        return [run for run in self.runs if run["machine"] >= STEADY * fastest]

    def medians(self, fastest: float, wanted: int) -> dict[str, Any]:
        """The medians of the steadiest runs: scores, times, the machine."""
        steady = self.steady(fastest)
        best = sorted(self.runs, key=lambda run: -run["machine"])
        used = steady if len(steady) >= wanted else best[:wanted]
        scores = {name: [run["scores"].get(name) for run in used] for name in used[0]["scores"]}
        return {
            **{name: median(values) for name, values in scores.items() if None not in values},
            **{name: median(run["times"][name] for run in used) for name in used[0]["times"]},
            "cls": round(max(run["cls"] for run in used), 4),
            "machine": round(median(run["machine"] for run in used)),
            "disturbed": max(0, wanted - len(steady)),
            "faults": sorted({fault for run in used[-1:] for fault in run["faults"]}),
        }


class Lighthouse:
    """A process that runs Lighthouse over one address after the other."""

    def __init__(self, node: str, chromium: str) -> None:
        self._process = subprocess.Popen(
            [node, str(_HERE / "lighthouse.mjs"), str(_INSTALLED)], text=True,
            env={**os.environ, "CHROME_PATH": chromium},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=60)

    def run(self, address: str) -> dict[str, Any]:
        """One run. One that fails is tried once more."""
        assert self._process.stdin
        assert self._process.stdout
        for _ in range(2):
            self._process.stdin.write(address + "\n")
            self._process.stdin.flush()
            if not (line := self._process.stdout.readline()):
                break
            if "error" not in (answer := json.loads(line)):
                return answer
        raise RuntimeError(f"Lighthouse failed at {address}: {line.strip() or 'it ended'}")


def in_turns(
    lighthouse: Lighthouse, addresses: dict[str, str], wanted: int, say: Callable[[str], None]
) -> dict[str, dict[str, Any]]:
    """The medians over all addresses. Every address has its turn before any has the next; a
    turn on a busy machine is repeated, at most as often again as runs are wanted."""
    runs = {name: Runs() for name in addresses}
    fastest = 0.0
    for turn in range(2 * wanted):
        open_ = [
            name for name, so_far in runs.items()
            if turn < wanted or len(so_far.steady(fastest)) < wanted
        ]
        for number, name in enumerate(open_, start=1):
            run = lighthouse.run(addresses[name])
            fastest = max(fastest, run["machine"])
            runs[name].runs.append(run)
            say(f"run {turn + 1}, {number}/{len(open_)}: {name}: performance "
                f"{run['scores']['performance']}, blocking {run['times']['blocking-time']} ms, "
                f"machine {run['machine']}")
    return {name: so_far.medians(fastest, wanted) for name, so_far in runs.items()}
