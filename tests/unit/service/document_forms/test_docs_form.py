"""The light form of the OpenAPI document, which pages draw."""

from typing import Any

from service.document_forms.docs_form import without_spec


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def document(**schemas: Any) -> dict[str, Any]:
    """Return a document with an operation that takes a request and may answer with a fault."""
    fault = {"description": "A fault", "content": {"application/json": {"schema": ref("Fault")}}}
    body = {"content": {"application/json": {"schema": ref("Request")}}}
    operation = {"requestBody": body, "responses": {"default": {"$ref": "#/components/responses/fault"}}}
    schemas = {"Request": {"properties": {"spec": ref("JobSpec")}}, "JobSpec": {"properties": {"model": ref("Model")}}, "Fault": {}, **schemas}
    return {"paths": {"/jobs": {"post": operation}}, "components": {"schemas": schemas, "responses": {"fault": fault}}}


def test_the_spec_is_free_form_and_says_where_its_schema_is() -> None:
    light = without_spec(document(Model={}))["components"]["schemas"]["JobSpec"]
    assert (light["type"], light["additionalProperties"], "properties" in light) == ("object", True, False)
    assert "(v1/specs/schema)" in light["description"]


def test_schemas_that_only_the_spec_uses_are_left_out() -> None:
    light = without_spec(document(Model={"items": ref("Layer")}, Layer=ref("Model")))
    assert set(light["components"]["schemas"]) == {"Request", "JobSpec", "Fault"}


def test_a_schema_that_something_else_uses_too_stays() -> None:
    mapped = {"discriminator": {"mapping": {"dense": "#/components/schemas/Dense"}}}
    light = without_spec(document(Model={}, Fault={"anyOf": [ref("Model")], **mapped}, Dense={}))
    assert {"Model", "Dense"} < set(light["components"]["schemas"])


def test_the_full_document_is_not_changed_and_all_else_is_kept() -> None:
    full = document(Model={})
    light = without_spec(full)
    assert full == document(Model={})
    assert (light["paths"], light["components"]["responses"]) == (full["paths"], full["components"]["responses"])


def test_the_spec_of_an_import_is_free_form_too() -> None:
    light = without_spec(document(Model={}, ImportSpec={"properties": {"model": ref("Model")}}, Fault={"properties": {"spec": ref("ImportSpec")}}))
    assert set(light["components"]["schemas"]) == {"Request", "JobSpec", "Fault", "ImportSpec"}
    assert light["components"]["schemas"]["ImportSpec"]["additionalProperties"] is True
