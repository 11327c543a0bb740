"""Strict YAML: what is read, where it stands, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from explainer.data.strict_yaml import MAX_BYTES, parse
from explainer.problems import Problems


def read(text: str | bytes, **options: int) -> tuple[object, list[str]]:
    problems = Problems()
    data = parse(text, "a.yml", problems, **options).data
    return data, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 12", {"a": 12}),
        ("a: -12", {"a": -12}),
        ("a: 34.30", {"a": Decimal("34.30")}),
        ("a: true", {"a": True}),
        ("a: ", {"a": None}),
        ("a: ~", {"a": None}),
        ("a: 2021-06-30", {"a": "2021-06-30"}),
        ("a: 2018..2021-H1", {"a": "2018..2021-H1"}),
        ("a: '010'", {"a": "010"}),
        ('a: "NO"', {"a": "NO"}),
        ("a: NO 3", {"a": "NO 3"}),
        ("a: |\n  1e3\n", {"a": "1e3\n"}),
        ("a: >-\n  茶壶\n  one\n", {"a": "茶壶 one"}),
        ("- {a: [1, x]}\n- z", [{"a": [1, "x"]}, "z"]),
        ("a: 1\r\nb: 2\r\n", {"a": 1, "b": 2}),
        ("", None),
        ("# nothing\n", None),
    ],
)
def test_plain_yaml_is_read_as_it_looks(text, data):
    assert read(text) == (data, [])
    assert read(text.encode()) == (data, [])


def test_decimals_keep_the_digits_typed():
    data, _ = read("a: 34.30")
    assert str(data["a"]) == "34.30"


@pytest.mark.parametrize(
    "text",
    ["NO", "no", "Yes", "on", "OFF", "y", "N", "True", "NULL", "010", "007", "0x1F", "0o17",
     "0b101", "1e3", "1E-3", "1.5e3", "12:30:45", "1:30", "1_000", "+1", ".5", "5.", "01.5",
     ".inf", "-.INF", ".nan", "=", "<<"],
)
def test_values_that_readers_disagree_about_are_refused(text):
    data, problems = read(f"a: {text}")
    assert problems == [
        f"a.yml:1:4: ambiguous plain value {text} (YAML readers disagree about its type). "
        f'Quote it ("{text}") if it is text, or write a plain decimal number.'
    ]
    assert data == {"a": text}  # as text, so that later checks can go on


ALIAS = "Write the value out where it is used."
ANCHOR = "Remove it; aliases are not used here."
TAG = "Remove it; types come from the data model."
TWICE = "Keep one of the two."
NOT_YAML = "not valid YAML: "
COLON = "a colon and a space within a text. Put the text in quotes."
TAB = "a tab (expected spaces). Type spaces."
INDENT = "Indent it like the keys beside it; if it belongs to a text, put that in quotes."


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\nb: 2\na: 3", f'3:1: duplicate key "a" (first on line 1). {TWICE}'),
        ("a: {b: 1, b: {c: 2}}", f'1:11: duplicate key "b" (first on line 1). {TWICE}'),
        ("a: &x 1", f"1:4: anchor &x. {ANCHOR}"),
        ("a: &x {b: 1}", f"1:4: anchor &x. {ANCHOR}"),
        ("a: *x", f"1:4: alias *x. {ALIAS}"),
        ("a: !!str 1", f"1:4: tag tag:yaml.org,2002:str. {TAG}"),
        ("a: !pot 1", f"1:4: tag !pot. {TAG}"),
        ('a: !pot "1"', f"1:4: tag !pot. {TAG}"),
        ("a: !pot [1]", f"1:4: tag !pot. {TAG}"),
        ("a: !!python/name:os.getcwd ", f"1:4: tag tag:yaml.org,2002:python/name:os.getcwd. {TAG}"),
        ("2020: 1", "1:1: key 2020 is not text (got a number, expected text). Quote it."),
        ("? [x]\n: 1", "1:3: a list where a key should be. Put the text in quotes."),
        ("a: 1\n---\nb: 2", "2:1: a second document. Keep one document a file."),
        ("a: [1, 2", f"1:4: {NOT_YAML}[ is not closed on its line. Write ] at its end, and texts "
                     "with commas or # in quotes."),
        ("a: 1\n b: 2", f"2:3: {NOT_YAML}a key where none can stand. {INDENT}"),
        ("a:\n- b\n c: d", f"3:3: {NOT_YAML}a key where none can stand. {INDENT}"),
        ("a: \tb: 1", f"1:6: {NOT_YAML}{COLON}"),
        ("a: b: c", f"1:5: {NOT_YAML}{COLON}"),
        ("- a: b\n  c: d e: f", f"2:9: {NOT_YAML}{COLON}"),
        ("a: {zh: b, en: c: d}", f"1:17: {NOT_YAML}{COLON}"),
        ("a: {zh: b: c}", f"1:10: {NOT_YAML}{COLON}"),
        ("a:b\nc: d", f"1:2: {NOT_YAML}the key has no space after its colon. Write one."),
        ("a:\n\t- b", f"2:1: {NOT_YAML}{TAB}"),
        ("a: b\n\tc: d", f"2:1: {NOT_YAML}{TAB}"),
        ("a: b\n  \tc: d", f"2:3: {NOT_YAML}{TAB}"),
        ("- a: b\n-\tc: d", f"2:2: {NOT_YAML}{TAB}"),
        ("a: {{ fact('b') }}", "1:5: a text that begins with {, or a mapping where a key should "
                               "be. Put the text in quotes."),
        ("a: @b", f"1:4: {NOT_YAML}a text that begins with @. Put the text in quotes."),
        ('a: "b" c', f"1:8: {NOT_YAML}a text that goes on after its closing quotation mark. "
                     "Put all of it in quotes of the other kind."),
    ],
)  # fmt: skip
def test_surprises_are_refused_where_they_stand(text, problem):
    assert read(text)[1] == [f"a.yml:{problem}"]


def test_aliases_cannot_blow_up():
    layers = "\n".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 9))
    data, problems = read(f"x0: &x0 [1]\n{layers}")
    assert data["x8"] == [None] * 9
    assert len(problems) == 9 + 8 * 9


def test_other_encodings_are_refused_on_their_line():
    assert read("a: 1\nb: 茶壶".encode("gb18030"))[1] == [
        "a.yml:2:4: not UTF-8 text. Save the file as UTF-8."
    ]


def test_control_characters_are_refused():
    assert read("a: \x00b")[1] == [
        "a.yml:1:4: a character that has no place in a text: U+0000 (a control). Remove it."
    ]


def test_large_files_are_refused_unread():
    assert read(b"a: " + b"x" * (MAX_BYTES - 3))[1] == []
    assert read(b"a: " + b"x" * (MAX_BYTES - 2)) == (
        None,
        ["a.yml:1:1: file too large (got 262,145 bytes, expected at most 262,144). "
         "Split it by subject."],
    )


DOCUMENT = """\
# One file, every shape.
id: revenue
name: {zh: 收入, en: Revenue}
observations:
  - period: 2019
    value: 1
  - {period: 2020, value: 2}
text: >
  folded
"""


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("id",), "2:5", "2:1"),
        (("name",), "3:7", "3:1"),
        (("name", "en"), "3:20", "3:16"),
        (("observations",), "5:3", "4:1"),
        (("observations", 0), "5:5", None),
        (("observations", 0, "value"), "6:12", "6:5"),
        (("observations", 1, "value"), "7:27", "7:20"),
        (("text",), "8:7", "8:1"),
        ((), "2:1", None),
    ],
)
def test_every_value_and_key_has_its_place(path, value, key):
    document = parse(DOCUMENT, "a.yml", Problems())
    assert str(document.locate(path)) == f"a.yml:{value}"
    if key:
        assert str(document.locate(path, key=True)) == f"a.yml:{key}"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("name", "fr"), "3:7"),
        (("observations", 0, "source"), "5:5"),
        (("observations", 7), "5:3"),
        (("unit",), "2:1"),
    ],
)
def test_what_is_absent_is_placed_at_its_nearest_parent(path, place):
    document = parse(DOCUMENT, "a.yml", Problems())
    assert str(document.locate(path)) == f"a.yml:{place}"


def test_lines_are_counted_from_where_the_text_begins():
    problems = Problems()
    document = parse("a: 1\nb: NO\n", "a.md", problems, first_line=2)
    assert str(document.locate(("b",))) == "a.md:3:4"
    assert [str(problem.location) for problem in problems] == ["a.md:3:4"]
    parse("a: {]", "b.md", problems, first_line=7)
    assert [str(problem.location) for problem in problems] == ["a.md:3:4", "b.md:7:5"]
