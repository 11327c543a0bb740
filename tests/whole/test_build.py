"""The tiny site built by the real settings, hooks and partials, as a visitor would find it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
import yaml
from lxml import html
from reachable import untold
from tiny_site import ROOT, SITE_URL, Change, run_build, tiny_site

SUB_PATH = "https://kettles.example/books/"
TAGS = {"": "zh-Hans", "en/": "en"}  # by the prefix of the addresses
ARTICLES = ["", "accounts/", "claims/", "glossary/", "sources/"]
METRICS = ["facts/cost/", "facts/loss/", "facts/revenue/", "facts/staff/"]
ADDRESSES = [prefix + name for prefix in TAGS for name in ARTICLES + METRICS]
STAGES = re.compile(
    r"(Reading articles, drawing their charts|Making pages of figures|Writing pages"
    r"|Drawing pictures to take away): \d+"
)
"""What a build says of its stages when it takes longer than a moment, as on a busy machine."""
WITHOUT_HOOKS = re.compile(r"^hooks:\n(?:[ ]+- .*\n)+", re.MULTILINE)


@dataclass
class Build:
    """What a run of the site generator left behind."""

    folder: Path
    status: int
    log: str

    @cached_property
    def said(self) -> list[str]:
        """The lines it printed, but for those that say how far it is."""
        return [line for line in self.log.splitlines() if not STAGES.fullmatch(line)]

    @cached_property
    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in self.folder.rglob("*") if path.is_file()
        }

    def page(self, address: str) -> html.HtmlElement:
        return html.fromstring(self.files[f"{address}index.html"])


def build(
    root: Path, changes: dict[str, Change] | None = None, left_out: str | None = None,
    site: Path | None = None, before: Iterable[str] = (), umask: int = -1,
    shuffled: bool = False, **environment: str,
) -> Build:
    """Build a copy of the tiny site; ``left_out`` names a hook the settings shall not name.
    ``shuffled`` gives files times in an order of their own, some in the future."""
    tiny_site(root, changes)
    if shuffled:
        for number, path in enumerate(sorted((root / "data").rglob("*.yml"), key=hash)):
            os.utime(path, (2**31 + number, 2**31 - number * 86_400))
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    if left_out == "all":
        settings.write_text(WITHOUT_HOOKS.sub("", text), "utf-8")
    elif left_out:
        settings.write_text(text.replace(f"  - hooks/{left_out}.py\n", ""), "utf-8")
    assert not left_out or settings.read_text("utf-8") != text
    site = site or root / "site"
    done = run_build(root, site, before, umask, **environment)
    return Build(site, done.returncode, done.stdout)


FAULTS: dict[str, Change] = {
    "data/companies/stove.yml": "id: oven\nname: {zh: 炉子行}\n",
    "data/metrics/staff.yml": {"source: S02": "source: S2"},
}
LAST_GOOD = {"index.html": b"the last good one", "en/index.html": b"the last good one"}


def _without_network() -> list[str]:
    """A command that runs another one without any network, where that is allowed."""
    command = ["unshare", "--net", "--user", "--map-root-user"]
    for attempt in (command[:2], command):
        if shutil.which("unshare") and not subprocess.run(
            [*attempt, "true"], capture_output=True, check=False
        ).returncode:
            return attempt
    return []


WITHOUT_NETWORK = _without_network()


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[Build]]]:
    """All builds these tests look at, two at a time; each is ready when it is asked for."""
    folder = tmp_path_factory.mktemp("builds")
    last_good = folder / "last-good"
    for name, content in LAST_GOOD.items():
        (last_good / name).parent.mkdir(parents=True, exist_ok=True)
        (last_good / name).write_bytes(content)
    jobs: dict[str, Callable[[], Build]] = {
        "plain": lambda: build(folder / "plain"),
        "elsewhere": lambda: build(
            folder / "else where" / "它处", umask=0o077, shuffled=True,
            TZ="Asia/Shanghai", LC_ALL="C", PYTHONHASHSEED="7",
        ),
        "abroad": lambda: build(
            folder / "it's abroad", before=WITHOUT_NETWORK,
            TZ="Pacific/Kiritimati", LC_ALL="tr_TR.UTF-8", PYTHONHASHSEED="98765",
        ),
        "sub-path": lambda: build(folder / "sub-path", SITE_URL=SUB_PATH),
        "faulty": lambda: build(folder / "faulty", FAULTS, site=last_good),
        **{
            f"without {hook}": lambda hook=hook: build(folder / f"without-{hook}", left_out=hook)
            for hook in ("facts", "languages", "charts", "all")
        },
    }
    with ThreadPoolExecutor(2) as pool:
        yield {name: pool.submit(job) for name, job in jobs.items()}
        pool.shutdown(cancel_futures=True)


@pytest.fixture
def plain(builds) -> Build:
    return builds["plain"].result()


@pytest.fixture
def sub_path(builds) -> Build:
    return builds["sub-path"].result()


def test_a_sound_site_is_built_without_a_word_of_complaint(plain):
    lines = [re.sub(r"[\d.]+ seconds|directory: .*", "…", line) for line in plain.said]
    assert plain.status == 0, plain.log
    assert lines == [
        "INFO    -  Cleaning site directory",
        "INFO    -  Building documentation to …",
        "INFO    -  Documentation built in …",
    ]


def test_every_article_and_metric_has_its_page_in_each_language(plain):
    assert [address for address in ADDRESSES if f"{address}index.html" not in plain.files] == []
    assert not any(name.startswith("zh/") for name in plain.files)


@pytest.mark.parametrize("prefix", TAGS)
def test_pages_say_which_language_they_speak(plain, prefix):
    pages = {address: plain.page(address) for address in ADDRESSES if address.startswith(prefix)}
    if prefix == "":
        pages = {a: page for a, page in pages.items() if not a.startswith("en/")}
    assert {page.get("lang") for page in pages.values()} == {TAGS[prefix]}


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_name_themselves_and_their_twins_absolutely(plain, address):
    bare = address.removeprefix("en/")
    page = plain.page(address)
    assert page.xpath("//link[@rel='canonical']/@href") == [SITE_URL + address]
    alternates = {
        link.get("hreflang"): link.get("href")
        for link in page.xpath("//link[normalize-space(@rel)='alternate'][@hreflang]")
    }
    assert alternates == {
        "zh-Hans": SITE_URL + bare, "en": f"{SITE_URL}en/{bare}", "x-default": SITE_URL + bare,
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_switch_leads_to_the_same_page_in_the_other_language(plain, address):
    twin = address.removeprefix("en/") if address.startswith("en/") else f"en/{address}"
    links = plain.page(address).xpath("//a[contains(@class, 'language-switch')]")
    assert [(link.get("hreflang"), target(address, link.get("href"))) for link in links] == [
        ("zh-Hans" if address.startswith("en/") else "en", twin)
    ]


def target(address: str, href: str) -> str:
    """The address, relative to the root, that a relative link of a page leads to."""
    return urljoin(f"{SITE_URL}{address}", href).removeprefix(SITE_URL)


@pytest.mark.parametrize(
    ("prefix", "titles"),
    [
        ("", ["首页", "账本", "核对", "术语", "来源"]),
        ("en/", ["Home", "The accounts", "Claims", "Glossary", "Sources"]),
    ],
)
@pytest.mark.parametrize("name", ["", "accounts/", "facts/revenue/"])
def test_the_navigation_is_that_of_the_language(plain, prefix, titles, name):
    address = prefix + name
    links = plain.page(address).xpath("//nav[contains(@class, 'md-tabs')]//a")
    assert [" ".join(link.text_content().split()) for link in links] == titles
    assert [target(address, link.get("href")) for link in links] == [prefix + a for a in ARTICLES]


@pytest.mark.parametrize("prefix", TAGS)
def test_the_page_before_is_named_within_the_language_and_none_is_fetched_ahead(plain, prefix):
    """Browsers fetch what ``rel=next`` and the like name before anybody has asked for it."""
    chain = [prefix + name for name in ARTICLES]
    for address, before in zip(chain, [None, *chain], strict=False):
        page = plain.page(address)
        found = [target(address, href) for href in page.xpath("//link[@rel='prev']/@href")]
        assert found == ([] if before is None else [before]), address
        relations = " ".join(page.xpath("//link/@rel")).split()
        assert {"next", "prefetch", "prerender"}.isdisjoint(relations), address


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_says_to_when_its_figures_run(plain, address):
    words = "Data to 30 June 2021" if address.startswith("en/") else "数据截至2021年6月30日"
    assert words in plain.page(address).find(".//footer[@class='md-footer']").text_content()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_says_under_which_licence_it_may_be_used(plain, address):
    (link,) = plain.page(address).xpath("//footer//a[@rel='license']")
    assert link.get("href") == "https://licence.example/by/4.0/"
    english = address.startswith("en/")
    assert link.text == ("Text and data: see the licence" if english else "文字与数据：见许可条款")


def test_figures_of_the_data_are_read_on_the_page_in_words(plain):
    read = {prefix: plain.page(f"{prefix}accounts/").text_content() for prefix in TAGS}
    assert "两年的收入合计2.71亿元，亏损2,500万元。" in read[""]
    (facts,) = plain.page("en/accounts/").xpath("//*[@class='page-facts']/summary")
    assert facts.text == "Sources for this page’s 3 figures"
    assert "Two years of revenue come to RMB 271 million, the loss to RMB 25 million" in read["en/"]
    assert "厂里有超过450人" in read[""]
    assert "The factory has more than 450 people" in read["en/"]


def test_charts_are_pictures_and_tables_without_any_script(plain):
    for prefix in TAGS:
        figure = plain.page(f"{prefix}accounts/").get_element_by_id("chart-books")
        assert len(figure.xpath(".//svg")) == 2
        assert len(figure.xpath(".//table//td")) == 4


def test_the_site_is_called_what_the_data_calls_it(plain):
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    name = re.search(r"^site_name: (.+)$", settings, re.MULTILINE)[1]
    assert [path for path, content in plain.files.items() if name.encode() in content] == []
    assert plain.page("").findtext(".//title") == "一把茶壶的账"
    assert plain.page("en/").findtext(".//title") == "The books of a kettle maker"
    assert plain.page("en/accounts/").findtext(".//title") == (
        "The accounts | The books of a kettle maker"
    )


def test_the_site_map_lists_every_page_with_its_twins(plain):
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    entries = ElementTree.fromstring(plain.files["sitemap.xml"]).findall("s:url", names)
    found = {
        entry.findtext("s:loc", None, names): {
            link.get("hreflang"): link.get("href") for link in entry.findall("x:link", names)
        }
        for entry in entries
    }
    assert len(entries) == len(found)
    for address in ADDRESSES:
        bare = address.removeprefix("en/")
        assert found[SITE_URL + address] == {
            "zh-Hans": SITE_URL + bare, "en": f"{SITE_URL}en/{bare}", "x-default": SITE_URL + bare,
        }
    listed = {url.removeprefix(SITE_URL) for url in found}
    assert [address for address in listed if f"{address}index.html" not in plain.files] == []
    assert {entry.findtext("s:lastmod", None, names) for entry in entries} == {"2020-09-13"}


@pytest.mark.parametrize(
    ("prefix", "pipeline", "own", "foreign"),
    [("", [], "账本", "The accounts"), ("en/", ["stopWordFilter"], "The accounts", "账本")],
)
def test_each_language_has_its_own_search_index(plain, prefix, pipeline, own, foreign):
    index = json.loads(plain.files[f"{prefix}search/search_index.json"])
    titles = {entry["title"].replace("\u200b", "") for entry in index["docs"]}
    assert own in titles
    assert foreign not in titles
    pages = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert {name for name in ARTICLES if name not in pages} == set()
    assert [page for page in pages if f"{prefix}{page}index.html" not in plain.files] == []
    assert index["config"]["pipeline"] == pipeline


def test_the_scripts_of_a_page_look_for_their_language_s_index(plain):
    for address in ADDRESSES:
        settings = json.loads(plain.page(address).get_element_by_id("__config").text)
        prefix = "en/" if address.startswith("en/") else ""
        assert target(address, f"{settings['base'].rstrip('/')}/") == prefix


@pytest.mark.parametrize(("name", "site_url"), [("plain", SITE_URL), ("sub-path", SUB_PATH)])
def test_the_page_for_wrong_addresses_speaks_both_languages(builds, name, site_url):
    page = html.fromstring(builds[name].result().files["404.html"])
    path = "/" + site_url.split("/", 3)[3]
    sections = page.xpath("//section[@lang]")
    assert [section.get("lang") for section in sections] == ["zh-Hans", "en"]
    assert ["找不到这一页" in sections[0].text_content(),
            "Page not found" in sections[1].text_content()] == [True, True]
    homes = [section.find(".//a").get("href").removeprefix(site_url.removesuffix(path))
             for section in sections]
    assert homes == [path, f"{path}en/"]
    # It is shown for addresses of any depth: whatever it needs is named from the root.
    assets = page.xpath("//link[@rel='stylesheet']/@href | //script[@src]/@src")
    assert assets
    assert [href for href in assets if not href.startswith((path, site_url))] == []


def test_nothing_is_published_that_nobody_is_told_of(plain):
    assert untold(plain.files, SITE_URL) == []
    lost = plain.files | {
        "charts/lost.png": b"", "cite/lost.bib": b"", "facts/lost/index.html": b"<p>x</p>",
    }
    assert untold(lost, SITE_URL) == ["charts/lost.png", "cite/lost.bib", "facts/lost/index.html"]


def test_no_call_is_left_unrendered(plain):
    texts = (".html", ".json", ".xml", ".csv", ".svg")
    left = [
        name for name, content in plain.files.items()
        if name.endswith(texts) and re.search(rb"\{\{|\{%|\{##", content)
    ]
    assert left == []


def test_a_site_under_a_sub_path_differs_in_nothing_but_its_address(plain, sub_path):
    assert sub_path.status == 0, sub_path.log
    assert sub_path.files.keys() == plain.files.keys()
    pages = [f"{address}index.html" for address in ADDRESSES]
    differing = [
        page for page in pages
        if sub_path.files[page].replace(SUB_PATH.encode(), SITE_URL.encode()) != plain.files[page]
    ]
    assert differing == []
    assert f'href="{SUB_PATH}en/accounts/"'.encode() in sub_path.files["en/accounts/index.html"]


@pytest.mark.parametrize("where", ["elsewhere", "abroad"])
def test_the_same_input_gives_the_same_bytes_anywhere(builds, plain, where):
    again = builds[where].result()
    assert again.status == 0, again.log
    assert sorted(again.files.keys() - plain.files.keys()) == []
    assert sorted(plain.files.keys() - again.files.keys()) == []
    assert [name for name in plain.files if plain.files[name] != again.files[name]] == []


def test_builds_are_cut_off_from_the_network_here():
    if not WITHOUT_NETWORK:
        pytest.skip("nobody but root may cut a program off from the network here")
    done = subprocess.run(
        [*WITHOUT_NETWORK, sys.executable, "-c",
         "import socket; socket.create_connection(('127.0.0.1', 1), 1)"],
        capture_output=True, text=True, check=False,
    )
    assert "Network is unreachable" in done.stderr or "Cannot assign" in done.stderr


def test_the_sums_are_those_of_all_files(plain):
    said = plain.files["sha256sums.txt"].decode().splitlines()
    assert said == [
        f"{hashlib.sha256(content).hexdigest()}  {name}"
        for name, content in sorted(plain.files.items()) if name != "sha256sums.txt"
    ]


def test_a_fault_stops_the_build_and_all_of_them_are_printed(builds):
    faulty = builds["faulty"].result()
    assert faulty.status == 1
    lines = [line for line in faulty.said if line and not line.startswith("ERROR ")]
    assert lines == [
        'data/companies/stove.yml:2:7: name.en: missing English text. Write it: readers of every '
        'language of the site get it.',
        'data/metrics/staff.yml:8:45: observations[0].source: unknown source "S2" (did you mean '
        '"S02"?). Use the id of a record in data/sources.',
        "2 problems in 2 files",
        "Aborted with a BuildError!",
    ]


def test_a_fault_leaves_the_last_good_site_alone(builds):
    assert builds["faulty"].result().files == LAST_GOOD


@pytest.mark.parametrize("hook", ["facts", "languages", "charts", "all"])
def test_a_hook_that_is_skipped_does_not_pass_silently(builds, hook):
    without = builds[f"without {hook}"].result()
    assert without.status != 0
    assert without.log.strip()


def test_the_settings_name_the_hooks_these_tests_leave_out():
    hooks = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)["hooks"]
    assert {"hooks/facts.py", "hooks/languages.py", "hooks/charts.py"} <= set(hooks)
