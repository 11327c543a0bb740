"""What stands beside the pages of charts: files, frames, and answers to oEmbed consumers."""

from __future__ import annotations

import json

import pytest
from lxml import html
from tiny_site import tiny_site

from explainer.articles import figures
from explainer.charts.typesetting import wrap
from explainer.data.addresses import Addresses
from explainer.pages import frames
from explainer.problems import Problems
from explainer.sharing import chart_files, oembed
from explainer.site import Site

SITE_URL = "https://kettles.example/books/"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    site = Site.read(tiny_site(tmp_path_factory.mktemp("tiny")))
    return {output.address: output.content for output in chart_files.outputs(site, SITE_URL)}


def test_without_drawing_there_is_everything_but_pictures(files):
    assert set(files) == {
        prefix + name for prefix in ("", "en/")
        for name in ("charts/books.csv", "embed/books/index.html", "oembed/books.json")
    }


def test_drawn_charts_are_files_too_and_the_picture_is_the_thumbnail(tmp_path):
    def draw(*_: object, **__: object) -> str:
        return '<svg xmlns="http://www.w3.org/2000/svg" width="680" height="340"></svg>'

    site = Site.read(tiny_site(tmp_path), draw)
    files = {output.address: output.content for output in chart_files.outputs(site, SITE_URL)}
    for prefix in ("", "en/"):
        png = files[f"{prefix}charts/books.png"]
        assert png.startswith(b"\x89PNG")
        assert len(png) < 80_000
        assert b"<svg" in files[f"{prefix}charts/books.svg"]
        assert json.loads(files[f"{prefix}charts/books.vl.json"])["usermeta"]["id"] == "books"
        answer = json.loads(files[f"{prefix}oembed/books.json"])
        assert answer["thumbnail_url"] == f"{SITE_URL}{prefix}charts/books.png"
        assert answer["thumbnail_width"] == int.from_bytes(png[16:20]) == 2 * (680 + 48)
        assert answer["thumbnail_height"] == int.from_bytes(png[20:24])
    title = "Cost exceeds revenue year after year"
    assert title in files["en/charts/books.svg"].decode()


def test_csv_opens_in_spreadsheets_with_its_chinese(files):
    content = files["charts/books.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("series,period,")
    assert [line.split(",")[:2] for line in lines[1:]] == [
        [series, period] for period in ("2019", "2020") for series in ("收入", "成本")
    ] + [[""]]


def test_the_answer_has_what_oembed_requires_of_rich_content(files):
    for prefix in ("", "en/"):
        answer = json.loads(files[f"{prefix}oembed/books.json"])
        assert answer["version"] == "1.0"
        assert answer["type"] == "rich"
        # Programs that leave scripts out have a frame that scrolls where it is narrow.
        frame, script = html.fragments_fromstring(answer["html"])
        assert script.get("src") == f"{SITE_URL}assets/javascripts/embed.js"
        assert frame.tag == "iframe"
        assert frame.get("src") == f"{SITE_URL}{prefix}embed/books/"
        assert frame.get("title") == answer["title"]
        assert frame.get("sandbox") == "allow-scripts allow-popups allow-popups-to-escape-sandbox"
        assert (int(frame.get("width")), int(frame.get("height"))) == (
            answer["width"], answer["height"]
        )
        # The three thumbnail fields come together or not at all.
        assert [key for key in answer if key.startswith("thumbnail")] == []
        addresses = {key: value for key, value in answer.items() if key.endswith("_url")}
        assert addresses == {
            "author_url": SITE_URL + prefix, "provider_url": SITE_URL + prefix,
        }


def test_programs_find_the_answer_from_the_page():
    found = oembed.discovery("books", "en", Addresses("en/"), SITE_URL)
    assert found == (f"{SITE_URL}en/oembed/books.json", "books")


def test_a_frame_holds_nothing_its_policy_forbids(files):
    for prefix in ("", "en/"):
        page = html.fromstring(files[f"{prefix}embed/books/index.html"])
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            "base-uri 'none'; form-action 'none'; "
            "require-trusted-types-for 'script'; trusted-types 'none'"
        )
        assert page.xpath("//style | //@style | //script[not(@src)]") == []
        assert [a for a in page.xpath("//@*") if a.attrname.startswith("on")] == []
        assets = page.xpath("//script/@src | //link[@rel='stylesheet']/@href")
        root = "../../" + "../" * prefix.count("/")
        assert all(asset.startswith(f"{root}assets/") for asset in assets)


def test_a_frame_of_a_live_chart_may_fetch_its_live_form(tmp_path):
    site = Site.read(tiny_site(tmp_path))
    voice = site.voice("en", "en/embed/books/", Problems())
    figure = figures.figure(voice, site.data.charts["books"])
    assert b"connect-src" not in frames.frame(voice, figure, SITE_URL)
    live = figure | {"live": {"form": "f", "runtime": "r", "open": "o", "failed": "x"}}
    page = html.fromstring(frames.frame(voice, live, SITE_URL))
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "; connect-src 'self'; " in policy
    assert "../../../assets/javascripts/explore.js" in page.xpath("//script/@src")


def test_a_frame_says_whose_figures_it_shows_and_leads_to_the_page(files):
    page = html.fromstring(files["en/embed/books/index.html"])
    assert page.get("lang") == "en"
    assert page.xpath("string(//h1)") == "Cost exceeds revenue year after year"
    (source,) = page.xpath("//p[@class='chart__source']")
    assert source.text.strip() == (
        "Source: company documents (Blue Lamp Kettles); press (The Weekly Stove)."
    )
    assert source.xpath("./a/@href") == ["../../charts/books/"]
    (credit,) = source.xpath("./a/text()")
    assert credit == "The books of a kettle maker | Data, sources and downloads"
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{SITE_URL}en/charts/books/"]
    assert page.xpath("//table") == []


NOTED = {"data/charts/books.yml": {
    "periods: [2019, 2020]": "periods: [2019, 2020]\n"
    "note: {zh: '不含利息，见{{ source(\"S01\") }}。', "
    "en: 'Without interest, see {{ source(\"S01\") }}.'}",
}}


def test_the_caveat_of_a_chart_goes_wherever_the_chart_goes(tmp_path):
    def draw(*_: object, **__: object) -> str:
        return '<svg xmlns="http://www.w3.org/2000/svg" width="680" height="340"></svg>'

    site = Site.read(tiny_site(tmp_path, NOTED), draw)
    files = {output.address: output.content for output in chart_files.outputs(site, SITE_URL)}
    for prefix, note in (
        ("", "不含利息，见青灯茶壶厂。"),
        ("en/", "Without interest, see Blue Lamp Kettles."),
    ):
        assert f">{note}<" in files[f"{prefix}charts/books.svg"].decode()
        assert json.loads(files[f"{prefix}charts/books.vl.json"])["usermeta"]["note"] == note
        (foot,) = html.fromstring(files[f"{prefix}embed/books/index.html"].decode()).xpath(
            "//p[@class='chart__note'][following-sibling::*[1][@class='chart__source']]"
        )
        assert foot.text_content() == note
        assert len(foot) == 0


def test_a_caveat_makes_a_higher_frame(tmp_path):
    site = Site.read(tiny_site(tmp_path))
    voice = site.voice("en", "en/embed/books/", Problems())
    figure = figures.figure(voice, site.data.charts["books"])
    heights = [
        frames.height(voice, figure | {"note": "word " * words}) for words in (0, 10, 40)
    ]
    assert heights[0] + 25 <= heights[1] < heights[2]


def test_the_height_is_enough_where_a_narrower_frame_has_more_lines(tmp_path):
    site = Site.read(tiny_site(tmp_path))
    voice = site.voice("en", "en/embed/books/", Problems())
    figure = figures.figure(voice, site.data.charts["books"])
    title = "word " * 11  # a line where the frame is 700 px wide, two where it is 620
    assert len(wrap(title, 19, (frames.WIDTH - 24) * 0.9)) == 1
    assert frames.height(voice, figure | {"title": title}) == 25 + frames.height(voice, figure)


def test_a_taller_picture_makes_a_higher_frame(tmp_path):
    site = Site.read(tiny_site(tmp_path))
    voice = site.voice("zh", "embed/books/", Problems())
    figure = figures.figure(voice, site.data.charts["books"])

    def height(pixels: int) -> int:
        drawn = figures.size(f'<svg x="1" width="676" height="{pixels}">')
        return frames.height(voice, figure | {"sizes": {"wide": drawn}})

    assert height(900) - height(800) == 100  # where the widest frame is the highest
