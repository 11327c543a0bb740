"""Which words of a text are marked as terms: the longest, once a section, and only whole words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from explainer.articles.glossary import Marker, note, occurring
from explainer.data.model import Language, Term


def term(id: str, zh: str, en: str, **more: object) -> Term:
    return Term.model_validate({"id": id, "name": {"zh": zh, "en": en}, **more})


TERMS = (
    term("share", "优先股", "preferred share", aliases={"en": ["preferred shares"]}),
    term("convertible", "可转换可赎回优先股", "convertible redeemable preferred share"),
    term("university", "北大", "PKU"),
    term("ifrs", "国际财务报告准则", "IFRS"),
    term("research", "研发", "R&D"),
    term("name", "方舟", "SenseFoundry", mark=False),
)


def marked(text: str, language: Language, terms: Sequence[Term] = TERMS) -> str:
    """The text with marked words in brackets, each with its term."""
    marker = Marker(tuple(terms), language, lambda t: (f"#{t.id}", note(t, language, "")))
    found = marker.mark(text)
    return re.sub(r'<a class="term" href="#([a-z]+)" title="[^"]+">(.*?)</a>', r"[\1:\2]", found)


@pytest.mark.parametrize(("text", "expected"), [
    ("可转换可赎回优先股是债", "[convertible:可转换可赎回优先股]是债"),
    ("优先股与优先股", "[share:优先股]与优先股"),
    ("向北大概五公里", "向北大概五公里"),
    ("他在北大读书", "他在[university:北大]读书"),
    ("方舟", "方舟"),
    ("按国际财务报告准则，研发", "按[ifrs:国际财务报告准则]，[research:研发]"),
])
def test_chinese(text: str, expected: str) -> None:
    assert marked(f"<p>{text}</p>", "zh") == f"<p>{expected}</p>"


@pytest.mark.parametrize(("text", "expected"), [
    ("A convertible redeemable preferred share is debt.",
     "A [convertible:convertible redeemable preferred share] is debt."),
    ("Preferred shares, and a preferred share.",
     "[share:Preferred shares], and a preferred share."),
    ("IFRS, but not non-IFRS.", "[ifrs:IFRS], but not non-IFRS."),
    ("a non-IFRS figure of PKUs", "a non-IFRS figure of PKUs"),
    ("on R&amp;D", "on [research:R&amp;D]"),
    ("SenseFoundry", "SenseFoundry"),
])
def test_english(text: str, expected: str) -> None:
    assert marked(f"<p>{text}</p>", "en") == f"<p>{expected}</p>"


def test_a_term_is_marked_again_in_the_next_section() -> None:
    text = "<p>IFRS, IFRS</p><h2>IFRS</h2><p>IFRS</p><p>IFRS</p>"
    expected = "<p>[ifrs:IFRS], IFRS</p><h2>IFRS</h2><p>[ifrs:IFRS]</p><p>IFRS</p>"
    assert marked(text, "en") == expected


def test_a_link_of_the_author_s_to_a_term_counts() -> None:
    link = '<p><a class="term" href="../glossary/#ifrs">the rules</a>: IFRS, PKU</p>'
    assert marked(link, "en") == link.replace("PKU", "[university:PKU]")


@pytest.mark.parametrize("whole", [
    "<h3>IFRS</h3>", '<a href="x">IFRS</a>', "<code>IFRS</code>", "<pre>IFRS</pre>",
    "<figure><p>IFRS</p></figure>", "<table><tr><td>IFRS</td></tr></table>",
    "<summary>IFRS</summary>", "<cite>IFRS</cite>", "<dl><dd>IFRS</dd></dl>",
    '<p title="IFRS">x</p>', "<!-- IFRS -->", "<svg><text>IFRS</text></svg>",
])
def test_what_is_no_running_text_is_left_alone(whole: str) -> None:
    assert marked(f"{whole}<p>IFRS</p>", "en") == f"{whole}<p>[ifrs:IFRS]</p>"


def test_the_note_says_the_other_language_s_name() -> None:
    ifrs = TERMS[3]
    assert note(ifrs, "zh", "一套规则。") == "IFRS\n一套规则。"
    assert note(ifrs, "en", "") == "国际财务报告准则"
    marker = Marker((ifrs,), "en", lambda t: ("#x", note(t, "en", 'A "set" of <rules>')))
    title = "国际财务报告准则\nA &quot;set&quot; of &lt;rules&gt;"
    assert marker.mark("IFRS") == f'<a class="term" href="#x" title="{title}">IFRS</a>'


def test_without_terms_nothing_happens() -> None:
    assert marked("<p>IFRS</p>", "en", ()) == "<p>IFRS</p>"


def test_which_terms_occur() -> None:
    assert occurring(TERMS, [("en", "Preferred Shares"), ("zh", "北大")]) == {"share", "university"}
