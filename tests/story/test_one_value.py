"""A value changed in the data changes wherever it is shown, in both languages; nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from browser.changing import NUMBER, Change, change
from browser.project import LANGUAGES, Build, copy_project
from browser.serving import Served
from lxml import etree, html

from explainer.data import dataset
from explainer.lasting import ledger
from explainer.problems import Problems
from explainer.site import Site

CHANGED: list[str] = yaml.safe_load((Path(__file__).parent / "one-value.yml").read_text("utf-8"))
SPOKEN = ("title", "alt", "aria-label", "content", "data-tip", "placeholder")
"""Attributes with words for readers."""
INDEXES = [f"{language.prefix}search/search_index.json" for language in LANGUAGES]
DATA_PAGES = [f"{language.prefix}data/index.html" for language in LANGUAGES]
CHECKSUM = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass(frozen=True)
class Rebuilt:
    """The site before and after the changes."""

    before: Path
    after: Path
    changes: tuple[Change, ...]

    def files(self, *endings: str) -> list[str]:
        """The files of the site that end so."""
        paths = (p.relative_to(self.before) for p in self.before.rglob("*") if p.is_file())
        return sorted(p.as_posix() for p in paths if p.suffix in endings)

    def trees(self, page: str) -> tuple[html.HtmlElement, html.HtmlElement]:
        """A page before and after."""
        one, two = (html.fromstring((f / page).read_bytes()) for f in (self.before, self.after))
        return one, two


def forget(project: Path, fact_ids: list[str]) -> None:
    """Write the ledger of a copy as if figures had never been published. (Otherwise a changed
    one needs an entry in the log of changes, which would be another change of the site.)"""
    addresses = tuple(f"facts/{fact.replace('.', '/#', 1)}\t" for fact in fact_ids)
    lines = (project / ledger.FILE).read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(addresses)]
    assert len(kept) == len(lines) - len(fact_ids)
    (project / ledger.FILE).write_text("".join(kept), "utf-8")
    problems = Problems()
    site = Site.read_into(project, problems, drafting=True)
    assert site is not None, problems.report()
    ledger.write(site, site.published, problems)
    assert not problems, problems.report()


@pytest.fixture(scope="module")
def rebuilt(site: Served, tmp_path_factory: pytest.TempPathFactory) -> Rebuilt:
    project = copy_project(tmp_path_factory.mktemp("changed") / "project")
    data = dataset.read(project, Problems())
    assert data is not None
    changes = tuple(change(project, data, fact) for fact in CHANGED)
    forget(project, CHANGED)
    return Rebuilt(site.folder, Build(project, site.public).folder(), changes)


def said(path: Path) -> list[str]:
    """Everything a file says, in order; of a page its texts and the attributes with words."""
    if path.suffix != ".html":
        return [path.read_text("utf-8")]
    words: list[str] = []
    for element in html.fromstring(path.read_bytes()).iter(etree.Element):
        if element.tag in ("script", "style"):
            continue
        words += [element.get(name) or "" for name in SPOKEN]
        words += [element.text or "", element.tail or ""]
    return [text for text in words if text.strip()]


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """The numbers of a text that became others. Any other difference is a fault, but for
    checksums of files."""
    before, after = CHECKSUM.sub("", before), CHECKSUM.sub("", after)
    assert NUMBER.sub("#", before) == NUMBER.sub("#", after), f"{before!r} became {after!r}"
    numbers = zip(NUMBER.findall(before), NUMBER.findall(after), strict=True)
    return [(one, two) for one, two in numbers if one != two]


def leads_to(link: html.HtmlElement, fact: str) -> bool:
    metric, _, period = fact.partition(".")
    return bool((link.get("href") or "").endswith(f"facts/{metric}/#{period}"))


def sizes(rebuilt: Rebuilt, page: str) -> set[tuple[str, str]]:
    """The sizes of downloads that a page may tell before and after, in kB and in MB: those of the
    files it leads to."""
    found = set()
    for href in rebuilt.trees(page)[0].xpath("//a[@download]/@href"):
        files = [(folder / page).parent / href for folder in (rebuilt.before, rebuilt.after)]
        bytes_ = [file.stat().st_size for file in files if file.is_file()]
        for factor in (1_000, 1_000_000):
            told = [format(round(Decimal(n) / factor, 1).normalize(), "f") for n in bytes_]
            found.add(tuple(told))
    return found


def test_nothing_but_the_changed_values_changed(rebuilt: Rebuilt) -> None:
    """In pages, in their twins of plain text, and in what the search knows."""
    strange = []
    for name in [*rebuilt.files(".html", ".md"), *INDEXES]:
        one, two = said(rebuilt.before / name), said(rebuilt.after / name)
        assert len(one) == len(two), f"{name} says more or less than before"
        strange += [
            f"{name}: {old} became {new}"
            for text, changed in zip(one, two, strict=True)
            for old, new in differences(text, changed)
            if not any(change.explains(old, new) for change in rebuilt.changes)
            and not (name in DATA_PAGES and (old, new) in sizes(rebuilt, name))
        ]
    assert not strange, "\n".join(strange)


def test_no_files_but_those_of_the_changed_values_changed(rebuilt: Rebuilt) -> None:
    """Downloads, pictures and cards have the name of their metric, chart or article."""
    names = {fact.partition(".")[0] for fact in CHANGED}
    for page in rebuilt.files(".html"):
        for figure in rebuilt.trees(page)[0].xpath("//figure[@id]"):
            if any(leads_to(link, fact) for link in figure.iter("a") for fact in CHANGED):
                names |= {figure.get("id").removeprefix("chart-"), Path(page).parent.name}
    strange = []
    for path in (p.relative_to(rebuilt.before) for p in rebuilt.before.rglob("*.*")):
        if path.suffix in (".html", ".md", ".gz") or path.parts[0] == "data" \
                or path.as_posix() in (*INDEXES, "sha256sums.txt"):
            continue  # these have tests of their own, or are all the figures
        same = (rebuilt.before / path).read_bytes() == (rebuilt.after / path).read_bytes()
        if not same and path.name.partition(".")[0] not in names:
            strange.append(path.as_posix())
    assert not strange, "\n".join(strange)


def test_no_file_came_or_went(rebuilt: Rebuilt) -> None:
    before, after = (
        {path.relative_to(folder) for path in folder.rglob("*")}
        for folder in (rebuilt.before, rebuilt.after)
    )
    assert before == after


@pytest.mark.parametrize("fact", CHANGED)
def test_every_link_to_a_changed_value_shows_the_new_one(rebuilt: Rebuilt, fact: str) -> None:
    shown = {language.code: {"text": 0, "chart": 0} for language in LANGUAGES}
    stale = []
    for page in rebuilt.files(".html"):
        language = next(x for x in reversed(LANGUAGES) if page.startswith(x.prefix))
        links = [[a for a in tree.iter("a") if leads_to(a, fact)] for tree in rebuilt.trees(page)]
        for one, two in zip(*links, strict=True):
            if "fact-entry__period" in one.classes:
                continue  # the entry's own address
            in_chart = any(parent.tag == "figure" for parent in one.iterancestors())
            shown[language.code]["chart" if in_chart else "text"] += 1
            if one.text_content() == two.text_content():
                stale.append(f"{page}: {one.text_content()}")
    assert not stale, "\n".join(stale)
    first, second = shown.values()
    assert first == second
    assert min(first.values()) > 0, f"{fact} must stand in text and in a chart: {first}"


@pytest.mark.parametrize("fact", CHANGED)
def test_the_entry_of_a_changed_value_shows_the_new_one(rebuilt: Rebuilt, fact: str) -> None:
    metric, _, period = fact.partition(".")
    for language in LANGUAGES:
        one, two = (
            tree.get_element_by_id(period).xpath("string(.//*[contains(@class, '__value')])")
            for tree in rebuilt.trees(f"{language.prefix}facts/{metric}/index.html")
        )
        assert one
        assert one != two


@pytest.mark.parametrize("design", ["chart__wide", "chart__narrow"])
@pytest.mark.parametrize("fact", CHANGED)
def test_the_tooltips_of_a_changed_value_show_the_new_one(
    rebuilt: Rebuilt, fact: str, design: str
) -> None:
    (this,) = (change for change in rebuilt.changes if change.fact == fact)
    stale = []
    for page in rebuilt.files(".html"):
        before, after = rebuilt.trees(page)
        for figure in before.xpath("//figure[@id]"):
            if not any(leads_to(link, fact) for link in figure.iter("a")):
                continue
            tips = f".//div[contains(@class, '{design}')]//@data-tip"
            old, new = figure.xpath(tips), after.get_element_by_id(figure.get("id")).xpath(tips)
            changed = [pair for texts in zip(old, new, strict=True) for pair in differences(*texts)]
            if not any(this.explains(*pair) for pair in changed):
                stale.append(f"{page}: {figure.get('id')}")
    assert not stale, "\n".join(stale)
