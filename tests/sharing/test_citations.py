"""How a page and a chart are cited, in every form and both languages; lines ready to paste.

Each expectation was written by hand from the rules named in the module.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest
from tiny_site import tiny_site

from explainer.sharing.citations import FILES, Citation
from explainer.sharing.quoting import Quoting
from explainer.site import Site

URL = "https://kettles.example/books/"
ZH, EN = "茶壶账编写者", "The authors of the kettle books"
SITE_ZH, SITE_EN = "一把茶壶的账", "The books of a kettle maker"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tiny_site(tmp_path_factory.mktemp("tiny"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)  # then 2021-09-01, the day of the data
        site = Site.read(folder, drafting=True)
        site.quoting = Quoting(site, site.described(URL), URL)
    return site


def cited(site, language, name):
    return site.quoting.citation(site.described(URL)[language, name])


PAGE_ZH, PAGE_EN = ("zh", "accounts"), ("en", "accounts")
CHART_ZH, CHART_EN = ("zh", "charts/books"), ("en", "charts/books")
CHART_TITLE_EN = "Cost exceeds revenue year after year"

READ = {
    PAGE_ZH: [
        f"{ZH}：《账本》，{SITE_ZH}，2021年9月1日更新，{URL}accounts/",
        f"{ZH}. 账本[EB/OL]. （2021-09-01）[引用日期]. {URL}accounts/.",
        f"{ZH}. (2021, September 1). 账本. {SITE_ZH}. {URL}accounts/",
        f"{ZH}. “账本.” {SITE_ZH}. Last modified September 1, 2021. {URL}accounts/.",
    ],
    PAGE_EN: [
        f"{EN}, “The accounts”, {SITE_EN}, updated 1 September 2021, {URL}en/accounts/",
        f"{EN}. The accounts[EB/OL]. （2021-09-01）[date of access]. {URL}en/accounts/.",
        f"{EN}. (2021, September 1). The accounts. {SITE_EN}. {URL}en/accounts/",
        f"{EN}. “The accounts.” {SITE_EN}. Last modified September 1, 2021. {URL}en/accounts/.",
    ],
    CHART_ZH: [
        f"{ZH}：《成本年年高过收入》，{SITE_ZH}，2021年9月1日更新，{URL}charts/books/",
        f"{ZH}. 成本年年高过收入[EB/OL]. （2021-09-01）[引用日期]. {URL}charts/books/.",
        f"{ZH}. (2021, September 1). 成本年年高过收入 [Chart]. {SITE_ZH}. {URL}charts/books/",
        f"{ZH}. “成本年年高过收入.” {SITE_ZH}. Last modified September 1, 2021. "
        f"{URL}charts/books/.",
    ],
    CHART_EN: [
        f"{EN}, “{CHART_TITLE_EN}”, {SITE_EN}, updated 1 September 2021, {URL}en/charts/books/",
        f"{EN}. {CHART_TITLE_EN}[EB/OL]. （2021-09-01）[date of access]. {URL}en/charts/books/.",
        f"{EN}. (2021, September 1). {CHART_TITLE_EN} [Chart]. {SITE_EN}. {URL}en/charts/books/",
        f"{EN}. “{CHART_TITLE_EN}.” {SITE_EN}. Last modified September 1, 2021. "
        f"{URL}en/charts/books/.",
    ],
}


@pytest.mark.parametrize("what", READ, ids="/".join)
def test_the_forms_for_reading(site, what):
    citation = cited(site, *what)
    assert [citation.plain(), *(text for _, text in citation.styles())] == READ[what]


RECORDS = {
    PAGE_ZH: ("accounts-zh", ZH, "账本", SITE_ZH, "accounts/", "chinese", "zh-CN"),
    PAGE_EN: ("accounts-en", EN, "The accounts", SITE_EN, "en/accounts/", "british", "en-GB"),
    CHART_ZH: (
        "charts-books-zh", ZH, "成本年年高过收入", SITE_ZH, "charts/books/", "chinese", "zh-CN",
    ),
    CHART_EN: (
        "charts-books-en", EN, CHART_TITLE_EN, SITE_EN, "en/charts/books/", "british", "en-GB",
    ),
}


@pytest.mark.parametrize("what", RECORDS, ids="/".join)
def test_bibtex(site, what):
    key, author, title, name, address, langid, code = RECORDS[what]
    assert cited(site, *what).bibtex() == (
        f"@online{{{key},\n"
        f'  author = "{{{author}}}",\n'
        f'  title = "{{{title}}}",\n'
        f'  organization = "{{{name}}}",\n'
        f'  howpublished = "{{{name}}}",\n'
        "  year = {2021},\n"
        "  month = sep,\n"
        "  date = {2021-09-01},\n"
        f"  url = {{{URL}{address}}},\n"
        f"  langid = {{{langid}}},\n"
        f"  language = {{{code}}},\n"
        "}"
    )


@pytest.mark.parametrize("what", RECORDS, ids="/".join)
def test_ris(site, what):
    key, author, title, name, address, _, code = RECORDS[what]
    assert cited(site, *what).ris() == (
        f"TY  - ELEC\r\nAU  - {author}\r\nTI  - {title}\r\nT2  - {name}\r\nPB  - {name}\r\n"
        f"PY  - 2021\r\nDA  - 2021/09/01/\r\nUR  - {URL}{address}\r\nLA  - {code}\r\n"
        f"ID  - {key}\r\nER  - \r\n"
    )


@pytest.mark.parametrize("what", RECORDS, ids="/".join)
def test_csl_json(site, what):
    key, author, title, name, address, _, code = RECORDS[what]
    expected = {
        "id": key, "type": "webpage", "title": title, "author": [{"literal": author}],
        "container-title": name, "issued": {"date-parts": [[2021, 9, 1]]},
        "URL": f"{URL}{address}", "language": code,
    }
    if "charts/books" in what:
        expected["genre"] = "Chart"
    assert cited(site, *what).csl() == expected


def test_figures_and_claims_are_ready_to_paste(site):
    known, quoting = site.described(URL), site.quoting
    def lines(*page):
        return quoting.lines(known[page])

    assert lines("zh", "facts/revenue")[-1] == (
        "青灯茶壶厂收入，2021年上半年：8,025万元（媒体报道）。来源：《炉边周报》。"
        f"见《{SITE_ZH}》，{URL}facts/revenue/#2021-H1"
    )
    assert lines("en", "facts/loss")[1] == (
        "Loss (Blue Lamp Kettles), 2020: RMB 25 million (our calculation). "
        f"Source: Blue Lamp Kettles, The Weekly Stove. See {SITE_EN}, {URL}en/facts/loss/#2020"
    )
    assert lines("en", "facts/cost")[-1] == (
        "Cost (Blue Lamp Kettles), the first half of 2021: not found. "
        f"See {SITE_EN}, {URL}en/facts/cost/#2021-H1"
    )
    assert lines("zh", "claims")[0] == (
        "《茶余》（2021年8月）的说法，大意是：茶壶厂在亏钱。核对结论：属实。"
        f"见《{SITE_ZH}》，{URL}claims/#losing"
    )
    assert lines("en", "claims")[0] == (
        "Tea Talk (August 2021), in paraphrase: The kettle factory loses money. "
        f"Checked: supported. See {SITE_EN}, {URL}en/claims/#losing"
    )


@pytest.mark.parametrize(("change", "whose"), [
    ({"data/sources/sources.yml": {"  published: 2021-08\n": ""}}, "Tea Talk"),
    ({"data/site.yml": {"examined: S00\n": ""}}, "The examined text"),
])
def test_whose_statement_it_is_is_said_as_far_as_the_data_say_it(tmp_path, change, whose):
    undated = Site.read(tiny_site(tmp_path, change), drafting=True)
    quoting = Quoting(undated, undated.described(URL), URL)
    first = quoting.lines(undated.described(URL)["en", "claims"])[0]
    assert first.startswith(f"{whose}, in paraphrase: The kettle factory loses money. Checked")


HARD = Citation(
    "hard", "page", "Where did “24%” go?", "The authors of “Why & how?”", "Where did 24 go?",
    "https://kettles.example/#a_b", datetime.date(2021, 5, 9), "en", "date of access",
)


def test_a_sentence_ends_once_and_quotes_within_quotes_change():
    assert HARD.apa() == (
        "The authors of “Why & how?” (2021, May 9). Where did “24%” go? Where did 24 go? "
        "https://kettles.example/#a_b"
    )
    assert HARD.chicago() == (
        "The authors of “Why & how?” “Where did ‘24%’ go?” Where did 24 go? "
        "Last modified May 9, 2021. https://kettles.example/#a_b."
    )
    chinese = replace(HARD, language="zh", title="核对《茶余》", author="编者")
    assert chinese.plain().startswith("编者：《核对〈茶余〉》，")


def test_what_tex_reads_as_commands_is_escaped_but_not_in_addresses():
    lines = HARD.bibtex().splitlines()
    assert lines[1] == r'  author = "{The authors of “Why \& how?”}",'
    assert lines[2] == r'  title = "{Where did “24\%” go?}",'
    assert lines[8] == "  url = {https://kettles.example/#a_b},"


def test_the_site_is_not_named_twice_where_it_is_what_is_cited():
    home = replace(HARD, title="Where did 24 go?")
    assert home.apa().count("Where did 24 go?") == 1
    assert home.chicago().count("Where did 24 go?") == 1
    assert home.plain().count("Where did 24 go?") == 1


def test_every_page_but_those_of_metrics_has_files(site):
    outputs = {output.address: output.content for output in site.quoting.outputs()}
    pages = [page for page in site.described(URL).values() if page.kind != "metric"]
    assert outputs.keys() == {
        page.addresses(site).citation(page.name, suffix)
        for page in pages for suffix in ("bib", "ris", "json")
    }
    here = cited(site, *CHART_EN)
    assert json.loads(outputs["en/cite/charts/books.json"]) == [here.csl()]
    assert outputs["en/cite/charts/books.bib"].decode() == f"{here.bibtex()}\n"
    assert outputs["en/cite/charts/books.ris"].decode() == here.ris()
    assert outputs["cite/claims.bib"].decode().count("@online{") == 1  # the page, not each claim


def test_what_a_page_offers_to_copy_and_to_take_away(site):
    known, quoting = site.described(URL), site.quoting
    article, chart, metric = (
        quoting.block(known["en", name]) for name in ("accounts", "charts/books", "facts/revenue")
    )
    for block in (article, metric):
        assert (block["styles"], block["code"]) == ([], [])
        assert [entry["tag"] for entry in block["plain"]] == ["en", "zh-Hans"]
    assert [name for name, _ in chart["styles"]] == ["GB/T 7714—2025", "APA 7", "Chicago 17/18"]
    assert [name for name, _ in chart["code"]] == ["BibTeX"]
    assert (len(metric["quotes"]), article["quotes"]) == (4, [])
    assert article["files"] == [
        (name, f"../cite/accounts.{suffix}") for suffix, (name, _) in FILES.items()
    ]
    assert chart["files"][1] == ("RIS", "../../cite/charts/books.ris")
    assert metric["files"] == []
