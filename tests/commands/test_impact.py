"""``explainer impact``: what a change of data or text changes for readers."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from tiny_site import lay_over, tiny_site

from explainer.cli import main

REVENUE = "data/metrics/revenue.yml"
CORRECTED = {REVENUE: {"period: 2020, value: 150,": "period: 2020, value: 152,"}}


def git(root: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-C", root, "-c", "user.name=Anna", "-c", "user.email=anna@kettles.example",
         *arguments], check=True, capture_output=True,
    )


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    """A tiny site under version control."""
    root = tiny_site(tmp_path / "site")
    (root / ".gitignore").write_text(".cache/\n", "utf-8")
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "First")
    return root


def told(root: Path, capsys, *arguments: str) -> dict:
    assert main(["--root", str(root), "impact", "--format", "json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_nothing_changed_is_said(committed, capsys):
    assert main(["--root", str(committed), "impact"]) == 0
    assert capsys.readouterr().out == "Nothing differs from HEAD.\n"


def test_a_corrected_figure_shows_what_follows_from_it(committed, capsys):
    for path, change in CORRECTED.items():
        lay_over(committed / path, change)
    found = told(committed, capsys)
    figures = {figure["id"]: figure for figure in found["figures"]}
    assert figures["revenue.2020"]["before"] == {"zh": "1.5亿元", "en": "RMB 150 million"}
    assert figures["revenue.2020"]["after"] == {"zh": "1.52亿元", "en": "RMB 152 million"}
    assert figures["revenue.2020"]["follows"] == []
    assert figures["loss.2020"]["follows"] == ["revenue.2020"]
    assert figures["loss.2020"]["values"] == ["25E+6 CNY", "23E+6 CNY"]
    sentences = {(s["language"], s["place"]): s for s in found["sentences"]}
    assert sentences["en", "docs/en/accounts.md #top"]["before"].endswith(
        "the loss to RMB 25 million.")
    assert sentences["en", "docs/en/accounts.md #top"]["after"].endswith(
        "the loss to RMB 23 million.")
    assert sentences["zh", "data/claims/losing.yml losing"]["after"] == "年报里是亏损2,300万元。"
    (chart,) = found["charts"]
    assert chart["id"] == "books"
    assert {cell["after"] for cell in chart["cells"] if cell["language"] == "en"} == {
        "2020 · Revenue (RMB million): 152"}
    changed = {address for what, address in found["addresses"]}
    assert {"facts/revenue/", "en/facts/loss/", "accounts/", "charts/books/", "data/facts.csv"} \
        <= changed
    assert not changed & {"facts/staff/", "glossary/"}


def test_charts_that_differ_are_drawn_before_and_after(committed, tmp_path, capsys):
    for path, change in CORRECTED.items():
        lay_over(committed / path, change)
    told(committed, capsys, "--pictures", str(tmp_path / "pictures"))
    drawn = {path.name: path.read_bytes() for path in (tmp_path / "pictures").iterdir()}
    assert drawn.keys() == {
        f"books.{language}.{side}.png" for language in ("zh", "en") for side in ("before", "after")
    }
    assert len(set(drawn.values())) == 4
    assert all(content.startswith(b"\x89PNG") for content in drawn.values())


def test_a_change_of_words_alone_changes_no_figure(committed, capsys):
    lay_over(committed / "docs/en/accounts.md", {"Two years of": "Both years’"})
    found = told(committed, capsys)
    assert found["figures"] == found["charts"] == found["records"] == []
    (sentence,) = found["sentences"]
    assert sentence["after"].startswith("Both years’ revenue come")
    assert found["addresses"] == [["changed", "en/accounts/"]]


def test_what_is_new_and_gone_is_told(committed, capsys):
    lay_over(committed / REVENUE, {
        "origin: press}": "origin: press}\n  - {period: 2018, value: 170, source: S02, "
        "origin: press}",
    })
    lay_over(committed / "data/claims/best-kettle.yml", None)
    found = told(committed, capsys)
    assert [(f["id"], f["what"]) for f in found["figures"]] == [("revenue.2018", "new")]
    assert {(r["id"], r["what"]) for r in found["records"]} == {
        ("revenue", "changed"), ("best-kettle", "gone")}
    assert ["new", "facts/revenue/#2018"] in found["addresses"]
    assert ["gone", "en/claims/#best-kettle"] in found["addresses"]
    gone = [s for s in found["sentences"] if s["after"] is None]
    assert "It is the best of kettles." in {s["before"] for s in gone}


def test_another_revision_can_be_compared_with(committed, capsys):
    for path, change in CORRECTED.items():
        lay_over(committed / path, change)
    git(committed, "commit", "--quiet", "-am", "Correct")
    assert told(committed, capsys)["figures"] == []
    assert told(committed, capsys, "HEAD~1")["since"] == "HEAD~1"
    assert "revenue.2020" in {f["id"] for f in told(committed, capsys, "HEAD~1")["figures"]}


def test_a_site_that_has_faults_is_compared_as_far_as_it_can_be_read(committed, capsys):
    lay_over(committed / REVENUE, {"period: 2020, value: 150,": "period: 2020, value: 999,"})
    found = told(committed, capsys)
    assert "revenue.2020" in {f["id"] for f in found["figures"]}
    assert any("make check" in note for note in found["notes"]) == (
        main(["--root", str(committed), "check"]) == 1)


def test_markdown_holds_nothing_that_marks_up(committed, capsys):
    lay_over(
        committed / "docs/en/accounts.md", {"Two years of": "Both <b>years</b> \\[of\\] *the*"}
    )
    assert main(["--root", str(committed), "impact", "--format", "markdown"]) == 0
    out = capsys.readouterr().out
    assert "### Sentences (1)" in out
    assert "Both years \\\\\\[of\\\\\\] \\*the\\* revenue" in out


def test_what_is_no_revision_is_refused(committed, capsys):
    assert main(["--root", str(committed), "impact", "nosuch"]) == 2
    assert capsys.readouterr().err.startswith(
        'explainer impact: "nosuch" is no revision here. Name a commit or a branch')


def test_a_revision_is_never_taken_for_an_option(committed):
    with pytest.raises(SystemExit) as stopped:
        main(["--root", str(committed), "impact", "--output=x"])
    assert stopped.value.code == 2
    assert main(["--root", str(committed), "impact", "--", "--output=x"]) == 2
    assert not (committed / "x").exists()


def test_a_folder_without_version_control_is_refused(tmp_path, capsys, monkeypatch):
    root = tiny_site(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(["--root", str(root), "impact"]) == 2
    assert capsys.readouterr().err.startswith("explainer impact: ")
