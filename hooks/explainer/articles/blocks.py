"""The blocks of an article: headings, lists, quotations, tables, notes, and HTML that sets off.

Markdown reads anything, and shows what it does not understand as it is typed. Here it is a small
language: what another reader of Markdown would take for a block, and the one that builds the
site would not, or the reverse, is refused where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from explainer.articles import blockforms, hypertext
from explainer.articles.blockforms import MAX_DEPTH, Found
from explainer.articles.masking import NOTHING, written
from explainer.articles.parts import Line, Link
from explainer.articles.spans import Spans
from explainer.problems import Fault

MAX_LINE = 20_000
"""The most characters of a line."""

_ITEM = re.compile(r"(?P<mark>[-*+]|\d{1,9}\.)(?P<space>[ \t]+)(?P<text>.*)")
_EMPTY_ITEM = re.compile(r"([-*+]|\d{1,9}[.)])[ \t]*$")
_OTHER_ITEM = re.compile(r"(\d{1,9}\)|[•·◦‣])[ \t]")
_RULE = re.compile(r"([-*_])( {0,2}\1){2,}[ \t]*$")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")
_LINE_OF_TABLE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$")
_NOTE = re.compile(r"\[\^(?P<name>[^\]\[]*)\]:(?P<text>.*)")
_ADDRESS = re.compile(r"\[(?P<name>[^\]\[^][^\]\[]*)\]:[ \t]*(?P<target>\S*)(?P<rest>.*)")
_BLOCK_TAG = re.compile(rf"</?({'|'.join(sorted(hypertext.BLOCKS))})(?![\w-])", re.IGNORECASE)
_FOREIGN = (
    (re.compile(r"(!!!|\?\?\?\+?|:::+|===)[ \t]*[\w\"]"), "a block of another Markdown"),
    (re.compile(r"\[TOC\][ \t]*$"), "a table of contents"),
    (re.compile(r"\$\$"), "a formula"),
    (re.compile(r"\*\[[^\]]*\]:"), "an abbreviation"),
    (re.compile(r":[ \t]{1,3}\S"), "a definition of another Markdown"),
    (re.compile(r"-+8<-+"), "an inclusion"),
)


@dataclass
class Outline:
    """What an article is made of, as far as others ask, and what is wrong with it."""

    links: list[Link] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@lru_cache(maxsize=128)
def read(body: str) -> Outline:
    """Read the body of an article. The same outline is given again for the same body."""
    reader = _Blocks()
    reader.read(written(body))
    return Outline(sorted(reader.links, key=lambda link: link.offset), reader.faults)


@dataclass
class _Blocks(Found):
    """Reads blocks, each once."""

    deep: bool = False
    """Whether something lies too deep, which has been said."""

    def read(self, text: str) -> None:
        lines, offset = [], 0
        for line in text.split("\n"):
            if len(line) > MAX_LINE:
                self.fault(offset, f"a line of {len(line):,} characters (expected at most "
                           f"{MAX_LINE:,})", "Divide the paragraph")
                offset += len(line)
                line = ""
            shown = line.lstrip(NOTHING)  # what is indented is so without comments before it
            begins = offset + len(line) - len(shown)
            lines.append(Line(begins, shown if shown.strip(f"{NOTHING} \t") else ""))
            offset += len(line) + 1
        self.blocks(self.after_front_matter(lines), "", 0)
        for name, at in self.open[:1]:
            self.faults.append(hypertext.unclosed(name, at))
        for paragraph in self.paragraphs:
            self.faults += Spans(paragraph, self.names, self.links).check()
        for kind, defined in (("note", self.names.notes), ("address", self.names.addresses)):
            for name, at in defined.items():
                if (kind, name) not in self.names.used:
                    mark = f"[^{name}]" if kind == "note" else f"[{name}]"
                    self.fault(at, f"nothing refers to {mark[:60]}", "Refer to it, or remove it")

    def after_front_matter(self, lines: list[Line]) -> list[Line]:
        """The lines without a second front matter, which is a fault."""
        first = next((i for i, line in enumerate(lines) if line.text.strip()), 0)
        if lines[first].text.rstrip() != "---":
            return lines
        for end in range(first + 1, min(first + 40, len(lines))):
            if lines[end].text.rstrip() == "---":
                self.fault(lines[first].offset, "a second front matter (an article has one)",
                           "Join the two")
                return lines[end + 1 :]
            if not re.match(r"[\w-]+:|[ \t]|$", lines[end].text):
                break
        return lines

    # -- the kinds of blocks --------------------------------------------------------

    def blocks(self, lines: list[Line], where: str, depth: int) -> None:
        """Read lines that stand in a list, in a quotation, or (``""``) in neither."""
        if depth > MAX_DEPTH:
            if not self.deep:
                self.fault(lines[0].offset, f"more than {MAX_DEPTH} lists or quotations in each "
                           "other", "Write it flatter")
            self.deep = True
            return
        at, listed = 0, ""
        while at < len(lines):
            line, text = lines[at], lines[at].text
            if not text.strip():
                at += 1
                continue
            typed = text.lstrip(" \t")
            indent = len(text) - len(typed)
            here = line.offset + indent
            item = _ITEM.match(typed)
            kind = (item["mark"] if item["mark"] in "-*+" else "1") if item else ""
            if item and not _RULE.match(typed):
                if indent:
                    self.fault(here, *_indented(indent))
                elif listed and (kind == "1") != (listed == "1"):
                    self.fault(here, "a list of another kind right after a list (they would be "
                               "one)", "Write one kind, or a paragraph between them")
                elif kind == "1" and not listed and int(item["mark"][:-1]) != 1:
                    self.fault(here, f"a list that begins with {item['mark']} (it would show as "
                               "1.)", f"Begin with 1.; {item['mark'][:-1]}\\. is no list")
                listed = kind
                at = self.item(lines, at, depth)
                continue
            if indent >= 4 or "\t" in text[:indent]:
                self.fault(line.offset, f"{indent} spaces before a paragraph (it would show as "
                           "code)" if "\t" not in text[:indent] else "a tab before a paragraph "
                           "(it would show as code)", "Remove them; code stands in `…` or ```")
            elif indent and listed:
                self.fault(line.offset, f"a paragraph indented by {indent} after a list (it would "
                           "stand outside)", "Indent it by 4 to be part of the item, or not at all")
            listed = ""
            at = self.other(lines, at, typed, here, where, depth)

    def other(
        self, lines: list[Line], at: int, typed: str, here: int, where: str, depth: int
    ) -> int:
        """Read a block that is no list, and give the line after it."""
        bare = here == lines[at].offset
        if typed.startswith("#") and re.match(r"#+([ \t]|$|[^\s#])", typed):
            blockforms.heading(Line(here, typed), where if where or bare else "indented", self)
            return at + 1
        if _RULE.match(typed):
            if where:
                self.fault(here, f"a rule inside {where}", "Write it at the margin")
            if at + 1 < len(lines) and _UNDERLINE.fullmatch(lines[at + 1].text.strip()):
                self.fault(here, "a rule underlined, which makes it a heading",
                           "Leave a blank line after it")
            return at + 1
        if _EMPTY_ITEM.match(typed):
            self.fault(here, "an item without text", "Write it, or remove the line")
            return at + 1
        if typed.startswith(">"):
            return self.quotation(lines, at, depth)
        if typed.startswith("|"):
            return blockforms.table(lines, at, self)
        if _BLOCK_TAG.match(typed):
            blockforms.html(Line(here, typed), where or ("" if bare else "an indented line"), self)
            return at + 1
        if note := _NOTE.match(typed):
            return self.note(lines, at, note, here, where, depth)
        if (address := _ADDRESS.match(typed)) and not where:
            blockforms.address(address, here, self)
            return at + 1
        for pattern, what in _FOREIGN:
            if pattern.match(typed):
                self.fault(here, f"{what} is not used here", "Remove it")
                return self.paragraph(lines, at, check=False)
        if _OTHER_ITEM.match(typed):
            self.fault(here, f"{typed.split()[0]} begins no list", "Write - or 1.")
            return self.paragraph(lines, at, torn=True)
        return self.paragraph(lines, at)

    def paragraph(
        self, lines: list[Line], at: int, *, check: bool = True, torn: bool = False
    ) -> int:
        """Read a paragraph, up to a blank line or another block."""
        found: list[Line] = []
        while at < len(lines) and (typed := lines[at].text.strip(" \t")):
            here = lines[at].offset + len(lines[at].text) - len(lines[at].text.lstrip(" \t"))
            if found:
                if typed.startswith((">", "|", "#")) or _BLOCK_TAG.match(typed):
                    break
                if _UNDERLINE.fullmatch(typed):
                    self.fault(here, "a heading underlined", 'Write "## text {#id}"; leave a '
                               "blank line before a rule")
                    at += 1
                    break
                if _RULE.match(typed):
                    break
                torn = torn or self.tears(typed, here)
            found.append(Line(here, typed))
            at += 1
        if len(found) > 1 and _LINE_OF_TABLE.match(found[1].text):
            self.fault(found[0].offset, "a table whose rows do not begin with |",
                       "Begin and end each row with |")
        elif check and found:
            self.paragraphs.append(found)
        return at

    def tears(self, typed: str, here: int) -> bool:
        """Whether a line of a paragraph was meant to be a block; then it is a fault."""
        item = _ITEM.match(typed)
        meant = item and (item["mark"] in "-*+" or item["mark"] == "1.")
        if meant or _EMPTY_ITEM.match(typed) or _OTHER_ITEM.match(typed):
            self.fault(here, "a list that begins within a paragraph (it would show as text)",
                       "Leave a blank line before it; a backslash before the mark makes it text")
        elif typed.startswith(": "):
            self.fault(here, "a definition of another Markdown is not used here",
                       "Write a sentence")
        elif note := _NOTE.match(typed) or _ADDRESS.match(typed):
            self.fault(here, "a note or an address that begins within a paragraph",
                       "Leave a blank line before it")
            self.names.notes.setdefault(note["name"], here)
            self.names.used.add(("note", note["name"]))
        else:
            return False
        return True

    def item(self, lines: list[Line], at: int, depth: int) -> int:
        """Read an item of a list, with what is indented under it."""
        first = lines[at]
        match = _ITEM.match(first.text.lstrip(" \t"))
        assert match
        begins = len(first.text) - len(match["text"])
        inner = [Line(first.offset + begins, match["text"])]
        at += 1
        after_blank = False
        while at < len(lines):
            text = lines[at].text
            if not text.strip():
                after_blank = True
                inner.append(Line(lines[at].offset, ""))
                at += 1
                continue
            indent = len(text) - len(text.lstrip(" "))
            if not indent and (after_blank or _ITEM.match(text) or _EMPTY_ITEM.match(text)
                               or text.startswith(("#", ">", "|", "<", "\t"))):
                break
            if indent < 4 and (after_blank or _ITEM.match(text.lstrip())):
                if not _ITEM.match(text.lstrip()):
                    break
                self.fault(lines[at].offset + indent, *_indented(indent))
            cut = min(indent, 4)
            inner.append(Line(lines[at].offset + cut, text[cut:]))
            at += 1
        self.inside(inner, "a list", depth)
        return at

    def inside(self, lines: list[Line], where: str, depth: int) -> None:
        """Read what is in an item: its first lines are a paragraph that a list may follow."""
        end = 1
        while end < len(lines) and lines[end].text.strip() \
                and not _ITEM.match(lines[end].text.lstrip()):
            end += 1
        self.blocks([Line(line.offset + len(line.text) - len(line.text.lstrip()),
                          line.text.lstrip()) for line in lines[:end]], where, depth + 1)
        if any(line.text.strip() for line in lines[end:]):
            self.blocks(lines[end:], where, depth + 1)

    def quotation(self, lines: list[Line], at: int, depth: int) -> int:
        inner: list[Line] = []
        while at < len(lines) and (text := lines[at].text).strip():
            mark = re.match(r" {0,3}>[ ]?", text)
            cut = mark.end() if mark else 0
            inner.append(Line(lines[at].offset + cut, text[cut:]))
            at += 1
        self.blocks(inner, "a quotation", depth + 1)
        return at

    def note(
        self, lines: list[Line], at: int, match: re.Match[str], here: int, where: str, depth: int
    ) -> int:
        name = match["name"]
        if where or here != lines[at].offset:
            self.fault(here, f"the note [^{name[:40]}] is indented, or inside {where or 'a list'}",
                       "Write it at the margin")
        elif not re.fullmatch(r"[\w-]+", name):
            self.fault(here, f"a note with the name {name[:40]!r}", "Use letters and digits")
        elif name in self.names.notes:
            self.fault(here, f"a second note [^{name[:40]}]", "Choose another name")
        if not match["text"].strip():
            self.fault(here, f"the note [^{name[:40]}] is empty", "Write it on the same line")
        self.names.notes.setdefault(name, here)
        inner = [Line(here + match.start("text"), match["text"])]
        at += 1
        while at < len(lines):
            text = lines[at].text
            if not text.strip() and not (at + 1 < len(lines) and lines[at + 1].text[:4] == "    "):
                break
            if _NOTE.match(text) or (not inner[-1].text.strip() and text[:1].strip()):
                break
            cut = 4 if text.startswith("    ") else 0
            inner.append(Line(lines[at].offset + cut, text[cut:]))
            at += 1
        self.inside(inner, "a note", depth)
        return at


def _indented(spaces: int) -> tuple[str, str]:
    return (
        f"an item indented by {spaces} space{'s' if spaces > 1 else ''} (a list in a list is "
        "indented by 4)", "Indent it by 4 for each list it stands in, or not at all",
    )
