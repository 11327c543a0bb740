"""Author functions that set things out: bars, pull figures, timelines."""

from __future__ import annotations

import pytest
from lxml import html
from tiny_site import LANGUAGES, tiny_site

from explainer.articles.rendering import AuthorError
from explainer.problems import Problems
from explainer.site import Site

CATEGORIES = "[{id: research, name: {zh: 研究, en: Research}}]\n"
EVENTS = """
- id: founded
  date: 2012-03
  title: {zh: 工厂成立, en: The factory opens}
  category: company
  sources: [S02]
- id: kiln
  date: 2012-01-05
  title: {zh: 砌窑, en: The kiln is built}
  category: company
  sources: [S02]
- id: glaze
  date: 2015
  title: {zh: 新釉, en: A new glaze}
  category: research
  sources: [S02]
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tiny_site(tmp_path_factory.mktemp("kettles") / "site", {
        "data/events/events.yml": EVENTS.lstrip(),
        "data/categories/more.yml": CATEGORIES,
    })
    return Site.read(root, drafting=True)


@pytest.fixture(params=LANGUAGES)
def voice(request, site):
    return site.voice(request.param, "", Problems())


def test_a_bar_is_as_long_as_its_part_of_the_whole(voice):
    bar = html.fromstring(f"<div>{voice.bar('loss.2020', of='revenue.2020')}</div>")
    loss, revenue = (voice.dataset.facts.get(f"{m}.2020").quantity for m in ("loss", "revenue"))
    assert float(bar.find(".//rect").get("width")) == pytest.approx(
        float(100 * loss.value / revenue.value), abs=0.05
    )
    assert bar.find(".//a").get("href").endswith("facts/loss/#2020")
    assert bar.find(".//svg").get("aria-hidden") == "true"
    assert [use.id for use in voice.uses] == ["loss.2020", "revenue.2020"]


def test_a_bar_is_never_longer_than_its_line(voice):
    bar = html.fromstring(f"<div>{voice.bar('revenue.2020', of='loss.2020')}</div>")
    assert float(bar.find(".//rect").get("width")) == 100


def test_what_was_not_found_has_no_length(voice):
    missing = next(
        fact for metric in voice.dataset.metrics.values() if metric.observations
        for fact in voice.dataset.facts.of_metric(metric)
        if fact.quantity is None and metric.unit == "CNY"
    )
    with pytest.raises(AuthorError, match="no length"):
        voice.bar(missing.id, of="revenue.2020")


def test_a_figure_out_of_the_text_says_what_it_is_and_when(voice):
    pulled = html.fromstring(str(voice.pull("loss.2020")))
    about = pulled.find_class("pull__about")[0].text_content()
    assert voice.dataset.metrics["loss"].name[voice.language] in about
    assert "2020" in about
    assert pulled.find(".//a").text == voice.value(voice.dataset.facts.get("loss.2020"))


def test_figures_of_a_text_are_noted_in_order_and_those_of_records_are_not(voice):
    voice.fact("loss.2020")
    voice.pull("revenue.2020")
    voice.claims()
    assert [note.address.rpartition("facts/")[2] for note in voice.noted] == [
        "loss/#2020", "revenue/#2020"
    ]
    assert all(note.lines and note.text for note in voice.noted)


def test_a_whole_timeline_is_in_order_with_its_years_and_kinds(voice):
    page = html.fromstring(f"<div>{voice.timeline()}</div>")
    items = page.xpath("//li")
    assert [item.get("id") for item in items] == ["event-kiln", "event-founded", "event-glaze"]
    assert [a.get("href") for a in page.xpath("//p[@class='timeline-years']/a")] == [
        "#y2012", "#y2015"
    ]
    assert [e.getparent().get("id") for e in page.xpath("//*[@id='y2012' or @id='y2015']")] == [
        "event-kiln", "event-glaze"
    ]
    kinds = [choice.get("value") for choice in page.iter("input")]
    assert kinds[0] == "all"
    assert {kinds[int(item.get("data-kind"))] for item in items[:2]} == {"company"}
    assert kinds[int(items[2].get("data-kind"))] == "research"


def test_a_timeline_of_some_kinds_offers_no_choice(voice):
    page = html.fromstring(f"<div>{voice.timeline('research')}</div>")
    assert [item.get("id") for item in page.xpath("//li")] == ["event-glaze"]
    assert not page.xpath("//input")
    with pytest.raises(AuthorError, match="no event of category"):
        voice.timeline("listing")


def test_a_timeline_within_some_days_names_them_without_their_year(voice):
    page = html.fromstring(f"<div>{voice.timeline(within='2012..2015')}</div>")
    assert [item.get("id") for item in page.xpath("//li")] == [
        "event-kiln", "event-founded", "event-glaze"
    ]
    assert not page.xpath("//input | //p[@class='timeline-years']")
    with pytest.raises(AuthorError, match="no event within 1999"):
        voice.timeline(within="1999")


def test_a_source_may_be_in_any_language(tmp_path):
    address = "https://stove.example/kettles\n"
    site = Site.read(tiny_site(tmp_path, {"data/sources/sources.yml": {
        f"{address}  language: en": f"{address}  language: de",
    }}))
    said = [
        html.fromstring(site.rendered[language, "sources"].markdown)
        .get_element_by_id("S02").find_class("source__meta")[0].text_content()
        for language in LANGUAGES
    ]
    assert "· 德语 ·" in said[0]
    assert "· German ·" in said[1]


def test_sources_and_terms_lead_to_their_own_addresses(voice):
    sources = html.fromstring(f"<div>{voice.sources()}</div>").findall(".//li")
    assert sources
    for source in sources:
        (own,) = source.xpath("./a[@class='source__id']")
        assert (own.get("href"), own.text) == (f"#{source.get('id')}", source.get("id"))
    terms = html.fromstring(f"<div>{voice.glossary()}</div>").xpath(".//dl/div")
    assert terms
    for term in terms:
        (own,) = term.xpath("./dt/a[@class='headerlink']")
        assert own.get("href") == f"#{term.get('id')}"
        name = term.find("dt").text.strip()
        assert own.get("aria-label") == voice.labels.permanent_address + voice.labels.colon + name
