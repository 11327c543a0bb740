"""What is kept from one build to the next: never what has changed, and the same as made anew."""

from __future__ import annotations

import errno
import os
import pickle
import shutil
from pathlib import Path

import pytest
from bench.corpus import acknowledge
from tiny_site import SITE_URL, Change, lay_over, run_build, tiny_site

from explainer import keeping, memo
from explainer.memo import Memo
from explainer.site import Site

SENTENCE: dict[str, Change] = {"docs/en/index.md": {"[the accounts]": "\n\nNow [the accounts]"}}
LESS_ZH = {'，亏损{{ fact("loss.2020") }}': ""}
LESS_EN = {', the loss to {{ fact("loss.2020") }}': ""}
LATER_ZH = {"## 人 {#people}": '{{ fact("loss.2020") }}\n\n## 人 {#people}'}
LATER_EN = {"## People {#people}": '{{ fact("loss.2020") }}\n\n## People {#people}'}


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


# A whole build


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built, with what its build has kept."""
    site = tiny_site(tmp_path_factory.mktemp("built") / "site")
    done = run_build(site)
    assert done.returncode == 0, done.stdout
    return site


@pytest.mark.parametrize(("changes", "kept"), [
    (SENTENCE, True),
    ({"data/metrics/staff.yml": {"over: 450": "over: 460"}}, False),
])
def test_what_is_made_of_the_data_is_kept_until_it_changes(
    built: Path, tmp_path: Path, changes: dict[str, Change], kept: bool
) -> None:
    """That it is what is made from nothing, test_incremental.py says."""
    site = shutil.copytree(built, tmp_path / "changed", symlinks=True)
    (made,) = (site / ".cache" / "made").glob("*.pickle")
    for name, change in changes.items():
        lay_over(site / name, change)
    acknowledge(site, [Path(name).stem for name in changes if name.startswith("docs/")])
    done = run_build(site)
    assert done.returncode == 0, done.stdout
    left = {path.name for path in made.parent.iterdir()}
    assert len(left) == 2
    assert ({made.stem, made.name} == left) == kept


# What the data's pages and files depend on


def key(root: Path, url: str = SITE_URL) -> str:
    return keeping.key(Site.read(root, drafting=True), url)


@pytest.mark.parametrize("changes", [
    SENTENCE,
    {"docs/zh/accounts.md": {"每把壶都装": "每把壶上都有"}},
], ids=["a line more", "other words"])
def test_the_text_of_an_article_is_nothing_to_them(
    tmp_path: Path, changes: dict[str, Change]
) -> None:
    assert key(tiny_site(tmp_path / "a")) == key(tiny_site(tmp_path / "b", changes))


@pytest.mark.parametrize("changes", [
    {"data/metrics/staff.yml": {"over: 450": "over: 460"}},
    {"docs/zh/accounts.md": {"title: 账本": "title: 账簿"}},
    {"docs/zh/accounts.md": {"## 人 {#people}": "## 工人 {#people}"}},
    {"docs/zh/accounts.md": LESS_ZH, "docs/en/accounts.md": LESS_EN},
    {"docs/zh/accounts.md": LESS_ZH | LATER_ZH, "docs/en/accounts.md": LESS_EN | LATER_EN},
    {"mkdocs.yml": {"generator: false": "generator: true"}},
], ids=["a value", "a title", "a heading", "a call less", "a call elsewhere", "a setting"])
def test_what_they_depend_on_changes_their_key(
    tmp_path: Path, changes: dict[str, Change]
) -> None:
    assert key(tiny_site(tmp_path / "a")) != key(tiny_site(tmp_path / "b", changes))


def test_the_address_the_date_and_the_code_change_their_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tiny_site(tmp_path)
    keys = {key(root), key(root, "https://kettles.example/books/")}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    keys.add(key(root))
    monkeypatch.setattr(keeping, "versions", lambda: "others")
    keys.add(key(root))
    assert len(keys) == 4


def test_the_last_of_an_address_is_kept_if_it_is_whole(tmp_path: Path) -> None:
    keep, made = tmp_path / "keep", keeping.Made(addresses={"a/b.json", "c.json"})
    for name in ("here-1", "there-1", "here-2"):
        site = tmp_path / name
        (site / "a").mkdir(parents=True)
        for address in made.addresses:
            (site / address).write_text(name, "utf-8")
        keeping.save(keep, name, made, site)
    assert keeping.load(keep, "here-1") is None
    for name in ("there-1", "here-2"):
        found = keeping.load(keep, name)
        assert found == made
        keeping.link(keep / name, tmp_path / "new" / name, found.addresses)
        keeping.link(keep / name, tmp_path / "new" / name, found.addresses)  # over the first
        assert contents(tmp_path / "new" / name) == contents(tmp_path / name)
    (keep / "there-1" / "c.json").unlink()
    assert keeping.load(keep, "there-1") is None
    file = keep / "here-2.pickle"
    file.write_bytes(file.read_bytes()[:-9])
    assert keeping.load(keep, "here-2") is None


def test_where_files_cannot_have_two_names_they_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "another file system")

    monkeypatch.setattr(os, "link", refuse)
    site, made = tmp_path / "site", keeping.Made(addresses={"a.html"})
    site.mkdir()
    (site / "a.html").write_text("made", "utf-8")
    keeping.save(tmp_path / "keep", "here-1", made, site)
    keeping.link(tmp_path / "keep" / "here-1", tmp_path / "new", made.addresses)
    assert contents(tmp_path / "new") == contents(site)
    assert (tmp_path / "new" / "a.html").stat().st_nlink == 1


def test_what_was_written_to_in_a_built_site_is_kept_no_longer(tmp_path: Path) -> None:
    """It may be the very file that is kept."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.html").write_text("made", "utf-8")
    keeping.save(tmp_path / "keep", "here-1", keeping.Made(addresses={"a.html"}), site)
    assert keeping.load(tmp_path / "keep", "here-1")
    with (site / "a.html").open("a") as file:
        file.write(" and spoilt")
    assert keeping.load(tmp_path / "keep", "here-1") is None


# Single steps


def test_a_result_is_made_once_and_forgotten_when_nobody_asks(tmp_path: Path) -> None:
    path, made = tmp_path / "steps.pickle", []

    def ask(*keys: str) -> None:
        steps = Memo(path)
        for name in keys:
            assert steps.get(name, lambda name=name: made.append(name) or name.upper()) \
                == name.upper()
        steps.save()

    ask("a", "b", "a")
    ask("a", "c")
    assert made == ["a", "b", "c"]
    ask("b")
    assert made == ["a", "b", "c", "b"]


def test_other_code_and_a_broken_file_count_as_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "steps.pickle"
    first = Memo(path)
    first.get("a", lambda: 1)
    first.save()
    assert Memo(path).get("a", lambda: 2) == 1
    with monkeypatch.context() as patch:
        patch.setattr(memo, "versions", lambda: "others")
        assert Memo(path).get("a", lambda: 2) == 2
    path.write_bytes(path.read_bytes()[:-3])
    assert Memo(path).get("a", lambda: 3) == 3
    path.write_bytes(pickle.dumps(["no", "such", "form"]))
    assert Memo(path).get("a", lambda: 4) == 4
