"""The form of the API document that generators read, on small documents."""

from typing import Any

import pytest

from service.api.document import merged, readable
from service.document_forms.schema_names import SchemaNameError


def document(schemas: dict[str, Any], operation: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"components": {"schemas": schemas}, "paths": {"/x": {"get": operation or {"responses": {}}}}}


def reference(key: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{key}"}


def parameter(schema: dict[str, Any]) -> dict[str, Any]:
    made = document({}, {"parameters": [{"name": "p", "in": "query", "schema": schema}]})
    found: dict[str, Any] = readable(made)["paths"]["/x"]["get"]["parameters"][0]["schema"]
    return found


def test_schemas_are_named_by_their_titles_and_references_follow() -> None:
    made = document(
        {
            "a__steps__Reshape": {"title": "ReshapeStep"},
            "a__layers__Reshape": {"title": "ReshapeLayer"},
            "Chain": {"title": "Chain", "items": {"oneOf": [reference("a__steps__Reshape"), reference("a__layers__Reshape")]}},
            "Alias": {"type": "string"},
        }
    )
    schemas = readable(made)["components"]["schemas"]
    assert list(schemas) == ["Alias", "Chain", "ReshapeLayer", "ReshapeStep"]
    assert schemas["Chain"]["items"]["oneOf"] == [reference("ReshapeStep"), reference("ReshapeLayer")]


def test_the_mapping_of_a_discriminator_follows_the_names() -> None:
    mapping = {"reshape": "#/components/schemas/Reshape"}
    made = document({"Reshape": {"title": "ReshapeStep"}, "Shape": {"discriminator": {"propertyName": "step", "mapping": mapping}}})
    assert readable(made)["components"]["schemas"]["Shape"]["discriminator"]["mapping"] == {"reshape": "#/components/schemas/ReshapeStep"}


def test_two_schemas_of_one_title_are_refused_with_both_keys() -> None:
    with pytest.raises(SchemaNameError, match="got Split for ours__Split, theirs__Split"):
        readable(document({"ours__Split": {"title": "Split"}, "theirs__Split": {"title": "Split"}}))


@pytest.mark.parametrize("name", ["split", "My_Split", "Split[int]", "Split\n", ""])
def test_a_name_that_is_not_one_of_a_class_is_refused(name: str) -> None:
    with pytest.raises(SchemaNameError, match="letters and digits"):
        readable(document({"Key": {"title": name}}))


def test_tables_of_schemas_are_merged_unless_they_differ() -> None:
    assert merged({"A": {"type": "string"}}, {"A": {"type": "string"}, "B": {}}) == {"A": {"type": "string"}, "B": {}}
    with pytest.raises(SchemaNameError, match="got A for two"):
        merged({"A": {"type": "string"}}, {"A": {"type": "integer"}})


def test_a_default_of_null_is_left_out_and_others_are_words() -> None:
    properties = {"a": {"default": None, "type": "string"}, "b": {"default": 0}, "default": {"type": "null"}}
    schemas = readable(document({"A": {"properties": properties}}))["components"]["schemas"]
    assert schemas["A"]["properties"] == {"a": {"type": "string"}, "b": {"description": "Default: 0.", "x-default": 0}, "default": {"type": "null"}}


def test_a_keyword_of_a_later_version_is_left_out() -> None:
    content = {"text/event-stream": {"itemSchema": {"type": "object"}, "schema": {"type": "string"}}}
    operation = {"responses": {"200": {"content": content}, "default": {"description": "An error"}}}
    responses = readable(document({}, operation))["paths"]["/x"]["get"]["responses"]
    assert responses["200"]["content"]["text/event-stream"] == {"schema": {"type": "string"}}
    assert responses["default"] == {"description": "An error"}


def test_a_map_says_the_type_of_its_values_where_generators_look_for_it() -> None:
    made = document({"ByName": {"type": "object", "patternProperties": {"^[a-z]+$": {"type": "number"}}, "maxProperties": 3}})
    assert readable(made)["components"]["schemas"]["ByName"] == {
        "type": "object",
        "maxProperties": 3,
        "propertyNames": {"pattern": "^[a-z]+$"},
        "additionalProperties": {"type": "number"},
    }


def test_a_constant_among_other_types_is_an_enumeration_and_so_is_a_number() -> None:
    choices = {"anyOf": [{"type": "integer"}, {"const": "otsu", "type": "string"}]}
    fields = {"threshold": choices, "step": {"const": "image", "type": "string"}, "version": {"const": 2, "default": 2}, "const": {"const": 1}}
    made = document({"A": {"properties": fields}})
    properties = readable(made)["components"]["schemas"]["A"]["properties"]
    assert properties["threshold"]["anyOf"] == [{"type": "integer"}, {"type": "string", "enum": ["otsu"]}]
    assert properties["step"] == {"const": "image", "type": "string"}
    assert (properties["version"], properties["const"]) == ({"description": "Default: 2.", "x-default": 2, "enum": [2]}, {"enum": [1]})


@pytest.mark.parametrize(
    ("nullable", "plain"),
    [
        ({"anyOf": [{"type": "string", "maxLength": 9}, {"type": "null"}], "title": "P"}, {"type": "string", "maxLength": 9}),
        ({"anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "null"}]}, {"anyOf": [{"type": "integer"}, {"type": "string"}]}),
        ({"type": "integer", "default": 5}, {"type": "integer", "default": 5}),
        ({"anyOf": [{"type": "integer"}, {"type": "string"}]}, {"anyOf": [{"type": "integer"}, {"type": "string"}]}),
    ],
)
def test_a_parameter_is_not_null(nullable: dict[str, Any], plain: dict[str, Any]) -> None:
    assert parameter(nullable) == plain


def test_a_parameter_that_is_json_as_text_has_a_content_type() -> None:
    text = {"type": "string", "contentMediaType": "application/json", "contentSchema": {"type": "object"}}
    made = document({}, {"parameters": [{"name": "p", "in": "query", "schema": {"anyOf": [text, {"type": "null"}], "title": "P"}}]})
    (found,) = readable(made)["paths"]["/x"]["get"]["parameters"]
    assert found == {"name": "p", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}}


def test_a_parameter_of_a_named_type_is_a_plain_reference() -> None:
    made = document({"State": {"type": "string"}}, {"parameters": [{"schema": {"anyOf": [reference("State"), {"type": "null"}], "title": "State"}}]})
    assert readable(made)["paths"]["/x"]["get"]["parameters"][0]["schema"] == reference("State")
