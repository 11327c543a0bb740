"""A reader at the search box: types key by key, waits for the answer, reads the list."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, expect

# The page's script asks a worker and gets one answer to each question, in order. Counting
# both tells when the answer to the last key has come.
COUNT_ANSWERS = """
  window.asked = 0
  window.answered = 0
  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given)
      this.addEventListener("message", () => window.answered++)
    }
    postMessage(...message) {
      window.asked++
      super.postMessage(...message)
    }
  }
"""
_SETTLED = "() => window.asked > 0 && window.asked === window.answered"


# A result as a reader sees it before unfolding anything.
_READ = """items => items.map(item => {
  const shown = [...item.children].filter(child => child.matches("a"))
  const texts = (selector) => shown.flatMap(link =>
    [...link.querySelectorAll(selector)]
      .filter(found => found.checkVisibility())
      .map(found => found.textContent.replaceAll("\u200b", ""))
  )
  return {
    links: shown.map(link => link.href),
    labels: texts(".md-tag"),
    names: texts("h1, h2"),
    sentences: texts("p:not(.md-search-result__terms)"),
    marked: texts("mark"),
  }
})"""


@dataclass(frozen=True)
class Found:
    """A result: a page with those of its parts that are shown."""

    links: list[str]
    labels: list[str]
    names: list[str]
    sentences: list[str]
    marked: list[str]


class SearchBox:
    """The search of a page; ``page`` was opened with :data:`COUNT_ANSWERS`."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._input = page.locator("input.md-search__input")
        self._input.click()
        page.wait_for_function(_SETTLED)

    def type(self, query: str) -> list[Found]:
        """The results, best first, once the last key has been answered."""
        self._input.fill("")
        self._page.keyboard.type(query)  # letters that no key bears come as an input method's
        expect(self._input).to_have_value(query)
        self._page.wait_for_function(_SETTLED)
        found = self._page.locator(".md-search-result__item").evaluate_all(_READ)
        return [Found(**result) for result in found]

    def says(self) -> str:
        """The line above the results."""
        return self._page.locator(".md-search-result__meta").inner_text().strip()
