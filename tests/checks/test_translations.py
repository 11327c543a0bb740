"""Stale translations: what is remembered, what is acknowledged, what is never touched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tiny_site import LANGUAGES, tiny_site

from explainer.articles.article import read_all
from explainer.checks import translations
from explainer.cli import main
from explainer.data.model import Spoken
from explainer.problems import InvalidInput, Problems
from explainer.site import Site

ZH = """\
---
title: 账本
description: 账本。
---

开头。

## 收入 {#revenue}

一。

## 人 {#people}

二。
"""
EN = """\
---
title: Accounts
description: "The accounts: all of them."
nav_title: Accounts
---

Opening.

---

## Revenue {#revenue}

One  \nbroken line.

## People {#people}

```yaml
---
revised:
  top: "never touched"
---
```
"""


SPOKEN = Spoken(LANGUAGES)


def write(root: Path, zh: str = ZH, en: str = EN) -> Path:
    for language, text in (("zh", zh), ("en", en)):
        path = root / "docs" / language / "accounts.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root / "docs" / "en" / "accounts.md"


def problems_of(root: Path) -> list[str]:
    problems = Problems()
    translations.check(read_all(root, ["accounts"], SPOKEN, problems), LANGUAGES, problems)
    return [str(problem) for problem in problems]


def acknowledge(root: Path, *sections: str) -> list[str]:
    articles = read_all(root, ["accounts"], SPOKEN, Problems())
    return translations.acknowledge(root, articles, LANGUAGES, "accounts", list(sections))


def test_every_section_must_have_been_compared(tmp_path):
    write(tmp_path)
    assert problems_of(tmp_path) == [
        f'docs/en/accounts.md:{line}:1: section "{section}" was never compared with '
        f"docs/zh/accounts.md:{original}:1. Revise it, then run "
        f"`.venv/bin/explainer revised accounts {section}`."
        for section, line, original in (("top", 6, 5), ("revenue", 11, 8), ("people", 16, 12))
    ]


def test_acknowledging_an_article_settles_all_of_it(tmp_path):
    write(tmp_path)
    assert acknowledge(tmp_path) == ["top", "revenue", "people"]
    assert problems_of(tmp_path) == []


def test_the_command_that_is_named_settles_its_section_as_it_stands(tmp_path):
    root = tiny_site(tmp_path, {"docs/zh/accounts.md": {"厂里有": "工厂里有"}})
    problems = Problems()
    Site.read_into(root, problems)
    program, *arguments = re.search(r"`(.+)`", problems.report())[1].split()
    assert program == ".venv/bin/explainer"
    assert main(["--root", str(root), *arguments]) == 0
    Site.read(root)


def test_acknowledging_again_changes_nothing(tmp_path):
    path = write(tmp_path)
    acknowledge(tmp_path)
    before = path.read_bytes()
    assert acknowledge(tmp_path) == []
    assert path.read_bytes() == before


def test_only_the_changed_section_is_stale(tmp_path):
    write(tmp_path)
    acknowledge(tmp_path)
    zh = tmp_path / "docs" / "zh" / "accounts.md"
    zh.write_text(zh.read_text("utf-8").replace("一。", "一又一。"), "utf-8")
    assert problems_of(tmp_path) == [
        'docs/en/accounts.md:15:1: section "revenue" is older than docs/zh/accounts.md:8:1. '
        "Revise it, then run `.venv/bin/explainer revised accounts revenue`."
    ]
    assert acknowledge(tmp_path, "people") == []
    assert len(problems_of(tmp_path)) == 1
    assert acknowledge(tmp_path, "revenue") == ["revenue"]
    assert problems_of(tmp_path) == []


def test_a_change_of_the_translation_demands_a_look_at_the_original(tmp_path):
    path = write(tmp_path)
    acknowledge(tmp_path)
    path.write_text(path.read_text("utf-8").replace("Opening.", "No opening."), "utf-8")
    assert problems_of(tmp_path) == [
        'docs/en/accounts.md:10:1: section "top" has changed since it was compared with '
        "docs/zh/accounts.md:5:1. Look whether both say the same, then run "
        "`.venv/bin/explainer revised accounts top`."
    ]
    assert acknowledge(tmp_path, "top") == ["top"]
    assert problems_of(tmp_path) == []


def test_the_original_is_in_the_first_language_whichever_that_is(tmp_path):
    write(tmp_path)
    spoken = Spoken(("en", "zh"))
    problems = Problems()
    translations.check(read_all(tmp_path, ["accounts"], spoken, problems), spoken.written, problems)
    assert [str(problem).partition(" was")[0] for problem in problems] == [
        'docs/zh/accounts.md:5:1: section "top"', 'docs/zh/accounts.md:8:1: section "revenue"',
        'docs/zh/accounts.md:12:1: section "people"',
    ]


def test_a_section_that_has_gone_is_forgotten(tmp_path):
    write(tmp_path)
    acknowledge(tmp_path)
    zh = ZH.replace("\n## 人 {#people}\n\n二。\n", "")
    (tmp_path / "docs" / "zh" / "accounts.md").write_text(zh, "utf-8")
    assert problems_of(tmp_path) == [
        "docs/en/accounts.md:8:3: revised.people: docs/zh/accounts.md has no such section. "
        "Remove the line, or run `.venv/bin/explainer revised accounts`."
    ]
    assert acknowledge(tmp_path) == []
    assert problems_of(tmp_path) == []


def test_only_the_front_matter_is_written(tmp_path):
    path = write(tmp_path)
    acknowledge(tmp_path)
    text = path.read_bytes().decode()
    front = EN[: EN.index("---\n", 4)]
    assert text.startswith(f'{front}revised:\n  top: "')
    assert text.endswith(EN.removeprefix(front))
    assert (tmp_path / "docs" / "zh" / "accounts.md").read_bytes() == ZH.encode()


def test_keys_after_the_hashes_are_kept(tmp_path):
    en = EN.replace("nav_title: Accounts\n", 'revised:\n  top: "old"\nnav_title: Accounts\n')
    path = write(tmp_path, en=en)
    acknowledge(tmp_path)
    text = path.read_text("utf-8")
    assert text.count("\nrevised:\n") == 2  # its own, and the one in the code block
    assert "nav_title: Accounts\n" in text
    assert problems_of(tmp_path) == []


@pytest.mark.parametrize("revised", ["revised: {}\n", 'revised: {top: "old"}\n'])
def test_hashes_written_on_one_line_are_replaced_too(tmp_path, revised):
    write(tmp_path, en=EN.replace("nav_title: Accounts\n", revised))
    acknowledge(tmp_path)
    assert problems_of(tmp_path) == []


def test_line_endings_of_the_prose_are_kept(tmp_path):
    path = write(tmp_path, en=EN.replace("\n", "\r\n"))
    acknowledge(tmp_path)
    assert problems_of(tmp_path) == []
    prose = EN[EN.index("\nOpening.") :].replace("\n", "\r\n").encode()
    assert path.read_bytes().endswith(prose)


@pytest.mark.parametrize("section", ["nothing", "none"])
def test_an_unknown_section_is_refused_and_nothing_is_written(tmp_path, section):
    path = write(tmp_path)
    with pytest.raises(KeyError, match=section):
        acknowledge(tmp_path, "top", section)
    assert path.read_bytes() == EN.encode()


def test_an_unknown_article_is_refused():
    with pytest.raises(KeyError, match="nothing"):
        translations.acknowledge(Path(), {}, LANGUAGES, "nothing", [])


def test_who_is_writing_sees_a_text_before_its_translation_is_revised(tmp_path):
    text = {"docs/zh/index.md": {"## ": "刚刚写下。\n\n## "}}
    root = tiny_site(tmp_path, text)
    with pytest.raises(InvalidInput, match='is older than'):
        Site.read(root)
    assert "刚刚写下。" in Site.read(root, drafting=True).rendered["zh", "index"].markdown
