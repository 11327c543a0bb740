"""The records of changes that need one, each written into a file of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from explainer.commands.refusing import Refused
from explainer.data import specimens
from explainer.data.dataset import Dataset
from explainer.data.model import Change
from explainer.lasting import ledger
from explainer.memo import write_whole
from explainer.problems import suggestion
from explainer.site import Site


def record(site: Site, reasons: Iterable[str]) -> list[str]:
    """Write a record for every change of what was published that has none; gives the paths.

    ``reasons`` are ``en=Corrected.`` and the like; without one, it is to be written.
    """
    missing = ledger.proposals(site, site.published)
    if not missing:
        raise Refused("nothing that was published has changed without a record",
                      "There is nothing to record")
    given = by_language(reasons, site.data.site.written)
    return [write(site.root, site.data, found, given) for found in missing.values()]


def write(
    root: Path, data: Dataset, record: Mapping[str, object], reasons: Mapping[str, str]
) -> str:
    """Write a record into a file of its own; gives its path. A reason that is not given is to be
    written."""
    path = f"data/changes/{record['id']}.yml"
    reason = {code: reasons.get(code, specimens.TO_WRITE) for code in data.site.written}
    text = specimens.record(Change, {**record, "reason": reason}, others=False)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    write_whole(root / path, text.encode())
    return path


def by_language(reasons: Iterable[str], languages: Sequence[str]) -> Mapping[str, str]:
    """Reasons such as ``en=Corrected.`` by language. Raises Refused."""
    given: dict[str, str] = {}
    for reason in reasons:
        code, sign, text = reason.partition("=")
        if not sign or code not in languages or not text.strip():
            raise Refused(
                f'"{reason}" is no reason in a language of the site{suggestion(code, languages)}',
                f"Write {languages[0]}=… for each of {', '.join(languages)}",
            )
        given[code] = text.strip()
    return given
