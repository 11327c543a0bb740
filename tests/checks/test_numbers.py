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
    articles = read_all(root, data.site.articles, data.spoken, Problems())
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


WORDS_OF_THE_DATA = {
    "site title": ("site.yml", "title", {"The books of a kettle maker": "The 12 books"}),
    "site description": ("site.yml", "description", {"青灯茶壶厂的收入与成本。": "十二家茶壶厂。"}),
    "definition": ("metrics/revenue.yml", "definition", {"received for kettles": "for 12 kettles"}),
    "chart title": ("charts/books.yml", "title", {"year after year": "by 12%"}),
    "subtitle": ("charts/books.yml", "subtitle", {"收入与成本": "12亿元的收入与成本"}),
    "takeaway": ("charts/books.yml", "takeaway", {"The loss is growing": "It grew by a third"}),
    "alt text": ("charts/books.yml", "alt", {"Two pairs": "Twelve pairs"}),
    "evidence": ("claims/losing.yml", "evidence", {"年报里是亏损": "年报里12处写到亏损"}),
    "claim": ("claims/losing.yml", "statement", {"loses money": "loses 12 kettles"}),
    "event": ("events/events.yml", "title", {"The factory opens": "12 rooms open"}),
    "term": ("terms/terms.yml", "definition", {"The part that": "One of 12 that"}),
    "identity": ("identities/accounts.yml", "statement", {"add up to their total": "make 12"}),
}


@pytest.mark.parametrize("place", WORDS_OF_THE_DATA)
def test_a_figure_typed_into_the_words_of_a_record_is_found(tmp_path, place):
    file, field, change = WORDS_OF_THE_DATA[place]
    site = tiny_site(tmp_path, {f"data/{file}": change})
    found = numbers_in(site)
    assert len(found) == 1, found
    assert found[0].startswith(f"data/{file}:")
    assert "is typed by hand. Call an author function" in found[0]
    line = (site / "data" / file).read_text("utf-8").splitlines()[int(found[0].split(":")[1]) - 1]
    assert next(iter(change.values()))[:9] in line, field


@pytest.mark.parametrize(("field", "line"), [("title", 2), ("description", 3)])
def test_a_figure_in_the_front_matter_is_found(tmp_path, field, line):
    text = {"title": "The accounts", "description": "Revenue, cost and loss."}[field]
    typed = {f"{field}: {text}": f"{field}: 12 kettles"}
    site = tiny_site(tmp_path, {"docs/en/accounts.md": typed})
    assert [found.split(" is typed")[0] for found in numbers_in(site)] == [
        f'docs/en/accounts.md:{line}:{len(field) + 3}: number "12"'
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "2035年3月公布，1月7日至9日展出，当年12月停产。"),
        ("zh", "上世纪50年代的两把茶壶，三个壶盖，第12页"),
        ("zh", "收入与成本，亿元；占收入的百分之几"),
        ("zh", "见https://kettles.example/2035/12.pdf"),
        ("zh", "第18卷，343–356页，文件号2019-22210"),
        ("en", "Shown on 7 March 2035, in April and on 1 to 9 May; in the 1960s; in 1973."),
        ("en", "Two lids, three spouts and half a handle in the first half of 2020"),
        ("en", "Revenue, RMB billion, and staff, million people"),
        ("en", "See https://kettles.example/2035/12.pdf, chapter 7, pages 12–14"),
    ],
)
def test_dates_units_places_and_small_counts_are_no_figures_in_the_data(tmp_path, language, text):
    words = {"zh": "卖茶壶收到的钱。", "en": "Money received for kettles."}[language]
    site = tiny_site(tmp_path, {"data/metrics/revenue.yml": {words: f'"{text}"'}})
    assert numbers_in(site) == []


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("zh", "几十亿元，六成多，一百多人，6000亿", ["6000", "一百多人", "六成", "十亿元"]),
        ("zh", "超过12亿元，5倍，55岁", ["12", "5", "55"]),
        ("en", "twelve lids, a hundred spouts, six tenths, RMB 2 billion",
         ["2", "billion", "hundred", "tenths", "twelve"]),
        ("en", "12 May lids of 3,000, 4%", ["3,000", "4%"]),
        ("en", "May sold 5,000, March 40", ["40", "5,000"]),
    ],
)
def test_everything_else_is_a_figure_in_the_data(tmp_path, language, text, figures):
    words = {"zh": "卖茶壶收到的钱。", "en": "Money received for kettles."}[language]
    site = tiny_site(tmp_path, {"data/metrics/revenue.yml": {words: f'"{text}"'}})
    found = [problem.split('"')[1] for problem in numbers_in(site)]
    assert sorted(found) == figures


def test_a_claim_may_repeat_the_figure_it_quotes(tmp_path):
    quoting = {"statement: {zh: 茶壶厂在亏钱。, en: The kettle factory loses money.}": (
        "statement: {zh: 茶壶厂亏了十二亿。, en: It loses 12 million.}\n"
        "figure: {zh: 十二亿元, en: 12 million}"
    )}
    assert numbers_in(tiny_site(tmp_path / "a", {"data/claims/losing.yml": quoting})) == []
    wrong = {key: value.replace("It loses 12", "It loses 13") for key, value in quoting.items()}
    found = numbers_in(tiny_site(tmp_path / "b", {"data/claims/losing.yml": wrong}))
    assert [problem.split('"')[1] for problem in found] == ["13"]


def test_an_exception_for_the_words_of_a_record_is_used_there(tmp_path):
    exception = (
        "- {id: en-dozen, phrase: the dirty dozen, language: en, reason: A name.}\n"
        "- {id: en-none, phrase: the seven sins, language: en, reason: A name.}\n"
    )
    old = "- {id: en-two-years"
    site = tiny_site(tmp_path, {
        "data/metrics/revenue.yml": {"Money received": "What the dirty dozen received"},
        "data/exceptions/phrases.yml": {old: exception + old},
    })
    assert [problem.split(": ", 1)[1] for problem in numbers_in(site)] == [
        "phrase: “the seven sins” occurs in no text. Remove the exception."
    ]
