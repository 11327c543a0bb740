"""What is set aside comes back as it was, and Markdown misses nothing in the meantime."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest
from tiny_site import LANGUAGES, tiny_site

from explainer import charts
from explainer.articles.placeholders import put_back, set_aside
from explainer.site import Site

EXTENSIONS = ["attr_list", "md_in_html", "tables", "footnotes", "toc"]
FIGURE = """<figure>
  <p>Heard</p>
  <div data-search-exclude><svg xmlns="x" id="p"><g><path d="M0 0"/></g></svg></div>
  <p data-search-exclude>Short</p>  <details data-search-exclude>
    <details>
      <p id="inner">Not found</p>
    </details>
  </details>
</figure>"""
LIST = """<fieldset></fieldset><ol class="all" data-search-exclude>
  <li id="one">One<ol>
    <li id="two">Two</li>
  </ol></li>
</ol>"""
ARTICLE = f"Text *with* emphasis.\n\n{FIGURE}\n\n## Part {{#part}}\n\n{LIST}\n\nMore.\n"


def in_html(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)


def test_pictures_and_what_the_search_skips_are_set_aside() -> None:
    text, asides = set_aside(ARTICLE)
    assert [aside.strip().partition(" ")[0] for aside in asides] == ["<svg", "<details", "<ol"]
    assert "Not found" not in text
    assert "Two" not in text
    for kept in ("emphasis", "Heard", "Short", "## Part {#part}", "<fieldset>", "More."):
        assert kept in text


def test_links_to_what_is_set_aside_still_lead_somewhere() -> None:
    text, _ = set_aside(ARTICLE)
    for identifier in ("inner", "one", "two"):
        assert text.count(f'<a id="{identifier}"></a>') == 1


def test_markdown_makes_the_same_of_both() -> None:
    text, asides = set_aside(ARTICLE)
    assert put_back(in_html(text), asides) == in_html(ARTICLE)


@pytest.mark.parametrize("block", [
    "```\n<svg viewBox=\"0 0 1 1\"></svg>\n```\n",
    "<div markdown data-search-exclude>\n\nText *with* emphasis.\n\n</div>\n",
])
def test_what_authors_write_is_read(block: str) -> None:
    assert set_aside(block) == (block, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_article_comes_back_whole(tmp_path: Path, language: str) -> None:
    root = tiny_site(tmp_path)
    site = Site.read(root, charts.Cache(tmp_path / "cache").draw)
    some = 0
    for name in site.data.site.articles:
        rendered = site.rendered[language, name]
        text, asides = rendered.parted
        some += len(asides)
        assert put_back(text, asides) == rendered.markdown
        assert put_back(in_html(text), asides) == in_html(rendered.markdown)
    assert some > 3
