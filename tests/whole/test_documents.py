"""The documents for contributors: short, in two languages, and true."""

from __future__ import annotations

import re

import pytest
from tiny_site import ROOT

from explainer.cli import main
from explainer.data import model
from explainer.data.strict_yaml import parse
from explainer.data.validating import Origin, validate
from explainer.problems import Problems

BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
BOTH = [ROOT / "CONTRIBUTING.md", ROOT / "CONTRIBUTING.zh.md"]
KINDS = [model.Metric, None, model.Identity, model.Change]


def test_the_readme_stays_short():
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) < 90


def test_the_specimens_are_the_same_in_both_languages():
    first, second = (BLOCK.findall(path.read_text("utf-8")) for path in BOTH)
    assert first == second
    assert len(first) == len(KINDS)


@pytest.mark.parametrize("index", [n for n, kind in enumerate(KINDS) if kind])
def test_a_specimen_is_a_record(index):
    text, problems = BLOCK.findall(BOTH[0].read_text("utf-8"))[index], Problems()
    document = parse(text, "specimen.yml", problems)
    validate(KINDS[index], document.data, Origin(document), problems)
    assert not problems, problems.report()


def test_the_metric_of_the_specimen_has_every_key_of_an_observation():
    text = BLOCK.findall(BOTH[0].read_text("utf-8"))[0]
    for key in model.Observation.model_fields:
        assert re.search(rf"\b{key}\b", text), key


@pytest.mark.parametrize("path", [ROOT / "README.md", *BOTH], ids=lambda path: path.name)
def test_every_command_that_is_named_exists(path, capsys):
    named = set(re.findall(r"\.venv/bin/explainer (\w+)", path.read_text("utf-8")))
    assert named
    for command in named:
        with pytest.raises(SystemExit) as stopped:
            main([command, "--help"])
        assert stopped.value.code == 0
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for command in re.findall(r"`(?:SINCE=\w+ )?make ([a-z -]+)", path.read_text("utf-8")):
        assert set(command.split()) <= targets, command
    capsys.readouterr()
