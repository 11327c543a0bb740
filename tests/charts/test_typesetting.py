"""Widths and line breaks."""

from __future__ import annotations

import pytest

from explainer.charts.typesetting import balanced, missing, typed, width, wrap


def test_chinese_characters_are_square() -> None:
    assert width("亿元", 12) == 24


@pytest.mark.parametrize(
    ("text", "available", "lines"),
    [
        ("two words", 40, ["two", "words"]),
        ("一二三四五", 40, ["一二三", "四五"]),
        ("一二三，四五", 40, ["一二", "三，四", "五"]),
        ("被列“名单”上", 40, ["被列", "“名", "单”上"]),
        ("2021年上市", 52, ["2021年", "上市"]),
        ("", 40, []),
    ],
)
def test_wrap(text: str, available: float, lines: list[str]) -> None:
    assert wrap(text, 12, available) == lines


def test_missing_glyphs() -> None:
    assert missing("≈5≥😀😀") == "😀"


def test_quotation_marks_are_narrow_where_they_are_not_chinese() -> None:
    assert typed("“X” Xiao’ou", "en") == "\"X\" Xiao'ou"
    assert typed("“X” Xiao’ou", "en", markup=True) == "&quot;X&quot; Xiao&#39;ou"
    assert typed("“X”", "zh") == "“X”"


def test_lines_are_balanced() -> None:
    text = "Preferred shares converted: the item ends"
    plain, even = wrap(text, 12, 220), balanced(text, 12, 220)
    assert plain[-1] == "ends"
    assert len(even) == len(plain) == 2
    assert " ".join(even) == text
    widths = [width(line, 12) for line in even]
    assert min(widths) > 0.6 * max(widths)
    assert balanced("Short", 12, 220) == ["Short"]
