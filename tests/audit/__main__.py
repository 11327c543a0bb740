"""``make audit``: every type of page against the budgets of budgets.yml.

``RUNS=1`` for fewer runs, ``PAGES="story home"`` for some types of pages only. Prints a table
and what breaks a budget, writes everything to .cache/audit.json, fails if there is a breach.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from typing import Any

from browser.fixtures import FLAGS, chromium_path
from browser.project import ROOT, SITE
from browser.serving import Served
from browser.visiting import Visitor
from playwright.sync_api import sync_playwright

from .budgets import CHARTS, PAGES, PLAIN, Audited, breaches
from .lighthouse import Lighthouse, in_turns
from .variants import charts_cost, plain_site, with_charts
from .visits import Windows

RESULTS = ROOT / ".cache" / "audit.json"
SHOWN = 12
"""How many details of a page are printed."""
LOOKS = list(product((1280, 360), ("light", "dark")))
Results = dict[str, dict[str, Any]]


def chosen() -> list[Audited]:
    """The pages to audit: all, or the types PAGES names."""
    names = os.environ.get("PAGES", "").replace(",", " ").split()
    if unknown := set(names) - {page.name for page in PAGES}:
        raise SystemExit(f"There is no page type {', '.join(sorted(unknown))} in budgets.yml.")
    return [page for page in PAGES if not names or page.name in names]


def say(progress: str) -> None:
    print(f"  {progress}", file=sys.stderr, flush=True)


def compared(page: Audited, what: dict[str, Any]) -> bool:
    """Whether a page is the one of a comparison."""
    return page.name == what["page"]


def visited(pages: list[Audited]) -> Results:
    """What needs no Lighthouse: weights, requests, shifts, sizes, accessibility, charts."""
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        stack.callback(browser.close)

        def served(**options: Any) -> Served:
            return stack.enter_context(Served(SITE, as_hosted=True, **options))

        say(f"weights and sizes of {len(pages)} pages")
        costs = Windows(browser, [served(), served()]).visit([page.address for page in pages])
        results = {
            str(page): cost.measured() for page, cost in zip(pages, costs, strict=True)
        }
        site = served()
        visitor = Visitor(browser, site, LOOKS)
        for page in pages:
            say(f"axe-core: {page}")
            looks = visitor.visit(site.url + page.address)
            found = [
                f"axe at {width} px, {scheme}: {violation}"
                for (width, scheme), visit in looks.items() for violation in visit.violations
            ]
            results[str(page)]["axe"] = len(found)
            results[str(page)]["details"] += found
        for page in (page for page in pages if compared(page, CHARTS)):
            both = [served(instead=with_charts(page, n)) for n in (CHARTS["charts"], 0)]
            more = charts_cost(*Windows(browser, both).visit([page.address] * 2))
            results[str(page)]["charts"] = more
    return results


def lighted(pages: list[Audited], runs: int, node: str) -> Results:
    """The medians of Lighthouse over the pages and what they are compared with."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))

        def served(folder: Path = SITE, **options: Any) -> str:
            return stack.enter_context(Served(folder, as_hosted=True, **options)).url

        site = served()
        addresses = {}
        plain = None
        for page in pages:
            addresses[str(page)] = site + page.address
            if compared(page, PLAIN):
                plain = plain or served(plain_site(folder, page.name))
                addresses[f"{page} plain"] = plain + page.language.prefix
            if compared(page, CHARTS):
                for charts in (CHARTS["charts"], 0):
                    instead = with_charts(page, charts)
                    addresses[f"{page} {charts} charts"] = served(instead=instead) + page.address
        lighthouse = stack.enter_context(Lighthouse(node, chromium_path()))
        return in_turns(lighthouse, addresses, runs, say)


def compare(page: Audited, results: Results, lights: Results) -> list[str]:
    """The breaches of a page that come from comparing it with another."""
    found, light = [], lights[str(page)]
    if compared(page, PLAIN):
        plain = lights[f"{page} plain"]
        more = {"blocking-time": light["blocking-time"] - plain["blocking-time"]}
        results[str(page)]["more-than-plain"] = more
        found += [f"more than the plain page: {line}" for line in breaches(PLAIN, more)]
    if compared(page, CHARTS):
        with_, without = lights[f"{page} {CHARTS['charts']} charts"], lights[f"{page} 0 charts"]
        more = {
            **results[str(page)]["charts"],
            "blocking-time": with_["blocking-time"] - without["blocking-time"],
        }
        fewer = without["performance"] - with_["performance"]
        results[str(page)]["charts"] = {**more, "performance": -fewer}
        limits = {name: limit for name, limit in CHARTS.items() if name != "performance"}
        found += [f"{CHARTS['charts']} charts: more {line}" for line in breaches(limits, more)]
        if fewer > CHARTS["performance"]:
            found.append(f"{CHARTS['charts']} charts: {fewer:g} points less performance, "
                         f"at most {CHARTS['performance']}")
    return found


COLUMNS = {
    "performance": "perf", "accessibility": "a11y", "best-practices": "best", "seo": "seo",
    "kilobytes": "KB", "requests": "req", "blocking-time": "TBT", "cls": "CLS", "axe": "axe",
    "sideways": "side", "text": "text", "target": "tap", "largest-paint": "LCP",
    "machine": "machine",
}


def table(rows: Results) -> str:
    """The results, a line for each page."""
    lines = [f"{'page':<20}" + "".join(f"{name:>8}" for name in COLUMNS.values())]
    for name, row in rows.items():
        cells = [row.get(column) for column in COLUMNS]
        lines.append(f"{name:<20}" + "".join(
            f"{'–' if cell is None else format(cell, 'g'):>8}" for cell in cells
        ))
    return "\n".join(lines)


def main() -> int:
    pages, runs = chosen(), int(os.environ.get("RUNS") or 5)
    script = ROOT / "tests" / "install-npm.sh"
    node = subprocess.run(
        ["sh", str(script), "audit"], stdout=subprocess.PIPE, text=True, check=True
    ).stdout.strip()
    results = visited(pages)
    lights = lighted(pages, runs, node)
    over: dict[str, list[str]] = {}
    for page in pages:
        row, light = results[str(page)], lights[str(page)]
        details = [*row.pop("details"), *light.pop("faults")]
        cls = max(row["cls"], light["cls"])
        if "seo" not in page.budgets:
            light.pop("seo")
            details = [detail for detail in details if not detail.startswith("seo: ")]
        row.update({**light, "cls": cls, "details": details})
        over[str(page)] = [*breaches(page.budgets, row), *compare(page, results, lights)]
    others = {name: light for name, light in lights.items() if name not in results}
    print(table({**results, **others}))
    for page in pages:
        if lines := over[str(page)]:
            print(f"\n{page}: " + "; ".join(lines))
            details = results[str(page)]["details"]
            print("\n".join(f"    {detail}" for detail in details[:SHOWN]))
            if len(details) > SHOWN:
                print(f"    and {len(details) - SHOWN} more: {RESULTS.relative_to(ROOT)}")
    disturbed = sum(light["disturbed"] for light in lights.values())
    if disturbed:
        print(f"\nThe machine was busy during {disturbed} of {runs * len(lights)} runs: scores of "
              "performance and blocking times (TBT) say little. Audit again when it is idle.")
    RESULTS.write_text(json.dumps(
        {"runs": runs, "pages": {**results, **others}, "breaches": over},
        ensure_ascii=False, indent=1,
    ), "utf-8")
    broken = sum(map(bool, over.values()))
    print(f"\n{len(pages)} pages, {broken} over budget: {RESULTS.relative_to(ROOT)}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
