"""Every text field of every kind of record, found in the data model itself, and texts put into
them that would be programs anywhere else."""

from __future__ import annotations

import copy
import json
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel
from tiny_site import LANGUAGES, run_build

from explainer.articles.article import FrontMatter
from explainer.data import model
from explainer.data.model.fields import LanguageField
from explainer.data.strict_yaml import parse
from explainer.problems import Problem, Problems
from explainer.site import Site

Path_ = tuple[str | int, ...]
CANARY = "window.canary=1"
TEXTS = {
    "out of its place": (
        f"""x"'><img src=x onerror="{CANARY}"></script></title></textarea></style>-->"""
        f"""<script>{CANARY}</script><svg onload={CANARY}>]]><iframe srcdoc=y></article>"""
        f"""&lt;img src=x onerror={CANARY}&gt;&#60;script&#62;<!--"""
    ),
    "address": f"javascript:{CANARY}//[x](javascript:{CANARY}) ![y](data:text/html,z) `a` *b* \\",
}  # fmt: skip
PLAIN = {"name", "short", "before", "after"}
"""Names, which are text. Other words of records may hold some HTML."""
_NO_TEXTS = {"revised"}
"""Fields that hold fingerprints of texts."""
FRONT = "front matter"
SITE = "site"
PUBLISHER = "publisher"
_KINDS: dict[str, type[BaseModel]] = {
    **{kind.collection: kind for kind in model.RECORDS}, SITE: model.Site,
    PUBLISHER: model.Imprint, FRONT: FrontMatter,
}


@dataclass
class Input:
    """A record, the site's settings or an article's front matter, in a file of its own in which
    each value has a line of its own (JSON, which is YAML)."""

    collection: str
    path: Path
    data: dict[str, Any]
    body: str = ""
    changed: dict[Path_, str] = field(default_factory=dict)

    def write(self) -> None:
        data = copy.deepcopy(self.data)
        for where, text in self.changed.items():
            _put(data, where, text)
        text = json.dumps(data, ensure_ascii=False, indent=1)
        self.path.write_text(
            f"---\n{text}\n---\n{self.body}" if self.collection == FRONT else text, "utf-8"
        )

    def lines(self, root: Path) -> dict[Path_, int]:
        """Where each changed value stands in the file as it was written."""
        text = self.path.read_text("utf-8")
        first = 1
        if self.collection == FRONT:
            text, first = text.split("---\n", 2)[1], 2
        document = parse(text, self.path.relative_to(root).as_posix(), Problems(), first_line=first)
        return {where: document.locate(where).line for where in self.changed}


def take_apart(root: Path) -> list[Input]:
    """All records, settings and front matters of a site, each put into a file of its own."""
    inputs = []
    for path in sorted((root / "data").rglob("*.yml")):
        data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        data = _typed(data)
        if path.parent.name == "data":
            inputs.append(Input(path.stem, path, data))
            continue
        path.unlink()
        for record in data if isinstance(data, list) else [data]:
            file = path.parent / f"{record['id']}.yml"
            inputs.append(Input(path.parent.name, file, record))
    for path in sorted((root / "docs").rglob("*.md")):
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        inputs.append(Input(FRONT, path, _typed(yaml.load(front, yaml.BaseLoader)), body))
    for one in inputs:
        one.write()
    return inputs


def text_fields(kind: type[BaseModel]) -> Iterator[Path_]:
    """The way to each text of a model: names of fields, 0 for the items of a list."""
    for name, info in kind.model_fields.items():
        if name not in _NO_TEXTS:
            yield from ((name, *rest) for rest in _texts(info.annotation))


def all_fields() -> Iterator[tuple[str, Path_]]:
    for collection, kind in _KINDS.items():
        for where in text_fields(kind):
            yield collection, where


def home_of(inputs: list[Input], collection: str, where: Path_) -> tuple[Input, Path_] | None:
    """The first input that has the field, or at least what it would stand in, and the way to it
    there: of a list's items the first that has it."""
    for depth in (where, where[:-1]):
        for one in inputs:
            if one.collection == collection:
                for way in _ways(one.data, depth):
                    return one, (*way, *where[len(depth):])
    return None


def _texts(annotation: Any) -> Iterator[Path_]:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        yield from _texts(arguments[0])
    elif origin in (typing.Union, types.UnionType):
        yield from dict.fromkeys(way for a in arguments for way in _texts(a))
    elif origin is list:
        yield from ((0, *rest) for rest in _texts(arguments[0]))
    elif origin is dict:
        key = LANGUAGES[0] if arguments[0] == LanguageField else "top"
        yield from ((key, *rest) for rest in _texts(arguments[1]))
    elif origin is typing.Literal:
        yield ()
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from text_fields(annotation)
    elif isinstance(annotation, type) and issubclass(annotation, model.Texts):
        yield from ((language,) for language in LANGUAGES)
    elif annotation is str:
        yield ()


def _ways(data: Any, where: Path_) -> Iterator[Path_]:
    """Every way through data that goes by the names of a way, whatever the items of its lists."""
    if not where:
        yield ()
    elif isinstance(where[0], int) and isinstance(data, list):
        for index, item in enumerate(data):
            yield from ((index, *rest) for rest in _ways(item, where[1:]))
    elif isinstance(data, dict) and where[0] in data:
        yield from ((where[0], *rest) for rest in _ways(data[where[0]], where[1:]))


def _put(data: Any, where: Path_, text: str) -> None:
    for part in where[:-1]:
        data = data[part]
    data[where[-1]] = text


def _typed(value: Any) -> Any:
    """What YAML makes of plain scalars, but dates, which stay texts."""
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    try:
        return {"true": True, "false": False}.get(value) if value in ("true", "false") \
            else json.loads(value) if isinstance(json.loads(value), int | float) else value
    except ValueError:
        return value


def is_plain(collection: str, where: tuple[str | int, ...]) -> bool:
    if collection == SITE and {"tag", "locale"} & {*where}:
        return False
    words = where[-1] in ("zh", "en") and not isinstance(where[-2], int)
    return collection in (SITE, FRONT) or not words or where[-2] in PLAIN | {"aliases"}


def problems_of(root: Path) -> list[Problem]:
    problems = Problems()
    Site.read_into(root, problems)
    return list(problems)


def inject(root: Path, text: str, plain: bool) -> tuple[int, int]:
    """Put a text into every field, then take it back where it is refused. How many fields have
    it, and how many refused it."""
    inputs, refused = take_apart(root), 0
    for number, (collection, where) in enumerate(all_fields()):
        if is_plain(collection, where) == plain:
            home = home_of(inputs, collection, where)
            assert home, f"tests/sites/rich has no {collection} with {where}"
            # Each is another, as ids and names must be.
            home[0].changed[home[1]] = f"{number} {text}" if number % 2 else f"{text} {number}"
    for one in inputs:
        one.write()
    while problems := problems_of(root):
        refusing = _refusing(inputs, root, problems)
        assert refusing, "\n".join(map(str, problems))
        for one, where in refusing:
            del one.changed[where]
            one.write()
        refused += len(refusing)
    return sum(len(one.changed) for one in inputs), refused


def _refusing(
    inputs: list[Input], root: Path, problems: list[Problem]
) -> list[tuple[Input, tuple[str | int, ...]]]:
    places = {(p.location.path, p.location.line) for p in problems}
    return [
        (one, where) for one in inputs
        for where, line in one.lines(root).items()
        if (one.path.relative_to(root).as_posix(), line) in places
    ]


def built(root: Path) -> Path:
    """Build the site in a folder, which must succeed."""
    run = run_build(root)
    assert run.returncode == 0, run.stdout
    return root / "site"
