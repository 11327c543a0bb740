"""What Firefox does otherwise than Chromium: paper, pictures of whole pages, Enter on a link."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Iterator

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, StreamObject

from .firefox import Firefox
from .project import CHARTED, DEFAULT, OTHER, ROOT, Language, address
from .serving import Served

STORY = max(CHARTED, key=lambda name: (ROOT / "docs" / DEFAULT.code / f"{name}.md").read_text(
    "utf-8").count("chart("))
"""The article with most charts."""

CHARTS = """[...document.querySelectorAll("figure.chart")].map(figure => {
  const svg = [...figure.querySelectorAll("svg[role=img]")].find(one => one.getClientRects().length)
  const box = svg.getBoundingClientRect()
  return [figure.id, [box.left, box.top + scrollY, box.right, box.bottom + scrollY]]
})"""
SHAPES = """[...document.querySelectorAll("figure.chart .chart__wide > svg")].map(svg =>
  [...svg.querySelectorAll("path, rect, line, circle")].filter(shape => {
    const { fill, stroke } = getComputedStyle(shape)
    return !shape.closest("defs, clipPath") && (fill !== "none" || stroke !== "none")
  }).length)"""
PAINTING = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s"}
"""The operators of PDF that paint a path (ISO 32000-2, table 59)."""
FOCUSED = "[document.activeElement.localName, ...document.activeElement.classList].join('.')"
FIGURE = "document.querySelector('main p a.fact[href]')"


def firefox_path() -> str:
    """The Firefox that make test found, or the one tests/install-firefox.sh finds now."""
    if path := os.environ.get("FIREFOX"):
        return path
    script = ROOT / "tests" / "install-firefox.sh"
    run = subprocess.run(["sh", str(script)], capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.fail(run.stderr.strip(), pytrace=False)
    return run.stdout.strip()


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with Firefox(firefox_path(), tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


def painted(pdf: bytes) -> int:
    """How many shapes the pages of a PDF fill or draw the outline of."""
    reader = PdfReader(io.BytesIO(pdf))

    def count(content: StreamObject | ArrayObject, resources: DictionaryObject) -> int:
        number = 0
        for operands, operator in ContentStream(content, reader).operations:
            number += operator in PAINTING
            if operator == b"Do":
                form = resources["/XObject"][operands[0]].get_object()
                if form["/Subtype"] == "/Form":
                    number += count(form, form.get("/Resources", resources))
        return number

    return sum(count(page["/Contents"].get_object(), page["/Resources"]) for page in reader.pages)


@pytest.mark.parametrize(("language", "name"), [(DEFAULT, STORY), (OTHER, "index")])
def test_every_chart_is_printed(
    firefox: Firefox, site: Served, language: Language, name: str
) -> None:
    """On paper there is as much painted for each chart as its picture has shapes."""
    firefox.open(site.url + address(language, name))
    shapes = firefox.run(SHAPES)
    assert shapes
    assert min(shapes) > 5
    whole = painted(firefox.printed())
    firefox.run("document.querySelectorAll('figure.chart svg').forEach(svg => svg.remove())")
    assert whole - painted(firefox.printed()) >= sum(shapes)


@pytest.mark.parametrize("width", [1280, 375])
def test_a_picture_of_the_whole_page_has_every_chart(
    firefox: Firefox, site: Served, width: int
) -> None:
    firefox.open(site.url + address(DEFAULT, STORY), width)
    charts = firefox.run(CHARTS)
    assert len(charts) > 3
    page = Image.open(io.BytesIO(firefox.captured())).convert("L")
    drawn = {}
    for chart, box in charts:
        picture = page.crop([round(edge) for edge in box])
        dark = sum(picture.histogram()[:200])
        drawn[chart] = dark / (picture.width * picture.height)
    assert min(drawn.values()) > 0.005, drawn


def test_the_keyboard_opens_a_note_goes_through_it_and_on(firefox: Firefox, site: Served) -> None:
    firefox.open(site.url + address(DEFAULT, STORY))
    firefox.wait_until(f"{FIGURE}.hasAttribute('aria-haspopup')")
    for key in ("Enter", " "):
        firefox.run(f"{FIGURE}.focus()")
        firefox.press(key)
        assert firefox.run(FOCUSED) == "a.note__more", key
        firefox.press("Tab")
        assert firefox.run(FOCUSED) == "button.note__close"
        firefox.press("Escape")
        assert firefox.run(f"document.activeElement === {FIGURE}")
        firefox.press(key)
        firefox.press("Shift", "Tab")
        assert firefox.run(f"document.activeElement === {FIGURE}")
        assert firefox.run("document.querySelector('.note:popover-open') === null")
    target = firefox.run(f"{FIGURE}.href")
    firefox.press("Enter")
    firefox.press("Enter")
    firefox.wait_until(f"location.href === {target!r}")


def test_a_live_chart_keeps_the_focus_and_escape_closes_it(firefox: Firefox, site: Served) -> None:
    firefox.open(site.url + address(DEFAULT, STORY))
    firefox.run("document.querySelector('.chart__explore').focus()")
    firefox.press("Enter")
    firefox.wait_until("document.querySelector('.chart__explore[aria-expanded=true]')")
    assert firefox.run(FOCUSED) == "button.chart__explore"
    firefox.press("Escape")
    firefox.wait_until("!document.querySelector('.chart__live')")
    assert firefox.run(FOCUSED) == "button.chart__explore"
