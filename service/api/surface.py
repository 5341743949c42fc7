"""Surfaces: predictions of a model on a grid over two features."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from models.artifact.answers import Reason
from models.artifact.signature import Method
from models.serving.predictor import Predictor
from models.serving.verbs.surface import SurfaceSpec, surface_of
from service.answers.precision import Precision
from service.api.answer_figures import numbers_or_figure
from service.api.documented_headers import merged_responses
from service.api.openapi import figure_response_of, json_body
from service.api.prediction_route import COMPUTED, PredictionRoute
from service.bodies.content import read_part
from service.bodies.row_limits import require_few_made
from service.deps import TheParts, artifact_errors, loaded_model
from service.problem_types.declared import problems

router = APIRouter(prefix="/v1/models", tags=["predictions"], route_class=PredictionRoute)

_EXAMPLE = {
    "x": {"feature": "weight", "from": 110, "to": 180, "steps": 8},
    "y": {"feature": "width", "from": 3, "to": 8, "steps": 6},
}


class SurfaceOut(BaseModel):
    """Predictions on a grid over two features."""

    model: str = Field(description="The model version.")
    method: Method = Field(description="Method that gave the values.")
    x: list[float] = Field(description="Points along each row.")
    y: list[float] = Field(description="Points from row to row.")
    labels: list[int | str] | None = Field(description="Class labels; `values` are indices or scores in this order. Null if the model has none.")
    values: list[list[float | None]] | list[list[list[float | None]]] = Field(
        description="A row for each y: indices in `labels`, clusters, values, or the score of the second of two labels; with more labels or outputs "
        "one grid each. Null for a value that is not finite."
    )
    reason: Reason


@router.post(
    "/{ref:ref}/surface",
    response_model=SurfaceOut,
    openapi_extra=json_body(SurfaceSpec, _EXAMPLE),
    responses=merged_responses(COMPUTED, figure_response_of("The values"), problems("invalid-inputs", "not-acceptable", "plot-not-ready")),
)
async def draw_surface(ref: str, request: Request, parts: TheParts, digits: Precision = None) -> Response:
    """Predict on a grid over two features.

    For a plot of the decision boundary: all other features are constant.
    """
    spec = await read_part(request, parts.settings.max_body_bytes, SurfaceSpec)
    require_few_made(spec.x.steps * spec.y.steps, parts, "/y/steps", "points")
    name, loaded = await loaded_model(ref, parts)
    async with artifact_errors(name, loaded, parts):
        asked = ("surface", spec.model_dump(mode="json"))
        return await numbers_or_figure((request, parts), (name, loaded), asked, lambda: _fields(spec, loaded.predictor), digits)


def _fields(spec: SurfaceSpec, predictor: Predictor) -> dict[str, Any]:
    """Compute a surface."""
    found = surface_of(spec, predictor)
    return {**vars(found), **{name: getattr(found, name).tolist() for name in ("x", "y", "values")}}
