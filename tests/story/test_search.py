"""Search in both languages, typed key by key as readers do."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from browser.project import ARTICLES, CHARTED, LANGUAGES, OTHER, ROOT, Language, address
from browser.searching import COUNT_ANSWERS, Found, SearchBox
from browser.serving import Served
from lxml import html
from playwright.sync_api import Browser, Page, expect

FIRST = 3
FIRST_OF_DATA = 5
LARGEST = 150_000
"""Bytes of an index when compressed, as phones load it."""

QUERIES = yaml.safe_load((Path(__file__).parent / "queries.yml").read_text("utf-8"))
CASES = [
    pytest.param(language, str(query), where, id=f"{language}-{query}-{where}")
    for language in LANGUAGES
    for query, wanted in QUERIES[language.code].items()
    for where in (wanted if isinstance(wanted, list) else [wanted])
]
Search = Callable[[Language, str], list[Found]]
OpenBox = Callable[[Language], tuple[Page, SearchBox]]


def words(language: Language) -> dict[str, str]:
    """The words of the interface."""
    path = ROOT / "hooks" / "explainer" / "language" / language.code / "interface.yml"
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def box(chromium: Browser, site: Served) -> OpenBox:
    """The search box of a language's home page."""
    boxes: dict[Language, tuple[Page, SearchBox]] = {}

    def open_(language: Language) -> tuple[Page, SearchBox]:
        if language not in boxes:
            page = chromium.new_page()
            page.add_init_script(COUNT_ANSWERS)
            page.goto(site.url + address(language, "index"))
            boxes[language] = page, SearchBox(page)
        return boxes[language]

    return open_


@pytest.fixture(scope="module")
def search(box: OpenBox) -> Search:
    """Types a query into it; the results."""
    return lambda language, query: box(language)[1].type(query)


def relative(site: Served, url: str) -> str:
    """An address of a result, relative to the site's root."""
    parts = urlsplit(url)
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return site.relative(url).partition("?")[0] + fragment


@pytest.mark.parametrize(("language", "query", "where"), CASES)
def test_a_query_finds_what_it_should_among_the_first(
    search: Search, site: Served, language: Language, query: str, where: str
) -> None:
    results = search(language, query)
    found = [[relative(site, link) for link in result.links] for result in results]
    if where in ARTICLES:
        pages = [site.relative(result.links[0]).partition("?")[0] for result in results]
        assert address(language, where) in pages[:FIRST], f"{query}: found {pages}"
    else:
        story = words(language)["search_story"]
        data = [links for links, result in zip(found, results, strict=True)
                if story not in result.labels][:FIRST_OF_DATA]
        assert any(language.prefix + where in links for links in data), f"{query}: found {data}"
    assert all(
        link.startswith(OTHER.prefix) == (language is OTHER) for links in found for link in links
    )


def test_every_result_says_what_kind_of_thing_it_is(search: Search, language: Language) -> None:
    kinds = {word for key, word in words(language).items()
             if key in {f"search_{kind}" for kind in (
                 "story", "page", "fact", "chart", "claim", "term", "source")}}
    seen = set()
    for query in ("2020", "LFW", "UNIX", {"zh": "禁售期"}.get(language.code, "lock-up")):
        for result in search(language, query):
            assert result.labels, f"{query}: {result}"
            assert result.labels[0] in kinds, f"{query}: {result}"
            seen.update(result.labels)
    assert kinds <= seen


@pytest.mark.parametrize(
    ("code", "query", "page", "sentence"),
    [
        ("zh", "汤晓鸥", "history/", "汤晓鸥"),
        ("zh", "贝尔实验室 UNIX", "claims/", "Unix"),
        ("zh", "公允价值", "losses/", "公允价值"),
        ("en", "lock-up", "since/", "lock-up"),
        ("en", "Bell Labs UNIX", "claims/", "Unix"),
        ("en", "GaussianFace", "charts/lfw-accuracy/", "GaussianFace"),
    ],
)
def test_a_result_shows_the_sentence_with_the_words_marked(
    search: Search, site: Served, code: str, query: str, page: str, sentence: str
) -> None:
    language = next(known for known in LANGUAGES if known.code == code)
    result = next(r for r in search(language, query)
                  if site.relative(r.links[0]).partition("?")[0] == language.prefix + page)
    assert result.marked
    with_words = [s for s in result.sentences if sentence in s]
    assert with_words, result
    for shown in with_words:
        assert any(mark in shown for mark in result.marked)
        # A sentence, and not the paragraph around it.
        assert len(re.findall(r"[。！？](?=.)|[.!?] (?=[A-Z])", shown)) == 0, shown


def test_a_figure_is_shown_with_its_value_and_who_says_so(
    search: Search, site: Served, language: Language
) -> None:
    query, value = {
        "zh": ("2020 亏损", "121.58亿元"), "en": ("net loss 2020", "RMB 12.16 billion"),
    }[language.code]
    where = f"{language.prefix}facts/net-loss/"
    result = next(r for r in search(language, query) if site.relative(r.links[0]) == where)
    assert relative(site, result.links[1]) == f"{where}#2020"
    assert value in result.names[1]
    assert "InfoQ" in result.sentences[0]


def test_the_box_says_what_to_type_and_when_it_finds_nothing(
    box: OpenBox, language: Language
) -> None:
    page, search_box = box(language)
    said = words(language)
    field = page.locator("input.md-search__input")
    expect(field).to_have_attribute("placeholder", said["search_placeholder"])
    expect(field).to_have_attribute("aria-label", said["search_placeholder"])
    expect(page.locator("[data-md-component=search]")).to_have_attribute(
        "aria-label", said["search"]
    )
    assert search_box.type("") == []
    assert search_box.says() == said["search_hint"]
    assert search_box.type("zzzz") == []
    assert search_box.says() == said["search_none"]


def test_the_search_fits_a_phone(chromium: Browser, site: Served, language: Language) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 640})
    page.add_init_script(COUNT_ANSWERS)
    page.goto(site.url + address(language, "index"))
    page.locator("button.md-header__button[for=__search]").click()
    assert SearchBox(page).type("LFW 2014")
    page.wait_for_timeout(500)  # it slides in
    wide = page.evaluate(
        """() => [...document.querySelectorAll(".md-search__inner, .md-search__inner *")]
          .filter(seen => seen.checkVisibility() && seen.closest(".md-search-result, form"))
          .filter(seen => seen.getBoundingClientRect().right > innerWidth + 1)
          .map(seen => seen.className)"""
    )
    page.close()
    assert wide == []


def test_the_index_is_small_enough_for_a_phone(site: Served, language: Language) -> None:
    index = site.folder / language.prefix / "search" / "search_index.json"
    assert len(gzip.compress(index.read_bytes())) <= LARGEST


def test_the_index_holds_no_words_of_pictures_and_their_tables(
    site: Served, language: Language
) -> None:
    index = json.loads((site.folder / language.prefix / "search/search_index.json").read_text())
    searched = {entry["location"]: bare(entry["text"]) for entry in index["docs"]}
    leaks = []
    for article in CHARTED:
        page = html.parse(site.folder / address(language, article) / "index.html")
        for hidden in page.xpath("//figure//*[self::svg or self::tbody]"):
            labels = [label for text in hidden.itertext() if (label := bare(text))]
            words = "".join(labels)
            # More than its last label, which may be the name of something that is found.
            end = words[-len(labels[-1]) - 15:]
            chart = hidden.xpath("string(ancestor::figure/@id)")
            leaks += [
                f"{where}: {words[:30]} ({chart})"
                for where, text in searched.items() if end in text
            ]
    assert not leaks, "\n".join(sorted(set(leaks)))


def bare(text: str) -> str:
    """A text without tags and white space, of which the index has its own."""
    return re.sub(r"<[^>]+>|[\s\u200b]", "", text)
