"""The OpenAPI document, with the bodies that endpoints read themselves."""

import copy
import json
from typing import Any, Literal

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from models.artifact.method import Method
from models.serving.decoding import FILE, FORMATS
from models.serving.verbs.forecast import ForecastSpec
from models.serving.verbs.generate import GenerationSpec
from models.serving.verbs.sample import SampleSpec
from models.serving.verbs.surface import SurfaceSpec
from service.api.bodies import AugmentationPreviewRequest, JobRequest, SweepRequest
from service.api.schemas import Problem

_REF = "#/components/schemas/{model}"
_JSON_EXAMPLE = {"recipe": "mnist-dense-784", "patch": {"training": {"epochs": 3}}, "name": "digits"}
JOB_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": _REF.format(model="JobRequest")}, "example": _JSON_EXAMPLE}},
    }
}
_SWEEP_EXAMPLE = {"recipe": "mnist-dense-784", "sweep": {"b256": {}, "b64": {"training": {"batch_size": 64}}}, "name": "batches"}
SWEEP_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": _REF.format(model="SweepRequest")}, "example": _SWEEP_EXAMPLE}},
    }
}
_AUGMENTATION_EXAMPLE = {"recipe": "mnist-augment", "index": 5, "count": 15}
AUGMENTATION_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": _REF.format(model="AugmentationPreviewRequest")}, "example": _AUGMENTATION_EXAMPLE}},
    }
}
_INPUTS = "One entry a sample, in the units of the raw data; an object with the inputs by name where the model has several."
PREDICT_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["inputs"],
                    "additionalProperties": False,
                    "properties": {
                        "inputs": {"type": "array", "items": {}, "description": _INPUTS},
                        "method": {
                            "type": "string",
                            "enum": list(Method),
                            "description": "The form of the answers; the natural one of the model's kind when left out.",
                        },
                    },
                },
                "example": {"inputs": [[0.0, 0.28, 0.57]]},
            },
            **{media: {"schema": schema} for known in FORMATS.values() for media, schema in known.documented.items()},
            "multipart/form-data": {"schema": {"type": "object", "properties": {"images": {"type": "array", "items": FILE}}}},
        },
    }
}
_AXIS = {"feature": 0, "from": -2, "to": 2, "steps": 400}
SURFACE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"$ref": _REF.format(model="SurfaceSpec")}, "example": {"x": _AXIS, "y": {**_AXIS, "feature": 1}}}
        },
    }
}
FORECAST_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"$ref": _REF.format(model="ForecastSpec")}, "example": {"series": [0.0, 0.28, 0.57], "steps": 10}}
        },
    }
}
_STEPS = {"type": "array", "items": {}, "description": "Steps of the series in its own units, oldest first: numbers, or rows of them."}
FEED_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"type": "object", "required": ["inputs"], "additionalProperties": False, "properties": {"inputs": _STEPS}},
                "example": {"inputs": [99.8]},
            }
        },
    }
}
SAMPLE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": _REF.format(model="SampleSpec")}, "example": {"n": 16, "seed": 7}}},
    }
}
ENCODE_BODY: dict[str, Any] = {"requestBody": copy.deepcopy(PREDICT_BODY["requestBody"])}
del ENCODE_BODY["requestBody"]["content"]["application/json"]["schema"]["properties"]["method"]
#: What an answer of each status means; every operation may give one.
PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {"description": "An error", "content": {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}}}
}


#: Models that FastAPI does not see, since their bodies are read by hand.
_READ_BY_HAND: list[tuple[type[BaseModel], Literal["validation", "serialization"]]] = [
    (JobRequest, "validation"),
    (SweepRequest, "validation"),
    (AugmentationPreviewRequest, "validation"),
    (SurfaceSpec, "validation"),
    (ForecastSpec, "validation"),
    (SampleSpec, "validation"),
    (GenerationSpec, "validation"),
    (Problem, "serialization"),
]


def operation_id(route: APIRoute) -> str:
    """Name an operation as its function: verb_noun."""
    return route.name


def install_openapi(app: FastAPI) -> None:
    """Let the application describe itself, the self-read bodies included."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            _, bodies = models_json_schema(_READ_BY_HAND, ref_template=_REF)
            schema["components"]["schemas"] |= bodies["$defs"]
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def document_json(app: FastAPI) -> str:
    """Return the document as the file openapi.json holds it."""
    return json.dumps(app.openapi(), indent=1, ensure_ascii=False) + "\n"
