"""What a change changes, told: as plain text for a terminal, as Markdown for a pull request, as
JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import TypeVar

from explainer.commands.impact import Figure, Impact, Kept, Sentence
from explainer.problems import harmless

T = TypeVar("T")
MOST = 200
"""How many lines of a kind a summary shows; a job's summary has its limit."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~@&-])")


def as_json(impact: Impact) -> str:
    """Every difference, with the names of the fields of :class:`Impact`."""
    return json.dumps(asdict(impact), ensure_ascii=False, indent=1) + "\n"


def as_text(impact: Impact) -> str:
    """For a terminal, a line a difference."""
    return "\n".join(_lines(impact, _Plain())) + "\n"


def as_markdown(impact: Impact) -> str:
    """For a pull request: what comes from data and text is escaped."""
    return "\n".join(_lines(impact, _Marked())) + "\n"


class _Plain:
    def head(self, text: str) -> str:
        return f"\n{text}"

    def item(self, text: str, level: int = 1) -> str:
        return "  " * level + text

    def say(self, text: str) -> str:
        return harmless(text)


class _Marked(_Plain):
    def head(self, text: str) -> str:
        return f"\n### {text}\n"

    def item(self, text: str, level: int = 1) -> str:
        return "  " * (level - 1) + f"- {text}"

    def say(self, text: str) -> str:
        return _SPECIAL.sub(r"\\\1", harmless(text))


def _lines(impact: Impact, form: _Plain) -> Iterator[str]:
    since = form.say(impact.since)
    if impact.nothing:
        yield f"Nothing differs from {since}."
    else:
        yield f"What differs from {since}:"
    yield from (form.item(form.say(note)) for note in impact.notes)
    own = [f for f in impact.figures if not f.follows]
    computed = [f for f in impact.figures if f.follows]
    yield from _some("Records", impact.records, form, _record)
    yield from _some("Figures", own, form, _figure)
    yield from _some("Figures computed from them", computed, form, _figure)
    yield from _some("Sentences", impact.sentences, form, _sentence)
    cells = [cell for chart in impact.charts for cell in chart.cells]
    yield from _some("Charts", impact.charts, form,
                     lambda chart, f: [f.item(f"{f.say(chart.id)} ({chart.what})")])
    yield from _some("Values in charts", cells, form, _sentence)
    yield from _some("Pages and files", impact.addresses, form,
                     lambda pair, f: [f.item(f"{pair[0]}: {f.say(pair[1] or 'the home page')}")])


def _some(
    head: str, found: Sequence[T], form: _Plain, tell: Callable[[T, _Plain], list[str]]
) -> Iterator[str]:
    if not found:
        return
    yield form.head(f"{head} ({len(found)})")
    for one in found[:MOST]:
        yield from tell(one, form)
    if len(found) > MOST:
        yield form.item(f"and {len(found) - MOST} more")


def _record(record: Kept, form: _Plain) -> list[str]:
    keys = f": {', '.join(map(form.say, record.keys))}" if record.keys else ""
    return [form.item(f"{record.collection} {form.say(record.id)} ({record.what}){keys}")]


def _figure(figure: Figure, form: _Plain) -> list[str]:
    of = f", computed from {', '.join(map(form.say, figure.follows))}" if figure.follows else ""
    lines = [form.item(f"{form.say(figure.id)} ({figure.what}{of})  {form.say(figure.place)}")]
    for language in figure.after or figure.before:
        before, after = figure.before.get(language, "–"), figure.after.get(language, "–")
        if before == after:  # the words do not show what the digits do
            before, after = (value or "–" for value in figure.values)
        lines.append(form.item(f"{language}: {form.say(before)} → {form.say(after)}", 2))
    return lines


def _sentence(sentence: Sentence, form: _Plain) -> list[str]:
    where = f"{sentence.language}  {sentence.place}"
    return [
        form.item(form.say(where)),
        *(form.item(f"{sign} {form.say(text)}", 2)
          for sign, text in (("−", sentence.before), ("+", sentence.after)) if text is not None),
    ]
