"""Predictions: raw inputs in any of the taken forms, answers in the units and labels of the raw targets."""

from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from models.artifact.answers import Answer, Probabilities
from models.artifact.method import Method
from models.artifact.samples.read import Items, n_items
from models.artifact.samples.texts import Unknown
from models.core.errors import Fault
from models.serving.grid import grid_of
from models.serving.predictor import Predictor
from service.api.answering import answering, loaded_model
from service.api.headers import wants_png
from service.api.inputs import read_inputs
from service.api.openapi import PREDICT_BODY
from service.api.schemas import PredictionsOut
from service.compiled_models import Loaded
from service.deps import parts_of
from service.errors import Invalid

router = APIRouter(prefix="/v1/models", tags=["predictions"])

_PARAMETERS = [
    {"name": "ref", "in": "path", "required": True, "schema": {"type": "string"}, "description": "A model's name, or name@version."},
    {
        "name": "probabilities",
        "in": "query",
        "schema": {"type": "string", "enum": list(Probabilities), "default": "all"},
        "description": "How many class probabilities each answer carries, where no method is named.",
    },
    {
        "name": "method",
        "in": "query",
        "schema": {"type": "string", "enum": list(Method)},
        "description": "The form of the answers, for bodies that cannot name it; the natural one of the model's kind when left out.",
    },
    {
        "name": "unknown",
        "in": "query",
        "schema": {"type": "string", "enum": list(Unknown)},
        "description": "Of a text model: what is done with letters or words it does not know; its marker, or a refusal, when left out.",
    },
]


@router.post("/{ref}/predict", response_model=PredictionsOut, openapi_extra={**PREDICT_BODY, "parameters": _PARAMETERS})
async def predict_inputs(request: Request) -> Response:
    """Answer raw inputs with a model: JSON, a picture, several pictures, a .npy or .npz file, or CSV.

    The request is read by hand, not by dependencies: at thousands of requests a second they would be most of the work.
    """
    parts = parts_of(request)
    name, loaded = await loaded_model(request.path_params["ref"], parts)
    wanted, method = _wanted(request, loaded)
    items, asked = await read_inputs(request, parts.settings.max_body_bytes, loaded.predictor.signature)
    if asked is not None:
        method = _method_in_body(asked, request, loaded)
    async with answering(name, loaded, parts):
        if loaded.predictor.kind.gives_inputs and wants_png(request):
            return Response(await run_in_threadpool(_image, loaded.predictor, items), media_type="image/png")
        answers = await _answer(loaded, items, wanted, method, _policy(request, loaded))
    return Response(orjson.dumps({"model": name, "predictions": answers}), media_type="application/json")


def method_named(value: Any, pointer: str, loaded: Loaded) -> Method:
    """Return the method that a request names.

    Raises:
        Invalid: There is no such method.
        InputError: The model lacks it.
    """
    if value not in tuple(Method):
        raise Invalid.of([Fault(pointer, f"expected one of {', '.join(Method)}, got {value!r}")])
    method = Method(value)
    loaded.predictor.require(method, pointer)
    return method


async def _answer(loaded: Loaded, items: Items, wanted: Probabilities, method: Method | None, unknown: Unknown | None) -> list[Answer]:
    predict = loaded.predictor.predict
    if loaded.is_quick(n_items(items), method):
        return predict(items, wanted, method, unknown)
    return await run_in_threadpool(predict, items, wanted, method, unknown)


def _image(predictor: Predictor, items: Items) -> bytes:
    """Draw reconstructed samples."""
    if not n_items(items):
        raise Invalid.of([Fault("/inputs", "expected at least one input to be drawn, got none")])
    outputs = predictor.runtime.run(predictor.prepare_items(items))
    return grid_of(predictor.chain.restore(outputs[predictor.port.name]), predictor.signature.input)


def _policy(request: Request, loaded: Loaded) -> Unknown | None:
    """Read what is to be done with symbols that a text model does not know; most requests say nothing."""
    if not request.scope["query_string"] or "unknown" not in request.query_params:
        return None
    value, kind = request.query_params["unknown"], loaded.predictor.kind
    if value not in tuple(Unknown):
        raise Invalid.of([Fault("/query/unknown", f"expected one of {', '.join(Unknown)}, got {value!r}")])
    if not kind.reads_texts:
        raise Invalid.of([Fault("/query/unknown", f"letters and words are read by a text model alone; this one is of kind {kind.name}")])
    return Unknown(value)


def _wanted(request: Request, loaded: Loaded) -> tuple[Probabilities, Method | None]:
    """Read the query; most requests have none."""
    if not request.scope["query_string"]:
        return Probabilities.ALL, None
    query = request.query_params
    value = query.get("probabilities", Probabilities.ALL)
    if value not in tuple(Probabilities):
        raise Invalid.of([Fault("/query/probabilities", f"expected one of {', '.join(Probabilities)}, got {value!r}")])
    if "method" not in query:
        return Probabilities(value), None
    _refuse_probabilities(request)
    return Probabilities.ALL, method_named(query["method"], "/query/method", loaded)


def _method_in_body(value: Any, request: Request, loaded: Loaded) -> Method:
    if "method" in request.query_params:
        raise Invalid.of([Fault("/query/method", "expected the method once, but the body names one too")])
    _refuse_probabilities(request)
    return method_named(value, "/method", loaded)


def _refuse_probabilities(request: Request) -> None:
    if "probabilities" in request.query_params:
        raise Invalid.of([Fault("/query/probabilities", "expected no choice of probabilities beside a method: predict_proba gives all of them")])
