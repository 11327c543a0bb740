"""A metric's page and the files beside it: everything about each figure, in both languages."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from lxml import html
from tiny_site import tiny_site

from explainer.pages.outputs import Page
from explainer.site import Site

SITE_URL = "https://kettles.example/sub/"
LOCATED = {
    "data/sources/sources.yml": {
        "- id: S01\n": "- id: S01\n  archive_url: https://archive.example/S01\n",
    },
}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    return Site.read(tiny_site(tmp_path_factory.mktemp("site"), LOCATED))


@pytest.fixture(scope="module")
def files(site) -> dict[str, bytes]:
    return {output.address: output.content for output in site.outputs(SITE_URL)}


@pytest.fixture(scope="module")
def pages(site) -> dict[tuple[str, str], Page]:
    return {(page.language, page.name): page for page in site.pages(SITE_URL)}


def entry(pages, language: str, fact: str) -> html.HtmlElement:
    metric, _, period = fact.partition(".")
    page = html.fromstring(str(pages[language, f"facts/{metric}"].html))
    return page.get_element_by_id(period)


def said(pages, language: str, fact: str) -> dict[str, list[str]]:
    """What the entry of a figure says, by heading."""
    found: dict[str, list[str]] = {}
    for node in entry(pages, language, fact).find("dl"):
        text = " ".join(node.text_content().split())
        if node.tag == "dt":
            found[text] = []
        else:
            found[next(reversed(found))].append(text)
    return found


# -- the page ------------------------------------------------------------------------------


def test_a_figure_stands_in_both_notations(pages):
    for language, own, other in (
        ("zh", "1.5亿元", "RMB 150 million"), ("en", "RMB 150 million", "1.5亿元"),
    ):
        node = entry(pages, language, "revenue.2020")
        assert node.find_class("fact-entry__value")[0].text == own
        assert node.find_class("fact-entry__other")[0].text == other
    assert node.find_class("fact-entry__other")[0].get("lang") == "zh-Hans"


def test_a_figure_says_all_there_is_to_know(pages):
    told = said(pages, "en", "revenue.2020")
    assert told["Origin"] == ["“Annual reports of Blue Lamp Kettles” itself"]
    assert told["Unit"] == ["renminbi, Basis: no accounting standard"]
    (source,) = told["Source"]
    assert source.endswith("p. 12, archived copy")
    assert told["Permanent address"] == [f"{SITE_URL}en/facts/revenue/#2020"]
    assert "Formula" not in told
    assert "Changes" not in told


def test_a_figure_names_where_it_is_used(pages):
    places = said(pages, "zh", "loss.2020")["用在哪里"]
    assert places == ["首页、账本、核对第1条《茶壶厂在亏钱。》"]
    links = {a.get("href") for a in entry(pages, "zh", "loss.2020").iter("a")}
    assert {"../../", "../../accounts/", "../../claims/#losing"} <= links


def test_a_computed_figure_shows_its_formula_and_inputs(pages):
    told = said(pages, "en", "loss.2020")
    assert told["Formula"] == ["Cost (2020: RMB 175 million) − Revenue (2020: RMB 150 million)"]
    assert told["Origin"] == ["our calculation"]
    assert told["Do sources agree?"] == [
        "rests on a figure on which sources differ; RMB 25 to 29 million, depending on the value "
        "taken",
        "Cost (2020: RMB 175 million)",
    ]
    assert "Source" not in told


def test_a_disputed_figure_shows_every_value_and_why(pages):
    told = said(pages, "en", "cost.2020")
    assert told["What each source says"][0].startswith("RMB 178.5 million: ")
    assert told["Do sources agree?"] == [
        "sources differ: RMB 175 to 178.5 million"
    ]
    assert told["Source"][0].endswith("Cost of production came to RMB 175 million.")
    assert told["Why this value is used"] == ["The annual report is the fuller count."]


def test_a_figure_that_was_not_found_says_so_and_has_no_other_notation_and_no_origin(pages):
    node = entry(pages, "en", "cost.2021-H1")
    assert node.find_class("fact-entry__value")[0].text == "not found"
    assert not node.find_class("fact-entry__other")
    told = said(pages, "en", "cost.2021-H1")
    assert "Origin" not in told
    assert told["Why there is no figure"] == [
        "it may have been published; we have not found it, we looked on 1 September 2021 in the "
        "sources of this site"
    ]


def test_a_page_links_its_files(pages, files):
    page = html.fromstring(str(pages["en", "facts/revenue"].html))
    links = {a.get("href") for a in page.iter("a")}
    assert {"../../../facts/revenue.json", "../../../facts/revenue.csv"} <= links
    assert {"facts/revenue.json", "facts/revenue.csv"} <= files.keys()


# -- JSON ----------------------------------------------------------------------------------


def test_json_says_what_the_page_says(files):
    told = json.loads(files["facts/revenue.json"])
    assert told["name"] == {"zh": "收入", "en": "Revenue"}
    assert told["unit"] == {"id": "CNY", "name": {"zh": "人民币", "en": "renminbi"}}
    fact = next(fact for fact in told["facts"] if fact["id"] == "revenue.2020")
    source = fact.pop("sources")[0]
    assert source["locator"] == "p. 12"
    assert source["archive_url"] == "https://archive.example/S01"
    assert fact == {
        "id": "revenue.2020",
        "url": {"zh": f"{SITE_URL}facts/revenue/#2020", "en": f"{SITE_URL}en/facts/revenue/#2020"},
        "period": "2020", "start": "2020-01-01", "end": "2020-12-31", "state": "known",
        "value": 150000000, "bound": "exact", "low": 149500000, "high": 150500000,
        "text": {"zh": "1.5亿元", "en": "RMB 150 million"},
        "origin": "primary",
        "origin_text": {
            "zh": "《Annual reports of Blue Lamp Kettles》原件",
            "en": "“Annual reports of Blue Lamp Kettles” itself",
        },
    }


def test_json_has_formula_disagreement_and_gaps(files):
    def fact(identifier: str) -> dict:
        told = json.loads(files[f"facts/{identifier.partition('.')[0]}.json"])
        return next(fact for fact in told["facts"] if fact["id"] == identifier)

    assert fact("loss.2020")["formula"] == {
        "operation": "difference", "inputs": ["cost.2020", "revenue.2020"],
    }
    assert fact("revenue.2019..2020")["formula"]["operation"] == "sum"
    disputed = fact("cost.2020")
    assert disputed["alternatives"][0]["value"] == 178500000
    assert disputed["why"]["en"] == "The annual report is the fuller count."
    gap = fact("cost.2021-H1")
    assert (gap["state"], gap["value"], "low" in gap) == ("not_found", None, False)
    assert gap["looked"] == {"date": "2021-09-01"}
    staff = fact("staff.2021-06-30")
    assert (staff["bound"], staff["value"], "high" in staff) == ("over", 450, False)


# -- CSV -----------------------------------------------------------------------------------


def test_csv_has_a_row_for_each_figure_with_sources_as_columns(files):
    text = files["facts/revenue.csv"].decode("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    assert list(rows) == [
        "revenue.2019", "revenue.2019..2020", "revenue.2020", "revenue.2021-H1",
    ]
    row = rows["revenue.2020"]
    expected = {
        "metric_zh": "收入", "metric_en": "Revenue", "start": "2020-01-01",
        "end": "2020-12-31", "value": "150000000", "unit": "CNY", "origin": "primary",
        "source": "S01", "locator": "p. 12", "address_en": f"{SITE_URL}en/facts/revenue/#2020",
    }
    assert {key: row[key] for key in expected} == expected


def test_files_are_the_same_bytes_every_time(files, tmp_path: Path):
    again = Site.read(tiny_site(tmp_path, LOCATED))
    for output in again.outputs(SITE_URL):
        if output.address.startswith("facts/"):
            assert output.content == files[output.address]
