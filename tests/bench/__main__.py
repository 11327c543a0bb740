"""How fast the generator is beside others: ``make bench``. Prints a table as it grows, writes it
to ``tests/bench/results.md``, and its ratios into the README.

``NUMBERS="10 100 500"`` are how many articles a site has in each language, ``RUNS=5`` how often
each command is run. Ours and the others' take turns, so that what else the machine does meets
all of them alike; ratios are medians of those within a turn. The others' are in an environment of
their own, ``PEERS``; without one, ours is measured alone.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from tiny_site import ROOT

from bench import corpus, peers, serving
from bench.measuring import Cost, run
from explainer import building

EPOCH = "1600000000"
RESULTS = Path(__file__).parent / "results.md"
README = ROOT / "README.md"
MARKS = "<!-- bench -->\n", "<!-- /bench -->\n"
PLAIN = "plain MkDocs"
MADE = [sys.executable, "-P", building.__file__, sys.executable, "-m", "mkdocs", "build",
        "--strict", "--site-dir"]
OURS = [sys.executable, "-m", "mkdocs", "build", "--strict"]
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": EPOCH,
               "SITE_URL": "https://kettles.example/"}
QUOTED = {
    "cold": "ours, cold", "nothing (`make site`)": "ours, make site",
    "nothing (`mkdocs build`)": "ours, nothing", "a sentence": "ours, a sentence",
    "a value": "ours, a value",
}
"""What the README says of a row: `make site` knows before anything is imported that nothing has
changed, MkDocs alone reads and writes everything."""
Step = tuple[str, Callable[[], None], list[str], Path]
"""What is measured: its name, what is changed before it, the command and its folder."""


def main() -> None:
    numbers = [int(number) for number in os.environ.get("NUMBERS", "10 100").split()]
    runs = int(os.environ.get("RUNS", "5"))
    others = Path(os.environ["PEERS"]).absolute() if "PEERS" in os.environ else None
    costs: dict[int, dict[str, list[Cost]]] = {}
    saves: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for number in numbers:
            root = Path(folder) / str(number)
            steps = [*_ours(corpus.write(root / "ours", number)), *_theirs(root, number, others)]
            costs[number] = _measure(steps, runs, number)
            saves[number] = _saves(root / "ours")
    text = tables(costs, saves, runs)
    print(f"\n{text}")
    if others:
        RESULTS.write_text(text, "utf-8")
        _quote(costs)


def _measure(steps: list[Step], runs: int, number: int) -> dict[str, list[Cost]]:
    found: dict[str, list[Cost]] = defaultdict(list)
    for turn in range(runs):
        for name, prepare, command, folder in steps:
            prepare()
            cost = run(command, folder, ENVIRONMENT)
            found[name].append(cost)
            print(f"{number:4} articles, turn {turn + 1}: {name:26} {cost.cpu:7.2f} s of "
                  f"processors, {cost.wall:7.2f} s, {cost.memory:6.0f} MB", flush=True)
    return found


def _ours(root: Path) -> Iterator[Step]:
    """Our site: cold, and after one change of each kind."""
    article, metric = root / "docs" / "en" / "story-001.md", root / "data/metrics/m001-a.yml"
    style = root / "overrides" / "assets" / "stylesheets" / "text.css"

    def cold() -> None:
        for name in (".cache", "site"):
            shutil.rmtree(root / name, ignore_errors=True)

    def sentence() -> None:
        _add(article, "\nAnd a sentence more.\n")
        corpus.acknowledge(root, [article.stem])

    def value() -> None:
        text = metric.read_text("utf-8")
        metric.write_text(re.sub(r'"value": \d', lambda m: f'"value": {_next(m[0][-1])}', text,
                                 count=1), "utf-8")

    yield "ours, cold", cold, OURS, root
    yield "ours, nothing", lambda: None, OURS, root
    yield "ours, a sentence", sentence, OURS, root
    yield "ours, a value", value, OURS, root
    yield "ours, a style", lambda: _add(style, "\n.md-typeset p { orphans: 3 }\n"), OURS, root
    yield "ours, make site", lambda: run(MADE, root, ENVIRONMENT) and None, MADE, root


def _theirs(root: Path, number: int, others: Path | None) -> Iterator[Step]:
    if others is None:
        return
    plain, zensical, plugins = root / "plain", root / "zensical", root / "plugins"
    for folder, write in ((plain, peers.plain), (zensical, peers.plain),
                          (plugins, peers.plugins)):
        write(folder, number)
    mkdocs = [str(others / "mkdocs"), "build", "--quiet"]
    own = [str(others / "zensical"), "build"]
    yield PLAIN, lambda: None, mkdocs, plain
    yield "MkDocs with plugins", lambda: None, mkdocs, plugins
    yield "Zensical, cold", lambda: None, [*own, "--clean"], zensical
    yield "Zensical, nothing", lambda: None, own, zensical
    yield ("Zensical, a sentence",
           lambda: peers.change(zensical, "en/story-001.md"), own, zensical)


def _saves(root: Path) -> dict[str, float]:
    """Seconds from a save to the page that is served, for one change of each kind."""
    article, metric = root / "docs" / "en" / "story-001.md", root / "data/metrics/m001-b.yml"
    style = root / "overrides" / "assets" / "stylesheets" / "text.css"
    value = re.search(r'(?<="value": )\d+(?=\.)', metric.read_text("utf-8"))
    assert value
    other = str(int(value[0]) + 1)
    with serving.served(root, EPOCH) as address:
        page = f"{address}en/story-001/"
        found = {"a sentence": serving.seconds(
            article, "\n## ", "\nWhat was saved.\n\n## ", page, "What was saved.")}
        found["a value"] = serving.seconds(
            metric, f'"value": {value[0]}.', f'"value": {other}.',
            f"{address}en/facts/m001-b/", f"RMB {other}.")
        found["a style"] = serving.seconds(
            style, "", ".saved-style { orphans: 7 }\n", f"{address}assets/stylesheets/site.css",
            "saved-style")
    return found


def _next(digit: str) -> str:
    return str(int(digit) % 9 + 1)


def _add(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def ratio(found: dict[str, list[Cost]], name: str, other: str) -> float | None:
    """The median, over all turns, of the processors' seconds of one beside those of another."""
    if other not in found:
        return None
    pairs = zip(found[name], found[other], strict=True)
    return statistics.median(one.cpu / another.cpu for one, another in pairs)


def tables(
    costs: dict[int, dict[str, list[Cost]]], saves: dict[int, dict[str, float]], runs: int
) -> str:
    rows: list[Iterable[str]] = [("", *(f"N = {number}" for number in costs))]
    rows.append(("---", *("---" for _ in costs)))
    for name in next(iter(costs.values())):
        rows.append((name, *(_cell(found, name) for found in costs.values())))
    for name in next(iter(saves.values())):
        rows.append((f"serving, {name}", *(f"{s[name]:.1f} s" for s in saves.values())))
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"""# How fast

Made by `make bench` on {date.today()}, {os.cpu_count()} processors, Python \
{platform.python_version()}: N articles in each of two languages (`corpus.py` says what is in \
them). Seconds of processors, medians of {runs} turns; in brackets how many times a plain MkDocs \
build of the same text, then seconds of the clock, then the memory of all processes together. \
From 100 articles on they stand in sections of {corpus.PER_SECTION}, and a page shows those of its \
own; so do the others’ (Material’s navigation.prune). “make site” is the command when nothing has \
changed. Serving: seconds of the clock from a save to \
the page.

{table}"""


def _cell(found: dict[str, list[Cost]], name: str) -> str:
    middle = {
        kind: statistics.median(getattr(cost, kind) for cost in found[name])
        for kind in ("cpu", "wall", "memory")
    }
    times = ratio(found, name, PLAIN)
    said = f" ({times:.2g} ×)" if times and name.startswith("ours") else ""
    return f"{middle['cpu']:.2f}{said}, {middle['wall']:.1f} s, {middle['memory']:.0f} MB"


def _quote(costs: dict[int, dict[str, list[Cost]]]) -> None:
    """Put the ratios into the README, between its marks."""
    text = README.read_text("utf-8")
    before, _, rest = text.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    assert after or rest, "the README has no place for the table"
    numbers = " | ".join(f"{number} articles" for number in costs)
    lines = [f"| | {numbers} |", f"|---|{'---|' * len(costs)}"]
    for said, name in QUOTED.items():
        cells = (ratio(found, name, PLAIN) for found in costs.values())
        lines.append(f"| {said} | {' | '.join(f'{cell:.2g}' for cell in cells)} |")
    table = "\n".join(lines)
    README.write_text(
        f"{before}{MARKS[0]}{table}\n\nMeasured on {date.today()} by `make bench`; "
        f"[all of it](tests/bench/results.md).\n{MARKS[1]}{after}", "utf-8"
    )


if __name__ == "__main__":
    main()
