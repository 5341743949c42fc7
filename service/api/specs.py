"""The routes that check a spec, or preview its augmentation, without running it."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from models.catalog import recipes
from models.core.errors import Fault, SpecError, shortened
from models.preparing.augmentation.preview import preview_png
from service.access.guarded_route import GuardedRoute
from service.api.datasets import PngResponse, reported
from service.api.openapi import AUGMENTATION_BODY, JOB_BODY, file_response
from service.api.problems import FaultOut
from service.api.submissions import AugmentationPreview, Submission, read_submission, sound_spec
from service.bodies.content import PNG, decoded_body, file_type
from service.deps import Parts, TheParts
from service.errors import Invalid
from service.problem_types.declared import problems

router = APIRouter(prefix="/v1", tags=["specs"], route_class=GuardedRoute)


class LayerOut(BaseModel):
    """One layer of a network."""

    name: str
    layer: str
    output_shape: list[int | None] = Field(description="Shape of one sample of the output; null for axes whose size may vary.")
    parameters: int
    trainable: int = Field(description="Number of parameters that training changes.")


class CheckOut(BaseModel):
    """The result of checking a spec."""

    ok: bool
    errors: list[FaultOut]
    warnings: list[FaultOut]
    spec: dict[str, Any] | None = Field(description="The spec with its defaults written out; null where its form is wrong.")
    layers: list[LayerOut]
    total_parameters: int
    training_bytes: int = Field(description="Estimated memory of fitting, in bytes, without that of TensorFlow or scikit-learn itself.")
    n_fits: int = Field(description="Number of fits.")
    estimated_seconds: float | None = Field(description="Estimated time on two cores, in seconds; null where there is no recipe to estimate it from.")


@router.post("/specs/check", openapi_extra=JOB_BODY, responses=problems("invalid-spec"))
async def check_spec(request: Request, parts: TheParts) -> CheckOut:
    """Check a job body without running it: all faults at once, shapes and parameter counts."""
    submission, _ = await read_submission(request, parts)
    result = submission.result
    return CheckOut(
        ok=result.ok,
        errors=[_fault(fault) for fault in shortened(result.errors)],
        warnings=[_fault(fault) for fault in shortened(result.warnings)],
        spec=result.spec.model_dump(mode="json") if result.spec else None,
        layers=[LayerOut(**{**vars(row), "output_shape": list(row.output_shape)}) for row in result.layers],
        total_parameters=result.total_parameters,
        n_fits=result.n_fits,
        training_bytes=result.training_bytes,
        estimated_seconds=_estimated_seconds(submission),
    )


@router.post(
    "/augmentation/preview",
    response_class=PngResponse,
    openapi_extra=AUGMENTATION_BODY,
    responses=file_response(PNG, "invalid-spec", "invalid-data", "data-unreachable"),
)
async def preview_augmentation(request: Request, parts: TheParts) -> Response:
    """Draw one training image of a job and augmented copies of it as a PNG file, without running the job."""
    raw, _ = await decoded_body(request)
    async with parts.preparing:
        image = await run_in_threadpool(_drawn, raw, parts)
    return PngResponse(image, media_type=file_type(request, PNG))


def _fault(fault: Fault) -> FaultOut:
    return FaultOut(**fault.as_dict())


def _estimated_seconds(submission: Submission) -> float | None:
    """Scale the time of the recipe by the number of epochs."""
    recipe, spec = recipes().get(submission.recipe or ""), submission.result.spec
    if recipe is None or spec is None:
        return None
    training: dict[str, Any] = recipe.spec.get("training", {})
    share = spec.training.epochs / training["epochs"] if spec.training and training else 1.0
    return round(60 * recipe.expected_minutes * share, 1)


def _drawn(raw: Any, parts: Parts) -> bytes:
    wanted, spec, prefix = sound_spec(raw, AugmentationPreview, parts.lookup)
    try:
        with reported():
            return preview_png(spec, wanted.index, wanted.count, parts.settings.cache, parts.lookup)
    except SpecError as error:
        raise Invalid.of([fault if fault.pointer == "/index" else fault.under(prefix) for fault in error.faults]) from error
