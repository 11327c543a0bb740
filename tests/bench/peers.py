"""The same text for other generators: plain MkDocs, MkDocs with the plugins that come nearest to
what this project does, and Zensical. None of them draws a chart while it builds, writes files of
data or checks anything but links. As ours, their pages show the articles of their own section only
(navigation.prune)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from tiny_site import LANGUAGES

from bench.corpus import YEARS, Figure, Story, sections, stories
from explainer.data.model import Language

_SAME = """\
site_name: Kettles
site_url: https://kettles.example/
theme: {name: material, font: false, features: [navigation.tabs, navigation.prune]}
"""
_EXTENSIONS = """\
markdown_extensions:
  - attr_list
  - md_in_html
  - tables
  - footnotes
  - toc: {permalink: true, toc_depth: 3}
"""
_FENCES = """\
  - pymdownx.superfences:
      custom_fences:
        - name: vegalite
          class: vegalite
          format: !!python/name:mkdocs_charts_plugin.fences.fence_vegalite
"""
Say = Callable[[Story, Figure], str]


def plain(folder: Path, number: int) -> None:
    """Plain MkDocs with Material, and jieba, so that its search knows Chinese words. Zensical
    reads the same files."""
    _write(folder, number, "{language}/{name}.md", _words, charts=False)
    navigation = [{code: _navigation(number, code, f"{code}/")} for code in LANGUAGES]
    _settings(folder, f"{_SAME}plugins: [search]\n{_EXTENSIONS}", navigation)
    (folder / "docs" / "index.md").write_text("# Kettles\n", "utf-8")


def plugins(folder: Path, number: int) -> None:
    """MkDocs with values out of data files (macros), languages (static-i18n) and charts that
    browsers draw (charts)."""
    default = LANGUAGES[0]
    _write(folder, number, "{name}.{language}.md", lambda story, figure: (
        f'{{{{ facts["{story.metric(figure.metric)}"]["{figure.year}"] }}}}'), charts=True)
    facts = {
        story.metric(index): {str(year): f"{value} m" for year, value in
                              zip(YEARS, story.values(index), strict=True)}
        for story in stories(number) for index in range(4)
    }
    (folder / "facts.yml").write_text(json.dumps({"facts": facts}), "utf-8")
    languages = [
        {"locale": code, "name": code, "build": True, "default": code == default}
        for code in LANGUAGES
    ]
    _settings(folder, f"""{_SAME}plugins:
  - search
  - macros: {{include_yaml: [facts.yml]}}
  - i18n: {{docs_structure: suffix, languages: {json.dumps(languages)}}}
  - charts
extra_javascript: [js/vega.js, js/vega-lite.js, js/vega-embed.js]
{_EXTENSIONS}{_FENCES}""", [{"Home": "index.md"}, *_navigation(number, default, "")])
    (folder / "docs" / "js").mkdir()
    for name in ("vega", "vega-lite", "vega-embed"):  # what browsers would draw with
        (folder / "docs" / "js" / f"{name}.js").touch()
    for code in LANGUAGES:
        (folder / "docs" / f"index.{code}.md").write_text("# Kettles\n", "utf-8")


def change(folder: Path, name: str) -> None:
    """Add a sentence to an article."""
    path = folder / "docs" / name
    path.write_text(f"{path.read_text('utf-8')}\nAnd one sentence more.\n", "utf-8")


def _settings(folder: Path, text: str, navigation: object) -> None:
    nav = json.dumps(navigation, ensure_ascii=False)
    (folder / "mkdocs.yml").write_text(f"{text}nav: {nav}\n", "utf-8")


def _navigation(number: int, language: Language, folder: str) -> list[dict[str, object]]:
    """The articles in the sections that they have in ours."""
    def listed(made: list[Story]) -> list[dict[str, object]]:
        return [{story.title(language): f"{folder}{story.name}.md"} for story in made]

    made = stories(number)
    return [
        {section[0].section(language): listed(section)} for section in sections(made)
    ] or listed(made)


def _write(folder: Path, number: int, form: str, say: Say, *, charts: bool) -> None:
    for story in stories(number):
        for code in LANGUAGES:
            path = folder / "docs" / form.format(language=code, name=story.name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(_article(story, code, say, charts)), "utf-8")


def _words(story: Story, figure: Figure) -> str:
    return f"{story.values(figure.metric)[YEARS.index(figure.year)]} m"


def _article(story: Story, language: Language, say: Say, charts: bool) -> Iterator[str]:
    yield f"---\ntitle: {story.title(language)}\n---\n\n# {story.title(language)}\n"
    for place, (level, heading, pieces) in enumerate(story.paragraphs(language)):
        if level:
            yield f"{'#' * level} {heading} {{ #part-{place} }}\n"
        yield "".join(
            piece if isinstance(piece, str) else say(story, piece) for piece in pieces
        ).strip() + "\n"
        if place in (1, 5) and charts:
            yield f"```vegalite\n{json.dumps(_chart(story, language))}\n```\n"
        if place == 3:
            yield "\n".join(_table(story, language, say)) + "\n"


def _table(story: Story, language: Language, say: Say) -> Iterator[str]:
    yield f"| | {' | '.join(map(str, YEARS))} |"
    yield f"|---|{'---|' * len(YEARS)}"
    for index in range(4):
        values = " | ".join(say(story, Figure(index, year)) for year in YEARS)
        yield f"| {story.measure(language, index)} | {values} |"


def _chart(story: Story, language: Language) -> dict[str, object]:
    values = [
        {"year": year, "measure": story.measure(language, index), "value": value}
        for index in range(3)
        for year, value in zip(YEARS, story.values(index), strict=True)
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "mark": "bar",
        "data": {"values": values},
        "encoding": {
            "x": {"field": "year", "type": "ordinal"},
            "xOffset": {"field": "measure"},
            "y": {"field": "value", "type": "quantitative"},
            "color": {"field": "measure", "type": "nominal"},
        },
    }
