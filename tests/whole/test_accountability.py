"""Who answers for the site (the check ``imprint``), what goes stale (``staleness``),
quotations, and the tests of verdicts."""

from __future__ import annotations

import json

import pytest
from lxml import html
from tiny_site import tiny_site

from explainer.articles.reports import repository
from explainer.cli import main
from explainer.problems import Problems
from explainer.sharing.linked_data import LinkedData
from explainer.site import Site

URL = "https://kettles.example/"
SITE = "data/site.yml"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    return Site.read(tiny_site(tmp_path_factory.mktemp("tiny")))


def voice(site: Site, language: str):
    return site.voice(language, "", Problems())


# -- quotations ------------------------------------------------------------------------------


def test_a_quotation_stands_in_its_own_words_with_speaker_date_and_outlet(site):
    for language, speaker, translated, outlet in (
        ("zh", "老灯，厂主，2021年7月", True, "《炉边周报》"),
        ("en", "Old Lamp, owner of the factory, July 2021", False, "The Weekly Stove"),
    ):
        figure = html.fragment_fromstring(str(voice(site, language).quote("boil")))
        block = figure.find("blockquote")
        assert block.text_content() == "We never let a kettle boil dry"
        assert block.get("lang") == "en"
        assert block.get("cite") == "https://stove.example/kettles"
        caption = " ".join(figure.find("figcaption").text_content().split())
        assert caption.startswith(speaker)
        assert caption.endswith(outlet)
        assert ("（本站译）" in figure.text_content()) == translated


def test_a_quotation_within_a_sentence_keeps_its_words_in_its_note(site):
    own = html.fragment_fromstring(str(voice(site, "en").said("boil")))
    assert (own.tag, own.text, own.get("lang")) == ("q", "We never let a kettle boil dry", "en")
    ours = html.fragment_fromstring(str(voice(site, "zh").said("boil")))
    assert (ours.text, ours.get("lang")) == ("我们的壶从来不烧干", None)
    assert ours.get("title").split("\n") == [
        "We never let a kettle boil dry", "（本站译）", "老灯，2021年7月",
    ]


def problems_of(root) -> list[str]:
    problems = Problems()
    Site.read_into(root, problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(("words", "wrong"), [
    ("We never let a kettle boil dry", False), ("never let a kettle boil dry.", False),
    ("We never let the kettle boil dry", True),
])
def test_words_that_are_said_to_be_the_articles_must_be_a_record(tmp_path, words, wrong):
    root = tiny_site(tmp_path, {"data/claims/best-kettle.yml": {
        "en: This is a view.": f"en: The article says “{words}”",
    }})
    found = problems_of(root)
    assert len(found) == wrong
    if wrong:
        assert found[0].startswith(
            "data/claims/best-kettle.yml:5:27: “We never let the kettle boil dry” is said to be a "
            "quotation, and no record has these words."
        )


def test_a_quotation_is_translated_into_every_other_language_and_not_its_own(tmp_path):
    root = tiny_site(tmp_path, {"data/quotes/quotes.yml": {
        "{zh: 我们的壶从来不烧干}": "{en: Never dry}",
    }})
    assert problems_of(root) == [
        "data/quotes/quotes.yml:1:3: record: translation: got en, expected every language of the "
        "site but en. Translate the words into each, and not into their own."
    ]


# -- verdicts --------------------------------------------------------------------------------


def test_every_verdict_leads_to_its_test(site):
    page = html.fromstring(str(voice(site, "en").claims()))
    tests = {node.get("id"): node.getnext().text for node in page.iter("dt")}
    assert tests == {
        "verdict-supported": "A source bears it out.", "verdict-opinion": "It cannot be checked.",
    }
    links = [a.get("href") for a in page.iter("a") if "verdict" in a.get("class", "")]
    assert links == ["#verdict-supported", "#verdict-opinion"]


def test_a_verdict_without_a_test_is_reported(tmp_path):
    root = tiny_site(tmp_path, {"data/verdicts/verdicts.yml": {
        "- {id: supported, test: {zh: 来源支持。, en: A source bears it out.}}\n": "",
    }})
    assert problems_of(root) == [
        'data/claims/losing.yml:8:10: verdict: nothing says what "supported" means. Write its '
        "test in data/verdicts."
    ]


# -- the publisher ---------------------------------------------------------------------------


def test_what_a_publisher_has_filled_in_is_shown_and_the_rest_is_asked_for(site, tmp_path):
    whole = voice(site, "en").publisher()
    assert "The Kettle Society" in whole
    assert 'href="mailto:kettles@example.org"' in whole
    assert "not filled in yet" not in whole
    bare = Site.read(tiny_site(tmp_path, {"data/publisher.yml": None}))
    assert voice(bare, "en").publisher().count("not filled in yet") == 8


def test_the_check_warns_of_what_is_not_filled_in_and_fails_of_nothing(tmp_path, capsys):
    root = tiny_site(tmp_path, {"data/publisher.yml": {"contact: kettles@example.org\n": ""}})
    assert main(["--root", str(root), "check", "--annotations"]) == 0
    said = capsys.readouterr().err.splitlines()
    lines = [line for line in said if "publisher.yml" in line]
    assert lines[0] == (
        "data/publisher.yml:1:1: warning: contact: not filled in. Readers are told so; write it if "
        "you publish this copy."
    )
    assert lines[1].startswith("::warning file=data/publisher.yml,line=1,col=1::contact: not")
    assert len(lines) == 2


def test_a_place_that_is_nowhere_is_reported(tmp_path, capsys):
    root = tiny_site(tmp_path, {"data/publisher.yml": {
        "principles: accounts/#books": "principles: accounts/#lids",
    }})
    assert main(["--root", str(root), "check"]) == 1
    assert capsys.readouterr().out.startswith(
        "data/publisher.yml:9:13: principles: no section accounts/#lids."
    )


def test_linked_data_names_the_publisher_and_its_policies(site):
    page = site.described(URL)["en", "accounts"]
    graph = json.loads(LinkedData(site, site.described(URL), URL).script(page))["@graph"]
    (node,) = (each for each in graph if each["@type"] == "Organization")
    assert node["name"] == "The Kettle Society"
    assert node["email"] == "kettles@example.org"
    assert node["publishingPrinciples"] == f"{URL}en/accounts/#books"
    assert node["ownershipFundingInfo"] == f"{URL}en/accounts/#books"
    assert node["correctionsPolicy"] == f"{URL}en/changes/"


def test_the_repository_follows_from_the_deployment_unless_the_data_name_one(
    site, tmp_path, monkeypatch
):
    assert repository(site.data.site) is None
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://forge.example")
    assert repository(site.data.site) is None
    monkeypatch.setenv("GITHUB_REPOSITORY", "kettles/books")
    assert repository(site.data.site) == "https://forge.example/kettles/books"
    named = Site.read(tiny_site(tmp_path, {SITE: {
        "subject: blue-lamp": "subject: blue-lamp\nrepository: https://own.example/books",
    }}))
    assert repository(named.data.site) == "https://own.example/books"


# -- what goes stale -------------------------------------------------------------------------


DUE = {SITE: {"data_to: 2021-06-30": """data_to: 2021-06-30
check_by: 2022-03
due: [{what: {zh: 2021年年报, en: the annual report 2021}, since: 2022-01}]"""},
       "data/sources/sources.yml": {"- id: S02\n": "- id: S02\n  check_by: 2022-04-15\n"}}


@pytest.mark.parametrize(("today", "status", "said"), [
    ("2022-03-01", 0, []),
    ("2022-03-02", 0, ["data/site.yml:7:11: warning: check_by: data_to (2021-06-30) is to be "
                       "checked by 2022-03-31, in 29 days."]),
    ("2022-03-31", 0, ["data/site.yml:7:11: warning: check_by: data_to (2021-06-30) is to be "
                       "checked by 2022-03-31, in 0 days.",
                       "data/sources/sources.yml:20:13: warning: check_by: source S02 is to be "
                       "checked by 2022-04-15, in 15 days."]),
    ("2022-04-16", 1, ["data/site.yml:7:11: check_by: data_to (2021-06-30) was to be checked by "
                       "2022-03-31, and it is 2022-04-16.",
                       "data/sources/sources.yml:20:13: check_by: source S02 was to be checked by "
                       "2022-04-15, and it is 2022-04-16."]),
])
def test_what_goes_stale_is_warned_of_before_and_an_error_after(
    tmp_path, capsys, monkeypatch, today, status, said
):
    root = tiny_site(tmp_path, DUE)
    monkeypatch.setenv("EXPLAINER_TODAY", today)
    assert main(["--root", str(root), "check"]) == status
    captured = capsys.readouterr()
    found = [line for line in (captured.out + captured.err).splitlines() if "check_by" in line]
    assert len(found) == len(said)
    assert all(line.startswith(start) for line, start in zip(sorted(found), sorted(said),
                                                             strict=True))


def test_an_old_commit_still_builds(tmp_path, monkeypatch):
    monkeypatch.setenv("EXPLAINER_TODAY", "2099-01-01")
    assert problems_of(tiny_site(tmp_path, DUE)) == []


def test_readers_are_told_what_was_due_and_not_read(tmp_path):
    site = Site.read(tiny_site(tmp_path, DUE))
    assert voice(site, "en").due() == (
        "Since due, and not read here yet: the annual report 2021 (by January 2022)."
    )
    assert voice(site, "zh").due() == (
        "此后应已公布、本站还没有读到的：2021年年报（应不晚于2022年1月）。"
    )
    pages = {(p.language, p.name): str(p.html) for p in site.pages(URL)}
    assert "not read here yet" in pages["en", "facts/cost"]
