"""An attempt at a job, as tasks use it in a job process."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from models.checking.check import check_spec, require_ok
from models.core.files import files_bytes
from models.core.isolation.network import OPEN, Network
from models.jobs import run
from models.specs.job import JobSpec
from models.training.finish import Outcome
from models.training.resuming.resume import ResumePlace
from service.settings import Settings
from service.store.files import Files
from service.store.registry import MovedVersion
from service.store.rows import NewVersion, Version
from service.store.transitions import State
from service.store.trials import JobProcess
from workers.database_listener import DatabaseListener
from workers.devices import Share
from workers.heartbeat import Heartbeat
from workers.lessons import Lessons
from workers.memory_use import own_bytes
from workers.retraining import compare_retrained
from workers.stores import Stores


@dataclass(frozen=True)
class Assignment:
    """Start arguments of a job process.

    Args:
        process: The process and its job.
        owner: Owner of the job: what its spec names is looked up for this owner.
        token: The attempt, which every write carries; None for a trial worker that joins a running job.
        queue: Queue of the job.
        spec: The spec as stored.
        folder: Folder for the files of this process only.
        settings: Settings of the worker.
        share: The process's share of the machine.
        network: What the process may reach of the network.
        trace_id: Id of the trace that the attempt is a part of; empty for none.
    """

    process: JobProcess
    owner: str
    token: int | None
    queue: str
    spec: dict[str, Any]
    folder: Path
    settings: Settings
    share: Share
    network: Network = OPEN
    trace_id: str = ""


class Attempt:
    """The job, stores and settings of a task. Every write is guarded: it has no effect once the attempt no longer owns the job.

    Args:
        assignment: Start arguments of the process.
        stores: The stores.
        heartbeat: Reports whether to stop; calls trial workers.

    Attributes:
        token: The attempt; None while no process owns the job and this one is a trial worker.
        has_succeeded: Whether this process has ended the job as succeeded.
        version: The version that it has registered; None without one.
    """

    def __init__(self, assignment: Assignment, stores: Stores, heartbeat: Heartbeat) -> None:
        self.process, self.token, self.queue = assignment.process, assignment.token, assignment.queue
        self.folder: Path = assignment.folder
        self.settings: Settings = assignment.settings
        self.stores, self.heartbeat = stores, heartbeat
        self.stored_spec = assignment.spec
        self.owner = assignment.owner
        self.lookup = stores.lookup(assignment.owner)
        self._sound: JobSpec | None = None
        self.lessons = Lessons(assignment.process.job_id, stores)
        self.has_succeeded, self.version = False, None  # type: bool, Version | None

    @property
    def job_id(self) -> str:
        """Id of the job."""
        return self.process.job_id

    def sound_spec(self) -> JobSpec:
        """Return the spec, checked again against what is registered now.

        Raises:
            SpecError: It is no longer valid.
        """
        result = require_ok(check_spec(self.stored_spec, self.lookup))
        self._sound, self.lessons.work = result.sound, result.work
        return result.sound

    @contextmanager
    def listener(self) -> Iterator[DatabaseListener]:
        """Provide a listener that writes the reports of a fit to the database; at the end, wait until all are written."""
        listener = DatabaseListener(self.job_id, self.token or 0, self.stores.attempts, self.stores.files, self.heartbeat)
        try:
            yield listener
        finally:
            listener.close()

    def fit(self, spec: JobSpec, listener: DatabaseListener, **note: Any) -> Outcome:
        """Fit a model and write its artifact; see models.jobs.run."""
        # Of a search, the best candidate is fitted by a spec of its own.
        is_own = spec is self._sound
        listener.follow(self.lessons.follow(self.lessons.work if is_own else check_spec(spec.model_dump(mode="json"), self.lookup).work))
        place = ResumePlace(self.stores.files.resume_folder(self.job_id), self.token or 0, self.settings.snapshot_every_s)
        retrains = self.stores.jobs.get(self.job_id).retrains
        note |= {"retrains": retrains["model"]} if retrains else {}
        return run(spec, self.folder, listener, self.settings.cache, self.lookup, place, **note)

    def register(self, outcome: Outcome, moved: MovedVersion | None = None, figures: dict[str, float] | None = None) -> Version | None:
        """Register a model and end the job as succeeded.

        Args:
            outcome: The model.
            moved: New version of the model that shares layers with it; None for none.
            figures: More metrics of the model; its own take precedence.

        Returns:
            The version; None if the attempt no longer owns the job.

        Raises:
            OSError: An artifact is not stored as it was written.
        """
        self._note_memory()
        made = new_version(outcome, self.stores.files)
        made = replace(made, metrics={**(figures or {}), **made.metrics})
        for version in (made, *([moved.new] if moved else [])):
            self.stores.files.require_stored(version.artifact, version.sha256)
        compare_retrained(self.stores, self.stores.jobs.get(self.job_id), outcome, self.settings.cache)
        registered = self.stores.registry(self.owner).register(self.job_id, self.token or 0, made, moved)
        if registered is not None:
            self.has_succeeded, self.version = True, registered
            self.lessons.teach()
        return registered

    def succeed(self, metrics: dict[str, float], kept: Path | None = None) -> None:
        """End the job as succeeded, without a model.

        Args:
            metrics: Its figures.
            kept: Its output file, whose size counts for its owner; None for none.
        """
        self._note_memory()
        if self.stores.attempts.succeed(self.job_id, self.token or 0, metrics, kept.stat().st_size if kept else 0):
            self.has_succeeded = True
            self.lessons.teach()

    def _note_memory(self) -> None:
        """Record what this process uses, so that it is known as soon as the job has ended; the supervisor knows the most that it has used."""
        self.stores.attempts.memory(self.job_id, own_bytes())

    def fail(self, error: str) -> bool:
        """End the job as failed; return whether the attempt still owned it."""
        if self.token is None:
            has_failed = self.stores.trials.end_unowned(self.job_id, State.FAILED, error)
        else:
            has_failed = self.stores.attempts.end(self.job_id, self.token, State.FAILED, error)
        if has_failed:
            self.heartbeat.trace.end(error)
        return has_failed


def new_version(outcome: Outcome, files: Files) -> NewVersion:
    """Return the registry entry of a trained model."""
    content = outcome.content
    return NewVersion(
        artifact=files.key(outcome.artifact),
        sha256=outcome.sha256,
        size_bytes=outcome.artifact.stat().st_size,
        stored_bytes=files_bytes(outcome.artifact.parent),
        onnx=files.key(outcome.onnx) if outcome.onnx else None,
        serving=asdict(outcome.proof),
        signature=content.signature.as_dict(),
        preprocessing=_plain(content.chain.record()),
        metrics=content.metrics,
        provenance=content.provenance,
    )


def _plain(record: object) -> dict[str, object]:
    """Return a record with arrays as lists, for a JSON column."""
    import orjson

    plain: dict[str, object] = orjson.loads(orjson.dumps(record, option=orjson.OPT_SERIALIZE_NUMPY))
    return plain
