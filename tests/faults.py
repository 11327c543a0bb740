"""Faulty input for tests: the tiny site with something laid over it that no text can say."""

from __future__ import annotations

import os
import re
import resource
import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from tiny_site import lay_over, tiny_site

from explainer import site as library
from explainer.articles import article
from explainer.cli import main
from explainer.problems import Problems

CASES = Path(__file__).parent / "cases" / "data-faults"
TODAY = "2026-11-30"
_SPECIAL = {"link", "folder", "bytes", "repeat", "fifo", "append", "lines", "chain", "circle"}


@dataclass(frozen=True)
class Case:
    """Files laid over the tiny site, and what must be said of it."""

    name: str
    files: Mapping[str, Any]
    problems: list[str]
    warnings: list[str] | None = None
    acknowledge: tuple[str, ...] = ()
    ledger: bool = False
    """Whether the tiny site is published before the files are laid over it."""


@dataclass
class Outcome:
    """What was said of a site, how long that took, and how much memory more it needed."""

    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    seconds: float = 0
    megabytes: float = 0
    traceback: str = ""


def contents() -> Iterator[tuple[Path, Any]]:
    """The files of cases with what they hold."""
    for path in sorted(CASES.rglob("*.yml")):
        yield path, yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)


def cases() -> list[Case]:
    """All cases: a file holds one, which is called like it, or a list of them."""
    found = []
    for path, content in contents():
        if isinstance(content, dict) and "inputs" in content:
            continue
        several = content if isinstance(content, list) else [content]
        for case in several:
            name = f"{path.stem}: {case['name']}" if isinstance(content, list) else path.stem
            found.append(Case(
                name, case["files"], case["problems"], case.get("warnings"),
                tuple(case.get("acknowledge", ())), case.get("ledger", False),
            ))
    return found


def lay(root: Path, files: Mapping[str, Any]) -> None:
    """Lay files over a site: as texts, as changes of texts, or as what is no text at all."""
    for name, change in files.items():
        path = root / name
        if isinstance(change, dict) and len(change) == 1 and set(change) <= _SPECIAL:
            (kind, value), = change.items()
            _lay_special(path, kind, value)
        else:
            lay_over(path, change)


def _lay_special(path: Path, kind: str, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    old = path.read_bytes() if kind in ("append", "lines") else b""
    if kind in ("chain", "circle"):
        begin = "revenue" if kind == "chain" else f"m{value - 1}"
        path.write_text("".join(_chain(value, begin)), "utf-8")
        return
    if path.is_symlink() or path.is_file():
        path.unlink()
    match kind:
        case "link":
            path.symlink_to(value)
        case "folder":
            path.mkdir(exist_ok=True)
        case "fifo":
            os.mkfifo(path)
        case "bytes":
            path.write_bytes(bytes.fromhex(value))
        case "append":
            path.write_bytes(old + value.encode())
        case "lines":
            path.write_bytes(b"".join(old.splitlines(keepends=True)[slice(*value)]))
        case "repeat":
            path.write_text("".join(text * times for text, times in value), "utf-8")


def _chain(length: int, begin: str) -> list[str]:
    """Metrics that are computed one from another, the first from the one it begins with."""
    return [
        f"- id: m{n}\n  name: {{zh: 甲, en: A}}\n  definition: {{zh: 乙, en: B}}\n  unit: CNY\n"
        f"  formula: {{sum: [{begin if not n else f'm{n - 1}'}, cost]}}\n"
        "  periods: [2020]\n" for n in range(length)
    ]


@cache
def _templates(overrides: Path) -> Any:
    return _ORIGINAL(overrides.parent)


_ORIGINAL = library.templates


def outcome(root: Path) -> Outcome:
    """What the check says of a site. Templates are compiled once for all sites: they are the
    project's own."""
    result = Outcome()
    library.templates = lambda folder: _templates((folder / "overrides").resolve())
    os.environ["EXPLAINER_TODAY"] = TODAY
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    problems = Problems()
    try:
        library.Site.read_into(root, problems)
    except Exception:
        result.traceback = traceback.format_exc()
    finally:
        library.templates = _ORIGINAL
        del os.environ["EXPLAINER_TODAY"]
    result.seconds = time.process_time() - start
    result.megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    result.problems = [str(problem) for problem in problems]
    result.warnings = [str(problem) for problem in problems.warnings]
    return result


def made(case: Case, folder: Path) -> Path:
    """A site with the fault of a case."""
    first = {} if case.ledger else {k: v for k, v in case.files.items() if _plain(v)}
    root = tiny_site(folder, first, case.acknowledge)
    if case.ledger:
        assert main(["--root", str(root), "ledger"]) == 0
    lay(root, {k: v for k, v in case.files.items() if k not in first})
    for name in case.files:
        _compared(root, name)
    return root


def _compared(root: Path, name: str) -> None:
    """Have a translation that a case changes count as compared with its original as it is, so
    that the case says nothing of that."""
    path, original = root / name, root / name.replace("docs/en/", "docs/zh/")
    if path == original or not path.is_file() or not original.is_file():
        return
    found = article.read(path, name, path.stem, "en", Problems())
    own = {section.id: section.hash for section in found.sections} if found else {}
    text = path.read_bytes().decode(errors="surrogateescape")
    for identifier, digest in own.items():
        text = re.sub(rf'(\n  {re.escape(identifier)}: "\w+) \w+"', rf'\1 {digest}"', text)
    path.write_bytes(text.encode(errors="surrogateescape"))


def _plain(change: Any) -> bool:
    return not (isinstance(change, dict) and len(change) == 1 and set(change) <= _SPECIAL)
