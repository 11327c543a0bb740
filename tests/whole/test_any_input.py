"""Whatever is typed into a file: it is read, or what is wrong is said at its place; never a
traceback, never longer than a second."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
import yaml
from faults import outcome
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tiny_site import TINY, tiny_site

from explainer.data import model
from explainer.data.periods import Period, tile
from explainer.data.strict_yaml import Document, parse
from explainer.data.validating import Origin, validate
from explainer.problems import Problem, Problems

PLACE = re.compile(r"a\.yml:[1-9]\d*:[1-9]\d*: .")
QUICK = settings(max_examples=150, deadline=timedelta(seconds=1))

# What YAML is made of, and what authors type by mistake in its place.
PIECES = st.sampled_from([
    "a", "id", "name", ": ", ":", "：", "- ", "\n", "\n  ", " ", "\t", '"', "'", "{", "}", "[", "]",
    ", ", "，", "# ", " #", "|", ">", "&a", "*a", "!!str ", "~", "<<", "---\n", "%", "@", "`", "“",
    "{{ fact('x') }}", "1", "1e3", "1_000", "010", "亏损", "\\0", "\0", "\u202e", "\ufeff", "\r\n",
])
TYPED = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))
VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.text(max_size=12),
        st.decimals(allow_nan=False, allow_infinity=False),
        st.sampled_from([
            "2020", "2020-H1", "net-loss.2020", "S01", "CNY", "https://a.com/", "２０２０", " ",
            "filed", "en", Decimal("5"), 2020,
        ]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3),
    ),
    max_leaves=8,
)


def are_located(problems: Problems) -> bool:
    return all(PLACE.match(str(problem)) and "\n" not in str(problem) for problem in problems)


@QUICK
@given(TYPED)
@example("a: {zh: x #1, en: y}\nb: c")
@example("a: \"\\ud800\"")
@example("? - a\n: b")
def test_any_text_is_yaml_or_told_where_it_is_not(text):
    problems = Problems()
    document = parse(text, "a.yml", problems)
    assert are_located(problems)
    if not problems:  # then other readers take it for the same, but for dates and numbers
        plain = yaml.load(text, Loader=yaml.CBaseLoader)
        assert type(plain) is type(document.data) or not isinstance(plain, dict | list)


@QUICK
@given(st.binary(max_size=80))
def test_any_bytes_are_text_or_told_where_they_are_not(content):
    problems = Problems()
    parse(content, "a.yml", problems)
    assert are_located(problems)


@pytest.mark.parametrize("kind", [*model.RECORDS, model.Site], ids=lambda kind: kind.__name__)
@settings(max_examples=25, deadline=timedelta(seconds=1),
          suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_record_fits_or_is_told_why_not(kind, data):
    keys = st.dictionaries(st.sampled_from([*kind.model_fields, "x"]), VALUES, max_size=8)
    item = data.draw(st.one_of(keys, VALUES))
    problems = Problems()
    record = validate(kind, item, Origin(Document("a.yml", item)), problems)
    assert are_located(problems)
    assert (record is None) == bool(problems)


@QUICK
@given(st.one_of(st.text(max_size=20), st.from_regex(
    r"\A[12][0-9]{3}(-(H[0-3]|Q[0-5]|9M|[0-9]{2}|[0-9]{2}-[0-9]{2}))?(\.\.[12][0-9]{3})?\Z"
)))
def test_any_period_is_one_or_said_to_be_none(text):
    problems = Problems()
    item = {"period": text, "not_published": True}
    validate(model.Observation, item, Origin(Document("a.yml", item)), problems)
    assert are_located(problems)
    if not problems:
        period = Period.parse(text)
        assert str(period) == text
        assert text.isascii()
        assert period.first <= period.last


PERIODS = st.lists(st.sampled_from([
    Period.parse(f"{year}{part}") for year in range(2000, 2030)
    for part in ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4", "-9M", "-01", "-02", "-12")
]), max_size=200)


@QUICK
@given(PERIODS, st.integers(2000, 2028))
def test_tiles_cover_a_span_without_gap(available, first):
    span = Period.parse(f"{first}..{first + 1}")
    tiles = tile(span, available)
    if tiles is not None:
        assert (tiles[0].first, tiles[-1].last) == (span.first, span.last)
        for one, other in pairwise(tiles):
            assert other.first - one.last == timedelta(days=1)


def test_a_span_that_cannot_be_covered_takes_no_time():
    parts = ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4")
    available = [Period.parse(f"{y}{part}") for y in range(1900, 2020) for part in parts]
    start = time.process_time()
    assert tile(Period.parse("1900..2021"), available) is None
    assert time.process_time() - start < 5  # a busy machine


FILES = sorted(path.relative_to(TINY).as_posix() for path in TINY.glob("data/**/*.yml"))


@settings(max_examples=60, deadline=timedelta(seconds=3),
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(FILES), data=st.data())
def test_a_site_with_something_typed_into_it_is_clean_or_told_where_not(
    name, data, tmp_path_factory
):
    """One slip at any place of any file."""
    text = (TINY / name).read_text("utf-8")
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 6))
    typed = data.draw(st.one_of(PIECES, st.just("")))
    root = tiny_site(
        tmp_path_factory.mktemp("site"), {name: text[:at] + typed + text[at + cut :]}
    )
    found = outcome(root)
    assert not found.traceback
    assert all(re.match(r"[^\n]+:[1-9]\d*:[1-9]\d*: [^\n]+$", line) for line in found.problems)


@QUICK
@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_is_a_command_to_terminals_or_runners(path, what):
    from explainer.problems import Location

    problem = Problem(Location(path), what, "Do")
    for line in (str(problem), problem.as_annotation()):
        assert len(line.splitlines()) == 1
        assert "\x1b" not in line
    command, _, rest = problem.as_annotation()[2:].partition("::")
    assert command.startswith("error file=")
    assert command.count(",") == 2  # of the command itself
    assert rest
