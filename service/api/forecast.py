"""Forecasts: a series rolled forward by a model that forecasts its own inputs."""

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from models.serving.predictor import Predictor
from models.serving.verbs.forecast import ForecastSpec, forecast
from service.api.answering import answering, loaded_model
from service.api.bodies import read_part
from service.api.openapi import FORECAST_BODY
from service.api.series_schemas import ForecastOut
from service.deps import TheParts

router = APIRouter(prefix="/v1/models", tags=["predictions"])


@router.post("/{ref}/forecast", response_model=ForecastOut, openapi_extra=FORECAST_BODY)
async def forecast_series(ref: str, request: Request, parts: TheParts) -> Response:
    """Roll a series forward, each forecast fed back; answers are in the series' own units."""
    spec = await read_part(request, parts.settings.max_body_bytes, ForecastSpec)
    name, loaded = await loaded_model(ref, parts)
    async with answering(name, loaded, parts):
        body = await run_in_threadpool(_body, name, spec, loaded.predictor)
    return Response(body, media_type="application/json")


def _body(name: str, spec: ForecastSpec, predictor: Predictor) -> bytes:
    """Compute a forecast and write it as JSON, off the event loop; of one feature each step is a number."""
    steps = forecast(spec, predictor)
    return orjson.dumps({"model": name, "forecast": (steps[:, 0] if steps.shape[1] == 1 else steps).tolist()})
