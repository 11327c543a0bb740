"""The public addresses of everything, relative to the site's root. They never change.

An address is a path without a leading slash (``en/losses/``), possibly with a fragment.
Links between pages are relative, so that the site works at a domain root, under a
sub-path and from a folder alike.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from explainer.model import Language, Languages


@dataclass(frozen=True)
class Addresses:
    """Addresses in one language."""

    prefix: str

    @classmethod
    def of(cls, languages: Languages, language: Language) -> Addresses:
        return cls(languages[language].prefix)

    def article(self, name: str, section: str | None = None) -> str:
        page = self.prefix if name == "index" else f"{self.prefix}{name}/"
        return f"{page}#{section}" if section else page

    def metric(self, metric_id: str) -> str:
        return f"{self.prefix}facts/{metric_id}/"

    def fact(self, fact_id: str) -> str:
        metric_id, _, period = fact_id.partition(".")
        return f"{self.metric(metric_id)}#{period}"

    def source(self, source_id: str) -> str:
        return self.article("sources", source_id)

    def claim(self, claim_id: str) -> str:
        return self.article("claims", claim_id)

    def term(self, term_id: str) -> str:
        return self.article("glossary", term_id)


def relative(target: str, page: str) -> str:
    """``target`` as seen from ``page``; both relative to the root, ``page`` a folder.

    >>> relative("en/facts/net-loss/#2020", "en/losses/")
    '../facts/net-loss/#2020'
    """
    path, mark, fragment = target.partition("#")
    if path == page and mark:
        return f"#{fragment}"
    result = posixpath.relpath(path or ".", page or ".")
    if path.endswith("/") or not path:
        result += "/"
    return f"{result}{mark}{fragment}"
