"""The command line: what is printed where, and the exit status."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_site import tiny_site

from explainer.cli import main

FAULT = {"docs/en/glossary.md": {"{{ glossary() }}": "{{ glossary() }}\n\n100%\n\n50%"}}
LINES = [
    'docs/en/glossary.md:9:1: section "all" has changed since it was compared with '
    "docs/zh/glossary.md:6:1. Look whether both say the same, then run "
    "`.venv/bin/explainer revised glossary all`.",
    *(
        f'docs/en/glossary.md:{line}:1: number "{number}" is typed by hand. Call an author '
        "function, such as fact(), share() or date(); if it is no figure, list the phrase in "
        "data/exceptions with the reason."
        for line, number in ((13, "100%"), (15, "50%"))
    ),
]


def test_check_of_a_sound_site_counts_what_it_read(tmp_path, capsys):
    assert main(["--root", str(tiny_site(tmp_path)), "check"]) == 0
    out, err = capsys.readouterr()
    texts = [path.read_text("utf-8") for path in tmp_path.glob("data/*/*.yml")]
    records = sum(len(re.findall(r"^(?:- )?\{?id: ", text, re.MULTILINE)) for text in texts)
    assert out == f"{records} records and 10 articles are in order\n"
    warnings = err.splitlines()
    assert all(": warning: " in line and "placeholder" in line for line in warnings)
    assert len(warnings) == 4  # the addresses of the tiny site are none


def test_check_prints_problems_and_counts_them_on_stderr(tmp_path, capsys):
    assert main(["--root", str(tiny_site(tmp_path, FAULT)), "check"]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == LINES
    assert err.splitlines()[-1] == "3 problems in 1 file"
    assert all(": warning: " in line for line in err.splitlines()[:-1])


def test_annotations_are_printed_as_well(tmp_path, capsys):
    assert main(["--root", str(tiny_site(tmp_path, FAULT)), "check", "--annotations"]) == 1
    lines = capsys.readouterr().out.splitlines()
    plain = [line for line in lines if not line.startswith("::")]
    assert [line for line in plain if ": warning: " not in line] == LINES
    annotations = [line for line in lines if line.startswith("::error")]
    assert annotations[1].startswith(
        '::error file=docs/en/glossary.md,line=13,col=1::number "100%25" is typed by hand. Call'
    )
    assert len(annotations) == 3


def test_check_without_a_site_says_what_is_missing(tmp_path, capsys):
    assert main(["--root", str(tmp_path), "check"]) == 1
    assert capsys.readouterr().out == "data/site.yml:1:1: missing. Describe the site there.\n"


def test_revised_names_the_sections_it_acknowledged(tmp_path, capsys):
    root = tiny_site(tmp_path, {"docs/zh/accounts.md": {"厂里有": "工厂里有"}})
    assert main(["--root", str(root), "check"]) == 1
    assert main(["--root", str(root), "revised", "accounts", "books"]) == 0
    assert main(["--root", str(root), "revised", "accounts", "people"]) == 0
    assert main(["--root", str(root), "check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("acknowledged")] == [
        "acknowledged: nothing had changed", "acknowledged: people",
    ]


@pytest.mark.parametrize(
    ("arguments", "name"), [(["nothing"], "nothing"), (["accounts", "books", "none"], "none")]
)
def test_revised_refuses_what_does_not_exist(tmp_path, capsys, arguments, name):
    root = tiny_site(tmp_path)
    before = (root / "docs" / "en" / "accounts.md").read_bytes()
    assert main(["--root", str(root), "revised", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("no such article or section: ")
    assert name in err
    assert (root / "docs" / "en" / "accounts.md").read_bytes() == before


def test_revised_works_while_the_data_has_faults(tmp_path, capsys):
    root = tiny_site(
        tmp_path,
        {"docs/zh/accounts.md": {"厂里有": "工厂里有"}, "data/companies/stove.yml": "id: oven\n"},
    )
    assert main(["--root", str(root), "revised", "accounts"]) == 0
    assert capsys.readouterr().out == "acknowledged: people\n"


@pytest.mark.parametrize("arguments", [[], ["chek"], ["check", "--loud"], ["revised"]])
def test_wrong_usage_is_status_two(arguments, capsys):
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    assert "usage: explainer" in capsys.readouterr().err


@pytest.mark.parametrize(("changes", "status"), [({}, 0), (FAULT, 1)])
def test_the_installed_command_works_in_the_folder_it_is_called_in(tmp_path, changes, status):
    command = Path(sys.executable).with_name("explainer")
    done = subprocess.run([command, "check"], cwd=tiny_site(tmp_path, changes), timeout=30)
    assert done.returncode == status
