"""Search as people type: pasted, dictated, by an input method, in any width and with any signs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from browser.fixtures import OpenPage
from browser.project import ARTICLES, LANGUAGES, Language, address
from browser.searching import COUNT_ANSWERS, SearchBox
from browser.serving import Served
from playwright.sync_api import Browser, Page, expect

# What is meant, and how else it comes.
SAME = {
    "zh": {
        "优先股": ["「优先股」", "“优先股”", "优先股？", "优先股?", "+优先股", "优先股*",
                "优先股^10", "优先股~1", "优\u200b先股", "\ufeff优先股", " 优先股　"],
        "240亿": ["２４０亿", "240 亿", "-240亿", "−240亿"],
        "IFRS 亏损": ["IFRS亏损", "ＩＦＲＳ亏损", "ifrs亏损", "IFRS　亏损。"],
    },
    "en": {
        "losses": ["ＬＯＳＳＥＳ", "-losses", "+losses", "losses*", "losses?", "‘losses’",
                   "losses’", "losses;", "losses~2", "(losses)", "losses…"],
        "fair value": ["fair-value", "fair–value", "fair\u2011value", "FAIR  VALUE?",
                       "\tfair value"],
        "SenseTime losses": ["SenseTime's losses", "SenseTime’s losses", "Sensetime: losses"],
        "R&D": ["r&d", "r & d", "R＆D"],
        "Tang Xiao’ou": ["Tang Xiao'ou", "tang xiao’ou?"],
    },
}
# Nothing of it is on the site: neither the word nor one that begins with its first letters.
UNKNOWN = {"zh": ["起诉", "净利润", "离婚"], "en": ["zebra", "don't", "it’s", "bankruptcy"]}
CASES = [
    pytest.param(language, meant, typed, id=f"{language}-{typed}")
    for language in LANGUAGES
    for meant, ways in SAME[language.code].items() for typed in ways
]


class Field:
    """The search of a page, into which text comes at once, as when it is pasted or dictated."""

    def __init__(self, page: Page) -> None:
        self.page, self._box = page, SearchBox(page)

    def put(self, text: str) -> list[str]:
        """The links of the results, best first."""
        self._box.type("")
        asked = self.page.evaluate("window.asked")
        self.page.keyboard.insert_text(text)
        self.page.wait_for_function(
            f"() => window.asked > {asked} && window.asked === window.answered"
        )
        links = self.page.locator(".md-search-result__item > a").evaluate_all(
            "links => links.map(link => link.href.split(/[?#]/)[0])"
        )
        return list(dict.fromkeys(links))

    def marked(self) -> list[str]:
        """The words marked in the results."""
        found = self.page.locator(".md-search-result__item mark").all_text_contents()
        return [word.replace("\u200b", "").lower() for word in found]


@pytest.fixture(scope="module")
def fields(chromium: Browser, site: Served) -> Iterator[dict[Language, Field]]:
    context = chromium.new_context()
    context.add_init_script(COUNT_ANSWERS)
    pages = {}
    for language in LANGUAGES:
        page = context.new_page()
        page.goto(site.url + address(language, "index"))
        pages[language] = Field(page)
    yield pages
    context.close()


@pytest.mark.parametrize(("language", "meant", "typed"), CASES)
def test_however_it_is_typed_the_same_is_found(
    fields: dict[Language, Field], language: Language, meant: str, typed: str
) -> None:
    field = fields[language]
    wanted = field.put(meant)
    assert wanted
    assert field.put(typed) == wanted


@pytest.mark.parametrize(
    ("language", "word"), [(one, word) for one in LANGUAGES for word in UNKNOWN[one.code]], ids=str
)
def test_a_word_that_is_not_on_the_site_finds_nothing(
    fields: dict[Language, Field], site: Served, language: Language, word: str
) -> None:
    path = site.folder / language.prefix / "search" / "search_index.json"
    index = json.loads(path.read_text("utf-8"))["docs"]
    texts = [entry["title"] + entry["text"] for entry in index]
    known = [text for text in texts if re.search(rf"(?<![a-z]){word}(?![a-z])", text, re.I)]
    assert not known or "’" in word or "'" in word, f"choose another word: {known[0][:80]}"
    assert fields[language].put(word) == []


def test_a_short_word_that_is_finished_begins_no_other(fields: dict[Language, Field]) -> None:
    field = next(fields[one] for one in LANGUAGES if one.code == "en")
    field.put("What is fair value?")
    assert field.marked()
    assert not [word for word in field.marked() if word.startswith("is")]
    field.put("C++")
    assert set(field.marked()) == {"c"}


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_an_input_method_is_answered_once_a_word_is_chosen(
    open_page: OpenPage, language: Language
) -> None:
    page = open_page(address(language, ARTICLES[1]))
    page.keyboard.press("/")
    field = page.locator("input.md-search__input")
    expect(field).to_be_focused()
    method = page.context.new_cdp_session(page)
    word = next(iter(SAME[language.code]))
    method.send("Input.imeSetComposition", {
        "text": "you'xian", "selectionStart": 8, "selectionEnd": 8,
    })
    method.send("Input.insertText", {"text": word})
    expect(field).to_have_value(word)
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=20_000)
