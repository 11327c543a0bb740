"""Every address of the site, over HTTP: at a domain's root and under a path."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from lxml import etree, html
from reachable import files_of, untold
from tiny_site import run_build, tiny_site

from .serving import Served

PATH = "https://example.org/some/path/"
ATTRIBUTES = {
    "a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src", "source": "src",
    "object": "data", "form": "action",
}
STYLE_URL = re.compile(rb"""url\(\s*["']?([^"')]+)""")


@pytest.fixture(scope="module", params=["root", "path"])
def hosted(
    request: pytest.FixtureRequest, site: Served, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The site at a domain's root; the tiny one built for an address with a path, and under it."""
    if request.param == "root":
        yield site
        return
    root = tiny_site(tmp_path_factory.mktemp("elsewhere") / "project")
    done = run_build(root, SITE_URL=PATH)
    assert done.returncode == 0, done.stdout
    with Served(root / "site") as served:
        yield served


@dataclass
class Crawl:
    """Follows every link from the home page, the site map and the search indexes."""

    site: Served
    ids: dict[str, set[str]] = field(default_factory=dict)
    """The ids of each page that was reached, by path; other files have none."""
    wanted: list[tuple[str, str, str]] = field(default_factory=list)
    """Links with a fragment: where from, path, fragment."""
    faults: list[str] = field(default_factory=list)

    def run(self) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(self.site.url).netloc)
        self._queue = [("the crawl", self.site.path)]
        self._queued = {self.site.path}
        indexes = [*self.site.folder.rglob("search/search_index.json")]
        assert indexes
        for index in indexes:
            self._add("the crawl", index.relative_to(self.site.folder).as_posix(), self.site.url)
        self._add("the crawl", "sitemap.xml", self.site.url)
        while self._queue:
            self._fetch(*self._queue.pop(0))
        for origin, path, fragment in self.wanted:
            if fragment not in self.ids.get(path, {fragment}):
                self.faults.append(f"{origin}: {path} has no #{fragment}")

    def _fetch(self, origin: str, path: str) -> None:
        self._connection.request("GET", quote(path, safe="/%.~"))
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            self.faults.append(f"{origin}: {path} answers {answer.status}")
            return
        kind = answer.headers.get_content_type()
        here = urljoin(self.site.url, path)
        if kind == "text/html":
            page = html.fromstring(body)
            self.ids[path] = {str(i) for i in page.xpath("//@id")}
            for element in page.iter(*ATTRIBUTES):
                if (link := element.get(ATTRIBUTES[element.tag])) is not None:
                    self._add(path, link, here)
        elif kind == "text/css":
            for match in STYLE_URL.finditer(body):
                self._add(path, match[1].decode(), here)
        elif path.endswith("search_index.json"):
            folder = path.removesuffix("search/search_index.json")
            for entry in json.loads(body)["docs"]:
                self._add(path, folder + entry["location"], self.site.url)
        elif path.endswith("sitemap.xml"):
            for link in etree.fromstring(body).xpath("//*[local-name()='loc']/text() | //@href"):
                self._add(path, str(link), here)

    def _add(self, origin: str, link: str, base: str) -> None:
        url = urljoin(base, link)
        if url.startswith(self.site.public):  # canonical and alternate links, the site map
            url = self.site.url + url.removeprefix(self.site.public)
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https"):
            return
        if parts.netloc == urlsplit(self.site.public).netloc:
            self.faults.append(f"{origin}: {link} leaves {self.site.public}")
        if parts.netloc != urlsplit(self.site.url).netloc:
            return
        path = unquote(parts.path)
        if not path.startswith(self.site.path):
            self.faults.append(f"{origin}: {link} leaves {self.site.path}")
            return
        if parts.fragment:
            self.wanted.append((origin, path, unquote(parts.fragment)))
        if path not in self._queued:
            self._queued.add(path)
            self._queue.append((origin, path))


@pytest.fixture(scope="module")
def crawl(hosted: Served) -> Crawl:
    crawl = Crawl(hosted)
    crawl.run()
    return crawl


def test_no_link_is_broken_and_none_leaves_the_site(crawl: Crawl) -> None:
    assert not crawl.faults, "\n".join(crawl.faults)


def test_every_page_is_reached(crawl: Crawl) -> None:
    pages = {
        crawl.site.path + path.relative_to(crawl.site.folder).as_posix().removesuffix("index.html")
        for path in crawl.site.folder.rglob("index.html")
    }
    assert pages - set(crawl.ids) == set()


def test_every_file_is_one_that_somebody_is_told_of(site: Served) -> None:
    assert untold(files_of(site.folder), site.public) == []
