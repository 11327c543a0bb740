"""The same browser and built site as in tests/browser."""

from browser.conftest import chromium, language, open_page, site

__all__ = ["chromium", "language", "open_page", "site"]
