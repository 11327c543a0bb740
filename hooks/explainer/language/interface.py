"""The words of the interface and of charts, each in a file in the folder of its language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from explainer.data.model import Language
from explainer.data.strict_yaml import parse
from explainer.language.known import FALLBACK, converter, definition, words_of
from explainer.problems import InvalidInput, Problems

File = Literal["interface", "charts"]


_ROOM = Path(__file__).parent


class Labels(dict[str, str]):
    """Labels of one language; templates read them as attributes."""

    def __getattr__(self, key: str) -> str:
        try:
            return self[key]
        except KeyError:
            raise AttributeError(key) from None


@cache
def labels(language: Language, file: File = "interface") -> Labels:
    """The labels of one language. What it lacks is English. Raises InvalidInput if a file is no
    YAML."""
    own = definition(language)
    if own.made_from and (convert := converter(language, own.made_from)):
        texts = labels(own.made_from, file).items()
        return Labels({key: convert(text) for key, text in texts})
    return Labels({**_read(FALLBACK, file), **_read(language, file)})


def lacking(language: Language) -> list[str]:
    """The keys of which a language has no words of its own."""
    if definition(language).made_from:
        return []
    files: tuple[File, ...] = ("interface", "charts")
    return [key for file in files for key in _read(FALLBACK, file).keys() - _read(language, file)]


@cache
def _read(language: Language, file: File) -> dict[str, str]:
    folder = words_of(language)
    if folder is None or not (path := folder / f"{file}.yml").is_file():
        return {}
    problems = Problems()
    shown = f"hooks/explainer/language/{path.relative_to(_ROOM).as_posix()}"
    document = parse(path.read_bytes(), shown, problems)
    if problems:
        raise InvalidInput(problems)
    found: dict[str, str] = document.data
    return found
