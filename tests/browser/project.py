"""Where the project and its built site are, what pages they have, and builds of changed copies.

``SITE_DIR`` names another built site, in the folder of the project it was built from.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from explainer.data import strict_yaml
from explainer.problems import Problems

ROOT = Path(__file__).parents[2]
SITE = Path(os.environ.get("SITE_DIR") or ROOT / "site").resolve()
PROJECT = SITE.parent
SOURCES = ("data", "docs", "hooks", "overrides", "mkdocs.yml", "ledger.tsv")
"""What a build reads."""

_SETTINGS = strict_yaml.parse(
    (PROJECT / "data" / "site.yml").read_bytes(), "data/site.yml", Problems()).data
ARTICLES: list[str] = [
    page for entry in _SETTINGS["pages"]
    for page in (entry["pages"] if isinstance(entry, dict) else [entry])
]


@dataclass(frozen=True)
class Language:
    """A language of the site: its code in addresses of files, and how pages name it."""

    code: str
    prefix: str
    tag: str

    def __str__(self) -> str:
        return self.code


LANGUAGES = [
    Language(code, about["prefix"], about["tag"]) for code, about in _SETTINGS["languages"].items()
]
DEFAULT, OTHER = LANGUAGES[0], LANGUAGES[-1]
"""The language at the site’s root, and one under a prefix (the same where there is no other)."""


def address(language: Language, name: str) -> str:
    """The address of an article, relative to the site's root."""
    return language.prefix if name == "index" else f"{language.prefix}{name}/"


def text_of(language: Language, name: str) -> str:
    """An article as its author wrote it."""
    return (PROJECT / "docs" / language.code / f"{name}.md").read_text("utf-8")


CHARTED = [name for name in ARTICLES if re.search(r"\bchart\(", text_of(DEFAULT, name))]
"""Articles that show charts."""
_TOLD = [name for name in ARTICLES if ".closing}" in text_of(DEFAULT, name)] or ARTICLES
STORY = _TOLD[0] if _TOLD is not ARTICLES else max(
    ARTICLES, key=lambda name: len(text_of(DEFAULT, name)))
"""An article that tells a story; the longest, where none has a last section set apart."""


def copy_project(folder: Path) -> Path:
    """A copy of what a build reads, with the pictures and cards already drawn."""
    folder.mkdir(parents=True)
    for name in SOURCES:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():  # a new site has no ledger yet
            shutil.copy(source, folder / name)
    if (cache := PROJECT / ".cache").exists():
        shutil.copytree(
            cache, folder / ".cache", ignore=shutil.ignore_patterns("audit", "build", "uv")
        )
    return folder


def built_on() -> int:
    """The day the site was built on, for builds to be compared with it."""
    found = re.search(r"<lastmod>([\d-]+)", (SITE / "sitemap.xml").read_text("utf-8"))
    assert found, "the site map has no dates"
    return int(datetime.fromisoformat(found[1]).replace(tzinfo=UTC).timestamp())


def start(project: Path, *arguments: str, **options: object) -> subprocess.Popen[str]:
    """Start MkDocs in a copy of the project, with the copy's own library."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(project / "hooks"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "NO_MKDOCS_2_WARNING": "1",
    }
    environment.setdefault("SOURCE_DATE_EPOCH", str(built_on()))
    environment.pop("SITE_URL", None)
    if site_url := options.pop("site_url", None):
        environment["SITE_URL"] = str(site_url)
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=project, env=environment, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )


class Build:
    """A build of a copy of the project, going on while other things are done."""

    def __init__(self, project: Path, site_url: str) -> None:
        self._folder = project / "site"
        self._process = start(
            project, "build", "--strict", "--site-dir", str(self._folder), site_url=site_url
        )

    def folder(self) -> Path:
        """The built site. Waits for it; a failed build fails the test with what it said."""
        said, _ = self._process.communicate(timeout=300)
        assert self._process.returncode == 0, f"mkdocs build failed:\n{said}"
        return self._folder
