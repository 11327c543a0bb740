"""Builds of the tiny site, killed, doubled and spoilt: ``make stress``. Prints what came out.

``KILLS=200 AIMED=50 PAIRS=20`` are how many of each; half of the kills take the generator along
and half leave it alone. A site is whole if it holds what its own sha256sums.txt says.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from stand_in import NUMBER
from tiny_site import LIVE, ROOT, SITE_URL, Change, run_build, tiny_site

from explainer import building
from explainer.sharing import sums

PROGRAM = [sys.executable, "-P", building.__file__]
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir"]
STAND_IN = [sys.executable, str(ROOT / "tests" / "stand_in.py")]
WITHOUT_EXCHANGE = [sys.executable, "-c", """
import sys
from importlib.util import module_from_spec, spec_from_file_location
spec = spec_from_file_location("building", sys.argv[1])  # not all of the library
building = module_from_spec(spec)
spec.loader.exec_module(building)
building._exchange = lambda *_: False
sys.exit(building.main(sys.argv[2:]))
""", building.__file__]
FIRST = 1_600_000_000
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda content: content[: len(content) // 2],
    "empty": lambda content: b"",
    "garbage": lambda content: random.randbytes(len(content) or 9),
    "a bit": lambda content: content[:-9] + bytes([content[-9] ^ 4]) + content[-8:],
}
KINDS = ("charts", "cards", "icons", "live", "memo", "templates", "made", "pages", "build")


def begin(root: Path, epoch: int, program: list[str] | None = None) -> subprocess.Popen[str]:
    """Begin to build the site as of a moment, which is in every page."""
    return subprocess.Popen(
        program or [*PROGRAM, *MKDOCS], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, start_new_session=True, env={
            **os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": SITE_URL,
            "SOURCE_DATE_EPOCH": str(epoch),
        },
    )


def built(root: Path, epoch: int) -> str:
    """Build to the end, and give what is said."""
    process = begin(root, epoch)
    said = process.communicate(timeout=300)[0]
    assert process.returncode == 0, said
    assert "Traceback" not in said, said
    return said


def whole(site: Path) -> bool:
    """Whether a site holds what it says it holds."""
    said = site / sums.FILE
    return said.is_file() and said.read_text("utf-8") == sums.text(site)


def reference(folder: Path, epoch: int, changes: dict[str, Change] | None = None) -> str:
    """The sums of a site built from nothing."""
    root = tiny_site(folder / f"reference-{epoch}-{bool(changes)}", changes)
    assert run_build(root, SOURCE_DATE_EPOCH=str(epoch)).returncode == 0
    return (root / "site" / sums.FILE).read_text("utf-8")


def random_kills(folder: Path, number: int) -> str:
    root = tiny_site(folder / "killed")
    begun = time.monotonic()
    built(root, FIRST)
    seconds, found, right, checked = time.monotonic() - begun, Counter[str](), 0, 0
    for count in range(1, number + 1):
        epoch = FIRST + count * 86_400
        process = begin(root, epoch)
        time.sleep(random.uniform(0, seconds))
        if count % 2:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
        found["whole" if whole(root / "site") else "not whole"] += 1
        if count % (number // 8 or 1) == 0:
            built(root, epoch)
            checked += 1
            right += (root / "site" / sums.FILE).read_text("utf-8") == reference(folder, epoch)
    return (f"{number} kills at random within {seconds:.1f} s: {dict(found)}; "
            f"next build as from nothing: {right} of {checked}")


def aimed_kills(folder: Path, number: int) -> str:
    """Killed when the last file of the new site has been written, or up to 60 ms later."""
    root, found, back, right = folder / "aimed", Counter[str](), 0, 0
    (root / "data").mkdir(parents=True)
    (root / "orders").mkdir()

    def order(word: str, orders: str = "") -> None:
        (root / "data" / "word").write_text(word, "utf-8")
        (root / "orders" / "what").write_text(orders, "utf-8")

    def said() -> str | None:
        words = {p.read_text("utf-8").rpartition(" ")[0] for p in (root / "site").rglob("*.html")}
        number_of_files = len(list((root / "site").rglob("*.html")))
        return words.pop() if len(words) == 1 and number_of_files == NUMBER else None

    order("start")
    begin(root, FIRST, [*PROGRAM, *STAND_IN]).wait()
    known = {"start"}
    for count in range(number):
        order(f"site {count}")
        known.add(f"site {count}")
        exchange = count % 2 == 0
        process = begin(root, FIRST, [*(PROGRAM if exchange else WITHOUT_EXCHANGE), *STAND_IN])
        last = f"site-*/site/{NUMBER - 1}/index.html"
        while process.poll() is None and not list((root / ".cache" / "build").glob(last)):
            pass
        time.sleep(random.uniform(0, 0.06))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        before = said()
        found[("exchanged" if exchange else "moved") + (
            ": new" if before == f"site {count}" else ": old" if before in known else
            ": none" if not (root / "site").exists() else ": NOT WHOLE")] += 1
        order("never", "fail")
        begin(root, FIRST, [*PROGRAM, *STAND_IN]).wait()
        back += said() in known
        order(f"site {count}")
        begin(root, FIRST, [*PROGRAM, *STAND_IN]).wait()
        right += said() == f"site {count}"
    return (f"{number} kills at the swap: {dict(sorted(found.items()))}; whole after the next "
            f"start, which fails: {back}; next build right: {right}")


def pairs(folder: Path, number: int) -> str:
    root, found, right = tiny_site(folder / "pairs"), Counter[str](), 0
    built(root, FIRST)
    for count in range(1, number + 1):
        processes = []
        for _ in range(2):
            processes.append(begin(root, FIRST + count * 86_400))
            time.sleep(random.uniform(0, 0.5))
        for process in processes:
            said = process.communicate(timeout=300)[0].splitlines()[-1]
            found[f"{process.returncode} {said}"] += 1
        right += whole(root / "site")
    return f"{number} pairs at once: {dict(found)}; whole: {right}"


def spoilt(folder: Path) -> str:
    root, wanted = tiny_site(folder / "spoilt", LIVE), reference(folder, FIRST, LIVE)
    right, lines = 0, list[str]()
    built(root, FIRST)
    for kind in KINDS:
        for name, damage in DAMAGES.items():
            files = [p for p in (root / ".cache" / kind).rglob("*") if p.is_file()]
            files = [path for path in files if path.name != "lock"]
            for path in files:
                content = damage(path.read_bytes())
                path.unlink()  # one with two names is not spoilt by both
                path.write_bytes(content)
            if kind != "build":
                (root / ".cache" / "build" / "state.json").unlink()
            if kind in ("charts", "cards", "icons", "live"):
                shutil.rmtree(root / ".cache" / "made")
            built(root, FIRST)
            good = (root / "site" / sums.FILE).read_text("utf-8") == wanted and whole(root / "site")
            right += good
            lines += [] if files and good else [f"{kind}, {name}: {len(files)} files, {good=}"]
    return (f"{len(KINDS)} kinds of caches, each in {len(DAMAGES)} ways: right {right} of "
            f"{len(KINDS) * len(DAMAGES)}{''.join(lines)}")


def main() -> None:
    random.seed(7)
    asked = {name: int(os.environ.get(name) or default)
             for name, default in {"KILLS": 200, "AIMED": 50, "PAIRS": 20}.items()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(aimed_kills(folder, asked["AIMED"]), flush=True)
        print(spoilt(folder), flush=True)
        print(pairs(folder, asked["PAIRS"]), flush=True)
        print(random_kills(folder, asked["KILLS"]), flush=True)


if __name__ == "__main__":
    main()
