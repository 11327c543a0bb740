"""What docs/ holds: articles of the languages of a site, and the files it lists. Whatever else
lies there would be published as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from explainer import files
from explainer.articles.article import Article
from explainer.data import model
from explainer.data.addresses import RESERVED
from explainer.data.validating import Origin
from explainer.problems import Location, Problems, suggestion

FOLDER = "docs"
_KINDS: dict[str, tuple[bytes, ...]] = {
    ".png": (b"\x89PNG\r\n\x1a\n",), ".jpg": (b"\xff\xd8\xff",), ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"), ".webp": (b"RIFF",), ".avif": (b"\0\0\0",),
    ".pdf": (b"%PDF-",), ".csv": (), ".txt": (),
}
"""Files that may be published as they are, with how they begin: none that runs scripts."""
MAX_BYTES = 10 * 1024 * 1024


def check(root: Path, site: model.Site, origin: Origin, problems: Problems) -> None:
    """Report whatever lies in docs/ and is neither an article, which is read elsewhere, nor a
    file that data/site.yml lists, and what is wrong with these."""
    listed = {name: origin.locate(("files", index)) for index, name in enumerate(site.files)}
    for name, at in listed.items():
        if found := _fault(root / FOLDER, name):
            problems.add(at, f"files: {name}: {found[0]}", found[1])
    for path in files.within(root / FOLDER):
        name = path.relative_to(root / FOLDER).as_posix()
        if name in listed or _is_article(name, site.written):
            continue
        what, remedy = files.fault(path) or _stray(name, site.written)
        problems.add(Location(f"{FOLDER}/{name}"), what, remedy)


def _is_article(name: str, languages: Sequence[str]) -> bool:
    """Whether a file is where articles are: in the folder of a language."""
    language, _, rest = name.partition("/")
    return language in languages and rest.endswith(".md")


def _stray(name: str, languages: Sequence[str]) -> tuple[str, str]:
    """Why a file is none of docs/, and what to do."""
    folder, slash, _ = name.partition("/")
    near = suggestion(folder, languages) if slash else ""
    folders = " or ".join(f"{FOLDER}/{language}" for language in languages)
    if name.lower().endswith((".md", ".markdown", ".mdown", ".mkd")):
        if slash and folder in languages:
            return "an article whose name does not end in .md", "Rename it"
        where = f'"{folder}" is no language of the site{near}' if slash else \
            "an article outside the folders of the languages"
        return where, f"Move it to {folders}, or remove it"
    if PurePosixPath(name).suffix.lower() not in _KINDS:
        return (
            f"no file that may be published as it is (expected an article, or one of "
            f"{', '.join(_KINDS)})", "Remove it",
        )
    return "no article, and not listed as a file", "Add it to files in data/site.yml, or remove it"


def _fault(folder: Path, name: str) -> tuple[str, str] | None:
    """What is wrong with a file that is published as it is; None if nothing is."""
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or name != "/".join(parts) or "\\" in name:
        return "no path in docs/", "Write it like zh/map.png"
    if taken := next((part for part in parts[:-1] if part in RESERVED), None):
        return f"the folder {taken} is made by the site itself", "Choose another folder"
    suffix = PurePosixPath(name).suffix
    if suffix not in _KINDS:
        return (
            f"got a file in {suffix or 'no form'}, expected one of {', '.join(_KINDS)}",
            "Publish it elsewhere and link to it",
        )
    path = folder / name
    if found := files.fault(path):
        return found
    if path.stat().st_size > MAX_BYTES:
        return f"larger than {MAX_BYTES:,} bytes", "Make it smaller"
    with path.open("rb") as file:
        begin = file.read(8)
    if _KINDS[suffix] and not begin.startswith(_KINDS[suffix]):
        return f"its content is no {suffix[1:].upper()}", "Save it in that form, or rename it"
    return None


def made(articles: Mapping[tuple[str, str], Article]) -> Iterator[tuple[str, str]]:
    """The articles that are in no file, of languages made from others: where each would stand in
    docs/, and its front matter. The text is rendered already."""
    for (language, name), article in articles.items():
        if article.path != f"{FOLDER}/{language}/{name}.md":
            said = article.front.model_dump(exclude_none=True, exclude={"revised"})
            front = json.dumps(said, ensure_ascii=False, default=float)
            yield f"{language}/{name}.md", f"---\n{front}\n---\n"


def published(site: model.Site) -> Iterator[str]:
    """The paths in docs/ that the site consists of: articles and listed files."""
    for language in site.codes:
        yield from (f"{language}/{name}.md" for name in site.articles)
    yield from site.files
