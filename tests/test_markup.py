"""HTML in articles: blocks that are not closed, or close nothing."""

from __future__ import annotations

import pytest
from test_articles import article

from explainer import markup
from explainer.problems import Problems


def faults(folder, body: str) -> list[str]:
    problems = Problems()
    markup.check(article(folder, body), problems)
    return [str(problem).removeprefix("docs/en/a.md:") for problem in problems]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('a\n\n<div class="answer" markdown>\n\nb\n',
         ["7:1: <div> is not closed. Write </div> where it ends."]),
        ("a\n\n</div>\n", ["7:1: </div> closes nothing. Remove it, or write <div> before it."]),
        ("<div>\n<section>\n</div>\n",
         ["6:1: <section> is not closed before the </div> of line 7. "
          "Write </section> where it ends."]),
        ("<div>\n<div>\n</div>\n", ["5:1: <div> is not closed. Write </div> where it ends."]),
        ("See <Details open><summary>x</summary>\n",
         ["5:5: <details> is not closed. Write </details> where it ends."]),
        ('<table\n  class="a > b">\n<tr><td>x</tr>\n</table>\n',
         ["7:5: <td> is not closed before the </tr> of line 7. Write </td> where it ends."]),
        ("<ul>\n<li>\n</ul>\n</li>\n",
         ["6:1: <li> is not closed before the </ul> of line 7. Write </li> where it ends.",
          "8:1: </li> closes nothing. Remove it, or write <li> before it."]),
        ('<div>\n\n{{ fact("x") }} <aside>\n',
         ["5:1: <div> is not closed. Write </div> where it ends.",
          "7:17: <aside> is not closed. Write </aside> where it ends."]),
    ],
)  # fmt: skip
def test_blocks_that_do_not_pair_are_reported(tmp_path, body, expected):
    assert faults(tmp_path, body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<div><ul>\n<li>a</li></ul></div>\n",
        '<div title="a > </div>"></div >\n',
        "<br><img src='a.png'><hr>\n",
        "<b>inline is the browser's\n",
        "Write `<div>` or ``a ` </div>``.\n",
        "```\n<div>\n```\n",
        "~~~ html\n<div>\n~~~\n",
        "Code:\n\n    <div>\n\n    </section>\n",
        "<!-- <div>\n</ul> -->\n",
        "{## <div> ##}\n",
        "{% raw %}<div>{% endraw %}\n",
        '{{ fact("<div>") }}\n',
        "<script>a = '<div>'</script>\n",
        "<https://kettles.example/div> a < div > b\n",
        "- a\n\n    <div>\n\n    </div>\n",
    ],
)
def test_what_pairs_or_is_no_block_is_left_alone(tmp_path, body):
    assert faults(tmp_path, body) == []


def test_html_in_a_list_is_no_code(tmp_path):
    assert faults(tmp_path, "- a\n\n    <div>\n") == [
        "7:5: <div> is not closed. Write </div> where it ends."
    ]
