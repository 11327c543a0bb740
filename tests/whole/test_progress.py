"""What a build says while it goes on."""

from __future__ import annotations

import io

from explainer.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """Goes on by so many seconds whenever somebody looks."""

    def __init__(self, seconds: float) -> None:
        self.now, self.seconds = 0.0, seconds

    def __call__(self) -> float:
        self.now += self.seconds
        return self.now


def said(stream: io.StringIO, seconds: float, *, quiet: bool = False) -> str:
    progress = Progress(stream, Clock(seconds), quiet=quiet)
    assert list(progress.through("articles", "abcd", 4)) == list("abcd")
    assert list(progress.through("pages", "efg", 3)) == list("efg")
    return stream.getvalue()


def test_nothing_is_said_while_it_is_quick() -> None:
    assert said(Terminal(), 0.1) == said(io.StringIO(), 0.1) == ""


def test_a_terminal_shows_how_much_is_done_and_where_it_ends() -> None:
    shown = said(Terminal(), 1)
    assert "articles" in shown
    assert "4/4" in shown
    assert "3/3" in shown
    assert shown.endswith("\n") or shown.endswith("\x1b[?25h")  # the cursor is back


def test_elsewhere_each_stage_has_a_line() -> None:
    assert said(io.StringIO(), 1) == "articles: 4\npages: 3\n"


def test_who_asked_for_quiet_has_it() -> None:
    assert said(Terminal(), 9, quiet=True) == ""


def test_a_stage_that_is_broken_off_leaves_the_cursor(
) -> None:
    stream = Terminal()
    progress = Progress(stream, Clock(3))
    progress.begin("articles", 5)
    progress.step()
    progress.begin("pages", 5)
    progress.end()
    assert "1/5" in stream.getvalue()
    assert stream.getvalue().count("articles") >= 1
