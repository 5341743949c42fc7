"""A fit that is stopped at any batch, and goes on in another attempt, ends with the same bits as one that was never stopped."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from numpy.testing import assert_array_equal

import models
from models.checking.check import require_sound
from models.core.errors import Cancelled
from models.jobs import run
from models.training.finish import Outcome
from models.training.listener import EpochReport, ResumeReport, SampleReport, SilentListener, SnapshotReport
from models.training.resuming.point import Point
from models.training.resuming.resume import ResumePlace
from tests.autoencoders import variational
from tests.integration.models.training.test_several_inputs import SPEC as SEVERAL_INPUTS
from tests.texts import letters_spec, words_spec

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")

DROPOUT = [{"layer": "Dense", "units": 4}, {"layer": "Dropout", "rate": 0.5}, {"layer": "BatchNormalization"}, {"layer": "Dense", "units": 1}]
CONV = [{"layer": "Conv2D", "filters": 2, "kernel_size": 3}, {"layer": "Flatten"}, {"layer": "Dropout", "rate": 0.3}]


def sine(*layers: dict[str, Any], **training: Any) -> dict[str, Any]:
    """A small network over 100 points of a sine: 75 to train on, 3 steps an epoch."""
    training = {"loss": "mean_squared_error", "epochs": 5, "batch_size": 32, "validation": {"split": 0.25}, **training}
    model = {"kind": "sequential", "layers": [*layers] or DROPOUT}
    return {"data": {"source": "noisy_sine"}, "preprocessing": {"inputs": [{"step": "min_max"}]}, "model": model, "training": training}


def images(source: str, **training: Any) -> dict[str, Any]:
    """A small convolutional network over images."""
    scale = {"step": "scale", "from": [0, 16] if source == "digits" else [0, 255], "to": [0, 1]}
    training = {"loss": "categorical_crossentropy", "metrics": ["accuracy"], "epochs": 3, "batch_size": 32, **training}
    layers = [*CONV, {"layer": "Dense", "units": 10 if source == "digits" else 5, "activation": "softmax"}]
    data = {"source": source, "subset": 0.1} if source == "digits" else {"source": source, "params": {"n_samples": 100, "test": 20}}
    steps = {"inputs": [{"step": "cast"}, scale, {"step": "add_channel"}], "targets": [{"step": "one_hot"}]}
    return {"data": data, "preprocessing": steps, "model": {"kind": "sequential", "layers": layers}, "training": training}


def waves(**training: Any) -> dict[str, Any]:
    """A recurrent network of which many steps are run in one call."""
    data = {"source": "noisy_sine", "params": {"n_samples": 300}}
    layers = [{"layer": "LSTM", "units": 2}, {"layer": "Dense", "units": 1}]
    training = {"loss": "mean_squared_error", "epochs": 3, "batch_size": 1, "steps_per_execution": 16, **training}
    steps = {"inputs": [{"step": "min_max"}, {"step": "reshape", "shape": [1, 1]}]}
    return {"data": data, "preprocessing": steps, "model": {"kind": "sequential", "layers": layers}, "training": training}


SGD = {"name": "sgd", "learning_rate": 0.15}
PLATEAU = {"kind": "plateau", "patience": 1, "monitor": "val_loss", "factor": 0.5}
SPECS: dict[str, Callable[[], dict[str, Any]]] = {
    "dropout and moving averages": lambda: sine(learning_rate_schedule=PLATEAU),
    "early stopping": lambda: sine(epochs=12, optimizer=SGD, early_stopping={"patience": 2, "restore_best": True, "monitor": "val_loss"}),
    "the best checkpoint": lambda: sine(epochs=6, optimizer=SGD, checkpoint={"best_only": True, "keep": 3}),
    "a warm-up": lambda: sine(learning_rate_schedule={"kind": "cosine", "warmup_epochs": 2}),
    "epochs shorter than the data": lambda: sine(samples_per_epoch=70),
    "augmentation": lambda: images("digits", augmentation={"rotation": 20, "width_shift": 0.1}),
    "a stream": lambda: images("shapes", validation={"part": "test"}, samples_per_epoch=100),
    "several inputs": lambda: {**SEVERAL_INPUTS, "training": {**SEVERAL_INPUTS["training"], "epochs": 4, "batch_size": 300}},
    "a variational loss": lambda: variational(epochs=3),
    "many steps in one call": waves,
    "a stateful network": lambda: words_spec(samples={"length": 5, "every": 1}),
    "letters": lambda: letters_spec(epochs=2, samples={"length": 4}),
}


@dataclass
class Following(SilentListener):
    """Hears what was reported, and asks the fit to stop when it has been asked often enough."""

    stop_at: int = 10**9
    asked: int = 0
    epochs: list[EpochReport] = field(default_factory=list)
    samples: list[SampleReport] = field(default_factory=list)
    kept: dict[int, SnapshotReport] = field(default_factory=dict)
    begun: list[ResumeReport | None] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def log(self, message: str) -> None:
        self.messages.append(message)

    def on_begin(self, resumed: ResumeReport | None) -> None:
        self.begun.append(resumed)

    def on_epoch(self, report: EpochReport) -> None:
        self.epochs.append(report)

    def on_sample(self, report: SampleReport) -> None:
        self.samples.append(report)

    def on_snapshot(self, report: SnapshotReport) -> None:
        self.kept[report.epoch] = report
        for removed in report.removed:
            self.kept = {epoch: line for epoch, line in self.kept.items() if line.path != removed or epoch == report.epoch}

    def on_snapshots_kept(self, reports: tuple[SnapshotReport, ...]) -> None:
        self.kept = {report.epoch: report for report in reports}

    def should_stop(self) -> bool:
        self.asked += 1
        return self.asked >= self.stop_at


def attempt(spec: dict[str, Any], job: Path, token: int, heard: Following, every_s: float = 1000.0) -> Outcome:
    """Run an attempt at a job in a folder of its own."""
    folder = job / str(token)
    folder.mkdir(parents=True)
    return run(require_sound(spec), folder, heard, resume=ResumePlace(job / "resume", token, every_s))


def content_of(outcome: Outcome) -> dict[str, np.ndarray[Any, Any]]:
    """Return all weights and optimizer variables of an artifact by path."""
    found: dict[str, np.ndarray[Any, Any]] = {}
    with h5py.File(outcome.artifact) as file:
        for group in ("model_weights", "optimizer_weights"):
            if group in file:
                file[group].visititems(lambda name, item: found.update({name: item[()]}) if isinstance(item, h5py.Dataset) else None)
    return found


def lines_of(outcome: Outcome) -> list[dict[str, Any]]:
    """Return the history without what depends on the clock."""
    return [{name: value for name, value in line.items() if name not in ("seconds", "samples_per_second")} for line in outcome.content.history]


@pytest.mark.parametrize("what", SPECS)
def test_the_bits_are_those_of_a_fit_that_was_never_stopped(what: str, tmp_path: Path) -> None:
    quiet = Following()
    expected = attempt(SPECS[what](), tmp_path / "quiet", 1, quiet)
    stops = [stop for stop in (2, 3, max(4, quiet.asked // 2)) if stop <= quiet.asked]
    heard = Following()
    for token, stop in enumerate(stops, 1):
        heard.asked, heard.stop_at = 0, stop
        with pytest.raises(Cancelled):
            attempt(SPECS[what](), tmp_path / "stopped", token, heard)
    heard.stop_at = 10**9
    found = attempt(SPECS[what](), tmp_path / "stopped", len(stops) + 1, heard)
    assert heard.begun[0] is None
    assert all(heard.begun[1:])
    for name, value in content_of(expected).items():
        assert_array_equal(content_of(found)[name], value, strict=True, err_msg=name)
    assert lines_of(found) == lines_of(expected)
    assert found.content.metrics == expected.content.metrics
    assert [dataclasses.replace(one, seconds=0.0, samples_per_second=0.0) for one in heard.epochs] == [
        dataclasses.replace(one, seconds=0.0, samples_per_second=0.0) for one in quiet.epochs
    ]
    assert heard.samples == quiet.samples
    assert [(epoch, line.metrics) for epoch, line in heard.kept.items()] == [(epoch, line.metrics) for epoch, line in quiet.kept.items()]
    assert all(line.path.is_file() for line in heard.kept.values())


@pytest.fixture
def stopped(tmp_path: Path) -> Path:
    """The folder of a job that was stopped after the second batch of its third epoch, with the two newest points."""
    with pytest.raises(Cancelled):
        attempt(sine(), tmp_path, 1, Following(stop_at=8), every_s=0.0)
    return tmp_path


def begun(spec: dict[str, Any], job: Path) -> tuple[ResumeReport | None, list[str]]:
    """Return where a second attempt begins, and its messages."""
    heard = Following(stop_at=1)
    with pytest.raises(Cancelled):
        attempt(spec, job, 2, heard)
    return heard.begun[0], heard.messages


def test_two_points_are_kept_and_the_newest_is_used(stopped: Path) -> None:
    assert len(list((stopped / "resume").iterdir())) == 2
    resumed, _ = begun(sine(), stopped)
    assert resumed
    assert (resumed.epoch, resumed.step, [report.epoch for report in resumed.epochs]) == (3, 2, [1, 2])


def damaged(path: Path, how: str) -> None:
    content = bytearray(path.read_bytes())
    if how == "cut off":
        content = content[: len(content) // 2]
    elif how == "a changed byte":
        content[len(content) // 2] ^= 1
    else:
        content = bytearray()
    path.write_bytes(content)


@pytest.mark.parametrize("how", ["cut off", "a changed byte", "empty"])
def test_a_damaged_point_falls_back_to_the_one_before(how: str, stopped: Path) -> None:
    newest = max((stopped / "resume").iterdir())
    before = Point.read(min((stopped / "resume").iterdir()))
    damaged(newest, how)
    resumed, messages = begun(sine(), stopped)
    assert resumed
    assert (resumed.epoch, resumed.step) == (before.epoch + 1, before.batch)
    assert any(message.startswith(f"{newest.name} is not a whole resume point") for message in messages)


def test_without_a_sound_point_a_job_begins_at_the_first_epoch(stopped: Path) -> None:
    for path in (stopped / "resume").iterdir():
        damaged(path, "empty")
    assert begun(sine(), stopped)[0] is None


@pytest.mark.parametrize(
    ("changes", "reason"), [({"data": {"source": "noisy_sine", "params": {"noise": 0.3}}}, "another spec"), ({"seed": 3}, "another spec")]
)
def test_a_point_of_something_else_is_not_used_and_the_log_says_why(changes: dict[str, Any], reason: str, stopped: Path) -> None:
    resumed, messages = begun({**sine(), **changes}, stopped)
    assert resumed is None
    assert any("begins at the first epoch" in message and reason in message for message in messages)


def test_a_point_of_other_versions_or_data_is_not_used(stopped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.preparing.raw.Raw.digest", lambda self: "0" * 64)
    resumed, messages = begun(sine(), stopped)
    assert resumed is None
    assert any("it is of other data" in message for message in messages)
    monkeypatch.setattr("models.training.resuming.identity.library_versions", lambda: {"keras": "4.0"})
    heard = Following(stop_at=1)
    with pytest.raises(Cancelled):
        attempt(sine(), stopped, 3, heard)
    assert any("this worker has 4.0" in message for message in heard.messages)


def test_an_earlier_attempt_that_still_runs_neither_hides_nor_deletes_points_of_a_later_one(stopped: Path) -> None:
    begun(sine(), stopped)
    later = {path.name for path in (stopped / "resume").iterdir() if path.name.startswith("000002")}
    assert later
    with pytest.raises(Cancelled):
        run(require_sound(sine()), stopped / "1", Following(stop_at=2), resume=ResumePlace(stopped / "resume", 1, 0.0))
    assert later <= {path.name for path in (stopped / "resume").iterdir()}


def ensemble(estimator: str, **params: Any) -> dict[str, Any]:
    steps = [{"estimator": "StandardScaler"}, {"estimator": estimator, "params": params}]
    return {"data": {"source": "iris"}, "model": {"kind": "sklearn", "steps": steps}}


ENSEMBLES = {
    "RandomForestClassifier": {"n_estimators": 20, "oob_score": True},
    "GradientBoostingClassifier": {"n_estimators": 20, "subsample": 0.7},
    "HistGradientBoostingClassifier": {"max_iter": 10, "early_stopping": False, "max_features": 0.5},
}


@pytest.mark.parametrize("estimator", ENSEMBLES)
def test_an_ensemble_goes_on_by_stage_and_gives_what_one_fit_gives(estimator: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.training.staged_fit.CALL_S", 0.0)
    spec = ensemble(estimator, **ENSEMBLES[estimator])
    expected = run(require_sound(spec), tmp_path, SilentListener())
    heard = Following()
    for token, stop in enumerate((3, 4), 1):
        heard.asked, heard.stop_at = 0, stop
        with pytest.raises(Cancelled):
            attempt(spec, tmp_path / "stopped", token, heard)
    heard.stop_at = 10**9
    found = attempt(spec, tmp_path / "stopped", 3, heard)
    assert [resumed and resumed.step for resumed in heard.begun] == [None, 3, 7]
    inputs = np.random.default_rng(1).normal(4, 2, (300, 4))
    one, other = (models.load(outcome.artifact) for outcome in (found, expected))
    assert_array_equal(one.runtime.pipeline.predict_proba(inputs), other.runtime.pipeline.predict_proba(inputs))
    assert found.content.metrics == expected.content.metrics
