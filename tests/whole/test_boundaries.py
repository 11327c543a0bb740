"""The walls of the house: who may import what, who may know what, how large a room may be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_site import LANGUAGES, ROOT

import explainer

LIBRARY = sorted(ROOT.glob("hooks/explainer/**/*.py"))
ADAPTERS = sorted(ROOT.glob("hooks/*.py"))
PARTIALS = sorted(ROOT.glob("overrides/**/*.html"))
SITE_GENERATORS = {"mkdocs", "material", "properdocs", "zensical"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> set[str]:
    """The top-level packages a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", LIBRARY, ids=name)
def test_the_library_does_not_know_the_site_generator(path):
    assert imported(path) & SITE_GENERATORS == set()


def test_importing_the_library_loads_no_site_generator_and_no_drawing():
    heavy = {*SITE_GENERATORS, "altair", "vl_convert"}
    program = (
        "import sys, explainer.cli, explainer.site, explainer.checks.built, explainer.charts\n"
        f"print(sorted(set(sys.modules) & {heavy!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("path", "limit"),
    [(path, limit) for paths, limit in ((LIBRARY, 350), (ADAPTERS, 170), (PARTIALS, 60))
     for path in paths],
    ids=lambda value: name(value) if isinstance(value, Path) else str(value),
)
def test_rooms_stay_small_enough_to_read(path, limit):
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= limit, f"{name(path)} has {lines} lines: divide it by subject"


def test_what_is_one_language_stands_in_the_room_of_languages():
    """Elsewhere a language is one of the site's; only messages say that they are in English."""
    named = [
        f"{name(path)}:{node.lineno}" for path in [*LIBRARY, *ADAPTERS]
        if "language" not in path.relative_to(ROOT).parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in LANGUAGES
    ]
    assert {place.partition(":")[0] for place in named} == {
        "hooks/explainer/data/model/fields.py", "hooks/explainer/data/model/wording.py",
    }


def test_the_hall_holds_few_files():
    assert len([path for path in LIBRARY if path.parent.name == "explainer"]) <= 12


@pytest.mark.parametrize("path", ADAPTERS, ids=name)
def test_adapters_come_in_by_the_one_door(path):
    tree = ast.parse(path.read_text("utf-8"))
    inside = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
              and (node.module or "").startswith("explainer.")]
    named = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)
             and isinstance(node.value, str) and node.value.startswith("explainer.")]
    taken = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
             and node.module == "explainer" for alias in node.names}
    assert (inside, named, taken - set(explainer.__all__)) == ([], [], set())


def rooms() -> set[str]:
    folder = ROOT / "hooks" / "explainer"
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    return files | {f"{path.parent.name}/" for path in folder.glob("*/__init__.py")}


def test_hacking_names_exactly_the_rooms_there_are():
    text = (ROOT / "HACKING.md").read_text("utf-8")
    table = text.partition("| room or file |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `([a-z]+/?)` \|", table, re.M)) == rooms()


def test_hacking_names_files_that_there_are():
    text = (ROOT / "HACKING.md").read_text("utf-8")
    table = text.partition("Ten changes")[2].partition("\n\n**")[0]
    named = re.findall(r"\| `([a-z/_.]+)`[^|]*\|$", table, re.M)
    library = ROOT / "hooks" / "explainer"
    assert len(named) == 10
    assert [path for path in named if not (library / path).exists()] == []


@pytest.mark.parametrize("room", sorted(r for r in rooms() if r.endswith("/")))
def test_a_room_says_what_it_answers_and_what_it_may_use(room):
    text = ast.get_docstring(ast.parse(
        (ROOT / "hooks" / "explainer" / room / "__init__.py").read_text("utf-8")))
    assert text is not None
    assert "?" in text.splitlines()[0]
    assert any(line.startswith("Uses: ") for line in text.splitlines())


def test_every_adapter_is_called_by_the_settings():
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert [name(path) for path in ADAPTERS if f"- {name(path)}\n" not in settings] == []
