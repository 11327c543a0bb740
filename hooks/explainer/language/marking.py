"""Chinese in pages of other languages, marked as such, so that it is read aloud and set as Chinese;
and so with every language whose folder says by which characters it is told.

Names, titles and quotations come into a page from many places: records, authors, citations. So it
is the finished page that is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.data.model import Language
from explainer.language.scripts import told

_PART = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_LEAVE = frozenset({"script", "style", "svg", "title", "option", "textarea"})
"""Elements whose text is no text of the page, or that can hold none in elements of their own."""


def mark(html: str, language: Language) -> str:
    """A page with ``lang`` on what its characters tell to be of another language in its body, and
    nothing else changed. What says already which language it is in stays as it is."""
    for tag, script in told(language):
        if script.letter.search(html):
            head, body, rest = html.partition("<body")
            html = f"{head}{body}{''.join(_marked(rest, tag, script.run))}"
    return html


def _marked(html: str, tag: str, run: str) -> Iterator[str]:
    """The parts of a page. Within an element to be left alone only its own name is counted."""
    left, depth = "", 0
    runs, told_already = re.compile(run), re.compile(rf"\slang=[\"']?{tag}\b")
    for part in _PART.findall(html):
        if part[0] != "<":
            yield part if left else runs.sub(rf'<span lang="{tag}">\g<0></span>', part)
            continue
        name = match[1].lower() if (match := _NAME.match(part)) else ""
        if not left and not part.startswith("</") and (
            name in _LEAVE or told_already.search(part)
        ):
            left, depth = name, 0
        if left and name == left and not part.endswith("/>"):
            depth += -1 if part.startswith("</") else 1
            left = left if depth else ""
        yield part
