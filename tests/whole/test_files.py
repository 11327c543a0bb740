"""Files: which a site has, and what cannot be read of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_site import tiny_site

from explainer import files
from explainer.checks import suite
from explainer.data import dataset
from explainer.problems import Problems


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "._a.yml", "a.yml~", "#a.yml#", ".#a.yml", "a.yml.swp", "a.yml.bak", "Thumbs.db",
     "THUMBS.DB", "~$a.docx", "desktop.ini", "a.yml.orig", "a.tmp", "__pycache__", "x.pyc"],
)  # fmt: skip
def test_what_editors_and_systems_leave_is_known(name):
    assert files.is_leftover(name)


@pytest.mark.parametrize("name", ["a.yml", "a-b.md", "index.md", "lock.yml", "temp.md", "bak"])
def test_what_authors_write_is_not_taken_for_it(name):
    assert not files.is_leftover(name)


def test_a_file_that_cannot_be_opened_is_told(tmp_path, monkeypatch):
    path = tmp_path / "a.yml"
    path.write_text("a: 1", "utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    problems = Problems()
    assert files.read(path, "data/a.yml", problems) is None
    assert [str(problem) for problem in problems] == [
        "data/a.yml:1:1: cannot be read (Permission denied). Make it readable."
    ]


def test_a_byte_order_mark_is_no_part_of_a_text(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf---\n")
    assert files.read(path, "a.md", Problems()) == "---\n"


def test_templates_that_are_no_files_are_told(tmp_path):
    root = tiny_site(tmp_path, own_library=True)
    (root / "overrides" / "partials" / "extra.html").symlink_to("nowhere.html")
    (root / "overrides" / ".#main.html").symlink_to("me@here")
    problems = Problems()
    data = dataset.read(root, problems)
    assert data
    suite.check_files(root, data, problems)
    assert [str(problem) for problem in problems] == [
        "overrides/partials/extra.html:1:1: a link (expected a file). Put the file itself there."
    ]
