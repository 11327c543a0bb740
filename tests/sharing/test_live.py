"""The comparison of a published site with what was published, against a site on this machine."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tiny_site import ROOT

from explainer.sharing import sums

FILES = {
    "index.html": "home", "a b/it's.html": "spaces", "名字/index.html": "names", "empty.txt": "",
    "back\\slash.txt": "odd", "sums/sha256sums.txt": "of something else",
}


class Answers(SimpleHTTPRequestHandler):
    """Serves a folder; the first answer for each address of ``moody`` is an error."""

    moody: set[str]

    def do_GET(self) -> None:
        if self.path in self.moody:
            self.moody.discard(self.path)
            self.send_error(503)
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    write_sums(tmp_path / "site")
    return tmp_path / "site"


def write_sums(folder: Path) -> None:
    (folder / sums.FILE).write_text(sums.text(folder), "utf-8")


@pytest.fixture
def url(site: Path) -> Iterator[str]:
    Answers.moody = set()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Answers, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def compare(url: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", ROOT / ".ci" / "compare_live.py", url, "--pause", "0", *options],
        capture_output=True, text=True, timeout=60, check=False,
    )


def test_the_sums_are_those_of_sha256sum(site: Path) -> None:
    done = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", sums.FILE], cwd=site,
                          capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len((site / sums.FILE).read_text("utf-8").splitlines()) == len(FILES)


def test_a_site_as_it_was_published(url: str) -> None:
    done = compare(url.rstrip("/"))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "6 of 6 files are as published\n"


def test_what_was_altered_or_is_gone_is_named(site: Path, url: str) -> None:
    (site / "index.html").write_text("hame", "utf-8")
    (site / "empty.txt").unlink()
    done = compare(url)
    assert done.returncode == 1
    one, other = sorted(done.stdout.splitlines())
    assert one.startswith("empty.txt: HTTP Error 404")
    assert other.startswith("index.html: is not what was published (sha256 ")
    assert done.stderr == "4 of 6 files are as published\n"


def test_who_alters_the_sums_as_well_is_found_by_those_that_were_built(
    site: Path, url: str, tmp_path: Path
) -> None:
    built = tmp_path / "built.txt"
    built.write_bytes((site / sums.FILE).read_bytes())
    assert compare(url, "--sums", str(built)).returncode == 0
    (site / "index.html").write_text("hame", "utf-8")
    write_sums(site)
    assert compare(url).returncode == 0
    done = compare(url, "--sums", str(built))
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [
        "index.html", sums.FILE]


def test_an_error_that_passes_is_none(url: str) -> None:
    Answers.moody = {"/index.html", "/sha256sums.txt", "/a%20b/it%27s.html"}
    assert compare(url).returncode == 0
    assert Answers.moody == set()


@pytest.mark.parametrize("content", [None, "", "<html>not found</html>", "0" * 64 + "  /etc"])
def test_without_sums_nothing_is_said_to_be_well(
    site: Path, url: str, content: str | None
) -> None:
    (site / sums.FILE).unlink()
    if content is not None:
        (site / sums.FILE).write_text(content, "utf-8")
    done = compare(url)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{url}sha256sums.txt: ")


def test_only_the_web_is_asked() -> None:
    assert compare("file:///etc/").returncode == 2
