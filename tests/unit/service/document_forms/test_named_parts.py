"""Parts with a name are written once, and what is written more than once is found, on small documents."""

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field

from models.core.part import Part
from models.core.schema_name import NAMED, SchemaName
from service.document_forms.named_parts import named_once, repeated
from service.document_forms.schema_names import SchemaNameError, require_names

LONG = {"type": "string", "pattern": "a" * 200}
HEADING = {"title": "Color", "description": "A color."}


class Circle(Part):
    """A circle."""

    shape: Literal["circle"]


class Square(Part):
    """A square."""

    shape: Literal["square"]


Shape = Annotated[Circle | Square, Field(discriminator="shape"), SchemaName("Shape", "One of the shapes.")]


class Drawing(Part):
    """Shapes."""

    first: Shape = Field(description="The lowest one.")
    others: list[Shape] = Field(default_factory=list, description="Those above.")
    last: Shape | None = Field(None, description="The uppermost one.")


def document(schemas: dict[str, Any], paths: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"paths": paths or {}, "components": {"schemas": schemas}}


def schemas_of(cls: type[BaseModel]) -> dict[str, Any]:
    schema = cls.model_json_schema(ref_template="#/components/schemas/{model}")
    found: dict[str, Any] = named_once(document({**schema.pop("$defs"), cls.__name__: schema}))["components"]["schemas"]
    return found


def test_a_named_union_is_one_schema_and_fields_keep_what_they_say_of_themselves() -> None:
    schemas = schemas_of(Drawing)
    assert (schemas["Shape"]["title"], schemas["Shape"]["description"]) == ("Shape", "One of the shapes.")
    assert [choice["$ref"] for choice in schemas["Shape"]["oneOf"]] == ["#/components/schemas/Circle", "#/components/schemas/Square"]
    fields = schemas["Drawing"]["properties"]
    assert fields["first"] == {"$ref": "#/components/schemas/Shape", "description": "The lowest one."}
    assert fields["others"]["items"] == {"$ref": "#/components/schemas/Shape"}
    assert fields["last"]["anyOf"] == [{"$ref": "#/components/schemas/Shape"}, {"type": "null"}]


def test_a_name_leaves_validation_as_it_is() -> None:
    class Plain(Part):
        first: Annotated[Circle | Square, Field(discriminator="shape")]

    class Named(Part):
        first: Shape

    faults = []
    for cls in (Plain, Named):
        with pytest.raises(ValueError, match="circle") as refused:
            cls.model_validate({"first": {"shape": "oval"}})
        faults.append(str(refused.value).replace(cls.__name__, ""))
    assert faults[0] == faults[1]


def test_two_parts_of_one_name_are_refused() -> None:
    red, blue = ({"enum": [color], NAMED: HEADING} for color in ("red", "blue"))
    with pytest.raises(SchemaNameError, match="got Color for two"):
        named_once(document({"A": {"properties": {"a": red, "b": blue}}}))


def test_a_part_with_the_name_of_a_class_is_refused() -> None:
    with pytest.raises(SchemaNameError, match="that of a class: Color"):
        named_once(document({"Color": {"type": "object"}, "A": {"items": {"enum": ["red"], NAMED: HEADING}}}))


def test_an_enumeration_that_has_a_name_is_referred_to_wherever_its_values_are() -> None:
    named = {"type": "string", "enum": ["red", "blue"]}
    parameter = {"name": "color", "schema": {**named, "default": "red"}}
    made = named_once(
        document({"Color": named, "A": {"properties": {"c": {**named, "description": "Its color."}}}}, {"/x": {"parameters": [parameter]}})
    )
    assert made["components"]["schemas"]["Color"] == named
    assert made["components"]["schemas"]["A"]["properties"]["c"] == {"$ref": "#/components/schemas/Color", "description": "Its color."}
    assert made["paths"]["/x"]["parameters"][0]["schema"] == {"$ref": "#/components/schemas/Color", "default": "red"}


def test_what_is_written_out_twice_is_found_whatever_is_said_of_it() -> None:
    twice = {"A": {"properties": {"a": {**LONG, "description": "One."}, "b": {"type": "array", "items": {**LONG, "title": "Two"}}}}}
    ((_, pointers),) = repeated(document(twice)).items()
    assert pointers == ["/A/properties/a", "/A/properties/b/items"]


def test_a_field_that_is_called_as_an_annotation_counts_as_a_field() -> None:
    different = {"A": {"properties": {"title": LONG}}, "B": {"properties": {"default": LONG}}}
    assert list(repeated(document(different)).values()) == [["/A/properties/title", "/B/properties/default"]]


def test_short_parts_may_be_repeated_but_enumerations_may_not() -> None:
    assert repeated(document({"A": {"properties": {"a": {"type": "string"}, "b": {"type": "string"}}}})) == {}
    assert len(repeated(document({"A": {"properties": {"a": {"enum": ["x", "y"]}, "b": {"enum": ["x", "y"]}}}}))) == 1


@pytest.mark.parametrize("name", ["Object", "String", "Error", "Map", "Set", "Record", "Text", "Image", "Event", "File", "Response", "Request"])
def test_a_name_that_a_language_has_already_is_refused(name: str) -> None:
    with pytest.raises(SchemaNameError, match=f"no language has already, got {name}"):
        require_names({"key": name})


@pytest.mark.parametrize("name", ["Partial", "Pick", "List", "Literal", "True", "ValueError", "Thread", "Double", "Cast", "ApiClient"])
def test_a_name_of_a_type_or_of_a_generated_client_is_refused(name: str) -> None:
    with pytest.raises(SchemaNameError, match=f"no language has already, got {name}"):
        require_names({"key": name})
