"""Sizes and classes of the parts of a job's data, and of its folds."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from models.preparing.part_counts import count_folds, count_parts
from models.preparing.parts import DividedData, JobData
from models.specs.registered import Registered
from service.access.guarded_route import GuardedRoute
from service.api.asked_data import answered
from service.api.openapi import json_body
from service.api.submissions import Envelope, JobRequest
from service.api.value_types import JobPart
from service.deps import TheParts
from service.problem_types.declared import problems

router = APIRouter(prefix="/v1/specs", tags=["specs"], route_class=GuardedRoute)

_EXAMPLE = {"recipe": "ridgecls-cv"}


class ClassCountOut(BaseModel):
    """A class, and its number of samples in a part."""

    label: int | str = Field(description="The class.")
    n_samples: int = Field(description="Number of its samples in the part.")


#: A number, or one for each column; null for what is missing or not finite.
ColumnValues = float | list[float | None] | None


class ValueSummaryOut(BaseModel):
    """Values of targets in their own units: numbers, or lists with a number for each column. Null for values that are missing or not finite."""

    minimum: ColumnValues = Field(description="Smallest value.")
    maximum: ColumnValues = Field(description="Largest value.")
    mean: ColumnValues = Field(description="Mean.")
    deviation: ColumnValues = Field(description="Standard deviation.")


class TargetCountsOut(BaseModel):
    """The targets of one output in one part."""

    classes: list[ClassCountOut] | None = Field(
        description="Samples of every class of the data set, also of those that the part lacks; null for values, and above 1,000 classes."
    )
    values: ValueSummaryOut | None = Field(description="Summary of the values; null for classes and texts.")


class PartCountsOut(BaseModel):
    """Counts of one part."""

    part: JobPart = Field(description="Name of the part.")
    n_samples: int = Field(description="Number of samples that the model gets; of a series or text, of windows.")
    n_steps: int | None = Field(description="Number of time steps of all series, or of symbols of a text; null for other data.")
    n_series: int | None = Field(description="Number of series; null for other data.")
    targets: dict[str, TargetCountsOut] = Field(description="The targets of each output, by its name; of a series, the predicted columns.")


class FoldCountsOut(BaseModel):
    """Counts of one fold."""

    fold: int = Field(description="Index of the fold, from 0.")
    parts: list[PartCountsOut] = Field(description="The samples that are fitted, and those of the fold (test), which are scored.")


class PartsOut(BaseModel):
    """The parts of a job's data."""

    parts: list[PartCountsOut] = Field(description="The parts of the job's data, in the order train, validation, test; without those it has not.")
    n_folds: int = Field(description="Number of folds of the training part; 0 for tasks without folds.")
    folds: list[FoldCountsOut] = Field(description="The folds; of many folds of a large data set only the first.")


@router.post("/parts", response_model=PartsOut, openapi_extra=json_body(JobRequest, _EXAMPLE), responses=problems("invalid-spec", "data-unreachable"))
async def count_parts_of_spec(request: Request, parts: TheParts) -> Response:
    """Count samples and classes of a job's data.

    For each part and fold: samples, classes, and the range of values. Nothing is trained or stored.
    """
    return await answered(request, parts, Envelope, _counts)


def _counts(_wanted: Envelope, job: JobData, _registered: Registered) -> dict[str, Any]:
    data = DividedData.of(job)
    folds = [{"fold": index, "parts": list(map(asdict, counts))} for index, counts in enumerate(count_folds(data))]
    return {"parts": list(map(asdict, count_parts(data))), "n_folds": data.n_folds, "folds": folds}
