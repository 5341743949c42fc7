"""Surfaces: a model's answers on a grid over two features."""

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from models.core.errors import ArtifactError, Fault
from models.serving.any_predictor import AnyPredictor
from models.serving.named_predictor import NamedPredictor
from models.serving.predictor import Predictor
from models.serving.surface import SurfaceSpec, surface_of
from service.api.bodies import read_part
from service.api.openapi import SURFACE_BODY
from service.api.predict import loaded_model, unavailable
from service.api.schemas import SurfaceOut
from service.deps import TheParts
from service.errors import Invalid

router = APIRouter(prefix="/v1/models", tags=["predictions"])


@router.post("/{ref}/surface", response_model=SurfaceOut, openapi_extra=SURFACE_BODY)
async def draw_surface(ref: str, request: Request, parts: TheParts) -> Response:
    """Answer on a grid over two features, the others held: what a picture of the model's boundary is drawn from."""
    spec = await read_part(request, parts.settings.max_body_bytes, SurfaceSpec)
    name, loaded = await loaded_model(ref, parts)
    try:
        body = await run_in_threadpool(_body, name, spec, _of_rows(loaded.predictor))
    except ArtifactError as error:
        raise await unavailable(name, loaded, parts, error) from error
    return Response(body, media_type="application/json")


def _of_rows(predictor: AnyPredictor) -> Predictor:
    if isinstance(predictor, NamedPredictor):
        raise Invalid.of([Fault("", f"expected a model of one input that takes rows; this one has {', '.join(predictor.signature.inputs)}")])
    return predictor


def _body(name: str, spec: SurfaceSpec, predictor: Predictor) -> bytes:
    """Compute a surface and write it as JSON: both take long enough to be kept off the event loop."""
    return orjson.dumps({"model": name, **vars(surface_of(spec, predictor))}, option=orjson.OPT_SERIALIZE_NUMPY)
