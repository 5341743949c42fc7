"""What a job does now, and how long it still needs, from its row."""

from collections.abc import Sequence

from models.estimating.estimate import Estimate, seconds_left
from service.store.rows import Job
from service.store.transitions import State

#: Phase of a job that no process has begun with.
WAITING = "waiting"
#: Phase of a job whose process has said nothing yet.
FIRST = "loading"


def phase_of(job: Job) -> str | None:
    """Return what a job does now; None if it is paused or has ended."""
    if job.state == State.QUEUED:
        return WAITING
    return (job.phase or FIRST) if job.state == State.RUNNING else None


def seconds_left_of(job: Job, now: float) -> float | None:
    """Return the seconds that a running job still needs.

    Args:
        job: The job.
        now: Seconds since 1970.

    Returns:
        The seconds; None if it does not run, or nothing is known about it.
    """
    if job.state != State.RUNNING:
        return None
    if job.ends_at is not None and job.ends_at > now:
        return round(job.ends_at - now, 2)
    # It takes longer than expected, or its process has said nothing yet.
    expected = _estimate_of(job)
    return None if expected is None else round(seconds_left(expected.seconds, job.running_s(now)), 2)


def sweep_seconds_left(jobs: Sequence[Job], now: float) -> float | None:
    """Return the seconds until the last of some jobs has ended, if as many of them run at a time as now.

    Args:
        jobs: The jobs.
        now: Seconds since 1970.

    Returns:
        The seconds; 0 once all have ended, None if none runs or nothing is known about one.
    """
    open_jobs = [job for job in jobs if not job.is_final]
    running = [job for job in open_jobs if job.state == State.RUNNING]
    left = [seconds_left_of(job, now) if job.state == State.RUNNING else _whole(job) for job in open_jobs]
    known = [seconds for seconds in left if seconds is not None]
    if len(known) < len(left) or (open_jobs and not running):
        return None
    return round(max(sum(known) / len(running), max(known)), 2) if running else 0.0


def _whole(job: Job) -> float | None:
    expected = _estimate_of(job)
    return expected.seconds.mean if expected else None


def _estimate_of(job: Job) -> Estimate | None:
    return Estimate.of(job.estimate) if job.estimate else None
