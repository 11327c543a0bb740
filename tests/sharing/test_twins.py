"""Articles as plain Markdown, and llms.txt: for programs that read text."""

from __future__ import annotations

import re

import pytest
from bench.corpus import acknowledge
from lxml.html import fromstring
from tiny_site import rich_site, run_build, tiny_site

from explainer.site import Site

URL = "https://kettles.example/sub/"


def texts_of(site: Site) -> dict[str, str]:
    return {o.address: o.content.decode() for o in site.texts(URL)}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    return Site.read(rich_site(tmp_path_factory.mktemp("site")))


@pytest.fixture(scope="module")
def texts(site) -> dict[str, str]:
    return texts_of(site)


def test_every_article_has_a_twin_and_all_are_listed(site, texts):
    listed = re.findall(r"\]\((.*?)\)", texts["llms.txt"])
    for (language, name), article in site.articles.items():
        address = site.addresses(language).twin(name)
        front = article.front
        assert texts[address].startswith(f"# {front.title}\n\n> {front.description}\n")
        assert URL + address in listed
    assert len(texts) == len(site.articles) + 1
    published = set(site.published)
    assert texts.keys() <= published
    others = {link.removeprefix(URL) for link in listed} - texts.keys()
    assert others <= published
    assert {"openapi.json", "data/datapackage.json", "data/all.xlsx"} <= others


def test_figures_stand_in_the_text_with_their_addresses(texts):
    text = texts["en/accounts/index.html.md"]
    assert f"[RMB 25 million]({URL}en/facts/loss/#2020)" in text
    assert f"- [Loss, 2020]({URL}en/facts/loss/#2020): RMB 25 million; " in text
    assert f"- [S01]({URL}en/sources/#S01) " in text
    assert "<https://blue-lamp.example/reports>" in text


def test_a_chart_is_its_words_and_its_table(texts):
    text = texts["en/accounts/index.html.md"]
    assert f"({URL}en/charts/books/)**" in text
    lines = text.splitlines()
    head = next(n for n, line in enumerate(lines) if line.startswith("| Period | "))
    assert re.fullmatch(r"(\| --- )+\|", lines[head + 1])
    assert lines[head + 2].startswith("| 2019 | ")
    assert {line.count("|") for line in lines[head : head + 4]} == {lines[head].count("|")}


def test_no_call_no_markup_and_no_relative_link_is_left(texts):
    for address, text in texts.items():
        assert not re.findall(r"\{\{|\}\}|\{\s*#", text), address
        bare = re.sub(r"<https?://[^>]+>|`[^`]*`", "", text)
        assert not re.findall(r"</?[a-z]+[^>]*>", bare), address
        for target in re.findall(r"\]\(([^)\s]+)", text):
            assert target.startswith(("https://", "http://", "mailto:")), (address, target)


def test_pages_name_their_twins_and_the_built_site_holds_them(tmp_path):
    root = tiny_site(tmp_path)
    done = run_build(root, SITE_URL=URL)
    assert done.returncode == 0, done.stdout
    written = texts_of(Site.read(root))
    for address, text in written.items():
        assert (root / "site" / address).read_text("utf-8") == text
        if address.endswith(".md"):
            page = root / "site" / address.removesuffix(".md")
            links = fromstring(page.read_bytes()).xpath('//link[@type="text/markdown"]/@href')
            assert links == [URL + address]


def test_a_changed_word_changes_the_twin_of_the_next_build(tmp_path):
    root = tiny_site(tmp_path)
    assert run_build(root).returncode == 0
    file = root / "docs/en/accounts.md"
    file.write_text(file.read_text("utf-8").replace("Two years of", "Both years’"), "utf-8")
    acknowledge(root, ["accounts"])
    assert run_build(root).returncode == 0
    assert "Both years’ revenue" in (root / "site/en/accounts/index.html.md").read_text("utf-8")
