"""Cards for sharing, and the lines their titles are broken into."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image
from tiny_site import tiny_site

from explainer.language.linebreaking import NEVER_FIRST, NEVER_LAST, balanced, whole
from explainer.sharing import cards
from explainer.sharing.painting import HEAVIEST, Card, draw
from explainer.site import Site

NASTY = [
    "《坐拥3500多壶匠和工程师，三年却亏了240多万：青灯这是扛不住（要停业）了？》",
    "亏损——为什么？……因为“优先股”！“公允价值”、股份支付、研发……都在里面。",
    "Where did 24 kettles go? The company’s “adjusted” loss—again, and (again) in full",
    "一、二、三、四、五、六、七、八、九、十、百、千、万、亿、兆、京、垓、秭、穰",
    "（“《引号套引号》”）：还有（‘单引号’）。",
    "净亏损（IFRS）242.72亿元，其中78.7%不花现金；RMB 24.27 billion in all",
    "https://kettles.example/a/very/long/address/that/no/line/can/hold/at/all/whatever/comes",
    "好",
    "",
]


def units(text):
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("width", [12, 20, 31, 60])
def test_no_line_begins_or_ends_with_the_wrong_mark(text, width):
    lines = balanced(text, units, width, 99)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(line[0] not in NEVER_FIRST for line in lines[1:])
    assert all(line[-1] not in NEVER_LAST for line in lines[:-1])
    assert all(units(line) <= width for line in lines)


def test_lines_are_about_equally_wide():
    lines = balanced("一把茶壶的账：收入与成本各有多少", units, 24, 3)
    assert lines == ["一把茶壶的账：收", "入与成本各有多少"]


def test_as_few_lines_as_it_takes():
    assert balanced("一二三四五六", units, 12, 3) == ["一二三四五六"]
    assert len(balanced("一二三四五六七", units, 12, 3)) == 2


def test_words_and_numbers_with_their_units_stay_whole():
    assert balanced("亏损共242.72亿元", units, 11, 3) == ["亏损共", "242.72亿元"]
    assert balanced("240 亿花到哪去了", units, 7, 9)[0] == "240 亿"
    assert balanced("the first half", units, 9, 3) == ["the first", "half"]


def test_in_headings_a_number_stays_with_its_unit():
    assert whole("青灯的240亿花到哪去了 <1.5 万亿元>") == (
        '青灯的<span class="whole">240亿</span>花到哪去了 '
        '&lt;<span class="whole">1.5 万亿元</span>&gt;'
    )


def test_what_does_not_fit_is_cut_off_visibly():
    assert balanced("一二三四，五六七八，九十", units, 10, 2) == ["一二三四，", "五六七八…"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return Site.read(tiny_site(tmp_path_factory.mktemp("tiny")), picture, drafting=True)


def picture(*_, name, description):
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="680" height="300" viewBox="0 0 680 300">'
        '<rect x="100" y="50" width="400" height="150" fill="var(--ch-s2, #ee6c0e)"/>'
        '<text x="100" y="250" font-size="13" fill="#22252c">2019</text></svg>'
    )


def tinted(colour):
    return picture(name="", description="").replace("var(--ch-s2, #ee6c0e)", colour)


def said(site, language, name):
    return cards.card(site, site.described("https://kettles.example/")[language, name])


def test_home_shows_the_first_figure_of_its_text(site):
    assert said(site, "zh", "index") == Card(
        "一把茶壶的账", "", "数据截至2021年6月30日", "青灯茶壶厂，收入，2020年", "1.5亿元",
    )


def test_a_metric_shows_the_card_of_the_site(site):
    """One with the latest figure would stand under links to other years as well."""
    assert site.described("https://kettles.example/")["en", "facts/cost"].card == "index"


def test_an_article_with_a_chart_says_what_the_chart_found(site):
    card = said(site, "zh", "accounts")
    assert (card.kicker, card.title, card.caption) == ("账本", "成本年年高过收入", "收入与成本")


def test_other_pages_show_their_description(site):
    assert said(site, "en", "glossary").caption == site.articles["en", "glossary"].front.description


def test_the_alternative_says_what_is_on_the_card(site):
    known = site.described("https://kettles.example/")
    assert cards.alternative(site, known["en", "index"]) == (
        "The books of a kettle maker: RMB 150 million (Blue Lamp Kettles, Revenue, 2020)"
    )
    assert cards.alternative(site, known["zh", "accounts"]) == (
        "账本：成本年年高过收入。两组柱子，成本都更高。"
    )


@pytest.mark.parametrize("card", [
    *(Card(text or "无题", "一把茶壶的账", "数据截至2021年6月30日", text, "") for text in NASTY),
    Card("收入", "一把茶壶的账", "数据截至2021年6月30日", "2020年", "至少123,456,789.01万亿港元"),
    Card("账本", "一把茶壶的账", "数据截至2021年6月30日", "收入与成本", picture=tinted("#ee6c0e")),
    Card("成本年年高过收入", "站", "数据", "收入与成本", picture=tinted("#ee6c0e"), kicker="账本"),
], ids=str)
def test_a_card_has_the_size_that_is_asked_for_and_is_light(card):
    content = draw(card)
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(content) <= HEAVIEST
    assert content == draw(card)


def test_nothing_is_written_over_the_margins():
    """Neither a long figure nor a long word runs off the card."""
    for card in (
        Card("长" * 80, "站", "数据截至2021年6月30日", "说" * 300),
        Card("W" * 200, "site", "Data to 2021", "2020", "RMB 123,456,789.01 billion a year"),
    ):
        image = Image.open(io.BytesIO(draw(card))).convert("L")
        assert image.crop((1140, 20, 1200, 630)).getextrema() == (255, 255)
        assert image.crop((0, 20, 60, 630)).getextrema() == (255, 255)


def test_words_beside_a_tall_picture_end_above_the_foot():
    tall = picture(name="", description="").replace('height="300" viewBox="0 0 680 300"',
                                                    'height="600" viewBox="0 0 680 600"')
    card = Card("Cities stop at 163; Smart Business lost customers, yet took in half as much "
                "again in early 2023", "", "", "Customers and cities " * 9, picture=tall,
                kicker="Lines")
    image = Image.open(io.BytesIO(draw(card))).convert("L")
    assert image.crop((60, 541, 460, 547)).getextrema() == (255, 255)
    assert image.crop((60, 552, 460, 630)).getextrema() == (255, 255)


def test_quotation_marks_are_those_of_the_language(site, tmp_path, monkeypatch):
    """The font's are as wide as a Chinese character."""
    drawn, pages = [], site.described("https://kettles.example/")
    monkeypatch.setattr(cards, "draw", lambda card: drawn.append(card) or b"")
    for language in ("zh", "en"):
        page = replace(pages[language, "glossary"], description="The maker’s “words”")
        list(cards.outputs(site, [page], tmp_path / language))
    assert [card.caption for card in drawn] == ["The maker’s “words”", "The maker's \"words\""]


def test_flat_colours_of_a_chart_stay_what_they_are():
    for fill, colour in (("#c1c5e7", (0xC1, 0xC5, 0xE7)), ("#0000ff80", (0x7F, 0x7F, 0xFF))):
        card = Card("账本", "站", "数据", "收入", picture=tinted(fill))
        image = Image.open(io.BytesIO(draw(card))).convert("RGB")
        (_, ground), (_, area) = sorted(image.getcolors(1 << 20), reverse=True)[:2]
        assert ground == (255, 255, 255)
        assert max(abs(a - b) for a, b in zip(area, colour, strict=True)) <= 1


def test_every_page_but_those_of_metrics_has_a_card_and_the_cache_gives_the_same(site, tmp_path):
    pages = list(site.described("https://kettles.example/").values())
    first = {o.address: o.content for o in cards.outputs(site, pages, tmp_path / "cards")}
    kept = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "cards").iterdir()}
    again = {o.address: o.content for o in cards.outputs(site, pages, tmp_path / "cards")}
    assert first.keys() == {
        page.addresses(site).card(page.name) for page in pages if page.kind != "metric"
    }
    assert len(first) == len(kept)
    assert again == first
    assert {p.name: p.stat().st_mtime_ns for p in (tmp_path / "cards").iterdir()} == kept
    list(cards.outputs(site, pages[:1], tmp_path / "cards"))
    assert len(list((tmp_path / "cards").iterdir())) == 1
