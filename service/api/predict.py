"""Predictions: raw inputs in any of the taken forms, answers in the units and labels of the raw targets."""

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any, cast

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from models.artifact.method import Method
from models.core.errors import ArtifactError, Fault
from models.serving.answers import Probabilities
from models.serving.grid import grid_of
from models.serving.predictor import Predictor
from models.serving.texts import Unknown
from models.specs.kinds import Kind
from service.api.headers import wants_png
from service.api.inputs import Items, UnnamedItems, n_items, read_inputs
from service.api.openapi import PREDICT_BODY
from service.api.schemas import PredictionsOut
from service.deps import Parts, parts_of
from service.errors import Invalid, Unavailable
from service.predictors import Loaded

router = APIRouter(prefix="/v1/models", tags=["predictions"])

#: Seconds for which a name keeps meaning the version it was looked up as.
RESOLVED_FOR_S = 1.0

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
    items, named = await read_inputs(request, parts.settings.max_body_bytes, loaded.predictor.signature)
    if named is not None:
        method = _named_in_body(named, request, loaded)
    predictor = loaded.predictor
    if isinstance(predictor, Predictor) and predictor.signature.kind is Kind.RECONSTRUCTION and wants_png(request):
        return Response(await run_in_threadpool(_picture, predictor, items), media_type="image/png")
    try:
        answers = await _answer(loaded, items, wanted, method, **_policy(request, loaded))
    except ArtifactError as error:
        raise await unavailable(name, loaded, parts, error) from error
    return Response(orjson.dumps({"model": name, "predictions": answers}), media_type="application/json")


async def loaded_model(ref: str, parts: Parts) -> tuple[str, Loaded]:
    """Return the version a reference means, and its loaded model."""
    known = parts.resolved.get(ref)
    if known is None or known[1] < monotonic():
        known = await run_in_threadpool(parts.registry.resolve, ref), monotonic() + RESOLVED_FOR_S
        parts.resolved[ref] = known
    version = known[0]
    loaded = parts.predictors.ready(version.ref)
    if loaded is None:
        loaded = await run_in_threadpool(parts.predictors.load, version)
    return version.ref, loaded


async def unavailable(name: str, loaded: Loaded, parts: Parts, error: ArtifactError) -> Unavailable:
    """Return the error for a model that did not answer."""
    if loaded.predictor.source is None:  # Its Keras process has ended; the next request starts another.
        await run_in_threadpool(parts.predictors.drop, name)
    return Unavailable(f"model {name} did not answer: {error}")


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


async def _answer(loaded: Loaded, items: Items, wanted: Probabilities, method: Method | None, **policy: Unknown) -> list[Any]:
    predict: Callable[..., list[Any]] = loaded.predictor.predict  # Each form of predictor takes the items that were read for it.
    predict = partial(predict, **policy) if policy else predict
    if loaded.is_quick(n_items(items), method):
        return predict(items, wanted, method)
    return await run_in_threadpool(predict, items, wanted, method)


def _picture(predictor: Predictor, items: Items) -> bytes:
    """Draw reconstructed samples."""
    if not len(items):
        raise Invalid.of([Fault("/inputs", "expected at least one input to be drawn, got none")])
    outputs = predictor.runtime.run(predictor.prepare_items(cast("UnnamedItems", items)))
    return grid_of(predictor.chain.restore(outputs), predictor.signature)


def _policy(request: Request, loaded: Loaded) -> dict[str, Unknown]:
    """Read what is to be done with symbols that a text model does not know; most requests say nothing."""
    if not request.scope["query_string"] or "unknown" not in request.query_params:
        return {}
    value, kind = request.query_params["unknown"], loaded.predictor.signature.kind
    if value not in tuple(Unknown):
        raise Invalid.of([Fault("/query/unknown", f"expected one of {', '.join(Unknown)}, got {value!r}")])
    if kind is not Kind.GENERATION:
        raise Invalid.of([Fault("/query/unknown", f"letters and words are read by a text model alone; this one is of kind {kind}")])
    return {"unknown": Unknown(value)}


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


def _named_in_body(value: Any, request: Request, loaded: Loaded) -> Method:
    if "method" in request.query_params:
        raise Invalid.of([Fault("/query/method", "expected the method once, but the body names one too")])
    _refuse_probabilities(request)
    return method_named(value, "/method", loaded)


def _refuse_probabilities(request: Request) -> None:
    if "probabilities" in request.query_params:
        raise Invalid.of([Fault("/query/probabilities", "expected no choice of probabilities beside a method: predict_proba gives all of them")])
