"""Braces: those that are meant reach the page, in code, in raw text and from the data; calls that
nothing has rendered do not."""

from __future__ import annotations

import pytest
from lxml import html
from tiny_site import run_build, tiny_site

from explainer.checks.braces import Meant, meant
from explainer.site import Site

CODE = "`${{ a }}` and `{% b %}`\n\n```\n{{ fact(\"loss.2020\") }}\n{## c ##}\n```\n\n"
SOURCE = "title: Annual reports of Blue Lamp Kettles"
RAW = "{% raw %}{{ d }} {: .e}{% endraw %} and \\{\\{ f }\n\n"

@pytest.fixture(scope="module")
def built(tmp_path_factory):
    chart = '{{ chart("books") }}'
    root = tiny_site(
        tmp_path_factory.mktemp("braces"),
        {
            "docs/zh/accounts.md": {chart: f"{CODE}{RAW}{chart}"},
            "docs/en/accounts.md": {chart: f"{CODE}{RAW}{chart}"},
            "data/sources/sources.yml": {SOURCE: "title: 'On {{ h }} {% i %}'"},
        },
        ["accounts"],
    )
    done = run_build(root)
    assert done.returncode == 0, done.stdout
    return root


def test_braces_that_are_meant_reach_the_page(built):
    page = html.fromstring((built / "site/en/accounts/index.html").read_bytes())
    code = [c.text_content() for c in page.iter("code")]
    assert code == ["${{ a }}", "{% b %}", '{{ fact("loss.2020") }}\n{## c ##}\n']
    text = page.text_content()
    assert "{{ d }} {: .e} and {{ f }" in text
    assert "On {{ h }} {% i %}" in (built / "site/en/sources/index.html").read_text("utf-8")


def test_braces_are_meant_where_nothing_would_read_them(built):
    known = meant(Site.read(built))
    for text in ("${{ a }}", "x {% b %}", "{{ d }} {: .e}", "On {{ h }} {% i %}", "{{ f }"):
        assert known.unmeant(text) is None
    assert known.unmeant('of {{ fact("revenue.2020") }}') == '{{ fact("revenue.2020") }}'


def test_other_braces_are_not_meant():
    known = Meant(["a {{ b }} c", "{% d %}"])
    assert known.unmeant("{{b}}  c") is None
    assert known.unmeant("{{ b }} {{ e }}") == "{{ e }}"
    assert Meant().unmeant("{## f ##}") == "{## f ##}"
