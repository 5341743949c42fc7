"""The latent space of variational autoencoders: decoding samples from it, and encoding inputs into it."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from models.artifact.answers import Reason
from models.artifact.samples.read import Items, n_items
from models.core.arrays import as_fed
from models.serving.compiled.latent import LATENT, Halves
from models.serving.grid import grid_of
from models.serving.verbs.sample import Samples, SampleSpec, draw_samples, require_latent
from service.answers.precision import Precision
from service.answers.sent import image_response, numbers_response
from service.api.documented_headers import merged_responses
from service.api.openapi import ENCODE_BODY, drawn_response, json_body
from service.api.prediction_route import COMPUTED, READS_TEXTS, PredictionRoute
from service.api.value_types import RawValue
from service.bodies.content import read_part, wants_png
from service.bodies.inputs import TO_ENCODE, read_inputs
from service.bodies.row_limits import require_few_rows
from service.compiled_models import Loaded
from service.deps import Parts, TheParts, loaded_model
from service.problem_types.declared import problems

router = APIRouter(prefix="/v1/models", tags=["predictions"], route_class=PredictionRoute)


class SamplesOut(BaseModel):
    """Samples decoded from latent points."""

    model: str = Field(description="The model version.")
    points: list[list[float]] = Field(description="Latent points, in order.")
    samples: list[RawValue] = Field(description="Decoded sample of each point: nested lists in the units of the raw inputs.")
    reason: Reason


class PointsOut(BaseModel):
    """Latent points of inputs."""

    model: str = Field(description="The model version.")
    points: list[list[float | None]] = Field(description="Latent point of each input, in order; null for a number that is not finite.")
    reason: Reason


@router.post(
    "/{ref:ref}/sample",
    response_model=SamplesOut,
    openapi_extra=json_body(SampleSpec, {"n_samples": 1, "seed": 7}),
    responses=merged_responses(COMPUTED, drawn_response("The samples; with `Accept: image/png` a drawing of them."), problems("invalid-inputs")),
)
async def draw_sample(ref: str, request: Request, parts: TheParts, digits: Precision = None) -> Response:
    """Decode points of a latent space into samples.

    Points are drawn at random, or given. Only for variational autoencoders. With `Accept: image/png` the response is a drawing of the samples.
    """
    spec = await read_part(request, parts.settings.max_body_bytes, SampleSpec)
    require_few_rows(spec.n_samples or len(spec.points or []), parts, "/points" if spec.points else "/n_samples", "samples")
    name, loaded = await _latent_model(ref, parts)
    if wants_png(request):
        return await image_response(name, loaded, lambda: _drawn(spec, loaded))
    return await numbers_response(name, loaded, lambda: _sampled(spec, loaded), digits)


@router.post(
    "/{ref:ref}/encode",
    response_model=PointsOut,
    openapi_extra=ENCODE_BODY,
    responses=merged_responses(COMPUTED, READS_TEXTS, problems("invalid-inputs")),
)
async def encode_inputs(ref: str, request: Request, parts: TheParts, digits: Precision = None) -> Response:
    """Encode inputs into a latent space.

    Takes every form of input that a prediction takes. Only for models with a latent space.
    """
    name, loaded = await _latent_model(ref, parts)
    given = await read_inputs(request, parts, loaded.predictor, TO_ENCODE)
    return await numbers_response(name, loaded, lambda: _encoded(given.items, loaded), digits)


async def _latent_model(ref: str, parts: Parts) -> tuple[str, Loaded]:
    """Return a model with a latent space; InputError for one without."""
    name, loaded = await loaded_model(ref, parts)
    require_latent(loaded.predictor.signature)
    return name, loaded


def _drawn(spec: SampleSpec, loaded: Loaded) -> bytes:
    return grid_of(_samples(spec, loaded).samples, loaded.predictor.signature.input)


def _sampled(spec: SampleSpec, loaded: Loaded) -> dict[str, Any]:
    found = _samples(spec, loaded)
    return {"points": found.points.tolist(), "samples": found.samples.tolist()}


def _samples(spec: SampleSpec, loaded: Loaded) -> Samples:
    return draw_samples(spec, loaded.predictor.signature, loaded.predictor.chain, _halves(loaded).decode)


def _encoded(items: Items, loaded: Loaded) -> dict[str, Any]:
    halves = _halves(loaded)
    return {"points": halves.encode(as_fed(loaded.predictor.prepare_items(items))).tolist() if n_items(items) else []}


def _halves(loaded: Loaded) -> Halves:
    halves: Halves = loaded.forms.get(LATENT)
    return halves
