"""A single article, read from a folder of its own."""

from __future__ import annotations

from pathlib import Path

from explainer.articles.article import Article, read
from explainer.problems import Problems

FRONT = "---\ntitle: Kettles\ndescription: About kettles.\n---\n"


def article(folder: Path, body: str, front: str = FRONT) -> Article:
    path = folder / "a.md"
    path.write_text(front + body, "utf-8")
    problems = Problems()
    found = read(path, "docs/en/a.md", "a", "en", problems)
    assert found, problems.report()
    assert not problems, problems.report()
    return found
