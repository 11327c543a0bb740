"""A generator of sites that takes milliseconds, for tests of what happens around one.

``python stand_in.py FOLDER`` writes into a folder 40 files, each with the content of data/word.
What orders/what says happens on the way: ``fail``, ``crash``, ``full`` (no room on the disk),
``empty`` (write nothing), ``wait``: until there is a file orders/go.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

NUMBER = 40


def main(target: Path) -> int:
    orders = Path("orders/what").read_text("utf-8").split() if Path("orders/what").exists() else []
    word = Path("data/word").read_text("utf-8")
    print("INFO    -  Building", file=sys.stderr, flush=True)
    Path("orders/begun").with_name(f"begun-{os.getpid()}").touch() if "wait" in orders else None
    if "empty" in orders:
        return 0
    target.mkdir(parents=True)
    for number in range(NUMBER):
        name = f"{number}/index.html" if number else "index.html"
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_text(f"{word} {number}", "utf-8")
        if number == NUMBER // 2:
            end = time.monotonic() + 60
            while "wait" in orders and not Path("orders/go").exists() and time.monotonic() < end:
                time.sleep(0.01)
            if "full" in orders:
                print(f"ERROR   -  Error: [Errno {errno.ENOSPC}] No space", file=sys.stderr)
                raise OSError(errno.ENOSPC, "No space left on device", "site/x")
            if "crash" in orders:
                raise ValueError("what the traceback says")
            if "fail" in orders:
                print("data/word:1:1: wrong", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
