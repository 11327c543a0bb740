"""Addresses that texts may link to: http, https, mailto, and what is in the site."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

from explainer.articles import controls

SCHEMES = ("http", "https", "mailto")
REMEDY = "Use an http, https or mailto address, or one relative to this page"

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_HOST = re.compile(r"[^\s\"<>\\^`{|}%]+")
_MAIL = re.compile(r"[^\s@,;?&\"<>]+@[^\s@,;?&\"<>]+\.[A-Za-z]{2,}(\?[^\s\"<>]*)?")


def fault(typed: str) -> str | None:
    """What an address is that an author may not type, in words; None if nothing is wrong."""
    address = unescape(typed)
    if not address:
        return "an empty address"
    shown = address[:60]
    if next(controls.faults(address), None) or re.search(r"\s", address):
        return "an address with white space in it"
    if re.search(r"[\\\"<>`{}|^]", address):
        return f"an address with a character that none has ({shown})"
    if address.startswith("//"):
        return f"an address without a scheme ({shown})"
    if address.startswith("/"):
        return f"an address that begins at the host ({shown})"
    head = re.split(r"[/?#]", address, maxsplit=1)[0]
    if ":" not in head:
        return None
    scheme = _SCHEME.match(address)
    if not scheme or scheme[1].lower() not in SCHEMES:
        return f"an address of another kind ({head.partition(':')[0][:20]}:)"
    return _mail(address) if scheme[1].lower() == "mailto" else _web(address)


def leaves(address: str) -> str | None:
    """What is wrong with an address of the site, where words stand on several pages."""
    if _SCHEME.match(address):
        return None
    return f"an address that depends on the page ({address[:60]}), and words stand on several"


def _mail(address: str) -> str | None:
    mail = address.partition(":")[2]
    return None if _MAIL.fullmatch(mail) else f"an e-mail address that is none ({address[:60]})"


def _web(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return f"an address that is none ({address[:60]})"
    if not host or not _HOST.fullmatch(host) or port == 0:
        return f"an address without a host ({address[:60]})"
    if parts.username is not None:
        return f"an address with a name or a password in it ({address[:60]})"
    return None
