"""The job that is worked on, wherever in the code: its id is in every record of the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

#: The job of this thread or task.
_current: ContextVar[str] = ContextVar("job", default="")
#: The job of this process, also of its threads, which do not inherit context variables.
_of_process = ""


@contextmanager
def working_on(job_id: str) -> Iterator[None]:
    """Work on a job within the block."""
    token = _current.set(job_id)
    try:
        yield
    finally:
        _current.reset(token)


def belong_to(job_id: str) -> None:
    """Make this process one of a job, to its end."""
    global _of_process
    _of_process = job_id


def current_job() -> str:
    """Return the id of the job that is worked on; empty outside of one."""
    return _current.get() or _of_process
