"""Every check counts: switched off, it makes a case of the golden corpus fail.

A check is a place in the library that reports something: a call of ``problems.add``, or an error
raised to be reported. Each must be reached by a case of ``tests/cases/data-faults`` or stand below
with the test that is about it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from faults import Case, cases, contents, made, outcome
from one_input import problems_of_input
from tiny_site import ROOT, tiny_site

import explainer
from explainer.articles.rendering import AuthorError
from explainer.data.facts import FactError
from explainer.problems import Problems
from explainer.site import Site

LIBRARY = Path(explainer.__file__).parent
CASES: list[Case | Path] = [*cases(), *(
    path for path, content in contents() if isinstance(content, dict) and "inputs" in content
)]
_RAISED = {"PydanticCustomError", "AuthorError", "FactError"}

Spot = tuple[str, str, int]
"""A module of the library, a function in it, and the line."""

ELSEWHERE: dict[tuple[str, str], str] = {
    ("articles/rendering.py", "_called"): "tests/articles/test_rendering.py",  # faults of our own
    ("data/strict_yaml.py", "parse"): "tests/data/test_strict_yaml.py",  # large texts
    ("checks/suite.py", "check_files"): "tests/whole/test_files.py",  # templates are the project's
    ("files.py", "read"): "tests/whole/test_files.py",  # files that cannot be opened
    ("checks/imprint.py", "check"): "tests/whole/test_accountability.py",  # of the command line
    ("checks/staleness.py", "_check"): "tests/whole/test_accountability.py",  # which has a clock
    ("articles/figures.py", "unfit"): "tests/charts/test_unfit.py",  # of pictures that are drawn
    ("sharing/cards.py", "_files"): "tests/charts/test_unfit.py",
    ("checks/built.py", "check"): "tests/checks/test_built.py",
    ("checks/built.py", "_check_promised"): "tests/checks/test_built.py",
    **dict.fromkeys([
        ("lasting/ledger.py", name)
        for name in ("check", "check_records")
    ], "tests/lasting/test_ledger.py"),
}
"""Places that the corpus cannot reach, and the test that does."""


class Watch:
    """Notes from where problems come while cases are checked, and hushes one place."""

    def __init__(self) -> None:
        self.seen: dict[Spot, Case] = {}
        self.adding: set[Spot] = set()
        """Of those, the ones that report themselves; what the others raise is reported for them."""
        self.case: Case | None = None
        self.hushed: Spot | None = None

    def note(self, spot: Spot | None) -> None:
        if spot and self.case:
            self.seen.setdefault(spot, self.case)


def spots() -> Iterator[Spot]:
    """Every place in the library that reports something."""
    for path in sorted(LIBRARY.rglob("*.py")):
        module = path.relative_to(LIBRARY).as_posix()
        for function, node in _inside(ast.parse(path.read_text("utf-8")), ""):
            if isinstance(node, ast.Call) and _reports(node):
                yield module, function, node.lineno


def _inside(tree: ast.AST, function: str) -> Iterator[tuple[str, ast.AST]]:
    for node in ast.iter_child_nodes(tree):
        name = node.name if isinstance(node, ast.FunctionDef) else function
        yield name, node
        yield from _inside(node, name)


def _reports(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(attr="add", value=ast.Name(id=name)):
            return name.endswith("problems")
        case ast.Attribute(attr="add", value=ast.Attribute(attr=name)):
            return name.endswith("problems")
        case ast.Name(id=name):
            return name in _RAISED
    return False


def _spot(depth: int) -> Spot | None:
    """The function of the library that is so many calls away."""
    frame = sys._getframe(depth + 1)
    while frame.f_code.co_name.startswith("<"):  # a comprehension is part of its function
        assert frame.f_back
        frame = frame.f_back
    path = Path(frame.f_code.co_filename)
    if not path.is_relative_to(LIBRARY):
        return None
    return path.relative_to(LIBRARY).as_posix(), frame.f_code.co_name, frame.f_lineno


@pytest.fixture(scope="module")
def watch() -> Iterator[Watch]:
    watch = Watch()
    with pytest.MonkeyPatch.context() as patch:
        add = Problems.add

        def noted(self: Problems, *args: Any) -> None:
            spot = _spot(1)
            watch.note(spot)
            if spot and watch.case:
                watch.adding.add(spot)
            if spot is None or spot != watch.hushed:
                add(self, *args)

        patch.setattr(Problems, "add", noted)
        for kind in (AuthorError, FactError):
            patch.setattr(kind, "__init__", _noting(watch, kind.__init__))
        for name, module in list(sys.modules.items()):
            if name.startswith("explainer.") and hasattr(module, "PydanticCustomError"):
                patch.setattr(module, "PydanticCustomError",
                              _making(watch, module.PydanticCustomError))
        yield watch


def _noting(watch: Watch, begin: Callable[..., None]) -> Callable[..., None]:
    def __init__(self: Any, *args: Any) -> None:
        watch.note(_spot(1))
        begin(self, *args)

    return __init__


def _making(watch: Watch, make: Callable[..., Any]) -> Callable[..., Any]:
    def made(*args: Any) -> Any:
        watch.note(_spot(1))
        return make(*args)

    return made


def problems_of(case: Case | Path, folder: Path) -> list[str]:
    if isinstance(case, Case):
        return outcome(made(case, folder)).problems
    said = yaml.load(case.read_text("utf-8"), yaml.CSafeLoader)
    tiny = Site.read(tiny_site(folder))
    return [line for given in said["inputs"] for line in problems_of_input(tiny, given)]


@pytest.fixture(scope="module")
def reported(watch: Watch, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What is said of the cases; meanwhile the watch notes where it comes from. Once all places
    are reached the others have nothing to add (test_data_faults.py reads every one)."""
    found: dict[str, list[str]] = {}
    wanted = {spot for spot in spots() if spot[:2] not in ELSEWHERE}
    for case in CASES:
        if wanted <= watch.seen.keys():
            break
        folder = tmp_path_factory.mktemp("case")
        watch.case = case
        found[case.name] = problems_of(case, folder)
    watch.case = None
    return found


def test_every_place_that_reports_is_reached_by_a_case(watch, reported):
    missing = {spot for spot in spots() if spot not in watch.seen and spot[:2] not in ELSEWHERE}
    assert missing == set(), "\n".join(map(str, sorted(missing)))


def test_no_function_is_excused_that_is_reached_everywhere(watch, reported):
    assert ELSEWHERE.keys() <= {spot[:2] for spot in set(spots()) - watch.seen.keys()}


def test_a_check_that_is_switched_off_is_missed(watch, reported, tmp_path_factory):
    unnoticed = []
    assert len(watch.adding) > 40
    for spot in sorted(watch.adding):
        watch.hushed, case = spot, watch.seen[spot]
        if problems_of(case, tmp_path_factory.mktemp("hushed")) == reported[case.name]:
            unnoticed.append(spot)
    watch.hushed = None
    assert unnoticed == []


def test_the_places_excused_are_tested_elsewhere():
    for (module, _), test in ELSEWHERE.items():
        said = (ROOT / test).read_text("utf-8")
        name = module.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]
        assert name in said
        assert "problems" in said
