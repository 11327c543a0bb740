"""Any text at all: it is in order, or refused where it stands; and what is in order gives nothing
but the HTML that is used. Examples are drawn from pieces that mean something to some reader."""

from __future__ import annotations

import time
from collections.abc import Iterator

import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from one_article import FRONT
from tiny_site import tiny_site

from explainer.articles import blocks, hypertext, pieces, weblinks
from explainer.articles.article import read
from explainer.articles.rendering import render
from explainer.checks import suite
from explainer.problems import Location, Problems
from explainer.site import Site

EXTENSIONS = ["attr_list", "md_in_html", "tables", "footnotes", "toc", "fenced_code"]
"""Those of mkdocs.yml and those that MkDocs adds."""
OF_MARKDOWN = {
    "a": {"href", "title", "class"}, "img": {"src", "alt", "title"}, "p": set(), "ul": set(),
    "ol": set(), "li": {"id"}, "blockquote": set(), "hr": set(), "pre": set(), "table": set(),
    "thead": set(), "tbody": set(), "tr": set(), "th": {"style"}, "td": {"style"},
    "code": {"class"}, **{f"h{n}": {"id", "class"} for n in range(1, 7)}, "sup": {"id"},
    "div": {"class", "id"}, "em": set(), "strong": set(),
}
"""What Markdown writes by itself."""
TOKENS = st.sampled_from([
    "a", "茶", "b c", ". ", " ", "\n", "\n\n", "    ", "  ", "*", "**", "***", "_", "__", "`",
    "``", "```\n", "~~~\n", "[", "]", "](", ")", "![", "[a](claims.md)", "[^a]", "[^a]: ",
    "[b]: ", "b.md", "https://a.example/", "javascript:", "data:x", "//", "mailto:a@b.example",
    "<", ">", "<b>", "</b>", "<div markdown>", "</div>", "<script>", "<br>", "onclick=",
    "<a href=", "\"", "'", "&", "&amp;", "&#58;", "&colon;", "# ", "## ", "## A {#a}", "{#b}",
    "{: ", "}", "{", "\\", "- ", "1. ", "2. ", "> ", "| ", "|", "|---|", "---", "===", ":",
    "<!-- ", " -->", "{{ ", " }}", "{{ fact(\"loss.2020\") }}", "{% raw %}", "{% endraw %}",
    "{## ", " ##}", "fact(", "(", ",", "\t", "!", "~~", "$", "<https://a.example/>",
    "<a@b.example>", "x=\"y\"", "<summary>", "<details markdown>", "</details>", "</summary>",
    "=", "/", "+", "\u0000", "\u202e", "\u200b",
])
TEXTS = st.lists(TOKENS, max_size=14).map("".join) | st.text(max_size=60)
QUICK = settings(
    max_examples=300, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Site:
    return Site.read(tiny_site(tmp_path_factory.mktemp("tiny")))


def fact(id: str, bare: bool = False) -> str:
    return f"<{id}>"


def rendered(text: str, problems: Problems, *, in_markdown: bool = True) -> str:
    return render(
        text, {"fact": fact}, lambda line, column: Location("a.md", line, column), problems,
        markdown=in_markdown,
    )


@QUICK
@given(TEXTS, st.booleans())
def test_a_text_is_rendered_or_refused_where_it_stands(text, in_markdown):
    problems = Problems()
    result = rendered(text, problems, in_markdown=in_markdown)
    lines = text.split("\n")
    for problem in problems:
        assert 1 <= problem.location.line <= len(lines)
        assert 1 <= problem.location.column <= len(lines[problem.location.line - 1]) + 1
    assert "".join(text[p.start : p.end] for p in pieces.read(text, in_markdown).pieces) == text
    assert isinstance(result, str)


@QUICK
@given(TEXTS)
def test_an_article_is_in_order_or_refused_where_it_stands(tiny, text):
    problems, path = Problems(), tiny.root / "any.md"
    path.write_bytes(f"{FRONT}{text}\n".encode("utf-8", "surrogatepass"))
    began = time.process_time()
    if article := read(path, "any.md", "any", "en", problems):
        shown = tiny.render(article, problems)
        suite.check_texts({("en", "any"): shown}, tiny.data, tiny.root, problems)
    assert time.process_time() - began < 5  # a busy machine
    lines = path.read_bytes().decode("utf-8", "surrogatepass").count("\n") + 1
    for problem in problems:
        assert problem.what
        assert problem.remedy
        if problem.location.path == "any.md":
            assert 1 <= problem.location.line <= lines


@settings(QUICK, max_examples=1500)
@given(TEXTS)
def test_what_is_in_order_gives_only_the_html_that_is_used(text):
    problems = Problems()
    body = f"{text}\n"
    shown = rendered(body, problems)
    if not problems and not blocks.read(body).faults:
        assert list(surplus(shown, body)) == []


def surplus(shown: str, body: str) -> Iterator[str]:
    """What Markdown makes of a text beyond what may be in a page, and what it left as typed."""
    page = markdown.markdown(shown, extensions=EXTENSIONS)
    if not page.strip():
        return
    tree = html.fragment_fromstring(page, create_parent="main")
    for element in tree.iterdescendants():
        if not isinstance(element.tag, str):
            yield f"a comment or an instruction: {element}"
            continue
        tag = element.tag
        if tag not in OF_MARKDOWN.keys() | hypertext.INLINE | hypertext.BLOCKS:
            yield f"<{tag}>"
        for name, value in element.attrib.items():
            if name in ("href", "src"):
                if not value.startswith("#fn") and weblinks.fault(value):
                    yield f"{name}={value}"
            elif name not in OF_MARKDOWN.get(tag, set()) | {"lang", "dir", "id", "title", "open",
                                                            "datetime", "class"}:
                yield f"{name} in <{tag}>"
    for element in list(tree.iter("code")):
        element.drop_tree()
    if not any(mark in body for mark in ("\\", "{% raw", "&")):
        yield from (t for t in tree.itertext() if "**" in t or "](" in t or "`" in t)
    links = blocks.read(body).links
    hrefs = [e for e in tree.iter("a", "img") if not str(e.get("href", "")).startswith("#fn")]
    if len(links) > len(hrefs):
        yield f"links that were not read: {len(links)} and {len(hrefs)}"


@pytest.mark.parametrize("text", [
    "**a **b", "- a\n    - b", "> a\n\nb", "a<br>b", "| a |\n|---|\n| b |",
])
def test_the_comparison_finds_something(text):
    assert list(surplus("<script>x</script>\n\n[a](javascript:b) **c", text))
