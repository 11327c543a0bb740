"""The page around the text: what it loads, scheme, contents, lists that show one kind, paper."""

from __future__ import annotations

import io
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

from explainer.charts import tokens
from explainer.language.scripts import in_han

from .fixtures import OpenPage
from .project import SITE, STORY, Language, address
from .serving import Served

PHONE = 360
FILTERED = {"claims": "verdict", "timeline": "category"}


def asked_for(page: Page, site: Served, where: str) -> list[str]:
    """What a page requests of the site until nothing more comes, without its own address."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.partition(site.url)[2]))
    page.goto(site.url + where)
    page.wait_for_load_state("networkidle")
    return [one for one in requests if one != where and not one.endswith(".svg")]


@pytest.mark.story
def test_the_theme_s_script_and_the_index_come_when_a_reader_turns_to_search(
    open_page: OpenPage, site: Served, language: Language
) -> None:
    page = open_page("404.html")
    before = asked_for(page, site, address(language, STORY))
    assert before == ["assets/stylesheets/site.css", "assets/javascripts/site.js"]
    with page.expect_request(re.compile(r"search/search_index\.json$")) as index:
        page.locator("input.md-search__input").click()
    assert index.value.url == f"{site.url}{language.prefix}search/search_index.json"


@pytest.mark.story
def test_what_is_typed_before_the_search_has_come_is_answered(
    open_page: OpenPage, language: Language
) -> None:
    page = open_page(address(language, STORY))
    page.keyboard.press("/")
    page.keyboard.type("IFRS")
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=20_000)
    expect(page.locator("input.md-search__input")).to_have_value("IFRS")


def test_a_dark_page_is_never_light_first(open_page: OpenPage, language: Language) -> None:
    """Without a script of the theme: the scheme is there when the text is parsed."""
    page = open_page("404.html", scheme="dark")
    page.add_init_script("""new MutationObserver((_, observer) => {
      if (!document.querySelector("h1")) return
      window.schemeAtFirst ??= document.body.dataset.mdColorScheme
    }).observe(document, {childList: true, subtree: true})""")
    page.goto(page.url.replace("404.html", address(language, STORY)))
    assert page.evaluate("window.schemeAtFirst") == "slate"


@pytest.mark.story
@pytest.mark.parametrize("width", [PHONE, 1280])
def test_the_contents_lead_to_every_section(
    open_page: OpenPage, language: Language, width: int
) -> None:
    page = open_page(address(language, STORY), width=width)
    if width == PHONE:
        page.locator("details.contents summary").click()
    box = page.locator("details.contents" if width == PHONE else ".md-sidebar--secondary")
    sections = page.locator(".md-content h2[id]").evaluate_all("all => all.map(e => e.id)")
    links = box.locator("a:visible").evaluate_all("all => all.map(a => a.hash.slice(1))")
    assert links == sections
    box.locator("a:visible").last.click()
    expect(page.locator(f"h2#{sections[-1]}")).to_be_in_viewport()


@pytest.mark.story
def test_the_contents_follow_the_reader_and_the_header_names_the_page(
    open_page: OpenPage, language: Language
) -> None:
    page = open_page(address(language, STORY))
    third = page.locator(".md-content h2[id]").nth(2)
    third.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 80)")
    active = page.locator(".md-sidebar--secondary .md-nav__link--active")
    expect(active).to_have_count(1)
    expect(active).to_have_attribute("href", f"#{third.get_attribute('id')}")
    expect(page.locator(".md-header__title")).to_have_class(re.compile("--active"))


@pytest.mark.parametrize("name", FILTERED)
def test_a_list_shows_one_kind_without_a_script(
    open_page: OpenPage, language: Language, name: str
) -> None:
    page = open_page(address(language, name), java_script_enabled=False)
    items = page.locator(".filter ~ ol > li")
    every = items.count()
    for choice in page.locator(".filter__choice").all()[1:3]:
        said = int(re.findall(r"\d+", choice.inner_text())[-1])
        choice.locator("input").check(force=True)
        shown = items.locator("visible=true").count()
        assert shown == said < every


@pytest.mark.story
@pytest.mark.parametrize("name", FILTERED)
def test_a_kind_can_be_linked_to_and_never_hides_what_is_linked_to(
    open_page: OpenPage, language: Language, name: str
) -> None:
    page = open_page(address(language, name))
    choice = page.locator(".filter__choice").nth(1)
    value = choice.locator("input").get_attribute("value")
    choice.click()
    expect(page).to_have_url(re.compile(rf"\?{FILTERED[name]}={value}$"))
    page.reload()
    expect(page.locator(f".filter input[value='{value}']")).to_be_checked()
    hidden = page.locator(".filter ~ ol > li:not(:visible)").first
    target = hidden.get_attribute("id")
    page.goto(f"{page.url}#{target}")
    page.reload()
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()


@pytest.mark.story
def test_a_phone_shows_the_answer_on_its_first_screen(
    open_page: OpenPage, language: Language
) -> None:
    """The question, how much of the loss was never spent, and how large the loss was."""
    page = open_page(address(language, "index"), width=PHONE, height=780)
    question = page.locator(".md-content__inner > h1")
    answer = page.locator(".md-content__inner > p").first
    chart = page.locator(".md-content__inner > figure.chart .chart__title").first
    for part in (question, answer, chart):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 780
    assert re.search(r"\d%$", answer.locator(".fact").last.inner_text())
    assert re.search(r"\d", chart.locator(".fact").first.inner_text())


def test_text_is_set_in_the_fonts_the_tokens_name(open_page: OpenPage, language: Language) -> None:
    """On the page, in its header and fields, and in a frame: the theme names others."""
    frame = min(path.name for path in (SITE / "embed").iterdir() if path.is_dir())
    for where in (address(language, STORY), f"{language.prefix}embed/{frame}/"):
        page = open_page(where)
        families = page.locator("body, h1, input, button, summary").evaluate_all(
            "all => all.map(element => getComputedStyle(element).fontFamily)"
        )
        assert set(families) == {tokens.FONTS["font-han" if in_han(language.code) else "font"]}


def test_quotation_marks_are_as_wide_as_a_character_in_chinese_only(
    open_page: OpenPage, language: Language
) -> None:
    """Where the Latin letters' font has such marks too."""
    page = open_page(address(language, STORY))
    wide = page.evaluate("""() => {
      const body = document.querySelector(".md-content__inner")
      const first = getComputedStyle(body).fontFamily.split(",").filter(name => name === "Han")
      return [400, 700].map(weight => {
        const mark = document.createElement("span")
        mark.textContent = "“"
        mark.style.font = `${weight} 100px ${[...first, "DejaVu Sans"].join()}`
        mark.style.textSpacingTrim = "space-all"
        body.append(mark)
        return mark.getBoundingClientRect().width
      })
    }""")
    assert all(w == 100 if language.tag.startswith("zh") else w < 80 for w in wide)


def test_what_is_closed_on_a_phone_is_out_of_reach_until_it_opens(
    open_page: OpenPage, language: Language
) -> None:
    page = open_page(address(language, STORY), width=PHONE)
    hidden = "e => !e.checkVisibility()"
    drawer, search = page.locator(".md-sidebar--primary a").first, page.locator(".md-search__input")
    assert drawer.evaluate(hidden)
    assert search.evaluate(hidden)
    page.locator(".md-header__button[for=__drawer]").click()
    page.wait_for_function("e => e.checkVisibility()", arg=drawer.element_handle())
    page.keyboard.press("Escape")
    page.wait_for_function(hidden, arg=drawer.element_handle())
    page.locator(".md-header__button[for=__search]").click()
    expect(search).to_be_focused()


@pytest.mark.story
def test_the_measure_of_the_text_is_that_of_its_language(
    open_page: OpenPage, language: Language
) -> None:
    page = open_page(address(language, STORY))
    paragraph = page.locator(".md-content__inner > p").nth(2)
    characters = paragraph.evaluate("""e => {
      const canvas = document.createElement("canvas").getContext("2d"), style = getComputedStyle(e)
      canvas.font = `${style.fontSize} ${style.fontFamily}`
      const chinese = document.documentElement.lang.startsWith("zh")
      const sample = chinese ? "亏".repeat(10) : "the loss of a year"
      return e.clientWidth / canvas.measureText(sample).width * sample.length
    }""")
    low, high = (30, 38) if language.tag.startswith("zh") else (55, 80)
    assert low <= characters <= high


@pytest.mark.story
def test_on_paper_every_figure_has_a_line_that_says_where_it_comes_from(
    open_page: OpenPage, language: Language
) -> None:
    page = open_page(address(language, STORY), width=794)
    page.emulate_media(media="print")
    lines = page.locator(".page-facts li")
    numbered = page.locator(
        ".md-content__inner > :is(p, ul:not([class]), ol:not([class]), .standfirst, .pull) .fact,"
        " .md-content__inner table:not([class]) .fact, .answer .fact"
    )
    assert lines.count() == numbered.count() > 5
    for line in lines.all()[:3]:
        expect(line).to_be_visible()
        assert line.bounding_box()["height"] > 5
    texts = numbered.evaluate_all("all => all.map(one => one.dataset.whole || one.innerText)")
    assert [line.locator("a").inner_text() for line in lines.all()] == texts
    counted = "all => all.map(one => getComputedStyle(one, '::after').counterIncrement)"
    assert set(numbered.evaluate_all(counted)) == {"figure 1"}
    for unwanted in (".md-header", ".md-footer", ".cite", ".contents", ".chart__data"):
        assert page.locator(f"{unwanted}:visible").count() == 0, unwanted
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 12


@pytest.mark.parametrize("name", ["index", STORY, "claims"])
def test_thinning_the_theme_s_sheet_changes_nothing_that_is_seen(
    open_page: OpenPage, site: Served, language: Language, name: str
) -> None:
    """The same page with every rule of the theme, which the package still has. Only
    the icon of the scheme is smoothed a little otherwise from one picture to the next."""
    theme = Path(find_spec("material").origin).parent / "templates/assets/stylesheets"
    whole = "".join(
        next(theme.glob(f"{sheet}.*.min.css")).read_text("utf-8") for sheet in ("main", "palette")
    )
    page = open_page(address(language, name), reduced_motion="reduce")
    thin = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    page.evaluate("""css => {
      const sheet = document.createElement("style")
      sheet.textContent = css
      document.querySelector("link[rel=stylesheet]").before(sheet)
    }""", whole)
    full = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    assert thin.size == full.size
    different = ImageChops.difference(thin.convert("RGB"), full.convert("RGB"))
    assert max(high for _, high in different.getextrema()) < 32
    icon = page.locator(".scheme-switch").bounding_box()
    assert icon is not None
    x, y = round(icon["x"]), round(icon["y"])
    different.paste(0, (x, y, x + round(icon["width"]), y + round(icon["height"])))
    assert different.getbbox() is None
