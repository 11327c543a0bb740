"""Checks that dates are in an order in which things can have happened, and not in the future."""

from __future__ import annotations

from datetime import date, timedelta

from explainer.data import dating
from explainer.data.dataset import Dataset, Origin
from explainer.data.model import Change, as_date
from explainer.data.periods import Period
from explainer.problems import Problems

_REMEDY = "Correct the date"


def check(data: Dataset, problems: Problems) -> None:
    """Report what is dated later than today, sources read before they were published, figures
    from after the last day the site covers, and changes from before it was published."""
    today = dating.today() + timedelta(days=1)  # it is tomorrow somewhere
    _check_coverage(data, today, problems)
    for source in data.sources.values():
        origin = data.origin(source)
        if _future("accessed", source.accessed, origin, today, problems) or not source.published:
            continue
        if as_date(source.published) > Period.parse(source.accessed).last:
            problems.add(
                origin.locate(("published",)), f"published: {source.published} is after "
                f"{source.accessed}, when it was accessed", _REMEDY,
            )
    _check_changes(data, today, problems)
    for event in data.events.values():
        if as_date(event.date) > today:
            problems.warn(
                data.origin(event).locate(("date",)), f"date: {event.date} is in the future",
                "Correct it, unless it is about something planned",
            )


def _future(
    name: str, value: str, origin: Origin, today: date, problems: Problems
) -> bool:
    """Report a date that is after today; whether it is."""
    if as_date(value) <= today:
        return False
    problems.add(origin.locate((name,)), f"{name}: {value} is in the future", _REMEDY)
    return True


def _check_coverage(data: Dataset, today: date, problems: Problems) -> None:
    """The subject's figures of years and their parts end with what the site covers; those of a
    day are of something that happened on it, and may be later."""
    covered = data.site.data_to
    if covered.last > today:
        problems.add(
            data.origins["site", "site"].locate(("data_to",)),
            f"data_to: {covered} has not ended yet", "Write the last day the figures cover",
        )
        return
    for metric in data.metrics.values():
        for index, observation in enumerate(metric.observations):
            if observation.looked and as_date(observation.looked.date) > today:
                problems.add(
                    data.origin(metric).locate(("observations", index, "looked", "date")),
                    f"looked.date: {observation.looked.date} is in the future", _REMEDY,
                )
        origin, own = data.origin(metric), metric.company == data.site.subject
        observed = [(("observations", i, "period"), o.period)
                    for i, o in enumerate(metric.observations)]
        computed = [(("periods", i), period) for i, period in enumerate(metric.periods)]
        for path, period in [*observed, *computed]:
            if period.last > today:
                what = f"{period} has not ended yet"
            elif own and period.kind != "day" and period.last > covered.last:
                what = f"{period} ends after {covered}, to which the site's figures go"
            else:
                continue
            problems.add(
                origin.locate(path), f"period: {what}", "Correct it, or data_to in data/site.yml"
            )


def _check_changes(data: Dataset, today: date, problems: Problems) -> None:
    changes = list(data.of(Change).values())
    published = [change for change in changes if change.kind == "published"]
    for change in published[1:]:
        first = data.origin(published[0]).locate()
        problems.add(
            data.origin(change).locate(("kind",)),
            f"kind: the site was published already (see {first})", "Keep one",
        )
    begin = published[0].date if len(published) == 1 else None
    for change in changes:
        origin = data.origin(change)
        if _future("date", change.date, origin, today, problems) or begin is None:
            continue
        if Period.parse(change.date).last < as_date(begin):
            problems.add(
                origin.locate(("date",)), f"date: {change.date} is before {begin}, when the site "
                "was published", _REMEDY,
            )
