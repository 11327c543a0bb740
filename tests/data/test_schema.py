"""The generated schemas and the reference say what the models say."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from explainer import schema
from explainer.charts.kinds import NAMES
from explainer.data.strict_yaml import parse
from explainer.problems import Problems

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", schema.files())
def test_the_committed_file_is_up_to_date(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == schema.files()[path], "run make schema"


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
    validator = jsonschema.Draft202012Validator(rules)
    for path in sorted((ROOT / "data" / collection).glob("*.yml")):
        assert [e.message for e in validator.iter_errors(_instance(path))] == [], path


def test_the_schema_refuses_an_unknown_key() -> None:
    rules = json.loads(schema.files()[".vscode/schemas/terms.json"])
    term = {"id": "a", "name": {"zh": "甲", "en": "a"}, "nmae": 1}
    assert not jsonschema.Draft202012Validator(rules).is_valid(term)
