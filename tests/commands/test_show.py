"""``explainer show``: a figure or a record, with its words, its evidence and where it is used."""

from __future__ import annotations

import pytest
from tiny_site import rich_site, tiny_site

from explainer.cli import main


def shown(root, identifier, capsys) -> str:
    assert main(["--root", str(root), "show", identifier]) == 0
    return capsys.readouterr().out


def test_a_figure_is_shown_in_all_languages_with_its_evidence_and_its_places(tmp_path, capsys):
    out = shown(tiny_site(tmp_path), "revenue.2020", capsys)
    for part in (
        "revenue.2020  (reported)  data/metrics/revenue.yml:9:5", "zh  收入，2020年: 1.5亿元",
        "en  Revenue, 2020: RMB 150 million", "value     150E+6 CNY",
        "source    S01  data/sources/sources.yml:10:3", "https://blue-lamp.example/reports",
        "address   facts/revenue/#2020", "address   en/facts/revenue/#2020",
        "computes loss.2020", "en/charts/books/",
    ):
        assert part in out, part


def test_a_computed_figure_names_what_it_is_computed_from(tmp_path, capsys):
    out = shown(tiny_site(tmp_path), "loss.2020", capsys)
    assert "loss.2020  (resting)  data/metrics/loss.yml:6:10" in out
    assert "computed  difference of:" in out
    assert "cost.2020 = 175E+6 CNY  data/metrics/cost.yml:" in out
    lines = out.split("used in:")[1]
    assert "docs/en/accounts.md:10:1" in lines
    assert "data/claims/losing.yml:9:9  facts[0]" in lines
    assert "data/claims/losing.yml:7:7  evidence" in lines


def test_a_record_is_shown_with_its_words_and_what_names_it(tmp_path, capsys):
    out = shown(tiny_site(tmp_path), "S02", capsys)
    assert out.startswith("S02  (sources)  data/sources/sources.yml:19:3\n")
    assert "publisher: weekly-stove" in out
    assert "data/events/events.yml:5:13  sources[0]" in out


def test_every_figure_and_every_record_can_be_shown(tmp_path, capsys):
    from explainer.site import Site

    root = rich_site(tmp_path)
    site = Site.read(root)
    names = [f.id for facts in site.addressed_facts.values() for f in facts]
    names += [key for records in site.data.records.values() for key in records]
    assert len(names) > 30
    for name in names:
        assert name in shown(root, name, capsys)


@pytest.mark.parametrize(("name", "said"), [
    ("revenu.2020", '"revenu.2020" is no figure and no record (did you mean "revenue.2020"?). '),
    ("revenue.2002", 'unknown fact "revenue.2002": revenue has no 2002. Published periods: '),
    ("nothing-of-the-kind", '"nothing-of-the-kind" is no figure and no record. Give the id of '),
])
def test_what_is_not_there_is_refused_with_what_is_near(tmp_path, capsys, name, said):
    assert main(["--root", str(tiny_site(tmp_path)), "show", name]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"explainer show: {said}")
