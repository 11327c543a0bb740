"""Two languages: the switch, the links for search engines, the colour scheme, the 404 page."""

from __future__ import annotations

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from .fixtures import OpenPage
from .project import ARTICLES, DEFAULT, LANGUAGES, OTHER, Language, address
from .serving import Served
from .test_every_page import SCHEMES
from .visiting import begin_axe, end_axe

SWITCH = "a.language-switch__link"
MISSING = ["no-such-page/", "no/such/page/", f"{OTHER.prefix}no/such/page/"]


@pytest.fixture(params=[*ARTICLES, "metric"])
def twins(request: pytest.FixtureRequest, metric: str) -> dict[Language, str]:
    """The addresses of a page in both languages."""
    if request.param == "metric":
        return {language: language.prefix + metric for language in LANGUAGES}
    return {language: address(language, request.param) for language in LANGUAGES}


def assert_at(page: Page, site: Served, where: str, language: Language) -> None:
    expect(page).to_have_url(site.url + where)
    assert page.locator("html").get_attribute("lang") == language.tag


def test_the_switch_stays_on_the_page_and_leads_back(
    open_page: OpenPage, site: Served, twins: dict[Language, str]
) -> None:
    page = open_page(twins[DEFAULT])
    assert_at(page, site, twins[DEFAULT], DEFAULT)
    page.locator(SWITCH).click()
    assert_at(page, site, twins[OTHER], OTHER)
    page.locator(SWITCH).click()
    assert_at(page, site, twins[DEFAULT], DEFAULT)


def test_the_switch_keeps_the_anchor(open_page: OpenPage, site: Served, metric: str) -> None:
    page = open_page(DEFAULT.prefix + metric)
    anchor = page.locator("[id]:target, main article [id]").last.get_attribute("id")
    page.evaluate("anchor => { location.hash = anchor }", anchor)
    page.locator(SWITCH).click()
    assert_at(page, site, f"{OTHER.prefix}{metric}#{anchor}", OTHER)


def test_the_switch_is_there_on_a_phone_in_the_language_it_leads_to(open_page: OpenPage) -> None:
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        switch = open_page(address(language, "index"), width=360).locator(SWITCH)
        assert switch.get_attribute("hreflang") == other.tag
        assert switch.get_attribute("lang") == other.tag
        expect(switch).to_be_visible()


def test_every_page_names_its_twins_to_search_engines(site: Served) -> None:
    faults = []
    for path in site.folder.rglob("index.html"):
        where = path.relative_to(site.folder).as_posix().removesuffix("index.html")
        if where.removeprefix(OTHER.prefix).startswith("embed/"):
            continue  # frames stand in others' pages and are not for search engines
        bare = where.removeprefix(OTHER.prefix)
        expected = {language.tag: site.public + language.prefix + bare for language in LANGUAGES}
        expected["x-default"] = expected[DEFAULT.tag]
        page = html.fromstring(path.read_bytes())
        links = page.xpath("//link[contains(@rel, 'alternate')][@hreflang]")
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        if {link.get("hreflang"): link.get("href") for link in links} != expected:
            faults.append(f"{where}: {[(x.get('hreflang'), x.get('href')) for x in links]}")
        if canonical != site.public + where:
            faults.append(f"{where}: canonical {canonical}")
        if not all((site.folder / site.relative(url)).is_dir() for url in expected.values()):
            faults.append(f"{where}: a twin is missing")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("preferred", SCHEMES)
def test_the_chosen_scheme_holds_in_both_languages(
    open_page: OpenPage, site: Served, preferred: str
) -> None:
    (chosen,) = set(SCHEMES.values()) - {SCHEMES[preferred]}
    page = open_page(address(DEFAULT, "index"), scheme=preferred)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", SCHEMES[preferred])
    page.locator(".scheme-switch").click()
    expect(body).to_have_attribute("data-md-color-scheme", chosen)
    for where in (address(OTHER, "index"), address(OTHER, ARTICLES[1]), address(DEFAULT, "index")):
        page.goto(site.url + where)
        expect(body).to_have_attribute("data-md-color-scheme", chosen)


@pytest.mark.parametrize("where", MISSING)
def test_a_missing_page_says_so_in_both_languages(
    open_page: OpenPage, site: Served, where: str
) -> None:
    page = open_page("")
    failed: list[str] = []
    page.on("response", lambda r: failed.append(r.url) if r.status >= 400 else None)
    answer = page.goto(site.url + where)
    assert answer is not None
    assert answer.status == 404
    page.wait_for_load_state("networkidle")
    assert failed == [site.url + where]
    for language in LANGUAGES:
        part = page.locator(f"main [lang={language.tag}]")
        assert part.locator("h1, h2").inner_text().strip()
        assert part.locator("a").evaluate("a => a.href") == site.url + language.prefix


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1280, 360])
def test_a_missing_page_has_no_accessibility_faults(
    open_page: OpenPage, scheme: str, width: int
) -> None:
    page = open_page(MISSING[0], scheme=scheme, width=width)
    begin_axe(page)
    violations = end_axe(page)
    assert not violations, "\n".join(violations)
