"""The data package as one workbook: what the CSV files hold, a sheet a table."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from tiny_site import rich_site

from explainer.sharing.datacolumns import Column, Table
from explainer.sharing.workbook import workbook
from explainer.site import Site

WHEN = datetime(2023, 11, 14)


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    site = Site.read(rich_site(tmp_path_factory.mktemp("site")))
    return site.data_package("https://kettles.example/")


def test_every_table_is_a_sheet_with_the_same_values(package):
    book = load_workbook(io.BytesIO(package.files["all.xlsx"]), read_only=True)
    assert book.sheetnames == ["about", *(table.name for table in package.tables)]
    for table in package.tables:
        text = package.files[f"{table.name}.csv"].decode()
        wanted = list(csv.reader(io.StringIO(text, newline="")))
        found = [list(row) for row in book[table.name].iter_rows(values_only=True)]
        assert len(found) == len(wanted), table.name
        for got, typed in zip(found, wanted, strict=True):
            for value, said in zip(got, typed, strict=True):
                assert same(value, said), (table.name, value, said)


def same(value: object, said: str) -> bool:
    if value is None:
        return said == ""
    if isinstance(value, bool):
        return said == str(value).lower()
    if isinstance(value, int | float):
        return float(said) == float(value)
    return not isinstance(value, datetime | date) and str(value) == said


def test_the_first_sheet_says_what_it_is(package):
    book = load_workbook(io.BytesIO(package.files["all.xlsx"]), read_only=True)
    about = dict(book["about"].iter_rows(values_only=True))
    assert about["licence"] == "https://licence.example/by/4.0/"
    assert about["homepage"] == "https://kettles.example/"


def table(*values: object) -> Table:
    columns = tuple(Column(f"c{n}") for n, _ in enumerate(values))
    return Table("t", ("c0",), columns, (values,))


def test_the_same_content_gives_the_same_bytes():
    made = [workbook([table("a", Decimal("1.50"))], {"title": "T"}, WHEN) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize("text", [
    "=1+1", "+1", "-1", "@SUM(A1)", "https://a.example/", "12", "{=1}", "TRUE", "", " ", "00",
])
def test_a_text_stays_a_text_whatever_it_begins_with(text):
    book = load_workbook(io.BytesIO(workbook([table(text)], {"title": "T"}, WHEN)))
    cell = book["t"]["A2"]
    assert (cell.value or "", cell.data_type != "f") == (text, True)
    assert cell.hyperlink is None
