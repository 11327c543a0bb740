"""A site in some of its languages, or in others: what a new one starts from.

Texts in languages that are not wanted go; for those in a language the site is not written in
stands an ellipsis, of which the check warns until somebody writes them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError
from babel.core import get_global

from explainer.articles.article import read_all
from explainer.checks import translations
from explainer.commands.refusing import Refused
from explainer.data import dataset
from explainer.data.addresses import RESERVED
from explainer.data.model import LANGUAGE
from explainer.data.specimens import TO_WRITE
from explainer.language.known import FALLBACK, converter, definition, folders
from explainer.memo import write_whole
from explainer.problems import Problems, suggestion

Settings = Mapping[str, Mapping[str, Any]]
"""What a site says of its languages, by their codes."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # as data is read: the other knows less
_REVISED = re.compile(r"^revised:.*\n(?:[ ]{2}.*\n)*", re.MULTILINE)
_CALL = re.compile(r"\{\{.*?\}\}")
_LINK = re.compile(r"\[[^\]]*\](?=\()")
_FRONT = re.compile(r"^(title|description|nav_title): .*$")
_HEADING = re.compile(r"^(#+) .*?( \{#[^}]+\})?$")


def languages(root: Path) -> Settings:
    """What a site says of its languages, the one at its root first."""
    found: Settings = yaml.load((root / "data/site.yml").read_text("utf-8"), _LOADER)["languages"]
    return found


def check(wanted: Sequence[str], known: Collection[str]) -> None:
    """Raise Refused where a site cannot be in these languages; ``known`` are those of the site
    it is made from."""
    codes = sorted({*known, *folders()})
    if not wanted:
        raise Refused("no language is named", "Name one or more, the first for the site's root")
    for code in wanted:
        origin = definition(code).made_from if re.fullmatch(LANGUAGE, code) else None
        if not re.fullmatch(LANGUAGE, code) or code in RESERVED or not _locale(code):
            raise Refused(f'"{code}" is no language{suggestion(code, codes)}',
                          "Write codes with spaces between, such as en fr pt-br")
        if wanted.count(code) > 1:
            raise Refused(f'"{code}" is named twice', "Name each language once")
        if origin and origin not in wanted[:wanted.index(code)]:
            raise Refused(f'"{code}" is made from {origin}, which is not there before it',
                          f"Name {origin} as well, before {code}")


def choose(root: Path, wanted: Sequence[str]) -> list[str]:
    """Have the site in a folder in the languages ``wanted``, the first at its root. Gives what is
    missing in them, a sentence each. Raises Refused, before anything is written."""
    had = languages(root)
    check(wanted, had)
    for path in sorted((root / "data").rglob("*.yml")):
        text = path.read_text("utf-8")
        write_whole(path, _Chosen(text, had, wanted).text().encode())
    written = [code for code in wanted if definition(code).made_from is None]
    for code in (code for code in written if code not in had):
        own = _own(code, had)
        shutil.copytree(root / "docs" / (own or _model(had)), root / "docs" / code)
        for path in (root / "docs" / code).rglob("*.md") if own is None else ():
            write_whole(path, _to_write(path.read_text("utf-8")).encode())
    for path in (root / "docs").rglob("*.md"):
        write_whole(path, _REVISED.sub("", path.read_text("utf-8"), count=1).encode())
    for code in had.keys() - {*written}:
        shutil.rmtree(root / "docs" / code)
    _acknowledge(root)
    return [*_missing(written, had)]


def _missing(written: Sequence[str], had: Collection[str]) -> Iterator[str]:
    for code in written:
        if _own(code, had) is None:
            yield f"{code}: {TO_WRITE} stands for every text; make check lists them"
        if lacks := definition(code).lacks:
            yield f"{code}: {', '.join(lacks)} are not known, and English stands in for them; " \
                f"a folder hooks/explainer/language/{code.replace('-', '_')} makes them known"


def _own(code: str, had: Collection[str]) -> str | None:
    """The language whose texts are those of a language: itself, or the one it is a kind of, such
    as en of en-us."""
    return next((each for each in (code, code.partition("-")[0]) if each in had), None)


def _model(had: Collection[str]) -> str:
    """The language that says which texts there are."""
    return FALLBACK if FALLBACK in had else next(iter(had))


def _acknowledge(root: Path) -> None:
    """Say that the texts of all languages say the same."""
    data = dataset.read(root, Problems(), converter)
    assert data, "what is chosen of a site in order is in order"
    articles = read_all(root, data.site.articles, data.spoken, Problems())
    for name in data.site.articles:
        translations.acknowledge(root, articles, data.site.written, name, [])


def _to_write(text: str) -> str:
    """An article with its calls, links and anchors, and no words."""
    lines = []
    for line in text.split("\n"):
        if (front := _FRONT.match(line)) or line.startswith(("---", "reading_time:")):
            lines.append(f"{front[1]}: {TO_WRITE}" if front else line)
        elif heading := _HEADING.match(line):
            lines.append(f"{heading[1]} {TO_WRITE}{heading[2] or ''}")
        elif not line.strip() or _CALL.fullmatch(line.strip()):
            lines.append(line)
        else:
            kept = _CALL.findall(line) + [
                f"[{TO_WRITE}]{link}" for link in re.findall(r"\]((?:\([^)\s]+\)))", line)]
            lines.append(" ".join([TO_WRITE, *kept]) if kept else TO_WRITE)
    return "\n".join(lines)


class _Chosen:
    """A file of records in the languages that are wanted; everything else stays as it is typed."""

    def __init__(self, text: str, had: Settings, wanted: Sequence[str]) -> None:
        self._old, self._had, self._wanted = text, had, wanted
        self._written = [code for code in wanted if definition(code).made_from is None]

    def text(self) -> str:
        tree, parts, end = yaml.compose(self._old, Loader=_LOADER), [], 0
        for start, stop, new in self._changes(tree) if tree else ():
            parts += [self._old[end:start], new]
            end = stop
        return "".join([*parts, self._old[end:]])

    def _changes(self, node: yaml.Node) -> Iterator[tuple[int, int, str]]:
        """What stands from where to where, and what is to stand there, in order."""
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from self._changes(item)
        if not isinstance(node, yaml.MappingNode):
            return
        for key, value in node.value:
            if not self._is_texts(value):
                yield from self._changes(value)
            elif new := self._chosen(value, settings=key.value == "languages"):
                yield value.start_mark.index, _end(value), new
            else:  # a text that these languages lack
                start = self._old.rindex("\n", 0, key.start_mark.index)
                yield start, _end(value), ""

    def _is_texts(self, node: yaml.Node) -> bool:
        return isinstance(node, yaml.MappingNode) and bool(node.value) and all(
            key.value in self._had for key, _ in node.value)

    def _chosen(self, node: yaml.MappingNode, settings: bool) -> str:
        """The texts, or settings, of the languages that are wanted."""
        typed = {key.value: self._old[value.start_mark.index:_end(value)]
                 for key, value in node.value}
        pairs = []
        for code in self._wanted if settings else self._written:
            if settings:
                pairs.append((code, self._settings(code)))
            elif (own := _own(code, self._had)) in typed:
                pairs.append((code, typed[own]))
            elif own is None and (model := _model(self._had)) in typed:
                pairs.append((code, _stand_in(typed[model])))
        texts = [f"{_key(code)}: {text}" for code, text in pairs]
        if node.flow_style and not settings:
            return f"{{{', '.join(texts)}}}" if texts else ""
        return ("\n" + " " * node.start_mark.column).join(texts)

    def _settings(self, code: str) -> str:
        prefix = "" if code == self._wanted[0] else f"{code}/"
        known: dict[str, Any] = {**self._had[code]} if code in self._had else _known(code)
        return yaml.safe_dump(
            {**known, "prefix": prefix}, default_flow_style=True, allow_unicode=True,
            sort_keys=False, width=1000,
        ).strip()


def _end(node: yaml.Node) -> int:
    """Where a node ends in the text; a mapping in a block without the space behind it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _stand_in(typed: str) -> str:
    """What stands for a text of another language: itself, if it is a sign such as %."""
    text = str(yaml.load(typed, _LOADER))
    if not any(character.isalnum() for character in text):
        return typed
    return f'" {TO_WRITE}"' if text.startswith(" ") else TO_WRITE


def _key(code: str) -> str:
    """A code as a key of YAML; ``no`` would be a truth value."""
    return code if yaml.load(code, _LOADER) == code else f'"{code}"'


def _known(code: str) -> dict[str, Any]:
    """The settings of a language, from what Babel knows."""
    locale = _locale(code)
    assert locale
    origin, parts = definition(code).made_from, [locale.language]
    parts += [part for part in (locale.script if origin else None,
                                locale.territory if "-" in code else None) if part]
    name = locale.get_display_name(locale) or code
    return {
        "prefix": "", "tag": "-".join(parts), "locale": f"{locale.language}_{locale.territory}",
        "name": name if "-" in code else name.partition(" (")[0].capitalize(),
        **({"made_from": origin} if origin else {}),
    }


def _locale(code: str) -> Locale | None:
    """A language with the script and the country it is most likely meant for."""
    named = definition(code).locale if definition(code).made_from else code.replace("-", "_")
    likely = get_global("likely_subtags")
    try:
        locale = Locale.parse(named)
        full = str(likely.get(str(locale)) or likely.get(locale.language, ""))
        whole = Locale.parse(full or str(locale))
    except (UnknownLocaleError, ValueError):
        return None
    territory = locale.territory or whole.territory
    return Locale(locale.language, territory, locale.script or whole.script) if territory else None
