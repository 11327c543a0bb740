"""The file of the ledger: a line an address, with the value published there, in order.

It is committed, and nothing may be lost from it by an editor, a merge or a copy that was cut
short: what is not as ``explainer ledger`` writes it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from explainer import files
from explainer.problems import Location, Problems

FILE = "ledger.tsv"
HEAD = "address\tvalue"
MAX_BYTES = 16 * 1024 * 1024
_ADDRESS = re.compile(r"([^\s#]+)?(#[^\s#]+)?")
_BACK = "Take it from the last commit: git checkout ledger.tsv"
_MERGED = "Take either side of the merge whole (git checkout --ours ledger.tsv), then make ledger"


def read(root: Path, problems: Problems) -> dict[str, str] | None:
    """Value by address, in the order of the file; None if the site has no ledger, or one with
    a fault, which is reported."""
    path = root / FILE
    if not path.exists() and not path.is_symlink():
        return None
    before = len(problems)
    content = files.read(path, FILE, problems, MAX_BYTES, merged=False)
    if content is None:
        return None
    if line := files.conflict(content):
        problems.add(Location(FILE, line), "a mark of a merge that was not finished", _MERGED)
        return None
    entries: dict[str, str] = {}
    for line, what, remedy in _faults(content.replace("\r\n", "\n"), entries):
        problems.add(Location(FILE, line), what, remedy)
        break  # the others may follow from the first
    return entries if len(problems) == before else None


def text(entries: dict[str, str]) -> str:
    """The file: a head, then a line for each address, in order of spelling."""
    return f"{HEAD}\n" + "".join(f"{address}\t{value}\n" for address, value in sorted(
        entries.items()))


def _faults(content: str, entries: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    """Line, what is wrong, what to do; what is right goes to ``entries``."""
    if not content.endswith("\n"):
        yield content.count("\n") + 1, "the last line does not end: the file is cut short", _BACK
    head, *lines = content.removesuffix("\n").split("\n")
    if head != HEAD:
        yield 1, f"the head is not {HEAD!r}", _BACK
    last: str | None = None
    for number, line in enumerate(lines, 2):
        address, tab, value = line.partition("\t")
        if not tab or "\t" in value or not _ADDRESS.fullmatch(address):
            what = "a blank line" if not line.strip() else "no address, tab and value"
            yield number, what, _BACK
        elif address in entries:
            yield number, f'"{address}" is there twice', _MERGED
        elif last is not None and address < last:
            yield number, f'"{address}" is not in order of spelling', _MERGED
        last = address
        entries[address] = value
