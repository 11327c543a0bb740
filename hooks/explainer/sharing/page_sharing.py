"""What pages are quoted and shared with: heads, cards and citations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from explainer.articles.edition import Edition
from explainer.data.model import Language
from explainer.pages.descriptions import DescribedPages
from explainer.pages.outputs import Output
from explainer.sharing import cards
from explainer.sharing.head import Heads
from explainer.sharing.quoting import Quoting


class Sharing:
    """A site at an address, for those who link to it."""

    def __init__(self, edition: Edition, pages: DescribedPages, site_url: str) -> None:
        self._edition, self._pages = edition, pages
        self._heads = Heads(edition, pages, site_url)
        self._quoting = Quoting(edition, pages, site_url)

    def context(self, language: Language, name: str) -> dict[str, Any]:
        """The values for the partials ``head`` and ``cite`` of a page."""
        page = self._pages[language, name]
        return {"head": self._heads.of(page), "cite": self._quoting.block(page)}

    def outputs(self) -> Iterator[Output]:
        """The files that heads and citations link to; cards are kept in ``.cache/cards``."""
        folder = self._edition.root / ".cache" / "cards"
        return chain(
            cards.outputs(self._edition, self._pages.values(), folder), self._quoting.outputs()
        )
