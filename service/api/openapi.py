"""The OpenAPI document, including the bodies that endpoints read by hand."""

import json
from typing import Any, Literal

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from models.artifact.signature import Method
from models.serving.decoding import FILE, FORMATS
from service.api.problems import Problem
from service.api.submissions import AugmentationPreviewRequest, JobRequest

_REF = "#/components/schemas/{model}"
_Registered = tuple[type[BaseModel], Literal["validation", "serialization"]]
#: Models that FastAPI does not see, because endpoints read their bodies by hand.
_READ_BY_HAND: set[_Registered] = {(Problem, "serialization")}


def json_body(form: type[BaseModel], example: dict[str, Any]) -> dict[str, Any]:
    """Return the `openapi_extra` of an endpoint that reads a JSON body of this form by hand."""
    _READ_BY_HAND.add((form, "validation"))
    return _json_body({"$ref": _REF.format(model=form.__name__)}, example)


def inputs_body(inputs: dict[str, Any], example: list[Any], **more: Any) -> dict[str, Any]:
    """Return the `openapi_extra` of an endpoint that reads an object with `inputs`, and with more properties."""
    properties = {"inputs": {"type": "array", "items": {}, **inputs}, **more}
    return _json_body({"type": "object", "required": ["inputs"], "additionalProperties": False, "properties": properties}, {"inputs": example})


def _json_body(schema: dict[str, Any], example: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema, "example": example}}}}


def _raw_inputs_body(**more: Any) -> dict[str, Any]:
    body = inputs_body({"description": _INPUTS}, [[0.0, 0.28, 0.57]], **more)
    body["requestBody"]["content"] |= {media: {"schema": schema} for known in FORMATS.values() for media, schema in known.documented.items()}
    body["requestBody"]["content"]["multipart/form-data"] = {"schema": {"type": "object", "properties": {"images": {"type": "array", "items": FILE}}}}
    return body


_INPUTS = "One entry per sample, in the units of the raw data; an object of inputs by name if the model has several."
_METHOD = "Method that gives the predictions; that of the model's kind when left out."
JOB_BODY = json_body(JobRequest, {"recipe": "mnist-dense-784", "patch": {"training": {"epochs": 3}}, "name": "digits"})
AUGMENTATION_BODY = json_body(AugmentationPreviewRequest, {"recipe": "mnist-augment", "index": 5, "count": 15})
PREDICT_BODY = _raw_inputs_body(method={"type": "string", "enum": list(Method), "description": _METHOD})
ENCODE_BODY = _raw_inputs_body()
#: Response of every operation that fails.
PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {"description": "An error", "content": {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}}}
}


def operation_id(route: APIRoute) -> str:
    """Return the name of the endpoint function: verb_noun."""
    return route.name


def install_openapi(app: FastAPI) -> None:
    """Make the application's OpenAPI document include the bodies read by hand."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            _, bodies = models_json_schema(sorted(_READ_BY_HAND, key=lambda registered: registered[0].__name__), ref_template=_REF)
            schema["components"]["schemas"] |= bodies["$defs"]
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def document_json(app: FastAPI) -> str:
    """Return the document as in the file openapi.json."""
    return json.dumps(app.openapi(), indent=1, ensure_ascii=False) + "\n"
