"""The text of an article without what is no text of it: comments, code, calls.

What is left out is blanked, so that everything else keeps its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from explainer.articles.article import prose_lines

_COMMENT = re.compile(r"\{##.*?##\}|\{%-?\s*raw\b.*?\bendraw\s*-?%\}", re.DOTALL)
_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_CALL = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
INLINE = r"`[^`]*`|\]\([^)]*\)|<[^>]+>"
"""What is no text within a line, as a regular expression: code, targets of links, tags."""
_LIST_ITEM = re.compile(r" {0,3}([-*+]|\d+[.)]|\[\^[^\]]+\]:)\s")


def without_comments(body: str) -> str:
    """A body without what the template leaves out or takes as it is."""
    return _COMMENT.sub(blank, body)


def without_hidden(body: str) -> str:
    """A body without what no reader sees: comments, scripts and styles."""
    return _HIDDEN.sub(blank, without_comments(body))


def masked(body: str) -> str:
    """A body whose calls and comments are characters that are no text, for those who read it
    line by line."""
    for pattern in (_COMMENT, _HIDDEN, _CALL):
        body = pattern.sub(partial(blank, character="\0"), body)
    return body


def without_code(body: str) -> str:
    """A body without comments and code, fenced, indented or in a line."""
    lines = without_comments(body).splitlines()
    shown = dict(_not_indented(prose_lines("\n".join(lines))))
    text = "\n".join(shown.get(n, " " * len(line)) for n, line in enumerate(lines, 1))
    for pattern in (_CODE_SPAN, _HIDDEN):
        text = pattern.sub(blank, text)
    return text


def without_calls(text: str) -> str:
    """A text without calls and other marks of the template."""
    return _CALL.sub(blank, text)


def place(text: str, offset: int) -> tuple[int, int]:
    """The 1-based line and column of a character."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _not_indented(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines without code that is indented: after a blank line, but not within a list."""
    coded, listed, empty = False, False, True
    for number, line in lines:
        if line.strip():
            indented = line.startswith(("    ", "\t"))
            coded = indented and not listed and (empty or coded)
            if not indented and (empty or _LIST_ITEM.match(line)):
                listed = bool(_LIST_ITEM.match(line))
        empty = not line.strip()
        if not coded:
            yield number, line


def blank(match: re.Match[str], character: str = " ") -> str:
    """White space, or another character, as long as what was found, with its line ends."""
    return re.sub(r"[^\n]", character, match[0])
