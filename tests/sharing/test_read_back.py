"""Files for other programs, read back by readers that others have written."""

from __future__ import annotations

import json
from collections.abc import Iterator

import atom
import bibtexparser
import feedparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from others import answer
from tiny_site import tiny_site

from explainer.sharing.citations import FILES, Citation
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


def test_feeds_are_as_rfc_4287_asks(feeds):
    assert [fault for _, content in feeds for fault in atom.faults(content)] == []


@pytest.mark.parametrize(("section", "old", "new"), [
    ("4.1.1", "<id>", "<!-- <id>"),
    ("2", 'xml:lang="', 'xml:lang="_'),
    ("3.2", "<name>", "<nick/><name>"),
    ("3.3", "T00:00:00Z</updated>", "</updated>"),
    ("3.3", "Z</published>", "</published>"),
    ("4.1.2", "<entry>", "<entry><summary/><summary/>"),
    ("4.1.3", '<content type="text">', '<content type="text"><b/>'),
    ("3.1", "<title>", '<title type="markdown">'),
    ("4.1.1", "<author>", "<contributor>"),
    ("4.1.1", 'rel="self" type="application/atom+xml"', 'rel="alternate" type="text/html"'),
    ("4.1.1", "<entry>", "<episode/><entry>"),
    ("4.2.6", f"<id>{URL}", "<id>"),
    ("4.2.7.1", " href=", " src="),
    ("4.2.7.2", 'rel="alternate"', 'rel="alternate "'),
    ("4.2.7.3", 'type="text/html"', 'type="html"'),
])
def test_what_rfc_4287_forbids_is_seen(feeds, section, old, new):
    _, content = feeds[0]
    text = content.decode()
    assert old in text
    said = atom.faults(spoilt(text, old, new).encode())
    assert [fault for fault in said if fault.startswith(f"{section}: ")], said


def spoilt(text: str, old: str, new: str) -> str:
    """A feed with another opening tag, and its end to match."""
    changed = text.replace(old, new)
    if old == "<author>":
        changed = changed.replace("</author>", "</contributor>")
    return changed.replace("</id>", "</id> -->") if "<!--" in new else changed


def test_other_programs_read_of_every_file_who_said_what_where_and_when(citations):
    """Citation.js, which reads all three forms into one, as Zotero does with its translators."""
    files = [{kind: write(citation) for kind, (_, write) in FILES.items()}
             for citation in citations]
    for citation, read in zip(citations, answer("cited.mjs", files), strict=True):
        day = citation.date
        for (item,) in read.values():
            assert item["type"] == "webpage"
            assert item["id"] == citation.key
            assert item["title"] == citation.title
            # One name, whole.
            (author,) = item["author"]
            assert list(author.values()) == [citation.author]
            assert item["URL"] == citation.url
            assert item["issued"]["date-parts"] == [[day.year, day.month, day.day]]
            assert item["language"] == citation.csl()["language"]
            site = {"publisher", "collection-title", "container-title"} & item.keys()
            assert {item[name] for name in site} == {citation.site}


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
