"""Forecasts: a series continued by a model that forecasts its own inputs."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from models.artifact.answers import Reason
from models.serving.predictor import Predictor
from models.serving.verbs.forecast import ForecastSpec, forecast
from service.answers.precision import Precision
from service.api.answer_figures import numbers_or_figure
from service.api.documented_headers import merged_responses
from service.api.openapi import figure_response_of, json_body
from service.api.prediction_route import COMPUTED, PredictionRoute
from service.bodies.content import read_part
from service.bodies.row_limits import require_few_rows
from service.deps import TheParts, artifact_errors, loaded_model
from service.problem_types.declared import problems

router = APIRouter(prefix="/v1/models", tags=["predictions"], route_class=PredictionRoute)


class ForecastOut(BaseModel):
    """Forecast of a series."""

    model: str = Field(description="The model version.")
    forecast: list[float | None] | list[list[float | None]] = Field(
        description="Steps after the end of the series, in its units: numbers, or rows if a step has several features; null if not finite."
    )
    times: list[str] | list[float] | None = Field(
        description="Times of these steps, of a model trained with data.time; null where those of the series are not known: send times."
    )
    reason: Reason


@router.post(
    "/{ref:ref}/forecast",
    response_model=ForecastOut,
    openapi_extra=json_body(ForecastSpec, {"series": [0.0, 0.28, 0.57], "steps": 10}),
    responses=merged_responses(COMPUTED, figure_response_of("The forecast"), problems("invalid-inputs", "not-acceptable", "plot-not-ready")),
)
async def forecast_series(ref: str, request: Request, parts: TheParts, digits: Precision = None) -> Response:
    """Forecast the next steps of a series.

    Each forecast is fed back as input of the next one. The series has to be as long as the model's window at least. `times` are those after the
    times of the request, or after the training data where the series ends as it does.
    """
    spec = await read_part(request, parts.settings.max_body_bytes, ForecastSpec)
    require_few_rows(spec.steps, parts, "/steps", "steps")
    name, loaded = await loaded_model(ref, parts)
    async with artifact_errors(name, loaded, parts):
        asked = ("forecast", spec.model_dump(mode="json"))
        return await numbers_or_figure((request, parts), (name, loaded), asked, lambda: _fields(spec, loaded.predictor), digits)


def _fields(spec: ForecastSpec, predictor: Predictor) -> dict[str, Any]:
    """Compute a forecast; with one feature each step is a number."""
    found = forecast(spec, predictor)
    return {"forecast": (found.steps[:, 0] if found.steps.shape[1] == 1 else found.steps).tolist(), "times": found.times}
