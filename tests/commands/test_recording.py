"""``explainer new change``: the records of all changes that need one, each in its own file."""

from __future__ import annotations

import pytest
from tiny_site import lay_over, tiny_site

from explainer.cli import main

BOTH = ["--reason", "zh=原来抄错了。", "--reason", "en=It had been copied wrongly: yes."]


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("EXPLAINER_TODAY", "2023-11-14")
    made = tiny_site(tmp_path)
    assert main(["--root", str(made), "ledger"]) == 0
    lay_over(made / "data/metrics/revenue.yml", {"2020, value: 150,": "2020, value: 152,"})
    lay_over(made / "data/claims/losing.yml", {"verdict: supported": "verdict: wrong"})
    assert main(["--root", str(made), "check"]) == 1
    return made


def test_every_change_gets_a_record_and_the_check_passes(root, capsys):
    capsys.readouterr()
    assert main(["--root", str(root), "new", "change", *BOTH]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "data/changes/2023-11-14-claims-losing.yml", "data/changes/2023-11-14-revenue-2020.yml",
    ]
    text = (root / "data/changes/2023-11-14-revenue-2020.yml").read_text("utf-8")
    assert text == """\
id: 2023-11-14-revenue-2020
date: 2023-11-14
kind: correction
fact: revenue.2020
old: 150E+6 CNY
new: 152E+6 CNY
reason: {zh: 原来抄错了。, en: "It had been copied wrongly: yes."}
"""
    assert main(["--root", str(root), "check"]) == 0
    assert main(["--root", str(root), "new", "change"]) == 2  # nothing is left to record


def test_a_reason_that_is_not_given_is_asked_for(root, capsys):
    assert main(["--root", str(root), "new", "change", *BOTH[:2]]) == 0
    capsys.readouterr()
    assert main(["--root", str(root), "check"]) == 1
    assert "reason: nothing is said. Say why." in capsys.readouterr().out


@pytest.mark.parametrize("reason", ["Corrected.", "eng=Corrected.", "en= "])
def test_a_reason_in_no_language_is_refused(root, capsys, reason):
    assert main(["--root", str(root), "new", "change", "--reason", reason]) == 2
    assert "is no reason in a language of the site" in capsys.readouterr().err
    assert not (root / "data/changes").exists()
