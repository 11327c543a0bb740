"""Phrases that show marks of charts, and charts with a focus."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html
from tiny_site import tiny_site

from explainer.articles.authoring import AuthorVoice
from explainer.charts import Cache
from explainer.problems import Location, Problems
from explainer.site import Site

FOCUSES = """\
focuses:
  - id: later
    title: {zh: 后一年, en: The later year}
    takeaway: {zh: 更多。, en: More.}
    alt: {zh: 一组。, en: One pair.}
    periods: [2020]
    marks: [cost]
series:
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tiny_site(tmp_path_factory.mktemp("kettles") / "site", {
        "data/charts/books.yml": {
            "series:\n": FOCUSES,
            "subtitle: {zh: 收入与成本, en: Revenue and cost}":
                'subtitle: {zh: "收入与成本，{{ span() }}", en: "Revenue and cost, {{ span() }}"}',
        },
    })
    cache = Cache(tmp_path_factory.mktemp("pictures"))
    return Site.read(root, cache.draw, drafting=True)


@pytest.fixture
def voice(site: Site) -> AuthorVoice:
    return site.voice("en", "en/accounts/", Problems())


def rendered(voice: AuthorVoice, text: str) -> str:
    return voice.render(text, lambda line, column: Location("a.md", line, column))


def said(voice: AuthorVoice) -> list[str]:
    return [str(problem) for problem in voice.problems]


TEXT = """\
{{ show("books", "cost", "The cost") }} is higher, {{ show("books", "2020", "later <more>") }},
{{ show("books", "revenue.2019", "at first") }}. Once more {{ show("books", "cost", "the cost") }}.

{{ chart("books") }}
"""


def test_phrases_lead_to_targets_in_the_figure(voice: AuthorVoice) -> None:
    page = html.fromstring(f"<div>{rendered(voice, TEXT)}</div>")
    assert said(voice) == []
    links = page.findall(".//a[@class='show']")
    assert [link.get("href") for link in links] == [
        "#show-books-1", "#show-books-2", "#show-books-3", "#show-books-1"]
    assert links[1].text == "later <more>"
    figure = page.get_element_by_id("chart-books")
    targets = figure.findall("./span[@class='chart__target']")
    assert [target.get("id") for target in targets] == [
        "show-books-1", "show-books-2", "show-books-3"]
    # The rule of the style sheet counts the spans of the figure and looks for what comes after.
    assert figure.findall("./span") == targets
    assert figure.index(targets[-1]) < figure.index(figure.find("./div[@class='chart__picture']"))


def test_marks_carry_the_numbers_of_what_they_are(voice: AuthorVoice) -> None:
    page = html.fromstring(f"<div>{rendered(voice, TEXT)}</div>")
    numbers = {
        mark.get("data-tip"): mark.get("data-m")
        for mark in page.iterfind(".//div[@class='chart__wide']//*[@data-tip]")
    }
    of = {re.sub(r":.*", "", tip): number for tip, number in numbers.items()}
    assert of == {
        "2019, Revenue": "3", "2020, Revenue": "2", "2019, Cost": "1", "2020, Cost": "1 2"}
    assert "data-k" not in html.tostring(page).decode()


def test_nothing_is_added_where_nothing_is_shown(voice: AuthorVoice) -> None:
    page = rendered(voice, '{{ chart("books") }}\n')
    assert "data-tip" in page
    for unwanted in ("data-k", "data-m", "targets of", "chart__target"):
        assert unwanted not in page


@pytest.mark.parametrize(("text", "problem"), [
    ('{{ show("books", "costs", "x") }}\n\n{{ chart("books") }}\n',
     'a.md:1:4: show(): books has no mark "costs" (did you mean "cost"?). Name a metric, a period '
     "or a figure that the chart draws, or an event of it."),
    ('A\n\n{{ show("books", "cost", "x") }}\n',
     'a.md:3:1: show(): "cost" of books, which is not on this page. Call chart() on the page, or '
     "write the words alone."),
    ('{{ chart("books", focus="late") }}\n',
     'a.md:1:4: chart(): books has no focus "late" (did you mean "later"?). Use one of later.'),
    ('{{ chart("books", periods="2020") }}\n',
     "a.md:1:4: chart(): periods without a focus, whose words say what is shown. Name a focus of "
     "the chart, or add one to its file."),
    ('{{ chart("books", focus="later", periods=["2018"]) }}\n',
     "a.md:1:4: chart(): books shows nothing of these periods. Name periods that the chart has."),
    ('{{ chart("books", focus="later", periods="soon") }}\n',
     "a.md:1:4: chart(): got 'soon', expected 2018, 2021-H1, 2020-Q3, 2020-9M, 2021-08, 2021-06-30 "
     "or a span 2018..2021-H1. Correct the period."),
    ("{{ span() }}\n",
     "a.md:1:4: span(): not in the words of a chart. Call period() with a period."),
])
def test_what_cannot_be_shown_is_reported(voice: AuthorVoice, text: str, problem: str) -> None:
    rendered(voice, text)
    assert said(voice) == [problem]


def test_a_few_marks_of_a_chart_at_most(voice: AuthorVoice) -> None:
    marks = ["cost", "revenue", "2019", "2020", "cost.2019", "cost.2020", "revenue.2019"]
    rendered(voice, " ".join(f'{{{{ show("books", "{mark}", "x") }}}}' for mark in marks)
             + '\n\n{{ chart("books") }}\n')
    assert len(said(voice)) == 1
    assert "more than 6 marks of books" in said(voice)[0]


def test_the_style_sheet_knows_as_many_targets(site: Site) -> None:
    from explainer.articles.showing import MOST

    style = (Path(__file__).parents[2] / "overrides/assets/stylesheets/figures.css").read_text()
    known = [int(n) for n in re.findall(r"__target:nth-of-type\((\d+)\):target", style)]
    assert known == list(range(1, MOST + 1))
    assert known == [int(n) for n in re.findall(r'\.chart\[data-shows="(\d+)"\]', style)]


def test_a_chart_with_a_focus_has_its_own_words_and_periods(voice: AuthorVoice) -> None:
    text = '{{ chart("books", focus="later") }}\n'
    page = html.fromstring(f"<div>{rendered(voice, text)}</div>")
    assert said(voice) == []
    figure = page.get_element_by_id("chart-books-later")
    assert figure.find_class("chart__title")[0].text == "The later year"
    assert figure.find_class("chart__takeaway")[0].text == "More."
    assert figure.find_class("chart__subtitle")[0].text == "Revenue and cost, 2020"
    rows = figure.findall(".//tbody/tr/th")
    assert [row.text for row in rows] == ["2020"]
    links = {link.get("href") for link in figure.iter("a")}
    assert "../charts/books/" in links
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    wide = figure.find_class("chart__wide")[0]
    faded = {mark.get("data-tip"): mark.get("opacity") for mark in wide.iterfind(".//*[@data-tip]")}
    assert {tip.split(":")[0]: opacity for tip, opacity in faded.items()} == {
        "2020, Revenue": "0.25", "2020, Cost": None}


def test_a_chart_and_its_focus_stand_on_one_page(voice: AuthorVoice) -> None:
    text = ('{{ show("books", "cost", "x") }}\n\n{{ chart("books", focus="later") }}\n\n'
            '{{ chart("books") }}\n\n{{ chart("books", focus="later", periods="2019") }}\n')
    page = html.fromstring(f"<div>{rendered(voice, text)}</div>")
    assert said(voice) == []
    subtitles = [element.text for element in page.find_class("chart__subtitle")]
    assert subtitles == [f"Revenue and cost, {time}" for time in ("2020", "2019 to 2020", "2019")]
    assert len(page.find_class("chart__target")) == 1
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
