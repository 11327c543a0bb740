"""Licences by their addresses: those of Creative Commons have their names in them."""

from __future__ import annotations

import re

from explainer.data.model import Language
from explainer.language.interface import labels

_CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/(?:licenses/(?P<terms>[a-z-]+)|publicdomain/zero)"
    r"/(?P<version>\d+(?:\.\d+)+)(?:/(?P<where>[a-z]{2,3}))?(?:/|$)"
)


def name(url: str, language: Language) -> str:
    """The licence as people call it, ``CC BY 4.0``; of others, words that lead to it."""
    found = _parts(url)
    return " ".join(found) if found else labels(language).licence_unnamed


def spdx(url: str) -> str | None:
    """The licence as SPDX spells it, ``CC-BY-4.0``, if it is one of Creative Commons."""
    found = _parts(url)
    return "-".join(found).replace(" ", "-") if found else None


def _parts(url: str) -> tuple[str, ...] | None:
    match = _CREATIVE_COMMONS.match(url)
    if match is None:
        return None
    terms = f"CC {match['terms'].upper()}" if match["terms"] else "CC0"
    return (terms, match["version"], *([match["where"].upper()] if match["where"] else []))
