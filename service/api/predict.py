"""Predictions: raw inputs in any of the taken forms, answers in the units and labels of the raw targets."""

import io
from collections.abc import AsyncGenerator, Sequence
from time import monotonic
from typing import Any

import numpy as np
import orjson
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from models.errors import ArtifactError, Fault
from models.serving.answers import Answer, Probabilities
from service.api.bodies import decode_json, read_body
from service.api.openapi import PREDICT_BODY
from service.api.schemas import PredictionsOut
from service.deps import Parts, parts_of
from service.errors import Invalid, Malformed, Unavailable, UnsupportedMedia
from service.predictors import Loaded

router = APIRouter(prefix="/v1/models", tags=["predictions"])

#: Most samples in one request.
MAX_ITEMS = 10_000
#: Seconds for which a name keeps meaning the version it was looked up as.
RESOLVED_FOR_S = 1.0

_PARAMETERS = [
    {"name": "ref", "in": "path", "required": True, "schema": {"type": "string"}, "description": "A model's name, or name@version."},
    {
        "name": "probabilities",
        "in": "query",
        "schema": {"type": "string", "enum": list(Probabilities), "default": "all"},
        "description": "How many class probabilities each answer carries.",
    },
]


@router.post("/{ref}/predict", response_model=PredictionsOut, openapi_extra={**PREDICT_BODY, "parameters": _PARAMETERS})
async def predict_inputs(request: Request) -> Response:
    """Answer raw inputs with a model: JSON, a picture, several pictures, or a .npy file.

    The request is read by hand, not by dependencies: at thousands of requests a second they would be most of the work.
    """
    parts = parts_of(request)
    name, loaded = await _model(request.path_params["ref"], parts)
    wanted = _probabilities(request)
    items = await _items(request, parts.settings.max_body_bytes)
    try:
        answers = await _answer(loaded, items, wanted)
    except ArtifactError as error:  # Its Keras process has ended; the next request starts another.
        await run_in_threadpool(parts.predictors.drop, name)
        raise Unavailable(f"model {name} did not answer: {error}") from error
    return Response(orjson.dumps({"model": name, "predictions": answers}), media_type="application/json")


async def _answer(loaded: Loaded, items: Sequence[Any] | np.ndarray, wanted: Probabilities) -> list[Answer]:
    if len(items) > MAX_ITEMS:
        raise Invalid.of([Fault("/inputs", f"expected at most {MAX_ITEMS:,} inputs, got {len(items):,}")])
    if loaded.is_quick(len(items)):
        return loaded.predictor.predict(items, wanted)
    return await run_in_threadpool(loaded.predictor.predict, items, wanted)


async def _model(ref: str, parts: Parts) -> tuple[str, Loaded]:
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


def _probabilities(request: Request) -> Probabilities:
    value = request.query_params.get("probabilities", Probabilities.ALL)
    if value not in tuple(Probabilities):
        raise Invalid.of([Fault("/query/probabilities", f"expected one of {', '.join(Probabilities)}, got {value!r}")])
    return Probabilities(value)


async def _items(request: Request, limit: int) -> Sequence[Any] | np.ndarray:
    """Read the inputs of a request, whatever their form."""
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media == "application/json":
        return _json_items(decode_json(await read_body(request, limit)))
    if media.startswith("image/"):
        return [await read_body(request, limit)]
    if media in ("application/x-npy", "application/octet-stream"):
        return _npy_items(await read_body(request, limit))
    if media == "multipart/form-data":
        return await _form_items(request, await read_body(request, limit))
    raise UnsupportedMedia(
        f"expected application/json, image/png, image/jpeg, multipart/form-data or application/x-npy, got {media or 'no content type'}"
    )


def _json_items(raw: Any) -> list[Any]:
    if not isinstance(raw, dict) or set(raw) != {"inputs"}:
        came = f"an object with {', '.join(raw) or 'nothing'}" if isinstance(raw, dict) else f"a {type(raw).__name__}"
        raise Invalid.of([Fault("", f'expected an object with "inputs" alone, got {came}')])
    if not isinstance(raw["inputs"], list):
        raise Invalid.of([Fault("/inputs", f"expected a list with one entry a sample, got a {type(raw['inputs']).__name__}")])
    return raw["inputs"]


def _npy_items(body: bytes) -> np.ndarray:
    try:
        array = np.load(io.BytesIO(body), allow_pickle=False)
    except Exception as error:  # NumPy lets errors of zipfile, tokenize and the allocator through: whatever it raises, the body is at fault.
        raise Malformed(f"expected a NumPy .npy file without pickled objects, got {len(body)} bytes that do not load: {error}") from error
    if not isinstance(array, np.ndarray) or array.ndim == 0 or array.dtype.kind not in "fiub":
        raise Malformed("expected one array of numbers, samples first")
    return array


async def _form_items(request: Request, body: bytes) -> list[bytes]:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        form = await MultiPartParser(request.headers, stream(), max_files=MAX_ITEMS, max_part_size=len(body)).parse()
    except (MultiPartException, KeyError) as error:
        raise Malformed(f"expected multipart/form-data: {error}") from error
    pictures = [await value.read() for _, value in form.multi_items() if isinstance(value, UploadFile)]
    await form.close()
    if not pictures:
        raise Invalid.of([Fault("", "expected at least one file in the form, got none")])
    return pictures
