"""What has changed since it was published, in words: for the page of changes and the feed."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from explainer.articles.voice import Voice
from explainer.data import notation
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact, FactError
from explainer.data.model import VERDICTS, Change, as_date
from explainer.data.periods import Period
from explainer.pages import redirects
from explainer.pages.outputs import Page

_MOST_DIGITS = 16


@dataclass(frozen=True)
class Entry:
    """A change in the words of one language. ``address`` is that of what changed, relative to
    the site's root; None if it is nowhere any more."""

    record: Change
    date: str
    kind: str
    subject: str
    address: str | None
    old: str | None
    new: str | None
    reason: Markup


def newest_first(dataset: Dataset) -> list[Change]:
    """All changes, the latest first."""
    records = dataset.of(Change).values()
    return sorted(
        records, key=lambda c: (as_date(c.date), c.kind != "published", c.id), reverse=True
    )


def of_fact(dataset: Dataset, fact: Fact) -> list[Change]:
    """The changes of a figure and of those it is computed from, the latest first."""
    names, pending = {fact.id}, list(fact.inputs)
    while pending:
        part = pending.pop()
        names.add(part.id)
        pending.extend(part.inputs)
    return [change for change in newest_first(dataset) if change.fact in names]


def entry(voice: Voice, change: Change) -> Entry:
    """A change in the words of the voice's language."""
    subject, address = _subject(voice, change)
    old, new = _value(voice, change.old), _value(voice, change.new)
    if old is not None and old == new:
        old, new = _told_apart(voice, change)
    if change.kind == "moved":
        old, new = (f"{voice.addresses.prefix}{place}" for place in (change.address, change.to))
    return Entry(
        change, voice.words.period(Period.parse(change.date)),
        voice.labels[f"change_{change.kind}"], subject, address,
        old, new, voice.say(change, ("reason",)),
    )


def row(voice: Voice, change: Change) -> dict[str, object]:
    """A change as templates want it."""
    made = entry(voice, change)
    return {
        "id": change.id, "datetime": change.date, "date": made.date, "kind": made.kind,
        "subject": made.subject, "old": made.old, "new": made.new, "reason": made.reason,
        "href": None if made.address is None else voice.href(made.address),
        "permalink": voice.href(voice.addresses.changes(change.id)),
    }


def page(voice: Voice) -> Page:
    """The page of all changes."""
    labels, site = voice.labels, voice.dataset.site
    html = voice.part(
        "explainer/changes",
        intro=labels.changes_intro,
        feed=voice.href(voice.addresses.feed()),
        entries=[row(voice, change) for change in newest_first(voice.dataset)],
    )
    description = labels.changes_description.format(site.title[voice.language])
    summary = Markup("<p>{}</p>").format(labels.changes_intro)
    return Page("changes", voice.language, labels.changes, description, summary, html)


def _subject(voice: Voice, change: Change) -> tuple[str, str | None]:
    dataset, known = voice.dataset, voice.addresses
    if change.fact:
        try:
            fact = dataset.facts.get(change.fact)
        except FactError:
            return change.fact, None
        name, period = fact.metric.name[voice.language], voice.words.period(fact.period)
        return f"{name}{voice.labels.pause}{period}", known.fact(fact.id)
    if change.address is None:
        return dataset.site.title[voice.language], known.article("index")
    claim = dataset.claims.get(change.address.removeprefix("claims/#"))
    if claim and change.address.startswith("claims/#"):
        return str(voice.say(claim, ("statement",)).striptags()), known.claim(claim.id)
    if not redirects.answers(change):
        return change.address, None
    # A departed address answers too: it leads on, or says why there is nothing.
    address = f"{known.prefix}{change.address}"
    return address, address


def _value(voice: Voice, text: str | None) -> str | None:
    """A value in words; a verdict by its name; anything else as it stands."""
    if text is None:
        return None
    if text in VERDICTS:
        return voice.labels[f"verdict_{text}"]
    read = notation.read(text)
    if read is None:
        return text
    quantity, unit = read
    if quantity is None:
        return voice.words.missing(notation.state(text))
    return voice.words.quantity(quantity, voice.dataset.units[unit])


def _told_apart(voice: Voice, change: Change) -> tuple[str, str]:
    """Two values that read alike, with as many digits as tell them apart; as the ledger has them
    where it is not the digits in which they differ."""
    written = change.old or "", change.new or ""
    sides = [notation.read(text) for text in written]
    (old, unit), (new, other) = (side if side else (None, "") for side in sides)
    if old is None or new is None or unit != other or {old.bound, new.bound} != {"exact"}:
        return written
    record = voice.dataset.units[unit]
    scale = voice.words.table_scale(record, max(abs(old.value), abs(new.value)))
    for digits in range(_MOST_DIGITS):
        low, high = (round(each.value / scale.factor, digits) for each in (old, new))
        if low != high:
            told = (voice.words.scaled(value, record, scale) for value in (low, high))
            return next(told), next(told)
    return written
