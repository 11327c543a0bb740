"""What RFC 4287 asks of an Atom feed: each MUST that a feed can break, with its section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

_ATOM = "{http://www.w3.org/2005/Atom}"
_SPACE = {"xml": "http://www.w3.org/XML/1998/namespace"}
_PERSONS, _TEXTS = ("author", "contributor"), ("title", "subtitle", "rights", "summary")
_ONE, _ANY = (1, 1), (0, None)
_OPTIONAL = (0, 1)
_BOTH = {"author": _ANY, "category": _ANY, "contributor": _ANY, "id": _ONE, "link": _ANY,
         "rights": _OPTIONAL, "title": _ONE, "updated": _ONE}
_PERSON = {"name": _ONE, "uri": _OPTIONAL, "email": _OPTIONAL}
HOLDS: dict[str, tuple[str, dict[str, tuple[int, int | None]]]] = {
    "feed": ("4.1.1", {**_BOTH, "entry": _ANY, "generator": _OPTIONAL, "icon": _OPTIONAL,
                       "logo": _OPTIONAL, "subtitle": _OPTIONAL}),
    "entry": ("4.1.2", {**_BOTH, "content": _OPTIONAL, "published": _OPTIONAL,
                        "source": _OPTIONAL, "summary": _OPTIONAL}),
    "author": ("3.2", _PERSON),
    "contributor": ("3.2", _PERSON),
}
"""What an element may hold of Atom's own, how often at least and at most, and where that stands."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_MEDIA = re.compile(r"[^\s/]+/[^\s/]+")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def faults(content: bytes) -> list[str]:
    """What of a feed is against RFC 4287, as ``section: what``. Raises for what is no XML."""
    root = etree.fromstring(content)
    if root.tag != f"{_ATOM}feed":
        return [f"4.1.1: the document is a {root.tag}"]
    return [fault for node in root.iter(f"{_ATOM}*") for fault in _faults(node)]


def _faults(node: etree._Element) -> Iterator[str]:
    name, text = etree.QName(node).localname, "".join(node.itertext()).strip()
    language = node.get(f"{{{_SPACE['xml']}}}lang")
    if language is not None and not _LANGUAGE.fullmatch(language):
        yield f"2: xml:lang={language!r}"
    if name in HOLDS:
        yield from _held(name, node)
    elif name in _TEXTS or name == "content":
        yield from _said(name, node)
    elif name in ("updated", "published") and not _MOMENT.fullmatch(text):
        yield f"3.3: {name} is {text!r}"
    elif name in ("id", "icon", "logo", "uri") and not _ABSOLUTE.fullmatch(text):
        yield f"4.2.6: {name} is {text!r}"
    elif name == "email" and "@" not in text:
        yield f"3.2.3: email is {text!r}"
    elif name == "category" and node.get("term") is None:
        yield "4.2.2: a category without a term"
    elif name == "link":
        yield from _link(node)


def _held(name: str, node: etree._Element) -> Iterator[str]:
    section, holds = HOLDS[name]
    own = [child for child in node if isinstance(child.tag, str) and child.tag.startswith(_ATOM)]
    found = Counter(etree.QName(child).localname for child in own)
    for other in found.keys() - holds.keys():
        yield f"{section}: {name} holds {other}"
    for part, (least, most) in holds.items():
        if found[part] < least or (most is not None and found[part] > most):
            yield f"{section}: {name} has {found[part]} {part}"
    links = [child for child in own if child.tag == f"{_ATOM}link"]
    alternates = [
        (link.get("type"), link.get("hreflang")) for link in links
        if link.get("rel", "alternate") == "alternate"
    ]
    if len(set(alternates)) < len(alternates):
        yield f"{section}: two alternate links of {name} of one type and language"
    if name == "feed":
        entries = node.findall(f"{_ATOM}entry")
        if not found["author"] and not all(one.findall(f".//{_ATOM}author") for one in entries):
            yield "4.1.1: neither the feed nor each entry has an author"
        states = Counter((one.findtext(f"{_ATOM}id"), one.findtext(f"{_ATOM}updated"))
                         for one in entries)
        yield from (f"4.1.1: two entries {one}" for one, times in states.items() if times > 1)
    if name == "entry" and not found["content"] and not alternates:
        yield "4.1.2: neither content nor an alternate link"


def _said(name: str, node: etree._Element) -> Iterator[str]:
    kind, inside = node.get("type", "text"), len(node)
    section = "4.1.3" if name == "content" else "3.1"
    if name == "content" and node.get("src") is not None and (inside or node.text):
        yield "4.1.3.2: content with an address has words too"
    if kind in ("text", "html") and inside:
        yield f"{section}: {name} of type {kind} holds elements"
    elif kind == "xhtml" and [one.tag for one in node] != ["{http://www.w3.org/1999/xhtml}div"]:
        yield f"{section}: {name} of type xhtml is no single div"
    elif kind not in ("text", "html", "xhtml") and (
        name != "content" or not _MEDIA.fullmatch(kind)
    ):
        yield f"{section}: {name} is of type {kind}"


def _link(node: etree._Element) -> Iterator[str]:
    if not node.get("href"):
        yield "4.2.7.1: a link without an address"
    relation = node.get("rel", "alternate")
    if not re.fullmatch(r"[\w.-]+", relation) and not _ABSOLUTE.fullmatch(relation):
        yield f"4.2.7.2: rel={relation!r}"
    if (kind := node.get("type")) is not None and not _MEDIA.fullmatch(kind):
        yield f"4.2.7.3: type={kind!r}"
    if (language := node.get("hreflang")) is not None and not _LANGUAGE.fullmatch(language):
        yield f"4.2.7.4: hreflang={language!r}"
