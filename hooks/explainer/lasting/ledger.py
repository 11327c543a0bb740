"""The ledger: every address that was ever published, and the value published there.

``ledger.tsv`` is committed and only ever written by ``explainer ledger``. An address in it
must still answer, or a record in ``data/changes`` must say where it went or why; a value in
it must still be the value, or records must lead from it to what it is and say why it changed.
A derived value needs no record of its own if a figure it is computed from has one. What is new
since is only warned of: it is entered when the site is published, so that changes made side by
side need not write the same file. A site without a ledger has promised nothing yet, and nothing
is checked.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from explainer.articles.edition import Edition
from explainer.data import dating, model, notation
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Change
from explainer.lasting import corrections, ledger_file
from explainer.lasting.ledger_file import FILE
from explainer.lasting.published import neutral
from explainer.memo import write_whole
from explainer.pages import redirects
from explainer.problems import Location, Problems, suggestion

_FOLDER = "data/changes"
_FEW = 5
"""Fewer addresses than these may be new at the end of the ledger without it being cut."""


def check(edition: Edition, published: Mapping[str, str], problems: Problems) -> None:
    """Report every broken promise with the record to add; warn of a ledger that is out of date.
    ``published`` is what :func:`explainer.lasting.published.addresses` gives."""
    before = len(problems)
    corrections.check(edition, published, problems)
    known = ledger_file.read(edition.root, problems)
    if known is None or len(problems) > before:
        return
    if lost := _cut(published, known):
        problems.add(
            Location(FILE, len(known) + 1), f"nothing after this line, but {lost} published "
            "addresses come later in order of spelling: the file is cut short",
            "Take it from the last commit: git checkout ledger.tsv. If all of them are new, run "
            "make ledger",
        )
        return
    comparison = _Comparison(edition, published, known, problems)
    comparison.check()
    expected = comparison.expected()
    if not problems and expected != known:
        late = [address for address in expected if expected[address] != known.get(address)]
        more = f" and {len(late) - 1} more" if len(late) > 1 else ""
        problems.warn(
            Location(FILE), f"not entered yet: {late[0] or 'the home page'}{more}",
            "Nothing to do: they are entered when this is published. make ledger enters them now",
        )


def _cut(published: Mapping[str, str], known: Mapping[str, str]) -> int:
    """How many published addresses a ledger lacks that has all others, if they are those after
    its last one; 0 if not."""
    lacking = published.keys() - known.keys()
    whole = len(lacking) > _FEW and (
        not known or all(address > max(known) for address in lacking)
    )
    return len(lacking) if whole else 0


def write(edition: Edition, published: Mapping[str, str], problems: Problems) -> int:
    """Bring the ledger up to date, unless that would hide a broken promise, which is reported.
    Returns the number of addresses."""
    corrections.check(edition, published, problems)
    known = ledger_file.read(edition.root, problems)
    if problems:
        return 0
    comparison = _Comparison(edition, published, known or {}, problems)
    comparison.check()
    entries = comparison.expected()
    if not problems:
        write_whole(edition.root / FILE, ledger_file.text(entries).encode())
    return len(entries)


def proposals(edition: Edition, published: Mapping[str, str]) -> dict[str, dict[str, object]]:
    """The records that are missing of changes of what was published, by their id; without their
    reasons, which only somebody who knows can give."""
    known = ledger_file.read(edition.root, Problems()) or {}
    comparison = _Comparison(edition, published, known, Problems())
    return {str(m.record["id"]): m.record for m in comparison.missing()}


def gone(edition: Edition, published: Collection[str], language: model.Language) -> list[str]:
    """The addresses of one language that were published and do not answer any more, as the
    default language has them."""
    prefix = edition.data.site.languages[language].prefix
    others = tuple(own.prefix for code, own in edition.data.site.languages.items()
                   if own.prefix and code != language)
    return [
        address.removeprefix(prefix)
        for address in ledger_file.read(edition.root, Problems()) or {}
        if address not in published and address.startswith(prefix)
        and not (not prefix and address.startswith(others))
    ]


@dataclass(frozen=True)
class _Missing:
    """A change of what was published of which no record tells: what it is, and the record."""

    at: Location
    what: str
    record: dict[str, object]
    back: str


@dataclass
class _Comparison:
    """What was published, in a ledger, and what is."""

    edition: Edition
    published: Mapping[str, str]
    known: dict[str, str]
    problems: Problems

    def check(self) -> None:
        self.check_records()
        for each in self.missing():
            path, record = f"{_FOLDER}/{each.record['id']}.yml", _yaml(each.record, self.edition)
            self.problems.add(each.at, each.what, f"Write {path}: {record}, or bring {each.back} "
                              "back")

    def missing(self) -> Iterator[_Missing]:
        """Every change that needs a record and has none."""
        yield from self.missing_addresses()
        yield from self.missing_values()

    def expected(self) -> dict[str, str]:
        """What the ledger should hold: all there is, and all that ever was."""
        return {**self.known, **self.published}

    @cached_property
    def lines(self) -> dict[str, int]:
        return {address: number for number, address in enumerate(self.known, 2)}

    @cached_property
    def live(self) -> set[str]:
        return {self.neutral(address) for address in self.published}

    @cached_property
    def records(self) -> redirects.Records:
        return redirects.Records(self.edition.data.of(Change).values())

    def neutral(self, address: str) -> str:
        return neutral(address, self.edition.data.site.languages)

    # -- the records themselves ------------------------------------------------------

    def check_records(self) -> None:
        ever = self.live | {self.neutral(address) for address in self.known}
        facts = {_fact_address(f.id) for of in self.edition.addressed_facts.values() for f in of}
        for change in self.edition.data.of(Change).values():
            at = self.edition.data.origin(change)
            named = redirects.named(change.address, ever) if change.address is not None else []
            answering = sorted(self.live.intersection(named))
            if change.address is not None and self.neutral(change.address) != change.address:
                self.problems.add(
                    at.locate(("address",)), f"address: got {change.address}, expected the "
                    f"default language's", f'Write "{self.neutral(change.address or "")}"',
                )
            elif change.address is not None and not named:
                self.problems.add(
                    at.locate(("address",)), f'address: "{change.address}" was never published'
                    f"{suggestion(change.address, ever)}", f"Write an address of {FILE}",
                )
            elif change.address in self.records.named and answering:
                self.problems.add(
                    at.locate(("address",)), f'address: {_several(answering)} still '
                    f"answer{'s' if len(answering) == 1 else ''}", "Remove the page or the record",
                )
            if change.fact and _fact_address(change.fact) not in facts | ever:
                self.problems.add(
                    at.locate(("fact",)), f'fact: "{change.fact}" was never published',
                    "Write a fact of the ledger",
                )
            for code in self.edition.data.languages:
                if not change.reason[code].strip(" …."):
                    self.problems.add(
                        at.locate(("reason", code)), "reason: nothing is said", "Say why"
                    )
            if change.kind == "moved" and change.address not in self.live \
                    and self._target(change.address or "") is None:
                self.problems.add(
                    at.locate(("to",)), f'to: "{change.to}" does not answer'
                    f"{suggestion(change.to or '', self.live - {change.to})}",
                    "Write an address of the site",
                )

    def _target(self, address: str) -> str | None:
        """Where an address that is gone leads in the end."""
        return None if address in self.live else redirects.target(
            address, self.live, self.records
        )

    # -- addresses -------------------------------------------------------------------

    def missing_addresses(self) -> Iterator[_Missing]:
        missing: dict[str, list[str]] = {}
        for address in self.known:
            plain = self.neutral(address)
            if address in self.published:
                continue
            by = self.records.of(plain)
            if by is None:
                missing.setdefault(self._subject(plain), []).append(address)
            elif by.kind == "moved" and self._target(plain) is None:
                missing.setdefault(plain, []).append(address)
        for subject, addresses in missing.items():
            one = len(addresses) == 1
            yield _Missing(
                Location(FILE, min(self.lines[a] for a in addresses)),
                f"{'a published address is' if one else 'published addresses are'} gone without "
                f"redirect or tombstone: {', '.join(addresses)}",
                self._departed(subject), "it" if one else "them",
            )

    def _subject(self, address: str) -> str:
        """The address to withdraw for this one to be withdrawn too: its page, if that is gone."""
        *_, last = (
            a for a in redirects.covering(address)
            if a not in self.live and (a == address or a in self.known)
        )
        return last

    def _departed(self, address: str) -> dict[str, object]:
        fresh = [
            a for a in self.live if a not in self.known and a.count("/") == address.count("/")
            and ("#" in a) == ("#" in address)
        ]
        near = suggestion(address, sorted(fresh))
        values: dict[str, object] = {"kind": "withdrawn", "address": address}
        if near:
            to = near.split('"')[1]
            values = {"kind": "moved", "address": address, "to": to}
        return record(self.edition.data, f"{values['kind']}-{address}", values)

    # -- values ----------------------------------------------------------------------

    def missing_values(self) -> Iterator[_Missing]:
        by_address = {
            _fact_address(fact.id): fact
            for facts in self.edition.addressed_facts.values() for fact in facts
        }
        changed = {
            address for address, value in self.published.items()
            if address in self.known and not notation.same(self.known[address], value)
        }
        for address in sorted(changed):
            fact = by_address.get(address)
            old, new = self.known[address], self.published[address]
            if self._recorded(address, old, new) or (fact and _follows(fact, changed)):
                continue
            name = fact.id if fact else address
            yield _Missing(
                self._place(address, fact),
                f"the published value of {name} was {old or 'none'}, now {new or 'none'}, "
                "and no change says so",
                record(self.edition.data, name, {
                    "kind": "update" if notation.is_missing(old) else "correction",
                    "fact" if fact else "address": name, "old": old, "new": new,
                }), "it",
            )

    def _recorded(self, address: str, old: str, new: str) -> bool:
        """Whether changes lead from one value to the other, in as many steps as they take."""
        steps = [
            (change.old, change.new) for change in self.edition.data.of(Change).values()
            if change.old and change.new
            and address == (_fact_address(change.fact) if change.fact else change.address)
        ]
        reached: list[str] = [old]
        for value in reached:
            reached += [after for before, after in steps
                        if notation.same(before, value) and after not in reached]
        return new in reached[1:]

    def _place(self, address: str, fact: Fact | None) -> Location:
        data = self.edition.data
        if fact is None:
            claim = data.claims.get(address.partition("#")[2])
            return data.origin(claim).locate(("verdict",)) if claim else Location(
                FILE, self.lines[address])
        if fact.observation is None:
            return data.origin(fact.metric).locate(("formula",) if fact.metric.formula else ())
        index = fact.metric.observations.index(fact.observation)
        return data.origin(fact.metric).locate(("observations", index))


def record(data: Dataset, name: str, values: Mapping[str, object]) -> dict[str, object]:
    """A record of today, in a file of its own: changes made side by side do not meet."""
    day, known = dating.today(), data.of(Change)
    words = "".join(c if c.isalnum() and c.isascii() else "-" for c in name.lower())
    plain = identifier = "-".join(filter(None, f"{day}-{words}".split("-")))
    for number in range(2, len(known) + 3):
        if identifier not in known:
            break
        identifier = f"{plain}-{number}"
    return {"id": identifier, "date": day, **values}


def _follows(fact: Fact, changed: set[str]) -> bool:
    """Whether a figure that this one is computed from has changed."""
    return any(
        _fact_address(part.id) in changed or _follows(part, changed) for part in fact.inputs
    )


def _several(addresses: list[str]) -> str:
    more = f" and {len(addresses) - 1} more" if len(addresses) > 1 else ""
    return f'"{addresses[0]}"{more}'


def _fact_address(fact_id: str) -> str:
    metric, _, period = fact_id.partition(".")
    return f"facts/{metric}/#{period}"


def _yaml(record: dict[str, object], edition: Edition) -> str:
    """A record on one line, ready to paste; its reason is to be written."""
    parts = [f"{key}: {value if key in ('id', 'date') else _scalar(value)}"
             for key, value in record.items()]
    reason = ", ".join(f"{code}: …" for code in edition.data.site.written)
    return f"{{{', '.join(parts)}, reason: {{{reason}}}}}"


def _scalar(value: object) -> str:
    text = str(value)
    plain = text and text[0].isalpha() and not set(text) & set("#:,{}[]\"'")
    return text if plain else json.dumps(text, ensure_ascii=False)
