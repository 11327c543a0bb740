"""Links between articles: which there are, and what an article can be linked to."""

from __future__ import annotations

import pytest
from tiny_site import tiny_site

from explainer.checks.links import links
from explainer.problems import Problems
from explainer.site import Site


def test_links_are_found_where_they_stand():
    body = (
        "A [b](c.md) and ![d](<e.png>), not \\[x\\](no.md), [f].\n\n"
        "[f]: g.md#h\n[^1]: no.md\n\n`[x](no.md)`\n"
        "\n\n\n- item\n\n    [i](j.md)\n\n```\n[x](no.md)\n```\n"
        "<!-- [x](no.md)\n-->{## [x](no.md) ##} [k](l.md)\n"
    )
    assert list(links(body)) == [
        (1, 7, "c.md"), (1, 23, "e.png"), (3, 6, "g.md#h"), (12, 9, "j.md"), (18, 27, "l.md"),
    ]


def linked(root, link: str) -> list[str]:
    """What is said of a link that stands in both languages, in English."""
    text = {f"docs/{language}/index.md": {"](accounts.md)": f"]({link})"}
            for language in ("zh", "en")}
    problems = Problems()
    Site.read_into(tiny_site(root, text, ["index"]), problems)
    return [str(p) for p in problems if p.location.path == "docs/en/index.md"]


@pytest.mark.parametrize(
    "link",
    ["accounts.md#books", "accounts.md#chart-books", "#more", "index.md#more", "sources.md#S01",
     "glossary.md#whistle", "claims.md#losing", "../zh/accounts.md#people", "./accounts.md",
     "https://kettles.example/#none", "mailto:tea@kettles.example",
     "accounts.md#%62ooks"],
)  # fmt: skip
def test_links_that_lead_somewhere_or_out_of_the_articles_are_left_alone(tmp_path, link):
    assert linked(tmp_path, link) == []


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("#mor", 'index.md has no #mor (did you mean "more"?)'),
        ("accounts", 'there is no article accounts (did you mean "accounts.md"?)'),
        ("accounts/#books", 'there is no article accounts/ (did you mean "accounts.md"?)'),
        ("accounts.md#chart-boks", 'accounts.md has no #chart-boks (did you mean "chart-books"?)'),
        ("sources.md#S1", 'sources.md has no #S1 (did you mean "S01"?)'),
        ("glossary.md#zzz", "glossary.md has no #zzz"),
        ("claims.md#loosing", 'claims.md has no #loosing (did you mean "losing"?)'),
        ("../zh/accounts.md#peple", '../zh/accounts.md has no #peple (did you mean "people"?)'),
        ("../../README.md", "there is no article ../../README.md"),
        ("file.pdf", "there is no file docs/en/file.pdf"),
        ("../../data/site.yml", "it leaves docs/"),
    ],
)
def test_links_that_lead_nowhere_are_reported_with_the_nearest_place(tmp_path, link, fault):
    what = f"docs/en/index.md:16:20: link {link}: {fault}"
    assert linked(tmp_path, link) == [f"{what}. Correct the link."]


def test_of_an_article_that_could_not_be_rendered_no_anchor_is_missed(tmp_path):
    text = {"docs/en/accounts.md": {'chart("books")': 'chart("bocks")'},
            "docs/en/index.md": {"](accounts.md)": "](accounts.md#chart-books)"}}
    problems = Problems()
    Site.read_into(tiny_site(tmp_path, text), problems)
    assert not [str(p) for p in problems if "has no #" in str(p)]


def test_an_anchor_written_by_hand_can_be_linked_to(tmp_path):
    text = {f"docs/{language}/index.md": {
        "](accounts.md)": '](#by-hand) [x](#of-a-paragraph)',
        "## ": '<a id="by-hand"></a>\n\nx\n{: #of-a-paragraph }\n\n## ',
    } for language in ("zh", "en")}
    problems = Problems()
    Site.read_into(tiny_site(tmp_path, text, ["index"]), problems)
    assert [str(p) for p in problems if "link" in str(p)] == []
