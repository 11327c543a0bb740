"""The HTML that texts may hold: an element or an attribute that is not listed here is refused.

Words of the data are HTML within a line; articles are Markdown, which has forms of its own for
most of it, and may set off a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from explainer.articles import controls, weblinks
from explainer.problems import Fault

INLINE = frozenset((
    "abbr", "b", "bdi", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q",
    "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
    "wbr",
))
"""Elements within a line."""
BLOCKS = frozenset(("details", "div", "summary"))
"""Elements of articles that set off a block."""
_IN_WORDS = INLINE | {"a"}
VOID = frozenset(("br", "wbr"))
"""Elements without an end."""
CLASSES = frozenset(("answer", "not-found", "ways-in"))
"""Classes that the style sheet has for authors."""
HEADING_CLASSES = frozenset(("closing",))
IN_ARTICLES, IN_WORDS = "in articles", "in words of the data"
"""Where a text stands, as messages say it."""

_ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset(("href",)), "abbr": frozenset(("title",)), "dfn": frozenset(("title",)),
    "details": frozenset(("markdown", "open")), "div": frozenset(("class", "markdown")),
    "time": frozenset(("datetime",)),
}
_ANYWHERE = frozenset(("dir", "id", "lang"))
_VALUES = {
    "dir": re.compile("ltr|rtl|auto"), "lang": re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"),
    "id": re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"), "open": re.compile("|open"),
    "markdown": re.compile("|1|block"), "datetime": re.compile(r"[0-9TZ:.+P-]+"),
}
_INSTEAD = {
    **{f"h{level}": f"Write {'#' * level} and an id" for level in range(1, 7)},
    "a": "Write [text](address)", "img": "Write ![description](address)", "p": "Leave a blank line",
    "ul": "Write lines that begin with -", "ol": "Write lines that begin with 1.",
    "pre": "Write lines of ``` around code", "table": "Write rows of cells between |",
    "blockquote": "Write lines that begin with >", "hr": "Write ***",
}

TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:[\s/](?:[^<>"']|"[^"<>]*"|'[^'<>]*')*)?)>"""
)
_ATTRIBUTE = re.compile(r"""\s+([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
_ENTITY = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]*|[A-Za-z][A-Za-z0-9]*);?")
_LEGACY = tuple(name for name in html5 if not name.endswith(";"))


def check_words(text: str) -> Iterator[Fault]:
    """What is wrong with the HTML of words of the data."""
    opened: list[tuple[str, int]] = []
    refused: set[str] = set()
    for match in re.finditer(r"<(?=[A-Za-z/!?])|&", text):
        if match[0] == "&":
            yield from entity(text, match.start())
            continue
        tag = TAG.match(text, match.start())
        if not tag:
            yield bare(text, match.start())
            continue
        name = tag["name"].lower()
        if name in refused and tag["end"]:
            continue
        if fault := attributes(tag, _IN_WORDS, IN_WORDS, ids=False):
            yield fault
        if name not in _IN_WORDS:
            refused.add(name)
        else:
            yield from pair(tag, opened)
    for name, offset in opened[:1]:
        yield unclosed(name, offset)


def attributes(
    tag: re.Match[str], allowed: frozenset[str], where: str, *, ids: bool = True
) -> Fault | None:
    """What is wrong with a tag by itself: its element must be one of ``allowed``, its attributes
    those that this has. ``ids`` tells whether it may have an id."""
    name, at = tag["name"].lower(), tag.start()
    if name not in allowed:
        remedy = _INSTEAD.get(name) if where == IN_ARTICLES else None
        return Fault(at, f"<{tag['end']}{tag['name'][:40]}> is not used {where}",
                     remedy or "Remove it; &lt; is the character")
    if tag["end"]:
        if name in VOID:
            return Fault(at, f"</{name}> closes nothing", f"Remove it; <{name}> has no end")
        more = tag["rest"].strip()
        return Fault(at, f"</{name}> with more in it", f"Write </{name}>") if more else None
    rest = tag["rest"].rstrip()
    known = _ATTRIBUTES.get(name, frozenset()) | (_ANYWHERE if ids else _ANYWHERE - {"id"})
    seen: set[str] = set()
    end = 0
    for attribute in _ATTRIBUTE.finditer(rest):
        if attribute.start() != end:
            break
        end = attribute.end()
        key, value = attribute[1].lower(), unescape((attribute[2] or "").strip("\"'"))
        if key not in known:
            names = f"It may have {', '.join(sorted(known))}" if known else "Remove it"
            return Fault(at, f"{key[:40]} in <{name}> is not used {where}", names)
        if key in seen:
            return Fault(at, f"{key} is given twice in <{name}>", "Keep one of the two")
        seen.add(key)
        if why := _value(key, value):
            return Fault(at, f"{key} of <{name}>: {why[0]}", why[1])
    if name == "a" and "href" not in seen:
        return Fault(at, "<a> without an address", 'Write <a href="https://…">')
    if end != len(rest.rstrip("/").rstrip()):
        return Fault(at, f"<{name}> cannot be read", f'Write <{name} name="value">')
    if name not in VOID and rest.endswith("/"):
        return Fault(at, f"<{name}/> is an opening for browsers", f"Write <{name}></{name}>")
    return None


def _value(key: str, value: str) -> tuple[str, str] | None:
    """What is wrong with the value of an attribute, and what to do."""
    if key == "class" and (not value.split() or set(value.split()) - CLASSES):
        return f"got {value[:40]!r}", f"Use one of {', '.join(sorted(CLASSES))}"
    if key == "href":
        what = weblinks.fault(value) or weblinks.leaves(value)
        return (what, weblinks.REMEDY) if what else None
    pattern = _VALUES.get(key)
    if pattern and not pattern.fullmatch(value):
        return f"got {value[:40]!r}", "Correct the value"
    return None


def pair(
    tag: re.Match[str], opened: list[tuple[str, int]], begins: int = 0
) -> Iterator[Fault]:
    """Enter a tag into the elements that are open; what is wrong with it there. ``begins`` is
    where the text of the tag does."""
    name = tag["name"].lower()
    if name in VOID or tag["rest"].rstrip().endswith("/"):
        return
    if not tag["end"]:
        opened.append((name, begins + tag.start()))
        return
    if name not in (known for known, _ in opened):
        yield Fault(begins + tag.start(), f"</{name}> closes nothing",
                    f"Remove it, or write <{name}> before it")
        return
    while (last := opened.pop())[0] != name:
        yield unclosed(*last)


def unclosed(name: str, offset: int) -> Fault:
    return Fault(offset, f"<{name}> is not closed", f"Write </{name}> where it ends")


def bare(text: str, offset: int) -> Fault:
    """An angle bracket that browsers take for the beginning of a tag."""
    typed = text[offset : offset + 20].split("\n")[0]
    return Fault(offset, f"a < that opens no tag ({typed})", "Write &lt; for the character")


def entity(text: str, offset: int, *, markdown: bool = False) -> Iterator[Fault]:
    """What is wrong with an ampersand, or with the character that it spells. In ``markdown`` one
    that spells nothing is an ampersand."""
    match = _ENTITY.match(text, offset)
    if not match:
        return
    typed = match[0]
    if not typed.endswith(";"):
        if markdown:
            return
        name = typed[1:]
        if typed.startswith("&#") or name in _LEGACY:
            yield Fault(offset, f"{typed} without ;", "Write it, or &amp; for the character &")
    elif typed.startswith("&#"):
        digits = typed[2:-1]
        number = int(digits[1:] or "0", 16) if digits[:1] in ("x", "X") else \
            int(digits) if digits.isdecimal() else 0
        wrong = not number or number > 0x10FFFF or 0x80 <= number < 0xA0
        found = None if wrong else next(controls.faults(chr(number)), None)
        if wrong or found:
            what = found.what if found else "no character"
            yield Fault(offset, f"{typed[:20]} is {what}", "Remove it")
    elif typed[1:] not in html5:
        yield Fault(offset, f"{typed[:40]} is no character that HTML knows",
                    "Correct the name, or write &amp; for the character &")
    elif found := next(controls.faults(html5[typed[1:]]), None):
        yield Fault(offset, f"{typed} is {found.what}", "Remove it")
