"""``make browsers``: every type of page, in every engine, language and width.

``ENGINES="firefox webkit"`` for some engines, ``PAGES="story home"`` for some types of pages.
Prints a table and every fault, writes both to .cache/browsers.txt, fails if there is a fault.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from itertools import product

from audit.budgets import PAGES, Audited
from browser.fixtures import FLAGS, chromium_path
from browser.project import LANGUAGES, ROOT, SITE
from browser.serving import Served
from playwright.sync_api import sync_playwright

from .looks import LOOKS, Where, first_query, looked
from .starting import ENGINES, WITHOUT, started

WIDTHS = (1280, 360)
RESULT = ROOT / ".cache" / "browsers.txt"
COLUMNS = ["errors", *(look.__name__ for group in LOOKS for look in group)]
Row = dict[str, list[str] | None]


def asked_for(variable: str, known: list[str]) -> list[str]:
    """What an environment variable names of what there is: all, if it names nothing."""
    names = os.environ.get(variable, "").replace(",", " ").split()
    if unknown := set(names) - set(known):
        raise SystemExit(f"{variable}: there is no {', '.join(sorted(unknown))}, "
                         f"only {', '.join(known)}.")
    return names or known


def where(site: Served, page: Audited, width: int) -> Where:
    """A page in a window."""
    others = [one for one in PAGES if one.name == page.name and one.language != page.language]
    return Where(
        url=site.url + page.address, width=width, query=first_query(page.language.code),
        twin=site.url + others[0].address if others else None,
    )


def table(rows: dict[str, Row]) -> str:
    """A line for each page: . in order, – nothing to try, else the number of faults."""
    heads = [name.replace("_", " ") for name in COLUMNS]
    wide = max(map(len, rows))
    lines = [f"{'':{wide}}  " + "  ".join(heads)]
    for name, row in rows.items():
        cells = []
        for column, head in zip(COLUMNS, heads, strict=True):
            found = row.get(column)
            cell = "–" if found is None else str(len(found)) if found else "."
            cells.append(f"{cell:^{len(head)}}")
        lines.append(f"{name:{wide}}  " + "  ".join(cells))
    return "\n".join(lines)


def sums(rows: dict[str, Row]) -> str:
    """For each engine: how many looks were tried, and how many found a fault."""
    tried, wrong = Counter[str](), Counter[str]()
    for name, row in rows.items():
        engine = name.split()[0]
        tried[engine] += sum(found is not None for found in row.values())
        wrong[engine] += sum(bool(found) for found in row.values())
    return "\n".join(f"{name}: {tried[name]} tried, {wrong[name]} with faults" for name in tried)


def main() -> int:
    engines = asked_for("ENGINES", [name for name in ENGINES if name not in WITHOUT])
    types = asked_for("PAGES", list(dict.fromkeys(page.name for page in PAGES)))
    pages = [page for page in PAGES if page.name in types]
    rows: dict[str, Row] = {}
    begun = time.monotonic()
    with Served(SITE) as site, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        for engine in engines:
            with started(engine, chromium) as window:
                for page, width in product(pages, WIDTHS):
                    name = f"{engine} {page} {width}"
                    print(f"  {name}", file=sys.stderr, flush=True)
                    rows[name] = looked(window, where(site, page, width))
                    RESULT.write_text(table(rows) + "\n", "utf-8")  # what there is, if one stops it
        chromium.close()
    faults = [
        f"{name}: {look}: {fault}"
        for name, row in rows.items() for look, found in row.items() for fault in found or []
    ]
    languages = len(LANGUAGES)
    said = "\n\n".join(filter(None, [
        table(rows), "\n".join(faults), sums(rows),
        f"{len(rows)} pages ({len(types)} types, {languages} languages, {len(WIDTHS)} widths, "
        f"{len(engines)} engines), {len(faults)} faults, {time.monotonic() - begun:.0f} s",
    ]))
    RESULT.write_text(said + "\n", "utf-8")
    print(f"{said}\n{RESULT.relative_to(ROOT)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
