"""Articles: Markdown with front matter and calls of author functions.

``docs/<language>/<name>.md``; both languages have the same names and the same heading ids.
Reading an article gives its parts with their positions; rendering is in
:mod:`explainer.articles.rendering`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from pydantic import Field

from explainer import files
from explainer.articles import controls, pieces
from explainer.data.model import Identifier, Language, Number, Spoken, Strict, Text
from explainer.data.strict_yaml import Document, parse
from explainer.data.validating import Origin, validate
from explainer.memo import Memo
from explainer.problems import Location, Problems

_FENCE = re.compile(r"^---\s*$")
_CONFLICT = re.compile(r"<{7}( |$)")
_CONFLICT_END = re.compile(r">{7}( |$)")
_HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<text>.*?)\s*(?:\{\s*#(?P<id>[^\s}]+)[^}]*\})?\s*$")


class SearchSettings(Strict):
    """How the site's search treats an article."""

    boost: Number = Decimal(1)
    """Below 1 for long lists, so that stories come first."""


class FrontMatter(Strict):
    """What stands between the ``---`` lines of an article."""

    title: Text
    description: Text
    """One sentence for search engines and cards."""
    nav_title: Text | None = None
    reading_time: bool = True
    """Whether the page says how long it takes; no for lists and ways in."""
    search: SearchSettings = SearchSettings()
    revised: dict[Identifier, str] = Field(default_factory=dict)
    """For a translation: the hash of each section it was made from, by section id."""


    def texts(self) -> Iterator[tuple[str, str]]:
        """What readers see of it, by key."""
        yield "title", self.title
        yield "description", self.description
        if self.nav_title is not None:
            yield "nav_title", self.nav_title


@dataclass(frozen=True)
class Section:
    """A heading and the text up to the next one. ``id`` is ``top`` before the first heading."""

    id: str
    level: int
    title: str
    line: int
    text: str

    @property
    def hash(self) -> str:
        """A fingerprint of heading and text, blind to white space at line ends."""
        lines = [line.rstrip() for line in f"{self.title}\n{self.text}".strip().splitlines()]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Article:
    """One article in one language. ``body`` begins on line ``first_line`` of the file."""

    name: str
    language: Language
    path: str
    front: FrontMatter
    body: str
    first_line: int
    document: Document
    sections: tuple[Section, ...] = field(default=())

    def locate(self, line: int, column: int = 1) -> Location:
        """The place in the file of a 1-based line of the body."""
        return Location(self.path, line + self.first_line - 1, column)


def read_all(
    root: Path, names: Sequence[str], spoken: Spoken, problems: Problems
) -> dict[tuple[str, str], Article]:
    """All articles by (language, name), those of languages that are made from others too. Reports
    missing, surplus and malformed ones."""
    articles: dict[tuple[str, str], Article] = {}
    memo = Memo(root / ".cache" / "memo" / "articles.pickle")
    for language in spoken.written:
        folder = root / "docs" / language
        present = {
            path.relative_to(folder).as_posix().removesuffix(".md")
            for path in files.within(folder) if path.name.endswith(".md")
        }
        home = {"index"}  # a list without it is reported
        for name in sorted(present - set(names) - home):
            problems.add(
                Location(f"docs/{language}/{name}.md"),
                f'article "{name}" is not in the list of pages',
                "Add it to pages in data/site.yml or remove the file",
            )
        for name in names:
            relative = f"docs/{language}/{name}.md"
            if name not in present:
                problems.add(
                    Location(relative), "missing article (it is in pages of data/site.yml)",
                    "Write it in this language, with the same heading ids as the other",
                )
                continue
            article = read(root / relative, relative, name, language, problems, memo)
            if article:
                articles[language, name] = article
    memo.save()
    for code, (source, convert) in spoken.made.items():
        for name in names:
            if original := articles.get((source, name)):
                articles[code, name] = _converted(original, code, convert)
    return articles


def _converted(article: Article, language: Language, convert: Callable[[str], str]) -> Article:
    """An article in a language that is made from its own; its places are those of its own."""
    front = article.front.model_copy(update={
        key: convert(text) for key, text in article.front.texts()
    })
    body = convert(article.body)
    sections = tuple(_sections(body))
    return replace(article, language=language, front=front, body=body, sections=sections)


def read(
    path: Path, relative: str, name: str, language: Language, problems: Problems,
    memo: Memo | None = None,
) -> Article | None:
    """Read one article; None (and problems) if its front matter is not valid. ``memo`` keeps it
    if nothing is wrong with it."""
    memo, found = memo or Memo(), Problems()
    key = relative, hashlib.sha256(files.content(path) or b"").digest()
    if memo.has(key):
        return memo.get(key, lambda: None)
    article = _read(path, relative, name, language, found)
    problems.extend([*found, *found.warnings])
    whole = article and not found and not found.warnings
    return memo.get(key, lambda: article) if whole else article


def _read(
    path: Path, relative: str, name: str, language: Language, problems: Problems
) -> Article | None:
    lines = _lines(path, relative, problems)
    if lines is None:
        return None
    if _in_conflict(lines, relative, problems):
        return None
    if not lines or not _FENCE.match(lines[0]):
        problems.add(
            Location(relative), "no front matter (expected --- on the first line)",
            "Begin with ---, title, description, ---",
        )
        return None
    end = next((i for i, line in enumerate(lines[1:], 1) if _FENCE.match(line)), None)
    if end is None:
        problems.add(Location(relative), "front matter is not closed", "Add a line with ---")
        return None
    before = len(problems)
    document = parse("\n".join(lines[1:end]) + "\n", relative, problems, first_line=2)
    if document.data is None and len(problems) > before:
        return None
    front = validate(FrontMatter, document.data, Origin(document), problems, "front matter")
    if front is None:
        return None
    body = "\n".join(lines[end + 1 :]) + "\n"
    sections = tuple(_sections(body))
    article = Article(name, language, relative, front, body, end + 2, document, sections)
    _check_headings(article, problems)
    for key, text in front.texts():
        if any(pieces.calls(pieces.read(text))):
            problems.add(
                document.locate((key,)), f"{key}: a call, which is read in the text only",
                "Write words",
            )
    return article


def _lines(path: Path, relative: str, problems: Problems) -> list[str] | None:
    """The lines of a file, without a byte order mark; None (and a problem) if it is no text.
    Characters that have no place in a text are reported and left out."""
    text = files.read(path, relative, problems, merged=False)
    if text is None:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for at, fault in pieces.placed(text, controls.faults(text)):
        problems.add(Location(relative, *at), fault.what, fault.remedy)
    return controls.without(text).removesuffix("\n").split("\n")


def _in_conflict(lines: list[str], relative: str, problems: Problems) -> bool:
    """Whether two versions stand in a file, as a merge leaves them; each place is reported."""
    ends = [number for number, line in enumerate(lines, 1) if _CONFLICT_END.match(line)]
    begins = [number for number, line in enumerate(lines, 1) if _CONFLICT.match(line)]
    for begin in begins:
        end = next((number for number in ends if number > begin), None)
        if end:
            problems.add(
                Location(relative, begin), f"a conflict of two versions, up to line {end}",
                "Keep what is right of both, and remove the lines of <, = and >",
            )
    return bool(begins and ends and ends[-1] > begins[0])


def _sections(body: str) -> Iterator[Section]:
    identifier, level, title, start = "top", 0, "", 1
    text: list[str] = []
    shown = pieces.read(body, markdown=True).masked(comment=" ", fence=" ").split("\n")
    for number, line in enumerate(body.split("\n")[:-1], 1):
        if match := _HEADING.match(shown[number - 1]) and _HEADING.match(line):
            yield Section(identifier, level, title, start, "\n".join(text))
            identifier = match["id"] or ""
            level, title, start, text = len(match["marks"]), match["text"], number, []
        else:
            text.append(line)
    yield Section(identifier, level, title, start, "\n".join(text))


def _check_headings(article: Article, problems: Problems) -> None:
    seen: dict[str, int] = {}
    level = 1
    for section in article.sections[1:]:
        at = article.locate(section.line)
        if not section.id:
            problems.add(
                at, f'heading "{section.title[:60]}" has no id',
                "Add {#id}, the same in every language, at its end",
            )
        elif not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", section.id):
            problems.add(
                at, f'heading id "{section.id}" (expected lower-case ASCII with hyphens)',
                "Rename it in every language",
            )
        elif section.id in seen:
            problems.add(
                at, f'heading id "{section.id}" is taken by line {seen[section.id]}',
                "Choose another",
            )
        elif section.level == 1:
            problems.add(
                at, "a heading of level 1 (the title is in the front matter)", "Use ## or deeper"
            )
        elif section.level > level + 1:
            problems.add(
                at, f"heading of level {section.level} after level {level}",
                f"Use {'#' * (level + 1)}",
            )
        seen[section.id] = at.line
        level = section.level
