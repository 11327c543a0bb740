"""One style sheet without what no page uses, one script."""

from __future__ import annotations

import re

import pytest

from explainer.charts import tokens
from explainer.pages.assets import Vocabulary, classes, compact, parts, script, style_sheets

PAGE = """<!doctype html><html lang="en"><body dir="ltr" data-md-color-scheme="slate">
<nav class="md-nav md-nav--primary" role="search"><a class="md-nav__link" href="#a">A</a></nav>
<article class="md-typeset"><p id="a">Text</p><ul><li>One</li></ul></article></body></html>"""


@pytest.fixture
def pages() -> Vocabulary:
    vocabulary = Vocabulary()
    vocabulary.read(PAGE)
    vocabulary.close('add("md-nav__link--active"), "md-source__fact", "md-nav__item"')
    return vocabulary


def style_sheet(theme, own, pages, scripts=""):
    common, _ = style_sheets(theme, own, [], pages, scripts)
    return common


@pytest.mark.parametrize("selector", [
    "*", ":root", "html", ".md-typeset p", ".md-nav__link--active", ".md-nav__item:hover > a",
    "[dir=ltr] .md-typeset ul", "[data-md-color-scheme=slate]", '[data-md-color-scheme="slate"]',
    ".md-typeset :is(p, table)", ".md-typeset:not(.wide)", "p:not(:is(.a, .b))",
    "li:nth-child(odd)", ":lang(en) p", "a.focus-visible", "p::before", "input:checked + label a",
    "[role=search] a",
])
def test_what_a_page_has_or_its_scripts_may_add_stays(pages, selector):
    pages.words.update({"input", "label"})
    assert pages.may_match(selector)


@pytest.mark.parametrize("selector", [
    ".admonition", ".md-typeset .admonition > p", "table", ".md-typeset table td",
    ".md-source__fact", "[dir=rtl] .md-nav", "[data-md-color-scheme=default] p",
    ".md-nav__link--passed", "[role=columnheader] p",
    ".md-typeset :is(table, .tabbed-set)",
    "p > kbd", ".wide:not(.narrow)",
])
def test_what_nothing_on_a_page_can_match_goes(pages, selector):
    assert not pages.may_match(selector)


def test_of_a_rule_the_selectors_stay_that_can_match(pages):
    assert style_sheet([".admonition, p , table{margin:0}"], [], pages) == "p{margin:0}"


def test_rules_within_conditions_are_weighed_one_by_one(pages):
    sheet = "@media print { table { top: 0 } p { top: 1px } } @supports (top: 0) { kbd { top: 0 } }"
    assert style_sheet([sheet], [], pages) == "@media print{p{top:1px}}"


def test_properties_that_nothing_uses_go_with_what_they_alone_use(pages):
    sheet = ":root{--a:url(data:a);--b:var(--a);--c:1px;--d:2px} p{top:var(--c)}"
    assert style_sheet([sheet], [], pages) == ":root{--c:1px}p{top:var(--c)}"
    kept = style_sheet([sheet], [], pages, scripts='style.top = "var(--d)"')
    assert kept == ":root{--c:1px;--d:2px}p{top:var(--c)}"


def test_colours_of_pictures_stay_in_every_scheme(pages):
    united = style_sheet([], [tokens.css()], pages)
    for name in tokens.LIGHT:
        assert len(re.findall(rf"--ch-{name}:#", united)) >= 2, name


def test_sheets_keep_their_order_and_other_rules_stay(pages):
    sheets = ["@keyframes in{from{top:0}}p{top:0;animation:in 1s}", "@page{margin:1cm}p{top:1px}"]
    united = style_sheet(sheets, [], pages)
    assert united.index("p{top:0;animation:in 1s}") < united.index("p{top:1px}")
    assert "@keyframes in{from{top:0}}" in united
    assert "@page{margin:1cm}" in united


def test_animations_that_nothing_runs_go(pages):
    sheet = "@keyframes in{from{top:0}}@keyframes out{to{top:0}}@media print{p{animation-name:out}}"
    assert style_sheet([sheet], [], pages) == \
        "@keyframes out{to{top:0}}@media print{p{animation-name:out}}"


def test_how_results_look_comes_with_them(pages):
    pages.words.add("md-search-result")
    theme = ":root{--a:1px;--b:2px}.md-search-result p,p{top:var(--a)}@page{margin:1cm}"
    common, results = style_sheets([theme], ["li{top:0}"], [".b{top:var(--b)}"], pages)
    assert common == ":root{--a:1px;--b:2px}p{top:var(--a)}@page{margin:1cm}li{top:0}"
    assert results == ".md-search-result p{top:var(--a)}.b{top:var(--b)}"


def test_a_part_is_for_pages_that_have_something_of_it():
    sheets = {
        "lists": classes("/* .p */ .md-typeset .a .c, .b:is(.d, p) { top: 0 }"),
        "tables": classes("@media print { .table { content: '.quoted' } }"),
    }
    assert sheets["lists"] == {"a", "b"}
    assert parts('<p class="a">', sheets) == ["lists"]
    assert parts('<p class="c p x"><div class="md-typeset">', sheets) == []
    assert parts('<table class="wide table"><p class=b>', sheets) == ["lists", "tables"]


def test_pages_go_without_what_only_templates_need():
    assert compact('<ul>\n\n  <li title="a\n\n b">\n    One\n two  <b>x</b> y\n  </li></ul>') == \
        '<ul>\n<li title="a\n\n b">\nOne\n two  <b>x</b> y\n</li></ul>'
    for name in ("pre", "script", "style", "textarea"):
        shown = f"<{name} class=a>\n\n  <b>\n  x</{name}>"
        assert compact(f"<p>\n  {shown}\n\n</p>") == f"<p>\n{shown}\n</p>"


def test_the_site_s_own_rules_stay_for_what_its_scripts_make(pages):
    assert style_sheet(["table{top:0}"], ["table.is-away{top:0}"], pages) == "table.is-away{top:0}"


def test_scripts_do_not_see_each_other_s_names():
    united = script(["const a = 1 // one\nfirst(a)\n", "const a = 2\nsecond(a)\n"])
    end = "\n}catch(error){setTimeout(()=>{throw error})}"
    assert united == f"try{{const a=1\nfirst(a){end}\ntry{{const a=2\nsecond(a){end}"
