"""What pages are quoted and shared with: heads, cards and citations."""

from __future__ import annotations

import hashlib
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
        others = [page for page in pages.values() if page.kind not in ("metric", "chart")]
        given = others, site_url, self._heads.published
        self._others = hashlib.sha256(repr(given).encode()).hexdigest()
        """What all pages may name: the articles and lists, and when the site was published."""

    def context(self, language: Language, name: str) -> dict[str, Any]:
        """The values for the partials ``head`` and ``cite`` of a page."""
        page = self._pages[language, name]
        return {"head": self._heads.of(page), "cite": self._quoting.block(page)}

    def sum(self, language: Language, name: str) -> str:
        """A hash of :meth:`context`. What an earlier build has found is taken where all is the same
        that a page shows beside records; lists are few, and show everything."""
        page = self._pages[language, name]

        def made() -> str:
            return hashlib.sha256(repr(self.context(language, name)).encode()).hexdigest()

        if page.kind == "index":
            return made()
        facts = [fact.id for fact in self._edition.facts_of(page.subject or "")]
        twins = [self._pages[other, name] for other in self._edition.data.languages]
        shown = self._pages[language, page.card]
        given = page, twins, facts, cards.shown(self._edition, shown), self._others
        return self._edition.steps.get(("context", language, name), given, made)

    def outputs(self) -> Iterator[Output]:
        """The files that heads and citations link to; cards are kept in ``.cache/cards``."""
        folder = self._edition.root / ".cache" / "cards"
        return chain(
            cards.outputs(self._edition, self._pages.values(), folder), self._quoting.outputs()
        )
