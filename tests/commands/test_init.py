"""``explainer init`` and ``update``: a site of one's own, and mends that come later."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from language_sites import CIDER
from tiny_site import ROOT

from explainer.cli import main
from explainer.commands import choosing
from explainer.commands.beginning import STORY
from explainer.data import dataset, model
from explainer.data.addresses import Addresses
from explainer.data.specimens import TO_WRITE
from explainer.language.known import converter
from explainer.site import Site


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", folder, "-c", "user.name=Anna", "-c", "user.email=anna@kettles.example",
         *arguments], check=True, capture_output=True, text=True,
    )
    return done.stdout


def committed(folder: Path, message: str) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", message)


def written(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A generator in small, with a story of its own and a site to start from."""
    folder = tmp_path / "project"
    start = {f"tests/sites/cider/{p.relative_to(CIDER)}": p.read_text("utf-8")
             for p in CIDER.rglob("*") if p.is_file()}
    written(folder, {
        **start, "Makefile": "one\ntwo\nthree\n", "hooks/a.py": "a = 1\n", "mkdocs.yml":
        "# Settings.\nsite_name: First\ndocs_dir: docs\n", "data/site.yml":
        "languages: {en: {}, fr: {}}  # first story\n",
        "docs/en/index.md": "first story\n", "README.md": "first story\n",
        "tests/story/test_it.py": "first story\n", "ledger.tsv": "first story\n",
    })
    git(folder, "init", "--quiet", "--initial-branch", "main")
    committed(folder, "First")
    return folder


@pytest.fixture
def mine(project: Path, tmp_path: Path) -> Path:
    """A site begun from the project, under version control."""
    target = tmp_path / "mine"
    assert main(["--root", str(project), "init", str(target)]) == 0
    git(target, "init", "--quiet", "--initial-branch", "main")
    (target / ".gitignore").write_text(".cache/\n", "utf-8")
    committed(target, "Begin")
    return target


def test_a_new_site_holds_the_generator_and_nothing_of_the_story(mine):
    texts = {p.relative_to(mine).as_posix(): p.read_text("utf-8")
             for p in mine.rglob("*") if p.is_file() and not {".git", ".cache"} & {*p.parts}}
    assert not [name for name, text in texts.items() if "first story" in text]
    assert texts["hooks/a.py"] == "a = 1\n"
    assert texts["data/metrics/revenue.yml"].startswith(
        "id: revenue\nname: {en: Revenue, fr: Chiffre d’affaires}\n")
    title = "The books of a cider press"
    assert texts["mkdocs.yml"] == f"# Settings.\nsite_name: {title}\ndocs_dir: docs\n"
    assert texts["README.md"].startswith(f"# {title}\n")
    assert not {"ledger.tsv", "tests/story/test_it.py"} & texts.keys()


def test_mends_come_and_what_is_ones_own_stays(mine, project, capsys):
    written(mine, {"Makefile": "one\ntwo\nthree, mine\n", "docs/en/index.md": "my story\n"})
    committed(mine, "My own")
    written(project, {
        "Makefile": "one, mended\ntwo\nthree\n", "hooks/a.py": "a = 2\n", "hooks/b.py": "b = 1\n",
        "docs/en/index.md": "second story\n", "README.md": "second story\n",
        "mkdocs.yml": "# Settings.\nsite_name: First\ndocs_dir: docs\nstrict: true\n",
    })
    committed(project, "Mend")
    capsys.readouterr()
    assert main(["--root", str(mine), "update"]) == 0
    new = git(project, "rev-parse", "HEAD")[:12]
    assert capsys.readouterr().out.startswith(f"Up to date with {new}")
    assert (mine / "Makefile").read_text("utf-8") == "one, mended\ntwo\nthree, mine\n"
    assert (mine / "hooks/a.py").read_text("utf-8") == "a = 2\n"
    assert (mine / "hooks/b.py").read_text("utf-8") == "b = 1\n"
    assert (mine / "docs/en/index.md").read_text("utf-8") == "my story\n"
    assert "site_name: The books of a cider press\ndocs_dir: docs\nstrict: true\n" in (
        mine / "mkdocs.yml").read_text("utf-8")
    committed(mine, "Update")
    assert main(["--root", str(mine), "update"]) == 0  # nothing more has changed
    assert git(mine, "status", "--porcelain") == ""


def test_where_both_changed_the_same_lines_there_are_marks(mine, project, capsys):
    written(mine, {"hooks/a.py": "a = 3\n"})
    committed(mine, "My own")
    written(project, {"hooks/a.py": "a = 2\n", "Makefile": "one\ntwo\nthree\nfour\n"})
    committed(project, "Mend")
    assert main(["--root", str(mine), "update"]) == 1
    assert "hooks/a.py:1:1: two versions of the same lines. Keep what is right" in (
        capsys.readouterr().out)
    text = (mine / "hooks/a.py").read_text("utf-8")
    assert "<<<<<<< " in text
    assert "a = 3" in text
    assert "a = 2" in text
    assert (mine / "Makefile").read_text("utf-8").endswith("four\n")


def test_renamed_files_are_followed_and_what_was_removed_stays_away(mine, project):
    written(mine, {"hooks/a.py": "a = 1\nmine = 1\n"})
    (mine / "Makefile").unlink()
    committed(mine, "My own")
    written(project, {"hooks/a.py": "\n".join(f"line {n}" for n in range(9))})
    committed(project, "Grow")
    assert main(["--root", str(mine), "update"]) == 1  # both changed the same line
    written(mine, {"hooks/a.py": "\n".join(f"line {n}" for n in range(9)) + "\nmine = 1\n"})
    committed(mine, "Update")
    git(project, "mv", "hooks/a.py", "hooks/z.py")
    committed(project, "Move")
    assert main(["--root", str(mine), "update"]) == 0
    assert not (mine / "hooks/a.py").exists()
    assert (mine / "hooks/z.py").read_text("utf-8").endswith("line 8\nmine = 1\n")
    assert not (mine / "Makefile").exists()


def test_an_update_waits_for_changes_to_be_committed(mine, project, capsys):
    written(mine, {"hooks/a.py": "a = 3\n"})
    assert main(["--root", str(mine), "update"]) == 2
    assert "there are changes that are not committed. Commit them first" in capsys.readouterr().err


def test_what_init_has_not_made_is_not_updated(project, capsys):
    assert main(["--root", str(project), "update"]) == 2
    assert ".explainer.yml does not say where this site comes from" in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "said"), [
    (["."], ". is there already. Name a new folder."),
    (["new", "--start", "tests"], "tests holds no site. Name one with data/site.yml, such as "),
    (["new", "--languages", "en", "frn"], '"frn" is no language (did you mean "fr"?). Write codes'),
    (["new", "--languages", "en,fr"], '"en,fr" is no language'),
    (["new", "--languages", "data"], '"data" is no language'),
    (["new", "--languages", "fr", "en", "fr"], '"fr" is named twice'),
    (["new", "--languages", "en", "zh-hk"], '"zh-hk" is made from zh, which is not there before'),
])
def test_what_cannot_be_begun_is_refused(project, capsys, monkeypatch, arguments, said):
    monkeypatch.chdir(project)
    assert main(["init", *arguments]) == 2
    assert capsys.readouterr().err.startswith(f"explainer init: {said}")
    assert not (project / "new").exists()


def test_a_site_begun_from_this_project_has_all_but_the_story(tmp_path):
    assert main(["--root", str(ROOT), "init", str(tmp_path), "--languages", "en"]) == 0
    kept = {name for name in git(ROOT, "ls-tree", "-r", "--name-only", "HEAD").splitlines()
            if not name.startswith(STORY)}
    assert kept <= {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}


LETTERS = {"en": "[A-Za-z]", "fr": "[éèàç]", "zh": "[\u4e00-\u9fff]"}


@pytest.mark.parametrize("languages", [
    ["fr", "en"], ["fr"], ["zh"], ["zh", "en", "fr"], ["zh", "zh-hk"], ["en-us", "fr"],
], ids="+".join)
def test_a_new_site_is_in_the_languages_asked_for_and_in_no_other(tmp_path, capsys, languages):
    root = begun(tmp_path, languages)
    data = dataset.load(root, converter)
    assert list(data.languages) == languages
    assert [own.prefix for own in data.site.languages.values()] == [
        "", *(f"{code}/" for code in languages[1:])]
    kinds = {code.partition("-")[0] for code in data.site.written}
    assert {path.name for path in (root / "docs").iterdir()} == {*data.site.written}
    text = "".join(p.read_text("utf-8") for p in (root / "data").rglob("*.yml"))
    assert bool(re.search(LETTERS["zh"], text)) == ("zh" in kinds)
    assert bool(re.search(LETTERS["fr"], text.partition("sources")[0])) == ("fr" in kinds)
    assert TO_WRITE not in text
    said = checked(root, capsys)
    assert "stands for a text" not in said
    assert "vallon.example is no address but a placeholder" in said


def test_of_a_language_without_texts_everything_that_is_missing_is_said(tmp_path, capsys):
    root = begun(tmp_path, ["de", "en"])
    said = capsys.readouterr().err
    assert "de: … stands for every text; make check lists them\n" in said
    assert "de: the words of the interface, number words, rules for its texts are not known" in said
    settings = dataset.load(root).site.languages["de"]
    assert settings == model.LanguageSettings(
        prefix="", tag="de", locale="de_DE", name="Deutsch")
    warned = checked(root, capsys)
    for place in ("data/site.yml", "data/metrics/revenue.yml", "docs/de/accounts.md:"):
        assert f"{place}" in warned
    site = Site.read(root, drafting=True)
    assert {use.id for use in site.rendered["de", "accounts"].uses} == {
        use.id for use in site.rendered["en", "accounts"].uses}
    texts = [text for _, record in site.data.all_records() for _, words in model.words(record)
             for text in [words["de"]]]
    assert {*texts} <= {TO_WRITE, "%"}
    assert Addresses.of(site.data.site.languages, "en").prefix == "en/"


def begun(folder: Path, languages: list[str]) -> Path:
    """A copy of the specimen in some languages, with what a check needs beside it."""
    root = shutil.copytree(CIDER, folder / "mine")
    shutil.copy(ROOT / "mkdocs.yml", root)
    for name in ("hooks", "overrides"):
        (root / name).symlink_to(ROOT / name)
    for lacking in choosing.choose(root, languages):
        print(lacking, file=sys.stderr)
    return root


def checked(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What a check warns of; it finds nothing wrong."""
    capsys.readouterr()
    status, said = main(["--root", str(root), "check"]), capsys.readouterr()
    assert status == 0, said.out
    return said.err
