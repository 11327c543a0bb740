"""Search in both languages, typed key by key as readers do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from lxml import html
from playwright.sync_api import Browser

from .project import CHARTED, LANGUAGES, OTHER, Language, address
from .searching import COUNT_ANSWERS, SearchBox
from .serving import Served

FIRST = 3
QUERIES = yaml.safe_load((Path(__file__).parent / "queries.yml").read_text("utf-8"))
CASES = [
    pytest.param(language, str(query), page, id=f"{language}-{query}")
    for language in LANGUAGES
    for query, page in QUERIES[language.code].items()
]
Search = Callable[[Language, str], list[str]]


@pytest.fixture(scope="module")
def search(chromium: Browser, site: Served) -> Search:
    """Types a query into the search box of a language's home page; addresses of the results."""
    boxes: dict[Language, SearchBox] = {}

    def type_(language: Language, query: str) -> list[str]:
        if language not in boxes:
            page = chromium.new_page()
            page.add_init_script(COUNT_ANSWERS)
            page.goto(site.url + address(language, "index"))
            boxes[language] = SearchBox(page)
        return [site.relative(url).partition("?")[0] for url in boxes[language].type(query)]

    return type_


@pytest.mark.parametrize(("language", "query", "page"), CASES)
def test_a_query_finds_its_page_among_the_first(
    search: Search, language: Language, query: str, page: str
) -> None:
    found = search(language, query)
    assert address(language, page) in found[:FIRST], f"{query}: found {found}"
    assert all(where.startswith(OTHER.prefix) == (language is OTHER) for where in found)


def test_the_index_holds_no_words_of_pictures_and_their_tables(
    site: Served, language: Language
) -> None:
    index = json.loads((site.folder / language.prefix / "search/search_index.json").read_text())
    searched = {entry["location"]: bare(entry["text"]) for entry in index["docs"]}
    leaks = []
    for article in CHARTED:
        page = html.parse(site.folder / address(language, article) / "index.html")
        for hidden in page.xpath("//figure//*[self::svg or self::tbody]"):
            words = bare(hidden.text_content())
            chart = hidden.xpath("string(ancestor::figure/@id)")
            leaks += [
                f"{where}: {words[:30]} ({chart})"
                for where, text in searched.items() if words[-30:] in text
            ]
    assert not leaks, "\n".join(sorted(set(leaks)))


def bare(text: str) -> str:
    """A text without tags and white space, of which the index has its own."""
    return re.sub(r"<[^>]+>|[\s\u200b]", "", text)
