"""Rendering: calls in texts, each fault at its own place and the rest rendered all the same."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from explainer.articles.rendering import AuthorError, render
from explainer.data.facts import FactError
from explainer.problems import Location, Problems


def fact(id: str, bare: bool = False) -> Markup:
    if id == "bad":
        raise FactError(f'unknown fact "{id}"', "Use another")
    return Markup("<b>{}{}</b>").format(id, "!" if bare else "")


def date(event: str) -> str:
    if event == "bad":
        raise AuthorError(f'unknown event "{event}"', "Use another")
    return f"<{event}>"


FUNCTIONS = {"fact": fact, "date": date}


def rendered(text: str, lines: list[int] | None = None) -> tuple[str, list[str]]:
    problems = Problems()
    result = render(
        text, FUNCTIONS, lambda line, column: Location("a.md", line, column), problems,
        (lambda line: None) if lines is None else lines.append,
    )
    return result, [str(problem).removeprefix("a.md:") for problem in problems]


def test_calls_are_replaced_by_what_they_return():
    assert rendered('A {{ fact("x", bare=True) }} b.\n') == ("A <b>x!</b> b.\n", [])


def test_plain_results_are_escaped_and_markup_is_not():
    assert rendered('{{ date("x") }}{{ fact("y") }}') == ("&lt;x&gt;<b>y</b>", [])


@pytest.mark.parametrize(
    "text",
    ["## Heading {#heading}", "A { b } c", "{: .wide }", "Text\n", "100 % {x}", "# {#a .b}\n\n"],
)
def test_braces_of_other_kinds_are_left_alone(text):
    assert rendered(text) == (text, [])


def test_comments_leave_nothing():
    assert rendered('a{## {{ fact("bad") }} ##}b') == ("ab", [])


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('{{ fact("bad") }}', ["1:4"]),
        ('{{fact("bad")}}', ["1:3"]),
        ('中文{{ fact("bad") }}', ["1:6"]),
        ('x\n\n  {{ fact("bad") }}', ["3:6"]),
        ('{{ fact("x") }} {{ fact("bad") }}', ["1:20"]),
        ('{{ fact("bad") }} {{ fact("x") }} {{ fact("bad") }}', ["1:4", "1:38"]),
        ('{{ fact("x") }} {{ date("bad") }} {{ fact("bad") }}', ["1:20", "1:38"]),
        ('{{ fact("x") }}\n{{ fact("bad") }}', ["2:4"]),
        ('{{ fact( "bad" ) }}', ["1:4"]),
        ('{{ fact ("bad") }}', ["1:4"]),
        ('{{\n  fact("bad") }}', ["2:3"]),
        ('a fact, no call: {{ fact("bad") }}', ["1:21"]),
        ('a fact (of sorts): {{ fact("bad") }}', ["1:23"]),
        ('{{ date("a fact(x)") }} {{ fact("bad") }}', ["1:28"]),
    ],
)
def test_every_fault_stands_at_its_own_call(text, places):
    _, problems = rendered(text)
    assert [problem.split(": ")[0] for problem in problems] == places


def test_what_cannot_be_rendered_is_left_out_and_the_rest_is_there():
    text, problems = rendered('a {{ fact("bad") }} b {{ fact("x") }} c {{ date("bad") }} d')
    assert text == "a  b <b>x</b> c  d"
    assert problems == [
        '1:6: fact(): unknown fact "bad". Use another.',
        '1:44: date(): unknown event "bad". Use another.',
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{ fact() }}", "1:4: fact(): missing a required argument: 'id'. "
                         "Call it as fact(id, bare=False)."),
        ('{{ fact("x", 1, 2) }}', "1:4: fact(): too many positional arguments. "
                                  "Call it as fact(id, bare=False)."),
        ('{{ fact("x", loud=1) }}', "1:4: fact(): got an unexpected keyword argument 'loud'. "
                                    "Call it as fact(id, bare=False)."),
        ('{{ fakt("x") }}', '1:4: unknown name "fakt" (did you mean "fact"?). '
                            "Author functions are date, fact."),
        ("{{ fact(nothing) }}", '1:9: unknown name "nothing". Ids are quoted: "nothing".'),
        ("{{ fact(id=nothing) }}", '1:12: unknown name "nothing". Ids are quoted: "nothing".'),
        ("{{ fact(net-loss.2020) }}",
         '1:9: unknown name "net-loss.2020". Ids are quoted: "net-loss.2020".'),
        ("\n中文 {{ date(2021-H1) }}", '2:12: unknown name "2021-H1". Ids are quoted: "2021-H1".'),
        ("{{ date(date-of-birth) }}",
         '1:9: unknown name "date-of-birth". Ids are quoted: "date-of-birth".'),
        ("{{ date(fact) }}", '1:9: unknown name "fact". Ids are quoted: "fact".'),
        ("{{ date('x' }}", "1:13: date() is not closed (got the end, expected a comma or )). "
                           "Write ) after the last argument, and commas between them."),
    ],
)  # fmt: skip
def test_wrong_calls_are_explained(text, problem):
    assert rendered(text)[1] == [problem]


def test_what_a_function_cannot_answer_is_a_fault_of_its_call():
    problems = Problems()
    text = render(
        "a {{ half() }} b", {"half": lambda: 1 / 0},
        lambda line, column: Location("a.md", line, column), problems,
    )
    assert text == "a  b"
    assert [str(problem) for problem in problems] == [
        "a.md:1:6: half() cannot be answered: division by zero. Call it as half()."
    ]


def test_several_unknown_names_are_all_reported():
    _, problems = rendered('{{ fakt("x") }}\n{{ dat("x") }}')
    assert [problem.split(". ")[0] for problem in problems] == [
        '1:4: unknown name "fakt" (did you mean "fact"?)',
        '2:4: unknown name "dat" (did you mean "date"?)',
    ]


def in_markdown(text: str) -> tuple[str, list[str]]:
    problems = Problems()
    result = render(
        text, FUNCTIONS, lambda line, column: Location("a.md", line, column), problems,
        markdown=True, blocks=frozenset(("fact",)),
    )
    return result, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("`{{ a }}` `${{ b }}` `{% c %}`", "`{{ a }}` `${{ b }}` `{% c %}`"),
        ("```\n{{ a }}\n```\n", "```\n{{ a }}\n```\n"),
        ("`{% raw %}{{ a }}{% endraw %}` `{% raw %}`", "`{{ a }}` `{% raw %}`"),
        ("{% raw %}{{ a }} `{{ b }}`{% endraw %}", "&#123;&#123; a &#125;&#125; `{{ b }}`"),
        ("\\{{ a \\}}", "\\{{ a \\}}"),
        ("a<!-- {{ b }} -->{## c ##}", "a"),
    ],
)
def test_braces_that_are_meant_are_shown(text, shown):
    assert in_markdown(text) == (shown, [])


def test_what_functions_give_is_no_markdown():
    assert in_markdown('{{ date("*a* [b](c) {: .d} `e` _f_ |") }}') == (
        "&lt;&#42;a&#42; &#91;b&#93;(c) &#123;: .d&#125; &#96;e&#96; &#95;f&#95; &#124;&gt;", []
    )
    assert in_markdown('{{ fact("*a*") }}') == ("<b>*a*</b>", [])


def test_the_line_of_each_call_is_told_before_it():
    lines: list[int] = []
    rendered('{{ fact("x") }}\n\n{{ fact("bad") }} {{ date("x") }}\n{{ fact() }}', lines)
    assert lines == [1, 3, 3]
