"""Illustrations in words: their steps, their figures, and the control readers may move."""

from __future__ import annotations

import json
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from explainer.articles.rendering import AuthorError
from explainer.articles.voice import Voice
from explainer.charts.contents import key
from explainer.data.illustrating import states
from explainer.data.model import Chart, Illustration
from explainer.data.quantities import Quantity
from explainer.language.phrases import MARKS
from explainer.problems import suggestion

FIGURES = ("worth", "cash", "owed", "loss", "spent", "stake")
"""What a text may call of an illustration."""


def figure(voice: Voice, example: Illustration, name: str, step: int) -> str:
    """A figure after a step of an illustration, in words; its size, where it is below zero."""
    if name not in FIGURES:
        raise AuthorError(f'unknown figure "{name}"{suggestion(name, FIGURES)}',
                          f"Use one of {', '.join(FIGURES)}")
    if name == "stake":
        return voice.words.percent(Quantity.rounded(example.stake * 100, Decimal(0)))
    found = states(example)
    if not 1 <= step <= len(found):
        raise AuthorError(f"no step {step}", f"Use 1 to {len(found)}")
    value: Decimal = abs(asdict(found[step - 1])[name])
    return voice.words.exact(value)


def stages(voice: Voice, chart: Chart) -> list[Markup]:
    """What happens in each step of the illustration a chart shows; nothing if it shows none."""
    example = _of(voice, chart)
    if example is None:
        return []
    return [voice.say(example, ("stages", i, "text")) for i in range(len(example.stages))]


def control(voice: Voice, chart: Chart) -> dict[str, Any] | None:
    """What the control of an illustration needs: every text it can come to show, as the script
    neither reckons nor words anything.

    ``worth`` has the company's worth at each position, ``amounts`` the holders' part of none, one,
    two … steps of it; ``zero`` is how many steps the first position is worth, ``first`` the
    position at which the holders bought. None without a control.
    """
    example = _of(voice, chart)
    if example is None or example.control is None:
        return None
    given, labels = example.control, voice.labels
    facts = [voice.dataset.facts.get(name) for name in given.stops]
    unit = voice.dataset.unit_of(facts[0].metric)
    ends = [fact.quantity.value for fact in facts if fact.quantity]

    def say(value: Decimal) -> str:
        return voice.words.quantity(Quantity.rounded(value, Decimal(0)), unit)

    zero, last = int(given.low / given.step), int(ends[-1] / given.step)
    worth = [say(given.step * n) for n in range(zero, last + 1)]
    positions = [int(end / given.step) - zero for end in ends]
    stake = voice.words.percent(Quantity.rounded(example.stake * 100, Decimal(0)))
    return {
        "worth": json.dumps(worth, ensure_ascii=False),
        "amounts": json.dumps([say(given.step * n * example.stake) for n in range(last + 1)],
                              ensure_ascii=False),
        "zero": zero, "first": positions[0], "last": last - zero,
        "stops": [
            (position, voice.value(fact) + MARKS[fact.standing], voice.words.period(fact.period))
            for position, fact in zip(positions, facts, strict=True)
        ],
        "marks": key(facts, voice.words),
        "about": labels.steps_about.format(stake, voice.value(facts[0])),
        "start": (worth[positions[0]], say(ends[0] * example.stake), say(Decimal(0))),
    }


def _of(voice: Voice, chart: Chart) -> Illustration | None:
    if chart.illustration is None:
        return None
    found: Illustration = voice.find(Illustration, chart.illustration)
    return found


