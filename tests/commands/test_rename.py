"""``explainer rename``: another id, wherever it is named; old addresses lead to the new ones."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from tiny_site import rich_site

from explainer.articles.authoring import AuthorVoice
from explainer.cli import main
from explainer.commands.mentions import CALLS
from explainer.site import Site

WHY = ["--reason", "zh=更清楚。", "--reason", "en=Clearer."]
SILENT = {"period", "span", "data_to", "count", "sources", "claims", "glossary", "page_link",
          "report", "due", "publisher"}
"""Author functions that name no record."""
LINKS = "See [it](glossary.md#whistle), [this](#books) and [that](claims.md#losing).\n\n"


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", folder, "-c", "user.name=Anna", "-c", "user.email=anna@kettles.example",
         *arguments], check=True, capture_output=True, text=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which every field is in use, published and committed."""
    root = rich_site(tmp_path_factory.mktemp("published") / "site")
    shutil.rmtree(root / "data" / "changes")  # of what was never published
    for code in ("zh", "en"):
        path = root / "docs" / code / "accounts.md"
        text = path.read_text("utf-8").replace("\n## ", f"\n{LINKS}## ", 1)
        path.write_text(text.replace("See ", "见") if code == "zh" else text, "utf-8")
    assert main(["--root", str(root), "revised", "accounts"]) == 0
    assert main(["--root", str(root), "ledger"]) == 0
    assert main(["--root", str(root), "check"]) == 0
    (root / ".gitignore").write_text(".cache/\n", "utf-8")
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "Publish")
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "site", symlinks=True))


def rename(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "rename", *arguments])


@pytest.mark.parametrize(("old", "new", "kind", "address", "target"), [
    ("revenue", "sales", "metrics", "facts/revenue/", "facts/sales/"),
    ("books", "takings", "charts", "charts/books/", "charts/takings/"),
    ("S01", "S11", "sources", "sources/#S01", "sources/#S11"),
    ("losing", "in-the-red", "claims", "claims/#losing", "claims/#in-the-red"),
    ("whistle", "alarm", "terms", "glossary/#whistle", "glossary/#alarm"),
    ("accounts", "figures", "articles", "accounts/", "figures/"),
    ("founded", "begun", "events", None, None),  # which has no address without a timeline
    ("boil", "boiling", "quotes", None, None),
    ("tea-talk", "tea-times", "publishers", None, None),
])
def test_everything_that_names_it_names_the_new_one(
    root: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, kind: str,
    address: str | None, target: str | None,
) -> None:
    capsys.readouterr()
    assert rename(root, old, new, "--kind", kind, *WHY) == 0
    said = capsys.readouterr().out
    changed = {line.partition(": ")[0] for line in said.splitlines() if " time" in line}
    assert changed <= {*git(root, "ls-files").split()}
    assert main(["--root", str(root), "check"]) == 0, capsys.readouterr().out
    site = Site.read(root)
    names = site.data.site.articles if kind == "articles" else site.data.records[kind]
    assert new in names
    assert ("leads from the old address to the new one" in said) == (address is not None)
    if address:
        assert {a: d.target for a, d in site.departures["en"].items() if a == address} == {
            address: target}
    git(root, "stash", "--include-untracked")
    assert not [*root.rglob(f"{new}.*")]


def test_a_section_that_was_out_of_date_stays_so(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "docs/zh/accounts.md"
    path.write_text(path.read_text("utf-8").replace("厂里有", "厂里现在有"), "utf-8")
    git(root, "commit", "--quiet", "--all", "-m", "Change")
    assert rename(root, "staff", "workers", *WHY) == 0
    capsys.readouterr()
    assert main(["--root", str(root), "check"]) == 1
    said = capsys.readouterr().out
    assert 'section "people" is older than docs/zh/accounts.md' in said
    assert said.count(": section ") == 1


@pytest.mark.parametrize(("arguments", "said"), [
    (["revenu", "sales"], 'nothing is called "revenu" (did you mean "revenue"?)'),
    (["revenue", "Sales"], '"Sales" is no id'),
    (["revenue", "cost"], '"cost" is taken by data/metrics/cost.yml:1:1'),
    (["accounts", "claims"], '"claims" is a name the site makes links to'),
    (["accounts", "facts"], '"facts" is a name the site makes links to'),
    (["accounts", "en"], '"en" is taken'),
    (["sources", "papers"], '"sources" is a name the site makes links to'),
    (["CNY", "RMB"], 'nothing is called "CNY"'),
    (["revenue", "sales", "--reason", "de=Klarer."], '"de=Klarer." is no reason in a language'),
])
def test_what_cannot_be_renamed_is_refused_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    capsys.readouterr()
    assert rename(root, *arguments) == 2
    assert capsys.readouterr().err.startswith(f"explainer rename: {said}")
    assert git(root, "status", "--porcelain") == ""


def test_an_address_that_led_elsewhere_is_not_used_again(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rename(root, "revenue", "sales", *WHY) == 0
    assert main(["--root", str(root), "ledger"]) == 0, capsys.readouterr().out
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "Rename")
    capsys.readouterr()
    assert rename(root, "cost", "revenue", *WHY) == 2
    assert "facts/revenue/ was the address of something else" in capsys.readouterr().err


def test_a_renaming_waits_for_changes_to_be_committed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "data" / "more.txt").write_text("x", "utf-8")
    assert rename(root, "revenue", "sales") == 2
    assert "there are changes that are not committed" in capsys.readouterr().err


def test_it_is_known_of_every_author_function_what_it_names(published: Path) -> None:
    voice = Site.read(published).voice("en", "en/", [])
    assert isinstance(voice, AuthorVoice)
    assert {*CALLS} | SILENT == {*voice.functions()}
    assert not {*CALLS} & SILENT
