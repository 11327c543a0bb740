"""The feeds of changes: what RFC 4287 asks of a feed, and the same bytes every time."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree
from tiny_site import tiny_site

from explainer.site import Site

SITE_URL = "https://kettles.example/sub/"
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CHANGES = {"data/changes/changes.yml": """\
- {id: first, date: 2021-08-01, kind: published, reason: {zh: 首次发布。, en: First published.}}
- id: revenue-corrected
  date: 2021-09-02
  kind: correction
  fact: revenue.2020
  old: 145E+6 CNY
  new: 150E+6 CNY
  reason:
    zh: 年报 & 报道不同，见{{ fact("revenue.2019") }}。
    en: The report & the press differed; see {{ fact("revenue.2019") }}.
- id: verdict
  date: 2021-10
  kind: correction
  address: claims/#losing
  old: unverified
  new: supported
  reason: {zh: 找到了年报。, en: The report was found.}
"""}


def feeds_of(folder: Path) -> dict[str, bytes]:
    site = Site.read(tiny_site(folder, CHANGES))
    return {
        output.address: output.content for output in site.outputs(SITE_URL)
        if output.address.endswith(".atom")
    }


@pytest.fixture(scope="module")
def feeds(tmp_path_factory) -> dict[str, bytes]:
    return feeds_of(tmp_path_factory.mktemp("site"))


def texts(node: etree._Element, name: str) -> list[str]:
    return [child.text for child in node.findall(f"{ATOM}{name}")]


def test_there_is_one_feed_in_each_language(feeds):
    assert feeds.keys() == {"changes.atom", "en/changes.atom"}


def test_every_feed_has_what_the_standard_requires(feeds):
    for address, content in feeds.items():
        root = etree.fromstring(content)
        assert root.tag == f"{ATOM}feed"
        assert root.get(LANG) == ("en" if address.startswith("en/") else "zh-Hans")
        for name in ("id", "title", "updated"):
            (text,) = texts(root, name)
            assert text
        assert root.find(f"{ATOM}author/{ATOM}name").text
        (own,) = [link for link in root.iter(f"{ATOM}link") if link.get("rel") == "self"]
        assert own.get("href") == texts(root, "id")[0] == SITE_URL + address
        entries = root.findall(f"{ATOM}entry")
        for entry in entries:
            for name in ("id", "title", "updated", "content"):
                (text,) = texts(entry, name)
                assert text
        for node in (root, *entries):  # at most one of a type and language: 4.1.1, 4.1.2
            assert len([e for e in node.findall(f"{ATOM}link") if e.get("rel") == "alternate"]) == 1
        ids = [texts(entry, "id")[0] for entry in entries]
        assert len(set(ids)) == len(ids)
        for iri in [*ids, *(link.get("href") for link in root.iter(f"{ATOM}link"))]:
            assert urlsplit(iri).scheme == "https"
        dates = [texts(entry, "updated")[0] for entry in entries]
        assert dates == sorted(dates, reverse=True)
        assert all(date <= texts(root, "updated")[0] for date in dates)


def test_entry_ids_are_permanent_addresses_and_differ_between_languages(feeds):
    zh, en = (
        [e.find(f"{ATOM}id").text for e in etree.fromstring(feeds[name]).iter(f"{ATOM}entry")]
        for name in ("changes.atom", "en/changes.atom")
    )
    assert zh == [f"{SITE_URL}changes/#{i}" for i in ("verdict", "revenue-corrected", "first")]
    assert en == [f"{SITE_URL}en/changes/#{i}" for i in ("verdict", "revenue-corrected", "first")]


def test_an_entry_says_what_it_was_what_it_is_and_why(feeds):
    entry = etree.fromstring(feeds["en/changes.atom"]).findall(f"{ATOM}entry")[1]
    assert texts(entry, "title") == ["Correction: Revenue, 2020"]
    assert texts(entry, "updated") == ["2021-09-02T00:00:00Z"]
    assert texts(entry, "content") == [
        "Before: RMB 145 million. Now: RMB 150 million. "
        "The report & the press differed; see RMB 120.5 million."
    ]
    verdict = etree.fromstring(feeds["changes.atom"]).findall(f"{ATOM}entry")[0]
    assert texts(verdict, "title") == ["更正：茶壶厂在亏钱。"]
    assert texts(verdict, "content") == ["原来：查不到依据。现在：属实。找到了年报。"]


def test_a_feed_is_as_new_as_its_latest_change_or_before_any_as_the_data(feeds, tmp_path):
    assert texts(etree.fromstring(feeds["en/changes.atom"]), "updated") == ["2021-10-01T00:00:00Z"]
    site = Site.read(tiny_site(tmp_path))
    (first, _) = (o for o in site.outputs(SITE_URL) if o.address.endswith(".atom"))
    assert texts(etree.fromstring(first.content), "updated") == ["2021-06-30T00:00:00Z"]


def test_feeds_are_the_same_bytes_every_time(feeds, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert feeds_of(tmp_path) == feeds


def test_the_page_of_changes_shows_old_and_new_newest_first(tmp_path):
    site = Site.read(tiny_site(tmp_path, CHANGES))
    pages = {(page.language, page.name): page for page in site.pages(SITE_URL)}
    html = pages["en", "changes"].html
    places = [html.index(f'id="{i}"') for i in ("verdict", "revenue-corrected", "first")]
    assert places == sorted(places)
    assert "<del>RMB 145 million</del>" in html
    assert "<ins>RMB 150 million</ins>" in html
    assert '<a href="../facts/revenue/#2020">Revenue, 2020</a>' in html
    revenue = pages["zh", "facts/revenue"].html
    assert "<del>1.45亿元</del> → <ins>1.5亿元</ins>" in revenue
