"""Errors and parameters that several operations have are written once, on small documents."""

from typing import Any

from service.document_forms.shared_parts import with_shared_parts

LONG = "A description that is long enough for a reference to be shorter than what it stands for, as most are."
MISSING, TAKEN = {"description": f"Missing. {LONG}"}, {"description": f"Taken. {LONG}"}
REF = {"name": "ref", "in": "path", "description": LONG, "schema": {"type": "string"}}


def operation(name: str, responses: dict[str, Any], *parameters: dict[str, Any]) -> dict[str, Any]:
    return {"operationId": name, "responses": responses, "parameters": list(parameters)}


def document(**operations: dict[str, Any]) -> dict[str, Any]:
    return {"paths": {f"/{path}": {"get": item} for path, item in operations.items()}, "components": {"schemas": {}}}


def test_an_error_of_two_operations_is_a_component() -> None:
    made = with_shared_parts(document(a=operation("get_a", {"404": MISSING}), b=operation("get_b", {"404": MISSING, "default": TAKEN})))
    assert made["components"]["responses"] == {"NotFound": MISSING}
    assert made["paths"]["/a"]["get"]["responses"] == {"404": {"$ref": "#/components/responses/NotFound"}}
    assert made["paths"]["/b"]["get"]["responses"]["default"] == TAKEN


def test_two_errors_of_one_status_have_two_names() -> None:
    both = {"a": MISSING, "b": MISSING, "c": TAKEN, "d": TAKEN}
    made = with_shared_parts(document(**{path: operation(f"get_{path}", {"409": error}) for path, error in both.items()}))
    assert made["components"]["responses"] == {"Conflict": MISSING, "ConflictOfGetC": TAKEN}
    assert made["paths"]["/d"]["get"]["responses"]["409"] == {"$ref": "#/components/responses/ConflictOfGetC"}


def test_what_an_operation_sends_if_it_succeeds_stays_with_it() -> None:
    made = with_shared_parts(document(a=operation("get_a", {"200": MISSING}), b=operation("get_b", {"200": MISSING})))
    assert "responses" not in made["components"]
    assert made["paths"]["/a"]["get"]["responses"] == {"200": MISSING}


def test_a_parameter_of_two_operations_is_a_component_unless_it_is_json() -> None:
    as_json = {"name": "params", "in": "query", "description": LONG, "content": {"application/json": {"schema": {}}}}
    made = with_shared_parts(document(a=operation("get_a", {}, REF, as_json), b=operation("get_b", {}, as_json, REF)))
    assert made["components"]["parameters"] == {"Ref": REF}
    assert made["paths"]["/a"]["get"]["parameters"] == [{"$ref": "#/components/parameters/Ref"}, as_json]


def test_the_given_document_stays_as_it_is() -> None:
    given = document(a=operation("get_a", {"404": MISSING}, REF), b=operation("get_b", {"404": MISSING}, REF))
    with_shared_parts(given)
    assert given == document(a=operation("get_a", {"404": MISSING}, REF), b=operation("get_b", {"404": MISSING}, REF))


def test_an_example_that_nothing_refers_to_is_left_out() -> None:
    content = {"application/problem+json": {"examples": {"used": {"$ref": "#/components/examples/used"}}}}
    given = document(a=operation("get_a", {"404": {"description": "D", "content": content}}))
    given["components"]["examples"] = {"used": {"value": 1}, "use": {"value": 2}}
    assert with_shared_parts(given)["components"]["examples"] == {"used": {"value": 1}}
