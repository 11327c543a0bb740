"""Whatever is done to a site's files, the check answers: nothing is wrong, or what is wrong where.
Never a traceback, and in no more time than the input deserves."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from injecting import take_apart
from tiny_site import tiny_site

from explainer.problems import Problems
from explainer.site import Site

EXAMPLES = int(os.environ.get("EXAMPLES", "40"))
"""How many inputs each test tries; a night tries more."""
SECONDS = 1.0
"""Of computing, for each kilobyte of what was changed, and for less."""
searching = settings(
    max_examples=EXAMPLES, deadline=None, derandomize="EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow], database=None,
)
_SITE = tiny_site(Path(tempfile.mkdtemp()))
take_apart(_SITE)  # a file a record, a line a value
FILES = sorted(
    path.relative_to(_SITE).as_posix() for folder in ("data", "docs")
    for path in (_SITE / folder).rglob("*.*")
)
_PLACE = re.compile(r"(?P<path>[^:]+):(?P<line>\d+):(?P<column>\d+): \S.*\. \S.*\.", re.DOTALL)


def answer(changes: dict[str, Callable[[str], str]]) -> list[str]:
    """What the check says of the site with some files changed, having seen that each answer is
    one: a place there is, what is wrong, what to do."""
    root = Path(tempfile.mkdtemp())
    try:
        for folder in ("data", "docs"):
            shutil.copytree(_SITE / folder, root / folder)
        (root / "overrides").symlink_to(_SITE / "overrides")
        size = 0
        for name, change in changes.items():
            text = change((root / name).read_text("utf-8"))
            (root / name).write_text(text, "utf-8", "surrogatepass", newline="")
            size += len(text)
        problems, began = Problems(), time.process_time()
        Site.read_into(root, problems)
        assert time.process_time() - began < SECONDS * max(1, size / 1000)
        for problem in map(str, problems):
            place = _PLACE.fullmatch(problem)
            assert place, problem
            file = root / place["path"]
            if file.exists():
                lines = file.read_bytes().count(b"\n") + 2
                assert 1 <= int(place["line"]) <= lines, problem
        return list(map(str, problems))
    finally:
        shutil.rmtree(root)


texts = st.text(max_size=40) | st.sampled_from([
    "", " ", "\u200b", "~", "null", "0x1F", "2０15", "2021-13-45", "2019..2018", "..", "-",
    "1e9999", "{{", "}}", "{% if %}", "{{ fact(", "{{ nope() }}", "{{ fact('loss.2020') }}",
    "&a", "*a", "!!x", "[", "]: ", "# x", "--- ", "'", '"', "\\", "<b>", "<!--", "](",
    "https://[", "javascript:",
])  # fmt: skip
values = st.recursive(
    texts | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@searching
@given(st.sampled_from([name for name in FILES if name.startswith("data")]), st.data())
def test_a_record_may_have_any_value(name: str, data: st.DataObject) -> None:
    """One leaf or branch of a record replaced, removed, or joined by another."""
    record = yaml.safe_load((_SITE / name).read_text("utf-8"))
    branch: Any = record
    key: Any = data.draw(st.sampled_from(sorted(branch)))
    while isinstance(branch[key], dict | list) and branch[key] and data.draw(st.booleans()):
        branch = branch[key]
        keys = sorted(branch) if isinstance(branch, dict) else range(len(branch))
        key = data.draw(st.sampled_from(keys))
    match data.draw(st.sampled_from(["replace", "remove", "join"])):
        case "replace":
            branch[key] = data.draw(values)
        case "remove":
            del branch[key]
        case "join" if isinstance(branch, dict):
            branch[data.draw(texts)] = data.draw(values)
        case "join":
            branch.append(data.draw(values))
    written = yaml.safe_dump(record, allow_unicode=True, sort_keys=False)
    answer({name: lambda _: written})


@searching
@given(st.sampled_from(FILES), st.integers(0, 10_000), st.integers(0, 30), texts)
@example("data/metrics/cost.yml", 40, 3, '"')
@example("docs/en/accounts.md", 3, 0, "\u2028")
def test_a_file_may_be_cut_anywhere(name: str, at: int, less: int, more: str) -> None:
    """Some characters replaced by others, as by a slip of the hand or a merge."""
    def cut(text: str) -> str:
        start = at % (len(text) + 1)
        return text[:start] + more + text[start + less :]

    answer({name: cut})


NAMES = ["fact", "share", "growth", "times", "difference", "date", "period", "data_to", "count",
         "key_figures", "bar", "pull", "chart", "table", "timeline", "source", "sources", "claim",
         "claims", "term", "glossary", "page_link", "report", "nope"]
ARGUMENTS = ["loss.2020", "revenue.2019..2020", "revenue", "books", "S01", "losing", "whistle",
             "founded", "2020", "2019..2021-H1", "claims", "", "x.y", "..", "loss."]
arguments = st.sampled_from(ARGUMENTS).map(repr) | st.sampled_from(
    ["True", "3", "None", "['2020']"]
)
keywords = st.tuples(
    st.sampled_from(
        ["of", "since", "than", "minus", "periods", "bare", "absolute", "verdict", "x"]
    ),
    arguments,
).map("=".join)
calls = st.builds(
    "{{{{ {}({}) }}}}".format, st.sampled_from(NAMES),
    st.lists(arguments | keywords, max_size=3, unique_by=lambda a: a.partition("=")[0]).map(
        lambda given: ", ".join(sorted(given, key=lambda one: "=" in one))
    ),
)
blocks = st.lists(
    calls | texts | st.sampled_from([
        "\n\n", "## More {#more}", "## More", "### Deep {#deep}", "```\ncode\n```",
        "| a | b |\n|--|--|", "[x](accounts.md#books)", "[x](nope.md)", "- one\n- two", "> said",
        "**b**", "`c`", "[^1]",
    ]), max_size=6,
).map(" ".join)  # fmt: skip


@searching
@given(st.sampled_from([n for n in FILES if n.endswith(".md")]), blocks)
def test_an_article_may_say_anything(name: str, more: str) -> None:
    answer({name: lambda text: f"{text}\n\n{more}\n"})


@searching
@given(st.sampled_from([n for n in FILES if n.startswith(("data/metrics", "data/claims"))]), calls)
def test_words_of_records_may_call_anything(name: str, call: str) -> None:
    record = yaml.safe_load((_SITE / name).read_text("utf-8"))
    words = next(v for v in record.values() if isinstance(v, dict) and "zh" in v and len(v) == 2)
    words["zh"] = words["en"] = f"x {call}"
    written = yaml.safe_dump(record, allow_unicode=True, sort_keys=False)
    answer({name: lambda _: written})
