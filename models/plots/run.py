"""What plots of a job are made of: each part is loaded when a plot first asks for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from models.artifact.content import Artifact, Content
from models.artifact.file import read_artifact
from models.core.errors import DataError, UnreachableError
from models.evaluation.record import Evaluation, PartName
from models.kinds import kind_named
from models.preparing.prepared import Pairing, Pairs
from models.preparing.raw import Raw, RawData, hold_back, load_raw
from models.serving.predictor import Predictor
from models.serving.source import source_predictor
from models.specs.downloads import may_download
from models.specs.job import JobSpec
from models.specs.ports import PortSets

LoadedT = TypeVar("LoadedT")


class Candidate(Protocol):
    """A candidate of a search with its scores, as `models.searching.ranking` has it."""

    @property
    def candidate(self) -> int:
        """Index, from 0."""

    @property
    def round(self) -> int:
        """Round of the search, from 0."""

    @property
    def params(self) -> dict[str, Any]:
        """Values by key of the search space."""

    @property
    def scores(self) -> list[float | None]:
        """Score on each fold; None of a trial that failed or is not done."""

    @property
    def train_scores(self) -> list[float | None]:
        """Score on the training part of each fold."""

    @property
    def mean(self) -> float | None:
        """Mean of the scores; None until all are known."""

    @property
    def std(self) -> float | None:
        """Standard deviation of the scores."""

    @property
    def mean_train(self) -> float | None:
        """Mean of the training scores."""

    @property
    def fit_seconds(self) -> float | None:
        """Mean time of a fit."""

    @property
    def rank(self) -> int | None:
        """Rank, from 1."""


@dataclass(frozen=True)
class Run:
    """A job that has ended, with the model that it has made.

    It holds nothing that is bound to a process, so that it can be sent to another one. What is loaded is kept, also for `of_output`.

    Args:
        title: The model version, or the name of a job without one.
        stored_spec: The spec of the model as stored; of a search, that of the best candidate.
        job_spec: The spec of the job as stored.
        path: The artifact; None of a job without a model.
        known_spec: The parsed spec and its data sets; a message where these no longer exist.
        cache: Folder for unpacked data sets.
        epochs: Measurements of each epoch, by name, with "epoch" from 1, "seconds", "learning_rate" and "samples_per_second".
        batches: Measurements of some batches, with "epoch" and "step" from 1.
        candidates: Candidates of a search or a cross-validation, by index.
        output: The output that a plot is made for; None while it is for the whole model.
    """

    title: str
    stored_spec: Mapping[str, Any]
    job_spec: Mapping[str, Any]
    path: Path | None = None
    known_spec: tuple[JobSpec, PortSets] | str = "it was not asked for"
    cache: Path | None = None
    epochs: Sequence[Mapping[str, float]] = ()
    batches: Sequence[Mapping[str, float]] = ()
    candidates: Sequence[Candidate] = ()
    output: str | None = None
    _loaded: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def of_output(self, output: str) -> "Run":
        """Return the run as plots of one output see it."""
        return replace(self, output=output)

    @property
    def task(self) -> str:
        """Return the task of the job."""
        return str(self.job_spec["task"])

    @property
    def has_model(self) -> bool:
        """Tell whether the job has made a model."""
        return self.path is not None

    @property
    def outputs(self) -> list[str]:
        """Return the outputs of the model, in order; none without a model."""
        return list(self.content.signature.outputs) if self.has_model else []

    @property
    def kind(self) -> str | None:
        """Return the kind of prediction of the output; None without a model."""
        return self.content.signature.outputs[self.output or self.outputs[0]].kind if self.has_model else None

    @property
    def evaluation(self) -> Evaluation | None:
        """Return the recorded evaluation of the output; None where there is none."""
        return self.content.evaluations.get(self.output or self.outputs[0]) if self.has_model else None

    @property
    def artifact(self) -> Artifact:
        """Return the artifact.

        Raises:
            ArtifactError: It is missing or damaged.
        """
        return self._once("artifact", lambda: read_artifact(self._path, to_continue=False))

    @property
    def content(self) -> Content:
        """Return the content of the artifact besides the weights."""
        return self.artifact.content

    @property
    def predictor(self) -> Predictor:
        """Return the model in its own framework, loaded from the artifact; of a network this imports TensorFlow."""
        return self._once("predictor", lambda: source_predictor(self.artifact))

    @property
    def downloads(self) -> bool:
        """Tell whether loading its data may need the network."""
        return may_download(self.job_spec)

    @property
    def spec(self) -> JobSpec:
        """Return the parsed spec.

        Raises:
            DataError: The data that it names no longer exist.
        """
        return self._known[0]

    @property
    def sets(self) -> PortSets:
        """Return the data sets by port; raises as `spec` does."""
        return self._known[1]

    @property
    def raw(self) -> RawData:
        """Return the data as the job has loaded it: the training part with the validation part, and the test part.

        Raises:
            DataError: The data no longer exist, or have changed.
        """
        return self._once("raw", self._load)

    @property
    def raw_parts(self) -> dict[PartName, Raw]:
        """Return the parts that exist before preprocessing, the training part first."""
        train, validation = self._once("held_back", lambda: hold_back(self.spec, self.raw.train))
        found: dict[PartName, Raw | None] = {"train": train, "validation": validation, "test": self.raw.test}
        return {name: part for name, part in found.items() if part is not None}

    def prepared(self, part: PartName) -> Pairs:
        """Return a part as the model gets it, by the fitted preprocessing of the artifact."""
        return self._once(f"prepared {part}", lambda: self._pairing.of(self.content.chain, self._pairing.known(self.raw_parts[part])))

    @property
    def _pairing(self) -> Pairing:
        return self._once("pairing", lambda: self._pairing_of(self.raw))

    def _pairing_of(self, raw: RawData) -> Pairing:
        takes = all(kind_named(output.kind).takes_targets for output in self.content.signature.outputs.values())
        return Pairing.of_data(self.spec, raw, takes)

    @property
    def _path(self) -> Path:
        if self.path is None:
            raise DataError("the job has made no model")
        return self.path

    @property
    def _known(self) -> tuple[JobSpec, PortSets]:
        if isinstance(self.known_spec, str):
            raise DataError(f"the data of the job no longer exist: {self.known_spec}")
        return self.known_spec

    def _load(self) -> RawData:
        raw = load_raw(self.spec, self.sets, self.cache)
        recorded = self.content.provenance.get("data_sha256") if self.has_model else None
        if recorded is not None and self._pairing_of(raw).known(hold_back(self.spec, raw.train)[0]).digest() != recorded:
            raise DataError(f"the data set {self.spec.data.source} is no longer the one that the model was trained on")
        return raw

    def _once(self, name: str, load: Callable[[], LoadedT]) -> LoadedT:
        """Return what was loaded before, or load it. What cannot be reached is asked for once, not again for each plot."""
        if name not in self._loaded:
            try:
                self._loaded[name] = load()
            except UnreachableError as error:
                self._loaded[name] = error
        if isinstance(self._loaded[name], UnreachableError):
            raise self._loaded[name]
        found: LoadedT = self._loaded[name]
        return found
