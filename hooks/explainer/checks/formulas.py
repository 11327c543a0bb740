"""The check that no text begins as a formula does: every text is a cell of the tables that the
site offers, and a spreadsheet that opens one would compute it, or call an address it names."""

from __future__ import annotations

import re

from markupsafe import Markup

from explainer.articles.voice import plain
from explainer.data import model
from explainer.data.dataset import Dataset, dotted
from explainer.problems import Problems

_BEGINNINGS = tuple("=+-@＝＋－＠\t\r")
"""What spreadsheets take for the beginning of a formula, East Asian forms included."""
_WORTH_A_LOOK = (*_BEGINNINGS, "<", "&")
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*(E[+-]?[0-9]+)?%?( ?[^\W\d_]+)*")
"""A number with its unit, as the ledger writes it: -4.2E+6 CNY."""


def check(data: Dataset, problems: Problems) -> None:
    """Report texts of records that begin like a formula and are no number."""
    for origin, record in data.all_records():
        for path, text in model.texts(record):
            if beginning := _formula(text):
                problems.add(
                    origin.locate(path),
                    f"{dotted(path)}: got {text[:20]!r}, expected a text that does not begin with "
                    f"{beginning!r}, which spreadsheets take for a formula",
                    "Put a word or a quotation mark before it",
                )


def _formula(text: str) -> str | None:
    """What the text begins with, or would in a table, if that makes it a formula."""
    if not text.lstrip(" \n").startswith(_WORTH_A_LOOK):
        return None
    without_markup = plain(Markup(text))
    return next((
        cell[0] for cell in (text, without_markup)
        if cell.startswith(_BEGINNINGS) and not _NUMBER.fullmatch(cell)
    ), None)
