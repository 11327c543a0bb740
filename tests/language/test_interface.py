"""The words of the interface: the same keys in every language, each of them used."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from tiny_site import ROOT

from explainer.data.model import LANGUAGES, VERDICTS, Change, Formula, Source, State
from explainer.language import interface
from explainer.problems import InvalidInput

WORDS = {language: dict(interface.labels(language)) for language in LANGUAGES}

FILES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in [*ROOT.glob("hooks/**/*.py"), *ROOT.glob("overrides/**/*.html")]
    if "charts" not in path.parts  # labels are those of axes there
}
# How a label is asked for: labels.key, labels["key"], labels[f"family_{…}"] in code and
# labels["family_" ~ …] in partials. figure.labels are words of one chart, not of the interface.
_ASKED = re.compile(
    r"""(?<!figure\.)\blabels(?:\([^()]*\))?
        (?: \.(?P<name>[a-z]\w*)(?![\w(]) | \[f?"(?P<key>[\w-]+)(?P<open>\{|"\s*~|"\]) )""",
    re.VERBOSE,
)
_FAMILIES = {
    "meaning_": get_args(State)[1:],
    "read_": get_args(Source.model_fields["read"].annotation),
    "how_": get_args(Source.model_fields["read"].annotation),
    "what_": get_args(Source.model_fields["kind"].annotation),
    "verdict_": VERDICTS,
    "kind_": get_args(Source.model_fields["kind"].annotation),
    "op_": (*Formula._OPERATIONS, "fall"),
    "to_": ("dark", "light"),
    "change_": get_args(Change.model_fields["kind"].annotation),
}


def family(prefix: str) -> list[str]:
    """The labels of a family: one for each member, or all there are if it is not known here."""
    if prefix in _FAMILIES:
        return [prefix + member for member in _FAMILIES[prefix]]
    return [key for key in WORDS["zh"] if key.startswith(prefix)] or [prefix]


def asked_for() -> dict[str, set[str]]:
    """The labels that code and partials ask for by that name, with the files that do."""
    found: dict[str, set[str]] = {}
    for name, text in FILES.items():
        for match in _ASKED.finditer(text):
            if match["open"] and match["open"] != '"]':
                keys = family(match["key"])
            else:
                keys = [match["name"] or match["key"]]
            for key in keys:
                found.setdefault(key, set()).add(name)
    return found


def mentioned() -> set[str]:
    """The labels that may be asked for under any name: x.key, "key" or one of a family."""
    everything = "\n".join(FILES.values())
    words = set(re.findall(r"[.\"']([a-z][\w-]*)", everything))
    families = tuple(set(re.findall(r"[\"']([a-z_]+_)(?:\{|[\"']\s*~)", everything)))
    return {key for key in WORDS["zh"] if key in words or key.startswith(families)}


def test_every_language_has_the_same_keys():
    first, second = (set(WORDS[language]) for language in LANGUAGES)
    assert first ^ second == set()


def test_every_label_says_something():
    silent = [
        (language, key) for language, words in WORDS.items() for key, text in words.items()
        if not text.strip()
    ]
    assert silent == []


def values(label: str) -> set[str]:
    """What a label fills in, by name or place; the forms for one and for more are parts of it."""
    places, found = count(), set()
    for _, name, forms, _ in Formatter().parse(label):
        if name is not None:
            found |= {name or str(next(places))} | values(forms or "")
    return found


def test_both_languages_fill_in_the_same_values():
    first, second = (WORDS[language] for language in LANGUAGES)
    assert [key for key in first if values(first[key]) != values(second[key])] == []


def test_every_label_asked_for_exists():
    missing = {key: sorted(files) for key, files in asked_for().items() if key not in WORDS["zh"]}
    assert missing == {}


def test_every_label_is_asked_for_somewhere():
    assert sorted(WORDS["zh"].keys() - mentioned()) == []


def test_a_key_that_one_language_lacks_is_reported(tmp_path, monkeypatch):
    for language in LANGUAGES:
        text = "a: b\n" + ("c: d\n" if language == LANGUAGES[0] else "e: f\n")
        (tmp_path / language).mkdir()
        (tmp_path / language / "interface.yml").write_text(text, "utf-8")
    monkeypatch.setattr(interface, "__file__", str(tmp_path / "interface.py"))
    with pytest.raises(InvalidInput) as raised:
        interface.labels.__wrapped__("zh")
    assert str(raised.value).splitlines() == [
        'hooks/explainer/language/en/interface.yml:1:1: missing "c". Add it in this language.',
        'hooks/explainer/language/zh/interface.yml:1:1: missing "e". Add it in this language.',
        "2 problems in 2 files",
    ]


def test_labels_are_read_as_attributes_and_unknown_ones_refused():
    words = interface.labels("en")
    assert words.home == words["home"] == WORDS["en"]["home"]
    with pytest.raises(AttributeError, match="nothing"):
        _ = words.nothing


def test_the_files_of_words_are_those_of_the_languages():
    folder = Path(interface.__file__).parent
    assert sorted(path.parent.name for path in folder.glob("*/interface.yml")) == sorted(LANGUAGES)
