"""Chinese in pages of other languages, marked as such, so that it is read aloud and set as Chinese.

Names, titles and quotations come into a page from many places: records, authors, citations. So it
is the finished page that is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.data.model import Language
from explainer.language.scripts import HAN, HAN_CHARACTER, in_han

_TAG = "zh"
_SIGNS = "\u3000-\u303f\uff00-\uffef"
_RUN = re.compile(f"[《（「『“]?[{HAN}](?:[{HAN}{_SIGNS}·—…“”‘’]*[{HAN}{_SIGNS}])?")
"""Characters with the Chinese punctuation in them and after them."""
_PART = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_CHINESE = re.compile(r"\slang=[\"']?zh\b")
_LEAVE = frozenset({"script", "style", "svg", "title", "option", "textarea"})
"""Elements whose text is no text of the page, or that can hold none in elements of their own."""


def mark(html: str, language: Language) -> str:
    """A page with ``lang`` on what is Chinese in its body, and nothing else changed. A page in
    Chinese, and what says already that it is Chinese, stays as it is."""
    if in_han(language) or not HAN_CHARACTER.search(html):
        return html
    head, body, rest = html.partition("<body")
    return f"{head}{body}{''.join(_marked(rest))}"


def _marked(html: str) -> Iterator[str]:
    """The parts of a page. Within an element to be left alone only its own name is counted."""
    left, depth = "", 0
    for part in _PART.findall(html):
        if part[0] != "<":
            yield part if left else _RUN.sub(rf'<span lang="{_TAG}">\g<0></span>', part)
            continue
        name = match[1].lower() if (match := _NAME.match(part)) else ""
        if not left and not part.startswith("</") and (name in _LEAVE or _CHINESE.search(part)):
            left, depth = name, 0
        if left and name == left and not part.endswith("/>"):
            depth += -1 if part.startswith("</") else 1
            left = left if depth else ""
        yield part
