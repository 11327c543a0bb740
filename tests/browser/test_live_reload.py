"""``make serve``: a save is seen in the open page of the browser without a reload by hand.

Of the tiny site, which is built in a few seconds, with a copy of the library of its own.
"""

from __future__ import annotations

import re
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, expect
from tiny_site import tiny_site

from explainer.data import dataset
from explainer.problems import Problems

from .changing import change
from .project import Language, address, start

LANGUAGES = DEFAULT, OTHER = Language("zh", "", "zh-Hans"), Language("en", "en/", "en")
"""Those of the tiny site."""

PATIENCE = 300
"""Seconds within which a save must be seen, on a machine that has much else to do."""
FAILED = "An error happened during the rebuild"
ARTICLE = "index"
FACT = "revenue.2020"
METRIC = "facts/revenue/"


@dataclass
class Served:
    """A site under ``mkdocs serve``, with an article and a metric open in each language."""

    project: Path
    articles: dict[str, Page]
    metrics: dict[str, Page]
    said: list[str]
    heard: int = 0
    """How many lines the server had said before the last save."""

    def save(self, path: str, change: Callable[[str], str]) -> None:
        file = self.project / path
        before = file.read_text("utf-8")
        after = change(before)
        assert after != before, f"nothing to change in {path}"
        self.heard = len(self.said)
        file.write_text(after, "utf-8")

    def must_show(self, words: str, *pages: Page) -> None:
        latest = monotonic() + PATIENCE
        for page in pages:
            while not shows(page, words):
                said = "".join(self.said[self.heard :])
                if FAILED in said or monotonic() > latest:
                    pytest.fail(f"“{words}” is not seen at {page.url}; the server said:\n{said}")


@pytest.fixture(scope="module")
def served(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    project = tiny_site(tmp_path_factory.mktemp("served") / "project", own_library=True)
    port = free_port()
    process = start(project, "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}")
    said: list[str] = []
    ready = threading.Event()
    threading.Thread(target=listen, args=(process, said, ready), daemon=True).start()
    try:
        assert ready.wait(PATIENCE), "mkdocs serve does not answer:\n" + "".join(said)
        context = chromium.new_context()
        articles = {language.code: context.new_page() for language in LANGUAGES}
        metrics = {language.code: context.new_page() for language in LANGUAGES}
        for language in LANGUAGES:
            root = f"http://127.0.0.1:{port}/"
            articles[language.code].goto(root + address(language, ARTICLE))
            metrics[language.code].goto(root + language.prefix + METRIC)
        yield Served(project, articles, metrics, said)
        context.close()
    finally:
        process.terminate()
        process.wait(30)


def shows(page: Page, words: str) -> bool:
    """Whether the page comes to show some words within a few seconds."""
    try:
        expect(page.locator("body")).to_contain_text(words, timeout=3_000)
    except AssertionError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listen(process: subprocess.Popen[str], said: list[str], ready: threading.Event) -> None:
    """Collect what the server says; it says where it serves when the first build is done."""
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if "Serving on" in line:
            ready.set()


def add_to_first_paragraph(words: str) -> Callable[[str], str]:
    """Add words to the end of an article's first paragraph."""

    def change(text: str) -> str:
        front, body = re.fullmatch(r"(---\n.*?\n---\n)(.*)", text, re.DOTALL).groups()
        first, rest = re.fullmatch(r"(\n*[^\n]+)(.*)", body, re.DOTALL).groups()
        return f"{front}{first} {words}{rest}"

    return change


def test_a_change_of_the_second_language_is_seen(served: Served) -> None:
    served.save(f"docs/{OTHER.code}/{ARTICLE}.md", add_to_first_paragraph("Freshly saved."))
    served.must_show("Freshly saved.", served.articles[OTHER.code])


def test_a_change_of_a_value_is_seen_in_both_languages(served: Served) -> None:
    data = dataset.read(served.project, Problems())
    assert data is not None
    served.heard = len(served.said)
    saved = change(served.project, data, FACT)
    served.must_show(saved.after, *served.metrics.values())


def test_a_change_of_a_partial_template_is_seen(served: Served) -> None:
    served.save(
        "overrides/partials/copyright.html", lambda text: text + "<p>A template was saved.</p>"
    )
    served.must_show("A template was saved.", *served.articles.values())


def test_a_change_of_the_library_is_seen(served: Served) -> None:
    served.save("hooks/explainer/pages/metric_page.py", lambda text: text + """

_metric_page = metric_page


def metric_page(*given, **named):
    from dataclasses import replace

    return replace(_metric_page(*given, **named), title="The library was saved.")
""")
    served.must_show("The library was saved.", *served.metrics.values())


def test_a_change_of_the_library_is_seen_in_what_the_templates_are_given(served: Served) -> None:
    served.save("hooks/explainer/language/interface.py", lambda text: text + """

_labels = labels


def labels(*given):
    return Labels(_labels(*given) | {"same_facts": "Labels were saved."})
""")
    served.must_show("Labels were saved.", *served.articles.values())


def test_a_change_of_the_first_language_is_seen(served: Served) -> None:
    """Before anybody has revised the translation of the changed section."""
    served.save(f"docs/{DEFAULT.code}/{ARTICLE}.md", add_to_first_paragraph("刚刚保存。"))
    served.must_show("刚刚保存。", served.articles[DEFAULT.code])


def test_a_fault_is_seen_as_the_terminal_says_it_and_goes_by_itself(served: Served) -> None:
    path, fault = f"docs/{OTHER.code}/{ARTICLE}.md", '\n{{ fact("nothing.2020") }}\n'
    pages = [served.articles[OTHER.code], served.metrics[DEFAULT.code]]
    titles = [page.title() for page in pages]
    served.save(path, lambda text: text + fault)
    latest = monotonic() + PATIENCE
    for page in pages:
        while not shows(page, 'unknown fact "nothing.2020"'):
            assert monotonic() < latest, "".join(served.said[served.heard :])
        assert page.title() == "1 problem in 1 file"
    assert FAILED in "".join(served.said[served.heard :])
    served.save(path, lambda text: text.removesuffix(fault))
    for page, title in zip(pages, titles, strict=True):
        while page.title() != title:
            assert monotonic() < latest + PATIENCE, "".join(served.said[served.heard :])
            page.wait_for_timeout(200)
