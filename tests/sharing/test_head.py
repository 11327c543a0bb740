"""The head of a page: what programs that share, quote and embed it read there."""

from __future__ import annotations

import json
import re

import pytest
from jinja2 import Environment, FileSystemLoader
from lxml import html
from tiny_site import ROOT, tiny_site

from explainer.sharing.head import Heads
from explainer.site import Site

URL = "https://kettles.example/books/"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        site = Site.read(tiny_site(tmp_path_factory.mktemp("tiny")), drafting=True)
        site.heads = Heads(site, site.described(URL), URL)
    return site


def head(site, language, name):
    return site.heads.of(site.described(URL)[language, name])


def metas(site, language, name):
    return {meta.key: meta.content for meta in head(site, language, name).metas}


def test_open_graph_and_cards_of_an_article(site):
    description = site.articles["en", "accounts"].front.description
    assert metas(site, "en", "accounts") == {
        "og:type": "article",
        "og:site_name": "The books of a kettle maker",
        "og:title": "The accounts",
        "og:description": description,
        "og:url": f"{URL}en/accounts/",
        "og:locale": "en_GB",
        "og:locale:alternate": "zh_CN",
        "og:image": f"{URL}en/cards/accounts.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "The accounts: Cost exceeds revenue year after year. "
        "Two pairs of columns; cost is the higher of each.",
        "article:published_time": "2021-09-01T00:00:00Z",
        "article:modified_time": "2021-09-01T00:00:00Z",
        "twitter:card": "summary_large_image",
        "twitter:title": "The accounts",
        "twitter:description": description,
        "twitter:image": f"{URL}en/cards/accounts.png",
        "twitter:image:alt": "The accounts: Cost exceeds revenue year after year. "
        "Two pairs of columns; cost is the higher of each.",
    }


def test_a_metric_is_shown_with_the_card_of_the_site(site):
    found, home = metas(site, "en", "facts/revenue"), metas(site, "en", "index")
    assert found["og:image"] == found["twitter:image"] == f"{URL}en/cards/index.png"
    for key in ("og:image", "og:image:alt", "twitter:image:alt"):
        assert found[key] == home[key]
    title = "Blue Lamp Kettles: Revenue, 2019–2021"
    assert (found["og:title"], found["og:url"]) == (title, f"{URL}en/facts/revenue/")


def test_the_home_page_is_a_web_site_without_dates_of_an_article(site):
    found = metas(site, "zh", "index")
    assert (found["og:type"], found["og:url"], found["og:locale"]) == ("website", URL, "zh_CN")
    assert not [key for key in found if key.startswith("article:")]


def test_open_graph_is_written_as_property_and_the_rest_as_name(site):
    for meta in head(site, "zh", "accounts").metas:
        assert meta.attribute == ("name" if meta.key.startswith("twitter:") else "property")


def test_the_feed_and_the_data_of_a_metric_can_be_found(site):
    assert [(link.type, link.href) for link in head(site, "en", "facts/revenue").links] == [
        ("application/atom+xml", f"{URL}en/changes.atom"),
        ("application/json", f"{URL}facts/revenue.json"),
        ("text/csv", f"{URL}facts/revenue.csv"),
    ]


def test_the_page_of_a_chart_tells_how_to_embed_it(site):
    assert [(link.type, link.href) for link in head(site, "zh", "charts/books").links] == [
        ("application/atom+xml", f"{URL}changes.atom"),
        ("application/json+oembed", f"{URL}oembed/books.json"),
        ("text/csv", f"{URL}charts/books.csv"),
    ]


def test_the_day_of_publication_is_the_first_record_of_it(tmp_path):
    change = (
        "- id: first\n  date: 2021-05-02\n  kind: published\n"
        "  reason: {zh: 网站上线。, en: The site goes public.}\n"
    )
    folder = tiny_site(tmp_path, {"data/changes/changes.yml": change})
    site = Site.read(folder, drafting=True)
    found = {m.key: m.content for m in Heads(site, site.described(URL), URL).of(
        site.described(URL)["en", "accounts"]).metas}
    assert found["article:published_time"] == "2021-05-02T00:00:00Z"
    assert found["article:modified_time"] >= "2021-09-01"


def test_every_address_in_a_head_is_one_of_the_site(site):
    pages = {page.address(site) for page in site.described(URL).values()}
    files = {output.address for output in site.outputs(URL)}
    files |= {output.address for output in site.texts(URL)}
    # Pictures of charts are made only where the site is drawn.
    files |= {address.removesuffix("csv") + ending for address in files
              if "charts/" in address and address.endswith("csv") for ending in ("svg", "png")}
    for page in site.described(URL).values():
        found = site.heads.of(page)
        text = " ".join([
            *(meta.content for meta in found.metas), *(link.href for link in found.links),
            found.json_ld,
        ])
        for address in re.findall(rf"{URL}([^\s\"]*)", text):
            assert address.partition("#")[0] in pages | files, (page.name, address)


def test_the_partial_escapes_and_says_what_links_are_for_without_a_space(site):
    environment = Environment(loader=FileSystemLoader(ROOT / "overrides"))
    partial = environment.get_template("partials/explainer/head.html")
    page = site.described(URL)["en", "charts/books"]
    quoted = type(page)(**{**vars(page), "title": 'A "kettle" & <b>'})
    rendered = partial.render(head=site.heads.of(quoted))
    tree = html.fromstring(f"<html><head>{rendered}</head></html>")
    [title] = tree.xpath("//meta[@property='og:title']/@content")
    assert title == 'A "kettle" & <b>'
    assert tree.xpath("//link[@rel='alternate'][@type='application/json+oembed']")
    assert not tree.xpath("//link[@rel!=normalize-space(@rel)]")
    [data] = tree.xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(data)["@context"] == "https://schema.org"
