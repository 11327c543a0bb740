"""The promise: what was published answers, or says where it went; no value changes in silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from tiny_site import ROOT, Change, tiny_site

from explainer.cli import main
from explainer.data import notation
from explainer.pages import redirects
from explainer.problems import Problems
from explainer.site import Site

REVENUE = "data/metrics/revenue.yml"
CORRECTED = {"period: 2020, value: 150,": "period: 2020, value: 152,"}


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("EXPLAINER_TODAY", "2023-11-14")


def published(folder: Path, changes: dict[str, Change] | None = None) -> Path:
    """A tiny site with its ledger."""
    root = tiny_site(folder, changes)
    assert main(["--root", str(root), "ledger"]) == 0
    return root


def change(root: Path, path: str, pieces: dict[str, str]) -> None:
    file = root / path
    text = file.read_text("utf-8")
    for old, new in pieces.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def record(root: Path, text: str) -> None:
    """Paste a record, as a problem gives it, with its reason; or add one to a list."""
    folder = root / "data" / "changes"
    folder.mkdir(exist_ok=True)
    text = text.replace("zh: …, en: …", "zh: 更正。, en: Corrected.") + "\n"
    if text.startswith("{id: "):
        name = text.removeprefix("{id: ").partition(",")[0]
        (folder / f"{name}.yml").write_text(text, "utf-8")
        return
    with (folder / "changes.yml").open("a", encoding="utf-8") as file:
        file.write(text)


def problems_of(root: Path) -> list[str]:
    problems = Problems()
    Site.read_into(root, problems)
    return [str(problem) for problem in problems]


def record_in(problem: str) -> str:
    """The record a problem says to add."""
    found = re.search(r"Write data/changes/(.*)\.yml: (\{id: (.*?), .*\}), or bring", problem)
    assert found, problem
    assert found[1] == found[3]
    return found[2]


def remove_chart(root: Path) -> None:
    (root / "data/charts/books.yml").unlink()
    for language in ("zh", "en"):
        change(root, f"docs/{language}/accounts.md", {'{{ chart("books") }}': ""})
    assert main(["--root", str(root), "revised", "accounts"]) == 0


# -- the file ------------------------------------------------------------------------------


def test_a_site_without_a_ledger_has_promised_nothing(tmp_path):
    assert problems_of(tiny_site(tmp_path)) == []


def test_the_ledger_holds_addresses_in_order_and_values_once(tmp_path):
    root = published(tmp_path)
    lines = (root / "ledger.tsv").read_text("utf-8").splitlines()
    assert lines[:2] == ["address\tvalue", "\t"]  # the home page
    assert lines[1:] == sorted(lines[1:])
    for line in (
        "facts/revenue/#2020\t150E+6 CNY", "en/facts/revenue/#2020\t",
        "facts/revenue/#2019..2020\t270.5E+6±500E+3 CNY", "facts/cost/#2021-H1\tnot-found",
        "facts/staff/#2021-06-30\tover 450 people", "facts/loss/#2020\t25E+6 CNY",
        "claims/#losing\tsupported", "accounts/#books\t", "accounts/#chart-books\t",
        "en/glossary/#whistle\t", "sources/#S01\t", "facts/revenue.json\t", "facts/revenue.csv\t",
        "charts/books/\t", "en/charts/books.vl.json\t", "embed/books/\t", "en/oembed/books.json\t",
        "data/facts.csv\t", "data/datapackage.json\t", "changes.atom\t",
        "en/changes.atom\t", "en/changes/\t",
    ):
        assert line in lines, line
    assert "en/facts/revenue.json\t" not in lines


def test_writing_the_ledger_again_changes_nothing(tmp_path):
    root = published(tmp_path)
    before = (root / "ledger.tsv").read_bytes()
    assert main(["--root", str(root), "ledger"]) == 0
    assert (root / "ledger.tsv").read_bytes() == before
    assert problems_of(root) == []


def warnings_of(root: Path) -> list[str]:
    problems = Problems()
    Site.read_into(root, problems)
    return [str(w) for w in problems.warnings if "placeholder" not in str(w)]


def test_a_new_figure_is_not_in_the_ledger_yet(tmp_path):
    root = published(tmp_path)
    change(root, REVENUE, {
        "origin: press}": "origin: press}\n  - {period: 2018, value: 170, source: S02, "
        "origin: press}",
    })
    assert problems_of(root) == []
    assert warnings_of(root) == [
        "ledger.tsv:1:1: warning: not entered yet: facts/revenue/#2018 and 1 more. Nothing to do: "
        "they are entered when this is published. make ledger enters them now."
    ]
    assert main(["--root", str(root), "ledger"]) == 0
    assert problems_of(root) == warnings_of(root) == []


# -- values --------------------------------------------------------------------------------


def test_a_changed_value_names_the_record_to_add(tmp_path):
    root = published(tmp_path)
    change(root, REVENUE, CORRECTED)
    assert problems_of(root) == [
        "data/metrics/revenue.yml:9:5: the published value of revenue.2020 was 150E+6 CNY, now "
        "152E+6 CNY, and no change says so. Write data/changes/2023-11-14-revenue-2020.yml: {id: "
        "2023-11-14-revenue-2020, date: 2023-11-14, kind: correction, fact: revenue.2020, "
        'old: "150E+6 CNY", new: "152E+6 CNY", reason: {zh: …, en: …}}, '
        "or bring it back."
    ]


def test_the_record_makes_the_check_pass_for_what_is_computed_from_the_value_too(tmp_path):
    root = published(tmp_path)
    change(root, REVENUE, CORRECTED)
    record(root, record_in(problems_of(root)[0]))
    assert problems_of(root) == []
    assert "not entered yet: facts/loss/#2020 and 4 more. " in warnings_of(root)[0]
    assert main(["--root", str(root), "ledger"]) == 0
    assert problems_of(root) == []
    assert "facts/loss/#2020\t23E+6 CNY\n" in (root / "ledger.tsv").read_text("utf-8")


def test_the_ledger_command_does_not_hide_a_changed_value(tmp_path, capsys):
    root = published(tmp_path)
    before = (root / "ledger.tsv").read_bytes()
    change(root, REVENUE, CORRECTED)
    assert main(["--root", str(root), "ledger"]) == 1
    assert "the published value of revenue.2020 was" in capsys.readouterr().out
    assert (root / "ledger.tsv").read_bytes() == before


def test_a_record_of_another_value_does_not_do(tmp_path):
    root = published(tmp_path)
    change(root, REVENUE, CORRECTED)
    record(root, record_in(problems_of(root)[0]).replace("152E+6", "153E+6"))
    assert problems_of(root) == [
        'data/changes/2023-11-14-revenue-2020.yml:1:111: new: got 153E+6 CNY, but it is '
        '152E+6 CNY. Write "152E+6 CNY".'
    ]


def test_a_changed_formula_is_not_explained_by_nothing(tmp_path):
    root = published(tmp_path)
    change(root, "data/metrics/loss.yml", {"[cost, revenue]": "[revenue, cost]"})
    assert [p.partition(" was ")[0] for p in problems_of(root)] == [
        "data/metrics/loss.yml:6:10: the published value of loss.2019",
        "data/metrics/loss.yml:6:10: the published value of loss.2020",
    ]


def test_a_changed_verdict_is_a_changed_value(tmp_path):
    root = published(tmp_path)
    change(root, "data/claims/losing.yml", {"verdict: supported": "verdict: wrong"})
    (problem,) = problems_of(root)
    assert problem.startswith("data/claims/losing.yml:8:10: the published value of claims/#losing")
    record(root, record_in(problem))
    assert main(["--root", str(root), "ledger"]) == 0
    assert problems_of(root) == []


def test_corrections_that_were_never_entered_lead_on_from_one_another(tmp_path):
    root = published(tmp_path)
    change(root, REVENUE, CORRECTED)
    record(root, record_in(problems_of(root)[0]))
    change(root, REVENUE, {"2020, value: 152,": "2020, value: 153,"})
    (problem,) = problems_of(root)  # the record of today does not say what is there now
    assert problem.endswith('new: got 152E+6 CNY, but it is 153E+6 CNY. Write "153E+6 CNY".')
    record(root, '{id: later, date: 2023-11-14, kind: correction, fact: revenue.2020, '
                 'old: "152E+6 CNY", new: "153E+6 CNY", reason: {zh: …, en: …}}')
    assert problems_of(root) == []
    assert main(["--root", str(root), "ledger"]) == 0
    assert "facts/revenue/#2020\t153E+6 CNY\n" in (root / "ledger.tsv").read_text("utf-8")


def test_a_second_record_of_a_day_has_a_name_of_its_own(tmp_path):
    root = published(tmp_path)
    change(root, REVENUE, CORRECTED)
    record(root, record_in(problems_of(root)[0]))
    assert main(["--root", str(root), "ledger"]) == 0
    change(root, "data/claims/losing.yml", {"verdict: supported": "verdict: wrong"})
    record(root, record_in(problems_of(root)[0]))
    assert main(["--root", str(root), "ledger"]) == 0
    change(root, "data/claims/losing.yml", {"verdict: wrong": "verdict: misleading"})
    for file in (root / "data/changes").glob("*losing*"):
        change(root, file.relative_to(root).as_posix(), {"new: wrong": "new: misleading"})
    (problem,) = problems_of(root)
    assert "Write data/changes/2023-11-14-claims-losing-2.yml: {id: " in problem


def test_two_corrections_side_by_side_merge_without_a_conflict(tmp_path):
    root = published(tmp_path / "site")
    change(root, REVENUE, CORRECTED)
    record(root, record_in(problems_of(root)[0]))
    mine = {p.name for p in (root / "data/changes").iterdir()}
    other = published(tmp_path / "other")
    change(other, "data/claims/losing.yml", {"verdict: supported": "verdict: wrong"})
    record(other, record_in(problems_of(other)[0]))
    theirs = {p.name for p in (other / "data/changes").iterdir()}
    assert mine
    assert theirs
    assert not mine & theirs
    assert (root / "ledger.tsv").read_bytes() == (other / "ledger.tsv").read_bytes()


def test_marks_of_a_merge_in_the_ledger_name_what_to_do(tmp_path):
    root = published(tmp_path)
    file = root / "ledger.tsv"
    lines = file.read_text("utf-8").splitlines()
    lines[5:5] = ["<<<<<<< HEAD", "accounts/#a\t", "=======", "accounts/#b\t", ">>>>>>> theirs"]
    file.write_text("\n".join([*lines, ""]), "utf-8")
    said = ["ledger.tsv:6:1: a mark of a merge that was not finished. Take either side of the "
            "merge whole (git checkout --ours ledger.tsv), then make ledger."]
    assert problems_of(root) == said
    assert main(["--root", str(root), "ledger"]) == 1


# -- addresses -----------------------------------------------------------------------------


def test_a_deleted_chart_names_its_addresses_and_the_record_to_add(tmp_path):
    root = published(tmp_path)
    remove_chart(root)
    known = [a for a in (line.split("\t")[0] for line in
             (root / "ledger.tsv").read_text("utf-8").splitlines())
             if "books" in a and "#books" not in a]
    problems = problems_of(root)
    named = ", ".join(problems)
    assert known
    assert all(address in named for address in known)
    for problem in problems:
        record(root, record_in(problem))
    assert main(["--root", str(root), "ledger"]) == 0
    assert problems_of(root) == []


def test_a_renamed_section_names_where_it_may_have_gone(tmp_path):
    root = published(tmp_path)
    for language in ("zh", "en"):
        change(root, f"docs/{language}/accounts.md", {"{#people}": "{#peoples}"})
    change(root, "docs/en/accounts.md", {"  people:": "  peoples:"})
    (problem,) = problems_of(root)
    assert problem.startswith("ledger.tsv:")
    assert "gone without redirect or tombstone: accounts/#people, en/accounts/#people" in problem
    assert "kind: moved, address: \"accounts/#people\", to: \"accounts/#peoples\"" in problem
    record(root, record_in(problem))
    assert main(["--root", str(root), "ledger"]) == 0
    site = Site.read(root)
    assert 'id="people"' in site.rendered["zh", "accounts"].markdown
    assert 'href="#peoples"' in site.rendered["en", "accounts"].markdown


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("kind: moved, address: nowhere/, to: accounts/", '"nowhere/" was never published'),
        ("kind: moved, address: accounts/, to: claims/", '"accounts/" still answers'),
        ("kind: withdrawn, address: en/accounts/", 'Write "accounts/"'),
        ("kind: correction, fact: revenue.1999, old: 1 CNY, new: 2 CNY",
         '"revenue.1999" was never published'),
        ("kind: correction, fact: revenue.2020, old: one, new: 2 CNY", "old: got one, expected"),
        ("kind: moved, address: accounts/", "moved goes with address and to"),
    ],
)
def test_a_record_that_says_nothing_true_is_refused(tmp_path, text, problem):
    root = published(tmp_path)
    record(root, f"- {{id: x, date: 2023-11-14, {text}, reason: {{zh: 因。, en: Why.}}}}")
    problems = problems_of(root)
    assert any(problem in found for found in problems), problems
    assert all(found.startswith("data/changes/changes.yml:1:") for found in problems
               if problem in found)


# -- what stands at addresses that are gone ------------------------------------------------


def rename_metric(root: Path) -> None:
    """Give the metric “staff” another id, and say so."""
    (root / "data/metrics/staff.yml").rename(root / "data/metrics/people.yml")
    change(root, "data/metrics/people.yml", {"id: staff": "id: people"})
    for language in ("zh", "en"):
        change(root, f"docs/{language}/accounts.md", {"staff.2021-06-30": "people.2021-06-30"})
    assert main(["--root", str(root), "revised", "accounts"]) == 0
    record(root, "- {id: x, date: 2023-11-14, kind: moved, address: facts/staff/, "
                 "to: facts/people/, reason: {zh: 改名。, en: Renamed.}}")
    assert main(["--root", str(root), "ledger"]) == 0
    assert problems_of(root) == []


def test_a_moved_page_redirects_in_both_languages_and_its_files_are_copied(tmp_path):
    root = published(tmp_path)
    rename_metric(root)
    site_url = "https://kettles.example/sub/"
    site = Site.read(root)
    files = {output.address: output.content for output in site.outputs(site_url)}
    for prefix, tag in (("", "zh-Hans"), ("en/", "en")):
        page = files[f"{prefix}facts/staff/index.html"].decode()
        assert f'<html lang="{tag}">' in page
        assert '<meta name="robots" content="noindex">' in page
        assert f'<link rel="canonical" href="{site_url}{prefix}facts/people/">' in page
        assert '<meta http-equiv="refresh" content="0; url=../people/">' in page
        assert '<a href="../people/">' in page
        assert f"{prefix}facts/staff.atom" not in files
    assert files["facts/staff.json"] == files["facts/people.json"]
    assert "en/facts/staff.json" not in files
    script = re.search(r'<script src="([^"]+)"', files["facts/staff/index.html"].decode())
    assert script[1] == "../../assets/javascripts/moved.js"
    assert (ROOT / "overrides/assets/javascripts/moved.js").exists()


def test_a_withdrawn_page_leaves_a_tombstone_with_reason_and_date(tmp_path):
    root = published(tmp_path)
    (root / "data/metrics/staff.yml").unlink()
    for language in ("zh", "en"):
        change(root, f"docs/{language}/accounts.md", {'{{ fact("staff.2021-06-30") }}': "hands"})
    assert main(["--root", str(root), "revised", "accounts"]) == 0
    (problem,) = problems_of(root)
    assert "kind: withdrawn, address: facts/staff/," in problem
    record(root, record_in(problem))
    assert main(["--root", str(root), "ledger"]) == 0
    site = Site.read(root)
    pages = {(page.language, page.name): page for page in site.pages("https://kettles.example/")}
    for language, reason in (("zh", "更正。"), ("en", "Corrected.")):
        page = pages[language, "facts/staff"]
        assert reason in page.html
        assert '<time datetime="2023-11-14">' in page.html
        assert 'id="2021-06-30"' in page.html
    files = {output.address: output.content for output in site.outputs("https://kettles.example/")}
    assert yaml.safe_load(files["facts/staff.json"])["reason"]["en"] == "Corrected."


KIND = "- {{id: x, date: 2023-11-14, {}, reason: {{zh: 不再提供。, en: No longer offered.}}}}"
PLANS = "plans/a.pdf\t\nplans/b.pdf\t\nen/plans/a.pdf\t\nplans/c.json\t\n"


def with_plans(folder: Path) -> Path:
    """A site that once published files of a kind it has no more."""
    root = published(folder)
    file = root / "ledger.tsv"
    head, _, rest = file.read_text("utf-8").partition("\n")
    known = sorted([*rest.splitlines(), *PLANS.splitlines()])
    file.write_text("\n".join([head, *known, ""]), "utf-8")
    return root


def test_one_record_may_stand_for_a_kind_of_address(tmp_path):
    root = with_plans(tmp_path)
    named = " ".join(problems_of(root))
    assert all(line.strip() in named for line in PLANS.splitlines())
    record(root, KIND.format("kind: withdrawn, address: plans/*.pdf"))
    (problem,) = problems_of(root)
    assert "gone without redirect or tombstone: plans/c.json. Write" in problem
    change(root, "data/changes/changes.yml", {"plans/*.pdf": "plans/*"})
    assert main(["--root", str(root), "ledger"]) == 0
    assert problems_of(root) == []
    site = Site.read(root)
    assert {a: d.target for a, d in site.departures["zh"].items()} == {
        "plans/a.pdf": None, "plans/b.pdf": None, "plans/c.json": None,
    }
    assert site.departures["en"].keys() == {"plans/a.pdf"}


def test_what_a_pattern_names_leaves_no_file_and_no_link_behind(tmp_path):
    root = with_plans(tmp_path)
    record(root, KIND.format("kind: withdrawn, address: plans/*"))
    assert main(["--root", str(root), "ledger"]) == 0
    site = Site.read(root)
    url = "https://kettles.example/"
    assert not [o.address for o in site.outputs(url) if o.address.startswith("plans")]
    pages = {(page.language, page.name): page for page in site.pages(url)}
    assert not [name for _, name in pages if "plans" in name]
    page = pages["en", "changes"].html
    assert '<p class="change__what">plans/*</p>' in page
    assert "No longer offered." in page


def test_pages_that_a_pattern_names_have_tombstones_with_their_anchors(tmp_path):
    root = with_plans(tmp_path)
    file = root / "ledger.tsv"
    file.write_text(file.read_text("utf-8") + "talks/1/\t\ntalks/1/#end\t\ntalks/2/\t\n", "utf-8")
    record(root, KIND.format("kind: withdrawn, address: talks/*/"))
    record(root, KIND.format("kind: withdrawn, address: plans/*").replace("id: x", "id: z"))
    assert main(["--root", str(root), "ledger"]) == 0
    pages = {(p.language, p.name): p for p in Site.read(root).pages("https://kettles.example/")}
    assert 'id="end"' in pages["zh", "talks/1"].html
    assert "不再提供。" in pages["zh", "talks/2"].html


@pytest.mark.parametrize(("address", "problem"), [
    ("plans/*.doc", 'address: "plans/*.doc" was never published'),
    ("plan*", 'address: "plan*" was never published'),  # a star does not reach beyond a slash
    ("*", 'address: "changes.atom" and 4 more still answer'),
    ("facts/*.csv", 'address: "facts/cost.csv" and 3 more still answer.'),
    ("accounts/#*", 'address: "accounts/#books" and '),
    ("en/plans/*", 'Write "plans/*"'),
])
def test_a_pattern_names_only_what_was_published_and_is_gone(tmp_path, address, problem):
    root = with_plans(tmp_path)
    record(root, KIND.format(f'kind: withdrawn, address: "{address}"'))
    found = [p for p in problems_of(root) if p.startswith("data/changes/changes.yml:1:")]
    assert len(found) == 1
    assert problem in found[0]


@pytest.mark.parametrize("text", [
    "kind: moved, address: plans/*, to: accounts/",
    'kind: correction, address: "claims/#*", old: unverified, new: supported',
])
def test_only_what_was_withdrawn_is_named_by_a_pattern(tmp_path, text):
    root = with_plans(tmp_path)
    record(root, KIND.format(text))
    (problem,) = [p for p in problems_of(root) if "changes.yml" in p]
    assert re.search(r"address: got .+, expected one address: \* goes with withdrawn\. "
                     r"Write a record for each address\.", problem)


def test_a_withdrawn_file_is_not_linked_from_the_page_of_changes(tmp_path):
    root = with_plans(tmp_path)
    for number, name in enumerate(("a.pdf", "b.pdf", "c.json")):
        text = KIND.format(f"kind: withdrawn, address: plans/{name}")
        record(root, text.replace("id: x", f"id: x{number}"))
    assert main(["--root", str(root), "ledger"]) == 0
    pages = {(p.language, p.name): p for p in Site.read(root).pages("https://kettles.example/")}
    links = set(re.findall(r'href="([^"]*plans[^"]*)"', pages["zh", "changes"].html))
    assert links == {"../plans/c.json"}  # which says that it was withdrawn, and why


def test_what_moved_twice_leads_to_where_it_is_now():
    site = {"facts/c/", "facts/c/#2020", "facts/c.csv"}
    moves = [
        fake_record("facts/a/", "facts/b/"), fake_record("facts/b/", "facts/c/"),
    ]
    gone = redirects.departures(["facts/a/#2020", "facts/a/#1999", "facts/a.csv"], site, moves)
    assert {address: d.target for address, d in gone.items()} == {
        "facts/a/": "facts/c/", "facts/b/": "facts/c/", "facts/a/#2020": "facts/c/#2020",
        "facts/a/#1999": None, "facts/a.csv": "facts/c.csv",
    }


def test_a_circle_of_moves_leads_nowhere():
    moves = [fake_record("a/", "b/"), fake_record("b/", "a/")]
    assert redirects.departures(["a/"], {"c/"}, moves)["a/"].target is None


def test_a_chart_stands_for_its_frames_and_files():
    moves = [fake_record("charts/old/", "charts/new/")]
    live = {"charts/new/", "embed/new/", "oembed/new.json", "charts/new.vl.json"}
    live |= {"cite/charts/new.bib", "cards/charts/new.png"}
    gone = redirects.departures([
        "embed/old/", "oembed/old.json", "charts/old.vl.json", "losses/#chart-old",
        "cite/charts/old.bib", "cards/charts/old.png",
    ], live, moves)
    assert {address: d.target for address, d in gone.items()} == {
        "charts/old/": "charts/new/", "embed/old/": "embed/new/",
        "oembed/old.json": "oembed/new.json", "charts/old.vl.json": "charts/new.vl.json",
        "losses/#chart-old": "charts/new/",
        "cite/charts/old.bib": "cite/charts/new.bib",
        "cards/charts/old.png": "cards/charts/new.png",
    }


def test_an_article_stands_for_its_card_and_its_citations():
    gone = redirects.departures(
        ["cite/old.bib", "cards/old.png", "old/index.html.md"],
        {"new/", "cite/new.bib", "cards/new.png", "new/index.html.md"},
        [fake_record("old/", "new/")],
    )
    assert {address: d.target for address, d in gone.items()} == {
        "old/": "new/", "cite/old.bib": "cite/new.bib", "cards/old.png": "cards/new.png",
        "old/index.html.md": "new/index.html.md",
    }


def fake_record(address: str, to: str):
    from explainer.data.model import Change as Record

    return Record(
        id="x", date="2023-11-14", kind="moved", address=address, to=to,
        reason={"zh": "因", "en": "why"},
    )


# -- the notation of values ----------------------------------------------------------------


def test_every_value_can_be_read_back(tmp_path):
    site = Site.read(tiny_site(tmp_path))
    for facts in site.addressed_facts.values():
        for fact in facts:
            read = notation.read(notation.write(fact))
            assert read is not None
            assert (read[0] is None) == (fact.quantity is None)
            if read[0]:
                assert (read[0].value, read[0].bound) == (fact.quantity.value, fact.quantity.bound)


@pytest.mark.parametrize("text", ["", "supported", "12 of CNY", "x CNY", "about over 1 CNY"])
def test_other_words_are_no_values(text):
    assert notation.read(text) is None
