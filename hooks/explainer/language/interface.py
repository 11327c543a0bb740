"""The words of the interface, one file in the folder of each language, with equal sets of keys."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from explainer.data.model import LANGUAGES, Language
from explainer.data.strict_yaml import parse
from explainer.problems import InvalidInput, Location, Problems


class Labels(dict[str, str]):
    """Labels of one language; templates read them as attributes."""

    def __getattr__(self, key: str) -> str:
        try:
            return self[key]
        except KeyError:
            raise AttributeError(key) from None


@cache
def labels(language: Language) -> Labels:
    """The labels of one language. Raises InvalidInput if the languages' keys differ."""
    problems = Problems()
    documents = {}
    for code in LANGUAGES:
        content = (Path(__file__).parent / code / "interface.yml").read_bytes()
        path = f"hooks/explainer/language/{code}/interface.yml"
        documents[code] = parse(content, path, problems)
    first, *others = LANGUAGES
    for other in others:
        for code, lacking in (
            (other, documents[first].data.keys() - documents[other].data.keys()),
            (first, documents[other].data.keys() - documents[first].data.keys()),
        ):
            for key in lacking:
                problems.add(
                    Location(documents[code].path), f'missing "{key}"', "Add it in this language"
                )
    if problems:
        raise InvalidInput(problems)
    return Labels(documents[language].data)
