"""What is shown while a served site cannot be built, without a server."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from lxml.html import fromstring

from explainer.pages.serving import Faults

TEXT = """
data/site.yml:1:1: title: <b>missing</b>. Write it.
data/x.yml:2:3: y. Z.
2 problems in 2 files"""


def app(environ, start_response) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b"the site"]


def asked(faults: Faults, path: str) -> bytes:
    return b"".join(faults.serving(app)({"PATH_INFO": path}, lambda status, headers: None))


def failing() -> None:
    raise SystemExit("Aborted")


@pytest.fixture
def faults() -> Faults:
    return Faults("/sub/assets/site.css")


def test_a_site_without_faults_is_served(faults):
    assert asked(faults, "/") == b"the site"


@pytest.mark.parametrize("path", ["/", "/en/losses/", "/404.html", "/nowhere"])
def test_a_fault_is_shown_on_every_page_and_goes_with_the_next_good_build(faults, path):
    said: list[str] = []

    def build() -> None:
        faults.note(TEXT)
        failing()

    faults.building(build, said.append)()
    page = fromstring(asked(faults, path))
    assert page.findtext(".//h1") == "2 problems in 2 files"
    assert [item.text_content() for item in page.iter("li")] == TEXT.strip().split("\n")[:2]
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["2"]
    assert page.xpath("//script | //*[@style]") == []
    assert "default-src 'none'" in page.xpath("//meta/@content")[0]
    assert TEXT in said[0]
    faults.building(lambda: None, said.append)()
    assert asked(faults, path) == b"the site"


def test_what_pages_ask_for_is_served_all_the_same(faults):
    faults.building(failing, lambda text: None)()
    for path in ("/assets/stylesheets/site.css", "/livereload/1/2", "/search/search_index.json"):
        assert asked(faults, path) == b"the site"


def test_an_error_that_nobody_noted_is_shown_as_it_is(faults):
    faults.building(failing, lambda text: None)()
    page = fromstring(asked(faults, "/"))
    assert [item.text_content() for item in page.iter("li")] == ["Aborted"]
