"""What is Chinese on a page of another language says so, and nothing else changes."""

from __future__ import annotations

import re

import pytest
from tiny_site import ROOT

from explainer.charts import tokens
from explainer.language.marking import mark
from explainer.language.scripts import foreign, runs

PAGE = "<html><head><title>差评</title></head><body>{}</body></html>"


@pytest.mark.parametrize(("inside", "marked"), [
    ("<p>Chaping (差评) said</p>", '<p>Chaping (<span lang="zh">差评</span>) said</p>'),
    ("<p>read 《毛选》。 Then</p>", '<p>read <span lang="zh">《毛选》。</span> Then</p>'),
    ("<i>36氪</i>", '<i>36<span lang="zh">氪</span></i>'),
    ("<p>汤晓鸥、徐立 and 徐冰</p>",
     '<p><span lang="zh">汤晓鸥、徐立</span> and <span lang="zh">徐冰</span></p>'),
    ('<cite lang="zh-Hans">青灯<cite>又</cite>三年</cite>灯',
     '<cite lang="zh-Hans">青灯<cite>又</cite>三年</cite><span lang="zh">灯</span>'),
    ('<a title="差评"\n href="x">汤</a>',
     '<a title="差评"\n href="x"><span lang="zh">汤</span></a>'),
    ("<script>f('汤')</script><svg><text>汤</text></svg>", None),
    ("<select><option>汤</option></select><!-- 汤 -->", None),
    ("<p>“quoted” · 2023 — no Chinese…</p>", None),
])  # fmt: skip
def test_only_chinese_that_does_not_say_so_is_marked(inside: str, marked: str | None) -> None:
    page = PAGE.format(inside)
    assert mark(page, "en") == PAGE.format(inside if marked is None else marked)
    assert mark(page, "zh") == page
    assert re.sub("<[^>]*>", "", mark(page, "en")) == re.sub("<[^>]*>", "", page)


@pytest.mark.parametrize(("language", "tag"), [("fr", "zh"), ("cy", "zh"), ("zh-hk", None)])
def test_every_language_that_has_other_letters_is_told(language: str, tag: str | None) -> None:
    assert foreign("差评", language) == tag
    assert [code for code, _ in runs(language)] == ([tag] if tag else [])


def test_style_sheets_name_the_languages_in_chinese_characters() -> None:
    assert tokens.in_languages("a:not(:lang(han)){}") == "a:not(:lang(zh)){}"
    sheets = (ROOT / "overrides" / "assets" / "stylesheets").glob("*.css")
    named = [match for path in sheets
             for match in re.findall(r":lang\((?!han\))|\[lang", path.read_text("utf-8"))]
    assert named == []
