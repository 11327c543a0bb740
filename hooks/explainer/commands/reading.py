"""The text of a site as people read it: plain sentences, section by section and record by record.

Articles without what their blocks show (charts, tables, lists), since that is the words of
records, which are read by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from explainer.articles.edition import Edition
from explainer.articles.rendering import render
from explainer.articles.voice import BLOCK_FUNCTIONS, Voice, plain
from explainer.data import model
from explainer.data.model import Change, Exempt, Language
from explainer.problems import Location, Problems

_END = re.compile(r"(?<=[。！？…])(?![”’」』）])|(?<=[。！？][”’」』）])|(?<=[.!?])\s+(?=\S)|\n+")
"""Where one sentence ends and the next begins."""
_TARGET = re.compile(r"\]\([^)\s]*\)")
_NO_TEXT = (Change, Exempt)
"""Records whose words tell of a change, or are those of other texts."""


@dataclass(frozen=True)
class Passage:
    """A text in one language: the section of an article, or all words of a record. ``place`` is
    the file and the section or record; ``address`` is where it is read, if it has one place."""

    language: Language
    place: str
    address: str | None
    sentences: tuple[str, ...]


def passages(edition: Edition) -> Iterator[Passage]:
    """Everything a reader reads, in all languages; what cannot be rendered is left out."""
    for article in edition.articles.values():
        language, addresses = article.language, edition.addresses(article.language)
        voice = edition.voice(language, addresses.article(article.name), Problems())
        yield Passage(
            language, article.path, addresses.article(article.name),
            tuple(text for _, text in article.front.texts()),
        )
        for section in article.sections:
            name = None if section.id == "top" else section.id
            yield Passage(
                language, f"{article.path} #{section.id}", addresses.article(article.name, name),
                (*filter(None, [section.title]), *sentences(_plain(voice, section.text))),
            )
    for origin, record in edition.data.all_records():
        if isinstance(record, _NO_TEXT):
            continue
        typed, name = model.words(record), getattr(record, "id", "")
        for language in edition.data.languages if typed else ():
            voice = edition.voice(language, "", Problems())
            texts = [words(voice, record, path) if name else each[language]
                     for path, each in typed]  # the site's own words call nothing
            found = [sentence for text in texts for sentence in sentences(text)]
            place = " ".join(filter(None, (origin.document.path, name)))
            yield Passage(language, place, None, tuple(found))


def words(voice: Voice, record: object, path: tuple[str | int, ...]) -> str:
    """The words at a path of a record in the voice's language, as plain text; empty if they
    cannot be rendered, which is reported where the site is checked."""
    try:
        return plain(voice.say(record, path))
    except LookupError:
        return ""


def sentences(text: str) -> list[str]:
    """A text cut where its sentences end, in any of the scripts that end them so."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def _plain(voice: Voice, text: str) -> str:
    """A section as plain lines, without its blocks."""
    functions = {**voice.functions(), **dict.fromkeys(BLOCK_FUNCTIONS, _nothing)}
    html = render(text, functions, lambda *_: Location(""), Problems(), markdown=True)
    return "\n".join(plain(Markup(line)) for line in _TARGET.sub("]", html).split("\n"))


def _nothing(*_: object, **__: object) -> Markup:
    return Markup("")
