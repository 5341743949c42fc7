"""A form is read and described by one table."""

import io
from dataclasses import replace

import pytest
from starlette.datastructures import FormData, UploadFile

from service.api.imports import IMPORT_FORM
from service.api.openapi import form_body
from service.api.uploads import UPLOAD_FORM
from service.bodies.forms import Form, FormField, Holds, require_sound
from service.errors import Invalid

FILE = UploadFile(io.BytesIO(b"x"), filename="x.csv")
TABLE = Form(
    "ThingForm",
    "A thing.",
    (
        FormField("file", "The file.", Holds.FILE, is_required=True),
        FormField("kind", "Its kind.", choices=("red", "blue")),
        FormField("name", "Its name.", pattern="^[a-z]+$", max_length=5),
        FormField("text", "Its text.", Holds.EITHER),
    ),
    field_bytes=100,
)


def faults(form: Form, *items: tuple[str, UploadFile | str]) -> dict[str, str]:
    return {fault.pointer: fault.detail for fault in form.faults(FormData(list(items)))}


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([("file", FILE)], {}),
        ([("file", FILE), ("kind", "red"), ("name", "ab"), ("text", "x")], {}),
        ([("file", FILE), ("text", FILE)], {}),
        ([], {"/file": "expected a file, got none"}),
        ([("file", "x")], {"/file": "expected a file with a name, got a text field"}),
        ([("file", FILE), ("name", FILE)], {"/name": "expected text, got a file"}),
        ([("file", FILE), ("kind", "rad")], {"/kind": 'expected one of red, blue, got "rad"; did you mean red?'}),
        ([("file", FILE), ("name", "a\n")], {"/name": 'expected text of the form ^[a-z]+$, got "a\\n"'}),
        ([("file", FILE), ("name", "abcdef")], {"/name": "expected at most 5 characters, got 6"}),
        ([("file", FILE), ("nam", "a")], {"/nam": 'expected one of the fields file, kind, name, text, got "nam"; did you mean name?'}),
        ([("file", FILE), ("name", "a"), ("name", "b")], {"/name": "expected one value, got 2"}),
    ],
)
def test_a_form_is_read_by_its_table(items: list[tuple[str, UploadFile | str]], expected: dict[str, str]) -> None:
    assert faults(TABLE, *items) == expected


def test_every_fault_is_reported_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        require_sound(TABLE, FormData([("name", "A"), ("other", "x")]))
    assert {fault.pointer for fault in refused.value.errors} == {"/file", "/name", "/other"}


def test_the_document_describes_the_same_table() -> None:
    schema = TABLE.schema
    assert (schema["required"], list(schema["properties"])) == (["file"], ["file", "kind", "name", "text"])
    assert schema["properties"]["kind"]["enum"] == ["red", "blue"]
    assert (schema["properties"]["name"]["pattern"], schema["properties"]["name"]["maxLength"]) == ("^[a-z]+$", 5)
    assert schema["properties"]["file"]["format"] == "binary"


@pytest.mark.parametrize("form", [UPLOAD_FORM, IMPORT_FORM], ids=lambda form: str(form.name))
def test_a_field_that_is_added_to_a_table_is_taken_and_described(form: Form) -> None:
    more = replace(form, fields=(*form.fields, FormField("color", "Its color.", is_required=True)))
    assert "/color" in faults(form, ("color", "red"))
    assert "/color" not in faults(more, ("color", "red"))
    assert faults(more)["/color"] == "expected text, got none"
    assert "color" in more.schema["required"]
    assert "color" not in form.schema["properties"]


@pytest.mark.parametrize("form", [UPLOAD_FORM, IMPORT_FORM], ids=lambda form: str(form.name))
def test_a_route_describes_its_form_under_the_name_of_the_table(form: Form) -> None:
    content = form_body(form)["requestBody"]["content"]
    assert content["multipart/form-data"]["schema"] == {"$ref": f"#/components/schemas/{form.name}"}
