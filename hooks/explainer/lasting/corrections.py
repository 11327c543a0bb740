"""Checks that what corrections say of a value is true: what it was, and what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from explainer.articles.edition import Edition
from explainer.data import notation
from explainer.data.model import VERDICTS, Change
from explainer.lasting.ledger_file import FILE
from explainer.problems import Problems


def check(edition: Edition, published: Mapping[str, str], problems: Problems) -> None:
    """Report values that are none, and corrections of a figure or verdict that do not lead from
    one to the next and to what is published now."""
    by_subject: dict[str, list[Change]] = {}
    for change in edition.data.of(Change).values():
        if change.kind in ("correction", "update") and _check_values(edition, change, problems):
            by_subject.setdefault(_address(change), []).append(change)
    for address, changes in by_subject.items():
        if address in published:
            _check_chain(edition, changes, published[address], problems)


def _address(change: Change) -> str:
    if not change.fact:
        return change.address or ""
    metric, _, period = change.fact.partition(".")
    return f"facts/{metric}/#{period}"


def _check_values(edition: Edition, change: Change, problems: Problems) -> bool:
    """Whether a change has two values, each of a form that values have; reports if a figure's
    are not."""
    good = True
    for key in ("old", "new"):
        value = getattr(change, key)
        read = notation.read(value) if value else None
        known = read is not None and (read[0] is None or read[1] in edition.data.units)
        good = good and (known or value in VERDICTS)
        if change.fact and not known:
            problems.add(
                edition.data.origin(change).locate((key,) if value else ()),
                f"{key}: got {value or 'nothing'}, expected a value as in {FILE}",
                "Write it like 12.158E+9 CNY, with the id of the unit",
            )
    return good


def _check_chain(
    edition: Edition, changes: Iterable[Change], value: str, problems: Problems
) -> None:
    """Report the newest change if it does not say what is published, and older ones if the next
    does not begin with what they say."""
    ordered = sorted(changes, key=lambda change: change.date)
    ordered = _linked(ordered)
    for change, following in zip(ordered, [*ordered[1:], None], strict=True):
        wanted = following.old if following else value
        if change.new != wanted:
            after = f"the next change, {following.id}, begins with" if following else "it is"
            problems.add(
                edition.data.origin(change).locate(("new",)),
                f"new: got {change.new}, but {after} {wanted}", f'Write "{wanted}"',
            )


def _linked(changes: list[Change]) -> list[Change]:
    """Changes in the order of their days; those of one day as one leads to the next."""
    result: list[Change] = []
    left = list(changes)
    while left:
        today = [change for change in left if change.date == left[0].date]
        news = {change.new for change in today}
        said = result[-1].new if result else None
        first = next((c for c in today if c.old == said), None) or next(
            (c for c in today if c.old not in news), today[0]
        )
        result.append(first)
        left.remove(first)
    return result
