"""Predictions: raw inputs in any accepted format, predictions in the units and labels of the raw targets."""

from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from models.artifact.predictions import Prediction, Probabilities
from models.artifact.samples.read import Items, n_items
from models.artifact.samples.texts import Unknown
from models.artifact.signature import Method
from models.core.errors import Fault
from models.serving.grid import grid_of
from models.serving.predictor import Predictor
from service.access.guarded_route import DirectRoute
from service.api.openapi import PREDICT_BODY, drawn_response
from service.api.predictions import PredictionOut
from service.bodies.content import wants_png
from service.bodies.inputs import read_inputs
from service.compiled_models import Loaded
from service.deps import artifact_errors, loaded_model, parts_of
from service.errors import Invalid

router = APIRouter(prefix="/v1/models", tags=["predictions"], route_class=DirectRoute)

_PARAMETERS = [
    {"name": "ref", "in": "path", "required": True, "schema": {"type": "string"}, "description": "A model's name, or name@version."},
    {
        "name": "probabilities",
        "in": "query",
        "schema": {"type": "string", "enum": list(Probabilities)},
        "description": "Which class probabilities each prediction has, if no method is named; all when left out.",
    },
    {
        "name": "method",
        "in": "query",
        "schema": {"type": "string", "enum": list(Method)},
        "description": "Method that gives the predictions, for bodies that cannot name it; that of the model's kind when left out.",
    },
    {
        "name": "unknown",
        "in": "query",
        "schema": {"type": "string", "enum": list(Unknown)},
        "description": "For text models: handling of symbols outside the vocabulary; the marker if there is one, else refusal, when left out.",
    },
]


class PredictionsOut(BaseModel):
    """Predictions in the order of the inputs; of a model of several outputs, each an object by output name."""

    model: str = Field(description="The model version.")
    predictions: list[PredictionOut] = Field(
        description='{"label", "probability", "probabilities"} of a classifier ("probability" is null if it has none), '
        '{"value"} of a regressor or forecaster, {"cluster"}, the transformed {"row"}, or the {"value", "error"} of a reconstruction. By a method: '
        '{"label"}, {"value"} or {"cluster"} of predict, {"probabilities"} of predict_proba, {"decision"} of decision_function, {"row"} of '
        "transform and inverse_transform."
    )


@router.post(
    "/{ref:ref}/predict",
    response_model=PredictionsOut,
    openapi_extra={**PREDICT_BODY, "parameters": _PARAMETERS},
    responses=drawn_response("The predictions; of a reconstruction, with `Accept: image/png`, a drawing of the values."),
)
async def predict_inputs(request: Request) -> Response:
    """Predict on raw inputs: JSON, an image, several images, a .npy or .npz file, or CSV.

    The request is read by hand, and goes past FastAPI: at thousands of requests a second, resolving dependencies would be much of the work.
    """
    parts = parts_of(request)
    name, loaded = await loaded_model(request.path_params["ref"], parts)
    wanted, method = _query(request, loaded)
    items, named = await read_inputs(request, parts, loaded.predictor)
    if named is not None:
        method = _method_in_body(named, request, loaded)
    async with artifact_errors(name, loaded, parts):
        if loaded.predictor.kind.gives_inputs and wants_png(request):
            return Response(await run_in_threadpool(_image, loaded.predictor, items), media_type="image/png")
        predictions = await _predictions(loaded, items, wanted, method, _policy(request, loaded))
    return Response(orjson.dumps({"model": name, "predictions": predictions}), media_type="application/json")


def _method_named(value: Any, pointer: str, loaded: Loaded) -> Method:
    """Return the method of a request; refuse one that does not exist, or that the model does not have."""
    if value not in tuple(Method):
        raise Invalid.of([Fault(pointer, f"expected one of {', '.join(Method)}, got {value!r}")])
    method = Method(value)
    loaded.predictor.require(method, pointer)
    return method


async def _predictions(loaded: Loaded, items: Items, wanted: Probabilities, method: Method | None, unknown: Unknown | None) -> list[Prediction]:
    predict = loaded.predictor.predict
    if loaded.is_quick(n_items(items), method):
        return predict(items, wanted, method, unknown)
    return await run_in_threadpool(predict, items, wanted, method, unknown)


def _image(predictor: Predictor, items: Items) -> bytes:
    """Draw reconstructed samples as a PNG file."""
    if not n_items(items):
        raise Invalid.of([Fault("/inputs", "expected at least one input to draw, got none")])
    outputs = predictor.runtime.run(predictor.prepare_items(items))
    return grid_of(predictor.chain.restore(outputs[predictor.port.name]), predictor.signature.input)


def _policy(request: Request, loaded: Loaded) -> Unknown | None:
    """Return how to handle symbols outside the vocabulary of a text model; most requests do not say."""
    if not request.scope["query_string"] or "unknown" not in request.query_params:
        return None
    value, kind = request.query_params["unknown"], loaded.predictor.kind
    if value not in tuple(Unknown):
        raise Invalid.of([Fault("/query/unknown", f"expected one of {', '.join(Unknown)}, got {value!r}")])
    if not kind.reads_texts:
        raise Invalid.of([Fault("/query/unknown", f"expected a text model, got a model of kind {kind.name}")])
    return Unknown(value)


def _query(request: Request, loaded: Loaded) -> tuple[Probabilities, Method | None]:
    """Return the probabilities and the method of the query; most requests have none."""
    if not request.scope["query_string"]:
        return Probabilities.ALL, None
    query = request.query_params
    value = query.get("probabilities", Probabilities.ALL)
    if value not in tuple(Probabilities):
        raise Invalid.of([Fault("/query/probabilities", f"expected one of {', '.join(Probabilities)}, got {value!r}")])
    if "method" not in query:
        return Probabilities(value), None
    _refuse_probabilities(request)
    return Probabilities.ALL, _method_named(query["method"], "/query/method", loaded)


def _method_in_body(value: Any, request: Request, loaded: Loaded) -> Method:
    if "method" in request.query_params:
        raise Invalid.of([Fault("/query/method", "expected one method, got one in the query and one in the body")])
    _refuse_probabilities(request)
    return _method_named(value, "/method", loaded)


def _refuse_probabilities(request: Request) -> None:
    if "probabilities" in request.query_params:
        raise Invalid.of([Fault("/query/probabilities", "expected no probabilities beside a method: predict_proba gives all of them")])
