"""The words of the interface: the same keys in every language, each of them used."""

from __future__ import annotations

import re
from itertools import count
from string import Formatter
from typing import get_args

import pytest
from tiny_site import ROOT

from explainer.data.model import VERDICTS, Change, Formula, Source, State
from explainer.language import interface, known
from explainer.language.known import FALLBACK
from explainer.problems import InvalidInput

WRITTEN = [code for code in known.folders() if not known.definition(code).made_from]
WORDS = {language: dict(interface.labels(language)) for language in WRITTEN}

FILES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in [*ROOT.glob("hooks/**/*.py"), *ROOT.glob("overrides/**/*.html")]
    if "charts" not in path.parts  # labels are those of axes there, and
    and path.name != "phrases.py"  # those of charts here
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


@pytest.mark.parametrize("language", WRITTEN)
def test_every_language_has_the_same_keys(language):
    assert interface.lacking(language) == []
    for file in ("interface", "charts"):
        own, english = (interface._read(code, file).keys() for code in (language, FALLBACK))
        assert own - english == set()


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


@pytest.mark.parametrize("language", WRITTEN)
def test_all_languages_fill_in_the_same_values(language):
    words, english = interface.labels(language), WORDS[FALLBACK]
    assert [key for key in english if values(words[key]) != values(english[key])] == []


def test_every_label_asked_for_exists():
    missing = {key: sorted(files) for key, files in asked_for().items() if key not in WORDS["zh"]}
    assert missing == {}


def test_every_label_is_asked_for_somewhere():
    assert sorted(WORDS["zh"].keys() - mentioned()) == []


def test_what_a_language_lacks_is_english():
    assert interface.labels("de").home == WORDS[FALLBACK]["home"]
    assert "home" in interface.lacking("de")


def test_a_language_made_from_another_one_has_its_words_converted():
    assert interface.labels("zh-hk")["data_title"] == "數據下載"
    assert interface.labels("zh-tw")["data_title"] == "資料下載"
    assert interface.lacking("zh-hk") == []


def test_a_file_of_words_that_is_none_is_reported(tmp_path, monkeypatch):
    (tmp_path / "interface.yml").write_text("a: b\na: c\n", "utf-8")
    monkeypatch.setattr(interface, "words_of", lambda _: tmp_path)
    monkeypatch.setattr(interface, "_ROOM", tmp_path)
    with pytest.raises(InvalidInput, match=r'interface.yml:2:1: duplicate key "a"'):
        interface._read.__wrapped__("xx", "interface")


def test_labels_are_read_as_attributes_and_unknown_ones_refused():
    words = interface.labels("en")
    assert words.home == words["home"] == WORDS["en"]["home"]
    with pytest.raises(AttributeError, match="nothing"):
        _ = words.nothing
