"""The look of the site, in one place: colours (light, dark, print, forced), type, space, corners.

Charts and pages share the colours; sizes are in rem, of which the theme makes 20 pixels.

A colour goes into a specification as ``var(--ch-s1, #313fb0)``: one picture serves every
scheme. The categorical colours hold 3:1 on their background and stay apart for readers who
see colours differently; ``on1`` … ``on6`` is the text that holds 4.5:1 on each of them,
``t1`` … ``t6`` what each looks like as the tint of a hollow mark.
"""

from __future__ import annotations

import re

from explainer.language.scripts import han_codes

SERIES = 6
TINT = 0.3
"""Opacity of a filled mark whose value is computed or disputed: it is hollow, but for a
tint, with an outline of its full colour, dashed where sources disagree."""

_LIGHT = {
    "bg": "#ffffff", "paper": "#f7f7f5", "ink": "#22252c", "muted": "#5d6370",
    "grid": "#dcdee3", "rule": "#8a8f9a", "link": "#313fb0",
    "s1": "#313fb0", "s2": "#ee6c0e", "s3": "#50a08a", "s4": "#95223b", "s5": "#0a7597",
    "s6": "#976bec",
}
_DARK = {
    "bg": "#1e2129", "paper": "#262a34", "ink": "#e9eaee", "muted": "#a9aebb",
    "grid": "#3a3f4b", "rule": "#7f8593", "link": "#9db0ff",
    "s1": "#5a78e6", "s2": "#f6b878", "s3": "#46b39a", "s4": "#c9586c", "s5": "#8ad8fb",
    "s6": "#b592ea",
}
SCALE = {
    # Type: sources, bylines, takeaways, text on a phone, titles of charts, sections, pages.
    # Few sizes: a browser looks every font of the list up again for each.
    "xs": ".64rem", "s": ".7rem", "m": ".76rem", "l": ".85rem", "xl": ".9rem", "2xl": "1.25rem",
    "3xl": "1.9rem",
    # Space.
    "gap-1": ".2rem", "gap-2": ".4rem", "gap-3": ".8rem", "gap-4": "1.4rem", "gap-5": "2.4rem",
    # Corners.
    "radius": ".2rem",
}
# Of pictures: after the fonts that are as wide as the one they were measured with.
CHART_FONT = (
    "'Helvetica Neue',Arial,'PingFang SC','Hiragino Sans GB','Microsoft YaHei',"
    "'Noto Sans CJK SC','Noto Sans SC',sans-serif"
)
_LATIN = '-apple-system, BlinkMacSystemFont, "Segoe UI", "Helvetica Neue", Arial'
# The reader's own fonts. Latin letters come first in Chinese too; in other languages no Chinese
# font comes before the last resort, for its quotation marks are too wide there.
FONTS = {
    "font-chart": CHART_FONT,
    "font": f"{_LATIN}, sans-serif",
    "font-han": f'Han, {_LATIN}, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", '
               '"Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", sans-serif',
}
# By the names that find one weight of a family: PostScript's, or the full one. First the one
# of Linux, where asking for a name takes a millisecond.
_HAN = {
    "normal": ("NotoSansCJKsc-Regular", "PingFangSC-Regular", "Microsoft YaHei",
               "SourceHanSansSC-Regular"),
    "bold": ("NotoSansCJKsc-Bold", "PingFangSC-Semibold", "Microsoft YaHei Bold",
             "SourceHanSansSC-Bold"),
}
_HAN_RANGE = "U+2014,U+2018-2019,U+201C-201D,U+2026"
_TEXT_ON = ("#ffffff", "#0b0c0f")


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, as WCAG 2 defines it."""
    channels = (int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def _with_text(palette: dict[str, str]) -> dict[str, str]:
    texts = {
        f"on{n}": max(_TEXT_ON, key=lambda text: contrast(text, palette[f"s{n}"]))
        for n in range(1, SERIES + 1)
    }
    tints = {f"t{n}": _over(palette["bg"], palette[f"s{n}"]) for n in range(1, SERIES + 1)}
    return palette | texts | tints


def _over(ground: str, colour: str) -> str:
    """What a colour that lets the ground through looks like on it."""
    pairs = ((int(ground[i:i + 2], 16), int(colour[i:i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(under + TINT * (over - under)):02x}" for under, over in pairs)


LIGHT = _with_text(_LIGHT)
DARK = _with_text(_DARK)


def colour(name: str) -> str:
    """A colour by name for a specification, with its light value behind it."""
    return f"var(--ch-{name}, {LIGHT[name]})"


def plain(svg: str) -> str:
    """The picture with the light values alone, for files and renderers without CSS."""
    return re.sub(r"var\(--ch-[\w-]+, ?(#[0-9a-f]{6})\)", r"\1", svg)


def css() -> str:
    """The custom properties for every scheme, and the fonts, as a style sheet."""
    light, dark = (
        "".join(f"--ch-{name}:{value};" for name, value in palette.items())
        for palette in (LIGHT, DARK)
    )
    system = {"bg": "Canvas", "paper": "Canvas", "ink": "CanvasText", "muted": "CanvasText",
              "grid": "GrayText", "rule": "CanvasText", "link": "LinkText"}
    forced = "".join(f"--ch-{name}:{value};" for name, value in system.items())
    scale = "".join(f"--{name}:{value};" for name, value in (SCALE | FONTS).items())
    return (
        f":root{{{light}{scale}}}\n"
        f"[data-md-color-scheme=slate]{{{dark}}}\n"
        f"@media print{{:root,[data-md-color-scheme=slate]{{{light}}}}}\n"
        f"@media (forced-colors:active){{:root,[data-md-color-scheme=slate]{{{forced}}}"
        f".chart svg{{forced-color-adjust:none}}}}\n"
        f"{_fonts()}"
    )


def _fonts() -> str:
    """The fonts of the languages, and ``Han``, which holds a few signs only: quotation marks,
    dashes and ellipses are the same characters in Chinese and in English, but in Chinese as wide
    as a character or two (W3C, Requirements for Chinese Text Layout), so there they must not
    come from the Latin letters' font."""
    faces = "".join(
        f'@font-face{{font-family:Han;font-weight:{weight};unicode-range:{_HAN_RANGE};src:'
        + ",".join(f'local("{name}")' for name in names) + "}\n"
        for weight, names in _HAN.items()
    )
    in_han = ",".join(f"[lang|={code}]" for code in han_codes())
    return f"{faces}[lang]{{font-family:var(--font)}}\n{in_han}{{font-family:var(--font-han)}}\n"


def in_languages(css: str) -> str:
    """A style sheet whose rules for ``:lang(han)`` name the languages that are written in Chinese
    characters."""
    codes = [f":lang({code})" for code in han_codes()]
    return css.replace(":lang(han)", codes[0] if len(codes) == 1 else f":is({','.join(codes)})")
