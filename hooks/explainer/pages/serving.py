"""What a browser shows while the site is served and cannot be built: what is wrong with it, as the
terminal says it. The page goes by itself when the fault does.

Knows the server as what it is to WSGI (PEP 3333), and nothing of the site generator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

App = Callable[..., Iterable[bytes]]
SECONDS = 2
"""How often the page looks whether the fault is gone."""
_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">
<meta http-equiv="refresh" content="{seconds}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{count}</title>
<link rel="stylesheet" href="{styles}">
</head>
<body class="md-typeset">
<main>
<h1>{count}</h1>
<ol>
{items}
</ol>
<p>The site stands as it was. This page goes by itself after the next save that mends it.</p>
</main>
</body>
</html>
"""


class Faults:
    """Stands between a server and its builder: a build that fails leaves a page that says why."""

    def __init__(self, styles: str) -> None:
        """``styles`` is the address of a style sheet."""
        self._styles = styles
        self._noted = ""
        self._lines: list[str] = []

    def note(self, error: object) -> None:
        """Remember why a build is about to fail: not everybody who stops it says so."""
        self._noted = str(error)

    def building(self, build: Callable[..., None], log: Callable[[str], None]) -> Callable[
        ..., None
    ]:
        """A builder that never fails, so that browsers are told of its end. ``log`` is told what
        went wrong."""

        def builder(*arguments: Any, **named: Any) -> None:
            self._noted = ""
            try:
                build(*arguments, **named)
            except (Exception, SystemExit) as error:
                text = self._noted or str(error) or type(error).__name__
                log(f"An error happened during the rebuild. Browsers show it:\n{text}")
                self._lines = [line for line in text.splitlines() if line.strip()]
            else:
                self._lines = []

        return builder

    def serving(self, app: App) -> App:
        """The server's application, with the page of faults in the place of every page."""

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            if not self._lines or not _is_page(environ.get("PATH_INFO", "")):
                return app(environ, start_response)
            content = self._page().encode()
            start_response("200 OK", [
                ("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"),
                ("Content-Length", str(len(content))),
            ])
            return [content]

        return answer

    def _page(self) -> str:
        *items, last = self._lines if len(self._lines) > 1 else [*self._lines, "1 problem"]
        return _PAGE.format(
            seconds=SECONDS, styles=escape(self._styles), count=escape(last),
            items="\n".join(f"<li>{escape(line)}</li>" for line in items),
        )


def _is_page(path: str) -> bool:
    """Whether an address is a page's, and no file's that a page asks for."""
    name = path.rpartition("/")[2]
    return not path.startswith("/livereload/") and ("." not in name or name.endswith(".html"))
