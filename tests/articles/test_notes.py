"""What the links of figures, terms and sources say of them, and in which language names are."""

from __future__ import annotations

import pytest
from lxml import html
from tiny_site import tiny_site

from explainer.language.scripts import foreign
from explainer.problems import Problems
from explainer.site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return Site.read(tiny_site(tmp_path_factory.mktemp("tiny")))


def voice(site, language):
    return site.voice(language, "", Problems())


def note(markup: str) -> list[str]:
    return html.fragment_fromstring(markup).get("title").split("\n")


@pytest.mark.parametrize(
    ("call", "zh", "en"),
    [
        (lambda v: v.fact("revenue.2020"),
         ["收入，2020年", "来源：青灯茶壶厂（2021年7月1日）",
          "出自：《Annual reports of Blue Lamp Kettles》原件"],
         ["Revenue, 2020", "Source: Blue Lamp Kettles (1 July 2021)",
          "Origin: “Annual reports of Blue Lamp Kettles” itself"]),
        (lambda v: v.fact("staff.2021-06-30"),
         ["员工人数，截至2021年6月30日", "来源：《炉边周报》", "出自：媒体报道"],
         ["Staff, as of 30 June 2021", "Source: The Weekly Stove",
          "Origin: a press report"]),
        (lambda v: v.fact("revenue.2019..2020"),
         ["收入，2019年至2020年", "算法：收入（2019，1.21亿元）＋收入（2020，1.5亿元）",
          "来源：青灯茶壶厂（2021年7月1日）", "出自：本站计算"],
         ["Revenue, 2019 to 2020",
          "Formula: Revenue (2019: RMB 120.5 million) + Revenue (2020: RMB 150 million)",
          "Source: Blue Lamp Kettles (1 July 2021)", "Origin: our calculation"]),
        (lambda v: v.growth("revenue.2020", since="revenue.2019"),
         ["从收入（2019，1.21亿元）到收入（2020，1.5亿元）的增幅",
          "来源：青灯茶壶厂（2021年7月1日）", "出自：本站计算"],
         ["growth from Revenue (2019: RMB 120.5 million) to Revenue (2020: RMB 150 million)",
          "Source: Blue Lamp Kettles (1 July 2021)", "Origin: our calculation"]),
        (lambda v: v.growth("revenue.2019", since="revenue.2020"),
         ["从收入（2020，1.5亿元）到收入（2019，1.21亿元）的降幅",
          "来源：青灯茶壶厂（2021年7月1日）", "出自：本站计算"],
         ["fall from Revenue (2020: RMB 150 million) to Revenue (2019: RMB 120.5 million)",
          "Source: Blue Lamp Kettles (1 July 2021)", "Origin: our calculation"]),
        (lambda v: v.fact("cost.2021-H1"), ["成本，2021年上半年", "2021年9月1日查过本站列出的来源"],
         ["Cost, the first half of 2021",
          "we looked on 1 September 2021 in the sources of this site"]),
        (lambda v: v.term("whistle"), ["whistle", "水开时会响的零件。"],
         ["壶哨", "The part that sounds when the water boils."]),
        (lambda v: v.source("S01"),
         ["Annual reports of Blue Lamp Kettles", "青灯茶壶厂（2021年7月1日）",
          "一手材料，英语"],
         ["Annual reports of Blue Lamp Kettles", "Blue Lamp Kettles (1 July 2021)",
          "primary, English"]),
    ],
    ids=["primary", "stock", "sum", "growth", "fall", "not-found", "term", "source"],
)
def test_a_note_says_a_line_each(site, call, zh, en):
    assert note(call(voice(site, "zh"))) == zh
    assert note(call(voice(site, "en"))) == en


def test_a_note_stays_on_one_line_of_the_text(site):
    """A line of its own could begin with what Markdown takes for a heading or a list."""
    for language in ("zh", "en"):
        said = voice(site, language)
        for markup in (said.fact("revenue.2020"), said.term("whistle"), said.source("S00")):
            assert "\n" not in markup
            assert "&#10;" in markup


def test_of_many_outlets_a_few_are_named(site):
    outlets = voice(site, "en")._outlets(["S02", "S01", "S00", "S01"])
    assert outlets == [
        "The Weekly Stove", "Blue Lamp Kettles (1 July 2021)", "Tea Talk (August 2021)",
    ]


@pytest.mark.parametrize(
    ("text", "language", "tag"),
    [("放大灯", "en", "zh"), ("InfoQ中国", "en", "zh"), ("Reuters", "en", None),
     ("放大灯", "zh", None), ("Reuters", "zh", None), ("“Ein”", "en", None)],
)
def test_chinese_names_in_english_text_are_foreign(text, language, tag):
    assert foreign(text, language) == tag


def test_a_publisher_is_named_in_the_language_of_the_page(site):
    for language, name in (("en", "Tea Talk"), ("zh", "《茶余》")):
        said = voice(site, language)
        assert said.source("S00").endswith(f">{name}</a>")
        assert name in said.sources()
        assert name in said.claims()


def test_a_foreign_publisher_is_marked_wherever_it_is_named(tmp_path):
    site = Site.read(tiny_site(tmp_path, {"data/publishers/publishers.yml": {
        "en: Tea Talk": "en: 《茶余》",
    }}))
    said = voice(site, "en")
    marked = '<span lang="zh">《茶余》</span>'
    assert said.source("S00").endswith(f">{marked}</a>")
    assert marked in said.sources()
    assert marked in said.claims()
    assert marked not in voice(site, "zh").sources()


@pytest.mark.parametrize(("call", "text", "value"), [
    (lambda v: v.fact("loss.2020"), "RMB 25 million", None),
    (lambda v: v.fact("loss.2020", bare=True), "25 million", "RMB 25 million"),
    (lambda v: v.difference("revenue.2020", minus="cost.2020", absolute=True),
     "RMB 25 million", "−RMB 25 million"),
    (lambda v: v.difference("cost.2020", minus="revenue.2020", absolute=True),
     "RMB 25 million", None),
    # A fall is called one, and has no sign besides.
    (lambda v: v.growth("revenue.2019", since="revenue.2020"), "−20%", "20%"),
    (lambda v: v.growth("revenue.2019", since="revenue.2020", absolute=True), "20%", None),
])
def test_a_figure_without_its_unit_or_sign_has_them_in_its_note(site, call, text, value):
    link = html.fragment_fromstring(call(voice(site, "en")))
    assert (link.text, link.get("data-whole")) == (text, value)


def test_the_list_of_figures_says_the_direction_of_each(site):
    said = voice(site, "en")
    said.difference("revenue.2020", minus="cost.2020", absolute=True)
    said.growth("revenue.2019", since="revenue.2020", absolute=True)
    said.fact("loss.2020", bare=True)
    assert [(noted.text, noted.lines[0].split(" ")[0]) for noted in said.noted] == [
        ("−RMB 25 million", "Revenue"), ("20%", "fall"), ("RMB 25 million", "Loss,"),
    ]
