"""The latent space of variational autoencoders: samples drawn from it, and inputs placed in it."""

from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from models.artifact.samples.read import Items, n_items
from models.core.arrays import as_fed
from models.core.errors import Fault
from models.serving.compiled.latent import LATENT
from models.serving.grid import grid_of
from models.serving.halves import Halves
from models.serving.verbs.sample import Samples, SampleSpec, draw_samples, require_latent
from service.api.answering import loaded_model
from service.api.bodies import read_part
from service.api.headers import wants_png
from service.api.inputs import read_inputs
from service.api.openapi import ENCODE_BODY, SAMPLE_BODY
from service.api.schemas import PointsOut, SamplesOut
from service.compiled_models import Loaded
from service.deps import Parts, TheParts
from service.errors import Invalid

router = APIRouter(prefix="/v1/models", tags=["predictions"])

_IMAGE: dict[int | str, dict[str, Any]] = {200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}}


@router.post("/{ref}/sample", response_model=SamplesOut, openapi_extra=SAMPLE_BODY, responses=_IMAGE)
async def draw_sample(ref: str, request: Request, parts: TheParts) -> Response:
    """Decode points of a model's latent space, drawn or given: samples like those it learned from; as a PNG file where `Accept` asks for one."""
    spec = await read_part(request, parts.settings.max_body_bytes, SampleSpec)
    name, loaded = await _latent_model(ref, parts)
    return await run_in_threadpool(_sampled, name, spec, loaded, wants_png(request))


@router.post("/{ref}/encode", response_model=PointsOut, openapi_extra=ENCODE_BODY)
async def encode_inputs(ref: str, request: Request, parts: TheParts) -> Response:
    """Place raw inputs, in any form that a prediction takes, in a model's latent space."""
    name, loaded = await _latent_model(ref, parts)
    items, method = await read_inputs(request, parts.settings.max_body_bytes, loaded.predictor.signature)
    if method is not None:
        raise Invalid.of([Fault("/method", "expected no method: inputs are encoded in one way")])
    return await run_in_threadpool(_encoded, name, items, loaded)


async def _latent_model(ref: str, parts: Parts) -> tuple[str, Loaded]:
    """Return a model that has a latent space.

    Raises:
        InputError: It has none.
    """
    name, loaded = await loaded_model(ref, parts)
    require_latent(loaded.predictor.signature)
    return name, loaded


def _sampled(name: str, spec: SampleSpec, loaded: Loaded, as_image: bool) -> Response:
    predictor, halves = loaded.predictor, _halves(loaded)
    drawn = draw_samples(spec, predictor.signature, predictor.chain, halves.decode)
    if as_image:
        return Response(grid_of(drawn.samples, predictor.signature.input), media_type="image/png")
    return Response(_json(name, drawn), media_type="application/json")


def _json(ref: str, drawn: Samples) -> bytes:
    return orjson.dumps({"model": ref, "points": drawn.points.tolist(), "samples": drawn.samples.tolist()})


def _encoded(name: str, items: Items, loaded: Loaded) -> Response:
    halves = _halves(loaded)
    points = halves.encode(as_fed(loaded.predictor.prepare_items(items))).tolist() if n_items(items) else []
    return Response(orjson.dumps({"model": name, "points": points}), media_type="application/json")


def _halves(loaded: Loaded) -> Halves:
    halves: Halves = loaded.forms.get(LATENT)
    return halves
