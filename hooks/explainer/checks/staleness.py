"""Checks what must be looked at again by a certain day: a warning before, an error after."""

from __future__ import annotations

from datetime import date, timedelta

from explainer.data.dataset import Dataset
from explainer.data.periods import Period
from explainer.problems import Location, Problems

NOTICE = timedelta(days=30)
"""How long before the day there are warnings."""


def check(data: Dataset, today: date, problems: Problems) -> None:
    """Report sources, and the last day of the data, whose ``check_by`` has passed, and warn of
    those for which it is near. A month or year ends on its last day."""
    site = data.site
    if site.check_by:
        where = data.origins["site", "site"].locate(("check_by",))
        _check(site.check_by, where, f"data_to ({site.data_to})", "Look for newer figures, then",
               today, problems)
    for source in data.sources.values():
        if source.check_by:
            where = data.origin(source).locate(("check_by",))
            _check(source.check_by, where, f"source {source.id}", "Look at it again, then", today,
                   problems)


def _check(
    by: str, where: Location, what: str, remedy: str, today: date, problems: Problems
) -> None:
    last = Period.parse(by).last
    if today > last:
        problems.add(where, f"check_by: {what} was to be checked by {last}, and it is {today}",
                     f"{remedy} set a later day")
    elif today > last - NOTICE:
        problems.warn(where, f"check_by: {what} is to be checked by {last}, in "
                      f"{(last - today).days} days", f"{remedy} set a later day")
