"""Forecasts: a series rolled forward by a model that forecasts its own inputs."""

from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError

from models.errors import ArtifactError
from models.serving.forecast import ForecastSpec, forecast
from models.serving.predictor import Predictor
from models.spec.faults import faults_of
from service.api.bodies import decode_json, read_body
from service.api.headers import media_type
from service.api.openapi import FORECAST_BODY
from service.api.predict import loaded_model, unavailable
from service.api.series_schemas import ForecastOut
from service.deps import TheParts
from service.errors import Invalid, UnsupportedMedia

router = APIRouter(prefix="/v1/models", tags=["predictions"])


@router.post("/{ref}/forecast", response_model=ForecastOut, openapi_extra=FORECAST_BODY)
async def forecast_series(ref: str, request: Request, parts: TheParts) -> Response:
    """Roll a series forward, each forecast fed back; answers are in the series' own units."""
    raw = await _json(request, parts.settings.max_body_bytes)
    try:
        spec = ForecastSpec.model_validate(raw)
    except ValidationError as error:
        raise Invalid.of(faults_of(error, raw, ForecastSpec)) from error
    name, loaded = await loaded_model(ref, parts)
    try:
        body = await run_in_threadpool(_body, name, spec, loaded.one_predictor)
    except ArtifactError as error:
        raise await unavailable(name, loaded, parts, error) from error
    return Response(body, media_type="application/json")


async def _json(request: Request, limit: int) -> Any:
    media = media_type(request)
    if media != "application/json":
        raise UnsupportedMedia(f"expected application/json, got {media or 'no content type'}")
    return decode_json(await read_body(request, limit))


def _body(name: str, spec: ForecastSpec, predictor: Predictor) -> bytes:
    """Compute a forecast and write it as JSON, off the event loop; of one feature each step is a number."""
    steps = forecast(spec, predictor)
    return orjson.dumps({"model": name, "forecast": (steps[:, 0] if steps.shape[1] == 1 else steps).tolist()})
