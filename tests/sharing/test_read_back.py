"""Files for other programs, read back by readers that others have written."""

from __future__ import annotations

import json
from collections.abc import Iterator

import bibtexparser
import feedparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from tiny_site import tiny_site

from explainer.sharing.citations import Citation
from explainer.sharing.quoting import Quoting
from explainer.site import Site

URL = "https://kettles.example/sub/"
FIRST = {"data/changes/changes.yml": """\
- {id: first, date: 2021-08-01, kind: published, reason: {zh: 首次发布。, en: First & foremost.}}
"""}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    site = Site.read(tiny_site(tmp_path_factory.mktemp("tiny"), FIRST), drafting=True)
    site.quoting = Quoting(site, site.described(URL), URL)
    return site


@pytest.fixture(scope="module")
def citations(site) -> list[Citation]:
    """Of every page that is cited, in every language."""
    pages = site.described(URL)
    return [site.quoting.citation(page) for page in pages.values() if page.card]


@pytest.fixture(scope="module")
def feeds(site) -> Iterator[tuple[str, bytes]]:
    return [
        (output.address, output.content) for output in site.outputs(URL)
        if output.address.endswith(".atom")
    ]


def test_a_reader_of_feeds_finds_nothing_wrong(feeds):
    assert feeds
    for address, content in feeds:
        read = feedparser.parse(content, response_headers={
            "content-location": URL + address, "content-type": "application/atom+xml",
        })
        assert not read.bozo, read.get("bozo_exception")
        assert read.version == "atom10"
        assert read.feed.id == URL + address
        assert read.feed.author
        assert read.entries
        for entry in read.entries:
            assert entry.title
            assert entry.link.startswith(URL)
            assert entry.updated_parsed
            assert entry.published_parsed
            assert entry.content[0].type == "text/plain"
            assert "&amp;" not in entry.content[0].value  # escaped once


def test_ris_read_back_is_what_was_said(citations):
    assert len(citations) > 5
    for citation in citations:
        (read,) = rispy.loads(citation.ris())
        assert read["type_of_reference"] == "ELEC"
        assert read["title"] == citation.title
        # One organisation, not a family name and a given one.
        assert read["authors"] == [citation.author]
        assert read["urls"] == [citation.url]
        assert read["year"] == str(citation.date.year)
        assert "unknown_tag" not in read


def test_bibtex_read_back_is_what_was_said(citations):
    for citation in citations:
        parser = BibTexParser(ignore_nonstandard_types=False, common_strings=True)
        (read,) = bibtexparser.loads(citation.bibtex(), parser).entries
        assert (read["ENTRYTYPE"], read["ID"]) == ("online", citation.key)
        assert read["url"] == citation.url
        # In braces: one organisation, whatever “and” its name holds, and a title left as it is.
        for field, said in (("author", citation.author), ("title", citation.title)):
            assert read[field].startswith("{")
            assert read[field].strip("{}").replace("\\", "") == said
        assert read["date"] == str(citation.date)
        assert read["language"] in citation.ris()


def test_csl_json_names_its_author_whole(citations):
    for citation in citations:
        read = json.loads(json.dumps(citation.csl()))
        assert read["author"] == [{"literal": citation.author}]
        assert read["type"] == "webpage"
        assert read["URL"] == citation.url


def test_a_table_of_a_metric_opens_by_a_double_click(site):
    """Excel knows UTF-8 by its mark; programs that read the data package need none."""
    files = {output.address: output.content for output in site.outputs(URL)}
    marked = {name: content.startswith(b"\xef\xbb\xbf") for name, content in files.items()
              if name.endswith(".csv")}
    assert {name for name, mark in marked.items() if not mark} == {
        name for name in marked if name.startswith("data/")
    }
    assert any(marked.values())
