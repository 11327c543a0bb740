"""What is kept on disk: whole, or made again; what is written for good: whole, or as before."""

from __future__ import annotations

import os
import pickle
import random
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from markupsafe import Markup
from tiny_site import LIVE, run_build, tiny_site

from explainer import memo
from explainer.memo import Folded
from explainer.sharing import sums

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda content: content[: len(content) // 2],
    "empty": lambda content: b"",
    "garbage": lambda content: random.Random(7).randbytes(len(content) or 9),
    "a bit": lambda content: content[:-1] + bytes([content[-1] ^ 1]),
    "longer": lambda content: content + b"\n",
    "plain": lambda content: content[32:],
}
damaged = pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)


@damaged
def test_spoilt_content_is_made_again(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path, made = tmp_path / "folder" / "a.svg", []

    def make() -> bytes:
        made.append(1)
        return b"the picture"

    assert [memo.kept(path, make) for _ in range(2)] == [b"the picture"] * 2
    path.write_bytes(damage(path.read_bytes()))
    assert [memo.kept(path, make) for _ in range(2)] == [b"the picture"] * 2
    assert len(made) == 2
    assert [p.name for p in path.parent.iterdir()] == ["a.svg"]


@damaged
def test_spoilt_results_are_made_again(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "steps.pickle"
    for result, spoil in ((1, False), (2, True), (3, False)):
        if spoil:
            path.write_bytes(damage(path.read_bytes()))
        steps = memo.Memo(path)
        assert steps.get("a", lambda result=result: result) == min(result, 2)
        steps.save()


@damaged
def test_spoilt_templates_are_compiled_again(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    for _ in range(3):
        env = Environment(loader=DictLoader({"a": "{{ 6 * 7 }}"}), autoescape=True,
                          bytecode_cache=memo.Templates(tmp_path))
        assert env.get_template("a").render() == "42"
        (path,) = tmp_path.iterdir()
        path.write_bytes(damage(path.read_bytes()))


@pytest.mark.parametrize("first", [0, 3])
def test_a_build_with_everything_spoilt_is_one_from_nothing(
    spoilable: tuple[Path, str], first: int
) -> None:
    """Each file another way; `make stress` spoils all of a kind each way."""
    root, wanted = spoilable
    kept = sorted(path for path in (root / ".cache").rglob("*") if path.is_file())
    damages = [*DAMAGES.values()]
    assert {path.relative_to(root / ".cache").parts[0] for path in kept} >= {
        "charts", "cards", "icons", "live", "made", "memo", "templates"}
    for place, path in enumerate(kept, first):
        content = damages[place % len(damages)](path.read_bytes())
        path.unlink()  # it may be a file of the site as well
        path.write_bytes(content)
    done = run_build(root)
    assert done.returncode == 0, done.stdout
    assert "Traceback" not in done.stdout
    assert (root / "site" / sums.FILE).read_text("utf-8") == wanted == sums.text(root / "site")


@pytest.fixture(scope="module")
def spoilable(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A site that was built, and its sums."""
    root = tiny_site(tmp_path_factory.mktemp("spoilable") / "site", LIVE)
    assert run_build(root).returncode == 0
    return root, (root / "site" / sums.FILE).read_text("utf-8")


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    assert memo.kept(tmp_path / "file" / "a", lambda: b"made") == b"made"
    steps = memo.Memo(tmp_path / "file" / "steps")
    assert steps.get("a", lambda: 1) == 1
    steps.save()


# What is written for good


def test_a_file_keeps_its_permissions_and_a_link_its_target(tmp_path: Path) -> None:
    path, link = tmp_path / "a.tsv", tmp_path / "folder" / "link.tsv"
    link.parent.mkdir()
    link.symlink_to("../a.tsv")
    mask = os.umask(0o027)
    memo.write_whole(path, b"one")
    os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o604)
    memo.write_whole(link, b"two")
    assert link.is_symlink()
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o604
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.tsv", "folder"]


def test_what_is_written_has_reached_the_disk_when_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda file: done.append(
        "folder" if stat.S_ISDIR(os.fstat(file).st_mode) else "file") or fsync(file))
    monkeypatch.setattr(Path, "replace", lambda path, to: done.append("place") or replace(path, to))
    memo.write_whole(tmp_path / "a", b"one")
    assert done == ["file", "place", "folder"]


@pytest.mark.parametrize(("command", "name", "change"), [
    (["ledger"], "ledger.tsv", None),
    (["revised", "accounts"], "docs/en/accounts.md", "docs/zh/accounts.md"),
])
def test_what_cannot_be_written_whole_stays_as_it_was(
    tmp_path: Path, command: list[str], name: str, change: str | None
) -> None:
    root = tiny_site(tmp_path / "site")
    explainer = [Path(sys.executable).with_name("explainer"), "--root", root]
    assert subprocess.run([*explainer, "ledger"], check=False).returncode == 0
    if change:
        text = (root / change).read_text("utf-8")
        (root / change).write_text(text.replace("厂里有", "工厂里有"), "utf-8")
    else:
        lines = (root / name).read_text("utf-8").splitlines(keepends=True)
        (root / name).write_text("".join(lines[: len(lines) // 2]), "utf-8")
    before = (root / name).read_bytes()
    limit = len(before) // 2
    done = subprocess.run(
        [*explainer, *command], capture_output=True, text=True, timeout=60, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("File too large. Nothing was changed.\n")
    assert done.stderr.count("\n") == 1
    assert (root / name).read_bytes() == before
    assert not list((root / name).parent.glob(".new-*"))


@dataclass(frozen=True)
class _Long:
    name: str
    text: Folded[Markup] = Folded(Markup)  # noqa: RUF009
    more: str = ""


def test_a_folded_text_is_given_as_it_was_and_kept_small() -> None:
    text = Markup("<p>同一句话，the same again.</p>\n") * 3000
    one = _Long("a", text, "b")
    assert (one.text, type(one.text), one.more) == (text, Markup, "b")
    assert sum(map(sys.getsizeof, vars(one).values())) < len(text) / 20
    assert replace(one, name="c").text == text
    assert pickle.loads(pickle.dumps(one)) == one != replace(one, text=Markup("x"))
    assert repr(text) in repr(one)
    with pytest.raises(TypeError, match="text"):
        _Long("a")
