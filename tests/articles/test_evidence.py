"""What is said of the evidence for a figure, by how much of its source was read."""

from __future__ import annotations

import pytest
from tiny_site import tiny_site

from explainer.problems import Problems
from explainer.site import Site

PUBLISHERS = """\
- {id: digester, name: {zh: 摘要社, en: The Digester}}
"""


def said(tmp_path, source: str, origin: str, language: str) -> str:
    """What the note of a figure from a source says of it, in the line that names its origin."""
    site = Site.read(tiny_site(tmp_path, {
        "data/publishers/more.yml": PUBLISHERS,
        "data/sources/more.yml": "- {id: S03, title: Accounts, publisher: blue-lamp, "
        f'url: "https://a.example/", language: en, accessed: 2021, via: digester, {source}}}\n',
        "data/metrics/pots.yml": f"""\
id: pots
name: {{zh: 茶壶, en: Kettles}}
definition: {{zh: 卖出的茶壶。, en: Kettles sold.}}
unit: people
observations:
  - {{period: 2020, value: 5, source: S03, origin: {origin}, locator: p. 7}}
"""}), drafting=True)
    voice = site.voice(language, "", Problems())
    return voice.provenance(site.data.facts.get("pots.2020")).split("\n")[-1]


@pytest.mark.parametrize(("source", "origin", "zh", "en"), [
    ("kind: primary, read: part", "primary", "《Accounts》原件（读于摘要社）",
     "“Accounts” itself, read at The Digester"),
    ("kind: primary, read: summary", "summary", "《Accounts》的第三方摘要（摘要社整理）",
     "a summary of “Accounts”, via The Digester"),
    ("kind: primary, read: abstract", "summary", "《Accounts》自带的摘要（读于摘要社）",
     "the abstract of “Accounts”, read at The Digester"),
    ("kind: primary, read: opening", "summary", "《Accounts》的开头（读于摘要社）",
     "the opening of “Accounts”, read at The Digester"),
    ("kind: primary, read: copy", "summary", "《Accounts》的转载（读于摘要社）",
     "a copy of “Accounts”, read at The Digester"),
    ("kind: press, read: copy", "press", "媒体报道的转载（读于摘要社）",
     "a copy of a press report, read at The Digester"),
    ("kind: other, read: summary", "press", "其他资料的第三方摘要（摘要社整理）",
     "a summary of another publication, via The Digester"),
    ("kind: broker, read: summary", "broker", "券商研报的第三方摘要（摘要社整理）",
     "a summary of a broker’s report, via The Digester"),
    ("kind: vendor, read: part", "vendor", "数据商的报表（读于摘要社）",
     "a data vendor’s statement, read at The Digester"),
])
def test_a_figure_says_what_it_was_read_in_and_no_more(tmp_path, source, origin, zh, en):
    assert said(tmp_path / "zh", source, origin, "zh") == f"出自：{zh}"
    assert said(tmp_path / "en", source, origin, "en") == f"Origin: {en}"


def test_a_rewrite_names_whose_report_it_rewrites_first(tmp_path):
    site = Site.read(tiny_site(tmp_path, {"data/sources/sources.yml": {
        "publisher: weekly-stove": "publisher: weekly-stove\n  original: tea-talk",
    }}))
    voice = site.voice("en", "", Problems())
    assert voice.source_link("S02")["publisher"] == "Tea Talk, as rewritten by The Weekly Stove"
    assert voice._outlets(["S02"]) == ["Tea Talk"]


def test_a_fall_is_called_one_in_the_list(tmp_path):
    site = Site.read(tiny_site(tmp_path))
    for language, words, text in (
        ("zh", "从收入（2020，1.5亿元）到收入（2019，1.21亿元）的降幅", "20%"),
        ("en", "fall from Revenue (2020: RMB 150 million) to Revenue (2019: RMB 120.5 million)",
         "20%"),
    ):
        voice = site.voice(language, "", Problems())
        shown = voice.growth("revenue.2019", since="revenue.2020", absolute=True)
        assert f">{text}</a>" in shown
        assert voice.noted[0].text == text
        assert voice.noted[0].lines[0] == words
