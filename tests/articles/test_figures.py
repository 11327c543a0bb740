"""What stands under a chart: its sources by what they are, the nearest to the company first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tiny_site import LANGUAGES, tiny_site

from explainer.articles import figures
from explainer.articles.figures import OUTLETS_SHOWN
from explainer.articles.voice import plain
from explainer.data import dataset
from explainer.problems import Problems
from explainer.site import Site


def credit(site: Site, language: str, sources: list[str]) -> str:
    voice = site.voice(language, site.addresses(language).article("accounts"), Problems())
    return plain(figures._credit(voice, sources))


def test_sources_are_named_by_kind(tmp_path: Path) -> None:
    site = Site.read(tiny_site(tmp_path))
    known = site.data.sources
    by_kind = {source.origin: source.id for source in known.values()}
    assert len(by_kind) > 1
    for language in LANGUAGES:
        line = credit(site, language, list(known))
        voice = site.voice(language, "", Problems())
        opened = [voice.labels[f"credit_{kind}"].partition("{")[0]
                  for kind in figures._KINDS if kind in by_kind]
        places = [line.index(words) for words in opened]
        assert places == sorted(places)
        assert credit(site, language, []) == ""


def test_few_outlets_of_a_kind_are_named(tmp_path: Path) -> None:
    papers = "".join(
        f"- id: paper-{n}\n  name: {{zh: 报纸{n}, en: Paper {n}}}\n" for n in range(1, 6))
    letters = "".join(
        f"- id: L{n}\n  title: Letter {n}\n  publisher: paper-{n}\n  published: 2021-08\n"
        f"  url: https://paper{n}.example/\n  language: en\n  kind: press\n  read: part\n"
        "  accessed: 2021-09-01\n" for n in range(1, 6))
    root = tiny_site(tmp_path)
    for name, text in (("publishers/papers", papers), ("sources/letters", letters)):
        (root / "data" / f"{name}.yml").write_text(text, "utf-8")
    data = dataset.load(root)
    site = Site.read(tiny_site(tmp_path / "whole"))
    voice = replace(site.voice("en", "en/accounts/", Problems()), dataset=data)
    line = plain(figures._credit(voice, ["L1", "L2", "L3", "L1", "L4"]))
    assert line == "Source: press (Paper 1, Paper 2, and 2 more)."
    assert OUTLETS_SHOWN == 2
