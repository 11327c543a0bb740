"""The workflows: what runs in them is named by its commit, and reads no stranger's text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from tiny_site import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
each = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)

MAY_WRITE = {
    ("pages", "deploy"): {"pages", "id-token", "attestations"},
    ("pages", "ledger"): {"contents", "pull-requests"},  # the ledger alone, or the proposal of it
    ("sources", "keep"): {"contents", "pull-requests"},  # a branch, and the proposal of it
}


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    return found


@each
def test_actions_are_named_by_commit_and_one_commit_everywhere(path: Path) -> None:
    everywhere = "".join(other.read_text("utf-8") for other in WORKFLOWS)
    used = re.findall(r"uses: (\S+)@(\S+)(.*)", path.read_text("utf-8"))
    for action, commit, comment in used:
        assert re.fullmatch("[0-9a-f]{40}", commit), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action
        assert set(re.findall(rf"uses: {action}@(\S+)", everywhere)) == {commit}
    assert used


@each
def test_no_expression_becomes_part_of_a_command(path: Path) -> None:
    steps = [step for job in jobs(path).values() for step in job["steps"]]
    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []


@each
def test_every_job_ends_and_writes_no_more_than_it_must(path: Path) -> None:
    for name, job in jobs(path).items():
        assert job["timeout-minutes"] <= 180
        writing = {key for key, value in job.get("permissions", {}).items() if value == "write"}
        assert writing == MAY_WRITE.get((path.stem, name), set())


@each
def test_what_no_job_says_is_read_only(path: Path) -> None:
    assert yaml.safe_load(path.read_text("utf-8"))["permissions"] == {"contents": "read"}


def test_what_is_watched_is_all_there_is() -> None:
    settings = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))
    watched = {
        (update["package-ecosystem"], folder) for update in settings["updates"]
        for folder in update.get("directories", [update.get("directory")])
    }
    npm = {("npm", "/tests/audit"), ("npm", "/tests/node")}
    assert watched == {("github-actions", "/"), ("pip", "/"), *npm}
    locks = {p.parent.relative_to(ROOT).as_posix() for p in ROOT.glob("tests/*/package-lock.json")}
    assert locks == {"tests/audit", "tests/node"}
