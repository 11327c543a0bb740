"""What a page lets the browser do: its Content-Security-Policy, as the content of a meta element.

Hosting has no headers of its own, so each page carries its policy. Scripts and styles come from
the site's files alone; of scripts in the page itself only those run that the templates put there,
which the policy names by their hash. What an author or a record should ever bring in is none of
these, and does nothing. Texts become HTML only by way of the policy ``default`` in trusted.js
(Trusted Types), which lets through what the search needs.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_NOTHING_ELSE = "base-uri 'none'; form-action 'none'"
_NO_HTML_OF_TEXT = "require-trusted-types-for 'script'; trusted-types 'none'"

REFERRER = "strict-origin-when-cross-origin"
"""What other sites learn of where their reader comes from: this site, not the page."""
REDIRECT = (
    f"default-src 'none'; script-src 'self'; img-src 'self'; {_NOTHING_ELSE}; {_NO_HTML_OF_TEXT}"
)
"""The policy of a page that leads to another."""
_FRAME = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"


def page(inline: str = "", *, reloading: bool = False) -> str:
    """The policy of a page.

    ``inline`` holds the script elements that the templates themselves put into it, as they stand
    there. While the generator serves a site it writes a script into each page that reloads it and
    is never twice the same: ``reloading`` allows scripts in pages altogether.
    """
    scripts = "'unsafe-inline'" if reloading else " ".join(map(hashed, _scripts(inline)))
    return (
        f"default-src 'none'; script-src 'self' {scripts}; style-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        f"{_NOTHING_ELSE}; require-trusted-types-for 'script'; trusted-types default"
    )


def frame(*, live: bool) -> str:
    """The policy of a chart alone, which others embed; ``live`` if it can be brought to life."""
    fetching = "; connect-src 'self'" if live else ""
    return f"{_FRAME}{fetching}; {_NOTHING_ELSE}; {_NO_HTML_OF_TEXT}"


def hashed(script: str) -> str:
    """A script as policies name it."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _scripts(html: str) -> Iterator[str]:
    return (match[1] for match in _INLINE.finditer(html))
