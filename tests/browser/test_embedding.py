"""Charts on other sites: frames in a page of another origin, with and without the height script."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Frame, Page, expect

from .project import LANGUAGES, SITE, Language
from .serving import Served

HEAVIEST = 20_000
"""Bytes of one frame with all it loads by itself, compressed."""
SCRIPT_HEAVIEST = 1_000

Embed = Callable[..., Page]


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    """The built site as its host serves it. A frame in a sandbox is of no origin, so what makes
    a chart live comes from a host that lets every page read its files, as GitHub Pages does."""
    with Served(SITE, as_hosted=True) as served:
        yield served


@pytest.fixture(scope="module")
def charts(site: Served) -> list[str]:
    return sorted(path.name for path in (site.folder / "embed").iterdir() if path.is_dir())


@pytest.fixture
def codes(site: Served) -> Callable[[Language, str], list[str]]:
    """The code that the page of a chart offers, for the site as it is served here."""

    def find(language: Language, chart: str) -> list[str]:
        file = site.folder / f"{language.prefix}charts/{chart}/index.html"
        page = html.fromstring(file.read_bytes())
        texts = page.xpath("//pre[contains(@class, 'embed-code')]/code")
        return [code.text_content().replace(site.public, site.url) for code in texts]

    return find


@pytest.fixture
def embed(chromium: Browser) -> Iterator[Embed]:
    """Opens a page of another origin with some code in it; what its frames are told not to do
    is collected in ``page.violations``."""
    servers, contexts = [], []

    def open_(body: str, *, width: int = 900, scheme: str = "light") -> Page:
        content = f"<!doctype html><title>elsewhere</title><body>{body}".encode()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if self.path == "/" else 204)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                if self.path == "/":
                    self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        context = chromium.new_context(
            viewport={"width": width, "height": 2000}, color_scheme=scheme
        )
        contexts.append(context)
        page = context.new_page()
        page.console_lines = []
        page.on("console", lambda m: page.console_lines.append(f"{m.type}: {m.text}"))
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation',"
            "e => console.error('policy', e.violatedDirective, e.blockedURI))"
        )
        page.goto(f"http://127.0.0.1:{server.server_port}/", wait_until="networkidle")
        return page

    yield open_
    for context in contexts:
        context.close()
    for server in servers:
        server.shutdown()
        server.server_close()


def framed(page: Page) -> list[Frame]:
    return page.frames[1:]


def content_height(frame: Frame) -> int:
    return frame.evaluate(
        "Math.ceil(document.querySelector('main').getBoundingClientRect().height)"
    )


def frame_height(page: Page, index: int) -> float:
    return page.locator("iframe").nth(index).bounding_box()["height"]


def test_frames_of_both_languages_show_their_chart_on_another_site(embed, codes, charts):
    frames = [codes(language, charts[0])[0] for language in LANGUAGES]
    page = embed("".join(frames))
    assert len(framed(page)) == len(LANGUAGES)
    for frame, language in zip(framed(page), LANGUAGES, strict=True):
        assert frame.evaluate("document.documentElement.lang") == language.tag
        expect(frame.locator(".chart__wide svg")).to_be_visible()
        expect(frame.locator("h1")).to_be_visible()
        expect(frame.locator(".chart__source a")).to_be_visible()
        assert frame.locator(".chart__source a").get_attribute("href")
    assert page.console_lines == []


def test_a_frame_names_the_site_it_comes_from(embed, codes, charts, language, site):
    home = html.fromstring((site.folder / language.prefix / "index.html").read_bytes())
    name = home.xpath("string(//meta[@property='og:site_name']/@content)")
    (frame,) = framed(embed(codes(language, charts[0])[0]))
    assert name
    expect(frame.locator(".chart__source a")).to_contain_text(name)


def test_the_height_in_the_code_suits_every_chart_without_a_script(
    embed, codes, charts, language
):
    page = embed("".join(codes(language, chart)[0].replace('loading="lazy"', "")
                         for chart in charts))
    for index, (chart, frame) in enumerate(zip(charts, framed(page), strict=True)):
        spare = frame_height(page, index) - content_height(frame)
        assert spare >= 0, f"{chart}: {spare} px to spare"


def test_the_height_in_the_code_suits_frames_a_little_narrower(embed, codes, charts, language):
    """All that are wider than 620 pixels, and it is not much more than the highest needs."""
    page = embed("".join(codes(language, chart)[0].replace('loading="lazy"', "")
                         for chart in charts))
    spare = dict.fromkeys(charts, float("inf"))
    for width in range(620, 701, 8):
        page.set_viewport_size({"width": width + 16, "height": 2000})
        for index, (chart, frame) in enumerate(zip(charts, framed(page), strict=True)):
            frame.wait_for_function("width => innerWidth === width", arg=width)
            spare[chart] = min(spare[chart], frame_height(page, index) - content_height(frame))
    wrong = {chart: px for chart, px in spare.items() if not 0 <= px <= 64}
    assert wrong == {}  # at most three lines of small print


@pytest.mark.parametrize("width", [360, 900])
def test_with_the_script_frames_are_as_high_as_their_content(embed, codes, charts, width):
    parts = [codes(language, charts[0]) for language in LANGUAGES]
    page = embed("".join(part[0] for part in parts) + parts[0][1], width=width)
    for index, frame in enumerate(framed(page)):
        expect(page.locator("iframe").nth(index)).to_have_css(
            "height", f"{content_height(frame)}px"
        )
    page.set_viewport_size({"width": 600, "height": 2000})
    for index, frame in enumerate(framed(page)):
        page.wait_for_function(
            "([index, height]) => document.querySelectorAll('iframe')[index].offsetHeight"
            " === height", arg=[index, content_height(frame)],
        )
    assert page.console_lines == []


@pytest.mark.parametrize(
    ("wish", "scheme", "expected"),
    [("", "dark", "light"), ("?dark=auto", "dark", "dark"), ("?dark=auto", "light", "light"),
     ("?dark=true", "light", "dark"), ("?dark=false", "dark", "light")],
)
def test_a_frame_takes_the_scheme_its_address_asks_for(
    embed, codes, charts, wish, scheme, expected
):
    code = codes(LANGUAGES[0], charts[0])[0].replace(f'{charts[0]}/"', f'{charts[0]}/{wish}"')
    (frame,) = framed(embed(code, scheme=scheme))
    ground = frame.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (expected == "light")


def test_a_frame_is_complete_without_scripts(chromium, site, charts, language):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for chart in charts:
        page.goto(f"{site.url}{language.prefix}embed/{chart}/")
        expect(page.locator(".chart__wide svg")).to_be_visible()
        expect(page.locator(".chart__source")).to_be_visible()
    context.close()


def test_a_frame_with_all_it_loads_is_light(chromium, site, charts, language):
    context = chromium.new_context(viewport={"width": 700, "height": 900})
    heavy = {}
    for chart in charts:
        page = context.new_page()
        loaded: list[str] = []
        page.on("request", lambda request, loaded=loaded: loaded.append(request.url))
        page.goto(f"{site.url}{language.prefix}embed/{chart}/", wait_until="networkidle")
        files = [site.folder / site.relative(url) for url in loaded]
        files = [file / "index.html" if file.is_dir() else file for file in files]
        heavy[chart] = sum(compressed(file.read_bytes()) for file in files)
        page.close()
    context.close()
    assert {chart: size for chart, size in heavy.items() if size > HEAVIEST} == {}


@pytest.mark.parametrize("name", ["embed.js", "frame.js"])
def test_the_scripts_of_frames_are_small(site, name):
    script: Path = site.folder / "assets" / "javascripts" / name
    assert compressed(script.read_bytes()) <= SCRIPT_HEAVIEST


@pytest.mark.story
def test_a_live_chart_comes_to_life_within_the_policy_of_its_frame(embed, codes, site, charts):
    live = next(
        chart for chart in charts
        if b"data-live" in (site.folder / f"embed/{chart}/index.html").read_bytes()
    )
    page = embed(codes(LANGUAGES[0], live)[0])
    (frame,) = framed(page)
    frame.locator(".chart__explore").click()
    expect(frame.locator(".chart__live svg")).to_be_visible()
    assert page.console_lines == []


def test_a_frame_has_no_storage_and_cannot_reach_the_page_around_it(embed, codes, charts):
    (frame,) = framed(embed(codes(LANGUAGES[0], charts[0])[0]))
    tried = "what => { try { return String(eval(what)) } catch (error) { return error.name } }"
    for what in ("localStorage", "document.cookie", "parent.document", "top.location.href"):
        assert frame.evaluate(tried, what) == "SecurityError", what
    assert frame.evaluate("origin") == "null"


def test_links_in_a_frame_open_as_any_page_would(embed, codes, charts, site):
    page = embed(codes(LANGUAGES[0], charts[0])[0])
    (frame,) = framed(page)
    with page.expect_popup() as popup:
        frame.locator(".chart__source a").click()
    popup.value.wait_for_load_state()
    assert popup.value.evaluate("origin") == site.origin  # out of the sandbox
    assert popup.value.evaluate("window.opener") is None


@pytest.mark.story
def test_where_the_host_keeps_its_files_a_frame_says_so(chromium, charts, embed):
    live = next(
        chart for chart in charts
        if b"data-live" in (SITE / f"embed/{chart}/index.html").read_bytes()
    )
    with Served(SITE) as closed:
        page = embed(f'<iframe src="{closed.url}embed/{live}/" sandbox="allow-scripts"></iframe>')
        (frame,) = framed(page)
        frame.locator(".chart__explore").click()
        failed = frame.locator("figure.chart").get_attribute("data-failed") or "nothing"
        expect(frame.locator(".chart__controls [role=status]")).to_have_text(failed)
        expect(frame.locator(".chart__picture svg:visible")).to_have_count(1)


def test_an_oembed_consumer_shows_the_chart(embed, site, charts, language):
    """As a program does it: from the chart's page to the answer to its code."""
    address = f"{language.prefix}oembed/{charts[0]}.json"
    answer = json.loads((site.folder / address).read_bytes())
    sources = [site.relative(one) for one in html.fromstring(answer["html"]).xpath("//@src")]
    assert sources == [f"{language.prefix}embed/{charts[0]}/", "assets/javascripts/embed.js"]
    assert answer["html"].count(site.public) == len(sources)
    assert answer["thumbnail_url"].startswith(site.public)
    assert (site.folder / site.relative(answer["thumbnail_url"])).is_file()
    page = embed(answer["html"].replace(site.public, site.url))
    (frame,) = framed(page)
    expect(frame.locator("h1")).to_have_text(answer["title"])
    expect(page.locator("iframe")).to_have_css("height", f"{content_height(frame)}px")


@pytest.mark.story
def test_tables_are_sorted_by_their_heads_without_moving_anything(open_page, charts, site):
    chart = next(
        chart for chart in charts
        if b"data-value" in (site.folder / f"charts/{chart}/index.html").read_bytes()
    )
    page = open_page(f"charts/{chart}/")
    table = page.locator("table[data-sortable]")
    heads = table.locator("thead th:has(button)")
    box = """element => {
        const box = element.getBoundingClientRect();
        return JSON.stringify([box.x, box.y + scrollY, box.width, box.height]);
    }"""
    order = "rows => rows.map(row => row.textContent)"
    before, frame = table.locator("tbody tr").evaluate_all(order), table.evaluate(box)
    number = heads.last
    number.locator("button").click()
    expect(number).to_have_attribute("aria-sort", "descending")
    down = table.locator("tbody tr").evaluate_all(order)
    numbers = table.locator("td[data-value]")
    values = numbers.evaluate_all("all => all.map(one => +one.dataset.value)")
    assert values == sorted(values, reverse=True)
    number.locator("button").click()
    expect(number).to_have_attribute("aria-sort", "ascending")
    up = table.locator("tbody tr").evaluate_all(order)
    assert sorted(down) == sorted(up) == sorted(before)
    assert down != up
    heads.first.locator("button").click()
    expect(number).not_to_have_attribute("aria-sort", "ascending")
    assert table.locator("tbody tr").evaluate_all(order) == before
    assert table.evaluate(box) == frame
