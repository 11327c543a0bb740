"""What stands within a paragraph of an article: emphasis, links, pictures, notes, HTML.

Every mark is part of something or is refused: what is not closed, or refers to nothing, would
show as marks. A backslash makes a mark a character. It takes time in proportion to the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from explainer.articles import hypertext, weblinks
from explainer.articles.masking import CALL, CODE, NOTHING
from explainer.articles.parts import TITLE, Line, Link, Names, named, note_id
from explainer.problems import Fault

MAX_MARKS = 500
"""The most opening marks of one kind in a paragraph: links are looked for from each of them."""


_TARGET = re.compile(
    rf"\(\s*(?P<target><[^<>\s]*>|[^\s()<>\"]*(?:\([^\s()<>\"]*\)[^\s()<>\"]*)*){TITLE}\s*\)"
)
_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])|(?P<backslash>\\$)|(?P<note>\[\^(?P<name>[^\]\[]*)\])"
    r"|(?P<open>!?\[)|(?P<close>\])|(?P<mark>\*+|_+)|(?P<tilde>~~+)|(?P<angle><(?=[A-Za-z/!?]))"
    r"|(?P<entity>&(?=[#A-Za-z]))|(?P<brace>\{)",
    re.MULTILINE,
)
_ESCAPED = frozenset("\\`*_{}[]()>#+-.!|")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.\-]*:[^<>\n]*|[^<>\s@]+@[^<>\s]+)>")
_LIST = re.compile(r"\{:?[ ]*[#.:]|\{[^{}\n]*=[^{}\n]*\}|\{[^{}\n]*\}[ ]*$", re.MULTILINE)
_SPACES = " \n\t　"


@dataclass(frozen=True)
class _Open:
    """What is open: its mark, where, and where its text begins."""

    mark: str
    at: int
    begins: int


class Spans:
    """One paragraph, cell, heading or item."""

    def __init__(self, lines: list[Line], names: Names, links: list[Link]) -> None:
        self.text = "\n".join(line.text for line in lines)
        starts = accumulate((len(line.text) + 1 for line in lines[:-1]), initial=0)
        self.starts, self.offsets = list(starts), [line.offset for line in lines]
        self.names, self.links = names, links
        self.open: list[_Open] = []
        self.refused: set[str] = set()

    def place(self, at: int) -> int:
        """The offset in the body of one in the text."""
        line = bisect_right(self.starts, at) - 1
        return self.offsets[line] + at - self.starts[line]

    def check(self) -> Iterator[Fault]:
        for kind in "[*_<{&":
            if (number := self.text.count(kind)) > MAX_MARKS:
                yield Fault(self.place(0), f"{number:,} {kind} in a paragraph (expected at most "
                            f"{MAX_MARKS})", "Divide it")
                return
        for fault in self.faults():
            yield Fault(self.place(fault.offset), fault.what, fault.remedy)

    def faults(self) -> Iterator[Fault]:
        """What is wrong, at offsets of the text."""
        at = 0
        while match := _TOKEN.search(self.text, at):
            self.end = match.end()
            yield from getattr(self, f"_{match.lastgroup}")(match)
            at = self.end
        if self.open:
            yield self._unclosed(self.open[0])

    def _unclosed(self, opened: _Open) -> Fault:
        mark = opened.mark
        if mark.startswith("<"):
            return Fault(opened.at, f"{mark} is not closed", f"Write </{mark[1:]} where it ends")
        if mark.endswith("["):
            return Fault(opened.at, f"{mark} is not closed",
                         f"Write ] where it ends; {mark.replace('[', '')}\\[ is the character")
        return Fault(opened.at, f"{mark} is not closed",
                     f"Write {mark} where it ends; \\{mark[0]} is the character")

    # -- marks --------------------------------------------------------------------

    def _escape(self, match: re.Match[str]) -> Iterator[Fault]:
        if (character := match[0][1]) not in _ESCAPED:
            yield Fault(match.start(), f"\\ before {character} would show",
                        f"Remove it, or write \\\\{character} for both")

    def _backslash(self, match: re.Match[str]) -> Iterator[Fault]:
        yield Fault(match.start(), "\\ at the end of a line would show", "Remove it")

    def _tilde(self, match: re.Match[str]) -> Iterator[Fault]:
        if "~~" in self.text[: match.start()]:
            return
        yield Fault(match.start(), f"{match[0][:8]} strikes nothing out here",
                    "Write <del>…</del>, or a single ~")

    def _brace(self, match: re.Match[str]) -> Iterator[Fault]:
        before = self.text[match.start() - 1] if match.start() else "\n"
        found = _LIST.match(self.text, match.start())
        if self.text.startswith("{# ", match.start()):
            yield Fault(match.start(), "{# begins no comment here", "Write {## … ##}")
        elif re.match(r"\{ \{|\{ ?[a-z_]+\(", self.text[match.start() : match.start() + 40]):
            yield Fault(match.start(), "single braces, which call nothing", "Write {{ … }}; "
                        "\\{ is the character")
        elif found or before in "*_])>" + CODE:
            yield Fault(match.start(), "attributes in braces (they are read only after a heading)",
                        "Remove them; \\{ is the character")
            end = self.text.find("}", match.start())
            self.end = end + 1 if end >= 0 else self.end

    def _mark(self, match: re.Match[str]) -> Iterator[Fault]:
        mark, at = match[0], match.start()
        before = self.text[:at].rstrip(NOTHING)[-1:] or " "
        after = self.text[match.end() :].lstrip(NOTHING)[:1] or " "
        if after == mark[0]:
            yield Fault(at, f"a comment within {mark}", "Put it elsewhere")
            self.open.clear()
            self.end = len(self.text)
            return
        left, right = before in _SPACES, after in _SPACES
        if left and right and len(mark) == 1:
            return
        inside = mark[0] == "_" and _letter(before) and _letter(after)
        if inside and len(mark) == 1:
            return
        if len(mark) > 3 or inside or (left and right and not self.open):
            yield Fault(at, f"{mark[:8]} is no emphasis",
                        f"Write one to three {mark[0]} at both ends; \\{mark[0]} is the character")
        elif self.open and self.open[-1].mark == mark and not left:
            opened = self.open.pop()
            if not self.text[opened.begins : at].strip(NOTHING):
                yield Fault(opened.at, f"{mark}{mark} with nothing between", "Write the text")
        elif self._has(mark) and not left:
            yield from self._close_over(mark)
        elif right or (mark[0] == "_" and _letter(before)) or (
            not left and any(opened.mark == mark for opened in self.open)
        ):
            yield from self._no_end(mark, at, left)
        else:
            if self._nests_badly(mark):
                yield Fault(at, f"{mark} within emphasis of its kind",
                            f"Close that first; within ** write {'_' if mark[0] == '*' else '*'}")
            self.open.append(_Open(mark, at, match.end()))

    def _no_end(self, mark: str, at: int, left: bool) -> Iterator[Fault]:
        """A mark that cannot begin emphasis, and does not end what is open."""
        alike = [opened for opened in self.open if opened.mark[0] == mark[0]]
        if not alike:
            yield Fault(at, f"{mark} closes nothing", f"Remove it, or write {mark} where the "
                        f"text begins, without a space; \\{mark[0]} is the character")
            return
        self.open.remove(alike[-1])
        if alike[-1].mark != mark:
            yield Fault(at, f"{mark} does not close {alike[-1].mark}", "Write both alike")
        elif left:
            yield Fault(at, f"a space before the closing {mark}", "Remove it")
        else:
            yield Fault(at, f"{mark} closes what begins before the brackets",
                        "Close it before them, or after the whole link")

    def _nests_badly(self, mark: str) -> bool:
        """Whether a mark begins within emphasis that the same characters make: only one of a
        character may, within two."""
        alike = [opened.mark for opened in self.open if opened.mark[0] == mark[0]]
        return bool(alike) and not (len(mark) == 1 and alike == [mark * 2])

    def _has(self, mark: str) -> bool:
        """Whether a mark was opened since the last bracket."""
        for opened in reversed(self.open):
            if opened.mark.endswith("["):
                return False
            if opened.mark == mark:
                return True
        return False

    def _close_over(self, mark: str) -> Iterator[Fault]:
        """Close something in which others are open still."""
        while (opened := self.open.pop()).mark != mark:
            yield self._unclosed(opened)

    # -- links --------------------------------------------------------------------

    def _note(self, match: re.Match[str]) -> Iterator[Fault]:
        name = match["name"]
        if name not in self.names.notes:
            yield Fault(match.start(), f"there is no note [^{name[:40]}]",
                        f"Write it: a line that begins with [^{name[:40]}]:")
        self.names.used.add(("note", name))

    def _open(self, match: re.Match[str]) -> Iterator[Fault]:
        if len(self.open) and self.open[-1].mark.endswith("[") and match[0] == "[":
            yield Fault(match.start(), "a bracket within brackets",
                        "Write [text](address); \\[ is the character")
        self.open.append(_Open(match[0], match.start(), match.end()))

    def _close(self, match: re.Match[str]) -> Iterator[Fault]:
        if not any(opened.mark.endswith("[") for opened in self.open):
            yield Fault(match.start(), "] closes nothing", "Remove it; \\] is the character")
            return
        while not (opened := self.open.pop()).mark.endswith("["):
            yield self._unclosed(opened)
        text, end = self.text[opened.begins : match.start()].strip(), match.end()
        picture = opened.mark == "!["
        if self.text.startswith("(", end):
            yield from self._address(opened, text, end)
        elif re.match(r" ?\[(?!\^)", self.text[end : end + 3]):
            yield from self._reference(opened, text, end)
        elif named(text) in self.names.addresses:
            self._use(text)
        elif text in ("", "x", "X") and opened.at == 0 and re.match(r" [^(]", self.text[end:end+2]):
            yield Fault(opened.at, f"a box to tick, [{text or ' '}], would show as it is typed",
                        "Remove it")
        elif picture or not text or re.match(r"[ \t]*\(", self.text[end : end + 9]):
            what = f"{opened.mark}{text[:40]}] leads nowhere"
            yield Fault(opened.at, what, "Write the address after it, in ( ), without a space; "
                        "\\[ is the character")

    def _address(self, opened: _Open, text: str, end: int) -> Iterator[Fault]:
        found = _TARGET.match(self.text, end)
        call = CALL in self.text[end : found.end() if found else end + 80].split(")")[0]
        if not found or call:
            yield Fault(opened.at, f"the address after [{_shown(text)}] "
                        + ("is made by a call" if call else "is not closed, or has a space in it"),
                        "Write (address) right after the text, or (address \"title\")")
            return
        self.end = found.end()
        target = found["target"].strip("<>")
        picture = opened.mark == "!["
        if not text:
            yield Fault(opened.at, "a picture without a description" if picture
                        else "a link without a text", "Write it between the brackets")
        if why := weblinks.fault(target):
            yield Fault(opened.at, f"[{_shown(text)}] has {why}", weblinks.REMEDY)
        else:
            offset = self.place(found.start("target")) + (found["target"][:1] == "<")
            self.links.append(Link(offset, target, picture))

    def _reference(self, opened: _Open, text: str, end: int) -> Iterator[Fault]:
        found = re.compile(r" ?\[([^\[\]]*)\]").match(self.text, end)
        name = (found[1].strip() or text) if found else ""
        if found and named(name) in self.names.addresses:
            self.end = found.end()
            self._use(name)
            if self.text[end] == " ":
                yield Fault(opened.at, f"a space between [{_shown(text)}] and its reference",
                            "Remove it")
        elif self.text[end] != " ":
            self.end = found.end() if found else self.end
            yield Fault(opened.at, f"[{_shown(text)}] refers to [{name[:40]}], which is not there",
                        f"Write (address) after the text, or a line [{name[:40]}]: address")

    def _use(self, name: str) -> None:
        self.names.used.add(("address", named(name)))

    # -- HTML ---------------------------------------------------------------------

    def _angle(self, match: re.Match[str]) -> Iterator[Fault]:
        at = match.start()
        if link := _AUTOLINK.match(self.text, at):
            self.end = link.end()
            mail = "@" in link[1] and not re.match(r"[a-z]+:", link[1], re.IGNORECASE)
            target = f"mailto:{link[1]}" if mail else link[1]
            why = weblinks.fault(target)
            if not why and not mail and "://" not in target:
                why = "an address without //"
            if why:
                yield Fault(at, f"<{link[1][:40]}> has {why}", weblinks.REMEDY)
            return
        tag = hypertext.TAG.match(self.text, at)
        if not tag:
            yield hypertext.bare(self.text, at)
            return
        self.end = tag.end()
        name = tag["name"].lower()
        if tag["end"] and name in self.refused:
            return
        if name in hypertext.BLOCKS:
            self.refused.add(name)
            yield Fault(at, f"<{tag['end']}{name}> inside a paragraph, a list or a quotation",
                        "Put it on a line of its own, at the margin")
            return
        if fault := hypertext.attributes(tag, hypertext.INLINE, hypertext.IN_ARTICLES):
            yield fault
        if name not in hypertext.INLINE:
            self.refused.add(name)
        if name not in hypertext.INLINE or name in hypertext.VOID:
            return
        yield from note_id(tag, self.place(at), at, self.names)
        if tag["rest"].rstrip().endswith("/"):
            return
        if not tag["end"]:
            self.open.append(_Open(f"<{name}>", at, tag.end()))
        elif self._has(f"<{name}>"):
            yield from self._close_over(f"<{name}>")
        else:
            yield Fault(at, f"</{name}> closes nothing in its paragraph",
                        f"Remove it, or write <{name}> before it")

    def _entity(self, match: re.Match[str]) -> Iterator[Fault]:
        yield from hypertext.entity(self.text, match.start(), markdown=True)


def _letter(character: str) -> bool:
    return character == "_" or character.isalnum()


def _shown(text: str) -> str:
    text = " ".join(text.replace(CALL, "…").replace(CODE, "…").split())
    return re.sub("…+", "…", text)[:40]
