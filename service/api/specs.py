"""Judge a spec without running it."""

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from models.catalog import recipes
from models.core.errors import Fault
from service.api.bodies import Submission, read_submission
from service.api.openapi import JOB_BODY
from service.api.schemas import FaultOut
from service.deps import TheParts

router = APIRouter(prefix="/v1/specs", tags=["specs"])


class LayerOut(BaseModel):
    """One layer of a network."""

    name: str
    layer: str
    output_shape: list[int | None] = Field(description="Shape of one sample behind the layer; null where it may vary.")
    parameters: int
    trainable: int = Field(description="Number of parameters that training changes.")


class CheckOut(BaseModel):
    """What is known of a spec before anything runs."""

    ok: bool
    errors: list[FaultOut]
    warnings: list[FaultOut]
    spec: dict[str, Any] | None = Field(description="The spec with its defaults written out; null where its form is wrong.")
    layers: list[LayerOut]
    total_parameters: int
    training_bytes: int = Field(description="Memory that fitting takes, roughly; TensorFlow's own is not counted; 0 for scikit-learn.")
    n_fits: int = Field(description="How many times a model is fitted.")
    estimated_seconds: float | None = Field(description="Time on two cores, where the recipe's cost is known.")


@router.post("/check", openapi_extra=JOB_BODY)
async def check_spec(request: Request, parts: TheParts) -> CheckOut:
    """Check a job body: every fault at once, shapes and parameter counts; nothing runs."""
    submission, _ = await read_submission(request, parts.lookup)
    result = submission.result
    return CheckOut(
        ok=result.ok,
        errors=[_fault(fault) for fault in result.errors],
        warnings=[_fault(fault) for fault in result.warnings],
        spec=result.spec.model_dump(mode="json") if result.spec else None,
        layers=[LayerOut(**{**vars(row), "output_shape": list(row.output_shape)}) for row in result.layers],
        total_parameters=result.total_parameters,
        n_fits=result.n_fits,
        training_bytes=result.training_bytes,
        estimated_seconds=_estimated_seconds(submission),
    )


def _fault(fault: Fault) -> FaultOut:
    return FaultOut(**fault.as_dict())


def _estimated_seconds(submission: Submission) -> float | None:
    """Scale the recipe's known time by the epochs asked for."""
    recipe, spec = recipes().get(submission.recipe or ""), submission.result.spec
    if recipe is None or spec is None:
        return None
    training: dict[str, Any] = recipe.spec.get("training", {})
    share = spec.training.epochs / training["epochs"] if spec.training and training else 1.0
    return round(60 * recipe.expected_minutes * share, 1)
