"""The routes that check a spec, or preview its augmentation, without running it."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from models.checking.suggesting import suggested_patch
from models.core.errors import Fault, SpecError, shortened
from models.estimating.estimate import Estimate, Expected
from models.estimating.limits import limit_warnings
from models.preparing.augmentation.preview import preview_png
from models.specs.network import LayerRow
from service.access.guarded_route import GuardedRoute
from service.api.datasets import PngResponse, reported
from service.api.openapi import AUGMENTATION_BODY, JOB_BODY, file_response
from service.api.problems import FaultOut
from service.api.submissions import AugmentationPreview, Submission, expected_of, read_submission, sound_spec
from service.api.value_types import StoredSpec
from service.bodies.content import PNG, decoded_body, file_type
from service.deps import Parts, TheParts
from service.errors import Invalid
from service.problem_types.declared import problems

router = APIRouter(prefix="/v1", tags=["specs"], route_class=GuardedRoute)


class LayerOut(BaseModel):
    """One layer of a network."""

    name: str = Field(description="Name of the layer in the network.")
    layer: str = Field(description="Its kind, such as Dense; of a shared layer `Dense of other`, of a model used as a layer `model digits@1`.")
    output_shape: list[int | None] = Field(description="Shape of one sample of the output; null for axes whose size may vary.")
    parameters: int = Field(description="Number of its parameters.")
    trainable: int = Field(description="Number of parameters that training changes.")


class Interval(BaseModel):
    """An interval that holds four of five values."""

    low: float = Field(description="Lower end.")
    high: float = Field(description="Upper end.")


class CheckOut(BaseModel):
    """The result of checking a spec."""

    ok: bool = Field(description="Whether the job would be accepted.")
    errors: list[FaultOut] = Field(description="Every fault, with a pointer into the body; empty if there is none.")
    warnings: list[FaultOut] = Field(description="Likely mistakes that do not prevent the job.")
    suggestion: dict[str, Any] | None = Field(
        description="A `patch` that settles all errors if sent in place of that of the body, which it includes; null where none is known."
    )
    spec: StoredSpec | None = Field(description="The spec with its defaults written out; null where its form is wrong.")
    layers: list[LayerOut] = Field(description="Layers of a network in order, up to the first faulty one; empty for scikit-learn.")
    total_parameters: int = Field(description="Sum of the parameters of the layers; 0 for scikit-learn.")
    training_bytes: int = Field(description="Estimated memory of fitting, in bytes, without that of TensorFlow or scikit-learn itself.")
    n_fits: int = Field(description="Number of fits.")
    estimated_seconds: float | None = Field(description="Expected seconds from its start to its end; null for a faulty spec, as the next three.")
    estimated_seconds_interval: Interval | None = Field(description="Interval that holds the seconds of four of five jobs.")
    peak_memory: int | None = Field(description="Expected peak memory of a process, in bytes.")
    peak_memory_interval: Interval | None = Field(description="Interval that holds the peak memory of four of five jobs.")


@router.post("/specs/check", openapi_extra=JOB_BODY, responses=problems("invalid-spec"))
async def check_spec(request: Request, parts: TheParts) -> CheckOut:
    """Check a job without running it.

    The body is that of `POST /v1/jobs`. The status is 200 also for a faulty spec: `errors` has every fault at once. For a network there are the
    shapes and parameters of its layers.
    """
    submission, _ = await read_submission(request, parts)
    result = submission.result
    expected = await run_in_threadpool(expected_of, result, parts)
    suggestion = None if result.ok else await run_in_threadpool(_suggestion, submission, parts)
    return CheckOut(
        ok=result.ok,
        errors=[_fault(fault) for fault in shortened(result.errors)],
        warnings=[_fault(fault) for fault in shortened(_warnings(submission, expected))],
        suggestion=suggestion,
        spec=result.spec.model_dump(mode="json") if result.spec else None,
        layers=[_layer(row) for row in result.layers],
        total_parameters=result.total_parameters,
        n_fits=result.n_fits,
        training_bytes=result.training_bytes,
        estimated_seconds=round(expected.seconds.mean, 2) if expected else None,
        estimated_seconds_interval=_interval(expected.seconds, 2) if expected else None,
        peak_memory=round(expected.memory.mean) if expected else None,
        peak_memory_interval=_interval(expected.memory, 0) if expected else None,
    )


@router.post(
    "/augmentation/preview",
    response_class=PngResponse,
    openapi_extra=AUGMENTATION_BODY,
    responses=file_response(PNG, "invalid-spec", "invalid-data", "data-unreachable"),
)
async def preview_augmentation(request: Request, parts: TheParts) -> Response:
    """Draw a training image and augmented copies.

    A grid: first the unchanged image, then copies as training sees them. Nothing is trained or stored.
    """
    raw, _ = await decoded_body(request)
    async with parts.preparing:
        image = await run_in_threadpool(_drawn, raw, parts)
    return PngResponse(image, media_type=file_type(request, PNG))


def _warnings(submission: Submission, expected: Estimate | None) -> list[Fault]:
    result = submission.result
    if expected is None or result.spec is None or submission.given is None:
        return result.warnings
    return result.warnings + [submission.given.located(fault) for fault in limit_warnings(result.spec.resources, expected)]


def _suggestion(submission: Submission, parts: Parts) -> dict[str, Any] | None:
    given, faults = submission.given, submission.spec_errors
    if given is None or len(faults) < len(submission.result.errors):  # No patch settles a fault beside the spec.
        return None
    return suggested_patch(given.spec, faults, parts.lookup, given.patch)


def _fault(fault: Fault) -> FaultOut:
    return FaultOut(**fault.as_dict())


def _layer(row: LayerRow) -> LayerOut:
    return LayerOut(name=row.name, layer=row.layer, output_shape=list(row.output_shape), parameters=row.parameters, trainable=row.trainable)


def _interval(around: Expected, digits: int) -> Interval:
    return Interval(low=round(around.low, digits), high=round(around.high, digits))


def _drawn(raw: Any, parts: Parts) -> bytes:
    wanted, spec, given = sound_spec(raw, AugmentationPreview, parts.lookup)
    try:
        with reported():
            return preview_png(spec, wanted.index, wanted.count, parts.settings.cache, parts.lookup)
    except SpecError as error:
        raise Invalid.of([fault if fault.pointer == "/index" else given.located(fault) for fault in error.faults]) from error
