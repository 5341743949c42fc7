"""Inference: tensors of raw inputs, and tensors of predictions in the units and labels of the data."""

from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any

from fastapi import APIRouter, Request, Response

from models.core.arrays import Ports
from models.core.errors import InputError
from models.serving.predictor import Predictor
from service.access.guarded_route import INFERENCE
from service.answers.sent import model_headers
from service.api.inference.answer import answer_of
from service.api.inference.body import HEAD_LENGTH, body_of
from service.api.inference.forms import INFER_RESPONSES, InferAnswer, infer_operation
from service.api.inference.inputs import Given
from service.api.inference.outputs import no_predictions, require_outputs, tensors_of
from service.api.inference.request import Asked, InferRequest, request_of
from service.api.prediction_route import DirectPredictionRoute, in_time
from service.batching.phases import Phases
from service.bodies.content import BYTES, JSON, LONG
from service.bodies.decoding_threads import decoded_in_thread
from service.bodies.row_limits import require_few_rows, require_few_windows
from service.compiled_models import Loaded
from service.deps import Parts, artifact_errors, loaded_model, parts_of, usable_version
from service.http.inference_errors import ROOT
from service.predicting import Wanted, computed
from service.store.rows import Version

router = APIRouter(prefix=f"{ROOT}/models", tags=[INFERENCE], route_class=DirectPredictionRoute)

#: Most values of an answer that is written on the event loop.
FEW_VALUES = 10_000


@router.post("/{ref:ref}/infer", response_model=InferAnswer, openapi_extra=infer_operation("ref"), responses=INFER_RESPONSES)
async def infer_model(request: Request) -> Response:
    """Predict on tensors.

    JSON, or JSON and the bytes of tensors.
    """
    return await _answered(request, request.path_params["ref"])


@router.post(
    "/{ref:ref}/versions/{version}/infer", response_model=InferAnswer, openapi_extra=infer_operation("ref", "version"), responses=INFER_RESPONSES
)
async def infer_model_version(request: Request) -> Response:
    """Predict on tensors with a version of a model.

    JSON, or JSON and the bytes of tensors.
    """
    return await _answered(request, f"{request.path_params['ref']}@{request.path_params['version']}")


@dataclass(frozen=True)
class _Read:
    """A request that is read.

    Args:
        request: What it says.
        given: Its inputs.
        asked: The outputs that it asks for.
        n_bytes: Size of its body.
    """

    request: InferRequest
    given: Given
    asked: list[Asked]
    n_bytes: int


async def _answered(request: Request, ref: str) -> Response:
    parts, phases = parts_of(request), Phases()
    version = await usable_version(ref, parts)
    _, loaded = await loaded_model(version.ref, parts)
    body, n_json = await body_of(request, parts.settings.max_body_bytes)
    began, arguments = perf_counter(), (body, n_json, loaded.predictor)
    read = _read(*arguments) if len(body) < LONG else await decoded_in_thread(lambda: _read(*arguments))
    phases.decode_s = perf_counter() - began
    arrays = await _arrays(read, version, loaded, parts, phases)
    began, size = perf_counter(), sum(array.size for array in arrays.values())
    content, length = (
        _encoded(read, arrays, version, loaded) if size < FEW_VALUES else await loaded.threads.call(lambda: _encoded(read, arrays, version, loaded))
    )
    phases.encode_s += perf_counter() - began
    loaded.latencies.observe(phases)
    headers = model_headers(version.ref, phases)
    if length is None:
        return Response(content, media_type=JSON, headers=headers)
    return Response(content, media_type=BYTES, headers={**headers, HEAD_LENGTH: str(length)})


def _read(body: bytes, n_json: int, predictor: Predictor) -> _Read:
    request = request_of(body, n_json)
    return _Read(request, Given(request.inputs, predictor), require_outputs(request, predictor), len(body))


async def _arrays(read: _Read, version: Version, loaded: Loaded, parts: Parts, phases: Phases) -> Ports:
    """Return the predictions by output.

    Raises:
        Invalid: Unsuitable inputs.
        TooSlow: They are not there within the time of the request.
        Unavailable: The model failed, or too many rows wait for it.
    """
    given, predictor, timeout_s = read.given, loaded.predictor, read.request.timeout_s
    require_few_rows(given.n_samples, parts, "/inputs")
    if not given.n_samples:
        return no_predictions(predictor)
    require_few_windows(given.items, predictor, parts)
    encode = partial(predictor.arrays, n_samples=given.n_samples)
    try:
        async with artifact_errors(version.ref, loaded, parts), in_time(timeout_s, "the parameter timeout"):
            return await computed(loaded, given.items, Wanted(n_bytes=read.n_bytes), phases, encode)
    except InputError as error:
        raise given.located(error) from error


def _encoded(read: _Read, arrays: Ports, version: Version, loaded: Loaded) -> tuple[bytes, int | None]:
    named: dict[str, Any] = {} if read.request.id is None else {"id": read.request.id}
    named |= {"model_name": version.name, "model_version": str(version.version)}
    return answer_of(tensors_of(arrays, read.asked, loaded.predictor), named)
