"""The history of a job: figures of its epochs and batches."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from models.evaluation.overfitting import find_overfitting
from service.access.guarded_route import GuardedRoute
from service.api.curves import CurvesOut, TheWanted, columns_of_jobs, curves_response
from service.curves.columns import Columns
from service.curves.drawn import Wanted, drawn
from service.deps import Parts, TheJob, TheParts
from service.store.event_data import LeftOut, left_out
from service.store.histories import Head
from service.store.job_events import EpochData

router = APIRouter(prefix="/v1/jobs", tags=["jobs"], route_class=GuardedRoute)


class OverfittingOut(BaseModel):
    """Evidence that a network overfits."""

    epoch: int = Field(description="Epoch with the lowest validation loss, which has risen since while the training loss fell.")
    val_loss: float = Field(description="Validation loss of that epoch.")
    last_val_loss: float = Field(description="Validation loss of the last epoch.")


class BatchOut(BaseModel):
    """Figures after a batch: loss and metrics of the epoch so far stand beside the other fields, each under its own name."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, float] = Field(init=False)

    epoch: int = Field(description="Number of the epoch, from 1.")
    step: int = Field(description="Number of the batch in its epoch, from 1.")


class HistoryOut(BaseModel):
    """Metrics of the epochs and of some batches."""

    epochs: list[EpochData] = Field(description="The epochs of the current attempt, in order; none for scikit-learn, nor where curves are asked for.")
    batches: list[BatchOut] = Field(description="Figures of at most 200 batches, evenly spaced over all epochs; of curves those of their epochs.")
    overfitting: OverfittingOut | None = Field(description="Null if there is no sign of overfitting.")
    curves: CurvesOut | LeftOut = left_out(
        "The epochs as thinned curves, instead of `epochs`; left out unless `points`, `from`, `to` or `metric` is given."
    )


async def _columns(job: TheJob, parts: TheParts, wanted: TheWanted) -> list[tuple[Head, Columns]]:
    """Return the job with the columns of its epochs; nothing where no curves are asked for."""
    return [] if wanted is None else await columns_of_jobs([job.id], parts)


TheColumns = Annotated[list[tuple[Head, Columns]], Depends(_columns)]


@router.get("/{job_id}/history", response_model=HistoryOut)
def get_history(job: TheJob, parts: TheParts, wanted: TheWanted, columns: TheColumns) -> HistoryOut | Response:
    """Show loss and metrics of each epoch.

    Figures of the current attempt, and whether the network overfits. Empty for scikit-learn models. With `points`, `from`, `to` or `metric` the
    epochs are thinned curves for a chart, as those of `GET /v1/curves`.
    """
    if wanted is not None:
        return curves_response(_with_curves(columns, wanted, parts))
    epochs = parts.jobs.history(job.id)
    found = find_overfitting([epoch.line for epoch in epochs])
    return HistoryOut(
        epochs=[EpochData.model_validate(epoch.line) for epoch in epochs],
        batches=[BatchOut.model_validate({"epoch": epoch.epoch, **batch}) for epoch in epochs for batch in epoch.batches],
        overfitting=OverfittingOut(**vars(found)) if found else None,
    )


def _with_curves(job: list[tuple[Head, Columns]], wanted: Wanted, parts: Parts) -> dict[str, Any]:
    ((head, columns),), curves = job, drawn(job, wanted)
    batches = parts.histories.batches(head.id, wanted.first or columns.first, wanted.last or columns.last)
    return {"epochs": [], "batches": batches, "overfitting": columns.overfitting, "curves": curves}
