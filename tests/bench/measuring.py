"""What a command costs: seconds of the clock and of the processors, and the memory of all its
processes together."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.05
"""Seconds between two looks at the memory."""


class Failed(Exception):
    """A command that ended badly; what it said."""


@dataclass(frozen=True)
class Cost:
    """Seconds of processors (user and system, children included) and of the clock; the largest
    memory of all processes at once, in MB, pages that they share counted once (0 where the
    system does not tell)."""

    cpu: float
    wall: float
    memory: float


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command in a folder. Raises Failed where it does not end well."""
    begun = time.monotonic()
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True, env={**os.environ, **(environment or {})},
    ) as process:
        said: list[str] = []
        assert process.stdout
        reader = threading.Thread(target=lambda: said.extend(process.stdout or ()), daemon=True)
        reader.start()
        most = 0.0
        while True:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            most = max(most, memory(process.pid))
            time.sleep(_EVERY)
        wall = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        reader.join(1)
    if process.returncode:
        raise Failed("".join(said))
    return Cost(used.ru_utime + used.ru_stime, wall, most)


def memory(session: int) -> float:
    """What the processes of a session hold at the moment, in MB."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                for line in (folder / "smaps_rollup").read_text().splitlines():
                    if line.startswith("Pss:"):
                        total += int(line.split()[1])
    return total / 1024
