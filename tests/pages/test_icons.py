"""Icons, manifest and robots.txt."""

from __future__ import annotations

import json
import struct

import pytest
from lxml import etree
from tiny_site import tiny_site

from explainer.charts import tokens
from explainer.memo import write_sealed
from explainer.pages import icons
from explainer.site import Site

URL = "https://kettles.example/pots/"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return Site.read(tiny_site(tmp_path_factory.mktemp("tiny")))


@pytest.fixture(scope="module")
def files(site):
    cache = site.root / ".cache" / "icons"
    made = icons.outputs(site.data.site, site.templates, URL, cache)
    return {output.address: output.content for output in made}


def test_the_files_are_where_pages_and_readers_look(files):
    assert list(files) == [
        "favicon.svg", "apple-touch-icon.png", "icon-192.png", "icon-512.png",
        "site.webmanifest", "en/site.webmanifest", "robots.txt",
    ]


@pytest.mark.parametrize(
    ("name", "size"),
    [("apple-touch-icon.png", 180), ("icon-192.png", 192), ("icon-512.png", 512)],
)
def test_icons_are_square_pictures_of_their_size(files, name, size):
    content = files[name]
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", content[16:24]) == (size, size)


def test_the_favicon_has_the_colours_of_both_schemes_and_no_reference(files):
    root = etree.fromstring(files["favicon.svg"])
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    text = files["favicon.svg"].decode()
    for palette in (tokens.LIGHT, tokens.DARK):
        assert f"--ch-s1:{palette['s1']};--ch-s2:{palette['s2']};" in text
    assert "url(" not in text
    assert "href" not in text


def test_icons_are_drawn_once(site, files):
    cache = site.root / ".cache" / "icons"
    drawn = sorted(cache.iterdir())
    assert len(drawn) == 3
    write_sealed(drawn[0], b"kept")
    again = icons.outputs(site.data.site, site.templates, URL, cache)
    assert b"kept" in [output.content for output in again]
    drawn[0].write_bytes(b"spoilt")
    again = icons.outputs(site.data.site, site.templates, URL, cache)
    assert {output.address: output.content for output in again} == files


@pytest.mark.parametrize(
    ("address", "name", "tag", "favicon"),
    [("site.webmanifest", "一把茶壶的账", "zh-Hans", "favicon.svg"),
     ("en/site.webmanifest", "The books of a kettle maker", "en", "../favicon.svg")],
)
def test_each_language_has_its_manifest(files, address, name, tag, favicon):
    manifest = json.loads(files[address])
    assert (manifest["name"], manifest["lang"]) == (name, tag)
    assert manifest["start_url"] == "./"  # the home page of its language, wherever it is put
    assert manifest["icons"][0]["src"] == favicon


def test_robots_may_read_everything_and_learn_of_the_site_map(files):
    assert files["robots.txt"].decode() == (
        "User-agent: *\nAllow: /\n\nSitemap: https://kettles.example/pots/sitemap.xml\n"
    )
