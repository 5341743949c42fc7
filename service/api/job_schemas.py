"""What the API answers with about jobs. Output fields have no defaults."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field


class JobOut(BaseModel):
    """A job."""

    id: str
    name: str = Field(description="Name of the model it makes.")
    recipe: str | None
    state: str = Field(description="queued, running, succeeded, failed or cancelled.")
    cancel_requested: bool
    stop_requested: bool = Field(description="Whether a search was asked to end with the best so far.")
    attempt: int = Field(description="How often it has been started.")
    progress: float = Field(description="Share done, 0 to 1.")
    queue_position: int | None = Field(description="Place in the queue, from 1; null once it is not queued.")
    metrics: dict[str, float]
    best_params: dict[str, Any] | None = Field(description="The winner of a search, by the keys of its space; null before, and for other tasks.")
    best_score: float | None = Field(description="The winner's mean score.")
    model: str | None = Field(description="Reference of the model it made, for example digits@3.")
    error: str | None = Field(description="Why it failed.")
    worker: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    spec: dict[str, Any]


class JobPage(BaseModel):
    """A page of jobs, newest first."""

    jobs: list[JobOut]
    next_cursor: str | None = Field(description="Give it as ?cursor= for the next page; null at the end.")


class OverfittingOut(BaseModel):
    """What tells that a network overfits."""

    epoch: int = Field(description="The epoch with the least validation loss; it has risen since, while training loss fell.")
    val_loss: float = Field(description="Its validation loss.")
    last_val_loss: float = Field(description="Validation loss of the last epoch.")


class HistoryOut(BaseModel):
    """What training measured."""

    epochs: list[dict[str, int | float]] = Field(
        description="An object an epoch: epoch, loss and metrics, learning_rate, samples_per_second (training alone) and seconds (with validation)."
    )
    batches: list[dict[str, int | float]] = Field(
        description="At most 200 steps, evenly spread: epoch, step (from 1 within the epoch), and loss and metrics of the epoch so far."
    )
    overfitting: OverfittingOut | None = Field(description="Null where nothing tells so.")


class CheckpointOut(BaseModel):
    """A checkpoint: an HDF5 file of all variables."""

    epoch: int
    file: str
    size_bytes: int
    metrics: dict[str, float]
    created_at: datetime


class CheckpointsOut(BaseModel):
    """The checkpoints of a job that are on disk."""

    checkpoints: list[CheckpointOut]
