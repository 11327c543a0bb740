"""The site that is built to see how fast: N articles in each language, with figures and charts.

An article has some 1,000 characters of its own, five headings and two below them, a table, ten
figures in its text, two charts of three series, and four metrics. The same number always gives
the same text. It is laid over the tiny site of tests/sites; :mod:`.peers` writes the same for
other generators.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml
from tiny_site import LANGUAGES, ROOT, tiny_site

from explainer.articles import article
from explainer.checks import translations
from explainer.data import dataset
from explainer.data.model import Language
from explainer.problems import Problems

YEARS = (2016, 2017, 2018, 2019, 2020)
PER_SECTION = 20
"""Articles in a section of the navigation, which sites of a hundred and more have."""

_WORDS = yaml.safe_load((Path(__file__).parent / "words.yml").read_text("utf-8"))


@dataclass(frozen=True)
class Figure:
    """A figure named in a text: a metric of the article, by its place, and a year."""

    metric: int
    year: int


Piece = str | Figure


@dataclass(frozen=True)
class Story:
    """One article, in a form that each generator's text is written from."""

    number: int

    @cached_property
    def name(self) -> str:
        return f"story-{self.number:03}"

    def metric(self, index: int) -> str:
        return f"m{self.number:03}-{'abcd'[index]}"

    def section(self, language: Language) -> str:
        """The title of the section it stands in."""
        place: str = _WORDS["places"][language][self.number // PER_SECTION % 25]
        return place

    def title(self, language: Language) -> str:
        place = self.section(language)
        goods = _WORDS["goods"][language][self.number % 20]
        return f"{place}的{goods}" if language == LANGUAGES[0] else f"{place} {goods}"

    def measure(self, language: Language, index: int) -> str:
        word, title = _WORDS["measures"][language][index], self.title(language)
        return f"{title}{word}" if language == LANGUAGES[0] else f"{title}: {word}"

    def values(self, index: int) -> list[float]:
        """In millions, one a year."""
        chance = random.Random(f"{self.number} {index}")
        return [round(chance.uniform(10, 90) * (1 + year / 5), 2) for year in range(len(YEARS))]

    def paragraphs(self, language: Language) -> Iterator[tuple[int, str, list[Piece]]]:
        """Sections: level, heading, and the pieces of its text; the lead is of level 0."""
        chance = random.Random(f"{self.number} {language}")
        figures = [Figure(index % 4, YEARS[index % 5]) for index in range(10)]
        levels = (0, 2, 3, 2, 3, 2, 2, 2)
        for place, level in enumerate(levels):
            pieces: list[Piece] = []
            for number in range(5 if language == LANGUAGES[0] else 3):
                pieces.append(_sentence(chance, language))
                if number == 0 or (number == 1 and place in (1, 3)):
                    pieces += _about(figures.pop(), language)
            yield level, _WORDS["headings"][language][place - 1] if level else "", pieces


def _sentence(chance: random.Random, language: Language) -> str:
    who, when, does, what, other, things = (
        chance.choice(_WORDS[kind][language])
        for kind in ("who", "when", "does", "what", "who", "what")
    )
    if language == LANGUAGES[0]:
        return f"{when}{who}把{what}{does}，{other}在旁边看着{things}，谁也不说话。"
    return f"The {who} {does} the {what} {when}, and the {other} looks after the {things}. "


def _about(figure: Figure, language: Language) -> list[Piece]:
    measure = _WORDS["measures"][language][figure.metric]
    if language == LANGUAGES[0]:
        return [f"那年的{measure}是", figure, "。"]
    return [f"That year the {measure} came to ", figure, ". "]


def stories(number: int) -> list[Story]:
    return [Story(index) for index in range(number)]


def sections(made: list[Story]) -> list[list[Story]]:
    """The articles of a site by the sections of its navigation; none where it has no sections."""
    if len(made) < 100:
        return []
    return [made[first:first + PER_SECTION] for first in range(0, len(made), PER_SECTION)]


def write(folder: Path, number: int, *, charted: int | None = None) -> Path:
    """Write the site of so many articles into a new folder, with templates of its own; with
    ``charted``, only so many of them have charts."""
    tiny_site(folder)
    (folder / "overrides").unlink()
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    made = stories(number)
    for story in made:
        for language in LANGUAGES:
            text = _article(story, language)
            if charted is not None and story.number >= charted:
                text = re.sub(r"{{ chart.*}}\n\n", "", text)
            (folder / "docs" / language / f"{story.name}.md").write_text(text, "utf-8")
        for name, text in _records(story):
            if charted is not None and story.number >= charted and name.startswith("charts/"):
                continue
            (folder / "data" / name).write_text(text, "utf-8")
    _name_pages(folder / "data" / "site.yml", made)
    acknowledge(folder, [story.name for story in made])
    return folder


def _article(story: Story, language: Language) -> str:
    title = story.title(language)
    parts = [f"---\ntitle: {title}\ndescription: {title}。\n---\n"]
    for place, (level, heading, pieces) in enumerate(story.paragraphs(language)):
        if level:
            parts.append(f"{'#' * level} {heading} {{#part-{place}}}\n")
        parts.append("".join(
            piece if isinstance(piece, str)
            else f'{{{{ fact("{story.metric(piece.metric)}.{piece.year}") }}}}'
            for piece in pieces
        ).strip() + "\n")
        if place in (1, 5):
            parts.append(f'{{{{ chart("{_chart(story, place == 5)}") }}}}\n')
        if place == 3:
            names = ", ".join(f'"{story.metric(index)}"' for index in range(4))
            parts.append(f'{{{{ table({names}, periods="{YEARS[0]}..{YEARS[-1]}") }}}}\n')
    return "\n".join(parts)


def _chart(story: Story, second: bool) -> str:
    return f"c{story.number:03}-{'b' if second else 'a'}"


def _records(story: Story) -> Iterator[tuple[str, str]]:
    """The metrics and charts of an article; JSON is YAML."""
    for index in range(4):
        identifier = story.metric(index)
        yield f"metrics/{identifier}.yml", _yaml({
            "id": identifier, "company": "blue-lamp", "unit": "CNY", "scale": 1_000_000,
            "name": {code: story.measure(code, index) for code in LANGUAGES},
            "definition": dict(zip(LANGUAGES, ("账上记的钱。", "As the books have it."),
                                   strict=True)),
            "observations": [
                {"period": year, "value": value, "source": "S02", "origin": "press"}
                for year, value in zip(YEARS, story.values(index), strict=True)
            ],
        })
    for second in (False, True):
        identifier = _chart(story, second)
        names = {code: story.title(code) for code in LANGUAGES}
        yield f"charts/{identifier}.yml", _yaml({
            "id": identifier, "kind": "columns",
            "title": dict(zip(LANGUAGES, (f"{names['zh']}有进有出", f"{names['en']}, in and out"),
                              strict=True)),
            "subtitle": dict(zip(LANGUAGES, ("按年", "By year"), strict=True)),
            "takeaway": dict(zip(LANGUAGES, ("有高有低。", "Some are high."), strict=True)),
            "alt": dict(zip(LANGUAGES, ("几组柱子。", "Groups of columns."), strict=True)),
            "periods": list(YEARS),
            "series": [{"metric": story.metric(index + second)} for index in range(3)],
        })


def _yaml(record: dict[str, object]) -> str:
    return "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in record.items()
    )


def _name_pages(path: Path, made: list[Story]) -> None:
    text = path.read_text("utf-8")
    before = "pages: [index, accounts, claims, glossary, sources]"
    assert before in text
    articles: list[object] = [
        {"title": {code: section[0].section(code) for code in LANGUAGES},
         "pages": [story.name for story in section]} for section in sections(made)
    ] or [story.name for story in made]
    names = ["index", "accounts", *articles, "claims", "glossary", "sources"]
    path.write_text(text.replace(before, _yaml({"pages": names}).rstrip()), "utf-8")


def acknowledge(folder: Path, names: Iterable[str]) -> None:
    """Say of the translations of articles that they are up to date."""
    problems = Problems()
    data = dataset.read(folder, problems)
    assert data, problems.report()
    wanted = list(names)
    found = article.read_all(folder, wanted, data.spoken, problems)
    assert len(found) == len(wanted) * len(data.site.written), problems.report()
    for name in wanted:
        translations.acknowledge(folder, found, data.site.written, name, [])
