"""The real content: complete, in order, and the same in both languages."""

from __future__ import annotations

from collections import Counter

import pytest
from lxml import html
from tiny_site import LANGUAGES, ROOT

from explainer.data import model
from explainer.data.model import VERDICTS
from explainer.problems import Problems
from explainer.site import Site


@pytest.fixture(scope="module")
def problems() -> Problems:
    return Problems()


@pytest.fixture(scope="module")
def site(problems) -> Site:
    found = Site.read_into(ROOT, problems)
    assert found, problems.report()
    return found


def test_the_check_finds_nothing(site, problems):
    assert [str(problem) for problem in problems] == []


def test_every_article_exists_in_both_languages(site):
    expected = {(language, name) for language in LANGUAGES for name in site.data.site.articles}
    assert set(site.articles) == expected
    for language in LANGUAGES:
        folder = ROOT / "docs" / language
        names = (path.relative_to(folder).with_suffix("") for path in folder.rglob("*.md"))
        files = {name.as_posix() for name in names}
        assert files == set(site.data.site.articles)


def test_articles_have_the_same_sections_in_both_languages(site):
    for name in site.data.site.articles:
        first, second = ([s.id for s in site.articles[language, name].sections]
                         for language in LANGUAGES)
        assert first == second, name


def test_claims_are_numbered_without_a_gap(site):
    numbers = sorted(claim.number for claim in site.data.claims.values())
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers, "there are no claims"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_claims_shows_every_claim_once_and_counts_their_verdicts(site, language):
    page = html.fromstring(site.rendered[language, "claims"].markdown)
    claims = sorted(site.data.claims.values(), key=lambda claim: claim.number)
    shown = [(item.get("id"), item.get("data-verdict")) for item in page.iter("li")
             if item.get("class") == "claim"]
    assert shown == [(claim.id, claim.verdict) for claim in claims]
    totals = {
        choice.get("value"): int(choice.getparent().text_content().split()[-1])
        for choice in page.iter("input") if choice.get("name") == "verdict"
    }
    assert totals.pop("all") == len(claims)
    assert totals == Counter(claim.verdict for claim in claims)


def test_every_verdict_is_one_of_the_seven(site):
    assert {claim.verdict for claim in site.data.claims.values()} <= set(VERDICTS)


def test_claims_that_are_no_opinions_say_what_they_rest_on(site):
    bare = [
        claim.id for claim in site.data.claims.values()
        if claim.verdict not in ("opinion", "unverified") and not claim.sources
    ]
    assert bare == []


def test_every_source_is_used(site):
    used = {
        reference
        for _, record in site.data.all_records()
        for _, reference in model.references(record)
        if reference.collection == "sources"
    }
    assert sorted(site.data.sources.keys() - used) == []


def test_every_chart_is_shown_in_both_languages(site):
    for language in LANGUAGES:
        shown = {
            use.id for (code, _), text in site.rendered.items() for use in text.uses
            if code == language and use.kind == "chart"
        }
        assert shown == set(site.data.charts), language


def test_every_fact_of_the_data_can_be_had_in_words(site):
    for metric in site.data.metrics.values():
        for fact in site.data.facts.of_metric(metric):
            for language in LANGUAGES:
                assert site.voice(language, "", Problems()).value(fact)


def test_pages_made_from_the_data_have_no_fault(site):
    pages = site.pages()
    assert {page.language for page in pages} == set(LANGUAGES)
    assert len({(page.language, page.name) for page in pages}) == len(pages)
