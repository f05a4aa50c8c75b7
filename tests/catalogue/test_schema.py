"""The JSON Schema is made from the types and holds for what is shipped."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from osk_scan.catalogue.entries import json_schema
from osk_scan.shipped import rules_folder
from osk_scan.yaml_reading import read_yaml

FOLDER = rules_folder() / "catalogue"
SHIPPED = sorted(FOLDER.rglob("*.yaml"))


def test_the_shipped_schema_is_the_one_of_the_types() -> None:
    shipped = json.loads((FOLDER / "catalogue.schema.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(json_schema())) == shipped


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_shipped_file_is_valid(path: Path) -> None:
    validator = jsonschema_rs.validator_for(json_schema())
    assert [] == [error.message for error in validator.iter_errors(read_yaml(path.read_bytes()))]
