"""Charts in articles, and the phrases that show something in them.

``show()`` writes a link whose target stands in the chart's figure. Style sheets alone let all
other marks fade while the target is the page's; a script does the same while the link is pointed
at or has the focus. Which phrases there are is known when the article is whole: until then a
figure holds a sign where the targets go, and its marks what they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from explainer import charts
from explainer.articles import figures
from explainer.articles.accountability import Accountability
from explainer.articles.rendering import AuthorError
from explainer.data import model
from explainer.data.periods import Period
from explainer.problems import suggestion

MOST = 6
"""How many marks of one chart an article may show: the style sheet knows so many targets."""
_MARK = re.compile(rf' {charts.KEYS}="([^" ]*) ([^"]*)"')
_TARGETS = re.compile(r"[ ]*<!-- targets of ([\w-]+) -->\n?")


@dataclass
class Showing(Accountability):
    """A voice that puts charts into articles and leads from their words to marks."""

    _shown: dict[str, dict[str, int]] = field(default_factory=dict)
    """The marks that the article shows, by chart, with the line where each is shown first."""
    _covered: dict[str, Period | None] = field(default_factory=dict)
    """The time that a chart covers which is shown in part."""

    def chart(
        self, id: str, short: bool = False, focus: str | None = None,
        periods: str | list[str] = "",
    ) -> Markup:
        """A chart with its title, table and sources; ``short`` with its title alone. ``focus`` is
        the id of one of its focuses, which has words of its own; with one, ``periods`` are those
        that are shown."""
        record = self.find(model.Chart, id)
        self.use("chart", id)
        if focus is None:
            if periods:
                raise AuthorError("periods without a focus, whose words say what is shown",
                                  "Name a focus of the chart, or add one to its file")
            return self.part("figure", figure=figures.figure(self, record, short=short))
        known = {one.id: number for number, one in enumerate(record.focuses)}
        if focus not in known:
            raise AuthorError(f'{id} has no focus "{focus}"{suggestion(focus, known)}',
                              f"Use one of {', '.join(known)}" if known else "Leave it out")
        number = known[focus]
        wanted = self._periods([periods] if isinstance(periods, str) and periods else periods)
        shown = charts.focused(record, record.focuses[number], wanted, self.dataset)
        if shown is None:
            raise AuthorError(f"{id} shows nothing of these periods",
                              "Name periods that the chart has")
        self._covered[id] = charts.span_of(shown, self.dataset)
        try:
            figure = figures.figure(self, shown, record, number, short=short)
        finally:
            del self._covered[id]
        return self.part("figure", figure=figure)

    def _periods(self, texts: Sequence[str]) -> list[Period]:
        try:
            return [Period.parse(text) for text in texts]
        except ValueError as error:
            raise AuthorError(str(error), "Correct the period") from None

    def show(self, chart: str, mark: str, words: str) -> Markup:
        """Words that show a mark of a chart of the page, or all marks of a metric or period."""
        record = self.find(model.Chart, chart)
        if self._saying:
            raise AuthorError("not in an article", "Show marks from the text beside the chart")
        keys = charts.keys_of(record, self.dataset)
        if mark not in keys:
            raise AuthorError(
                f'{chart} has no mark "{mark}"{suggestion(mark, keys)}',
                "Name a metric, a period or a figure that the chart draws, or an event of it",
            )
        marks = self._shown.setdefault(chart, {})
        marks.setdefault(mark, self._line)
        number = list(marks).index(mark) + 1
        if number > MOST:
            raise AuthorError(f"more than {MOST} marks of {chart}",
                              "Show the most important ones")
        return Markup('<a class="show" href="#{}" data-shows="{}">{}</a>').format(
            _target(chart, number), number, words)

    def span(self) -> str:
        """The time that the chart covers in whose words this stands."""
        collection, id, _ = self._saying[-1] if self._saying else ("", "", ())
        if collection != "charts":
            raise AuthorError("not in the words of a chart", "Call period() with a period")
        span = self._covered.get(id) or charts.span_of(
            self.find(model.Chart, id), self.dataset)
        if span is None:
            raise AuthorError(f"nothing that {id} shows has a date", "Leave it out")
        return self.words.period(span)

    def render(self, text: str, locate: Callable[[int, int], Any]) -> str:
        """Render a text of this page; its figures hold what its phrases show."""
        self._shown = {}
        self.whole = False
        rendered = super().render(text, locate)
        self.whole = True
        there = set(_TARGETS.findall(rendered))
        for chart, marks in self._shown.items():
            if chart not in there:
                for mark, line in marks.items():
                    self.problems.add(
                        locate(line, 1), f'show(): "{mark}" of {chart}, which is not on this page',
                        "Call chart() on the page, or write the words alone",
                    )
        rendered = _MARK.sub(self._numbers, rendered)
        placed: set[str] = set()
        return _TARGETS.sub(lambda match: self._targets(match[1], placed), rendered)

    def _numbers(self, match: re.Match[str]) -> str:
        """The numbers of what is shown in place of all that a mark stands for."""
        marks = self._shown.get(match[1], {})
        keys = match[2].split(" ")
        numbers = [str(n) for n, mark in enumerate(marks, 1) if mark in keys]
        return f' data-m="{" ".join(numbers)}"' if numbers else ""

    def _targets(self, chart: str, placed: set[str]) -> str:
        """The targets of a chart, in the first of its figures."""
        if chart in placed:
            return ""
        placed.add(chart)
        return "".join(
            f'  <span class="chart__target" id="{_target(chart, number)}"></span>\n'
            for number, _ in enumerate(self._shown.get(chart, {}), 1)
        )


def _target(chart: str, number: int) -> str:
    return f"show-{chart}-{number}"
