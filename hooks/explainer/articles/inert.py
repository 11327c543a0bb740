"""What author functions put into running text, so that Markdown, which reads it next, finds
nothing to do in it: a name is a name, whatever marks it is written with.

>>> inert('<a href="x" title="a `b` [c](d)">*E*_F_</a>')
'<a href="x" title="a &#96;b&#96; &#91;c&#93;(d)">&#42;E&#42;&#95;F&#95;</a>'
"""

from __future__ import annotations

import re

_TAG = re.compile(r"(<[^<>]*>)")
_LINE_END = re.compile(r"[ \t]*[\r\n\x85\u2028\u2029]+[ \t]*")
# Markdown looks for code, escapes and links before it looks for tags, so within tags too.
_IN_TAGS = re.compile(r"[`\\\[\]|]")
_IN_TEXT = re.compile(r"[`\\\[\]|*_]")


def inert(html: str) -> str:
    """HTML of one line with its text spelt so that Markdown leaves it as it is."""
    parts = _TAG.split(_LINE_END.sub(" ", html))
    return "".join(
        (_IN_TAGS if index % 2 else _IN_TEXT).sub(_spelt, part) for index, part in enumerate(parts)
    )


def _spelt(mark: re.Match[str]) -> str:
    return f"&#{ord(mark[0])};"
