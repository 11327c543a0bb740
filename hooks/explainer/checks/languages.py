"""Checks what is known of the languages of a site."""

from __future__ import annotations

from explainer.data.dataset import Dataset
from explainer.language.interface import lacking
from explainer.language.known import definition
from explainer.problems import Problems


def check(data: Dataset, problems: Problems) -> None:
    """Warn of languages that have no folder of their own, or no words for some things: English
    stands in."""
    origin = data.origins["site", "site"]
    for code in data.languages:
        missing, keys = [*definition(code).lacks], sorted(lacking(code))
        if keys and not missing:
            missing = [f"{len(keys)} words of the interface ({', '.join(keys[:3])} …)"]
        if missing:
            problems.warn(
                origin.locate(("languages", code), key=True),
                f"languages.{code}: {', '.join(missing)} not known, for which English stands in",
                f"Write hooks/explainer/language/{code.replace('-', '_')}, as HACKING.md says",
            )
