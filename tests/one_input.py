"""What the check says of one text: of an article, or of words in the data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from one_article import FRONT

from explainer.articles.article import read
from explainer.checks import suite
from explainer.problems import Problems
from explainer.site import Site

TERM = """\
- id: made
  name: {{zh: 白茶, en: White tea}}
  definition:
    zh: 一种茶。
    en: {}
"""


def problems_of_input(tiny: Site, given: Mapping[str, Any]) -> list[str]:
    """What the check says of an input, each with its line and column."""
    times = given.get("times", 1)
    if "words" in given:
        text = TERM.format(json.dumps(given["words"] * times))
        made = tiny.root / "data" / "terms" / "made.yml"
        made.write_text(text, "utf-8")
        problems = Problems()
        Site.read_into(tiny.root, problems)
        made.unlink()
        said = [p for p in problems if p.location.path == "data/terms/made.yml"
                and "occurs in no article" not in p.what]
        return [str(p).removeprefix("data/terms/made.yml:") for p in said]
    text = given["file"] if "file" in given else f"{FRONT}{given['text'] * times}\n"
    before = 0 if "file" in given else FRONT.count("\n")
    return problems_of_article(tiny, text, before)


def problems_of_article(tiny: Site, text: str, before: int = 0) -> list[str]:
    """What the check says of an article that has no other language, by the line after the
    first ones."""
    path, name = tiny.root / "docs" / "en" / "made.md", "docs/en/made.md"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    problems = Problems()
    if article := read(path, name, "made", "en", problems):
        rendered = tiny.render(article, problems)
        suite.check_texts({("en", "made"): rendered}, tiny.data, tiny.root, problems)
    path.unlink()
    found = [p for p in problems if p.location.path == name]
    return [
        str(p).replace(f"{p.location}: ", f"{p.location.line - before}:{p.location.column}: ", 1)
        for p in found
    ]
