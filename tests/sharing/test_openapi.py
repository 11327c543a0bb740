"""openapi.json: a valid description, and true of every JSON file that the site makes."""

from __future__ import annotations

import json
import re

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from tiny_site import ROOT, rich_site, tiny_site

from explainer.site import Site

URL = "https://kettles.example/sub/"


@pytest.fixture(scope="module", params=["tiny", "rich", "own"])
def files(request, tmp_path_factory) -> dict[str, bytes]:
    if request.param == "own":
        site = Site.read(ROOT)
    else:
        make = {"tiny": tiny_site, "rich": rich_site}[request.param]
        site = Site.read(make(tmp_path_factory.mktemp("site")))
    return {output.address: output.content for output in site.outputs(URL)}


@pytest.fixture
def described(files) -> dict:
    return json.loads(files["openapi.json"])


def test_the_description_is_valid(described):
    validate(described)
    assert described["servers"] == [{"url": URL}]


def test_every_file_it_names_is_there_and_is_as_it_says(files, described):
    checked = set()
    for path, item in described["paths"].items():
        operation = item["get"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        validator = Draft202012Validator({**schema, "components": described["components"]})
        for address in addresses(path, operation.get("parameters", [])):
            if address.endswith(".vl.json"):
                continue  # is drawn, which a check does not do
            found = list(validator.iter_errors(json.loads(files[address])))
            assert found == [], (address, found[0].json_path, found[0].message)
            checked.add(address)
    ours = {a for a in files if a.endswith(".json") and not a.endswith((".live.wide.json",
            ".live.narrow.json", "openapi.json")) and not re.search(r"webmanifest|charts/", a)}
    assert ours - checked == set()


def addresses(path: str, parameters: list[dict]) -> list[str]:
    if not parameters:
        return [path.removeprefix("/")]
    (parameter,) = parameters
    return [path.removeprefix("/").replace(f"{{{parameter['name']}}}", value)
            for value in parameter["schema"]["enum"]]


def test_a_key_that_is_not_described_is_noticed(files, described):
    schema = {"$ref": "#/components/schemas/Metric", "components": described["components"]}
    metric = json.loads(next(c for a, c in files.items() if re.fullmatch(r"facts/.*\.json", a)))
    validator = Draft202012Validator(schema)
    assert not list(validator.iter_errors(metric))
    assert list(validator.iter_errors({**metric, "new": 1}))
    metric["facts"][0]["new"] = 1
    assert list(validator.iter_errors(metric))
