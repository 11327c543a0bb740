"""The Atom feed of what has changed (RFC 4287).

Ids are permanent addresses; dates are those of the records, so that the bytes depend on the
data alone. feedgen was tried and set aside: version 1.0.0 drops ``rel`` and ``type`` of an
entry's links, which leaves two alternates where the standard allows one.
"""

from __future__ import annotations

from urllib.parse import urljoin

from lxml import etree

from explainer.articles.voice import Voice, plain
from explainer.data.dating import moment
from explainer.data.model import Change, as_date
from explainer.pages import changes

ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(voice: Voice, site_url: str) -> bytes:
    """The feed of all changes in the voice's language, with one entry a record."""
    site, labels, known = voice.dataset.site, voice.labels, voice.addresses
    records, address = changes.newest_first(voice.dataset), urljoin(site_url, known.feed())
    latest = max((as_date(record.date) for record in records), default=site.data_to.last)
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    root.set(_XML_LANG, site.languages[voice.language].tag)
    _add(root, "id", address)
    _add(root, "title", f"{labels.changes}{labels.title_separator}{site.title[voice.language]}")
    _add(root, "updated", moment(latest))
    _add(_add(root, "author"), "name", site.author[voice.language])
    _link(root, "self", address, "application/atom+xml")
    _link(root, "alternate", urljoin(site_url, known.changes()), "text/html")
    for record in records:
        _entry(root, voice, record, site_url)
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(root: etree._Element, voice: Voice, record: Change, site_url: str) -> None:
    made = changes.entry(voice, record)
    here = urljoin(site_url, voice.addresses.changes(record.id))
    labels = voice.labels
    node = _add(root, "entry")
    _add(node, "id", here)
    _add(node, "title", f"{made.kind}{labels.colon}{made.subject}")
    _add(node, "published", _time(record))
    _add(node, "updated", _time(record))
    _link(node, "alternate", here, "text/html")
    if made.address is not None:
        _link(node, "related", urljoin(site_url, made.address), "text/html")
    values = [
        f"{label}{labels.colon}{value}{labels.stop}"
        for label, value in ((labels.old_value, made.old), (labels.new_value, made.new)) if value
    ]
    text = "".join([*values, plain(made.reason)])
    _add(node, "content", text).set("type", "text")


def _time(record: Change) -> str:
    return moment(as_date(record.date))


def _link(parent: etree._Element, rel: str, href: str, kind: str) -> None:
    link = _add(parent, "link")
    for key, value in (("rel", rel), ("type", kind), ("href", href)):
        link.set(key, value)


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    node = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    node.text = text
    return node
