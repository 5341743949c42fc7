"""One attempt at a job in its process: what is to be done, and where it is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.checking.check import require_sound
from models.jobs import run
from models.specs.job import JobSpec
from models.training.finish import Outcome
from service.settings import Settings
from service.store.registry import MovedVersion, Registry
from service.store.rows import Version
from service.store.states import State
from workers.assignment import Assignment
from workers.database_listener import DatabaseListener
from workers.heartbeat import Heartbeat
from workers.new_version import new_version
from workers.stores import Stores


class Attempt:
    """What the tasks work with. Every write is guarded: it does no harm once the job is no longer this attempt's.

    Args:
        assignment: What the process was started with.
        stores: Where everything is written.
        heartbeat: Knows whether to stop; carries calls for trial workers.

    Attributes:
        token: The attempt; None while nobody owns the job and this process is one of its trial workers.
    """

    def __init__(self, assignment: Assignment, stores: Stores, heartbeat: Heartbeat) -> None:
        self.process, self.token, self.queue = assignment.process, assignment.token, assignment.queue
        self.folder: Path = assignment.folder
        self.settings: Settings = assignment.settings
        self.stores, self.heartbeat = stores, heartbeat
        self.stored_spec = assignment.spec

    @property
    def job_id(self) -> str:
        """Id of the job."""
        return self.process.job_id

    def sound_spec(self) -> JobSpec:
        """Return the spec, checked once more, against what is registered now.

        Raises:
            SpecError: It can no longer work.
        """
        return require_sound(self.stored_spec, self.stores.lookup)

    @contextmanager
    def listener(self) -> Iterator[DatabaseListener]:
        """Give a listener that writes what happens in a fit, and wait at the end until everything is written."""
        listener = DatabaseListener(self.job_id, self.token or 0, self.stores.attempts, self.stores.files, self.heartbeat)
        try:
            yield listener
        finally:
            listener.close()

    def fit(self, spec: JobSpec, listener: DatabaseListener, **note: Any) -> Outcome:
        """Fit a model and write its artifact; arguments and errors are those of models.jobs.run."""
        return run(spec, self.folder, listener, self.settings.cache, self.stores.lookup, **note)

    def register(self, outcome: Outcome, moved: MovedVersion | None = None, figures: dict[str, float] | None = None) -> Version | None:
        """End the job as succeeded, with a model.

        Args:
            outcome: The model.
            moved: The model that it moves along; None for none.
            figures: More metrics to show with the model; those of its own come first.

        Returns:
            The version; None if the job is no longer this attempt's.
        """
        made = new_version(outcome, self.stores.files)
        made = replace(made, metrics={**(figures or {}), **made.metrics})
        return Registry(self.stores.database).register(self.job_id, self.token or 0, made, moved)

    def succeed(self, metrics: dict[str, float]) -> None:
        """End the job as succeeded, without a model."""
        self.stores.attempts.succeed(self.job_id, self.token or 0, metrics)

    def fail(self, error: str) -> None:
        """End the job as failed."""
        if self.token is None:
            self.stores.trials.end_unowned(self.job_id, State.FAILED, error)
        else:
            self.stores.attempts.end(self.job_id, self.token, State.FAILED, error)
