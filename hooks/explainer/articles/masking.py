"""The text of an article without what is no text of it: comments, code, calls.

What is left out is blanked, so that everything else keeps its line and column.
"""

from __future__ import annotations

import re

from explainer.articles import pieces

INLINE = r"\]\([^)]*\)|<[^>]+>"
"""What is no text within a line, as a regular expression: targets of links, tags."""
CALL, CODE, NOTHING = "\0", "\1", "\2"
"""What stands in the place of calls, of code and of what nobody sees, character by character."""


def masked(body: str) -> str:
    """A body whose calls, comments and code are characters that are no text, for those who read
    it line by line."""
    return pieces.read(body, markdown=True).masked(
        call=CALL, comment=CALL, mark=CALL, code=CALL, fence=CALL
    )


def written(body: str) -> str:
    """A body as Markdown reads it: fences are blank, calls :data:`CALL`, code in a line
    :data:`CODE` and comments :data:`NOTHING`."""
    return pieces.read(body, markdown=True).masked(
        call=CALL, code=CODE, fence=" ", comment=NOTHING, mark=NOTHING
    )


def blank(match: re.Match[str], character: str = " ") -> str:
    """White space, or another character, as long as what was found, with its line ends."""
    return re.sub(r"[^\n]", character, match[0])
