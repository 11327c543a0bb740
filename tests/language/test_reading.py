"""How long an article takes to read."""

from __future__ import annotations

import pytest

from explainer.language.reading import minutes


@pytest.mark.parametrize(("text", "language", "expected"), [
    ("", "zh", 1), ("亏" * 400, "zh", 1), ("亏" * 401, "zh", 2), ("亏，" * 800, "zh", 2),
    ("word " * 238, "en", 1), ("word " * 239, "en", 2), ("it’s RMB 12.16 " * 159, "en", 3),
])
def test_minutes_are_whole_and_rounded_up(text, language, expected):
    assert minutes(f"<p>{text}</p>", language) == expected


@pytest.mark.parametrize("unread", [
    "<figure>{}</figure>", "<table><tr><td>{}</td></tr></table>",
    '<ol class="claims"><li>{}</li></ol>', '<ol class="timeline"><li>{}</li></ol>',
])
def test_charts_tables_and_lists_to_look_things_up_in_do_not_count(unread):
    assert minutes("<p>亏</p>" + unread.format("亏" * 4000), "zh") == 1
