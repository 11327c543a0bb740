"""Everything on the site as data: CSV files described by a Frictionless data package.

The descriptor follows the Tabular Data Package profile, version 1
(https://specs.frictionlessdata.io/tabular-data-package/), the files RFC 4180 in UTF-8. One
archive holds them all, and a list of SHA-256 checksums names every file.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from explainer.data.addresses import Addresses
from explainer.data.dating import made_at
from explainer.data.facts import Fact
from explainer.data.model import Language, Site
from explainer.data.steps import Steps
from explainer.language import licences
from explainer.language.interface import labels
from explainer.pages.outputs import Output
from explainer.sharing.datacolumns import Column, Table, Value, Voices
from explainer.sharing.datatables import tables
from explainer.sharing.workbook import WORKBOOK, workbook

DESCRIPTOR, ARCHIVE, CHECKSUMS = "datapackage.json", "all.zip", "sha256sums.txt"
_DIALECT = {
    "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True,
    "header": True,
}


@dataclass(frozen=True)
class Package:
    """The files of a data package by name, and the tables among them."""

    tables: tuple[Table, ...]
    files: Mapping[str, bytes]

    def outputs(self) -> list[Output]:
        """The files with their addresses."""
        return [
            Output(Addresses.data_file(name), content) for name, content in self.files.items()
        ]

    def sha256(self, name: str) -> str:
        return hashlib.sha256(self.files[name]).hexdigest()


def package(
    voices: Voices, facts: Iterable[Fact], site_url: str, steps: Steps | None = None
) -> Package:
    """The data package of a site at an address. ``facts`` are all figures with an address."""
    found = tuple(tables(voices, facts, site_url, steps))
    dataset = next(iter(voices.values())).dataset
    when = made_at(dataset)
    files = {f"{table.name}.csv": csv_of(table) for table in found}
    described = _descriptor(dataset.site, found, files, site_url, when)
    text = json.dumps(described, ensure_ascii=False, indent=1)
    files = {DESCRIPTOR: f"{text}\n".encode(), **files}
    files[ARCHIVE] = _zipped(files, when)
    files[WORKBOOK] = workbook(found, _about(described), when)
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in files.items()]
    files[CHECKSUMS] = ("\n".join(sums) + "\n").encode()
    return Package(found, files)


def _about(described: Mapping[str, Any]) -> dict[str, str]:
    """What the first sheet of the workbook says, from the description of the package."""
    licence, = described["licenses"]
    return {
        "title": described["title"], "description": described["description"],
        "homepage": described["homepage"], "version": described["version"],
        "licence": licence["path"], "author": described["contributors"][0]["title"],
    }


def title(table: Table, language: Language) -> str:
    """What a table holds, in words."""
    words = labels(language)
    if table.pairs and f"data_{table.name}" not in words:
        left, right = (words[f"data_{name}"] for name in table.pairs)
        return words.data_pairs.format(left, right.lower())
    return words[f"data_{table.name}"]


def csv_of(table: Table, encoding: str = "utf-8") -> bytes:
    """A table after RFC 4180. ``utf-8-sig`` puts the mark before it by which Excel knows UTF-8
    when a file is opened by a double click; the data package has none, for programs."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_text(value) for value in row] for row in table.rows)
    return file.getvalue().encode(encoding)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return "" if value is None else str(value)


def _descriptor(
    site: Site, found: tuple[Table, ...], files: Mapping[str, bytes], site_url: str, when: datetime
) -> dict[str, Any]:
    codes = site.written[::-1]  # the one at the root is the one most readers know already
    licence: dict[str, str] = {"path": site.licence_url}
    if name := licences.spdx(site.licence_url):
        licence["name"] = name
    return {
        "profile": "tabular-data-package",
        "name": f"{site.subject}-facts",
        "title": " / ".join(site.title[code] for code in codes),
        "description": "\n\n".join(site.description[code] for code in codes),
        "homepage": site_url,
        "version": str(site.data_to),
        "created": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "licenses": [licence],
        "contributors": [{"title": site.author[codes[0]], "role": "author"}],
        "resources": [
            _resource(table, found, files[f"{table.name}.csv"], codes) for table in found
        ],
    }


def _resource(
    table: Table, found: tuple[Table, ...], content: bytes, codes: Sequence[Language]
) -> dict[str, Any]:
    keys = [
        {
            "fields": column.name,
            "reference": {"resource": "" if column.target == table.name else column.target,
                          "fields": "id"},
        }
        for index, column in enumerate(table.columns)
        if column.target and _resolves(table, index, column.target, found)
    ]
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if keys:
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": " / ".join(title(table, code) for code in codes),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": _DIALECT,
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {"name": column.name, "type": column.type}
    if column.about:
        described["description"] = column.about
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    return described | ({"constraints": constraints} if constraints else {})


def _resolves(table: Table, index: int, target: str, found: tuple[Table, ...]) -> bool:
    """Whether every value of a column is a key of its target: a change may name a figure that
    is gone, and a foreign key must not."""
    (other,) = (t for t in found if t.name == target)
    keys = {row[0] for row in other.rows}
    return all(row[index] is None or row[index] in keys for row in table.rows)


def _zipped(files: Mapping[str, bytes], when: datetime) -> bytes:
    """The files in one archive: the same bytes for the same content, whoever packs it."""
    stamp = max(when.timetuple()[:6], (1980, 1, 1, 0, 0, 0))  # ZIP knows no earlier time
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, stamp)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return target.getvalue()
