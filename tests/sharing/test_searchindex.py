"""What the search finds: entries of the tiny site, and the cutting of texts they rest on."""

from __future__ import annotations

import re

import pytest
from tiny_site import LANGUAGES, tiny_site

from explainer.language.interface import labels
from explainer.sharing import searchindex
from explainer.sharing.searchindex import name_keys, segmented, sentences
from explainer.site import Site

WIDE = re.compile("\u200b")


def cut(run: str) -> list[str]:
    """Words of two characters, the last of what is left."""
    return [run[at:at + 2] for at in range(0, len(run), 2)]


ARTICLES = [
    {"location": "", "title": "Home", "text": "<p>R&amp;D cost much. It paid.</p>"},
    {"location": "#part", "title": "R&amp;D", "text": "<p>One.</p> <ul><li>Two. Three.</li></ul>"},
    {"location": "about/", "title": "About", "text": "", "boost": 0.8},
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site.read(tiny_site(tmp_path_factory.mktemp("tiny") / "site"))


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def entries(site: Site, language: str) -> list[searchindex.Entry]:
    told = [site.search_entry(language, entry, cut) for entry in ARTICLES]
    return site.search_entries(language, told, cut, "/")


def shown(text: str) -> str:
    return WIDE.sub("", text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("先亏。后赚！为什么？", ["先亏。", "后赚！", "为什么？"]),
        ("他说：“先亏。”后来赚了。", ["他说：“先亏。”", "后来赚了。"]),
        ("先\u200b亏\u200b。\u200b后\u200b赚", ["先\u200b亏\u200b。", "后\u200b赚"]),
        ("It lost 3.4 billion. Then it earned.", ["It lost 3.4 billion.", "Then it earned."]),
        ("D. H. Ring did. “Yes.” So he did.", ["D. H. Ring did.", "“Yes.”", "So he did."]),
        ("Dr. Tang met Mrs. Li.", ["Dr. Tang met Mrs. Li."]),
        ("", []),
    ],
)
def test_a_text_is_cut_after_its_sentences(text, parts):
    assert sentences(text) == parts


def test_chinese_words_are_set_apart_from_each_other_and_from_latin_letters():
    assert segmented("AI四小龙2020，亏", cut) == "AI\u200b四小\u200b龙\u200b2020，亏"
    assert segmented("R&D", cut) == "R&D"


def test_a_name_is_known_by_its_beginnings_after_a_year_and_by_its_ends():
    assert name_keys("期内亏损（引述）", cut) == ["年期", "年期内", "年期内亏", "年亏", "年亏损"]
    assert "亏损" in name_keys("净亏损", lambda run: [run])
    assert name_keys("Revenue", cut) == []


def test_addresses_are_those_the_site_answers_at(site, language, entries):
    prefix = site.data.site.languages[language].prefix
    made = [entry["location"] for entry in entries[len(ARTICLES):]]
    assert made
    assert len(set(made)) == len(made)
    assert [where for where in made if f"{prefix}{where}" not in site.published] == []


def test_everything_of_the_data_is_there(site, entries):
    locations = {entry["location"] for entry in entries}
    data = site.data
    assert {f"facts/{metric}/" for metric in data.metrics} <= locations
    assert {f"charts/{chart}/" for chart in data.charts} <= locations
    assert {f"facts/{f.metric.id}/#{f.period}" for facts in site.addressed_facts.values()
            for f in facts} <= locations
    for name, records in (
        ("claims", data.claims), ("glossary", data.terms), ("sources", data.sources)
    ):
        expected = {f"{name}/#{identifier}" for identifier in records}
        assert (expected <= locations) == (name in data.site.articles)


def test_a_page_stands_before_its_parts(entries):
    """Of entries with one address up to the fragment, the theme takes the first as the page."""
    pages: dict[str, str] = {}
    for entry in entries:
        pages.setdefault(entry["location"].partition("#")[0], entry["location"])
    listed = ("claims/", "glossary/", "sources/")  # articles, which this index was not given
    assert {p: first for p, first in pages.items() if p != first and p not in listed} == {}


def test_every_page_says_what_kind_of_thing_it_is(language, entries):
    words = {labels(language)[f"search_{kind}"] for kind in searchindex.BOOSTS}
    words.add(labels(language)["search_story"])
    for entry in entries:
        if "#" not in entry["location"]:
            assert entry["tags"][0] in words, entry
    by_location = {entry["location"]: entry for entry in entries}
    assert by_location[""]["tags"] == [labels(language)["search_story"]]
    assert by_location["about/"]["tags"] == [labels(language)["search_page"]]
    assert "tags" not in by_location["#part"]


def test_a_figure_says_when_how_much_and_who_says_so(site, language, entries):
    by_location = {entry["location"]: entry for entry in entries}
    fact = next(f for facts in site.addressed_facts.values() for f in facts
                if f.quantity and f.sources)
    voice = site.voice(language, "", [])
    entry = by_location[f"facts/{fact.metric.id}/#{fact.period}"]
    title = shown(entry["title"])
    assert fact.metric.name[language] in title
    assert voice.words.period(fact.period) in title
    assert voice.value(fact) in title
    assert voice.outlet(fact.sources[0]) in shown(entry["text"])


def test_articles_stay_as_they_are_but_for_sentences(entries):
    home, part, about = entries[:3]
    assert home["text"] == "<p>R&D cost much.</p><p>It paid.</p>"
    assert part["title"] == "R&D"
    assert part["text"] == "<p>One.</p> <ul><li>Two. Three.</li></ul>"
    assert about["boost"] == 0.8


def test_articles_weigh_more_than_what_is_made(entries):
    assert max(entry["boost"] for entry in entries[len(ARTICLES):]) < 0.001
