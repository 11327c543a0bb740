"""The site of tests/sites/cider, which is in English, French and Chinese, in some of them; and the
tiny site with Traditional Chinese made from its Simplified."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml
from tiny_site import ROOT, lay_over, tiny_site

from explainer.cli import main
from explainer.commands import choosing

CIDER = ROOT / "tests" / "sites" / "cider"
VARIANTS = {"data/site.yml": {"pages: [": """\
# after the two
  zh-hk: {prefix: hk/, tag: zh-Hant-HK, locale: zh_HK, name: 繁體中文（香港）, made_from: zh}
  zh-tw: {prefix: tw/, tag: zh-Hant-TW, locale: zh_TW, name: 繁體中文（台灣）, made_from: zh}
pages: ["""}}


def cider(folder: Path, *languages: str) -> Path:
    """A copy of the site in some of its languages, the first at the root."""
    shutil.copytree(CIDER, folder)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    choosing.choose(folder, languages)
    assert main(["--root", str(folder), "ledger"]) == 0
    return folder


def bare(folder: Path) -> Path:
    """The site in French alone, without charts, terms and events, and what only they need."""
    root = cider(folder, "fr")
    for name in ("charts", "terms", "events", "categories"):
        shutil.rmtree(root / "data" / name)
    for name in ("timeline", "glossary"):
        (root / "docs" / "fr" / f"{name}.md").unlink()
    (root / "ledger.tsv").unlink()
    for name, change in {
        "data/site.yml": {"[accounts, timeline]": "[accounts]", "[glossary, sources]": "[sources]"},
        "docs/fr/accounts.md": {'{{ chart("books") }}\n\n': "", '{{ term("pomace") }}': "marc"},
        "docs/fr/index.md": {", [les dates](timeline.md), [les mots](glossary.md)": ""},
    }.items():
        lay_over(root / name, change)
    for name, gone in (("sources", "S02"), ("publishers", "le-verger")):
        path = root / "data" / name / f"{name}.yml"
        kept = [each for each in yaml.safe_load(path.read_text("utf-8")) if each["id"] != gone]
        path.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), "utf-8")
    assert main(["--root", str(root), "ledger"]) == 0
    return root


def variants(folder: Path) -> Path:
    """The tiny site with its Chinese in the characters of Hong Kong and Taiwan as well."""
    root = tiny_site(folder, VARIANTS)
    assert main(["--root", str(root), "ledger"]) == 0
    return root
