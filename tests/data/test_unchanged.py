"""A data set is remembered while no file of it changes, and only if nothing is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_site import tiny_site

from explainer.data import dataset, unchanged
from explainer.problems import Problems


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were read."""
    found: list[Path] = []
    read = dataset.read

    def noted(root: Path, *given: object) -> dataset.Dataset | None:
        found.append(root)
        return read(root, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(dataset, "read", noted)
    monkeypatch.setattr(unchanged, "_last", [])
    return found


def test_what_has_not_changed_is_read_once(tmp_path: Path, readings: list[Path]) -> None:
    root = tiny_site(tmp_path)
    first, before = unchanged.read(root, Problems())
    for forgotten in (True, False):
        if forgotten:
            unchanged._last.clear()  # as another process
        again, after = unchanged.read(root, Problems())
        assert first
        assert again
        assert after == before
        assert repr(again.records) == repr(first.records)
        assert again.origin(again.metrics["revenue"]).locate(("unit",)) == \
            first.origin(first.metrics["revenue"]).locate(("unit",))
        assert again.facts.get("revenue.2020").quantity == first.facts.get("revenue.2020").quantity
    assert readings == [root]


@pytest.mark.parametrize("change", ["text", "new", "name", "gone"])
def test_what_has_changed_is_read_again(
    tmp_path: Path, readings: list[Path], change: str
) -> None:
    root = tiny_site(tmp_path)
    staff = root / "data" / "metrics" / "staff.yml"
    _, before = unchanged.read(root, Problems())
    match change:
        case "text":
            staff.write_text(staff.read_text("utf-8") + "\n", "utf-8")
        case "new":
            (root / "data" / "metrics" / "more.yml").write_text("id: more\n", "utf-8")
        case "name":
            staff.rename(staff.with_name("other.yml"))
        case "gone":
            staff.unlink()
    _, after = unchanged.read(root, Problems())
    assert after != before
    assert readings == [root, root]


@pytest.mark.parametrize("fault", ["broken", "a link", "a folder"])
def test_what_is_wrong_is_said_every_time(
    tmp_path: Path, readings: list[Path], fault: str
) -> None:
    root = tiny_site(tmp_path)
    unchanged.read(root, Problems())
    path = root / "data" / "metrics" / "more.yml"
    match fault:
        case "broken":
            path.write_text("id: more\n", "utf-8")
        case "a link":
            path.symlink_to(path.with_name("staff.yml"))
        case "a folder":
            path.mkdir()
    said = []
    for _ in range(2):
        problems = Problems()
        unchanged.read(root, problems)
        said.append(problems.report())
    assert "more.yml" in said[0]
    assert said[0] == said[1]
    assert readings == [root] * 3
