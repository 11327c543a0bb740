"""A picture that cannot be read stops the build, and the place is named: drawings of articles,
files to download (articles/figures.py reports both) and cards (sharing/cards.py)."""

from __future__ import annotations

import pytest
from tiny_site import tiny_site

from explainer import charts
from explainer.articles.edition import Edition
from explainer.problems import InvalidInput
from explainer.sharing import cards, chart_files
from explainer.site import Site

CHART = "data/charts/books.yml"


def site(folder, changes) -> Site:
    root = tiny_site(folder, changes)
    return Site.read(root, charts.Cache(root / ".cache" / "charts").draw)


def problems_of(folder, changes, outputs=None) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        list(outputs(site(folder, changes)))
    return [str(problem) for problem in caught.value.problems]


def files(made: Edition):
    return chart_files.outputs(made, "https://kettles.example/")


def painted(made: Site):
    pages = made.described("https://kettles.example/").values()
    return cards.outputs(made, pages, made.root / ".cache" / "cards")


def test_a_drawing(tmp_path):
    """Names in a column that leave no room for the bars."""
    label = (
        "label: {zh: 名称这么长的柱子在手机上没有给图留下地, en: Columns named like this lack room}"
    )
    long = f"""\
panels:
  - title: {{zh: 甲, en: A}}
    points:
      - {{fact: revenue.2020, {label}}}
      - {{fact: cost.2020}}
"""
    changes = {CHART: {
        "kind: columns": "kind: small-multiples",
        "periods: [2019, 2020]\nseries:\n  - {metric: revenue}\n  - {metric: cost}\n": long,
    }}
    said = problems_of(tmp_path, changes)
    assert all(f"{CHART}:1:1: the picture cannot be read (" in line for line in said)
    assert any("leaves the frame of 320" in line for line in said)


def test_a_file_to_download(tmp_path):
    changes = {CHART: {"zh: 成本年年高过收入": "zh: 成本年年高过收入😀"}}
    said = problems_of(tmp_path, changes, files)
    assert said[0].startswith(
        f'{CHART}:1:1: the picture cannot be read (zh, svg): the font has no glyph for "😀" in')


def test_a_card(tmp_path):
    changes = {CHART: {"en: Cost exceeds revenue year after year": "en: Cost exceeds revenue 😀"}}
    said = problems_of(tmp_path, changes, painted)
    assert any(line.startswith(f"{CHART}:3:") and "card for sharing cannot be read" in line
               for line in said)


def test_a_word_as_long_as_the_picture_is_broken(tmp_path):
    changes = {CHART: {"en: Revenue and cost": f"en: {'Cost' * 60}"}}
    assert any(made.address.endswith(".png") for made in files(site(tmp_path, changes)))
