"""Copies of the tiny site of tests/sites/tiny, whole or with something changed; their builds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from explainer.articles import article
from explainer.checks import translations
from explainer.data import dataset
from explainer.problems import Problems

LANGUAGES = ("zh", "en")
"""Those of the tiny site, the original's first."""
ROOT = Path(__file__).parents[1]
TINY = ROOT / "tests" / "sites" / "tiny"
RICH = ROOT / "tests" / "sites" / "rich"
"""What is laid over the tiny site to have every field of every kind of record in use."""
SITE_URL = "https://kettles.example/"

Change = str | Mapping[str, str] | None
"""A file's whole content, pieces of it with what replaces them, or None to remove it."""

LIVE: dict[str, Change] = {"data/charts/books.yml": """\
id: books
kind: time-points
live: true
title: {zh: 收入两年, en: Revenue of two years}
subtitle: {zh: 收入, en: Revenue}
takeaway: {zh: 收入在涨。, en: Revenue grows.}
alt: {zh: 两个点。, en: Two points.}
panels:
  - title: {zh: 收入, en: Revenue}
    points:
      - {fact: revenue.2019, label: {zh: 前一年, en: Before}}
      - {fact: revenue.2020, label: {zh: 后一年, en: After}}
"""}
"""The chart in a form that readers may also pick and highlight in."""


def tiny_site(
    folder: Path, changes: Mapping[str, Change] | None = None, acknowledge: Iterable[str] = (),
    own_library: bool = False,
) -> Path:
    """A copy of the tiny site in a folder, with the project's own hooks and partials, or with
    copies of them.

    ``changes`` are laid over it by path; ``acknowledge`` names articles whose translation is
    declared up to date after that.
    """
    shutil.copytree(TINY, folder, dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for name in ("hooks", "overrides"):
        if own_library:
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            (folder / name).symlink_to(ROOT / name)
    for name, change in (changes or {}).items():
        lay_over(folder / name, change)
    for name in acknowledge:
        data = dataset.read(folder, Problems())
        assert data, "data with faults cannot say which articles there are"
        found = article.read_all(folder, data.site.articles, data.spoken, Problems())
        translations.acknowledge(folder, found, data.site.written, name, [])
    return folder


def rich_site(folder: Path) -> Path:
    """A copy of the tiny site in a folder in which no field of any record is left out."""
    changes = {
        path.relative_to(RICH).as_posix(): path.read_text("utf-8")
        for path in RICH.rglob("*") if path.is_file()
    }
    return tiny_site(folder, changes, acknowledge=["accounts"])


def run_build(
    root: Path, site: Path | None = None, before: Iterable[str] = (), umask: int = -1,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """Build the site in a folder, with ``environment`` beside what all builds here have;
    ``before`` is put before the command."""
    return subprocess.run(
        [*before, sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir",
         site or root / "site"],
        cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120,
        umask=umask, check=False, env={
            **os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1600000000",
            "SITE_URL": SITE_URL, **environment,
        },
    )


def lay_over(path: Path, change: Change) -> None:
    """Change, write or remove a file."""
    if change is None:
        path.unlink()
        return
    if isinstance(change, Mapping):
        text = path.read_text("utf-8")
        for old, new in change.items():
            assert text.count(old) == 1, f"{path.name} must contain {old!r} once"
            text = text.replace(old, new)
    else:
        text = change
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
