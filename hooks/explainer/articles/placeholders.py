"""What is set aside while Markdown and the search read an article: pictures, and what templates
keep from the search. Neither has a use for them, and they are most of some articles.

A mark stands in the place of each, with the ids in it, so that links to these lead somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ASIDE = re.compile(
    r"<(?P<picture>svg) xmlns=.*?</svg>"
    # From an opening at the end of a line to the closing that is indented as far; what authors
    # write in HTML may hold Markdown.
    r"|(?P<indent> *)<(?P<block>\w+)\b(?![^>]*\smarkdown\b)[^>]* data-search-exclude>\n"
    r".*?^(?P=indent)</(?P=block)>",
    re.DOTALL | re.MULTILINE,
)
_MARK = re.compile(r'<(\w+) data-aside="(\d+)".*?</\1>')
_ID = re.compile(r'\sid="[^"]+"')


def set_aside(text: str) -> tuple[str, list[str]]:
    """A rendered article with marks, and what these stand for, in their order."""
    asides: list[str] = []

    def mark(match: re.Match[str]) -> str:
        tag = match["picture"] or match["block"]
        anchors = "".join(f"<a{attribute}></a>" for attribute in _ID.findall(match[0]))
        asides.append(match[0])
        return f'<{tag} data-aside="{len(asides) - 1}" data-search-exclude>{anchors}</{tag}>'

    return _ASIDE.sub(mark, text), asides


def put_back(html: str, asides: Sequence[str]) -> str:
    """The HTML of an article with what the marks in it stand for."""
    return _MARK.sub(lambda match: asides[int(match[2])], html)
