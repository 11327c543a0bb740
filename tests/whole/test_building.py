"""One site put in the place of another: whatever happens, a whole one is there."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from stand_in import NUMBER
from tiny_site import ROOT

from explainer import building

PROGRAM = [sys.executable, "-P", building.__file__]
GENERATOR = [sys.executable, str(ROOT / "tests" / "stand_in.py")]
NEEDS_MOUNTS = "needs mounts of its own: root, or a system that lets users have them"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder whose site says "old", and whose data say "new"."""
    root = tmp_path / "a check out"
    order(root, "old")
    assert run(root).returncode == 0
    order(root, "new")
    return root


def order(root: Path, word: str, orders: str = "") -> None:
    """What the next site shall say, and what shall happen on the way."""
    for name in ("data", "orders"):
        (root / name).mkdir(parents=True, exist_ok=True)
    (root / "data" / "word").write_text(word, "utf-8")
    (root / "orders" / "what").write_text(orders, "utf-8")


def run(root: Path, *before: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Build; ``before`` is put before the command."""
    return subprocess.run(
        [*before, *PROGRAM, *GENERATOR], cwd=root, capture_output=True, text=True, timeout=60,
        check=False, **options,
    )


def start(root: Path) -> subprocess.Popen[str]:
    """Begin to build, and return when the generator is at work."""
    for path in (root / "orders").glob("begun-*"):
        path.unlink()
    process = begin(root)
    until(lambda: list((root / "orders").glob("begun-*")))
    return process


def begin(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*PROGRAM, *GENERATOR], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.005)


def word(site: Path) -> str | None:
    """What a whole site says; None if there is none."""
    files = [path for path in site.rglob("*") if path.is_file()]
    said = {path.read_text("utf-8").rpartition(" ")[0] for path in files}
    return said.pop() if len(files) == NUMBER and len(said) == 1 else None


def left(root: Path) -> set[str]:
    """What a build leaves beside the site."""
    work = {path.name for path in (root / ".cache" / "build").iterdir()}
    return work | {path.name for path in root.iterdir()} - {".cache", "data", "orders", "site"}


# Building, and not building


def test_a_site_is_built_when_something_has_changed(checkout: Path) -> None:
    done = run(checkout)
    assert (done.returncode, done.stdout) == (0, "Done: site/index.html\n")
    assert done.stderr == "INFO    -  Building\n"
    assert word(checkout / "site") == "new"
    assert left(checkout) == {"lock", "state.json"}
    again = run(checkout)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == "Nothing has changed: site/index.html\n"


@pytest.mark.parametrize("name", [
    b"my photo.png", b"it's.png", b'"quoted".md', b"$(echo).md", b"two\nlines.md", b"-rf",
    b"\xff\xfe.md", "名字.md".encode(),
])
def test_every_file_counts_whatever_it_is_called(checkout: Path, name: bytes) -> None:
    path = os.fsencode(checkout / "docs") + b"/" + name
    (checkout / "docs").mkdir()
    for content in ("one", "two"):
        Path(os.fsdecode(path)).write_text(content, "utf-8")
        assert "Done" in run(checkout).stdout
        assert "Nothing has changed" in run(checkout).stdout
    Path(os.fsdecode(path)).unlink()
    assert "Done" in run(checkout).stdout


def test_files_behind_links_count_and_circles_end(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.md").write_text("one", "utf-8")
    (checkout / "docs").mkdir()
    (checkout / "docs" / "linked").symlink_to(tmp_path / "elsewhere")
    (checkout / "docs" / "circle").symlink_to(checkout / "docs")
    (checkout / "docs" / "dangling").symlink_to("nowhere")
    assert "Done" in run(checkout).stdout
    (tmp_path / "elsewhere" / "a.md").write_text("two", "utf-8")
    assert "Done" in run(checkout).stdout
    assert "Nothing has changed" in run(checkout).stdout


@pytest.mark.parametrize("name", ["SITE_URL", "SOURCE_DATE_EPOCH"])
def test_settings_count(checkout: Path, name: str) -> None:
    for value in ("1600000000", "1600000001"):
        assert "Done" in run(checkout, env={**os.environ, name: value}).stdout


def test_a_site_that_is_not_as_it_was_built_is_built_again(checkout: Path) -> None:
    run(checkout)
    for spoil in (
        lambda: (checkout / "site" / "7" / "index.html").unlink(),
        lambda: (checkout / "site" / "7" / "index.html").write_text("", "utf-8"),
        lambda: (checkout / "site" / "more.html").write_text("", "utf-8"),
        lambda: (checkout / ".cache" / "build" / "state.json").write_bytes(b"\xff{"),
        lambda: shutil.rmtree(checkout / "site"),
    ):
        spoil()
        assert "Done" in run(checkout).stdout
        assert word(checkout / "site") == "new"


def test_whoever_serves_a_site_can_read_it(checkout: Path) -> None:
    assert run(checkout, umask=0o077).returncode == 0
    modes = {path.stat().st_mode & 0o777 for path in (checkout / "site").rglob("*")}
    assert modes | {(checkout / "site").stat().st_mode & 0o777} == {0o644, 0o755}


def test_while_sites_change_one_is_always_there(checkout: Path) -> None:
    missing, ended = [], threading.Event()

    def look() -> None:
        while not ended.is_set():
            if not os.path.exists(checkout / "site" / "index.html"):  # noqa: PTH110 (faster)
                missing.append(time.monotonic())

    watcher = threading.Thread(target=look)
    watcher.start()
    for number in range(10):
        order(checkout, f"word {number}")
        assert run(checkout).returncode == 0
    ended.set()
    watcher.join()
    assert missing == []


# What fails


@pytest.mark.parametrize(("orders", "status", "said"), [
    ("fail", 1, ["INFO    -  Building", "data/word:1:1: wrong"]),
    ("empty", 1, ["INFO    -  Building",
                  "The build has written no index.html: site/ is as it was."]),
    ("full", 1, ["INFO    -  Building", "no room on the disk (No space left on device): site/ is "
                 "as it was. Free some, and try again."]),
])
def test_what_fails_is_said_once_and_leaves_the_last_site(
    checkout: Path, orders: str, status: int, said: list[str]
) -> None:
    order(checkout, "new", orders)
    done = run(checkout)
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (status, "", said)
    assert word(checkout / "site") == "old"
    assert left(checkout) <= {"lock", "state.json"}
    order(checkout, "new")
    assert run(checkout).returncode == 0
    assert word(checkout / "site") == "new"


def test_another_traceback_is_shown_whole(checkout: Path) -> None:
    order(checkout, "new", "crash")
    done = run(checkout)
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert done.stderr.endswith("ValueError: what the traceback says\n")
    assert word(checkout / "site") == "old"


def test_a_generator_that_is_not_there_is_named(checkout: Path) -> None:
    done = subprocess.run([*PROGRAM, "no-such-generator"], cwd=checkout, capture_output=True,
                          text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("no-such-generator: No such file or directory")
    assert done.stderr.count("\n") == 1


def test_a_limit_of_size_is_no_room(checkout: Path) -> None:
    order(checkout, "long " * 20_000)
    done = run(checkout, preexec_fn=lambda: resource.setrlimit(
        resource.RLIMIT_FSIZE, (50_000, 50_000)))
    assert done.returncode == 1
    assert done.stderr.splitlines()[1:] == [
        "no room on the disk (File too large): site/ is as it was. Free some, and try again."
    ]
    assert word(checkout / "site") == "old"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_who_stops_a_build_keeps_the_last_site(checkout: Path, number: int) -> None:
    order(checkout, "new", "wait")
    process = start(checkout)
    (begun,) = (checkout / "orders").glob("begun-*")
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == -number
    assert (out, err.splitlines()[-1]) == ("", "Stopped: site/ is as it was.")
    with pytest.raises(ProcessLookupError):
        os.kill(int(begun.name.partition("-")[2]), 0)
    assert word(checkout / "site") == "old"
    assert left(checkout) <= {"lock", "state.json"}


# Places where no site can be put


def mounting(script: str) -> list[str]:
    """A command that mounts something only for what it runs then, its arguments."""
    whose = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    return ["unshare", *whose, "--mount", "sh", "-ec", f'{script}; exec "$@"', "sh"]


@pytest.fixture
def mounts() -> None:
    if not shutil.which("unshare") or subprocess.run(
        [*mounting("mount -t tmpfs none /mnt"), "true"], capture_output=True, check=False
    ).returncode:
        pytest.skip(NEEDS_MOUNTS)


def refused(root: Path, *before: str, **options: object) -> str:
    """What is said when nothing is built: one line."""
    done = run(root, *before, **options)
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    return line


def test_a_link_is_refused_and_not_replaced(checkout: Path) -> None:
    (checkout / "site").rename(checkout / "data" / "elsewhere")
    (checkout / "site").symlink_to(checkout / "data" / "elsewhere")
    assert refused(checkout).startswith(f"site is a link to {checkout}/data/elsewhere, and a build")
    assert word(checkout / "data" / "elsewhere") == "old"
    assert (checkout / "site").is_symlink()
    shutil.rmtree(checkout / "data" / "elsewhere")
    assert refused(checkout).startswith("site is a link to ")


def test_a_file_is_refused(checkout: Path) -> None:
    shutil.rmtree(checkout / "site")
    (checkout / "site").write_text("mine", "utf-8")
    assert refused(checkout) == (
        "site is no folder, and a build puts one in its place. Move it away.")
    assert (checkout / "site").read_text("utf-8") == "mine"


@pytest.mark.parametrize(("script", "point"), [
    ("mount --bind site site", "site"),
    ("mount -t tmpfs none site", "site"),
    ("mount -t tmpfs none site/7", "site/7"),
    ("mount --bind site site; mount -o remount,bind,ro site", "site"),
])
@pytest.mark.usefixtures("mounts")
def test_a_mount_point_is_refused(checkout: Path, script: str, point: str) -> None:
    assert refused(checkout, *mounting(script)).startswith(f"{point} is a mount point, and a build")
    assert word(checkout / "site") == "old"
    assert left(checkout) <= {"lock", "state.json"}


@pytest.mark.usefixtures("mounts")
def test_a_checkout_that_is_read_only_is_refused(checkout: Path) -> None:
    line = refused(checkout, *mounting('mount --bind "$PWD" "$PWD"; '
                                       'mount -o remount,bind,ro "$PWD"; cd "$PWD"'))
    assert "Read-only file system: nothing was built." in line
    assert word(checkout / "site") == "old"


@pytest.mark.usefixtures("mounts")
def test_a_cache_on_another_file_system_is_refused(checkout: Path) -> None:
    line = refused(checkout, *mounting("mount -t tmpfs none .cache"))
    assert line.startswith(".cache/build lies on another file system than site/")
    assert word(checkout / "site") == "old"
    assert left(checkout) <= {"lock", "state.json"}


@pytest.mark.usefixtures("mounts")
def test_a_full_disk_leaves_the_last_site(tmp_path: Path) -> None:
    """On a disk of a megabyte: a site fits, two do not."""
    disk = tmp_path / "disk"
    disk.mkdir()
    script = f"""
        mount -t tmpfs -o size=1m none {disk}; cd {disk}; mkdir data
        build() {{ "$@" 2>&1 || echo "status $?"; }}
        head -c 14000 /dev/zero | tr '\\0' a > data/word; build "$@"
        head -c 14000 /dev/zero | tr '\\0' b > data/word; build "$@"
        cut -c 1-5 site/index.html site/39/index.html
        head -c 100 /dev/zero | tr '\\0' c > data/word; build "$@"
        cut -c 1-5 site/index.html site/39/index.html; ls .cache/build; true
    """
    done = subprocess.run(
        [*mounting(script)[:-2], script, "sh", *PROGRAM, *GENERATOR],
        capture_output=True, text=True, timeout=60, check=False,
    )
    assert done.stdout.splitlines() == [
        "INFO    -  Building", "Done: site/index.html",
        "INFO    -  Building", "no room on the disk (No space left on device): site/ is as it "
        "was. Free some, and try again.", "status 1", "aaaaa", "aaaaa",
        "INFO    -  Building", "Done: site/index.html", "ccccc", "ccccc", "lock", "state.json",
    ]


@pytest.fixture
def unprivileged() -> list[str]:
    """A command that runs another one, its arguments, with permissions applying to it."""
    if os.geteuid():
        return []
    if not shutil.which("setpriv"):
        pytest.skip("permissions do not apply to root, and there is no setpriv to have them apply")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


@pytest.mark.parametrize(("name", "said"), [
    ("site", "site/ may not be written to. Make it writable (chmod u+rwx site)."),
    (".", ".site-probe: Permission denied: nothing was built. Let this user write here, and try "
          "again."),
])
def test_what_may_not_be_written_to_is_refused(
    checkout: Path, unprivileged: list[str], name: str, said: str
) -> None:
    (checkout / name).chmod(0o555)
    assert refused(checkout, *unprivileged) == said
    assert word(checkout / "site") == "old"
    assert left(checkout) <= {"lock", "state.json"}
    (checkout / name).chmod(0o755)


def test_folders_of_the_last_site_may_be_read_only(
    checkout: Path, unprivileged: list[str]
) -> None:
    (checkout / "site" / "7").chmod(0o555)
    assert run(checkout, *unprivileged).returncode == 0
    assert word(checkout / "site") == "new"
    assert left(checkout) == {"lock", "state.json"}


# More than one at once


def test_of_two_at_once_the_second_waits_and_has_nothing_to_do(checkout: Path) -> None:
    order(checkout, "new", "wait")
    first = start(checkout)
    second = begin(checkout)
    assert second.stderr
    said = second.stderr.readline()
    assert said == "Another build is under way in this folder. Waiting for it to end ...\n"
    assert word(checkout / "site") == "old"
    (checkout / "orders" / "go").touch()
    said = [process.communicate(timeout=30)[0] for process in (first, second)]
    assert said == ["Done: site/index.html\n", "Nothing has changed: site/index.html\n"]
    assert first.returncode == second.returncode == 0
    assert word(checkout / "site") == "new"
    assert left(checkout) == {"lock", "state.json"}


def test_a_generator_whose_build_was_killed_is_waited_for(checkout: Path) -> None:
    order(checkout, "other", "wait")
    killed = start(checkout)
    killed.kill()
    killed.wait(timeout=30)  # its pipes are the generator's as well
    order(checkout, "new")
    (begun,) = (checkout / "orders").glob("begun-*")
    begun.unlink()
    second = begin(checkout)
    assert second.stderr
    assert "Waiting" in second.stderr.readline()
    (checkout / "orders" / "go").touch()
    assert second.communicate(timeout=30)[0] == "Done: site/index.html\n"
    assert word(checkout / "site") == "new"
    assert left(checkout) == {"lock", "state.json"}


def test_a_lock_that_was_cleaned_away_is_made_anew(checkout: Path) -> None:
    order(checkout, "new", "wait")
    first = start(checkout)
    second = begin(checkout)
    assert second.stderr
    assert "Waiting" in second.stderr.readline()
    shutil.rmtree(checkout / ".cache", ignore_errors=True)
    order(checkout, "new")  # before the second begins, which is when the first has ended
    (checkout / "orders" / "go").touch()
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=30)
    assert second.communicate(timeout=30)[0] == "Done: site/index.html\n"
    assert word(checkout / "site") == "new"


# Killed

KILLED = """
import os, signal, sys
from importlib.util import module_from_spec, spec_from_file_location
spec = spec_from_file_location("building", sys.argv[1])  # not all of the library
building = module_from_spec(spec)
spec.loader.exec_module(building)
at, exchange, *command = sys.argv[2:]
if exchange == "no":
    building._exchange = lambda one, other: False
count = 0
READING = {"_files", "_outline", "fingerprint", "_mount", "<genexpr>", "<lambda>"}
def trace(frame, event, argument):
    global count
    code = frame.f_code
    if code.co_filename != building.__file__ or code.co_name in READING:
        return None
    if event == "line":
        count += 1
        if count == int(at):
            os.kill(os.getpid(), signal.SIGKILL)
    return trace
sys.settrace(trace)
status = building.main(command)
sys.settrace(None)
print(count, status)
"""


@pytest.mark.parametrize("exchange", ["yes", "no"])
def test_killed_at_any_line_a_whole_site_is_left(checkout: Path, exchange: str) -> None:
    """Without an exchange it may stand aside, and is back before anything else can go wrong."""
    def killed(at: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", KILLED, building.__file__, str(at), exchange, *GENERATOR],
            cwd=checkout, capture_output=True, text=True, timeout=30, check=False,
        )

    whole = killed(0)
    assert whole.stdout.endswith(" 0\n"), whole.stderr
    lines = int(whole.stdout.split()[-2])
    assert lines > 60
    aside, known = 0, {"new"}
    for at in range(1, lines + 1):
        order(checkout, f"site {at}")
        known.add(f"site {at}")
        assert killed(at).returncode == -signal.SIGKILL
        if not (checkout / "site").exists():
            aside += 1
            order(checkout, "none", "fail")
            run(checkout)
        assert word(checkout / "site") in known, at
        if at % 10 == 0:
            order(checkout, f"site {at}")
            assert run(checkout).returncode == 0
            assert word(checkout / "site") == f"site {at}"
            assert left(checkout) == {"lock", "state.json"}
    assert bool(aside) == (exchange == "no")


# The settings of whoever calls


@pytest.mark.parametrize("target", ["site", "serve", "audit", "test", "stress"])
def test_what_is_set_in_the_environment_reaches_no_shell_as_text(
    tmp_path: Path, target: str
) -> None:
    wild = f'x"; touch {tmp_path}/one; " $(shell touch {tmp_path}/two) `touch {tmp_path}/three`'
    names = ("SITE_URL", "ADDRESS", "RUNS", "PAGES", "PIP_INDEX_URL", "SOURCE_DATE_EPOCH")
    done = subprocess.run(
        ["make", "-n", target], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, **dict.fromkeys(names, wild)},
    )
    assert done.returncode == 0, done.stderr
    assert "touch" not in done.stdout
    assert list(tmp_path.iterdir()) == []
