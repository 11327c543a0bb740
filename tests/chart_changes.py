"""Which charts a change draws otherwise: the text of pictures decides, and a sheet shows them.

Every chart of a commit is drawn with that commit's own data and code, and compared with those of
the working tree; a commit gives the same bytes on every machine. What differs is listed in
``.cache/chart-changes.md``, before and after stand side by side in ``.cache/chart-changes.png``.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
LIST = ROOT / ".cache" / "chart-changes.md"
SHEET = ROOT / ".cache" / "chart-changes.png"
GAP, GROUND = 16, "#808080"

Pictures = Mapping[str, str]
"""SVGs by chart, language and width: ``cash, zh, narrow``."""

_DRAW = """
import json, sys
from pathlib import Path
from explainer import charts
from explainer.data.dataset import load
from explainer.language.words import Words
data = load(Path(sys.argv[1]))
print(json.dumps({
    f"{name}, {language}, {width}": charts.draw(chart, data, Words(language), width, name=name)
    for name, chart in data.charts.items() for language in data.languages for width in charts.WIDTHS
}))
"""


def drawn(root: Path) -> Pictures:
    """All pictures of a project, drawn by its own code."""
    run = subprocess.run(
        [sys.executable, "-c", _DRAW, str(root)], check=True, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(root / "hooks")}, cwd=root,
    )
    found: Pictures = json.loads(run.stdout.splitlines()[-1])
    return found


def checked_out(commit: str, folder: Path) -> Path:
    """What a commit draws charts with, in a folder."""
    archive = subprocess.run(
        ["git", "archive", commit, "data", "hooks"], cwd=ROOT, check=True, capture_output=True)
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        tar.extractall(folder, filter="data")
    return folder


def base() -> str:
    """The commit to compare with: BASE, or the last one, or the one before if nothing has
    changed since the last."""
    if named := os.environ.get("BASE"):
        return named
    clean = subprocess.run(["git", "diff", "--quiet", "HEAD", "--", "data", "hooks"], cwd=ROOT)
    return "HEAD" if clean.returncode else "HEAD~1"


def differences(before: Pictures, after: Pictures) -> dict[str, list[str]]:
    """By chart, the pictures that differ; a chart that is new or gone has all of its own."""
    found: dict[str, list[str]] = {}
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            chart, _, picture = name.partition(", ")
            found.setdefault(chart, []).append(picture)
    return found


def report(changed: Mapping[str, Iterable[str]], before: Pictures, after: Pictures) -> str:
    """The list for people, in Markdown."""
    if not changed:
        return "No chart is drawn otherwise.\n"
    charts = {"before": _charts(before), "after": _charts(after)}
    lines = [f"{len(changed)} of {len(charts['after'])} charts are drawn otherwise:", ""]
    for chart, pictures in changed.items():
        how = "new" if chart not in charts["before"] else \
            "gone" if chart not in charts["after"] else "; ".join(pictures)
        lines.append(f"- `{chart}`: {how}")
    return "\n".join(lines) + "\n"


def _charts(pictures: Pictures) -> set[str]:
    return {name.partition(", ")[0] for name in pictures}


def sheet(changed: Mapping[str, Iterable[str]], before: Pictures, after: Pictures) -> Image.Image:
    """A row for each picture that differs, before on the left and after on the right."""
    rows = [
        [_painted(pictures.get(f"{chart}, {picture}")) for pictures in (before, after)]
        for chart, some in changed.items() for picture in some
    ]
    wide = max(picture.width for row in rows for picture in row)
    high = sum(max(picture.height for picture in row) + GAP for row in rows)
    whole, top = Image.new("RGB", (2 * wide + 3 * GAP, high + GAP), GROUND), GAP
    for row in rows:
        for column, picture in enumerate(row):
            whole.paste(picture, (GAP + column * (wide + GAP), top))
        top += max(picture.height for picture in row) + GAP
    return whole


def _painted(svg: str | None) -> Image.Image:
    from explainer.charts import drawing, tokens
    from explainer.charts.typesetting import FAMILY

    if svg is None:
        return Image.new("RGB", (1, 1), GROUND)
    plain = re.sub(r'font-family="[^"]*"', f'font-family="{FAMILY}"', tokens.plain(svg), count=1)
    paper = plain.replace(
        ">", f'><rect width="100%" height="100%" fill="{tokens.LIGHT["bg"]}"/>', 1)
    return Image.open(io.BytesIO(drawing.to_png(paper, 1))).convert("RGB")


def main() -> None:
    commit, after = base(), drawn(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        try:
            before = drawn(checked_out(commit, Path(folder)))
        except subprocess.CalledProcessError as error:
            said = (error.stderr or b"")[-300:]
            said = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
            sys.exit(f"The charts of {commit} cannot be drawn: {said}")
    changed = differences(before, after)
    LIST.parent.mkdir(parents=True, exist_ok=True)
    LIST.write_text(report(changed, before, after), "utf-8")
    SHEET.unlink(missing_ok=True)
    if changed:
        sheet(changed, before, after).save(SHEET)
    print(LIST.read_text("utf-8"), end="")


if __name__ == "__main__":
    main()
