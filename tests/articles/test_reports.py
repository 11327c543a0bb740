"""Links that report an error: prefilled, and to forms that have the fields."""

from __future__ import annotations

from typing import get_args
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import yaml
from tiny_site import ROOT, tiny_site

from explainer.articles.reports import Form, page_reports, report_url
from explainer.problems import Problems
from explainer.site import Site

FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
REPOSITORY = "https://forge.example/kettles/books"
WITH_REPOSITORY = {"data/site.yml": {
    "subject: blue-lamp": f"subject: blue-lamp\nrepository: {REPOSITORY}/",
}}


@pytest.fixture
def site(tmp_path):
    return Site.read(tiny_site(tmp_path, WITH_REPOSITORY))


def test_a_link_opens_a_form_filled_in(site):
    url = report_url(
        site.data.site, "wrong-fact", "loss.2020", "https://x.example/facts/loss/#2020", "2500万元"
    )
    assert url == (
        f"{REPOSITORY}/issues/new?template=wrong-fact.yml&title=loss.2020%3A%20&fact=loss.2020"
        "&page=https%3A%2F%2Fx.example%2Ffacts%2Floss%2F%232020&shown=2500%E4%B8%87%E5%85%83"
    )


def test_what_is_not_known_is_left_out(site):
    url = report_url(site.data.site, "broken-source", "S01", "sources/#S01")
    assert url is not None
    assert "shown" not in url


def test_without_a_repository_there_is_no_link(tmp_path):
    site = Site.read(tiny_site(tmp_path))
    assert report_url(site.data.site, "wrong-fact", "loss.2020", "x") is None
    assert not any("issues/new" in page.html for page in site.pages())


@pytest.mark.parametrize("form", get_args(Form))
def test_every_form_exists_in_both_languages_with_the_fields_a_link_fills(site, form):
    url = report_url(site.data.site, form, "subject", "page/", "shown")
    assert url is not None
    described = yaml.safe_load((FORMS / f"{form}.yml").read_text("utf-8"))
    fields = {field["id"] for field in described["body"]}
    assert parse_qs(urlsplit(url).query).keys() - {"template", "title"} <= fields
    labels = [field["attributes"]["label"] for field in described["body"]]
    assert all(" · " in text for text in [described["name"], *labels])


@pytest.mark.parametrize(("language", "prefix"), [("zh", ""), ("en", "en/")])
def test_every_figure_on_its_page_can_be_reported(site, language, prefix):
    root = "https://kettles.example/"
    (page,) = (p for p in site.pages(root) if p.name == "facts/cost" and p.language == language)
    for period in ("2019", "2020", "2021-H1"):
        assert f"fact=cost.{period}&amp;" in page.html
        where = quote(f"{root}{prefix}facts/cost/#{period}", safe="")
        assert f"page={where}&amp;" in page.html


@pytest.mark.parametrize(
    ("language", "with_one", "without"),
    [("zh", ">在网站的问题页上提出</a>", "告诉这份网站的发布者"),
     ("en", ">report it on the site’s issue page</a>", "tell the publisher of this site")],
)
def test_articles_say_how_to_report_in_either_case(site, tmp_path, language, with_one, without):
    assert with_one in site.voice(language, "about/", Problems()).report()
    bare = Site.read(tiny_site(tmp_path / "bare"))
    assert without in bare.voice(language, "about/", Problems()).report()


def test_every_source_can_be_reported_as_broken(site):
    text = site.voice("en", "en/sources/", Problems()).sources()
    assert text.count("template=broken-source.yml") == 3
    page, shown = (quote(t, safe="") for t in ("en/sources/#S02", "https://stove.example/kettles"))
    assert f"source=S02&amp;page={page}&amp;shown={shown}" in text


def test_a_translated_page_can_be_reported_as_out_of_date(site):
    default, other = (page_reports(site.data.site, code, "T", "x/") for code in ("zh", "en"))
    assert default["translation"] is None
    assert "template=stale-translation.yml&title=T%3A%20&section=T" in (other["translation"] or "")
    assert all("template=wrong-fact.yml" in (found["fact"] or "") for found in (default, other))
