"""What workflows run in the shell: where the site is, and how the ledger gets onto main."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from tiny_site import ROOT

GH = """#!/bin/sh
echo "$@" >> "$CALLS"
case "$1" in
  api) {api} ;;
  pr) : ;;
esac
"""


def run(script: str, folder: Path, api: str = "exit 1") -> subprocess.CompletedProcess[str]:
    """A script of .ci in a folder, with a ``gh`` that notes what it is asked."""
    tools = folder.parent / "tools"
    tools.mkdir(exist_ok=True)
    (tools / "gh").write_text(GH.format(api=api), "utf-8")
    (tools / "gh").chmod(0o755)
    return subprocess.run(
        ["sh", ROOT / ".ci" / script], cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "GITHUB_REPOSITORY": "a/b",
             "CALLS": str(tools / "calls")},
    )


@pytest.mark.parametrize(("api", "address"), [
    ("echo https://a.example/b/", "https://a.example/b/"),
    ("echo", ""),  # Pages from a branch: nothing that workflows build is taken
    ("echo '{\"message\": \"Not Found\"}'; exit 1", ""),
])
def test_a_copy_without_pages_has_no_address_and_does_not_fail(tmp_path, api, address):
    (tmp_path / "work").mkdir()
    done = run("pages-address", tmp_path / "work", api)
    assert done.returncode == 0
    assert done.stdout == f"address={address}\n"
    assert ("::notice::Nothing is published" in done.stderr) == (not address)


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", folder, "-c", "user.name=A", "-c", "user.email=a@b.example", *arguments],
        check=True, capture_output=True, text=True,
    )
    return done.stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch", "main", "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "work")
    work = tmp_path / "work"
    git(work, "checkout", "--quiet", "-b", "main")
    (work / "ledger.tsv").write_text("one\n", "utf-8")
    git(work, "add", ".")
    git(work, "commit", "--quiet", "-m", "First")
    git(work, "push", "--quiet", "origin", "main")
    return work


def test_a_ledger_that_says_all_is_left_alone(clone):
    done = run("enter-ledger", clone)
    assert (done.returncode, done.stdout) == (0, "Nothing to enter\n")


def test_what_was_published_is_entered_on_main(clone):
    (clone / "ledger.tsv").write_text("one\ntwo\n", "utf-8")
    (clone / "other").write_text("not entered\n", "utf-8")
    done = run("enter-ledger", clone)
    assert done.returncode == 0, done.stderr
    origin = clone.parent / "origin.git"
    assert git(origin, "show", "main:ledger.tsv") == "one\ntwo\n"
    assert git(origin, "ls-tree", "--name-only", "main") == "ledger.tsv\n"


def test_where_main_takes_no_commit_it_is_proposed(clone):
    origin = clone.parent / "origin.git"
    hook = origin / "hooks" / "update"
    hook.write_text('#!/bin/sh\n[ "$1" != refs/heads/main ]\n', "utf-8")
    hook.chmod(0o755)
    (clone / "ledger.tsv").write_text("one\ntwo\n", "utf-8")
    done = run("enter-ledger", clone)
    assert done.returncode == 0, done.stderr
    assert git(origin, "show", "main:ledger.tsv") == "one\n"
    assert git(origin, "show", "ledger:ledger.tsv") == "one\ntwo\n"
    assert "pr create --head ledger" in (clone.parent / "tools" / "calls").read_text("utf-8")
