"""``explainer init``: a site of one's own, and ``explainer update``: mends that came since.

A new site holds the generator as it is committed here, without the story that is told here, and
a small site to start from, in the languages one asks for. It remembers commit and place in
``.explainer.yml``; an update merges what has changed since into everything that is not the
story's, as git merges branches: renamed files are followed, and what was removed stays away.
"""

from __future__ import annotations

import io
import re
import shutil
import tarfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from explainer.commands import choosing, revisions
from explainer.commands.refusing import Refused
from explainer.data import dataset
from explainer.language.known import converter
from explainer.memo import write_whole

ORIGIN = ".explainer.yml"
START = "tests/sites/cider"
"""The small site that a new one starts from."""
STORY = (
    "data", "docs", "ledger.tsv", "tests/story", "README.md", "LICENSE-CONTENT.md", "CITATION.cff",
    ".github/screenshot.png", ".sources.json", ORIGIN,
)
"""What is the story's, and neither copied nor updated."""
_README = Path(__file__).with_name("start.md")
_NAME = re.compile(r"^site_name:.*$", re.MULTILINE)


def begin(
    project: Path, target: Path, languages: Sequence[str] = (), start: str = START
) -> list[str]:
    """Write a new site into ``target``, from the last commit of a project and the site in one of
    its folders, in some languages (if none is named, in those of the project's own site). Gives
    what these lack, a sentence each. Raises Refused if there is something already, no such site
    or no such language."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refused(f"{target} is there already", "Name a new folder")
    commit = revisions.commit(project, "HEAD")
    wanted = list(languages or choosing.languages(project))
    content = revisions.git(project, "archive", "--format=tar", commit)
    with TemporaryDirectory(prefix="explainer-") as name:  # nothing is begun that is refused
        folder = Path(name)
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            members = [m for m in archive.getmembers() if not _is_story(m.name)]
            archive.extractall(folder, members, filter="data")
        if not (folder / start / "data" / "site.yml").is_file():
            raise Refused(f"{start} holds no site", f"Name one with data/site.yml, such as {START}")
        for part in ("data", "docs"):
            shutil.copytree(folder / start / part, folder / part)
        missing = choosing.choose(folder, wanted)
        _name(folder)
        _remember(folder, _place(project), commit)
        shutil.copytree(folder, target, ignore=shutil.ignore_patterns(".cache"),
                        dirs_exist_ok=True)
    return missing


def _name(folder: Path) -> None:
    """Call a new site in its settings and its README what its data calls it."""
    site = dataset.load(folder, converter).site
    title = site.title[site.codes[0]]
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    named = _NAME.sub(lambda _: f"site_name: {_quoted(title)}", settings, count=1)
    write_whole(folder / "mkdocs.yml", named.encode())
    readme = _README.read_text("utf-8").replace("{title}", title)
    write_whole(folder / "README.md", readme.encode())


def update(root: Path, place: str | None = None) -> tuple[str, list[str]]:
    """Merge what has changed in the generator since ``root`` was begun or last updated, from the
    project at ``place`` (its own, if none is given). Gives the new commit, and the files in which
    both sides have changed the same. Raises Refused if something is not committed, or cannot be
    had."""
    known = _remembered(root)
    if revisions.git(root, "status", "--porcelain", "--untracked-files=no").strip():
        raise Refused("there are changes that are not committed", "Commit them first: an update "
                      "can then be looked at by itself, and undone")
    place = place or known["from"]
    revisions.git(root, "fetch", "--quiet", "--no-tags", "--end-of-options", place, "HEAD")
    new = revisions.commit(root, "FETCH_HEAD")
    old = revisions.commit(root, known["commit"])
    conflicts = _merge(root, old, new) if old != new else []
    _remember(root, place, new)
    return new, conflicts


def _merge(root: Path, old: str, new: str) -> list[str]:
    """Merge what has changed between two commits of the project into the working folder and the
    index; the files with conflicts. What is the story's is in both as it is here."""
    before, after = (_with_own_story(root, commit) for commit in (old, new))
    try:
        revisions.git(root, "merge-recursive", before, "--", "HEAD", after)
    except Refused:
        found = revisions.git(root, "diff", "--name-only", "--diff-filter=U", "-z").decode()
        if not found:
            raise
        return sorted({*found.split("\0")} - {""})
    return []


def _with_own_story(root: Path, commit: str) -> str:
    """A tree of git with the generator of a commit, and with the story of this site."""
    with TemporaryDirectory(prefix="explainer-") as folder:
        def git(*arguments: str, given: bytes = b"") -> bytes:
            return revisions.git(root, *arguments, given=given, index=Path(folder) / "index")

        git("read-tree", commit)
        git("rm", "-r", "--force", "--cached", "--quiet", "--ignore-unmatch", "--", *STORY)
        own = git("ls-tree", "-r", "-z", "--full-tree", "HEAD", "--", *STORY)
        git("update-index", "-z", "--index-info", given=own)
        return git("write-tree").decode().strip()


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
