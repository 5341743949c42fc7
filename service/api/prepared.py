"""Prepared samples: what the model of a spec gets, beside the raw samples it is made of."""

from dataclasses import asdict, replace
from typing import Any

import numpy as np
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from models.artifact.recorded_chain import recorded_chain
from models.core.arrays import Array
from models.datasets.json_preview import plain_values, require_few, require_few_images
from models.preparing.parts import JobData
from models.preparing.prepared_samples import PreparedSamples, Selection, prepared_samples
from models.specs.job import JobSpec
from models.specs.registered import Registered
from service.access.guarded_route import GuardedRoute
from service.api.asked_data import answered
from service.api.openapi import json_body
from service.api.submissions import Envelope
from service.api.value_types import JobPart, RawValue
from service.deps import TheParts
from service.problem_types.declared import problems

router = APIRouter(prefix="/v1/specs", tags=["specs"], route_class=GuardedRoute)


class PreparedSamplesForm(Envelope):
    """A job, and which of its prepared samples to show."""

    part: JobPart = Field("train", description="The part; with a fold, train or test are those of the fold.")
    first: int = Field(0, alias="from", ge=0, le=2**53, description="Index of the first sample in the part, from 0.")
    n_samples: int = Field(5, ge=1, le=100, description="Number of samples, at most.")
    fold: int | None = Field(None, ge=0, le=1_000, description="Index of a fold, from 0, for tasks with folds.")
    spread: bool = Field(
        False, description="Whether the samples are taken at equal distances from all of the part, as data may be in order of its classes."
    )
    full_images: bool = Field(
        False,
        description="Whether images of files are sent whole, as a prediction takes them, instead of reduced to 128 pixels; in `raw`, as data URLs.",
    )


class PreparedSamplesRequest(PreparedSamplesForm):
    """A job, and which of its prepared samples to show."""

    spec: JobSpec | None = Field(None, description="The job spec.")  # type: ignore[assignment]


class PortTypeOut(BaseModel):
    """Shape and type of one value at an input or output."""

    shape: list[int] = Field(description="Shape of one value, without the axis of samples.")
    dtype: str = Field(description="NumPy type name.")


class SpanOut(BaseModel):
    """The time steps of a window and of its target, by index from 0 in their series; of a text, its symbols by index in the part."""

    series: int = Field(description="Index of the series.")
    first: int = Field(description="First step of the window.")
    last: int = Field(description="Last step of the window.")
    target_first: int = Field(description="First step of the target.")
    target_last: int = Field(description="Last step of the target.")


class ValuesOut(BaseModel):
    """Inputs and targets of a sample, by the names of the model's inputs and outputs."""

    inputs: dict[str, RawValue] = Field(description="The value of each input, by its name.")
    targets: dict[str, RawValue] = Field(description="The value of each output's target, by its name.")


class PreparedSampleOut(BaseModel):
    """A sample before and after preprocessing."""

    index: int = Field(description="Index in the part, from 0.")
    source_index: int | None = Field(
        description="Index in the data set's training part, or in its own test part, as in a preview; null for windows and for fresh samples."
    )
    span: SpanOut | None = Field(description="The steps of a window; null for other samples.")
    raw: ValuesOut = Field(description="Values before preprocessing; those of a text are its cleaned symbols.")
    prepared: ValuesOut = Field(description="Values that the model gets; targets are empty for a model that is fitted to none.")


class PreparedSamplesOut(BaseModel):
    """Samples of a part before and after preprocessing, in the order of the data: training shuffles them in every epoch."""

    part: JobPart = Field(description="The part.")
    n_samples: int = Field(description="Number of samples in the part.")
    inputs: dict[str, PortTypeOut] = Field(description="Shape and type of the prepared values of each input.")
    targets: dict[str, PortTypeOut] = Field(description="The same of the targets of each output.")
    samples: list[PreparedSampleOut] = Field(description="The samples, in the order of the data.")


#: The JSON values of each sample by port.
_Rows = dict[str, list[Any]]
_EXAMPLE = {"recipe": "sines0-lstm3-w3", "part": "test", "n_samples": 2}


@router.post(
    "/prepared",
    response_model=PreparedSamplesOut,
    openapi_extra=json_body(PreparedSamplesRequest, _EXAMPLE),
    responses=problems("invalid-spec", "data-unreachable"),
)
async def prepare_samples(request: Request, parts: TheParts) -> Response:
    """Show samples as the model of a job gets them.

    Each sample raw and preprocessed, a series or text cut into windows. Nothing is trained or stored.
    """
    return await answered(request, parts, PreparedSamplesForm, _prepared)


def _prepared(wanted: PreparedSamplesForm, job: JobData, registered: Registered) -> dict[str, Any]:
    job = replace(job, fitted=recorded_chain(job.spec, registered))
    found = prepared_samples(job, Selection(wanted.part, wanted.first, wanted.n_samples, wanted.fold, wanted.spread))
    x, y = found.pairs.input_arrays, found.pairs.target_arrays if job.takes_targets or job.spec.data.reconstruct else {}
    require_few([*x.values(), *y.values(), *_arrays(found)], "/n_samples")
    if wanted.full_images:
        require_few_images(_arrays(found), "/n_samples")
    return {
        "part": wanted.part,
        "n_samples": found.n_samples,
        "inputs": {name: _type_of(array) for name, array in x.items()},
        "targets": {name: _type_of(array) for name, array in y.items()},
        "samples": _samples(found, _rows(x), _rows(y), _rows(found.raw_inputs, whole_images=wanted.full_images)),
    }


def _samples(found: PreparedSamples, x: _Rows, y: _Rows, raw_x: _Rows) -> list[dict[str, Any]]:
    raw_y = _rows(found.raw_targets or {})
    return [
        {
            "index": int(found.indices[index]),
            "source_index": None if found.numbers is None else found.numbers[index],
            "span": None if found.spans is None else asdict(found.spans[index]),
            "raw": {"inputs": _at(raw_x, index), "targets": _at(raw_y, index)},
            "prepared": {"inputs": _at(x, index), "targets": _at(y, index)},
        }
        for index in range(found.pairs.n_samples)
    ]


def _arrays(found: PreparedSamples) -> list[Array]:
    values = [*found.raw_inputs.values(), *(found.raw_targets or {}).values()]
    return [np.asarray(array) for each in values for array in (each if isinstance(each, list) else [each])]


def _rows(ports: Any, *, whole_images: bool = False) -> _Rows:
    """Return the JSON values of each sample by port; samples are an array, or a list of texts or of pieces of a series."""
    return {
        name: [_plain(value) for value in values] if isinstance(values, list) else plain_values(values, whole_images=whole_images)
        for name, values in ports.items()
    }


def _plain(value: Any) -> Any:
    return plain_values(value) if isinstance(value, np.ndarray) else value


def _at(ports: _Rows, index: int) -> dict[str, Any]:
    return {name: values[index] for name, values in ports.items()}


def _type_of(array: Array) -> dict[str, Any]:
    return {"shape": list(array.shape[1:]), "dtype": str(array.dtype)}
