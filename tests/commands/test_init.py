"""``explainer init`` and ``update``: a site of one's own, and mends that come later."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tiny_site import ROOT, TINY, run_build

from explainer.cli import main
from explainer.commands.beginning import STORY


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
    tiny = {f"tests/sites/tiny/{p.relative_to(TINY)}": p.read_text("utf-8")
            for p in TINY.rglob("*") if p.is_file()}
    written(folder, {
        **tiny, "Makefile": "one\ntwo\nthree\n", "hooks/a.py": "a = 1\n", "mkdocs.yml":
        "# Settings.\nsite_name: First\ndocs_dir: docs\n", "data/site.yml": "first story\n",
        "docs/zh/index.md": "first story\n", "README.md": "first story\n",
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
    assert texts["data/site.yml"] == (TINY / "data/site.yml").read_text("utf-8")
    assert texts["mkdocs.yml"] == "# Settings.\nsite_name: 一把茶壶的账\ndocs_dir: docs\n"
    assert texts["README.md"].startswith("# 一把茶壶的账\n")
    assert not {"ledger.tsv", "tests/story/test_it.py"} & texts.keys()


def test_mends_come_and_what_is_ones_own_stays(mine, project, capsys):
    written(mine, {"Makefile": "one\ntwo\nthree, mine\n", "docs/zh/index.md": "my story\n"})
    committed(mine, "My own")
    written(project, {
        "Makefile": "one, mended\ntwo\nthree\n", "hooks/a.py": "a = 2\n", "hooks/b.py": "b = 1\n",
        "docs/zh/index.md": "second story\n", "README.md": "second story\n",
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
    assert (mine / "docs/zh/index.md").read_text("utf-8") == "my story\n"
    assert "site_name: 一把茶壶的账\ndocs_dir: docs\nstrict: true\n" in (
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
])
def test_what_cannot_be_begun_is_refused(project, capsys, monkeypatch, arguments, said):
    monkeypatch.chdir(project)
    assert main(["init", *arguments]) == 2
    assert capsys.readouterr().err.startswith(f"explainer init: {said}")
    assert not (project / "new").exists()


def test_a_site_begun_from_this_project_is_whole_passes_and_builds(tmp_path, capsys):
    target = tmp_path / "mine"
    assert main(["--root", str(ROOT), "init", str(target)]) == 0
    kept = {name for name in git(ROOT, "ls-tree", "-r", "--name-only", "HEAD").splitlines()
            if not name.startswith(STORY)}
    assert kept <= {p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_file()}
    words = first_words()
    for path in target.rglob("*"):
        if path.is_file() and ".cache" not in path.parts:
            text = path.read_bytes().decode("utf-8", "ignore")
            assert not [word for word in words if word in text], path
    capsys.readouterr()
    assert main(["--root", str(target), "check"]) == 0
    assert "licence.example is no address but a placeholder" in capsys.readouterr().err
    done = run_build(target)
    assert done.returncode == 0, done.stdout
    assert main(["--root", str(target), "ledger"]) == 0
    assert main(["--root", str(target), "check"]) == 0


def first_words() -> list[str]:
    """What the story of this project is called, and whom it is about: nothing of it goes on."""
    from explainer.data import dataset

    data = dataset.load(ROOT)
    company = data.company(data.site.subject)
    assert company
    names = [*company.name.values(), *data.site.title.values()]
    tiny = "".join(path.read_text("utf-8") for path in TINY.rglob("*.yml"))
    return [name for name in names if name not in tiny]  # which a fork may tell of itself
