"""The built site as a browser would see it: each fault of a page, and none that is not one."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer import policy
from explainer.checks import built
from explainer.memo import Memo
from explainer.problems import Problems

PAGE = """\
<!doctype html>
<html><head><meta charset=utf-8>{policy}<title>x</title></head>
<body>
{body}
</body></html>
"""
SCRIPTS = ["first()", "const a = `{{ x }}`;"]
POLICY = (
    "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; "
    f"script-src 'self' {' '.join(map(policy.hashed, SCRIPTS))}; style-src 'self'\">"
)


def problems_of(
    folder: Path, body: str, *, name: str = "index.html", site_url: str = "https://kettles.example/"
) -> list[str]:
    """What is said of one page beside others it may link to."""
    pages = {
        "index.html": "<h2 id=more>More</h2>", "losses/index.html": '<p id="cash">x</p>',
        "en/index.html": '<p id="现金">x</p>', "404.html": "x", name: body,
    }
    for path, content in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(PAGE.format(body=content, policy=POLICY), "utf-8")
    (folder / "assets").mkdir()
    (folder / "assets" / "a.js").write_text("{{ not a page }}", "utf-8")
    (folder / "assets" / "a b.svg").write_text("<svg/>", "utf-8")
    problems = Problems()
    built.check(folder, site_url, problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<p>{{ fact() }}</p>", "a marker was left unrendered: {{ fact() }}. "
                                "Check that all hooks in mkdocs.yml have run."),
        ("<p>x</p>{% if x %}", "a marker was left unrendered: {% if x %}. "
                                 "Check that all hooks in mkdocs.yml have run."),
        ("<p>x <b>y</b> {## z ##}</p>", "a marker was left unrendered: {## z ##}. "
                                        "Check that all hooks in mkdocs.yml have run."),
        ("<code>&#123;&#123; fact() }}</code>", "a marker was left unrendered: {{ fact() }}. "
                                                "Check that all hooks in mkdocs.yml have run."),
        ('<a href="losses/" title="{{ fact() }}">x</a>',
         "a marker was left unrendered: {{ fact() }}. "
         "Check that all hooks in mkdocs.yml have run."),
        ('<p id="a">x</p><p id="a">y</p>', 'id "a" is used twice. Make it unique.'),
        ('<a href="nothing/">x</a>', "link nothing/ leads nowhere (no nothing/index.html). "
                                     "Correct the link."),
        ('<a href="losses/none.html">x</a>', "link losses/none.html leads nowhere "
                                             "(no losses/none.html). Correct the link."),
        ('<a href="/nothing/">x</a>', "link /nothing/ leads nowhere (no nothing/index.html). "
                                      "Correct the link."),
        ('<a href="https://kettles.example/nothing/">x</a>',
         "link https://kettles.example/nothing/ leads nowhere (no nothing/index.html). "
         "Correct the link."),
        ('<a href="../up/">x</a>', "link ../up/ leaves the site. Correct the link."),
        ('<a href="losses/#none">x</a>', "link losses/#none: losses/index.html has no #none. "
                                         "Correct the link."),
        ('<a href="#none">x</a>', "link #none: index.html has no #none. Correct the link."),
        ('<script src="https://cdn.example/a.js"></script>',
         "an asset from another origin: https://cdn.example/a.js. Serve it from this site."),
        ('<script src="//cdn.example/a.js"></script>',
         "an asset from another origin: //cdn.example/a.js. Serve it from this site."),
        ('<link rel="stylesheet" href="https://cdn.example/a.css">',
         "an asset from another origin: https://cdn.example/a.css. Serve it from this site."),
        ('<link rel="preload icon" href="https://cdn.example/a.png">',
         "an asset from another origin: https://cdn.example/a.png. Serve it from this site."),
        ('<iframe src="https://video.example/1"></iframe>',
         "an asset from another origin: https://video.example/1. Serve it from this site."),
        ('<img alt="x" src="https://cdn.example/a.png">',
         "an asset from another origin: https://cdn.example/a.png. Serve it from this site."),
        ('<img alt="x" src="assets/none.svg">',
         "link assets/none.svg leads nowhere (no assets/none.svg). Correct the link."),
        ('<form action="nothing/"></form>', "link nothing/ leads nowhere (no nothing/index.html). "
                                            "Correct the link."),
        ('<img src="assets/a%20b.svg">', "a picture without alt. Describe it."),
        ("<script>other()</script>", "a script in the page, which its policy stops: other(). "
                                     "Put it into a file."),
        ('<script type="module">x</script>',
         "a script in the page, which its policy stops: x. Put it into a file."),
        ('<b onclick="x()">y</b>', "a handler in the page, which its policy stops: onclick. "
                                   "Put it into a file."),
        ('<svg OnLoad="x()"/>', "a handler in the page, which its policy stops: onload. "
                                "Put it into a file."),
        ('<b style="top:0">y</b>', "a style in the page, which its policy stops: top:0. "
                                   "Put it into a file."),
        ("<style>b{top:0}</style>", "a style in the page, which its policy stops: b{top:0}. "
                                    "Put it into a file."),
    ],
)  # fmt: skip
def test_each_fault_of_a_page_is_found_on_its_line(tmp_path, body, problem):
    assert problems_of(tmp_path, f"<p>x</p>{body}") == [f"site/index.html:4:1: {problem}"]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="losses/">x</a>', '<a href="losses/#cash">x</a>',
        '<a href="./#here" id="here">x</a>',
        '<a href="">x</a>', '<a href="#">x</a>', '<a href="/losses/">x</a>', '<a href=".">x</a>',
        '<a href="en/#%E7%8E%B0%E9%87%91">x</a>', '<a href="losses/?page=2#cash">x</a>',
        '<a href="https://kettles.example/losses/#cash">x</a>',
        '<a href="https://elsewhere.example/x#y">x</a>', '<a href="mailto:a@kettles.example">x</a>',
        '<img alt="" src="assets/a%20b.svg">', '<script src="assets/a.js"></script>',
        "<script>first()</script>", '<script type="application/ld+json">{}</script>',
        "<script>const a = `{{ x }}`;</script>", "<p>{ x } {y}</p>",
        '<script type="application/json">{{ x }}</script>',
        '<link rel="canonical" href="https://elsewhere.example/">',
        '<link rel="alternate" hreflang="en" href="https://kettles.example/en/">',
        '<link rel="license" href="https://licence.example/">', "<a>x</a>", "<a name=x>x</a>",
    ],
)  # fmt: skip
def test_what_is_in_order_is_left_alone(tmp_path, body):
    assert problems_of(tmp_path, f"<h2 id=more>x</h2>{body}") == []


def test_links_are_followed_from_where_the_page_stands(tmp_path):
    found = problems_of(
        tmp_path, '<a href="../losses/#cash">x</a><a href="../en/none/">x</a>',
        name="about/index.html",
    )
    assert found == [
        "site/about/index.html:4:1: link ../en/none/ leads nowhere (no en/none/index.html). "
        "Correct the link."
    ]


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("https://kettles.example/books/losses/#cash", []),
        ("/books/losses/", []),
        ("losses/", []),
        ("https://kettles.example/", []),  # another site of the same host
        ("/books/none/",
         ["link /books/none/ leads nowhere (no none/index.html). Correct the link."]),
        ("/losses/", ["link /losses/ leaves the site. Correct the link."]),
    ],
)
def test_a_site_under_a_sub_path_ends_there(tmp_path, href, found):
    problems = problems_of(
        tmp_path, f'<h2 id=more><a href="{href}">x</a></h2>',
        site_url="https://kettles.example/books/",
    )
    assert problems == [f"site/index.html:4:1: {problem}" for problem in found]


def test_a_page_has_a_policy(tmp_path):
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title><p>x</p>", "utf-8")
    problems = Problems()
    built.check(tmp_path, "https://kettles.example/", problems)
    assert [str(problem) for problem in problems] == [
        "site/index.html:1:1: a page without Content-Security-Policy. "
        "Give its template one (policy.py)."
    ]


def test_every_page_is_looked_at(tmp_path):
    bad = '<img src="a.png">'
    found = problems_of(tmp_path, bad, name="en/losses/index.html")
    assert [problem.split(": ")[0] for problem in found] == ["site/en/losses/index.html:4:1"] * 2


def written(folder: Path, **pages: str) -> None:
    for name, body in pages.items():
        path = folder / f"{name}.html"
        path.write_text(PAGE.format(body=body, policy=POLICY), "utf-8")


def checked(folder: Path, *promised: str) -> list[str]:
    """What is said of a folder, by what was found in it before."""
    problems, memo = Problems(), Memo(folder.with_suffix(".pickle"))
    built.check(folder, "https://kettles.example/", problems, promised, memo)
    memo.save()
    return [str(problem).split(". ")[0] for problem in problems]


def test_addresses_that_were_promised_must_answer(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    written(folder, index='<p id="a">')
    for _ in range(2):
        assert checked(folder, "", "#a") == []
        assert checked(folder, "", "#b", "c/") == [
            "site/:1:1: the published address #b: index.html has no #b",
            "site/c/:1:1: the published address c/ leads nowhere (no c/index.html)",
        ]


def test_what_was_in_order_is_so_while_its_targets_are(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    link = '<p><a href="b.html#x">x</a>'
    written(folder, index=link, b='<p id="x">', c="<p>")
    assert checked(folder) == []
    written(folder, b='<p id="x">Other words')
    assert checked(folder) == []
    written(folder, b='<p id="y">')
    lost = ["site/index.html:4:1: link b.html#x: b.html has no #x"]
    assert checked(folder) == checked(folder) == lost
    written(folder, b='<p id="x">', c='<p><a href="d.html">')
    assert checked(folder) == ["site/c.html:4:1: link d.html leads nowhere (no d.html)"]
    (folder / "b.html").unlink()
    assert len(checked(folder)) == 2
    written(folder, b='<p id="x">', d="<p>")
    assert checked(folder) == []


def test_marks_that_are_not_meant_are_said_every_time(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    written(folder, index="<p>{{ fact() }}")
    for _ in range(2):
        assert checked(folder) == [
            "site/index.html:4:1: a marker was left unrendered: {{ fact() }}"]
