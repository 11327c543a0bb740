"""Names in running text: Markdown finds nothing to do in them."""

from __future__ import annotations

import pytest
from lxml import html
from markdown import Markdown
from markupsafe import Markup

from explainer.articles.inert import inert

MARKS = [
    "*x* **y** _z_ __w__", "`code`", "[a](javascript:alert(1))", "![a](b)", "[a][b]", "[^1]",
    r"\*x\* \`", "<https://tea.example>", "a\n# b", "a\n\n- b", "a\u2028b", "x `", "} ` {",
    "&amp; &#42; &nope;", "{: onclick=x }", "|a|b|",
]  # fmt: skip


@pytest.mark.parametrize("name", MARKS)
def test_a_name_stays_a_name(name):
    link = Markup('<a href="x" title="{}">{}</a>').format(name, name)
    made = Markdown(extensions=["attr_list", "md_in_html", "tables", "footnotes"]).convert(
        f"One {inert(link)} and *two* {inert(link)}.\n\n[b]: c"
    )
    page = html.fromstring(f"<div>{made}</div>")
    assert [e.tag for e in page.iter()] == ["div", "p", "a", "em", "a"]
    expected = " ".join(name.split())
    for found in page.iter("a"):
        assert " ".join(found.text_content().split()) == expected
        assert " ".join(found.get("title").split()) == expected
        assert sorted(found.attrib) == ["href", "title"]
