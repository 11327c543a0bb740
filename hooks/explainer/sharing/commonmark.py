"""Texts that others read as Markdown (CommonMark): what looks like HTML in them stays text."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(?!/?(?:strong|em|sub|sup|br|wbr)/?>)(?!https?://[^\s<>]+>)(?=[a-zA-Z/!?])")
"""What would be read as HTML and is neither an emphasis nor an address in brackets."""
_FENCED = re.compile(r"(^```.*?^```[ \t]*$)", re.MULTILINE | re.DOTALL)


def harmless(text: str) -> str:
    """The Markdown without HTML outside blocks of code, but for emphases and line breaks."""
    return "".join(
        piece if number % 2 else _TAG.sub("&lt;", piece)
        for number, piece in enumerate(_FENCED.split(text))
    )
