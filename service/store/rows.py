"""Rows as immutable values."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

from sqlalchemy import Row

from models.artifact.golden import REAL
from models.searching.ranking import ScoredTrial
from models.specs.job import GoldenSource
from models.specs.versions import current
from models.uploads.stored_upload import PREFIX
from service.store.transitions import FINAL, State


@dataclass(frozen=True)
class FromRow:
    """A value of a row."""

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Return the value of a row; other columns are ignored."""
        found = row._mapping
        return cls(**{name: found[name] for name in cls.__dataclass_fields__ if name in found})


@dataclass(frozen=True)
class Job(FromRow):
    """A job. Times are seconds since 1970; specs are translated to the current version."""

    id: str
    owner: str
    name: str
    recipe: str | None
    spec: dict[str, Any]
    queue: str
    priority: int
    state: str
    cancel_requested: int
    stop_requested: int
    pause_requested: int
    attempt: int
    worker: str | None
    process: str | None
    not_before: float | None
    ran_s: float
    phase: str | None
    ends_at: float | None
    progress: float
    metrics: dict[str, float]
    best: dict[str, Any] | None
    error: str | None
    peak_memory: int | None
    estimate: dict[str, Any] | None
    notify: list[dict[str, Any]] | None
    retrains: dict[str, Any] | None
    findings: dict[str, Any] | None
    last_event: int
    sweep: str | None
    sweep_member: str | None
    body_sha256: str | None
    created_at: float
    started_at: float | None
    limited_from: float | None
    finished_at: float | None
    traceparent: str | None
    tags: list[str]
    note: str

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        job = super().of(row)
        best = {**job.best, "spec": current(job.best["spec"])} if job.best else None
        return replace(job, spec=current(job.spec), best=best)

    @property
    def model_spec(self) -> dict[str, Any]:
        """Return the spec of the job's model: that of the best candidate, once a search has one."""
        spec: dict[str, Any] = self.best["spec"] if self.best else self.spec
        return spec

    @property
    def is_final(self) -> bool:
        """Return whether the job has ended."""
        return State(self.state) in FINAL

    def running_s(self, now: float) -> float:
        """Return the seconds for which a running job has run until now, without those in which it was queued or paused."""
        return self.ran_s + now - (self.limited_from or self.started_at or now)


@dataclass(frozen=True)
class Event(FromRow):
    """An event of a job; ids are numbered from 1 within the job."""

    id: int
    kind: str
    data: dict[str, Any]
    created_at: float


@dataclass(frozen=True)
class Epoch(FromRow):
    """An epoch of a job's history, with metrics of some of its batches. Old rows have no learning rate and no samples per second."""

    epoch: int
    metrics: dict[str, float]
    seconds: float
    learning_rate: float | None = None
    samples_per_second: float | None = None
    batches: list[dict[str, float]] = field(default_factory=list)

    @property
    def line(self) -> dict[str, float]:
        """Return the measured values by name."""
        known = {"learning_rate": self.learning_rate, "samples_per_second": self.samples_per_second, "seconds": self.seconds}
        return {"epoch": self.epoch, **self.metrics, **{name: value for name, value in known.items() if value is not None}}


@dataclass(frozen=True)
class Trial(ScoredTrial, FromRow):
    """One candidate on one fold."""

    number: int
    state: str
    figures: dict[str, float]
    score_seconds: float | None


@dataclass(frozen=True)
class CheckpointFile(FromRow):
    """A snapshot on disk."""

    epoch: int
    file: str
    size_bytes: int
    metrics: dict[str, float]
    created_at: float


@dataclass(frozen=True)
class NewVersion:
    """A trained model to register."""

    artifact: str
    sha256: str
    size_bytes: int
    stored_bytes: int
    onnx: str | None
    serving: dict[str, Any]
    signature: dict[str, Any]
    preprocessing: dict[str, Any]
    metrics: dict[str, float]
    provenance: dict[str, Any]


def sweep_name(name: str, member: str) -> str:
    """Return the name of a sweep, with which the names of its models begin.

    Args:
        name: Name of the model of one of its jobs.
        member: Name of this job within the sweep.
    """
    return name.removesuffix(f"-{member}")


def ref_of(model: str, version: int) -> str:
    """Return the reference of a version of a model."""
    return f"{model}@{version}"


@dataclass(frozen=True)
class Version(NewVersion, FromRow):
    """A registered model version."""

    owner: str
    model: str
    version: int
    job_id: str
    created_at: float
    tags: list[str]
    note: str
    #: What its name begins with for the owner who asked: "owner/" if it is another's.
    prefix: str = ""

    @property
    def name(self) -> str:
        """Return its name as the owner who asked writes it."""
        return self.prefix + self.model

    @property
    def ref(self) -> str:
        """Return the reference of this version, as the owner who asked writes it."""
        return ref_of(self.name, self.version)

    @property
    def golden(self) -> GoldenSource:
        """Return where its golden examples come from; those of earlier releases are samples of the data."""
        source: GoldenSource = self.provenance.get("golden", REAL)
        return source

    @property
    def key(self) -> str:
        """Return the reference that means this version whoever asks."""
        return ref_of(f"{self.owner}/{self.model}", self.version)


@dataclass(frozen=True)
class NewDataset:
    """An upload after reading.

    Args:
        id: Its id, which tells nothing of the content.
        content: Digest of what was read and how; the same content of one owner is one data set.
        name: Its name.
        format: Format of the file.
        sha256: Digest of the file.
        size_bytes: Size of the file.
        description: Record of what was read.
        version: Number of its version, from 1.
        previous: Id of the version before; None for the first.
    """

    id: str
    content: str
    name: str
    format: str
    sha256: str
    size_bytes: int
    description: dict[str, Any]
    version: int = 1
    previous: str | None = None


@dataclass(frozen=True)
class Dataset(NewDataset, FromRow):
    """An uploaded data set."""

    owner: str = field(kw_only=True)
    created_at: float = field(kw_only=True)
    tags: list[str] = field(kw_only=True)
    note: str = field(kw_only=True)

    @property
    def source(self) -> str:
        """Return its name in a spec."""
        return f"{PREFIX}{self.id}"
