"""Marks glossary terms in rendered text: longest match, first use in each section.

Chinese has no spaces, so a term must also begin and end where words do: 北大 is no word in
向北大概. Word boundaries are jieba's, without guessing at unknown words, so that only words of
its dictionary can hide a term.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from explainer.data.model import Language, Term, Words
from explainer.language.known import definition
from explainer.language.scripts import HAN_CHARACTER, in_han

_TOKENS = re.compile(r"(<!--.*?-->|<svg\b.*?</svg>|<[^>]*>)", re.DOTALL)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)")
_SECTION = {"h1", "h2", "h3", "h4"}
# Text that is a link, a name or a picture already, or that must stay as it is.
_SKIPPED = _SECTION | {
    "a", "abbr", "button", "cite", "code", "dl", "figure", "pre", "script", "style", "summary",
    "table", "time",
}


@dataclass(frozen=True)
class Marker:
    """Marks the terms of one language. ``link`` turns a term into the opening of its link:
    its address and its note, from which the ``<a>`` is made."""

    terms: tuple[Term, ...]
    language: Language
    link: Callable[[Term], tuple[str, str]]

    @cached_property
    def _names(self) -> dict[str, Term]:
        """Every spelling to look for, longest first."""
        spellings = {
            name: term for term in self.terms if term.mark
            for name in (term.name[self.language], *term.aliases.get(self.language, []))
        }
        return {name: spellings[name] for name in sorted(spellings, key=lambda n: (-len(n), n))}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self._names:
            return None
        alternatives = "|".join(re.escape(html.escape(name, False)) for name in self._names)
        if in_han(self.language):
            return re.compile(f"(?<![A-Za-z])(?:{alternatives})(?![A-Za-z])")
        before = f"(?<=[{elided}])|" if (elided := definition(self.language).elided) else ""
        return re.compile(
            rf"(?:{before}(?<![\w-]))(?:{alternatives})(?![\w-])", re.IGNORECASE
        )

    @cached_property
    def _by_spelling(self) -> dict[str, Term]:
        return {html.escape(name, False).casefold(): term for name, term in self._names.items()}

    def mark(self, text: str) -> str:
        """The HTML with the first use of each term in each section linked."""
        if self._pattern is None:
            return text
        parts: list[str] = []
        used: set[str] = set()
        skipping: list[str] = []
        for token in _TOKENS.split(text):
            if token.startswith(("<!--", "<svg")):
                parts.append(token)
                continue
            match = _TAG.match(token)
            if match is None:
                parts.append(token if skipping or not token.strip() else self._marked(token, used))
                continue
            name = match["name"].lower()
            if match["close"]:
                if skipping and skipping[-1] == name:
                    skipping.pop()
            elif name in _SKIPPED and not token.endswith("/>"):
                if name in _SECTION and not skipping:
                    used.clear()
                skipping.append(name)
                used.update(self._linked(token))
            parts.append(token)
        return "".join(parts)

    def _linked(self, tag: str) -> Iterator[str]:
        """The term that an author's own link already explains."""
        if 'class="term"' in tag and (match := re.search(r'href="[^"]*#([a-z0-9-]+)"', tag)):
            yield match[1]

    def _marked(self, text: str, used: set[str]) -> str:
        assert self._pattern is not None
        if not self._pattern.search(text):
            return text
        boundaries = _boundaries(text) if in_han(self.language) else None

        def link(match: re.Match[str]) -> str:
            term = self._by_spelling[match.group().casefold()]
            inside_word = boundaries is not None and not {match.start(), match.end()} <= boundaries
            if inside_word or term.id in used:
                return match.group()
            used.add(term.id)
            href, note = self.link(term)
            return (
                f'<a class="term" href="{html.escape(href)}" title="{html.escape(note)}">'
                f"{match.group()}</a>"
            )

        return self._pattern.sub(link, text)


def others(name: Words, language: Language) -> list[tuple[Language, str]]:
    """What a term is called in other languages, with the language, each spelling once."""
    named = {text: code for code, text in reversed([*name.items()]) if text != name[language]}
    return [(code, text) for code, text in name.items() if named.get(text) == code]


def note(term: Term, language: Language, definition: str) -> str:
    """What a term's link says: its names in other languages, and below them the definition."""
    names = [text for _, text in others(term.name, language)]
    return "\n".join(filter(None, [*names, definition]))


def occurring(terms: Iterable[Term], texts: Iterable[tuple[Language, str]]) -> set[str]:
    """The ids of terms that occur in some text under a name or alias of its language."""
    left = {term.id: term for term in terms}
    found: set[str] = set()
    for language, text in texts:
        if not left:
            break
        folded = text.casefold()
        for term in left.values():
            names = (term.name[language], *term.aliases.get(language, []))
            if any(name.casefold() in folded for name in names):
                found.add(term.id)
        left = {identifier: term for identifier, term in left.items() if identifier not in found}
    return found


@cache
def _tokenizer() -> Callable[[str], Iterable[tuple[str, int, int]]]:
    import jieba

    jieba.setLogLevel("ERROR")
    return lambda text: jieba.tokenize(text, HMM=False)


def _boundaries(text: str) -> set[int]:
    """Where words of a Chinese text begin and end."""
    if not HAN_CHARACTER.search(text):
        return {*range(len(text) + 1)}
    edges = {0, len(text)}
    for _, start, end in _tokenizer()(text):
        edges.update((start, end))
    return edges
