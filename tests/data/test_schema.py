"""The generated schemas and the reference say what the models say."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource
from tiny_site import tiny_site

from explainer import schema
from explainer.charts.kinds import NAMES
from explainer.cli import main
from explainer.data import dataset, model, specimens
from explainer.data.strict_yaml import parse
from explainer.data.validating import Origin, validate
from explainer.language.scripts import HAN_CHARACTER
from explainer.problems import Problems

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", schema.files())
def test_the_committed_file_is_up_to_date(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == schema.files()[path], "run make schema"


@pytest.mark.parametrize("kind", model.RECORDS, ids=lambda kind: kind.__name__)
def test_what_keys_mean_is_said_in_no_language_that_a_site_may_lack(kind: type) -> None:
    """The data package of every site repeats it."""
    said = [field.description or "" for field in kind.model_fields.values()]
    assert not HAN_CHARACTER.search("\n".join(said))


@pytest.mark.parametrize("name", NAMES)
def test_the_reference_shows_every_kind_of_chart_with_an_example(name: str) -> None:
    _, _, told = schema.files()[schema.REFERENCE].partition(f"### `kind: {name}`\n")
    example = told.split("###")[0].partition("```yaml\n")[2].partition("```")[0]
    problems = Problems()
    assert parse(example.encode(), name, problems).data["kind"] == name
    assert not problems


def _instance(path: Path) -> object:
    problems = Problems()
    data = parse(path.read_bytes(), path.name, problems).data
    assert not problems
    return _plain(data)


def _plain(value: object) -> object:
    """Decimals as floats, which is what JSON knows."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | bool | None) else float(str(value))


COLLECTIONS = sorted(path.name for path in (ROOT / "data").iterdir() if path.is_dir())


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_the_schema_accepts_the_real_data(collection: str) -> None:
    rules = json.loads(schema.files()[f".vscode/schemas/{collection}.json"])
    validator = jsonschema.Draft202012Validator(rules, registry=registry({}))
    for path in sorted((ROOT / "data" / collection).glob("*.yml")):
        assert [e.message for e in validator.iter_errors(_instance(path))] == [], path


def test_the_schema_refuses_an_unknown_key() -> None:
    rules = json.loads(schema.files()[".vscode/schemas/terms.json"])
    term = {"id": "a", "name": {"zh": "甲", "en": "a"}, "nmae": 1}
    assert not jsonschema.Draft202012Validator(rules, registry=registry({})).is_valid(term)


def registry(known: dict[str, list[str]]) -> Registry:
    """What the schemas refer to: the ids there are."""
    return Registry().with_resource("ids.json", Resource.from_contents(
        json.loads(schema.ids(known))))


def test_ids_that_there_are_may_be_picked_and_others_typed() -> None:
    rules = json.loads(schema.files()[".vscode/schemas/metrics.json"])
    source = rules["$defs"]["Observation"]["properties"]["source"]["anyOf"]
    picked, typed = source[0]["anyOf"] if "anyOf" in source[0] else source[:2]
    assert picked == {"$ref": "ids.json#/$defs/sources"}
    assert typed["pattern"] == f"^{model.SourceId.pattern}$"
    known = json.loads(schema.ids({"sources": ["S02", "S01"]}))["$defs"]
    assert known["sources"] == {"enum": ["S01", "S02"]}
    assert known["facts"] == {"enum": []}


def test_a_check_writes_the_ids_where_there_are_schemas(tmp_path: Path) -> None:
    root = tiny_site(tmp_path)
    path = root / schema.IDS
    assert main(["--root", str(root), "check"]) == 0
    assert not path.exists()  # no schemas to complete by
    path.parent.mkdir(parents=True)
    assert main(["--root", str(root), "check"]) == 0
    known = json.loads(path.read_text("utf-8"))["$defs"]
    assert "revenue.2019..2020" in known["facts"]["enum"]
    assert known["sources"]["enum"] == ["S00", "S01", "S02"]


@pytest.mark.parametrize("name", dataset.COLLECTIONS)
def test_the_record_to_copy_is_one_and_names_every_key(name):
    kind = dataset.COLLECTIONS[name]
    text, problems = specimens.of(kind, schema._languages()), Problems()
    document = parse(text, f"{name}.yml", problems)
    assert validate(kind, document.data, Origin(document), problems) is not None, problems.report()
    assert not problems
    for key in kind.model_fields:
        assert (key in document.data) != (f"# {key}:" in text), key
    assert f"```yaml\n{text}```" in schema.files()[schema.REFERENCE]
