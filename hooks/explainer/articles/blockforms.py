"""Headings, tables, addresses and the tags of blocks: what one form of block must look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from explainer.articles import hypertext, weblinks
from explainer.articles.parts import TITLE, Line, Link, Names, named, note_id
from explainer.problems import Fault

MAX_DEPTH = 4
"""How deep lists, quotations and blocks of HTML may lie in each other."""

_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>[^\s#{].*)")
_ID = re.compile(r"[ \t]*\{[ \t]*(?P<list>[^{}]*)\}[ \t]*$")
_DASHES = re.compile(r"\|([ \t]*:?-+:?[ \t]*\|)+")


@dataclass
class Found:
    """What has been found in an article so far; ``paragraphs`` are still to be read, and
    ``open`` are the blocks of HTML that are not closed yet, with their places."""

    faults: list[Fault] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    paragraphs: list[list[Line]] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)

    def fault(self, offset: int, what: str, remedy: str) -> None:
        self.faults.append(Fault(offset, what, remedy))


def heading(line: Line, where: str, found: Found) -> None:
    """Read a heading; ``where`` says what it stands in, and is empty where it may stand."""
    match = _HEADING.match(line.text)
    marks = len(line.text) - len(line.text.lstrip("#"))
    if where:
        where = "that is indented" if where == "indented" else f"inside {where}"
        found.fault(line.offset, f"a heading {where}", "Write it at the margin, in a line of "
                   "its own; \\# is the character")
    elif marks > 6:
        found.fault(line.offset, f"a heading of level {marks} (there are 6)", "Use ## or deeper")
    elif not match:
        bare = not line.text.strip("# \t") or line.text.lstrip("# \t").startswith("{")
        found.fault(line.offset, "a heading without text" if bare else
                   f"a heading without a space after {'#' * marks}",
                   f'Write "{"#" * max(marks, 2)} text {{#id}}"; \\# is the character')
    else:
        _heading_text(Line(line.offset + match.start("text"), match["text"]), found)


def _heading_text(line: Line, found: Found) -> None:
    text, given = line.text, _ID.search(line.text)
    if given:
        words = given["list"].split()
        text = text[: given.start()]
        extra = [w for w in words[1:] if w.lstrip(".") not in hypertext.HEADING_CLASSES
                 or w[:1] != "."]
        if words and words[0].startswith("#") and extra:  # without an id it is no heading's
            found.fault(line.offset + given.start("list") - 1,
                       f"{{{given['list'][:40]}}} after a heading", "Write {#id}, and after it "
                       f"perhaps .{', .'.join(sorted(hypertext.HEADING_CLASSES))}")
        elif words and words[0].startswith("#"):
            found.names.ids.setdefault(words[0][1:], line.offset)
    if re.search(r"(^|[ \t])#+[ \t]*$", text):
        found.fault(line.offset, "a heading that ends with #", "Remove it; \\# is the character")
    found.paragraphs.append([Line(line.offset, text)])


def table(lines: list[Line], at: int, found: Found) -> int:
    """Read the rows of a table from a line on, and give the line after them."""
    rows: list[tuple[Line, list[Line]]] = []
    while at < len(lines) and lines[at].text.strip():
        line = lines[at]
        if not line.text.lstrip().startswith("|"):
            found.fault(line.offset, "a line that is no row right after a table",
                       "Leave a blank line before it, or begin it with |")
            break
        rows.append((line, list(_cells(line))))
        at += 1
    head = rows[0][1]
    if len(rows) < 2 or not _DASHES.fullmatch(rows[1][0].text.strip()):
        found.fault(rows[0][0].offset, "a table without a line of dashes under its first row",
                   "Write |---| for each column; \\| is the character")
        return at
    for row, cells in rows:
        if not re.search(r"(?<!\\)\|[ \t]*$", row.text):
            found.fault(row.offset, "a row that does not end with |", "Write it")
        elif len(cells) != len(head) and rows[0][0].text.rstrip().endswith("|"):
            number = f"{len(cells)} cell{'s' if len(cells) != 1 else ''}"
            found.fault(row.offset, f"a row of {number} (the first one has {len(head)})",
                        "Write as many; \\| is the character")
    found.paragraphs += [[cell] for row in (rows[0], *rows[2:]) for cell in row[1]]
    return at


def address(match: re.Match[str], here: int, found: Found) -> None:
    """Read an address that links refer to by its name."""
    name, target = named(match["name"]), match["target"]
    if name in found.names.addresses:
        found.fault(here, f"a second address [{name[:40]}]", "Choose another name")
    if not target or not re.fullmatch(TITLE, match["rest"].rstrip()):
        found.fault(here, f"the address [{name[:40]}] cannot be read",
                   f'Write [{name[:40]}]: address, and perhaps "title"')
    elif why := weblinks.fault(target.strip("<>")):
        found.fault(here, f"[{name[:40]}] has {why}", weblinks.REMEDY)
    else:
        begins = here + match.start("target") + (target[0] == "<")
        found.links.append(Link(begins, target.strip("<>")))
    found.names.addresses.setdefault(name, here)


def html(line: Line, where: str, found: Found) -> None:
    """Read a line with the tag of a block; ``where`` says what it stands in, as for headings."""
    tag = hypertext.TAG.match(line.text)
    if not tag:
        found.faults.append(hypertext.bare(line.text, 0).moved(line.offset))
        return
    name, rest = tag["name"].lower(), line.text[tag.end() :].strip()
    if where:
        if not tag["end"]:
            found.fault(line.offset, f"<{name}> inside {where}",
                        "Put it on a line of its own, at the margin")
        return
    if fault := hypertext.attributes(tag, hypertext.BLOCKS, hypertext.IN_ARTICLES):
        found.faults.append(fault.moved(line.offset))
    found.faults += note_id(tag, line.offset, line.offset, found.names)
    if name == "summary" and not tag["end"]:
        end = line.text.lower().find("</summary>")
        if end < 0 or line.text[end + 10 :].strip():
            found.fault(line.offset, "<summary> that is not closed on its line, or has more "
                       "beside it", "Write <summary>text</summary>")
        elif re.search(r"[*_`\[\]]", line.text[tag.end() : end]):
            found.fault(line.offset, "Markdown inside <summary> would show as it is typed",
                       "Write text, or HTML")
        else:
            inner = Line(line.offset + tag.end(), line.text[tag.end() : end])
            found.paragraphs.append([inner])
        return
    if rest:
        found.fault(line.offset + tag.end(), f"more on the line of <{tag['end']}{name}>",
                   "Put the tag on a line of its own")
        if f"</{name}>" in rest.lower():
            return
    if not tag["end"] and not re.search(r"\smarkdown\b", tag["rest"]):
        found.fault(line.offset, f"<{name}> without markdown (what stands in it would not be "
                   "read)", f"Write <{name} markdown>")
    if not tag["end"] and len(found.open) == MAX_DEPTH:
        found.fault(line.offset, f"more than {MAX_DEPTH} blocks of HTML in each other",
                   "Write it flatter")
    found.faults += hypertext.pair(tag, found.open, line.offset)


def _cells(line: Line) -> Iterator[Line]:
    """The cells of a row."""
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", line.text)]
    for start, end in pairwise(bars):
        text = line.text[start + 1 : end]
        yield Line(line.offset + start + 1 + len(text) - len(text.lstrip()), text.strip())
