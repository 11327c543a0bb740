"""Checks that every page has an address of its own, in every language."""

from __future__ import annotations

from itertools import combinations

from explainer.data.addresses import RESERVED
from explainer.data.model import Site
from explainer.data.validating import Origin
from explainer.problems import Problems


def check(site: Site, origin: Origin, problems: Problems) -> None:
    """Report articles where the site has a page of its own, and languages that would be written
    over one another."""
    prefixes = {language: own.prefix for language, own in site.languages.items()}
    folders = {p.partition("/")[0]: language for language, p in prefixes.items() if p}
    for path, page in site.listed:
        taken = "a page the site makes itself" if page in RESERVED else \
            f"the folder of the language {folders[page]}" if page in folders else None
        if taken:
            problems.add(
                origin.locate(path), f"pages: /{page}/ is {taken}",
                "Give the article another name",
            )
    if "index" not in site.articles:
        problems.add(
            origin.locate(("pages",)), 'pages: no "index", which is the home page',
            "Add it, and an article of that name",
        )
    for language, prefix in prefixes.items():
        at = origin.locate(("languages", language, "prefix"))
        if prefix.partition("/")[0] in RESERVED:
            problems.add(
                at, f"prefix: /{prefix} is a folder the site makes itself", "Choose another"
            )
    for one, other in combinations(prefixes, 2):
        if prefixes[one] == prefixes[other]:
            problems.add(
                origin.locate(("languages", other, "prefix")),
                f"prefix: {prefixes[other] or 'none'} is that of {one}", "Choose another",
            )
    default = site.codes[0]
    if prefixes[default]:
        problems.add(
            origin.locate(("languages", default, "prefix")),
            "prefix: the first language is written at the root",
            f'Write prefix: "" for {default}',
        )
