"""``explainer new``: what it begins passes the check, and is warned of until it is written."""

from __future__ import annotations

import pytest
import yaml
from tiny_site import rich_site, run_build, tiny_site

from explainer.cli import main
from explainer.data import dataset

KINDS = [
    ["source"], ["metric", "profit"], ["event", "fire"], ["claim", "hot"], ["article", "story"],
    ["chart", "cups", "--metric", "revenue", "--article", "accounts"],
]


def new(root, *arguments: str) -> int:
    return main(["--root", str(root), "new", *arguments])


@pytest.mark.parametrize("arguments", KINDS, ids=lambda arguments: arguments[0])
@pytest.mark.parametrize("make", [tiny_site, rich_site])
def test_what_is_begun_passes_the_check_with_warnings(tmp_path, capsys, arguments, make):
    root = make(tmp_path)
    assert new(root, *arguments) == 0
    written = capsys.readouterr().out.split()
    assert all((root / path).is_file() for path in written)
    assert main(["--root", str(root), "check"]) == 0
    warnings = capsys.readouterr().err
    begun = next(path for path in written if not path.endswith("site.yml"))
    assert f"{begun}:" in warnings
    assert "… stands for a text. Write it." in warnings


def test_a_site_with_all_that_can_be_begun_builds(tmp_path):
    root = tiny_site(tmp_path)
    for arguments in KINDS:
        assert new(root, *arguments) == 0
    done = run_build(root)
    assert done.returncode == 0, done.stdout


def test_sources_and_claims_get_the_next_number(tmp_path):
    root = rich_site(tmp_path)
    before = dataset.load(root)
    numbers = [int(s[1:]) for s in before.sources if s[1:].isdigit()]
    assert new(root, "source") == new(root, "claim", "hot") == 0
    after = dataset.load(root)
    added = sorted(after.sources.keys() - before.sources.keys())
    assert added == [f"S{max(numbers) + 1:02}", f"S{max(numbers) + 2:02}"]
    assert after.claims["hot"].number == max(c.number for c in before.claims.values()) + 1
    assert list(after.claims["hot"].sources) == [added[1]]


def test_every_key_that_is_not_given_stands_there_as_a_comment(tmp_path):
    from explainer.data.model import Metric

    root = tiny_site(tmp_path)
    assert new(root, "metric", "profit") == 0
    text = (root / "data/metrics/profit.yml").read_text("utf-8")
    given = yaml.safe_load(text)
    for key in Metric.model_fields:
        assert (key in given) != (f"# {key}:" in text), key


def test_pages_that_are_a_list_of_lines_get_the_new_article(tmp_path):
    root = tiny_site(tmp_path, {"data/site.yml": {
        "pages: [index, accounts, claims, glossary, sources]":
        "pages:\n  - index\n  # all figures\n  - accounts\n  - claims\n  - glossary\n  - sources",
    }})
    assert new(root, "article", "story") == 0
    assert dataset.load(root).site.articles[-1] == "story"
    assert main(["--root", str(root), "check"]) == 0


@pytest.mark.parametrize(("arguments", "said"), [
    (["metric"], "an id is missing. Give one in lower-case ASCII"),
    (["metric", "Profit"], '"Profit" is no id. Write one such as net-loss.'),
    (["metric", "../x"], '"../x" is no id. '),
    (["metric", "revenue"], '"revenue" is taken by data/metrics/revenue.yml:1:1. Choose another'),
    (["source", "S01"], '"S01" is taken by data/sources/sources.yml:10:3. '),
    (["chart", "c", "--metric", "reven", "--article", "accounts"],
     'no metric "reven" with values (did you mean "revenue"?). Give the id of one: --metric'),
    (["chart", "c", "--metric", "revenue"], "no article is given. Name the one that is to show"),
    (["article", "facts"], '"facts" is taken. Choose another name.'),
    (["article", "claims"], '"claims" is taken. Choose another name.'),
    (["article", "../../x"], "../../x is no name. "),
])
def test_what_cannot_be_begun_is_refused_and_nothing_is_written(tmp_path, capsys, arguments, said):
    root = tiny_site(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*.*") if path.is_file()}
    assert new(root, *arguments) == 2
    assert capsys.readouterr().err.startswith(f"explainer new: {said}")
    after = {p: p.read_bytes() for p in root.rglob("*.*") if p.is_file() and ".cache" not in str(p)}
    assert after == {path: text for path, text in before.items() if ".cache" not in str(path)}


def test_a_claim_without_an_examined_article_is_refused(tmp_path, capsys):
    root = tiny_site(tmp_path, {
        "data/site.yml": {"examined: S00\n": ""}, "data/quotes/quotes.yml": None,
    })
    main(["--root", str(root), "check"])
    capsys.readouterr()
    assert new(root, "claim", "hot") != 0
