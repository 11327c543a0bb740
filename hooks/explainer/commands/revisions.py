"""The site as it stood in version control, beside the one in the working folder."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from explainer.commands.refusing import Refused

_CONTENT = ("data", "docs")
_TEMPLATES, _FILES = "overrides", ("mkdocs.yml", "ledger.tsv")
"""What both sides share: the templates and the settings of today."""


@contextmanager
def checked_out(root: Path, revision: str) -> Iterator[Path]:
    """A folder with data and text of a revision (a commit, a branch), and with the templates of
    ``root``; it is gone afterwards. Raises Refused where there is no such revision."""
    kept = git(root, "ls-tree", "--name-only", f"{commit(root, revision)}", *(
        f"{name}/" for name in _CONTENT))
    folders = sorted({line.split("/")[0] for line in kept.decode().splitlines()})
    if "data" not in folders:
        raise Refused(f'"{revision}" has no data/ here', "Name a revision that holds the site")
    content = git(root, "archive", "--format=tar", commit(root, revision), *folders)
    with TemporaryDirectory(prefix="explainer-") as name:
        folder = Path(name)
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            archive.extractall(folder, filter="data")
        (folder / _TEMPLATES).symlink_to((root / _TEMPLATES).resolve())
        for own in _FILES:
            if (root / own).is_file():
                shutil.copyfile(root / own, folder / own)
        memo = root / ".cache" / "memo"
        if memo.is_dir():  # what was found in texts that are the same
            shutil.copytree(memo, folder / ".cache" / "memo")
        yield folder


def commit(root: Path, revision: str) -> str:
    """The full name of the commit that is meant."""
    try:
        found = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options",
                     f"{revision}^{{commit}}")
    except Refused:
        raise Refused(
            f'"{revision}" is no revision here', "Name a commit or a branch, such as HEAD or main; "
            "a clone without history has only its last one",
        ) from None
    return found.decode().strip()


def git(root: Path, *arguments: str, given: bytes = b"", index: Path | None = None) -> bytes:
    """What git answers about a folder, ``given`` something to read, perhaps with another
    ``index`` than the folder's. Raises Refused."""
    if shutil.which("git") is None:
        raise Refused("git is not installed", "Install it: a change is compared with a commit")
    done = subprocess.run(
        ["git", "-C", root, *arguments], input=given, capture_output=True, check=False,
        env={**os.environ, **({"GIT_INDEX_FILE": str(index)} if index else {})},
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().split("\n")[0]
        raise Refused(f"git: {said or 'no answer'}", "Call it in a clone of the site's repository")
    return done.stdout
