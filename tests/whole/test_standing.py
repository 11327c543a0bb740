"""The folder of a site stays: what is kept is left where it is, and everything else goes."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from explainer.kept.made import link
from explainer.kept.standing import Standing

KEPT = {"index.html": "home", "a/index.html": "a", "a/b/c.json": "c"}


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder of files that are kept."""
    folder = tmp_path / "kept"
    for name, text in KEPT.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def site(tmp_path: Path, kept: Path) -> Path:
    """A built site that has them, and others."""
    folder = tmp_path / "site"
    link(kept, folder, KEPT)
    for name in ("old/deep/page.html", "a/old.html", ".git/config"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("old", "utf-8")
    return folder


def names(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8")
            for path in folder.rglob("*") if path.is_file()}


def rebuilt(folder: Path, kept: Path) -> None:
    """What a build does: it empties its folder, and then it is put back."""
    standing = Standing(folder)
    standing.put_aside()
    if folder.exists():
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    standing.put_back({kept: KEPT})


def test_what_is_kept_stays_and_the_rest_goes(site: Path, kept: Path) -> None:
    before = {name: (site / name).stat() for name in KEPT}
    rebuilt(site, kept)
    assert names(site) == KEPT | {".git/config": "old"}
    assert not (site / "old").exists()
    for name, stat in before.items():
        assert os.path.samestat(stat, (site / name).stat())


def test_another_file_in_the_place_of_one_goes(site: Path, kept: Path) -> None:
    (site / "index.html").unlink()
    (site / "index.html").write_text("home", "utf-8")  # nobody knows that it says the same
    (site / "a" / "index.html").unlink()
    (site / "a" / "index.html").mkdir()
    (site / "a" / "b" / "c.json").unlink()
    (site / "a" / "b" / "c.json").symlink_to(kept / "a" / "b" / "c.json")
    rebuilt(site, kept)
    assert names(site) == KEPT | {".git/config": "old"}
    for name in KEPT:
        assert (site / name).samefile(kept / name)
        assert not (site / name).is_symlink()


def test_a_folder_that_is_not_there_is_made(tmp_path: Path, kept: Path) -> None:
    rebuilt(tmp_path / "new", kept)
    assert names(tmp_path / "new") == KEPT


def test_a_folder_that_cannot_be_moved_is_filled_anew(
    site: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EBUSY, "a mount point")

    monkeypatch.setattr(Path, "rename", refuse)
    rebuilt(site, kept)
    assert names(site) == KEPT


def test_a_build_that_fails_leaves_the_site(site: Path, kept: Path) -> None:
    before = names(site)
    standing = Standing(site)
    standing.put_aside()
    standing.give_up()
    assert names(site) == before
    standing.put_aside()  # and was killed
    assert not site.exists()
    site.mkdir()
    rebuilt(site, kept)
    assert names(site) == KEPT
    assert [path.name for path in site.parent.iterdir() if path.name.startswith(".")] == []


def test_what_is_doubtful_stays_until_all_is_written(site: Path, kept: Path) -> None:
    for name in ("old/a.json", "old/deep/b.json", "c.json"):
        (kept / name).parent.mkdir(parents=True, exist_ok=True)
        (kept / name).write_text("doubtful", "utf-8")
    doubtful = dict.fromkeys(("old/a.json", "old/deep/b.json", "c.json", "gone.json"), kept)
    link(kept, site, ["old/a.json", "old/deep/b.json", "c.json"])
    standing = Standing(site)
    standing.put_aside()
    standing.put_back({kept: KEPT}, doubtful)
    assert names(site).keys() == {*KEPT, "old/a.json", "old/deep/b.json", "c.json", ".git/config"}
    standing.settle(["c.json"])
    assert names(site).keys() == {*KEPT, "c.json", ".git/config"}
    assert not (site / "old").exists()
