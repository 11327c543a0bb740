"""A web server for a built site, as a static host would be: under a path, with its 404 page."""

from __future__ import annotations

import gzip
import mimetypes
import posixpath
import re
import threading
from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

from lxml import html

KINDS = {
    ".atom": "application/atom+xml", ".ico": "image/vnd.microsoft.icon",
    ".js": "application/javascript", ".json": "application/json", ".csv": "text/csv",
    ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
}
PACKED = re.compile(r"^text/|[/+](?:javascript|json|xml)\b")
LEVEL = 6
"""How hard gzip tries, on most hosts."""


def site_url(folder: Path) -> str:
    """The address a site was built for, from its home page."""
    page = html.fromstring((folder / "index.html").read_bytes())
    (canonical,) = page.xpath("//link[@rel='canonical']/@href")
    return str(canonical)


class Served:
    """A built site on 127.0.0.1, under the path of the address it was built for.

    As a host (`as_hosted`) it answers as GitHub Pages does: text packed with gzip, everything
    good for ten minutes and open to pages of other origins. `sent` notes each answer: its path and
    how many bytes it had. `instead` holds other content for some of the files.
    """

    def __init__(
        self, folder: Path, *, as_hosted: bool = False, instead: Mapping[str, bytes] | None = None
    ) -> None:
        self.folder = folder
        self.public = site_url(folder)
        self.path = urlsplit(self.public).path
        self.sent: list[tuple[str, int]] = []
        self._server = ThreadingHTTPServer(
            ("127.0.0.1", 0), _handler(folder, self.path, as_hosted, self.sent, instead or {})
        )
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self.url = self.origin + self.path
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def relative(self, url: str) -> str:
        """An address of the site, relative to its root, without fragment."""
        bare = url.partition("#")[0]
        for root in (self.url, self.public):
            if bare.startswith(root):
                return bare.removeprefix(root)
        raise AssertionError(f"{url} is no address of this site ({self.url})")


def kind_of(file: Path) -> str:
    """The Content-Type of a file on GitHub Pages."""
    kind = KINDS.get(file.suffix) or mimetypes.guess_type(file.name)[0]
    kind = kind or "application/octet-stream"
    return f"{kind}; charset=utf-8" if PACKED.search(kind) else kind


@lru_cache(maxsize=512)
def packed(body: bytes) -> bytes:
    """Content as it travels."""
    return gzip.compress(body, LEVEL, mtime=0)


def _handler(
    folder: Path, root: str, as_hosted: bool, sent: list[tuple[str, int]],
    instead: Mapping[str, bytes],
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            if not path.startswith(root):
                return self._answer(HTTPStatus.NOT_FOUND, b"outside the site", "text/plain")
            within = posixpath.normpath("/" + path.removeprefix(root)).lstrip("/")
            file = folder / within
            if file.is_dir() and not path.endswith("/"):
                return self._answer(HTTPStatus.MOVED_PERMANENTLY, b"", "text/plain", path + "/")
            if file.is_dir():
                file /= "index.html"
            if not file.is_file():
                body = (folder / "404.html").read_bytes()
                return self._answer(HTTPStatus.NOT_FOUND, body, "text/html")
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            body = instead.get(file.relative_to(folder).as_posix()) or file.read_bytes()
            return self._answer(HTTPStatus.OK, body, kind_of(file) if as_hosted else kind)

        def _answer(
            self, status: HTTPStatus, body: bytes, kind: str, location: str | None = None
        ) -> None:
            self.send_response(status)
            if as_hosted and PACKED.search(kind):
                if "gzip" in self.headers.get("Accept-Encoding", ""):
                    body = packed(body)
                    self.send_header("Content-Encoding", "gzip")
                self.send_header("Vary", "Accept-Encoding")
            if as_hosted:
                self.send_header("Cache-Control", "max-age=600")
                self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if location:
                self.send_header("Location", location)
            head = sum(map(len, self._headers_buffer)) + len(b"\r\n")
            self.end_headers()
            sent.append((self.path, head + len(body)))
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
