"""What a build leaves out, what it refuses in a sentence, and what may be left out of a story."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults import lay
from tiny_site import run_build, tiny_site

FIRST = "hooks/facts.py must be the first of the hooks"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - hooks/facts.py\n", "", FIRST),
        ("  - hooks/facts.py\n  - hooks/languages.py\n",
         "  - hooks/languages.py\n  - hooks/facts.py\n", FIRST),
        ("  - hooks/publishing.py\n", "", "hooks: hooks/publishing.py missing"),
    ],
)  # fmt: skip
def test_hooks_that_are_missing_or_out_of_order_are_told_in_a_sentence(tmp_path, old, new, said):
    done = run_build(tiny_site(tmp_path, {"mkdocs.yml": {old: new}}))
    assert done.returncode != 0
    assert said in done.stdout
    assert "Traceback" not in done.stdout


def test_what_editors_leave_is_not_published(tmp_path):
    root = tiny_site(tmp_path, own_library=True)
    lay(root, {
        "docs/en/accounts.md~": "old\n", "docs/en/._accounts.md": {"bytes": "00ff"},
        "docs/zh/Thumbs.db": {"bytes": "ff00"}, "docs/en/.#accounts.md": {"link": "me@here"},
        "overrides/assets/javascripts/page.js~": "old\n", "data/metrics/.#cost.yml": {"link": "x"},
        "overrides/assets/stylesheets/#page.css#": "old\n", "data/metrics/cost.yml.orig": "a: b: c",
    })
    done = run_build(root)
    assert done.returncode == 0, done.stdout
    assert not list((root / "site").rglob("*[~#]")) + list((root / "site").rglob("Thumbs.db"))


@pytest.mark.parametrize("name", ["docs/en/accounts.md", "data/metrics/cost.yml", "mkdocs.yml"])
def test_files_in_other_encodings_are_told_by_the_build_too(tmp_path, name):
    root = tiny_site(tmp_path)
    path = root / name
    path.write_bytes(path.read_bytes() + "# 茶壶\n".encode("gb18030"))
    done = run_build(root)
    assert done.returncode != 0
    assert "Traceback" not in done.stdout or name == "mkdocs.yml"  # which MkDocs reads first


def test_a_story_without_charts_has_no_links_to_them(tmp_path):
    without = {'{{ chart("books") }}\n\n': ""}
    root = tiny_site(tmp_path, {
        "data/charts/books.yml": None,
        "docs/zh/accounts.md": without, "docs/en/accounts.md": without,
    }, ["accounts"])
    (root / "data" / "charts").rmdir()
    done = run_build(root)
    assert done.returncode == 0, done.stdout
    assert "charts/" not in Path(root / "site" / "index.html").read_text("utf-8")


def test_a_listed_picture_is_published_at_its_place(tmp_path):
    root = tiny_site(tmp_path, {"data/site.yml": {
        "data_to: 2021-06-30": "data_to: 2021-06-30\nfiles: [zh/map.png]"}})
    lay(root, {"docs/zh/map.png": {"bytes": "89504e470d0a1a0a0000000d"}})
    done = run_build(root)
    assert done.returncode == 0, done.stdout
    assert (root / "site" / "zh" / "map.png").is_file()
