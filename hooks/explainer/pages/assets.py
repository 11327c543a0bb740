"""One style sheet and one script for all pages, without what no page uses.

The theme ships for every site it may ever dress. A rule of its sheets is left out when it can
match nothing: when it names a class, element, colour, role or direction that no page has. Scripts
add elements and states only to parts that are there (``md-search-result__item`` to
``md-search-result``), so a class stays if a script names it and the block it belongs to, in the
sense of BEM, occurs. How results of the search look comes with them, in a sheet of its own.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import rcssmin
import rjsmin
import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

from explainer.charts import tokens
from explainer.memo import Memo

STYLE_SHEET = "assets/stylesheets/site.css"
RESULTS = "assets/stylesheets/search.css"
SCRIPT = "assets/javascripts/site.js"
NAMED = re.compile(r"assets/(?:stylesheets|javascripts)/[\w.-]+")
"""How pages name style sheets and scripts."""

_CLASSES = re.compile(r"""\sclass=(?:"([^"]*)"|([^\s"'>]+))""")
_SETTINGS = re.compile(r"""\s(dir|role|data-md-color-[\w-]+)=(?:"([^"]*)"|([^\s"'>]+))""")
_VERBATIM = re.compile(
    r"(<(?:pre|script|style|textarea)\b.*?</(?:pre|script|style|textarea)>)", re.DOTALL)
_BLANK = re.compile(r"(?<=>)[^\S\n]*\n\s*|[^\S\n]*\n\s*(?=<)")
_NAME = re.compile(r"[\w-]+")
_TAGS = re.compile(r"<([a-zA-Z][\w-]*)")
_CLASS = re.compile(r"\.((?:[\w-]|\\.)+)")
_TAG = re.compile(r"(?:^|(?<=[\s>+~(,]))([a-zA-Z][\w-]*)(?![\w-]*\()")
_SETTING = re.compile(r"\[(data-md-color-[\w-]+|dir|role)=[\"']?([^\]\"']+)[\"']?\]")
_ASIDE = re.compile(
    r":(?:not|lang|dir|nth-[\w-]+)\((?:[^()]|\([^()]*\))*\)|=\"[^\"]*\""
)
"""What stands in a selector without being needed on a page, or is no name at all."""
_CHOICE = re.compile(r":(?:is|where)\(([^()]*)\)")
_LATER = ".md-search-result"
"""What a selector names that is for results of the search alone."""
_ANIMATED = re.compile(r"animation(?:-name)?:([^;}]*)")
_USED = re.compile(r"var\((--[\w-]+)")
_IN_PICTURES = frozenset(f"--ch-{name}" for name in tokens.LIGHT)
"""The custom properties that pictures in pages use, which are not read for them."""
_NESTED = ("media", "supports", "container", "layer")
_BY_SCRIPTS = frozenset({"js", "focus-visible", "mark", "small", "article", "aside", "form"})
"""Classes and elements that scripts make outside any block of the pages."""


@dataclass
class Vocabulary:
    """What the pages of a site are made of."""

    words: set[str] = field(default_factory=lambda: set(_BY_SCRIPTS))
    """Names of classes, their blocks, and elements."""
    settings: set[tuple[str, str]] = field(default_factory=set)
    """Colours of the theme, roles, directions of writing, each with the attribute that sets it."""
    scripted: frozenset[str] = frozenset()
    """What scripts name."""

    def read(self, html: str) -> Iterable[str]:
        """Add what a page has; gives the style sheets and scripts that it names."""
        return self._add(_vocabulary(html))

    def read_files(self, pages: Mapping[str, bytes], memo: Memo) -> set[str]:
        """Add what the pages in some files have, which are named with the hash of their content:
        ``memo`` remembers those. Gives the style sheets and scripts that they name."""
        found = {
            memo.get(("vocabulary", content), partial(_vocabulary_of, path))
            for path, content in pages.items()
        }
        return {name for each in found for name in self._add(each)}

    def _add(self, found: _Found) -> Iterable[str]:
        words, settings, named = found
        self.words.update(words.split())
        self.settings.update(settings)
        return named

    def close(self, scripts: str = "") -> None:
        """Add the blocks that classes belong to, and what the pages' scripts name; call it when
        every page has been read."""
        self.words.update({_block(word) for word in self.words})
        self.scripted = frozenset(_NAME.findall(scripts))

    def may_match(self, selector: str) -> bool:
        """Whether a selector can match anything on the pages read."""
        settings = set(_SETTING.findall(selector))
        return settings <= self.settings and self._has(_ASIDE.sub("", selector))

    def _has(self, selector: str) -> bool:
        if choice := _CHOICE.search(selector):
            before, after = selector[: choice.start()], selector[choice.end() :]
            return any(self._has(f"{before} {one} {after}") for one in choice[1].split(","))
        classes = (name.replace("\\", "") for name in _CLASS.findall(selector))
        return (
            all(name in self.words or (name in self.scripted and _block(name) in self.words)
                for name in classes)
            and self.words.issuperset(_TAG.findall(selector))
        )


def style_sheets(
    theme: Sequence[str], own: Sequence[str], later: Sequence[str], pages: Vocabulary,
    scripts: str = "", memo: Memo | None = None,
) -> tuple[str, str]:
    """The sheets as two, in their order, minified: of the theme's what the pages need, and all of
    the site's own. The second is for results of the search, with the site's own for ``later``.
    ``scripts`` are texts that may use the sheets' custom properties, as scripts and sheets of some
    pages do. ``memo`` remembers sheets whose parts stay the same."""
    parts = (*theme, "", *own, "", *later, "", scripts, *sorted(pages.words),
             *map(str, sorted(pages.settings)), *sorted(pages.scripted))
    key = "sheets", hashlib.sha256("\0".join(parts).encode()).digest()
    return (memo or Memo()).get(key, partial(_style_sheets, theme, own, later, pages, scripts))


def classes(sheet: str) -> frozenset[str]:
    """The classes of what a sheet is for: the first of each selector that is not the theme's.

    >>> sorted(classes(".md-typeset .a .c, .b:is(.d, p) { top: 0 }"))
    ['a', 'b']
    """
    rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", ",", sheet, flags=re.DOTALL)
    own = ([name for name in _CLASS.findall(selector) if not name.startswith("md-")]
           for selector in rules.split(","))
    return frozenset(names[0] for names in own if names)


def parts(html: str, sheets: Mapping[str, frozenset[str]]) -> list[str]:
    """Which parts a page needs: those whose sheet has a rule for a class of its HTML.

    >>> parts('<p class="note">', {"lists": frozenset({"list"}), "notes": frozenset({"note"})})
    ['notes']
    """
    own = _classes_of(html)
    return [name for name, named in sheets.items() if not own.isdisjoint(named)]


def minified(sheet: str) -> str:
    """A style sheet as it is served."""
    return str(rcssmin.cssmin(sheet))


_Found = tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]]


def _vocabulary(html: str) -> _Found:
    """The words of a page in one text, of which pages alike share one, its settings, and the files
    it names."""
    words = {*_TAGS.findall(html), *_classes_of(html)}
    found = {(sys.intern(name), sys.intern(quoted or bare))
             for name, quoted, bare in _SETTINGS.findall(html)}
    return sys.intern(" ".join(sorted(words))), tuple(sorted(found)), \
        tuple(map(sys.intern, sorted(set(NAMED.findall(html)))))


def _vocabulary_of(path: str) -> _Found:
    return _vocabulary(Path(path).read_text("utf-8"))


def _classes_of(html: str) -> set[str]:
    return {name for quoted, bare in set(_CLASSES.findall(html))
            for name in (quoted or bare).split()}


def _style_sheets(
    theme: Sequence[str], own: Sequence[str], later: Sequence[str], pages: Vocabulary, scripts: str
) -> tuple[str, str]:
    rules = tinycss2.parse_stylesheet("".join(theme), skip_comments=True, skip_whitespace=True)
    at_once, then = (
        lambda selector, wanted=wanted: (
            (_LATER in selector) is wanted and pages.may_match(selector))
        for wanted in (False, True)
    )
    results = "\n".join([_needed(rules, then), *later])
    css = "\n".join([_needed(rules, at_once), *own])
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    common = _without_unused(rules, _used(rules, scripts + results))
    return minified(common), minified(results)


def script(sources: Iterable[str], given: Mapping[str, object] | None = None) -> str:
    """The scripts as one, minified, each in a scope of its own: what goes wrong in one is reported
    as ever, and the others run. All know what is ``given``, by its name."""
    known = [f"const {name}={json.dumps(value)}" for name, value in (given or {}).items()]
    parts = [
        f"try{{{module(source)}\n}}catch(error){{setTimeout(()=>{{throw error}})}}"
        for source in sources
    ]
    return "\n".join([*known, *parts])


def kilobytes(paths: Iterable[Path], memo: Memo) -> int:
    """What files weigh together on their way to a reader, compressed, in tens of kilobytes."""
    def weigh(content: bytes) -> int:
        return len(gzip.compress(content))

    found = sum(
        memo.get(("gzip", hashlib.sha256(content).digest()), partial(weigh, content))
        for content in (path.read_bytes() for path in paths)
    )
    return math.ceil(found / 10_000) * 10


def compact(html: str) -> str:
    """A page without the blank lines and the indentation that its templates left around tags;
    what stands in elements that show or run it as it is stays.

    >>> compact("<ul>\\n\\n  <li>\\n    One\\n  </li></ul><pre>\\n  <b></pre>")
    '<ul>\\n<li>\\nOne\\n</li></ul><pre>\\n  <b></pre>'
    """
    parts = _VERBATIM.split(html)
    parts[::2] = [_BLANK.sub("\n", part) for part in parts[::2]]
    return "".join(parts)


def module(source: str) -> str:
    """A script of its own, minified."""
    return str(rjsmin.jsmin(source))


def _block(name: str) -> str:
    return re.split(r"__|--", name, maxsplit=1)[0]


def _needed(rules: Sequence[Node], wanted: Callable[[str], bool]) -> str:
    kept = []
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = [s for s in _selectors(rule.prelude) if wanted(s)]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}")
        elif _is_nested(rule):
            if body := _needed(_inside(rule), wanted):
                prelude = tinycss2.serialize(rule.prelude)
                kept.append(f"@{rule.at_keyword}{prelude}{{{body}}}")
        elif isinstance(rule, AtRule) and rule.lower_at_keyword != "charset" and wanted(""):
            kept.append(rule.serialize())
    return "\n".join(kept)


def _selectors(prelude: Sequence[Node]) -> list[str]:
    """The selectors of a rule: what stands between commas outside brackets."""
    parts: list[list[Node]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _used(rules: Sequence[Node], scripts: str) -> set[str]:
    """The custom properties and animations that something uses which is used itself."""
    by_property: dict[str, set[str]] = {}
    for name, value in _declared(rules):
        found = by_property.setdefault(name if name.startswith("--") else "", set())
        found.update(_uses(value))
    used: set[str] = set()
    new = {*by_property.pop("", ()), *_USED.findall(scripts), *_IN_PICTURES}
    while new:
        used |= new
        new = {other for name in new for other in by_property.get(name, ())} - used
    return used


def _uses(value: str) -> set[str]:
    run = (name for said in _ANIMATED.findall(value) for name in _NAME.findall(said))
    return {*_USED.findall(value), *run}


def _declared(rules: Sequence[Node]) -> Iterator[tuple[str, str]]:
    """What rules declare, and those within conditions: property and value."""
    for rule in rules:
        if _is_nested(rule):
            yield from _declared(_inside(rule))
        elif isinstance(rule, QualifiedRule):
            content = tinycss2.serialize(rule.content)
            if "--" not in content and "animation" not in content:
                continue
            for node in tinycss2.parse_blocks_contents(rule.content, skip_comments=True):
                declares = isinstance(node, Declaration)
                yield node.name if declares else "", node.serialize()
        else:
            yield "", rule.serialize()


def _without_unused(rules: Sequence[Node], used: set[str]) -> str:
    """The rules without custom properties and animations that nothing uses, and without those that
    held only such properties."""
    kept = []
    for rule in rules:
        if _is_nested(rule):
            if body := _without_unused(_inside(rule), used):
                kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{body}}}")
        elif isinstance(rule, AtRule) and rule.lower_at_keyword == "keyframes":
            if tinycss2.serialize(rule.prelude).strip() in used:
                kept.append(rule.serialize())
        elif isinstance(rule, QualifiedRule) and "--" in tinycss2.serialize(rule.content):
            content = tinycss2.parse_blocks_contents(rule.content, skip_comments=True)
            left = [
                node for node in content
                if not (isinstance(node, Declaration) and node.name.startswith("--")
                        and node.name not in used)
            ]
            if body := "".join(
                f"{n.serialize()};" if isinstance(n, Declaration) else n.serialize() for n in left
            ).strip():
                kept.append(f"{tinycss2.serialize(rule.prelude)}{{{body}}}")
        else:
            kept.append(rule.serialize())
    return "\n".join(kept)


def _is_nested(rule: Node) -> bool:
    """Whether a rule is a condition with rules in it."""
    return isinstance(rule, AtRule) and rule.lower_at_keyword in _NESTED and bool(rule.content)


def _inside(rule: Any) -> list[Node]:
    return list(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
