"""The form in OpenAPI 3.0.3: what 3.0 does not know is said in its words, on small documents and on the whole one."""

import json
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from service.app import create_app
from service.document_forms.document_files import FORMS
from service.document_forms.openapi_30 import openapi_30
from service.document_forms.schema_30 import schema_30
from service.settings import Settings

DOCUMENT: dict[str, Any] = FORMS["openapi-3.0.json"](create_app(Settings(database_url="sqlite://")).openapi())
LAYER = {"$ref": "#/components/schemas/Layer"}
#: Keywords of JSON Schema that OpenAPI 3.0 does not have.
NEWER = {"const", "prefixItems", "examples", "contentMediaType", "contentSchema", "propertyNames", "patternProperties", "$defs"}


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ({"const": "dense", "type": "string"}, {"type": "string", "enum": ["dense"]}),
        ({"type": ["string", "null"], "maxLength": 9}, {"type": "string", "maxLength": 9, "nullable": True}),
        ({"type": ["string", "integer"]}, {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
        ({"anyOf": [{"type": "string"}, {"type": "null"}], "description": "D"}, {"type": "string", "description": "D", "nullable": True}),
        ({"anyOf": [LAYER, {"type": "null"}], "description": "D"}, {"allOf": [LAYER], "description": "D", "nullable": True}),
        (
            {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
            {"anyOf": [{"type": "string"}, {"type": "integer"}], "nullable": True},
        ),
        ({"type": "null"}, {"nullable": True, "enum": [None]}),
        ({"type": "number", "exclusiveMinimum": 0}, {"type": "number", "minimum": 0, "exclusiveMinimum": True}),
        ({"type": "number", "exclusiveMaximum": 1}, {"type": "number", "maximum": 1, "exclusiveMaximum": True}),
        ({"type": "string", "examples": ["a", "b"]}, {"type": "string", "example": "a"}),
        ({"type": "string", "contentMediaType": "application/octet-stream"}, {"type": "string", "format": "binary"}),
        ({"type": "object", "propertyNames": {"pattern": "^a"}, "additionalProperties": True}, {"type": "object", "additionalProperties": True}),
        ({**LAYER, "description": "D"}, {"allOf": [LAYER], "description": "D"}),
        (LAYER, LAYER),
        ({"type": "array", "items": True}, {"type": "array", "items": {}}),
        (
            {"type": "array", "prefixItems": [{"type": "integer"}] * 2, "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
            {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
        ),
    ],
)
def test_a_schema_is_said_in_the_words_of_3_0(newer: dict[str, Any], older: dict[str, Any]) -> None:
    assert schema_30(newer) == older
    assert schema_30({"properties": {"const": newer}})["properties"]["const"] == older
    assert schema_30({"type": "array", "items": newer})["items"] == older


def test_data_is_left_as_it_is() -> None:
    data = {"const": 1, "type": ["a", "null"], "$ref": "x", "description": "y"}
    assert schema_30({"default": data, "enum": [data]}) == {"default": data, "enum": [data]}
    content = {"application/json": {"schema": {"const": 1}, "example": data, "examples": {"one": {"value": data}}}}
    made = openapi_30(document({"200": {"description": "Done", "content": content}}))
    (found,) = made["paths"]["/x"]["get"]["responses"]["200"]["content"].values()
    assert found == {"schema": {"enum": [1]}, "example": data, "examples": {"one": {"value": data}}}


def test_nothing_stands_beside_a_reference_to_a_response() -> None:
    shared = {"$ref": "#/components/responses/NotFound"}
    responses = openapi_30(document({"404": {**shared, "description": "D"}}))["paths"]["/x"]["get"]["responses"]
    assert responses == {"404": shared}


def document(responses: dict[str, Any]) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1", "summary": "S", "license": {"name": "MIT", "identifier": "MIT"}},
        "webhooks": {},
        "paths": {"/x": {"get": {"responses": responses}}},
        "components": {"schemas": {"Layer": {"const": 1}}},
    }


def test_the_head_is_that_of_3_0_and_the_given_document_stays() -> None:
    given = document({})
    made = openapi_30(given)
    assert given == document({})
    assert (made["openapi"], made["info"]["license"]["name"], "identifier" in made["info"]["license"]) == ("3.0.3", "MIT", False)
    assert "webhooks" not in made
    assert "summary" not in made["info"]
    assert made["components"]["schemas"] == {"Layer": {"enum": [1]}}


def test_the_whole_document_is_valid() -> None:
    assert [error.message for error in OpenAPIV30SpecValidator(DOCUMENT).iter_errors()] == []


def keywords(schema: Any) -> set[str]:
    """Return every keyword in a schema of 3.0."""
    if isinstance(schema, list):
        return set().union(*map(keywords, schema))
    if not isinstance(schema, dict):
        return set()
    inside = [child for name, child in schema.items() if name not in ("properties", "default", "enum", "example", "mapping")]
    return set(schema).union(*map(keywords, inside), *map(keywords, schema.get("properties", {}).values()))


def test_the_whole_document_has_no_word_of_3_1() -> None:
    found = set().union(*map(keywords, DOCUMENT["components"]["schemas"].values()))
    assert {"enum", "nullable", "allOf", "exclusiveMinimum", "discriminator"} <= found
    assert found & NEWER == set()
    assert '"type":"null"' not in json.dumps(DOCUMENT, separators=(",", ":"))


def test_it_has_the_operations_and_schemas_of_the_other_form() -> None:
    other = create_app(Settings(database_url="sqlite://")).openapi()
    assert DOCUMENT["components"]["schemas"].keys() == other["components"]["schemas"].keys()
    assert {path: set(item) for path, item in DOCUMENT["paths"].items()} == {path: set(item) for path, item in other["paths"].items()}


def test_a_choice_of_lists_has_the_bounds_of_its_length_in_each_of_them() -> None:
    lists = [{"type": "array", "items": {"type": "integer"}}, {"type": "array", "items": {"type": "string"}}]
    described = schema_30({"anyOf": [*lists, {"type": "number"}], "minItems": 2, "description": "Labels."})
    assert described == {"anyOf": [{**item, "minItems": 2} for item in lists] + [{"type": "number"}], "description": "Labels."}


def test_a_choice_with_a_list_of_values_that_may_be_null_is_any_value() -> None:
    numbers = {"type": "array", "items": {"anyOf": [{"type": "number"}, {"type": "null"}]}}
    assert schema_30({"anyOf": [{"type": "number"}, {"type": "array", "items": numbers}], "description": "Means."}) == {"description": "Means."}
    assert schema_30(numbers) == {"type": "array", "items": {"type": "number", "nullable": True}}
