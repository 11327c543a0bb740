"""Keeping copies of sources, against a stand-in for the archive and for the web on this machine."""

from __future__ import annotations

import json
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from tiny_site import tiny_site

from explainer.data import dataset
from explainer.lasting.archiving import Memory, Run, Service, report
from explainer.problems import Problems

TODAY = date(2021, 10, 1)


class Standin(ThreadingHTTPServer):
    """Answers for the archive under /available and /save/, for its copies under /web/, and for
    all pages of the world under their paths."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.held: dict[str, str] = {}
        """Time of the snapshot there is, by address."""
        self.refusing = 0
        """How many requests are still refused."""
        self.gone: set[str] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Standin

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.server.refusing:
            self.server.refusing -= 1
            return self._answer(429, {"Retry-After": "7"})
        if self.path.startswith("/available?url="):
            url = unquote(self.path.partition("=")[2])
            time = self.server.held.get(url)
            closest = {"closest": {"timestamp": time, "url": url}} if time else {}
            return self._answer(200, content=json.dumps({"archived_snapshots": closest}).encode())
        if self.path.startswith("/save/"):
            where = f"{self.server.url}/web/20211001000000/{self.path.removeprefix('/save/')}"
            return self._answer(302, {"Location": where})
        return self._answer(404 if self.path in self.server.gone else 200)

    def _answer(
        self, status: int, headers: dict[str, str] | None = None, content: bytes = b""
    ) -> None:
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Quietly."""


@pytest.fixture
def standin():
    server = Standin()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.fixture
def root(tmp_path: Path, standin: Standin) -> Path:
    root = tiny_site(tmp_path)
    path = root / "data/sources/sources.yml"
    text = path.read_text("utf-8")
    for host in ("tea", "blue-lamp", "stove"):
        text = text.replace(f"https://{host}.example", f"{standin.url}/{host}")
    path.write_text(f"# Kept as it is.\n{text}", "utf-8")
    return root


def a_run(root: Path, standin: Standin, slept: list[float] | None = None) -> Run:
    data = dataset.read(root, Problems())
    assert data
    service = Service(
        f"{standin.url}/available?url=", f"{standin.url}/save/", f"{standin.url}/web/"
    )
    sleep = slept.append if slept is not None else lambda _: None
    memory = Memory.read(root / ".sources.json")
    return Run(root, data, memory, TODAY, service, pause=8, sleep=sleep)


def archived(root: Path) -> dict[str, str | None]:
    records = yaml.safe_load((root / "data/sources/sources.yml").read_text("utf-8"))
    return {record["id"]: record.get("archive_url") for record in records}


def test_sources_are_archived_and_the_rest_of_their_file_is_left_alone(root, standin):
    before = (root / "data/sources/sources.yml").read_text("utf-8").splitlines()
    done = list(a_run(root, standin).archive(9))
    assert [(s.id, outcome) for s, outcome in done] == [
        ("S00", "archived"), ("S01", "archived"), ("S02", "archived"),
    ]
    copy = f"{standin.url}/web/20211001000000/{standin.url}/stove/kettles"
    assert archived(root)["S02"] == copy
    after = (root / "data/sources/sources.yml").read_text("utf-8").splitlines()
    assert [line for line in after if "archive_url" not in line] == before
    assert dataset.read(root, problems := Problems()) is not None
    assert list(problems) == []


def test_a_copy_that_is_there_is_taken_unless_it_is_older_than_what_was_read(root, standin):
    standin.held = {
        f"{standin.url}/tea/kettles": "20210902000000",
        f"{standin.url}/stove/kettles": "20190101000000",
    }
    list(a_run(root, standin).archive(9))
    assert archived(root)["S00"] == (
        f"{standin.url}/web/20210902000000/{standin.url}/tea/kettles"
    )
    assert "/web/20211001000000/" in str(archived(root)["S02"])


def test_a_run_goes_on_where_the_last_one_stopped(root, standin):
    list(a_run(root, standin).archive(1))
    assert [bool(url) for url in archived(root).values()] == [True, False, False]
    done = list(a_run(root, standin).archive(9))
    assert [source.id for source, _ in done] == ["S01", "S02"]
    assert list(a_run(root, standin).archive(9)) == []


def test_it_waits_between_requests_and_as_long_as_it_is_told(root, standin):
    standin.refusing, slept = 1, []
    done = list(a_run(root, standin, slept).archive(1))
    assert [outcome for _, outcome in done] == ["archived"]
    # Asked and refused; the wait it was told, then asked again; asked to save.
    assert slept == [8, 7, 8, 8]


def test_it_stops_when_it_is_refused_again_and_again(root, standin):
    standin.refusing, slept = 99, []
    assert list(a_run(root, standin, slept).archive(9)) == []
    assert len(standin.asked) == 3
    assert not any(archived(root).values())
    assert a_run(root, standin).memory.entries == {}  # to be tried again


def test_pages_that_are_gone_are_reported_from_the_second_time_on(root, standin):
    standin.gone = {"/stove/kettles"}
    first = a_run(root, standin)
    done = list(first.check(9))
    assert [(s.id, outcome) for s, outcome in done] == [
        ("S00", "answers"), ("S01", "answers"), ("S02", "gone"),
    ]
    assert report(first, done) == "Archived: none.\n"
    second = a_run(root, standin)
    done = list(second.check(9))
    assert report(second, done).splitlines()[-1] == (
        f"- S02: {standin.url}/stove/kettles (status 404, 2 times)"
    )
    standin.gone = set()
    third = a_run(root, standin)
    assert report(third, list(third.check(9))) == "Archived: none.\n"


def test_an_address_nobody_answers_at_is_no_end_of_the_run(root, standin):
    path = root / "data/sources/sources.yml"
    text = path.read_text("utf-8").replace(f"{standin.url}/tea", "http://127.0.0.1:9/tea")
    path.write_text(text, "utf-8")
    done = list(a_run(root, standin).check(9))
    assert [outcome for _, outcome in done] == ["failed", "answers", "answers"]


def test_a_source_on_one_line_stays_on_one_line(root, standin):
    path = root / "data/sources/more.yml"
    path.write_text(
        "- {id: S03, title: Lids, publisher: tea-talk, url: \"" + standin.url + "/lids\", "
        "language: en, kind: press, read: whole, accessed: 2021}\n", "utf-8",
    )
    list(a_run(root, standin).archive(9))
    (line,) = path.read_text("utf-8").splitlines()
    assert yaml.safe_load(line)[0]["archive_url"].endswith(f"/{standin.url}/lids")
