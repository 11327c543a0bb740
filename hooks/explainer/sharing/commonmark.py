"""Texts that others read as Markdown (CommonMark): what looks like HTML in them stays text, and
what looks like a link leads to web pages and mail only."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(?!/?(?:strong|em|sub|sup|br|wbr)/?>)(?!https?://[^\s<>]+>)(?=[a-zA-Z/!?])")
"""What would be read as HTML and is neither an emphasis nor an address in brackets."""
_RUNS = re.compile(r"(?<=\]\()(?!https?:|mailto:)[A-Za-z][A-Za-z0-9+.-]*:[^)\s]*")
"""The address of a link or picture that is neither of the web nor of mail."""
_FENCED = re.compile(r"(^```.*?^```[ \t]*$)", re.MULTILINE | re.DOTALL)


def harmless(text: str) -> str:
    """The Markdown without HTML, but for emphases and line breaks, and without addresses that
    could run; blocks of code as they are."""
    return "".join(
        piece if number % 2 else _RUNS.sub("", _TAG.sub("&lt;", piece))
        for number, piece in enumerate(_FENCED.split(text))
    )
