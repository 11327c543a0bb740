"""Coverage-guided search for input that the reader of YAML or that of articles cannot answer.

``make fuzz`` runs it. Each target is given bytes that atheris makes up so that they reach code
not reached yet, beginning with the files of the tiny site; anything but problems with a place,
found within a second a kilobyte, is a finding. What is found is written to ``.cache/fuzz``.

    python -m fuzz yaml|articles SECONDS
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["explainer", "yaml"]):
    from explainer.articles import article
    from explainer.articles.rendering import render
    from explainer.data import strict_yaml
    from explainer.problems import Location, Problems

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "tests" / "sites" / "tiny"
FOUND = ROOT / ".cache" / "fuzz"
LONGEST = 4096
WORDS = [
    "{{ ", " }}", "{% ", " %}", "{## ", "fact(", "\\x22loss.2020\\x22", ": ", "- ", "\\x0a  ",
    "&a ", "*a", "!!str ", "? ", "| ", "> ", "[", "]", "{", "}", " #", "'", "\\x22", "---\\x0a",
    "{#id}", "## ", "```\\x0a", "~~~", "\\xe2\\x80\\xa8", "\\xef\\xbb\\xbf", "\\xe2\\x80\\xae",
    "1e999", "null", "0x1f",
]
"""Pieces to make inputs of, as libFuzzer writes them."""


def read_yaml(content: bytes) -> None:
    """Bytes as a file of records."""
    problems = Problems()
    document = strict_yaml.parse(content, "data/x.yml", problems)
    _located(problems, content)
    if not problems:
        assert document.locate().line >= 1


def read_article(content: bytes) -> None:
    """Bytes as an article, whose calls are rendered as well."""
    problems = Problems()
    path = FOUND / "article.md"
    path.write_bytes(content)
    read = article.read(path, "docs/en/x.md", "x", "en", problems)
    if read:
        render(read.body, {"fact": lambda id: id}, read.locate, problems)
    _located(problems, content)


def _located(problems: Problems, content: bytes) -> None:
    lines = len(content.decode("utf-8", "replace").splitlines()) + 2
    for problem in problems:
        at: Location = problem.location
        assert 1 <= at.line <= lines, problem
        assert at.column >= 1, problem
        assert problem.what, problem


TARGETS = {"yaml": (read_yaml, ".yml"), "articles": (read_article, ".md")}


def main() -> None:
    name, seconds = sys.argv[1:]
    target, suffix = TARGETS[name]
    corpus = FOUND / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(sorted(SEEDS.rglob(f"*{suffix}"))):
        (corpus / f"seed-{number}").write_bytes(path.read_bytes())

    words = FOUND / "words.txt"
    words.write_text("".join(f'"{word}"\n' for word in WORDS), "ascii")

    def within_time(given: bytes) -> None:
        content = given.decode("utf-8", "ignore").encode()  # other bytes are refused at once
        began = time.process_time()
        target(content)
        spent = time.process_time() - began
        assert spent < max(1, len(content) / 1000), f"{spent:.1f} s for {len(content)} bytes"

    atheris.Setup([
        "fuzz", str(corpus), f"-max_total_time={seconds}", f"-max_len={LONGEST}",
        f"-artifact_prefix={FOUND}/{name}-", f"-dict={words}", "-timeout=20", "-rss_limit_mb=1024",
        "-print_final_stats=1", "-verbosity=1",
    ], within_time)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
