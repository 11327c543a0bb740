"""Everything as data: what stands in the tables, and that the package is what it says."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile

import frictionless
import pytest
from tiny_site import ROOT, tiny_site

from explainer.site import Site

URL = "https://kettles.example/pots/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tiny_site(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def package(folder, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1630454400")
    return Site.read(folder).data_package(URL)


def rows(package, name: str) -> list[dict[str, str]]:
    text = package.files[f"{name}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def one(package, table: str, **wanted: str) -> dict[str, str]:
    (row,) = (r for r in rows(package, table) if wanted.items() <= r.items())
    return row


def test_frictionless_finds_the_package_valid(package, tmp_path):
    for output in package.outputs():
        target = tmp_path / output.address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(output.content)
    report = frictionless.validate(str(tmp_path / "data" / "datapackage.json"))
    assert report.flatten(["name", "rowNumber", "fieldName", "type", "message"]) == []
    assert report.stats["tasks"] == len(package.tables) > 20


def test_frictionless_finds_the_real_data_valid(tmp_path):
    site = Site.read(ROOT)
    for output in site.data_package(URL).outputs():
        (tmp_path / output.address).parent.mkdir(exist_ok=True)
        (tmp_path / output.address).write_bytes(output.content)
    report = frictionless.validate(str(tmp_path / "data" / "datapackage.json"))
    assert report.flatten(["name", "rowNumber", "fieldName", "type", "message"]) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("claims.csv", b"opinion", b"opinion!"),
        ("fact_sources.csv", b"revenue.2019,S01", b"revenue.2019,S77"),
        ("facts.csv", b"120500000", b"a lot"),
    ],
)
def test_frictionless_would_find_a_fault(package, tmp_path, file, old, new):
    for output in package.outputs():
        content = output.content
        if output.address == f"data/{file}":
            assert old in content
            content = content.replace(old, new)
        (tmp_path / output.address).parent.mkdir(exist_ok=True)
        (tmp_path / output.address).write_bytes(content)
    assert not frictionless.validate(str(tmp_path / "data" / "datapackage.json")).valid


def test_a_row_of_the_facts_can_be_read_on_its_own(package):
    assert one(package, "facts", id="revenue.2021-H1") == {
        "id": "revenue.2021-H1", "metric": "revenue", "metric_zh": "收入", "metric_en": "Revenue",
        "company": "blue-lamp", "period": "2021-H1", "start": "2021-01-01", "end": "2021-06-30",
        "state": "known", "value": "80250000", "low": "80245000", "high": "80255000",
        "bound": "exact", "unit": "CNY", "value_zh": "8,025万元", "value_en": "RMB 80.25 million",
        "origin": "press", "origin_zh": "媒体报道", "origin_en": "a press report",
        "disputed": "false", "rests_on": "", "range_low": "", "range_high": "",
        "confirmed_by": "", "looked": "", "formula": "", "source": "S02",
        "source_publisher_zh": "《炉边周报》", "source_publisher_en": "The Weekly Stove",
        "source_title": "Kettles on the boil",
        "source_published": "", "source_url": "https://stove.example/kettles", "locator": "",
        "passage": "",
        "note_zh": "", "note_en": "", "why_zh": "", "why_en": "",
        "address_zh": f"{URL}facts/revenue/#2021-H1",
        "address_en": f"{URL}en/facts/revenue/#2021-H1",
    }


def test_what_was_not_found_has_no_value_and_no_origin(package):
    row = one(package, "facts", id="cost.2021-H1")
    assert (row["state"], row["value"], row["low"], row["origin"]) == ("not_found", "", "", "")
    assert (row["value_zh"], row["value_en"]) == ("未查到", "not found")
    assert row["looked"] == "2021-09-01"
    assert row["note_en"] == "The half-year report does not say."


def test_a_bound_leaves_one_side_open(package):
    row = one(package, "facts", id="staff.2021-06-30")
    assert (row["value"], row["low"], row["high"], row["bound"]) == ("450", "449.5", "", "over")


def test_a_computed_fact_names_its_formula_and_inputs(package):
    row = one(package, "facts", id="loss.2020")
    assert row["formula"] == "difference: cost.2020 revenue.2020"
    assert (row["origin"], row["disputed"], row["rests_on"]) == ("computed", "false", "cost.2020")
    assert (row["range_low"], row["range_high"]) == ("25000000", "28500000")
    inputs = [r["input"] for r in rows(package, "fact_inputs") if r["fact"] == "loss.2020"]
    assert inputs == ["cost.2020", "revenue.2020"]


def test_other_values_of_a_disputed_fact_stand_in_a_table_of_their_own(package):
    assert rows(package, "alternatives") == [{
        "fact": "cost.2020", "value": "178500000", "low": "178450000", "high": "178550000",
        "bound": "exact", "source": "S02", "origin": "press", "locator": "", "passage": "",
        "value_zh": "1.79亿元", "value_en": "RMB 178.5 million",
        "note_zh": "", "note_en": "",
    }]
    assert one(package, "facts", id="cost.2020")["why_zh"] == "年报算得更全。"


def test_texts_are_plain_with_their_calls_rendered(package):
    row = one(package, "claims", id="losing")
    assert row["evidence_zh"] == "年报里是亏损2,500万元。"
    assert row["evidence_en"] == "The annual report shows a loss of RMB 25 million."
    assert row["address_en"] == f"{URL}en/claims/#losing"


def test_lists_of_references_are_tables_of_pairs(package):
    pairs = [tuple(row.values()) for row in rows(package, "claim_sources")]
    assert pairs == [("best-kettle", "S00"), ("losing", "S00"), ("losing", "S01")]


def test_files_are_csv_as_rfc_4180_has_it(package):
    content = package.files["sources.csv"]
    assert content.startswith(b"id,title,")
    assert content.count(b"\r\n") == content.count(b"\n") == 4


def test_the_descriptor_says_whose_from_when_and_under_which_licence(package):
    described = json.loads(package.files["datapackage.json"])
    assert {k: described[k] for k in ("profile", "name", "homepage", "version", "created")} == {
        "profile": "tabular-data-package", "name": "blue-lamp-facts", "homepage": URL,
        "version": "2021-06-30", "created": "2021-09-01T00:00:00Z",
    }
    assert described["licenses"] == [{"path": "https://licence.example/by/4.0/"}]
    facts = described["resources"][0]
    assert facts["hash"] == f"sha256:{package.sha256('facts.csv')}"
    assert facts["schema"]["foreignKeys"] == [
        {"fields": name, "reference": {"resource": table, "fields": "id"}}
        for name, table in (("metric", "metrics"), ("company", "companies"), ("unit", "units"),
                            ("source", "sources"))
    ]


def test_a_foreign_key_is_left_out_where_a_value_points_to_nothing(folder, tmp_path):
    site = tiny_site(tmp_path, {"data/changes/changes.yml": (
        "- {id: cost-2018, date: 2021-09-01, kind: correction, fact: cost.2018,\n"
        "   old: 1E+6 CNY, new: 2E+6 CNY, reason: {zh: 漏了, en: An omission}}\n"
    )})
    described = json.loads(Site.read(site).data_package(URL).files["datapackage.json"])
    (changes,) = (r for r in described["resources"] if r["name"] == "changes")
    assert "foreignKeys" not in changes["schema"]


def test_the_archive_holds_the_package_and_the_sums_name_every_file(package):
    with zipfile.ZipFile(io.BytesIO(package.files["all.zip"])) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
        assert {entry.date_time for entry in archive.infolist()} == {(2021, 9, 1, 0, 0, 0)}
    rest = {n: c for n, c in package.files.items() if n not in (
        "all.zip", "all.xlsx", "sha256sums.txt")}
    assert packed == rest
    sums = dict(
        reversed(line.split("  ")) for line in package.files["sha256sums.txt"].decode().splitlines()
    )
    assert sums == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in package.files.items() if name != "sha256sums.txt"
    }


def test_the_same_data_gives_the_same_bytes_on_any_day(folder, package, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH")  # the data's own latest day is 2021-09-01 too
    assert Site.read(folder).data_package(URL).files == package.files


@pytest.mark.parametrize(
    ("language", "lead", "title"),
    [("zh", "本站上的一切都能作为数据取用", "指标"), ("en", "Everything on this site", "Metrics")],
)
def test_the_page_offers_every_file_with_size_and_sum(package, folder, language, lead, title):
    (page,) = (p for p in Site.read(folder).pages(URL)
               if p.name == "data" and p.language == language)
    to_data = "" if language == "zh" else "../../data/"
    assert lead in page.html
    assert f'>{title}</td>' in page.html
    for name in package.files:
        assert f'href="{to_data}{name}"' in page.html
    assert package.sha256("all.zip") in page.html
    assert f'pandas.read_csv(&#34;{URL}data/facts.csv&#34;)' in page.html


LICENCES = {
    "https://creativecommons.org/licenses/by-sa/4.0/": ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
    "https://creativecommons.org/licenses/by/3.0/igo/deed.zh": ("CC BY 3.0 IGO", "CC-BY-3.0-IGO"),
    "https://other.example/?creativecommons.org/licenses/by/4.0/": ("see the licence", None),
    "https://creativecommons.org/publicdomain/zero/1.0/": ("CC0 1.0", "CC0-1.0"),
    "https://licence.example/": ("see the licence", None),
}


@pytest.mark.parametrize("url", LICENCES)
def test_the_page_and_the_descriptor_name_the_licence_of_the_settings(tmp_path, url):
    name, spdx = LICENCES[url]
    site = Site.read(tiny_site(tmp_path, {
        "data/site.yml": {"https://licence.example/by/4.0/": url},
    }))
    (page,) = (p for p in site.pages(URL) if (p.name, p.language) == ("data", "en"))
    assert f'The authors of the kettle books, <a href="{url}" rel="license">{name}</a>' in page.html
    described = json.loads(site.data_package(URL).files["datapackage.json"])
    assert described["licenses"][0].get("name") == spdx


def test_the_page_counts_one_of_a_kind_as_one(folder):
    (page,) = (p for p in Site.read(folder).pages(URL) if (p.name, p.language) == ("data", "en"))
    assert "10 figures, 3 sources, 2 examined claims, 1 event. Each" in page.summary


def test_the_page_knows_nothing_of_the_units_of_the_data(folder):
    for page in Site.read(folder).pages(URL):
        if page.name == "data":
            assert not any(word in page.html for word in ("yuan", "元、", "people, per cent"))
