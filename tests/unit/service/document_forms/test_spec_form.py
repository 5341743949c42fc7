"""The JSON Schema of the job spec by itself: complete, valid, and as strict as the service."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from models.catalog import recipes
from service.app import create_app
from service.document_forms.document_files import FORMS
from service.settings import Settings

SCHEMA: dict[str, Any] = FORMS["job-spec.schema.json"](create_app(Settings(database_url="sqlite://")).openapi())
VALIDATOR = Draft202012Validator(SCHEMA)
NETWORK: dict[str, Any] = recipes()["mnist-dense-784"].spec


def test_it_is_a_schema_of_its_own_with_all_that_it_refers_to() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert (SCHEMA["title"], SCHEMA["$schema"]) == ("JobSpec", "https://json-schema.org/draft/2020-12/schema")
    assert {"Layer", "DenseLayer", "Step", "SklearnPipeline"} <= SCHEMA["$defs"].keys()
    assert "JobOut" not in SCHEMA["$defs"]
    assert "#/components/" not in json.dumps(SCHEMA)


@pytest.mark.parametrize("recipe", recipes())
def test_it_takes_the_spec_of_every_recipe(recipe: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(recipes()[recipe].spec)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {**NETWORK, "seed": "x"},
        {**NETWORK, "sed": 1},
        {key: value for key, value in NETWORK.items() if key != "data"},
        {**NETWORK, "model": {"kind": "sequential", "layers": [{"layer": "Dens", "units": 1}]}},
        {**NETWORK, "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 0}]}},
    ],
)
def test_it_refuses_what_the_service_refuses(wrong: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(wrong)


def test_a_field_that_is_called_as_a_keyword_of_openapi_stays() -> None:
    schemas = {"JobSpec": {"properties": {"discriminator": {"type": "string"}}, "discriminator": {"propertyName": "kind"}}}
    assert FORMS["job-spec.schema.json"]({"components": {"schemas": schemas}})["properties"] == {"discriminator": {"type": "string"}}
