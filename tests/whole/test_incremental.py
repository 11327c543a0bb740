"""After one change of any kind a build gives, byte for byte, what one with nothing kept gives; and
it does not make again what has not changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from bench import corpus
from mkdocs.commands.build import build
from mkdocs.config import load_config
from test_keeping import contents
from tiny_site import ROOT, SITE_URL, Change, lay_over

from explainer.kept.pages import KeptPages

ARTICLES = 10
DRAWN = ("charts", "cards", "icons", "live")
"""What is kept by the hash of all it shows, and takes long to draw."""


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """A site that keeps what its builds make, and the same one that keeps pictures only; all
    changes are made to both, one after the other."""
    folder = tmp_path_factory.mktemp("incremental")
    first = corpus.write(folder / "kept", ARTICLES, charted=0)
    lay_over(first / "data" / "site.yml", SECTIONS)
    for name in ("hooks", "overrides"):
        path = first / name
        path.unlink() if path.is_symlink() else shutil.rmtree(path)
        shutil.copytree(ROOT / name, path, ignore=shutil.ignore_patterns("__pycache__"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", SITE_URL)
        patch.setenv("SOURCE_DATE_EPOCH", "1600000000")
        built(first)
        yield first, shutil.copytree(first, folder / "cold", symlinks=True)


def built(root: Path) -> KeptPages:
    """Build a site, in this process; gives what it has found of its pages."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    kept: KeptPages = config.extra["explainer_kept_pages"]
    return kept


def forget(root: Path) -> None:
    """Drop what is kept, but for pictures."""
    for path in (root / ".cache").iterdir():
        if path.name not in DRAWN:
            shutil.rmtree(path)


def article(title: str, text: str) -> str:
    return f"---\ntitle: {title}\ndescription: {title}\n---\n\n{text}\n"


SECTIONS = {
    '"story-000"': '{title: {zh: 上篇, en: Before}, pages: ["story-000"',
    '"story-004", ': '"story-004"]}, {title: {zh: 下篇, en: After}, pages: [',
    '"story-009"': '"story-009"]}',
}
PAGES = '"story-009"]}, "claims"'
Step = tuple[str, Mapping[str, Change], int]
"""What is changed: its kind, how, and how many pages are made again at most."""
ALL = 1000
"""All pages are: nothing of them is taken from an earlier build."""
GROUPS: list[list[Step]] = [
    [
        ("title", {"docs/zh/story-004.md": {"title: 东街的木桶": "title: 东街的大木桶"}}, 200),
        ("nothing", {}, 0),
        ("sentence", {"docs/en/story-001.md": {"## In and": "A sentence more.\n\n## In and"}}, 1),
        ("value", {"data/metrics/m003-a.yml": {'2016, "value": ': '2016, "value": 1'}}, 16),
        ("nothing after a value", {}, 0),
        ("chart", {"data/charts/books.yml": {"Cost exceeds revenue": "Cost lies above revenue"}},
         40),
        ("claim", {"data/claims/losing.yml": {"loses money.": "is losing money."}}, 40),
        ("event", {"data/events/events.yml": {"2012-03": "2012-04"}}, 40),
        ("publisher", {"data/publishers/publishers.yml": {"Tea Talk": "Talk of Tea"}}, 40),
        ("style", {"overrides/assets/stylesheets/text.css": {}}, 0),
        ("sentence after a style", {"docs/en/story-002.md": {"## In and": "More.\n\n## In and"}},
         1),
        ("script", {"overrides/assets/javascripts/copy.js": {}}, 0),
    ],
    [("unit", {"data/units/units.yml": {'before: {en: "RMB "}': 'before: {en: "CNY "}'}}, 200)],
    [("term", {"data/terms/terms.yml": {"The part that sounds": "What sounds"}}, 200)],
    [("source", {"data/sources/sources.yml": {"Kettles on the boil": "Kettles boiling"}}, 200)],
    [
        ("template", {"overrides/partials/copyright.html": {"</div>": "<!-- more --></div>"}}, ALL),
        ("setting", {"mkdocs.yml": {"generator: false": "generator: true"}}, ALL),
        ("name", {"data/site.yml": {"The books of a kettle maker": "A kettle maker’s books"}}, ALL),
        ("title of a section", {"data/site.yml": {"en: Before": "en: Earlier"}}, 200),
    ],
    [("page added", {
        "data/site.yml": {PAGES: '"story-009", "more"]}, "claims"'},
        "docs/zh/more.md": article("更多", "没有了。"),
        "docs/en/more.md": article("More", "That is all."),
    }, 200)],
]
"""What is compared at once with a build from nothing. Of one group each change leads to other
pages than those after it, so that what it leaves as it was is seen at the end; or all pages are
made again, which is tried after each."""


@pytest.mark.parametrize("steps", GROUPS, ids=[", ".join(name for name, *_ in s) for s in GROUPS])
def test_what_is_built_after_changes_is_what_is_built_anew(
    roots: tuple[Path, Path], steps: list[Step]
) -> None:
    kept, cold = roots
    for name, changes, most in steps:
        for root in roots:
            change_files(root, changes)
        found = built(kept)
        assert len(found.asked - found.found) <= most, name
        if most == ALL:
            assert not found.found, name
    forget(cold)
    assert not built(cold).found
    assert contents(kept / "site") == contents(cold / "site")


def test_what_is_built_without_a_page_is_what_was_built_before_it_was_added(
    roots: tuple[Path, Path]
) -> None:
    kept, _ = roots
    more: dict[str, Change] = {
        "docs/zh/rest.md": article("还有", "还有这些。"),
        "docs/en/rest.md": article("The rest", "That is the rest."),
    }
    before = contents(kept / "site")
    change_files(kept, {**more, "data/site.yml": {'"more"]}': '"more", "rest"]}'}})
    built(kept)
    assert contents(kept / "site").keys() > before.keys()
    change_files(kept, {**dict.fromkeys(more), "data/site.yml": {'"more", "rest"]}': '"more"]}'}})
    built(kept)
    assert contents(kept / "site") == before


def change_files(root: Path, changes: Mapping[str, Change]) -> None:
    """Make a change; an empty one adds a rule or a statement."""
    for name, change in changes.items():
        path = root / name
        if change == {}:
            path.write_text(f"{path.read_text('utf-8')}\n/* more */\n.more {{ top: 0 }}\n"
                            if name.endswith("css") else path.read_text("utf-8") + "\n;0;\n")
        else:
            lay_over(path, change)
    corpus.acknowledge(root, [
        path.stem for path in map(root.joinpath, changes)
        if path.match("docs/en/*.md") and path.exists()
    ])


def test_what_is_built_with_other_code_is_what_is_built_anew(roots: tuple[Path, Path]) -> None:
    kept, cold = roots
    for root in roots:
        lay_over(root / "hooks" / "explainer" / "language" / "marking.py",
                 {'<span lang="{tag}">': '<span lang="{tag}-Hans">'})
    forget(cold)
    for root in roots:
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=root, check=False,
            env={**os.environ, "PYTHONPATH": str(root / "hooks")}, capture_output=True, text=True,
        )
        assert done.returncode == 0, done.stderr
    assert contents(kept / "site") == contents(cold / "site")
    assert b'lang="zh-Hans">' in contents(kept / "site")["en/sources/index.html"]
