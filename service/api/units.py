"""Values in the units of a model and of its raw data: the recorded preprocessing, applied and inverted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from models.artifact.answers import Reason
from models.core.arrays import Array
from models.core.errors import Fault
from models.serving.predictor import Predictor
from models.serving.verbs.units import MAX_VALUES, Converted, InverseSpec, Stage, TransformSpec, inverse_transform, transform
from service.answers.precision import Precision
from service.answers.sent import numbers_response
from service.api.documented_headers import merged_responses
from service.api.openapi import json_body
from service.api.prediction_route import COMPUTED, READS_TEXTS, PredictionRoute
from service.api.value_types import ConvertedValues, RawValue
from service.bodies.content import read_part
from service.bodies.row_limits import require_few_rows, require_few_windows
from service.deps import TheParts, artifact_errors, loaded_model
from service.errors import Invalid
from service.problem_types.declared import problems
from service.store.event_data import LeftOut, left_out

router = APIRouter(prefix="/v1/models", tags=["predictions"], route_class=PredictionRoute)

FormT = TypeVar("FormT", TransformSpec, InverseSpec)
_PORTS = "a list; of a model with several, an object of lists by name. Null if none were sent; a value that overflows is null."


class StageOut(BaseModel):
    """What a step has made of a sample."""

    step: str = Field(description="Name of the step.")
    shape: list[int] = Field(description="Shape of the value; that of a series has its time steps first, and windows stand before them.")
    dtype: str = Field(description="NumPy type of the value.")
    value: RawValue = Field(description="The value; a number that overflows is null.")


class ConvertedOut(BaseModel):
    """Converted values, in the order in which they were sent."""

    model: str = Field(description="The model version.")
    inputs: ConvertedValues = Field(description=f"Values of the inputs: {_PORTS}")
    targets: ConvertedValues = Field(description=f"Values of the outputs: {_PORTS}")
    counts: list[int] | None = Field(description="Number of windows of each series that was sent; null for models that take no series.")
    steps: dict[str, list[StageOut]] | LeftOut = left_out("What each step makes of the input, by its name; left out without `each_step`.")
    reason: Reason


@router.post(
    "/{ref:ref}/transform",
    response_model=ConvertedOut,
    openapi_extra=json_body(TransformSpec, {"inputs": [[0.0, 0.28, 0.57]], "targets": [0.83]}),
    responses=merged_responses(COMPUTED, READS_TEXTS, problems("invalid-inputs")),
)
async def transform_values(ref: str, request: Request, parts: TheParts, digits: Precision = None) -> Response:
    """Apply the preprocessing of a model.

    The values that the network gets for raw inputs and targets.
    """
    return await _answered(ref, request, parts, _Conversion(TransformSpec, transform, digits))


@router.post(
    "/{ref:ref}/inverse_transform",
    response_model=ConvertedOut,
    openapi_extra=json_body(InverseSpec, {"targets": [0.5, 0.75]}),
    responses=merged_responses(COMPUTED, problems("invalid-inputs")),
)
async def invert_values(ref: str, request: Request, parts: TheParts, digits: Precision = None) -> Response:
    """Invert the preprocessing of a model.

    Outputs, targets and prepared inputs in the units and labels of the raw data.
    """
    return await _answered(ref, request, parts, _Conversion(InverseSpec, inverse_transform, digits))


async def _answered(ref: str, request: Request, parts: TheParts, asked: "_Conversion[FormT]") -> Response:
    spec = await read_part(request, parts.settings.max_body_bytes, asked.form)
    for side, values in (("inputs", spec.inputs), ("targets", spec.targets)):
        lists = values.values() if isinstance(values, dict) else [values or []]
        require_few_rows(max(map(len, lists), default=0), parts, f"/{side}", "samples")
    name, loaded = await loaded_model(ref, parts)
    if isinstance(spec, TransformSpec):
        require_few_windows(spec.inputs or [], loaded.predictor, parts)
    async with artifact_errors(name, loaded, parts):
        return await numbers_response(name, loaded, lambda: _fields(asked.convert(spec, loaded.predictor)), asked.digits)


@dataclass(frozen=True)
class _Conversion(Generic[FormT]):
    """What is asked for: the form of the body, the conversion, and the significant digits of the answer."""

    form: type[FormT]
    convert: Callable[[FormT, Predictor], Converted]
    digits: int | None


def _fields(found: Converted) -> dict[str, Any]:
    sides = {"inputs": found.inputs, "targets": found.targets}
    arrays = [array for ports in sides.values() for array in (ports or {}).values()]
    n_values = sum(array.size for array in arrays) + sum(stage.value.size for given in (found.stages or {}).values() for stage in given)
    if n_values > MAX_VALUES:
        raise Invalid.of([Fault("", f"expected values that give at most {MAX_VALUES:,} numbers, got {n_values:,}; send fewer at a time")])
    stages = {} if found.stages is None else {"steps": {name: list(map(_stage, given)) for name, given in found.stages.items()}}
    return {**{side: _values(ports) for side, ports in sides.items()}, "counts": found.counts, **stages}


def _stage(stage: Stage) -> dict[str, Any]:
    return {"step": stage.step, "shape": list(stage.value.shape), "dtype": str(stage.value.dtype), "value": stage.value.tolist()}


def _values(ports: dict[str, Array] | None) -> Any:
    """Return the values of the only port as a list; of several as lists by name."""
    if ports is None:
        return None
    lists = {name: _flat(array).tolist() for name, array in ports.items()}
    return next(iter(lists.values())) if len(lists) == 1 else lists


def _flat(array: Array) -> Array:
    """Return samples of one value as numbers."""
    return array[:, 0] if array.shape[1:] == (1,) else array
