"""Defaults of bodies are said in words, so that no generated client requires or sends them."""

from typing import Any

from service.document_forms.defaults import with_defaults_in_words
from service.document_forms.spec_form import spec_schema


def properties(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields}


def test_the_default_of_a_field_is_a_sentence_of_its_description() -> None:
    described = with_defaults_in_words(
        properties(rate={"type": "number", "default": 0.1, "description": "Factor."}, of={"$ref": "#/A", "default": "é"})
    )
    assert described == properties(
        rate={"type": "number", "description": "Factor. Default: 0.1.", "x-default": 0.1},
        of={"$ref": "#/A", "description": 'Default: "é".', "x-default": "é"},
    )


def test_a_field_named_default_and_values_with_that_key_stay() -> None:
    schema = properties(default={"type": "object", "examples": [{"default": 1}], "const": {"properties": {"a": {"default": 2}}}})
    assert with_defaults_in_words(schema) == schema


def test_fields_within_lists_and_choices_are_described_too() -> None:
    inner, said = properties(a={"default": 1}), properties(a={"description": "Default: 1.", "x-default": 1})
    assert with_defaults_in_words({"anyOf": [inner, {"items": inner}]}) == {"anyOf": [said, {"items": said}]}


def test_the_schema_for_editors_has_the_defaults_that_they_propose() -> None:
    schemas = {"JobSpec": with_defaults_in_words(properties(seed={"type": "integer", "default": 42}))}
    assert spec_schema({"components": {"schemas": schemas}})["properties"]["seed"]["default"] == 42
