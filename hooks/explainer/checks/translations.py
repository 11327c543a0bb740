"""Stale translations: each section of a translation remembers what it was compared with.

The original is in the first language of the site. The front matter of an article in any other
one holds, under ``revised``, two hashes for each section: of the original, and of its own text.
When either has changed, the check fails until somebody has looked at the other and said so
(``explainer revised NAME [SECTION …]``). Commit dates play no part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from explainer.articles.article import Article
from explainer.data.model import Language
from explainer.memo import write_whole
from explainer.problems import Problems

_COMMAND = ".venv/bin/explainer revised"
_BLOCK = re.compile(r"^revised:.*\n(?:[ ]{2}.*\n)*", re.MULTILINE)


def check(
    articles: Mapping[tuple[str, str], Article], languages: Sequence[Language], problems: Problems
) -> None:
    """Report every section whose original has changed since it was translated, and those that
    have changed themselves. ``languages`` are those that are written, the original's first."""
    for (language, name), article in articles.items():
        original = articles.get((languages[0], name))
        if language not in languages[1:] or original is None:
            continue
        current = {s.id: s for s in original.sections if s.id}
        for section in article.sections:
            if section.id not in current:
                continue  # reported by the comparison of headings
            source = current[section.id]
            known, _, own = article.front.revised.get(section.id, "").partition(" ")
            if known == source.hash and own == section.hash:
                continue
            state, remedy = "is older than", "Revise it"
            if not known:
                state = "was never compared with"
            elif known == source.hash:
                state = "has changed since it was compared with"
                remedy = "Look whether both say the same"
            problems.add(
                article.locate(section.line),
                f'section "{section.id}" {state} {original.locate(source.line)}',
                f"{remedy}, then run `{_COMMAND} {name} {section.id}`",
            )
        for identifier in article.front.revised:
            if identifier not in current:
                problems.add(
                    article.document.locate(("revised", identifier), key=True),
                    f'revised.{identifier}: {original.path} has no such section',
                    f"Remove the line, or run `{_COMMAND} {name}`",
                )


def acknowledge(
    root: Path, articles: Mapping[tuple[str, str], Article], languages: Sequence[Language],
    name: str, sections: list[str],
) -> list[str]:
    """Record that sections (all, if none is named) of the translations say what the original
    says.

    Writes the hashes into the translations' front matter and returns the ids of the sections
    whose hashes changed. Raises KeyError for an unknown article or section.
    """
    original = articles[languages[0], name]
    current = {s.id: s.hash for s in original.sections if s.id}
    for section in sections:
        current[section]  # an unknown one is an error, before anything is written
    changed: list[str] = []
    for language in languages[1:]:
        article = articles[language, name]
        own = {s.id: s.hash for s in article.sections}
        revised = {
            identifier: f"{digest} {own.get(identifier, '')}".strip()
            if not sections or identifier in sections
            else article.front.revised.get(identifier)
            for identifier, digest in current.items()
        }
        kept = {identifier: digest for identifier, digest in revised.items() if digest}
        changed += [i for i, d in kept.items() if article.front.revised.get(i) != d]
        _write(root / article.path, kept)
    return list(dict.fromkeys(changed))


def _write(path: Path, revised: dict[str, str]) -> None:
    text = path.read_bytes().decode("utf-8")  # reading as text would change line endings
    newline = "\r\n" if "\r\n" in text else "\n"
    block = "revised:\n" + "".join(f'  {i}: "{digest}"\n' for i, digest in revised.items())
    opening, front, body = text.split(f"---{newline}", 2)
    front = (_BLOCK.sub("", front.replace("\r\n", "\n")) + block).replace("\n", newline)
    write_whole(path, f"{opening}---{newline}{front}---{newline}{body}".encode())
