"""Sites in other languages than this one's: built, read, searched and looked at by axe."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from language_sites import bare, cider, variants
from lxml import html
from playwright.sync_api import Browser
from tiny_site import run_build

from .searching import COUNT_ANSWERS, SearchBox
from .serving import Served
from .visiting import begin_axe, end_axe

SITES = {
    "three": lambda folder: cider(folder, "en", "fr", "zh"),
    "two": lambda folder: cider(folder, "fr", "en"),
    "bare": bare,
    "made": variants,
}
QUERIES = {
    "three": {"": "Revenue 2024", "fr/": "chiffre d’affaires", "zh/": "果渣"},
    "two": {"": "procès", "en/": "lawsuit"},
    "bare": {"": "bénéfice"},
    "made": {"hk/": "收入", "tw/": "收入"},
}
AUDITED = {
    "three": ("", "accounts/", "facts/revenue/", "sources/"), "two": ("",),
    "bare": ("accounts/",), "made": ("accounts/", "sources/"),
}
"""Where axe looks in each language: the pages of the second site are those of the first."""
HAN = re.compile("[\u4e00-\u9fff]")


@dataclass
class Made:
    """A site that was built: its folder, what was said, and its server."""

    name: str
    folder: Path
    status: int
    log: str
    served: Served

    def page(self, address: str) -> html.HtmlElement:
        return html.fromstring((self.folder / address / "index.html").read_bytes())


@pytest.fixture(scope="module", params=SITES)
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Made]:
    root = SITES[request.param](tmp_path_factory.mktemp("site") / request.param)
    run = run_build(root)
    assert run.returncode == 0, run.stdout
    with Served(root / "site") as served:
        yield Made(request.param, root / "site", run.returncode, run.stdout, served)


def test_the_build_has_nothing_to_say(made: Made) -> None:
    said = [line for line in made.log.splitlines() if line.startswith(("WARNING", "ERROR"))]
    assert said == []


def test_every_language_is_found_in_its_place(made: Made) -> None:
    for prefix in QUERIES[made.name]:
        page = made.page(prefix)
        tag = page.get("lang")
        own = page.xpath("//link[contains(@rel, 'alternate') and @hreflang=$tag]/@href", tag=tag)
        assert own == page.xpath("//link[@rel='canonical']/@href")


def test_a_site_leads_to_each_of_its_other_languages_and_to_no_other(made: Made) -> None:
    expected = {"three": 2, "two": 1, "bare": 0, "made": 3}[made.name]
    for prefix in QUERIES[made.name]:
        switches = made.page(prefix).xpath("//a[contains(@class, 'language-switch__link')]")
        assert len(switches) == expected


NAVIGATION = {
    "en": ("Home", "The books", "To look up", "The accounts", "Dates", "Words", "Sources"),
    "fr": ("Accueil", "Les comptes", "Repères", "Les comptes", "Dates", "Les mots", "Sources"),
    "zh-Hans": ("首页", "账本", "查阅", "账本", "日期", "词语", "来源"),
}
"""The home page, two sections, and the articles of each."""


def test_a_page_shows_all_sections_and_the_articles_of_its_own(made: Made) -> None:
    if made.name in ("bare", "made"):
        return
    for prefix in QUERIES[made.name]:
        home, books, others, *articles = NAVIGATION[made.page(prefix).get("lang")]
        sections, own = [home, books, others], articles[:2]
        for name, tabs, drawer, current in (
            ("accounts/", [sections, own], [home, *own, others], [own[0]]),
            ("sources/", [sections, articles[2:]], [home, books, *articles[2:]], [articles[3]]),
            ("facts/revenue/", [sections], sections, []),
        ):
            page = made.page(f"{prefix}{name}")
            rows = page.xpath("//nav[contains(@class, 'md-tabs')]")
            assert [_said(row.xpath(".//a")) for row in rows] == tabs
            listed = page.xpath("//nav[@data-md-level='0']/ul//a[not(starts-with(@href, '#'))]")
            assert _said(listed) == drawer
            assert _said(rows[-1].xpath(".//*[@aria-current='page']")) == current
        leads = page.xpath("//nav[contains(@class, 'md-tabs')]//a/@href")
        assert leads[1:] == ["../../accounts/", "../../glossary/"]


def test_one_reads_on_from_section_to_section(made: Made) -> None:
    if made.name in ("bare", "made"):
        return
    for prefix in QUERIES[made.name]:
        words = NAVIGATION[made.page(prefix).get("lang")][5]
        (following,) = made.page(f"{prefix}timeline/").find_class("next-story__link")
        assert (following.get("href"), words in following.text_content()) == ("../glossary/", True)
        assert made.page(f"{prefix}glossary/").xpath("//link[@rel='prev']/@href") == [
            "../timeline/"]


def test_the_trail_to_an_article_leads_by_its_section(made: Made) -> None:
    if made.name in ("bare", "made"):
        return
    for prefix in QUERIES[made.name]:
        _, books, _, accounts, dates, *_ = NAVIGATION[made.page(prefix).get("lang")]
        for name, steps in (("accounts/", [accounts]), ("timeline/", [books, dates])):
            (text,) = made.page(prefix + name).xpath("//script[@type='application/ld+json']/text()")
            (trail,) = (node["itemListElement"] for node in json.loads(text)["@graph"]
                        if node["@type"] == "BreadcrumbList")
            assert [step["name"] for step in trail[1:]] == steps
            assert trail[-2]["item"]["@id"].endswith(f"/{prefix}{'accounts/' * (len(steps) - 1)}")


def _said(elements: list[html.HtmlElement]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def test_no_page_has_words_of_a_language_that_is_not_its_own(made: Made) -> None:
    """Names of languages and what is marked as of another language aside."""
    if made.name == "made":
        return
    for prefix in QUERIES[made.name]:
        page = made.page(f"{prefix}accounts/")
        if page.get("lang").startswith("zh"):
            continue
        for other in page.xpath("//*[@lang and ancestor::body]"):
            other.getparent().replace(other, html.fromstring("<i>…</i>"))
        for element in page.xpath("//script | //style | //head"):
            element.drop_tree()
        assert not HAN.search(page.text_content())


def test_the_words_of_french_are_french(made: Made) -> None:
    if made.name not in ("three", "two"):
        return
    text = made.page("fr/accounts/" if made.name == "three" else "accounts/").text_content()
    for said in ("2,1 millions d’euros", "225 000 euros", "1,2 million de bouteilles",
                 "31 décembre 2024", "Sur cette page", "Voir le tableau de données"):
        assert said in text.replace("\u202f", " ").replace("\u00a0", " ")
    assert "Revenue" not in text or made.name == "three"


def test_made_characters_are_traditional_and_ids_stay(made: Made) -> None:
    if made.name != "made":
        return
    hong_kong, taiwan = (made.page(f"{prefix}accounts/") for prefix in ("hk/", "tw/"))
    assert "廠裏有" in hong_kong.text_content()
    assert "廠裡有" in taiwan.text_content()
    assert "億" not in hong_kong.text_content() or "亿" not in hong_kong.text_content()
    assert [h.get("id") for h in hong_kong.xpath("//h2[@id]")] == [
        h.get("id") for h in made.page("accounts/").xpath("//h2[@id]")
    ]


@pytest.mark.browser
def test_what_is_searched_is_found(made: Made, chromium: Browser) -> None:
    for prefix, query in QUERIES[made.name].items():
        context = chromium.new_context()
        page = context.new_page()
        page.add_init_script(COUNT_ANSWERS)
        page.goto(made.served.url + prefix)
        found = SearchBox(page).type(query)
        assert found, f"{query} in {prefix or 'the root'}"
        assert all(f"/{prefix}" in link for link in found[0].links)
        context.close()


@pytest.mark.browser
def test_axe_finds_nothing(made: Made, chromium: Browser) -> None:
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    for prefix in QUERIES[made.name]:
        for name in AUDITED[made.name]:
            page.goto(f"{made.served.url}{prefix}{name}")
            begin_axe(page)
            assert end_axe(page) == [], f"{prefix}{name}"
    context.close()
