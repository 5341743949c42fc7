"""A JSON object with inputs is read and described by one table."""

from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from service.bodies.input_objects import ENCODE_INPUTS, FEED_INPUTS, PREDICT_INPUTS, InputsObject
from service.errors import Invalid

FORMS = (PREDICT_INPUTS, ENCODE_INPUTS, FEED_INPUTS)
BODIES: list[Any] = [
    {"inputs": []},
    {"inputs": [1], "method": "predict"},
    {"inputs": [1], "other": 1},
    {"inputs": 1},
    {"method": "predict"},
    {},
    [],
    1,
]


def fault(form: InputsObject, raw: Any) -> tuple[str, str] | None:
    """Return pointer and detail of the fault of a body; None if it has this form."""
    try:
        form.taken(raw)
    except Invalid as refused:
        return refused.errors[0].pointer, refused.errors[0].detail
    return None


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.name))
@pytest.mark.parametrize("raw", BODIES, ids=str)
def test_a_body_is_taken_if_its_schema_allows_it(form: InputsObject, raw: Any) -> None:
    assert (fault(form, raw) is None) == Draft202012Validator(form.schema).is_valid(raw)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.name))
def test_the_example_is_taken(form: InputsObject) -> None:
    assert form.taken({"inputs": form.example}) == {"inputs": form.example}


@pytest.mark.parametrize(
    ("form", "raw", "expected"),
    [
        (PREDICT_INPUTS, {"some": []}, ("", 'expected an object with "inputs" and, optionally, "method", got an object with some')),
        (FEED_INPUTS, {"inputs": [], "method": 1}, ("/method", 'expected an object with only "inputs", got an object with inputs, method')),
        (FEED_INPUTS, {"inputs": 3}, ("/inputs", "expected a list with one entry per step, got a number")),
        (PREDICT_INPUTS, {"inputs": "x"}, ("/inputs", "expected a list with one entry per sample, got a text")),
        (ENCODE_INPUTS, 3, ("", 'expected an object with only "inputs", got a number')),
    ],
)
def test_a_body_of_another_form_says_what_was_expected(form: InputsObject, raw: Any, expected: tuple[str, str]) -> None:
    assert fault(form, raw) == expected


def test_a_key_that_is_added_to_a_table_is_taken_and_described() -> None:
    more = replace(PREDICT_INPUTS, optional={**PREDICT_INPUTS.optional, "color": {"type": "string"}})
    raw = {"inputs": [], "color": "red"}
    assert fault(PREDICT_INPUTS, raw) is not None
    assert fault(more, raw) is None
    assert more.schema["properties"]["color"] == {"type": "string"}
