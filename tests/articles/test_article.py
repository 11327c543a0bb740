"""Articles: front matter, sections, and where each line stands."""

from __future__ import annotations

import pytest
from one_article import FRONT, article

from explainer.articles.article import read, read_all
from explainer.data.model import Spoken
from explainer.problems import Problems


def problems_of(folder, content: bytes) -> list[str]:
    path = folder / "a.md"
    path.write_bytes(content)
    problems = Problems()
    assert read(path, "docs/en/a.md", "a", "en", problems) is None
    return [str(problem) for problem in problems]


BODY = """
Before the first heading.

## Revenue {#revenue}

Text.

### Half a year {#half .wide}

```
## no heading {#none}
```

## Cost {#cost}
"""


def test_an_article_falls_into_sections(tmp_path):
    sections = article(tmp_path, BODY).sections
    assert [(s.id, s.level, s.title, s.line) for s in sections] == [
        ("top", 0, "", 1),
        ("revenue", 2, "Revenue", 4),
        ("half", 3, "Half a year", 8),
        ("cost", 2, "Cost", 14),
    ]
    assert sections[0].text.strip() == "Before the first heading."
    assert sections[2].text.strip() == "```\n## no heading {#none}\n```"


def test_lines_of_the_body_are_located_in_the_file(tmp_path):
    found = article(tmp_path, BODY)
    assert (tmp_path / "a.md").read_text("utf-8").splitlines()[7] == "## Revenue {#revenue}"
    assert str(found.locate(4)) == "docs/en/a.md:8:1"
    assert str(found.locate(4, 12)) == "docs/en/a.md:8:12"


def test_front_matter_is_read_strictly_and_located(tmp_path):
    front = '---\ntitle: Kettles\ndescription: "12:30"\nnav_title: K\nrevised:\n  top: "ab"\n---\n'
    found = article(tmp_path, "", front)
    assert (found.front.title, found.front.description, found.front.nav_title) == (
        "Kettles", "12:30", "K",
    )
    assert found.front.revised == {"top": "ab"}
    assert str(found.document.locate(("revised", "top"), key=True)) == "docs/en/a.md:6:3"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_endings_do_not_matter(tmp_path, ending):
    (tmp_path / "a.md").write_bytes((FRONT + BODY).replace("\n", ending).encode())
    found = read(tmp_path / "a.md", "docs/en/a.md", "a", "en", Problems())
    assert [s.hash for s in found.sections] == [s.hash for s in article(tmp_path, BODY).sections]


@pytest.mark.parametrize(
    ("body", "same"),
    [
        (BODY.replace("Text.", "Text.  "), True),
        (BODY.replace("Text.\n", "Text.\n\n\n"), True),
        (BODY.replace("\nBefore", "\nNew first paragraph.\n\nBefore"), True),
        (BODY.replace("Text.", "Text!"), False),
        (BODY.replace("## Revenue", "## Revenues"), False),
        (BODY.replace("Text.", "Text.\n\nMore."), False),
    ],
)
def test_a_section_is_known_by_its_heading_and_text(tmp_path, body, same):
    before, after = (article(tmp_path, text).sections[1].hash for text in (BODY, body))
    assert (before == after) is same
    assert len(before) == 12


def test_white_space_at_the_ends_of_lines_does_not_count(tmp_path):
    before, after = (
        article(tmp_path, f"## A {{#a}}\n\none{space}\ntwo\n").sections[1].hash
        for space in ("", "  ")
    )
    assert before == after


def test_no_heading_begins_a_section_in_code_or_a_comment(tmp_path):
    body = "one\n```\n## A {#a}\n```\n{##\n## B {#b}\n##}\n<!--\n## C {#c}\n-->\n## D {#d}\n"
    assert [s.id for s in article(tmp_path, body).sections] == ["top", "d"]


def test_a_byte_order_mark_is_no_text(tmp_path):
    found = article(tmp_path, BODY, f"\ufeff{FRONT}")
    assert found.sections == article(tmp_path, BODY).sections


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("茶壶".encode("gb18030"), "1:1: not UTF-8 text. Save the file as UTF-8."),
        (b"---\n" * 70_000, "1:1: file too large (got 280,000 bytes, expected at most 262,144). "
                            "Split it by subject."),
        (b"", "1:1: no front matter (expected --- on the first line). "
              "Begin with ---, title, description, ---."),
        (b"# Title\n", "1:1: no front matter (expected --- on the first line). "
                       "Begin with ---, title, description, ---."),
        (b"---\ntitle: A\n", "1:1: front matter is not closed. Add a line with ---."),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused(tmp_path, content, problem):
    assert problems_of(tmp_path, content) == [f"docs/en/a.md:{problem}"]


def test_articles_of_both_languages_are_read_by_the_list_of_pages(tmp_path):
    for name in ("zh/a.md", "en/a.md", "zh/b.md", "en/c.md", "zh/more/d.md"):
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FRONT, "utf-8")
    problems = Problems()
    found = read_all(tmp_path, ["a", "b"], Spoken(("zh", "en")), problems)
    assert sorted(found) == [("en", "a"), ("zh", "a"), ("zh", "b")]
    assert [str(problem) for problem in problems] == [
        "docs/en/b.md:1:1: missing article (it is in pages of data/site.yml). "
        "Write it in this language, with the same heading ids as the other.",
        'docs/en/c.md:1:1: article "c" is not in the list of pages. '
        "Add it to pages in data/site.yml or remove the file.",
        'docs/zh/more/d.md:1:1: article "more/d" is not in the list of pages. '
        "Add it to pages in data/site.yml or remove the file.",
    ]
