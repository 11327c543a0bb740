"""A reader at the search box: types key by key, waits for the answer, reads the list."""

from __future__ import annotations

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


class SearchBox:
    """The search of a page; ``page`` was opened with :data:`COUNT_ANSWERS`."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._input = page.locator("input.md-search__input")
        self._input.click()
        page.wait_for_function(_SETTLED)

    def type(self, query: str) -> list[str]:
        """The address of each result, best first, once the last key has been answered."""
        self._input.fill("")
        for letter in query:
            # A letter that no key bears comes from an input method; the key that chose it
            # comes up afterwards, and that is what the search listens to.
            self._page.keyboard.type(letter)
            if not letter.isascii():
                self._page.keyboard.press("Shift")
        expect(self._input).to_have_value(query)
        self._page.wait_for_function(_SETTLED)
        return self._page.locator(".md-search-result__item").evaluate_all(
            "items => items.map(item => item.querySelector('a.md-search-result__link').href)"
        )
