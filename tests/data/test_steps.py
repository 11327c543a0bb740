"""Steps that are kept: known by what they were given and have read, and by nothing less."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tiny_site import LANGUAGES, SITE_URL, Change, lay_over, rich_site

from explainer.data import readings
from explainer.data.dataset import Dataset, load
from explainer.data.steps import Steps
from explainer.kept import made as made_files
from explainer.memo import Files
from explainer.pages.outputs import Output
from explainer.site import Site


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rich_site(tmp_path_factory.mktemp("steps") / "site")


@pytest.fixture(scope="module")
def data(root: Path) -> Dataset:
    return load(root)


def test_what_is_read_is_told_also_by_what_was_made_before(data: Dataset) -> None:
    with readings.reading() as read:
        data.facts.get("loss.2020")
    assert ("metrics", "loss") in read
    with readings.reading() as outer:
        with readings.reading() as again:
            data.facts.get("loss.2020")
        assert "S02" in data.sources
        assert data.sources.get("S99") is None
    assert again == read
    assert outer == read | {("sources", "S02"), ("sources", "S99")}
    with readings.reading() as whole:
        list(data.claims.values())
    assert whole == {("claims", None)}


def test_a_step_is_taken_again_if_what_it_read_has_changed(
    data: Dataset, tmp_path: Path, root: Path
) -> None:
    asked: list[str] = []

    def run(data: Dataset, given: str = "", shared: str = "") -> list[str]:
        steps = Steps(data, tmp_path, shared)
        asked.clear()
        for name in ("loss.2020", "revenue.2020"):
            def made(name: str = name) -> str:
                long = 1000 if name == "revenue.2020" else 1  # needs a file
                return f"{data.facts.get(name).quantity}" * long

            def make(name: str = name) -> str:
                asked.append(name)
                return made(name)

            assert steps.get(name, given, make) == made()
        steps.save()
        return list(asked)

    both = ["loss.2020", "revenue.2020"]
    assert run(data) == both
    assert run(data) == []
    other = load(root)
    metric = other.metrics["revenue"]
    other.records["metrics"]["revenue"] = metric.model_copy(update={"note": metric.definition})
    read = {m for m, _ in data.facts._cache["loss.2020"][1]}
    assert read == {"metrics"}
    assert "revenue.2020" in run(other)
    assert run(other) == []
    assert run(other, given="more") == both
    assert run(other, given="more", shared="other code") == both
    index = tmp_path / "index.pickle"
    index.write_bytes(index.read_bytes()[:-3])
    assert run(other, given="more", shared="other code") == both
    for path in tmp_path.iterdir():
        if path != index:
            path.write_bytes(b"spoilt")
    assert run(other, given="more", shared="other code") == ["revenue.2020"]


def everything(root: Path, *, keeping: bool) -> list[Any]:
    """What a site makes of its data and texts without drawing, in memory."""
    site = Site.read(root, keeping=keeping, drafting=True)
    made = [*site.rendered.values(), *site.pages(SITE_URL), *site.texts(SITE_URL),
            *site.outputs(SITE_URL)]
    entries = [site.search_entries(code, [], lambda text: [text], SITE_URL) for code in LANGUAGES]
    site.steps.save()
    return [*made, *entries]


CHANGES: Mapping[str, Mapping[str, Change]] = {
    "a value": {"data/metrics/revenue.yml": {"value: 150,": "value: 149,"}},
    "a name": {"data/metrics/cost.yml": {"en: Cost}": "en: All cost}"}},
    "a source, an event, a chart": {
        "data/sources/sources.yml": {"Kettles on the boil": "Kettles boiling"},
        "data/events/events.yml": {"The factory opens": "The works open"},
        "data/charts/books.yml": {"Cost exceeds revenue": "Cost is above revenue"},
    },
    "a publisher, a claim, a term": {
        "data/publishers/publishers.yml": {"Tea Talk": "Talk of Tea"},
        "data/claims/losing.yml": {"loses money": "is losing money"},
        "data/terms/terms.yml": {"The part that sounds": "What sounds"},
    },
    "a unit, a company": {
        "data/units/units.yml": {"en: people}": "en: heads}"},
        "data/companies/companies.yml": {"en: Blue Lamp Kettles": "en: The Blue Lamp"},
    },
}


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_what_is_made_after_a_change_is_what_is_made_anew(
    root: Path, changes: Mapping[str, Change]
) -> None:
    """What was kept is what the change before has left."""
    for name, change in changes.items():
        lay_over(root / name, change)
    assert everything(root, keeping=True) == everything(root, keeping=False)


def test_what_does_not_follow_from_a_change_is_not_made_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything(root, keeping=True)
    made, get = [], Steps.get

    def noting(self: Steps, name: Any, given: object, make: Any) -> Any:
        return get(self, name, given, lambda: [made.append(name), make()][1])

    monkeypatch.setattr(Steps, "get", noting)
    everything(root, keeping=True)
    assert made == []
    lay_over(root / "data/metrics/staff.yml", {"over: 450": "over: 460"})
    everything(root, keeping=True)
    names = {name for name in made if name[0] == "metric page"}
    assert {metric for _, _, metric in names} == {"staff"}


def test_files_that_an_earlier_build_has_left_are_taken_and_those_spoilt_made_again(
    tmp_path: Path
) -> None:
    root = rich_site(tmp_path / "site")

    def outputs(left: Files) -> dict[str, Output]:
        site = Site.read(root, keeping=True, drafting=True)
        site.earlier = left
        found = {each.address: each for each in site.outputs(SITE_URL)}
        site.steps.save()
        return found

    def made(found: Mapping[str, Output]) -> set[str]:
        return {address for address, each in found.items() if isinstance(each.held, bytes)}

    first = outputs(Files())
    assert made(first) == first.keys()
    left = Files(tmp_path / "left", made_files.put(tmp_path / "left", first.values()))
    again = outputs(left)
    taken = again.keys() - made(again)
    assert {"charts/books.csv", "facts/revenue.json"} <= taken
    assert {address: each.content for address, each in again.items()} == {
        address: each.content for address, each in first.items()}
    (tmp_path / "left" / "facts/revenue.json").write_text("spoilt")
    spoilt = outputs(left)
    assert made(spoilt) - made(again) == {"facts/revenue.json", "facts/revenue.csv"}
    assert spoilt["facts/revenue.json"].content == first["facts/revenue.json"].content
    lay_over(root / "data/metrics/staff.yml", {"over: 450": "over: 460"})
    changed = outputs(left)
    assert {"facts/staff.json"} <= made(changed) - made(spoilt)
    assert "facts/cost.json" not in made(changed)
    assert changed["facts/staff.json"].content != first["facts/staff.json"].content
