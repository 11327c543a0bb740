"""The font of pictures without its rarer characters, to draw faster with.

Vega opens the whole font, eight megabytes, anew for every text it measures. A specification
whose characters are all in the small one is drawn with that instead, and comes out the same to
the byte. The small one belongs to the environment the library is installed in; where nobody has
made it, drawing takes longer.
"""

from __future__ import annotations

import functools
import os
import sys
from io import BytesIO
from pathlib import Path

from explainer.charts.typesetting import FAMILY, font_file
from explainer.language.scripts import HAN_CHARACTER
from explainer.memo import write_whole

SMALL = Path(sys.prefix) / "share" / "explainer" / "fonts"
"""The folder of the small font."""
_NAME, _SMALL_NAME = f'"{FAMILY}"', f'"{FAMILY} Common"'
"""The fonts as specifications name them."""


def folders() -> list[Path]:
    """Where the renderer finds the fonts."""
    return [font_file().parent, *([SMALL] if _is_there() else [])]


def quicker(picture: str) -> str:
    """A specification that names the small font, if that has all its characters."""
    small = _is_there() and all(map(_is_common, set(picture)))
    return picture.replace(_NAME, _SMALL_NAME) if small else picture


def restored(picture: str) -> str:
    """What was drawn of it, with the font's own name."""
    return picture.replace(_SMALL_NAME, _NAME)


def make(folder: Path = SMALL) -> None:
    """Make the small font: all characters but those Chinese ones that are not in GB/T 2312,
    the standard's set of characters in everyday use."""
    from fontTools import subset

    options = subset.Options(layout_features=["*"])
    font = subset.load_font(str(font_file()), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[c for c in font.getBestCmap() if _is_common(chr(c))])
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 16):  # the family's
            record.string = _SMALL_NAME.strip('"')
    content = BytesIO()
    font.save(content)
    path = folder / font_file().name
    write_whole(path, content.getvalue())
    path.chmod(0o644)  # for everybody who uses the environment


def _is_there() -> bool:
    return os.access(SMALL / font_file().name, os.R_OK)


def _is_common(character: str) -> bool:
    return character in _gb2312() or not HAN_CHARACTER.match(character)


@functools.cache
def _gb2312() -> frozenset[str]:
    """The characters of GB/T 2312: 94 rows of 94, of which some are empty."""
    cells = (bytes((0xA0 + row, 0xA0 + cell)) for row in range(1, 95) for cell in range(1, 95))
    return frozenset("".join(cell.decode("gb2312", "ignore") for cell in cells))
