"""The data package as one workbook: what is in its CSV files, a sheet a table, for Excel and its
like, which read neither UTF-8 nor long tables by themselves."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from explainer.sharing.datacolumns import Table, Value

WORKBOOK = "all.xlsx"
_OPTIONS = {
    "in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False,
    "strings_to_urls": False,  # a text is a text, whatever it begins with
}
_WIDEST = 60
_MOST_IN_A_SHEET_NAME = 31


def workbook(
    found: Iterable[Table], about: Mapping[str, str], when: datetime
) -> bytes:
    """The tables as an XLSX file, the same bytes for the same content and ``when``. The first
    sheet says what it is: ``about`` are lines of name and text."""
    target = io.BytesIO()
    with Workbook(target, _OPTIONS) as book:
        book.set_properties({"title": about["title"], "created": when.replace(tzinfo=None)})
        head = book.add_format({"bold": True})
        first = book.add_worksheet("about")
        for number, (name, text) in enumerate(about.items()):
            first.write_string(number, 0, name, head)
            first.write_string(number, 1, text)
        first.set_column(0, 0, 14)
        first.set_column(1, 1, _WIDEST)
        for table in found:
            _fill(book.add_worksheet(table.name[:_MOST_IN_A_SHEET_NAME]), table, head)
    return target.getvalue()


def _fill(sheet: Worksheet, table: Table, head: object) -> None:
    for column, described in enumerate(table.columns):
        sheet.write_string(0, column, described.name, head)
        lengths = [len(str(row[column])) for row in table.rows[:200] if row[column] is not None]
        sheet.set_column(column, column, min(_WIDEST, max([len(described.name), *lengths]) + 1))
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(table.rows, 1):
        for column, value in enumerate(row):
            _write(sheet, number, column, value)


def _write(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    """A value as what it is; nothing where there is none."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, column, float(value))
    elif value is not None:
        sheet.write_string(row, column, value)
