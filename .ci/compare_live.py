#!/usr/bin/env python3
"""Compares a published site with what was published there, file by file.

    python3 .ci/compare_live.py https://example.org/ [--sums FILE]

The site's own ``sha256sums.txt`` says what every file should hold, or the FILE that was built,
or whose attestation was verified. Exit status: 0 all as published, 1 not, 2 not to be told.
Needs nothing but Python.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

SUMS = "sha256sums.txt"
AT_ONCE, TRIES, SECONDS = 8, 4, 30
_PASSING = {408, 425, 429, 500, 502, 503, 504}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("url", help="address of the site")
    parser.add_argument("--sums", type=Path, help=f"what it should hold, if not its own {SUMS}")
    parser.add_argument("--pause", type=float, default=1, help="seconds before the second try")
    options = parser.parse_args(arguments)
    url = options.url.rstrip("/") + "/"
    if not url.startswith(("https://", "http://")):
        parser.error(f"got {options.url}, expected an address that begins with https://")
    for _ in range(3):
        try:
            live = get(url + SUMS, options.pause)
            wanted = read(options.sums.read_bytes() if options.sums else live)
        except (OSError, ValueError) as error:
            print(f"{url}{SUMS}: {error}", file=sys.stderr)
            return 2
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = pool.map(partial(fault, url, options.pause), *zip(*wanted.items(), strict=True))
            faults = [line for line in found if line]
        if not faults or get(url + SUMS, options.pause) == live:
            break  # otherwise another site was published meanwhile
    if options.sums and live != options.sums.read_bytes():
        faults.append(f"{SUMS}: is not what was published")
    for line in faults:
        print(line)
    print(f"{len(wanted) - len(faults)} of {len(wanted)} files are as published", file=sys.stderr)
    return 1 if faults else 0


def read(sums: bytes) -> dict[str, str]:
    """Hash by name, from the lines of sha256sum. Raises ValueError for anything else."""
    wanted = {}
    for line in sums.decode("utf-8").splitlines():
        digest, separator, name = line.removeprefix("\\").partition("  ")
        if line.startswith("\\"):
            name = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], name)
        if len(digest) != 64 or not separator or not name or name.startswith("/"):
            raise ValueError(f"no line of sha256sum: {line[:80]!r}")
        wanted[name] = digest
    if not wanted:
        raise ValueError("names no file")
    return wanted


def fault(url: str, pause: float, name: str, digest: str) -> str | None:
    """What is wrong with a file of a site; None if nothing is."""
    try:
        content = get(url + quote(name), pause)
    except OSError as error:
        return f"{name}: {error}"
    found = hashlib.sha256(content).hexdigest()
    return None if found == digest else f"{name}: is not what was published (sha256 {found})"


def get(address: str, pause: float) -> bytes:
    """What an address answers with, at the fourth try at the latest. Raises OSError."""
    for number in range(TRIES):
        try:
            request = Request(address, headers={"Cache-Control": "no-cache"})
            with urlopen(request, timeout=SECONDS) as answer:
                return bytes(answer.read())
        except HTTPError as error:
            if error.code not in _PASSING or number == TRIES - 1:
                raise
        except (URLError, TimeoutError, ConnectionError):
            if number == TRIES - 1:
                raise
        time.sleep(pause * 2**number)
    raise AssertionError


if __name__ == "__main__":
    sys.exit(main())
