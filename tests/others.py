"""Programs of npm that tests run with node: what is in tests/node, upon its packages."""

from __future__ import annotations

import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

_HERE = Path(__file__).parent
INSTALLED = _HERE.parent / ".cache" / "node"
"""Where its packages are, once :func:`node` was called."""


@cache
def node() -> str:
    """The node that make test found, or the one tests/install-npm.sh finds now.

    Skips the test if WITHOUT says node; fails it, with what npm says, if there is none.
    """
    if "node" in os.environ.get("WITHOUT", "").split():
        pytest.skip("WITHOUT says node")
    if path := os.environ.get("NODE"):
        return path
    run = subprocess.run(
        ["sh", str(_HERE / "install-npm.sh"), "node"], capture_output=True, text=True, check=False
    )
    if run.returncode:
        pytest.fail(run.stderr.strip(), pytrace=False)
    return run.stdout.strip()


def answer(program: str, given: object) -> Any:
    """What a program of tests/node answers to what it is given, both as JSON."""
    run = subprocess.run(
        [node(), str(_HERE / "node" / program), str(INSTALLED)], input=json.dumps(given),
        capture_output=True, text=True, check=False,
    )
    if run.returncode:
        pytest.fail(run.stderr.strip(), pytrace=False)
    return json.loads(run.stdout)
