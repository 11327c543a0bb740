"""Pages that are kept: found by all they follow from, whole, and in the order of the site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from explainer.kept.made import link
from explainer.kept.pages import FOLDER, KeptPages

URL = "https://kettles.example/"
PAGES = {"a/index.html": "a/", "b/index.html": "b/"}


def built(
    root: Path, follows_from: Mapping[str, object], shared: str = "code", *, all_asked: bool = True
) -> set[str]:
    """Build a site of pages that say what they follow from; gives those that were found."""
    kept, site = KeptPages(root, URL, shared), root / f"site-{len(list(root.iterdir()))}"
    found = {name for name, told in follows_from.items() if kept.find(name, PAGES[name], told)}
    link(kept.folder, site, kept.found)
    for name in follows_from.keys() - found:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(f"{follows_from[name]}", "utf-8")
    made = [{"location": f"{PAGES[name]}#top"} for name in follows_from if name not in found]
    entries = kept.entries(reversed(made))
    assert [entry["location"] for entry in entries] == [f"{PAGES[n]}#top" for n in follows_from]
    for name, told in follows_from.items():
        assert (site / name).read_text("utf-8") == f"{told}"
    kept.save(site, all_asked=all_asked)
    return found


def test_a_page_is_found_by_what_it_follows_from(tmp_path: Path) -> None:
    one, both = {"a/index.html": 1}, {"a/index.html": 1, "b/index.html": 2}
    assert built(tmp_path, both) == set()
    assert built(tmp_path, both) == set(both)
    assert built(tmp_path, {**both, "b/index.html": 3}) == set(one)
    assert built(tmp_path, {**both, "b/index.html": 3}) == set(both)
    assert built(tmp_path, {**both, "b/index.html": 3}, "other code") == set()


def test_what_was_not_asked_for_goes_only_if_all_were(tmp_path: Path) -> None:
    one, both = {"a/index.html": 1}, {"a/index.html": 1, "b/index.html": 2}
    built(tmp_path, both)
    assert built(tmp_path, one, all_asked=False) == set(one)
    assert built(tmp_path, {**both, "a/index.html": 4}, all_asked=False) == {"b/index.html"}
    assert built(tmp_path, both) == {"b/index.html"}
    built(tmp_path, one)
    assert built(tmp_path, both) == set(one)


def test_a_file_that_was_written_to_is_not_what_was_kept(tmp_path: Path) -> None:
    both = {"a/index.html": 1, "b/index.html": 2}
    built(tmp_path, both)
    (file,) = (tmp_path / FOLDER).glob("*/a/index.html")
    with file.open("a") as page:
        page.write(" and spoilt")
    assert built(tmp_path, both) == {"b/index.html"}
    (index,) = (tmp_path / FOLDER).glob("*.pickle")
    index.write_bytes(index.read_bytes()[:-5])
    assert built(tmp_path, both) == set()
