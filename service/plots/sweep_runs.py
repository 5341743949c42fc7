"""The jobs of a sweep as plots compare them."""

import hashlib
from collections.abc import Sequence
from typing import Any

import orjson

from models.core.differences import differences
from models.plots.subjects import SweepMember, SweepRuns
from service.store.rows import Job, sweep_name


def sweep_runs(jobs: Sequence[Job]) -> SweepRuns:
    """Return the jobs of a sweep with the values by which they differ, by JSON pointer.

    Args:
        jobs: The jobs, in order.
    """
    changes = [differences(jobs[0].spec, job.spec) for job in jobs]
    common = {change.pointer: change.value for found in changes for change in found}
    values = [{**common, **{change.pointer: change.other for change in found}} for found in changes]
    title = sweep_name(jobs[0].name, jobs[0].sweep_member or "")
    return SweepRuns(title, [_member(job, params) for job, params in zip(jobs, values, strict=True)])


def state_key(jobs: Sequence[Job]) -> str:
    """Return what tells the jobs of a sweep, with all that its plots show of them, from the same ones before another has ended."""
    facts = [(job.id, job.name, str(job.state), job.started_at, job.finished_at, job.metrics) for job in jobs]
    return hashlib.sha256(orjson.dumps(facts)).hexdigest()[:16]


def _member(job: Job, params: dict[str, Any]) -> SweepMember:
    ended = job.finished_at is not None and job.started_at is not None
    return SweepMember(
        name=job.sweep_member or "",
        params=params,
        state=str(job.state),
        metrics=job.metrics,
        seconds=(job.finished_at or 0.0) - (job.started_at or 0.0) if ended else None,
    )
