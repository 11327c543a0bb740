"""Stale translations: each section of a translation remembers what it was made from.

The front matter of an English article holds, under ``revised``, the hash of every Chinese
section it renders. A changed Chinese section makes the check fail until the English has been
revised and the new hash acknowledged (``explainer revised NAME [SECTION …]``). Commit dates
play no part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from explainer.articles.article import Article
from explainer.data.model import LANGUAGES
from explainer.memo import write_whole
from explainer.problems import Problems

ORIGINAL, *TRANSLATIONS = LANGUAGES
_COMMAND = ".venv/bin/explainer revised"
_BLOCK = re.compile(r"^revised:.*\n(?:[ ]{2}.*\n)*", re.MULTILINE)


def check(articles: Mapping[tuple[str, str], Article], problems: Problems) -> None:
    """Report every section whose original has changed since it was translated."""
    for (language, name), article in articles.items():
        original = articles.get((ORIGINAL, name))
        if language not in TRANSLATIONS or original is None:
            continue
        current = {s.id: s for s in original.sections if s.id}
        for section in article.sections:
            if section.id not in current:
                continue  # reported by the comparison of headings
            source = current[section.id]
            known = article.front.revised.get(section.id)
            if known == source.hash:
                continue
            state = "was never compared with" if known is None else "is older than"
            problems.add(
                article.locate(section.line),
                f'section "{section.id}" {state} {original.locate(source.line)}',
                f"Revise it, then run `{_COMMAND} {name} {section.id}`",
            )
        for identifier in article.front.revised:
            if identifier not in current:
                problems.add(
                    article.document.locate(("revised", identifier), key=True),
                    f'revised.{identifier}: {original.path} has no such section',
                    f"Remove the line, or run `{_COMMAND} {name}`",
                )


def acknowledge(
    root: Path, articles: Mapping[tuple[str, str], Article], name: str, sections: list[str]
) -> list[str]:
    """Record that sections (all, if none is named) of a translation are up to date.

    Writes the hashes into the translation's front matter and returns the ids of the sections
    whose hash changed. Raises KeyError for an unknown article or section.
    """
    original = articles[ORIGINAL, name]
    current = {s.id: s.hash for s in original.sections if s.id}
    for section in sections:
        current[section]  # an unknown one is an error, before anything is written
    changed: list[str] = []
    for language in TRANSLATIONS:
        article = articles[language, name]
        revised = {
            identifier: digest
            if not sections or identifier in sections
            else article.front.revised.get(identifier)
            for identifier, digest in current.items()
        }
        kept = {identifier: digest for identifier, digest in revised.items() if digest}
        changed += [i for i, d in kept.items() if article.front.revised.get(i) != d]
        _write(root / article.path, kept)
    return changed


def _write(path: Path, revised: dict[str, str]) -> None:
    text = path.read_bytes().decode("utf-8")  # reading as text would change line endings
    newline = "\r\n" if "\r\n" in text else "\n"
    block = "revised:\n" + "".join(f'  {i}: "{digest}"\n' for i, digest in revised.items())
    opening, front, body = text.split(f"---{newline}", 2)
    front = (_BLOCK.sub("", front.replace("\r\n", "\n")) + block).replace("\n", newline)
    write_whole(path, f"{opening}---{newline}{front}---{newline}{body}".encode())
