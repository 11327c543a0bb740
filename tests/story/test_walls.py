"""Nothing of this story is anywhere but in its own folders. (A company of another site may be
called like an ordinary word.)"""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_site import ROOT

from explainer.commands import beginning
from explainer.data import dataset

CODE = sorted(
    path for folder in ("hooks", "overrides") for path in (ROOT / folder).rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
)


@pytest.fixture(scope="module")
def names() -> set[str]:
    """What the site and its subject are called, in any language and as an id."""
    data = dataset.load(ROOT)
    company = data.company(data.site.subject)
    assert company
    found = {*company.name.values(), *(company.short or {}).values(), company.id,
             *data.site.title.values()}
    assert len(found) >= 4
    return {word.casefold() for word in found}


def told(path: Path, names: set[str], text: str) -> list[str]:
    shown = f"{path.as_posix()}\n{text}".casefold()
    return [word for word in names if word in shown]


def test_code_and_templates_do_not_know_the_subject(names: set[str]) -> None:
    found = {path: told(path.relative_to(ROOT), names, path.read_text("utf-8")) for path in CODE}
    assert {path: words for path, words in found.items() if words} == {}


def test_a_new_site_has_no_word_of_this_one(names: set[str], tmp_path: Path) -> None:
    beginning.begin(ROOT, tmp_path / "mine", ["en", "fr"])
    for path in (tmp_path / "mine").rglob("*"):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "ignore")
            assert told(path.relative_to(tmp_path), names, text) == []
