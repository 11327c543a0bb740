"""The date of what is made from the data: reproducible, so never the clock's. The clock is asked
only for what must be looked at again."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time

from explainer.data.dataset import Dataset
from explainer.data.model import as_date


def today() -> date:
    """The clock's day, for what goes stale; ``EXPLAINER_TODAY`` (2027-03-31) sets it. Only
    ``explainer check`` asks: an old commit still builds."""
    said = os.environ.get("EXPLAINER_TODAY")
    return date.fromisoformat(said) if said else datetime.now(UTC).date()


def moment(day: date) -> str:
    """The beginning of a day, in UTC, for those who ask for time and zone (RFC 3339)."""
    return f"{day.isoformat()}T00:00:00Z"


def made_at(dataset: Dataset) -> datetime:
    """When the files of a site were made, in UTC: ``SOURCE_DATE_EPOCH`` if it is set
    (reproducible-builds.org), else the latest date on which anything in the data changed or
    was read."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), UTC)
    dates = [as_date(source.accessed) for source in dataset.sources.values()]
    dates += [as_date(change.date) for change in dataset.records["changes"].values()]
    latest = max(dates, default=dataset.site.data_to.last)
    return datetime.combine(latest, time(), UTC)
