"""Blocks in articles that are called: each stands alone."""

from __future__ import annotations

import re

import pytest
from one_article import article
from tiny_site import rich_site

from explainer.articles.voice import BLOCK_FUNCTIONS
from explainer.checks import markup
from explainer.problems import Problems
from explainer.site import Site


def faults(folder, body: str) -> list[str]:
    problems = Problems()
    markup.check(article(folder, body), problems)
    return [str(problem).removeprefix("docs/en/a.md:") for problem in problems]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('See {{ chart("x") }}\n', "5:8: chart() stands inside a paragraph"),
        ('{{ chart("x") }} shows it.\n', "5:4: chart() stands inside a paragraph"),
        ('See\n{{ table("x",\n  periods="2020") }}\n', "6:4: table() stands inside a paragraph"),
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
        '<div class="answer" markdown>\n{{ chart("x") }}\n</div>\n',
        'See {## {{ chart("x") }} ##} there.\n',
        '- a {{ bar("x", of="y") }} and {{ source("S1") }}\n',
        'See chart("x").\n',
        '<details markdown>\n<summary>More</summary>\n{{ chart("x") }}\n</details>\n',
        '<!-- a note -->\n{{ chart("x") }}\n',
        'See <!-- {{ chart("x") }} --> there.\n',
        '***\n{{ chart("x") }}\n',
        'Write `{{ chart("x") }}`.\n',
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
    "show": ("books", "revenue", "the words"),
    "timeline": (), "source": ("S01",), "sources": (), "claim": ("losing",), "claims": (),
    "term": ("whistle",), "glossary": (), "page_link": ("changes",), "report": (),
    "example": ("kettle", "cash"), "quote": ("boil",), "said": ("boil",), "due": (),
    "publisher": (),
}


BLOCKS = {"article", "aside", "blockquote", "div", "dl", "figure", "fieldset", "ol", "p", "section",
          "table", "ul"}
"""Elements that stand outside a sentence, as far as partials begin with one."""


def test_every_function_whose_html_is_a_block_is_known_to_give_one(tmp_path):
    voice = Site.read(rich_site(tmp_path)).voice("en", "en/", Problems())
    functions = voice.functions()
    written = {name: functions[name](*arguments) for name, arguments in CALLS.items()}
    written["table"] = functions["table"]("revenue", periods="2019..2020")
    written["span"] = "2019 to 2020"  # in the words of charts only, which hold no blocks
    assert written.keys() == functions.keys()
    first = {name: re.match(r"<(\w+)", html) for name, html in written.items()}
    blocks = {name for name, tag in first.items() if tag and tag[1] in BLOCKS}
    assert blocks == BLOCK_FUNCTIONS
