"""The form of a job in answers."""

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from models.retraining.comparison import Comparison
from models.retraining.promotion import PromotedWhen
from models.retraining.reproduction import Reproduction
from service.api.value_types import AnyStoredSpec, Tag
from service.deps import Parts
from service.remaining import phase_of, seconds_left_of
from service.store.rows import Job
from service.store.transitions import State
from service.waiting_for import WaitingFor

#: Columns of a job that the API shows as they are.
_SHOWN = (
    *("id", "name", "recipe", "priority", "state", "cancel_requested", "pause_requested", "stop_requested"),
    *("attempt", "progress", "metrics", "error", "peak_memory", "worker", "spec", "created_at", "started_at", "finished_at"),
    *("tags", "note"),
)


class PromoteOut(BaseModel):
    """What a retraining was asked to do with an alias."""

    alias: str = Field(description="The alias.")
    when: PromotedWhen = Field(description="When it is moved to the new version.")
    metric: str = Field(description="Name of the figure that decides; empty where nothing is compared.")
    margin: float = Field(description="Difference that counts, in the unit of the figure.")
    expected: int | None = Field(description="Version that the alias meant when the job was submitted; null if there was none.")


class PromotionOut(BaseModel):
    """What a retraining did with an alias."""

    promoted: bool = Field(description="Whether the alias was moved to the new version.")
    reason: str = Field(description="Why, or why not.")
    from_version: int | None = Field(description="Version that the alias meant when the job was submitted; null if there was none.")
    to_version: int = Field(description="The new version.")


class RetrainingOut(BaseModel):
    """The retraining of a model."""

    model: str = Field(description="The model before, such as digits@3.")
    comparison: Comparison | None = Field(description="Comparison of the new model with the one before; null before the new one is evaluated.")
    promote: PromoteOut | None = Field(description="Alias that is moved to the new version, and when; null if none is.")
    promotion: PromotionOut | None = Field(description="Whether it was moved; null before the job has succeeded, and if none is.")


class JobOut(BaseModel):
    """A job."""

    id: str = Field(description="Id of the job, a ULID: ids sort by the time of creation.")
    name: str = Field(description="Name under which its model is registered.")
    recipe: str | None = Field(description="Id of its recipe; null if it was submitted with a spec.")
    priority: int = Field(description="Jobs of a higher priority are started first; within a priority, owners share the running time.")
    state: State = Field(description="Its state; succeeded, failed and cancelled are final.")
    cancel_requested: bool = Field(description="Whether it was asked to be cancelled.")
    pause_requested: bool = Field(description="Whether it was asked to pause.")
    stop_requested: bool = Field(description="Whether a search was asked to end with its best candidate so far.")
    attempt: int = Field(description="Number of times it was started; above 1 after the loss of a worker, and after a pause.")
    progress: float = Field(description="Fraction done, 0 to 1.")
    phase: str | None = Field(
        description="What it does now: waiting, loading, preparing, tracing, fitting, evaluating, compiling, predicting; null if paused or ended."
    )
    remaining_s: float | None = Field(description="Seconds until it will have ended, as estimated now; null if it does not run.")
    queue_position: int | None = Field(description="Position among the queued jobs of its owner, from 1; null if it is not queued.")
    waiting_for: str | None = Field(description="What it waits for before it can run, such as a gpu worker; null if for nothing but its turn.")
    metrics: dict[str, float] = Field(
        description="Loss and metrics by name: while it runs of the epoch so far, in the end those of the finished model."
    )
    best_params: dict[str, Any] | None = Field(
        description="Parameters of a search's best candidate, by the keys of its space; null before it is known, and for other tasks."
    )
    best_score: float | None = Field(description="Mean score of a search's best candidate; null before it is known, and for other tasks.")
    model: str | None = Field(description="Reference of its model, for example digits@3; null before it has succeeded, and if it makes none.")
    retraining: RetrainingOut | None = Field(description="What a retraining has found; null for other jobs.")
    reproduction: Reproduction | None = Field(description="What a reproduction has found; null before that, and for other jobs.")
    error: str | None = Field(description="Why it failed; null if it did not.")
    peak_memory: int | None = Field(description="Most memory of its processes so far, in bytes; null before it is known.")
    worker: str | None = Field(description="Host and process id of its worker; null before it is started, and while it is paused.")
    created_at: datetime = Field(description="When it was submitted.")
    started_at: datetime | None = Field(description="When it was first started; null before that.")
    finished_at: datetime | None = Field(description="When it ended; null before that.")
    tags: list[Tag] = Field(description="Its tags.")
    note: str = Field(description="What its owner has noted about it; empty if nothing.")
    spec: AnyStoredSpec = Field(description="Its spec, with the defaults written out.")


def job_out(job: Job, parts: Parts) -> JobOut:
    """Return a job as the API shows it."""
    return jobs_out([job], parts)[0]


def jobs_out(jobs: Sequence[Job], parts: Parts) -> list[JobOut]:
    """Return jobs as the API shows them, with as many queries for a page of jobs as for one."""
    refs = parts.registry.refs_of_jobs([job.id for job in jobs if job.state == State.SUCCEEDED])
    positions, now = parts.jobs.queue_positions(jobs), time.time()
    waiting = WaitingFor(parts.workers.recent() if any(not job.is_final for job in jobs) else (), parts.quota.limits, parts.quota.used)
    return [
        JobOut(
            **{name: getattr(job, name) for name in _SHOWN},
            best_params=job.best["params"] if job.best else None,
            best_score=job.best["score"] if job.best else None,
            queue_position=positions.get(job.id),
            phase=phase_of(job),
            remaining_s=seconds_left_of(job, now),
            waiting_for=waiting.of(job),
            model=refs.get(job.id),
            retraining=_retraining_of(job),
            reproduction=Reproduction.model_validate(found) if (found := _found(job, "reproduction")) else None,
        )
        for job in jobs
    ]


def _retraining_of(job: Job) -> RetrainingOut | None:
    if job.retrains is None:
        return None
    found, promotion = _found(job, "comparison"), _found(job, "promotion")
    promote = job.retrains.get("promote")
    return RetrainingOut(
        model=job.retrains["model"],
        comparison=Comparison.model_validate(found) if found else None,
        promote=PromoteOut.model_validate(promote) if promote else None,
        promotion=PromotionOut.model_validate(promotion) if promotion and "promoted" in promotion else None,
    )


def _found(job: Job, name: str) -> Any:
    return (job.findings or {}).get(name)
