"""Surfaces: a model's answers on a grid over two features."""

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from models.serving.predictor import Predictor
from models.serving.verbs.surface import SurfaceSpec, surface_of
from service.api.answering import answering, loaded_model
from service.api.bodies import read_part
from service.api.openapi import SURFACE_BODY
from service.api.schemas import SurfaceOut
from service.deps import TheParts

router = APIRouter(prefix="/v1/models", tags=["predictions"])


@router.post("/{ref}/surface", response_model=SurfaceOut, openapi_extra=SURFACE_BODY)
async def draw_surface(ref: str, request: Request, parts: TheParts) -> Response:
    """Answer on a grid over two features, the others held: what a picture of the model's boundary is drawn from."""
    spec = await read_part(request, parts.settings.max_body_bytes, SurfaceSpec)
    name, loaded = await loaded_model(ref, parts)
    async with answering(name, loaded, parts):
        body = await run_in_threadpool(_body, name, spec, loaded.predictor)
    return Response(body, media_type="application/json")


def _body(name: str, spec: SurfaceSpec, predictor: Predictor) -> bytes:
    """Compute a surface and write it as JSON: both take long enough to be kept off the event loop."""
    return orjson.dumps({"model": name, **vars(surface_of(spec, predictor))}, option=orjson.OPT_SERIALIZE_NUMPY)
