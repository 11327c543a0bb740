"""The page that offers everything as data: what there is, how to use it, licence, downloads."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from markupsafe import Markup

from explainer.articles.voice import Voice
from explainer.language import licences
from explainer.pages.outputs import Page
from explainer.sharing import openapi, sums, twins
from explainer.sharing.datapackage import ARCHIVE, CHECKSUMS, DESCRIPTOR, Package, title
from explainer.sharing.workbook import WORKBOOK

NAME = "data"
_BIG = 1_000_000


def data_page(voice: Voice, package: Package, site_url: str) -> Page:
    """The page in one language. ``site_url`` is the site's absolute address."""
    labels, site, address = voice.labels, voice.dataset.site, voice.addresses.data_file

    def file(name: str) -> dict[str, Any]:
        return {"name": name, "href": voice.href(address(name)),
                "size": _size(voice, len(package.files[name]))}

    tables = [
        {
            **file(f"{table.name}.csv"),
            "title": title(table, voice.language),
            "rows": voice.words.number(len(table.rows)),
            "columns": [column.name for column in table.columns],
            "pairs": table.pairs is not None,
        }
        for table in package.tables
    ]
    rows = {table.name: voice.words.count(len(table.rows)) for table in package.tables}
    intro = labels.data_intro.format(**rows)
    html = voice.part(
        "explainer/data",
        intro=intro,
        tables=tables,
        archive=file(ARCHIVE),
        descriptor=file(DESCRIPTOR),
        workbook=file(WORKBOOK),
        described=[(labels.data_api, openapi.FILE, voice.href(openapi.FILE)),
                   (labels.data_texts, twins.FILE, voice.href(twins.FILE))],
        checksums=voice.href(address(CHECKSUMS)),
        all_sums=voice.href(sums.FILE),
        sums=[(name, package.sha256(name)) for name in package.files if name != CHECKSUMS],
        code=[
            f'pandas.read_csv("{site_url}{address("facts.csv")}")',
            f"frictionless validate {site_url}{address(DESCRIPTOR)}",
        ],
        licence_url=site.licence_url,
        licence=licences.name(site.licence_url, voice.language),
        author=site.author[voice.language],
    )
    summary = Markup("<p>{}</p>").format(intro)
    return Page(NAME, voice.language, labels.data_title, labels.data_description, summary, html)


def _size(voice: Voice, number: int) -> str:
    """A number of bytes as people say it, after the decimal prefixes of the SI."""
    unit, factor = ("MB", _BIG) if number >= _BIG else ("kB", 1000)
    return f"{voice.words.number(Decimal(number) / factor, 1)}\N{NO-BREAK SPACE}{unit}"
