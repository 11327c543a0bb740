"""Checks who answers for the site: warns of what a publisher has to fill in."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.articles.article import Article
from explainer.data.dataset import Dataset
from explainer.problems import Problems


def check(
    data: Dataset, articles: Mapping[tuple[str, str], Article], problems: Problems
) -> None:
    """Warn of what ``data/publisher.yml`` leaves out, and report places that are nowhere."""
    origin = data.origins["publisher", "publisher"]
    for key in data.imprint.lacking:
        problems.warn(
            origin.locate(), f"{key}: not filled in", "Readers are told so; write it if you "
            "publish this copy",
        )
    for key in ("principles", "ownership"):
        place = getattr(data.imprint, key)
        if place is None:
            continue
        name, _, section = place.partition("/#")
        found = [a for (_, known), a in articles.items() if known == name]
        if not found or not all(section in {s.id for s in a.sections} for a in found):
            problems.add(
                origin.locate((key,)), f"{key}: no section {place}",
                "Write article/#section, both as they are called in docs",
            )
