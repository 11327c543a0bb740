"""The small font that pictures are drawn with: less to read, and nothing else to be seen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from explainer.charts import fonts
from explainer.charts.typesetting import FAMILY, font_file

COMMON = "亏损240亿元，陶哲守旧 AVATo −5 % ≈ ●"
RARE = "亏损240亿元，陶喆守舊"
"""With a character the standard lacks, and a traditional one."""
DRAW = f"""
import sys
from pathlib import Path
from explainer.charts import drawing, fonts
fonts.SMALL = Path(sys.argv[1])
spec = {{
    "data": {{"values": [{{"text": "WORDS"}}]}}, "mark": "text",
    "encoding": {{"text": {{"field": "text"}}, "y": {{"field": "text"}}}},
    "config": {{"font": "{FAMILY}"}},
}}
sys.stdout.buffer.write(drawing.to_svg(spec, "words").encode())
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    fonts.make(folder)
    return folder


@pytest.mark.parametrize("words", [COMMON, RARE])
def test_pictures_are_the_same_with_and_without_it(made: Path, words: str) -> None:
    drawn = [
        subprocess.run(
            [sys.executable, "-c", DRAW.replace("WORDS", words), folder],
            check=True, capture_output=True,
        ).stdout
        for folder in (made, made / "none")
    ]
    assert words[:3].encode() in drawn[0]
    assert drawn[0] == drawn[1]


def test_it_is_used_where_it_has_all_characters(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def picture(words: str) -> str:
        return f'<text font-family="{FAMILY}">{words}</text>'

    monkeypatch.setattr(fonts, "SMALL", made)
    quicker = fonts.quicker(picture(COMMON))
    assert quicker != picture(COMMON)
    assert fonts.restored(quicker) == picture(COMMON)
    assert fonts.quicker(picture(RARE)) == picture(RARE)
    monkeypatch.setattr(fonts, "SMALL", made / "none")
    assert fonts.quicker(picture(COMMON)) == picture(COMMON)


def test_a_folder_without_it_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "SMALL", tmp_path)
    assert fonts.folders() == [font_file().parent]
    assert fonts.quicker(f'"{FAMILY}"') == f'"{FAMILY}"'


def test_the_one_of_the_environment_is_small_and_has_a_name_of_its_own() -> None:
    whole, small = (folder / font_file().name for folder in fonts.folders())
    assert small.stat().st_size * 3 < whole.stat().st_size
    names = [TTFont(path, lazy=True)["name"].getBestFamilyName() for path in (whole, small)]
    assert names == [FAMILY, f"{FAMILY} Common"]
