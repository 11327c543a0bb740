"""Typed numbers: what is a figure and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_site import tiny_site

from explainer.articles.article import read_all
from explainer.checks import numbers
from explainer.data import dataset
from explainer.problems import Problems

YEARS = {2012, 2019, 2020, 2021}


def typed(text: str, language: str = "en") -> list[str]:
    return [number for _, number in numbers.typed_numbers(text, language, YEARS)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("revenue of 12.16 billion", ["12.16", "billion"]),
        ("It made 1,200 kettles.", ["1,200"]),
        ("It lost 7 kettles", ["7"]),
        ("by 78.7% or 78.7 % or −3.5%", ["78.7%", "78.7 %", "−3.5%"]),
        ("(12)", ["12"]),
        ("about 450", ["450"]),
        ("3D printing of DeepPot2 and E14", []),
        ("the 21st and the 2nd floor, the 3rd and the 4th", []),
        ("in 2019, 2020 and 2021.", []),
        ("in 2020 it", []),
        ("in 2035 it", ["2035"]),
        ("2020 kettles cost 2020%", ["2020%"]),
        ("model 2.0", ["2.0"]),
        ("from 2019 to 2020–2021", []),
        ("twelve rooms, Three cooks and half a dozen lids", ["twelve", "Three", "half", "dozen"]),
        ("tens of millions", ["millions"]),
        ("someone, often, attention, none", []),
    ],
)
def test_figures_in_english(text, figures):
    assert sorted(typed(text)) == sorted(figures)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("收入121.58亿元", ["121.58"]),
        ("共7家", ["7"]),
        ("占78.7％", ["78.7％"]),
        ("亏了四百万元", ["四百万元"]),
        ("三年亏了十二亿", ["三年", "十二亿"]),
        ("两家工厂，一百多人", ["两家", "一百多人"]),
        ("第三年，第2座，第十二条", []),
        ("一家工厂，一个人", []),
        ("一方面，万一，三心二意", []),
        ("2020年的收入，到2021年上半年", []),
        ("（2019年）", []),
        ("2019年至2020年", []),
        ("2035年", ["2035"]),
        ("2020家", ["2020"]),
        ("DeepPot2和3D打印", []),
    ],
)
def test_figures_in_chinese(text, figures):
    assert sorted(typed(text, "zh")) == sorted(figures)


def test_figures_are_reported_at_their_column():
    found = list(numbers.typed_numbers("a 12 and 3.5%", "en", YEARS))
    assert found == [(3, "12"), (10, "3.5%")]
    assert list(numbers.typed_numbers("共12家", "zh", YEARS)) == [(2, "12")]


def test_years_of_periods_and_events_are_known(tmp_path):
    data = dataset.read(tiny_site(tmp_path), Problems())
    assert numbers.known_years(data) == {2012, 2019, 2020, 2021}


def numbers_in(root: Path) -> list[str]:
    data = dataset.read(root, Problems())
    articles = read_all(root, list(data.site.pages), Problems())
    problems = Problems()
    numbers.check(list(articles.values()), data, problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "text",
    ["`12 kettles`", "[kettles](https://kettles.example/12)", '<span class="w3 h5">kettles</span>',
     "```\n12 kettles\n```", "1. First\n2. Second", "### Lids {#lids-2}", "Two years of lids"],
)
def test_code_links_markup_lists_and_exceptions_are_no_prose(tmp_path, text):
    site = tiny_site(tmp_path, {"docs/en/glossary.md": {"{{ glossary() }}": text}})
    assert numbers_in(site) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("x\n\n[12 kettles](https://kettles.example)", '11:2: number "12"'),
        ("**12 kettles**", '9:3: number "12"'),
        ("| a | 12 |", '9:7: number "12"'),
        ("### Twelve lids {#lids}", '9:5: number "Twelve"'),
        ('{{ term("whistle") }} of 12 kettles', '9:26: number "12"'),
    ],
)
def test_everything_else_is_prose(tmp_path, text, problem):
    site = tiny_site(tmp_path, {"docs/en/glossary.md": {
        "## All {#all}\n\n{{ glossary() }}": text,
    }})
    assert [found.split(" is typed")[0] for found in numbers_in(site)] == [
        f"docs/en/glossary.md:{problem}"
    ]
