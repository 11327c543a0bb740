"""Charts in public: their pages, the gallery, and the list of metrics."""

from __future__ import annotations

import pytest
from lxml import html
from tiny_site import tiny_site

from explainer.pages.outputs import Page
from explainer.site import Site

SITE_URL = "https://kettles.example/books/"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Page]:
    site = Site.read(tiny_site(tmp_path_factory.mktemp("tiny")))
    return {(page.language, page.name): page for page in site.pages(SITE_URL)}


def tree(page: Page) -> html.HtmlElement:
    return html.fromstring(f"<div>{page.html}</div>")


def test_every_chart_has_a_page_in_both_languages(pages):
    about = {
        language: (page.title, page.description, page.kind, page.subject)
        for (language, name), page in pages.items() if name == "charts/books"
    }
    assert about == {
        "zh": ("成本年年高过收入", "亏损在扩大。", "chart", "books"),
        "en": ("Cost exceeds revenue year after year", "The loss is growing.", "chart", "books"),
    }


def test_one_chart_is_one_chart(pages):
    assert "This site has 1 chart. It has a page of its own" in pages["en", "charts"].summary


def test_the_page_of_a_chart_has_its_table_open_and_its_title_only_as_heading(pages):
    page = tree(pages["en", "charts/books"])
    assert page.xpath("//details[@class='chart__data']/@open") == [""]
    assert page.xpath("//*[@class='chart__title']") == []
    assert page.xpath("//*[@class='chart__files']") == []


def test_the_page_of_a_chart_offers_every_file(pages):
    links = tree(pages["en", "charts/books"]).xpath("//ul[@class='chart-files']//a[@download]")
    assert [(a.text, a.get("href")) for a in links] == [
        ("PNG", "../books.png"), ("SVG", "../books.svg"), ("CSV", "../books.csv"),
        ("Vega-Lite", "../books.vl.json"), ("PNG 1:1", "../books.square.png"),
        ("PNG 16:9", "../books.16x9.png"),
    ]


def test_the_page_of_a_chart_has_the_code_that_embeds_it(pages):
    frame, script, address = tree(pages["en", "charts/books"]).xpath("//pre/code/text()")
    assert frame.startswith('<iframe src="https://kettles.example/books/en/embed/books/" ')
    assert script == (
        '<script src="https://kettles.example/books/assets/javascripts/embed.js" async></script>'
    )
    assert address == "https://kettles.example/books/en/charts/books/"


def test_the_page_of_a_chart_says_where_it_is_used(pages):
    used = tree(pages["en", "charts/books"]).xpath("//h2[@id='used']/following-sibling::ul[1]//a")
    assert [a.get("href") for a in used] == ["../../accounts/#chart-books"]
    assert all(" · " in a.text for a in used)


def test_the_gallery_leads_to_every_chart(pages):
    for language in ("zh", "en"):
        chart = pages[language, "charts/books"]
        (entry,) = tree(pages[language, "charts"]).xpath("//li")
        (link,) = entry.xpath(".//a")
        assert (link.text, link.get("href")) == (chart.title, "books/")
        assert entry.xpath("./p/text()") == [chart.description]
        (question,) = tree(pages[language, "charts"]).xpath("//h2/text()")
        assert question == {"zh": "账本", "en": "The accounts"}[language]


def test_figures_in_articles_lead_to_the_page_of_the_chart(tmp_path):
    site = Site.read(tiny_site(tmp_path))
    article = html.fromstring(site.rendered["en", "accounts"].markdown)
    (row,) = article.xpath("//*[@class='chart__files']")
    assert row.xpath(".//a/@href") == [
        "../charts/books/", "../charts/books.png", "../charts/books.svg", "../charts/books.csv",
        "../charts/books.vl.json",
    ]


def test_a_site_without_charts_has_no_gallery(tmp_path):
    site = Site.read(tiny_site(tmp_path, {
        "data/charts/books.yml": None,
        "docs/en/accounts.md": {'{{ chart("books") }}': ""},
        "docs/zh/accounts.md": {'{{ chart("books") }}': ""},
    }, acknowledge=["accounts"]))
    assert [page.name for page in site.pages(SITE_URL) if page.name.startswith("charts")] == []


def test_the_list_of_metrics_has_each_with_its_latest_figure(pages):
    rows = tree(pages["en", "facts"]).xpath("//tbody/tr")
    listed = {row.xpath("./th/a/@href")[0]: row.xpath("string(./td[2])") for row in rows}
    assert set(listed) == {"cost/", "loss/", "revenue/", "staff/"}
    assert all(listed.values())
    latest = tree(pages["en", "facts"]).xpath("//a[starts-with(@href, 'cost/#')]/@href")
    assert latest == ["cost/#2020"]


def test_the_list_of_metrics_has_the_subject_first_and_those_of_no_company_last(tmp_path):
    site = Site.read(tiny_site(tmp_path, {
        "data/companies/companies.yml": {
            "- id: blue-lamp": "- id: antique\n  name: {zh: 古壶, en: Antique}\n- id: blue-lamp",
        },
        "data/metrics/cost.yml": {"company: blue-lamp": "company: antique"},
        "data/metrics/staff.yml": {"company: blue-lamp\n": ""},
    }))
    page = next(p for p in site.pages(SITE_URL) if (p.language, p.name) == ("en", "facts"))
    groups = [(group.get("id"), group.text) for group in tree(page).xpath("//h2")]
    assert groups == [
        ("blue-lamp", "Blue Lamp Kettles"), ("antique", "Antique"),
        ("general", "The industry and others"),
    ]
