"""Built files read as those would who take them: browsers, feed readers, spreadsheets, programs
that manage references. What they are made of, and what in them would run."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser
from tiny_site import SITE_URL

from explainer import policy

_XML = {".svg", ".xml", ".atom"}
_JSON = {".json", ".webmanifest"}
_LIVE = re.compile(r"^[\s\x00-\x20]*(javascript|vbscript|data|file):", re.IGNORECASE)
_ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "poster", "data", "srcset"}
_SCRIPT = re.compile(r"((\.{1,2}/)*|/([\w-]+/)*)assets/javascripts/[\w.-]+\.js")
_EMBED = f"{SITE_URL}assets/javascripts/embed.js"
"""What the code for other sites brings with it, which has no page of ours around it."""
_MARKS = {("em",), ("strong",), ("code",), ("img", "alt", "src")}
"""What a text may look like in Markdown by chance; where its addresses lead is judged apart."""
_FORMULA = re.compile(r"[=+@＝＋－＠\t\r]|-(?![0-9])")
_RIS = re.compile(r"([A-Z][A-Z0-9]  - .*)?")


@dataclass
class Parts:
    """What the files of a site consist of: elements with the names of their attributes, and the
    heads of pages, element by element."""

    elements: set[tuple[str, ...]] = field(default_factory=set)
    heads: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=dict)
    """How many files of each kind were read."""


def parts_of(site: Path) -> Parts:
    """What a built site consists of, and what in it would run or cannot be read."""
    parts = Parts()
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name, kind = path.relative_to(site).as_posix(), path.suffix
        if "assets/" in name or kind in (".png", ".ico", ".zip", ".gz"):
            continue
        parts.read[kind] = parts.read.get(kind, 0) + 1
        try:
            for fault in _read(path.read_bytes(), name, kind, parts):
                parts.faults.append(f"{name}: {fault}")
        except (ValueError, etree.XMLSyntaxError, csv.Error, zipfile.BadZipFile) as error:
            parts.faults.append(f"{name} is broken: {error}")
    return parts


def _read(content: bytes, name: str, kind: str, parts: Parts) -> Iterator[str]:
    if kind == ".xlsx":
        yield from _workbook(content)
        return
    text = content.decode("utf-8")
    if kind == ".html":
        yield from _html(text, parts)
        parts.heads[name] = _head(text)
    elif kind in _XML:
        for element in etree.fromstring(content, etree.XMLParser(no_network=True)).iter():
            if isinstance(element.tag, str):
                attributes = {re.sub(r"\{.*\}", "", key): v for key, v in element.attrib.items()}
                yield from _element(f"xml:{etree.QName(element).localname}", attributes, parts)
                if element.tag.endswith(("content", "summary")) and element.get("type") == "html":
                    yield from _html(element.text or "", parts)
    elif kind in _JSON:
        value = json.loads(text)
        yield from _json(value, parts)
        if name == "openapi.json":
            yield from (fault for text in _descriptions(value) for fault in _markdown(text, parts))
    elif kind == ".md":
        yield from _markdown(text, parts)
    elif kind == ".csv":
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True))
        if len({len(row) for row in rows}) > 1:
            yield "rows of different length"
        yield from (f"a formula: {c[:40]}" for row in rows for c in row if _FORMULA.match(c))
    elif kind == ".ris":
        yield from (
            f"no line of RIS: {line}" for line in text.splitlines() if not _RIS.fullmatch(line)
        )
    elif kind == ".bib":
        if re.sub(r"@online", "", _outside_braces(text)).strip():
            yield "an entry of BibTeX that is not whole"
    elif kind != ".txt":
        yield f"nobody reads {kind} here"


def _markdown(text: str, parts: Parts) -> Iterator[str]:
    """What Markdown would be as HTML in a program that lets all HTML and all addresses through."""
    reader = MarkdownIt("commonmark").enable("table")
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    own = Parts()
    yield from _html(reader.render(text), own)
    parts.elements |= own.elements - _MARKS


def _workbook(content: bytes) -> Iterator[str]:
    book = load_workbook(io.BytesIO(content))
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if cell.data_type == "f" or cell.hyperlink:
            yield f"a formula or link: {cell.coordinate} {str(cell.value)[:40]}"


def _descriptions(value: Any) -> Iterator[str]:
    """The texts of an OpenAPI document that may hold Markdown."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        if key == "description" and isinstance(item, str):
            yield item
        elif isinstance(item, dict | list):
            yield from _descriptions(item)


def _html(text: str, parts: Parts, scripts: str = "") -> Iterator[str]:
    """``scripts`` is the address of one that may come from elsewhere."""
    rules = next(iter(re.findall(r'Content-Security-Policy" content="([^"]*)"', text)), "")
    for node in LexborHTMLParser(text).root.traverse(include_text=False):
        attributes = {key.lower(): value or "" for key, value in node.attributes.items()}
        yield from _element(node.tag, attributes, parts)
        if node.tag == "script":
            source, program = attributes.get("src"), node.text(deep=True)
            if source is not None and source != scripts and not _SCRIPT.fullmatch(source):
                yield f"a script from {source}"
            if "json" in attributes.get("type", ""):
                json.loads(program)
            elif source is None and policy.hashed(program) not in rules.replace("&#39;", "'"):
                yield f"a script in the page: {program[:60]}"


def _head(text: str) -> list[tuple[str, ...]]:
    """The elements of a head in their order, each with its attributes and what it is for."""
    found = []
    for node in LexborHTMLParser(text).head.iter(include_text=False):
        purpose = [node.attributes.get(key) or "" for key in ("name", "property", "rel", "type")]
        found.append((node.tag, *sorted(node.attributes), *purpose))
    return found


def _element(tag: str, attributes: dict[str, str], parts: Parts) -> Iterator[str]:
    parts.elements.add((tag, *sorted(attributes)))
    for name, value in attributes.items():
        if name.lower().startswith("on") or name.lower() == "srcdoc":
            yield f"a handler: <{tag} {name}={value[:60]!r}>"
        if name.lower() in _ADDRESSES and _LIVE.match(unquote(value)):
            yield f"an address that runs: <{tag} {name}={value[:60]!r}>"


def _json(value: Any, parts: Parts) -> Iterator[str]:
    """What texts of JSON would be as HTML, where programs take them for that."""
    if isinstance(value, list):
        for item in value:
            yield from _json(item, parts)
    elif isinstance(value, dict):
        as_html = {"html"} if "version" in value else {"title", "text"} if "location" in value \
            else set()
        for key, item in value.items():
            if key in as_html and isinstance(item, str):
                yield from _html(item, parts, scripts=_EMBED)
            else:
                yield from _json(item, parts)


def _outside_braces(text: str) -> str:
    """What stands between entries; brackets that do not close stay in it."""
    found, depth = [], 0
    for part in re.split(r"([{}])", text):
        depth += {"{": 1, "}": -1}.get(part, 0)
        if (depth <= 0 and part != "}") or depth < 0:
            found.append(part)
    return "".join(found) + "{" * depth
