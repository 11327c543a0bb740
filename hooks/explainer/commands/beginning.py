"""``explainer init``: a site of one's own, and ``explainer update``: mends that came since.

A new site holds the generator as it is committed here, without the story that is told here, and
a small site to start from. It remembers commit and place in ``.explainer.yml``; an update applies
what has changed since to everything that is not the story's, as a merge of three versions (git
apply --3way).
"""

from __future__ import annotations

import io
import re
import shutil
import tarfile
from collections.abc import Sequence
from pathlib import Path

import yaml

from explainer.commands import revisions
from explainer.commands.refusing import Refused
from explainer.data import dataset
from explainer.memo import write_whole
from explainer.problems import Problems

ORIGIN = ".explainer.yml"
START = "tests/sites/tiny"
"""The small site that a new one starts from."""
STORY = (
    "data", "docs", "ledger.tsv", "tests/story", "README.md", "LICENSE-CONTENT.md", "CITATION.cff",
    ".github/screenshot.png", ".sources.json", ORIGIN,
)
"""What is the story's, and neither copied nor updated."""
_README = Path(__file__).with_name("start.md")
_NAME = re.compile(r"^site_name:.*$", re.MULTILINE)


def begin(project: Path, target: Path, start: str = START) -> None:
    """Write a new site into ``target``, from the last commit of a project and the site in one of
    its folders. Raises Refused if there is something already, or no such site."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refused(f"{target} is there already", "Name a new folder")
    commit = revisions.commit(project, "HEAD")
    content = revisions.git(project, "archive", "--format=tar", commit)
    target.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        members = [m for m in archive.getmembers() if not _is_story(m.name)]
        archive.extractall(target, members, filter="data")
    source = target / start
    if not (source / "data" / "site.yml").is_file():
        shutil.rmtree(target)
        raise Refused(f"{start} holds no site", f"Name one with data/site.yml, such as {START}")
    for name in ("data", "docs"):
        shutil.copytree(source / name, target / name)
    data = dataset.read(target, Problems())
    title = next(iter(data.site.title.values())) if data else target.name
    settings = (target / "mkdocs.yml").read_text("utf-8")
    named = _NAME.sub(lambda _: f"site_name: {_quoted(title)}", settings, count=1)
    write_whole(target / "mkdocs.yml", named.encode())
    readme = _README.read_text("utf-8").replace("{title}", title)
    write_whole(target / "README.md", readme.encode())
    _remember(target, _place(project), commit)


def update(root: Path, place: str | None = None) -> tuple[str, list[str]]:
    """Apply what has changed in the generator since ``root`` was begun or last updated, from the
    project at ``place`` (its own, if none is given). Gives the new commit, and the files that
    hold marks of a merge. Raises Refused if something is not committed, or cannot be had."""
    known = _remembered(root)
    if revisions.git(root, "status", "--porcelain", "--untracked-files=no").strip():
        raise Refused("there are changes that are not committed", "Commit them first: an update "
                      "can then be looked at by itself, and undone")
    place = place or known["from"]
    revisions.git(root, "fetch", "--quiet", "--no-tags", "--end-of-options", place, "HEAD")
    new = revisions.commit(root, "FETCH_HEAD")
    old = revisions.commit(root, known["commit"])
    left_out = [f":(exclude){name}" for name in STORY]
    patch = revisions.git(root, "diff", "--binary", "--full-index", old, new, "--", ".", *left_out)
    conflicts: list[str] = []
    if patch:
        conflicts = _apply(root, patch)
    _remember(root, place, new)
    return new, conflicts


def _apply(root: Path, patch: bytes) -> list[str]:
    """Apply a patch as a merge; the files with marks in them."""
    try:
        revisions.git(root, "apply", "--3way", "--whitespace=nowarn", given=patch)
    except Refused:
        found = revisions.git(root, "diff", "--name-only", "--diff-filter=U").decode()
        if not found:
            raise
        return found.splitlines()
    return []


def _remembered(root: Path) -> dict[str, str]:
    path = root / ORIGIN
    try:
        known = yaml.safe_load(path.read_text("utf-8"))
        return {"from": str(known["from"]), "commit": str(known["commit"])}
    except (OSError, yaml.YAMLError, TypeError, KeyError):
        raise Refused(
            f"{ORIGIN} does not say where this site comes from (expected from and commit)",
            "Only what explainer init has made can be updated",
        ) from None


def _remember(root: Path, place: str, commit: str) -> None:
    text = f"# Where explainer update looks for mends.\nfrom: {_quoted(place)}\ncommit: {commit}\n"
    write_whole(root / ORIGIN, text.encode())


def _place(project: Path) -> str:
    """Where others can have the project from; its folder, where it came from nowhere."""
    try:
        return revisions.git(project, "remote", "get-url", "origin").decode().strip()
    except Refused:
        return str(project.resolve())


def _is_story(name: str, story: Sequence[str] = STORY) -> bool:
    return any(name == each or name.startswith(f"{each}/") for each in story)


def _quoted(text: str) -> str:
    return yaml.safe_dump(text, allow_unicode=True, width=1000).partition("\n")[0]
