"""Programs put into every text field of every kind of record: refused where they stand, or text
like any other in every file of the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from injecting import FRONT, SITE, Input, all_fields, home_of, take_apart
from output_parsing import Parts, parts_of
from tiny_site import rich_site, run_build

from explainer.problems import Problem, Problems
from explainer.site import Site

CANARY = "window.canary=1"
TEXTS = {
    "out of its place": (
        f"""x"'><img src=x onerror="{CANARY}"></script></title></textarea></style>-->"""
        f"""<script>{CANARY}</script><svg onload={CANARY}>]]><iframe srcdoc=y></article>"""
        f"""&lt;img src=x onerror={CANARY}&gt;&#60;script&#62;\u2028<!--"""
    ),
    "address": f"javascript:{CANARY}//[x](javascript:{CANARY}) ![y](data:text/html,z) `a` *b* \\",
}  # fmt: skip
PLAIN = {"name", "short", "before", "after"}
"""Names, which are text. Other words of records may hold some HTML."""
OTHERS = pytest.mark.xfail(
    strict=True, reason="which HTML words may hold, and which tags languages, is not checked yet"
)


def is_plain(collection: str, where: tuple[str | int, ...]) -> bool:
    if collection == SITE and {"tag", "locale"} & {*where}:
        return False
    words = where[-1] in ("zh", "en") and not isinstance(where[-2], int)
    return collection in (SITE, FRONT) or not words or where[-2] in PLAIN | {"aliases"}


def problems_of(root: Path) -> list[Problem]:
    problems = Problems()
    Site.read_into(root, problems)
    return list(problems)


def inject(root: Path, text: str, plain: bool) -> tuple[int, int]:
    """Put a text into every field, then take it back where it is refused. How many fields have
    it, and how many refused it."""
    inputs, refused = take_apart(root), 0
    for number, (collection, where) in enumerate(all_fields()):
        if is_plain(collection, where) == plain:
            home = home_of(inputs, collection, where)
            assert home, f"tests/sites/rich has no {collection} with {where}"
            # Each is another, as ids and names must be.
            home[0].changed[home[1]] = f"{number} {text}" if number % 2 else f"{text} {number}"
    for one in inputs:
        one.write()
    while problems := problems_of(root):
        refusing = _refusing(inputs, root, problems)
        assert refusing, "\n".join(map(str, problems))
        for one, where in refusing:
            del one.changed[where]
            one.write()
        refused += len(refusing)
    return sum(len(one.changed) for one in inputs), refused


def _refusing(
    inputs: list[Input], root: Path, problems: list[Problem]
) -> list[tuple[Input, tuple[str | int, ...]]]:
    places = {(p.location.path, p.location.line) for p in problems}
    return [
        (one, where) for one in inputs
        for where, line in one.lines(root).items()
        if (one.path.relative_to(root).as_posix(), line) in places
    ]


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    return parts_of(built(rich_site(tmp_path_factory.mktemp("harmless"))))


def built(root: Path) -> Path:
    run = run_build(root)
    assert run.returncode == 0, run.stdout
    return root / "site"


def test_every_text_field_of_the_model_is_tried():
    fields = list(all_fields())
    assert len(fields) > 150
    assert ("sources", ("publisher",)) in fields
    assert ("metrics", ("observations", 0, "alternatives", 0, "note", "zh")) in fields


def test_files_of_every_kind_are_read(harmless):
    assert harmless.faults == []
    assert {".html", ".svg", ".json", ".csv", ".atom", ".xml", ".bib", ".ris"} <= {*harmless.read}


@pytest.mark.parametrize("plain", [True, pytest.param(False, marks=OTHERS)], ids=["names", "words"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_program_in_a_text_is_refused_or_inert(tmp_path, harmless, text, plain):
    root = rich_site(tmp_path)
    accepted, refused = inject(root, text, plain)
    assert accepted + refused > 40
    found = parts_of(built(root))
    assert found.faults == []
    assert found.elements - harmless.elements - {("span", "lang")} == set()
    assert found.heads == harmless.heads
    assert found.read == harmless.read
