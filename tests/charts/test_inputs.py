"""Whatever a kind of chart is given, it is drawn right or refused, as the table says."""

from __future__ import annotations

import pytest

from charts.inputs import DRAWN, INPUTS, NOTHING, TABLE, answer
from explainer.charts.kinds import NAMES

ROWS = [
    tuple(cell.strip() for cell in line.strip("| ").split(" | "))
    for line in TABLE.read_text("utf-8").splitlines() if line.startswith("| ")
][1:]


def test_the_table_has_every_kind_and_every_input():
    assert [row[:2] for row in ROWS] == [(kind, given) for kind in NAMES for given in INPUTS]


def test_what_is_not_drawn_is_refused():
    assert all(row[2] in (DRAWN, NOTHING) or row[2].startswith("refused by the ") for row in ROWS)


@pytest.mark.parametrize(("kind", "given", "said"), ROWS)
def test_the_answer_is_the_one_of_the_table(kind, given, said, tmp_path):
    assert answer(kind, given, tmp_path).replace("|", "/") == said
