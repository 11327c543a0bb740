"""HTML in articles: blocks that are not closed, or close nothing."""

from __future__ import annotations

import pytest
from one_article import article
from tiny_site import tiny_site

from explainer.checks import markup
from explainer.problems import Problems
from explainer.site import Site


def faults(folder, body: str) -> list[str]:
    problems = Problems()
    markup.check(article(folder, body), problems)
    return [str(problem).removeprefix("docs/en/a.md:") for problem in problems]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('a\n\n<div class="answer" markdown>\n\nb\n',
         ["7:1: <div> is not closed. Write </div> where it ends."]),
        ("a\n\n</div>\n", ["7:1: </div> closes nothing. Remove it, or write <div> before it."]),
        ("<div>\n<section>\n</div>\n",
         ["6:1: <section> is not closed before the </div> of line 7. "
          "Write </section> where it ends."]),
        ("<div>\n<div>\n</div>\n", ["5:1: <div> is not closed. Write </div> where it ends."]),
        ("See <Details open><summary>x</summary>\n",
         ["5:5: <details> is not closed. Write </details> where it ends."]),
        ('<table\n  class="a > b">\n<tr><td><div>x</tr>\n</table>\n',
         ["7:9: <div> is not closed before the </tr> of line 7. Write </div> where it ends."]),
        ("<ul>\n<li>\n</ul>\n</li>\n",
         ["8:1: </li> closes nothing. Remove it, or write <li> before it."]),
        ('<div>\n\n{{ fact("x") }} <aside>\n',
         ["5:1: <div> is not closed. Write </div> where it ends.",
          "7:17: <aside> is not closed. Write </aside> where it ends."]),
    ],
)  # fmt: skip
def test_blocks_that_do_not_pair_are_reported(tmp_path, body, expected):
    assert faults(tmp_path, body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<div><ul>\n<li>a</li></ul></div>\n",
        '<div title="a > </div>"></div >\n',
        "<br><img src='a.png'><hr>\n",
        "<ul><li>a<li>b</ul><table><tr><td>a<td>b</table>\n",
        "<p>a\n<p>b\n",
        '<svg viewBox="0 0 1 1"/>\n',
        "````\n```\n<div>\n```\n````\n",
        "<b>inline is the browser's\n",
        "Write `<div>` or ``a ` </div>``.\n",
        "```\n<div>\n```\n",
        "~~~ html\n<div>\n~~~\n",
        "Code:\n\n    <div>\n\n    </section>\n",
        "<!-- <div>\n</ul> -->\n",
        "{## <div> ##}\n",
        "{% raw %}<div>{% endraw %}\n",
        '{{ fact("<div>") }}\n',
        "<script>a = '<div>'</script>\n",
        "<https://kettles.example/div> a < div > b\n",
        "- a\n\n    <div>\n\n    </div>\n",
    ],
)
def test_what_pairs_or_is_no_block_is_left_alone(tmp_path, body):
    assert faults(tmp_path, body) == []


@pytest.mark.parametrize("fence", [
    "```\n~~~\n```", "````\n```\n````", "```python x = `1` ``` in a line", "~~~~\n~~~\n~~~~",
])
def test_what_follows_code_is_checked(tmp_path, fence):
    lines = fence.count("\n")
    assert faults(tmp_path, f"{fence}\n\n<div>\n") == [
        f"{lines + 7}:1: <div> is not closed. Write </div> where it ends."
    ]


def test_html_in_a_list_is_no_code(tmp_path):
    assert faults(tmp_path, "- a\n\n    <div>\n") == [
        "7:5: <div> is not closed. Write </div> where it ends."
    ]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('See {{ chart("x") }}\n', "5:8: chart() stands inside a paragraph"),
        ('{{ chart("x") }} shows it.\n', "5:4: chart() stands inside a paragraph"),
        ('See\n{{- table("x",\n  periods="2020") }}\n', "6:5: table() stands inside a paragraph"),
        ('{{ pull("x") }}\nText.\n', "5:4: pull() stands inside a paragraph"),
        ('{{ fact("x") }} {{ pull("x") }}\n', "5:20: pull() stands inside a paragraph"),
        ('<b>{{ sources() }}</b>\n', "5:7: sources() stands inside a paragraph"),
        ('- {{ key_figures("x") }}\n', "5:6: key_figures() stands inside a list"),
        ('1. a\n\n    {{ claims() }}\n', "7:8: claims() stands inside a list"),
        ('> {{ glossary() }}\n', "5:6: glossary() stands inside a quotation"),
        ('| a |\n|---|\n| {{ timeline() }} |\n', "7:6: timeline() stands inside a table"),
        ('## {{ pull("x") }} {#x}\n', "5:7: pull() stands inside a heading"),
    ],
)  # fmt: skip
def test_calls_that_give_blocks_stand_alone(tmp_path, body, fault):
    assert faults(tmp_path, body) == [f"{fault}. Put it in a paragraph of its own."]


@pytest.mark.parametrize(
    "body",
    [
        'a\n\n{{ chart("x") }}\n\nb\n',
        '## A {#a}\n{{ chart("x") }}\n## B {#b}\n',
        '{{ chart("x") }}\n{{ chart("y") }}\n',
        '{{ table(\n  "x",\n  periods="2020",\n) }}\n',
        '<div class="wide" markdown>\n{{ chart("x") }}\n</div>\n',
        '<div>{{ chart("x") }}</div>\n',
        '<div>\n    {{ chart("x") }}\n</div>\n',
        '{% if true %}{{ chart("x") }}{% endif %}\n',
        'See {## {{ chart("x") }} ##} there.\n',
        '- a {{ bar("x", of="y") }} and {{ source("S1") }}\n',
        'See chart("x").\n',
        '<details>\n<summary>More</summary>\n{{ chart("x") }}\n</details>\n',
        '<!-- a note -->\n{{ chart("x") }}\n',
        'See <!-- {{ chart("x") }} --> there.\n',
        '***\n{{ chart("x") }}\n',
        'Write `</div>`.\n\n<div markdown>\n    {{ chart("x") }}\n</div>\n',
    ],
)
def test_blocks_that_stand_alone_are_left_alone(tmp_path, body):
    assert faults(tmp_path, body) == []


CALLS = {
    "fact": ("revenue.2020",), "share": ("cost.2020", "revenue.2020"),
    "growth": ("revenue.2020", "revenue.2019"), "times": ("revenue.2020", "revenue.2019"),
    "difference": ("revenue.2020", "revenue.2019"), "date": ("founded",), "period": ("2020",),
    "data_to": (), "count": ("claims",), "key_figures": ("revenue.2020",),
    "bar": ("cost.2020", "revenue.2020"), "pull": ("revenue.2020",), "chart": ("books",),
    "timeline": (), "source": ("S01",), "sources": (), "claim": ("losing",), "claims": (),
    "term": ("whistle",), "glossary": (), "page_link": ("changes",), "report": (),
}


def test_every_function_whose_html_is_a_block_is_known_to_give_one(tmp_path):
    voice = Site.read(tiny_site(tmp_path)).voice("en", "en/", Problems())
    functions = voice.functions()
    written = {name: functions[name](*arguments) for name, arguments in CALLS.items()}
    written["table"] = functions["table"]("revenue", periods="2019..2020")
    assert written.keys() == functions.keys()
    first = {name: markup.TAG.match(html) for name, html in written.items()}
    blocks = {name for name, tag in first.items() if tag and tag["name"] in markup.BLOCKS}
    assert blocks == markup.BLOCK_FUNCTIONS
