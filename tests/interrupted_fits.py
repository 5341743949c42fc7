"""Fits that are stopped and go on in other attempts, compared with fits that were never stopped."""

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from numpy.testing import assert_array_equal

from models.checking.check import require_sound
from models.core.errors import Cancelled
from models.jobs import run
from models.specs.registered import NONE_REGISTERED
from models.training.finish import Outcome
from models.training.listener import EpochReport, ResumeReport, SampleReport, SilentListener, SnapshotReport
from models.training.resuming.resume import ResumePlace

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
WARM_UP = {"kind": "cosine", "warmup_epochs": 2}
STOPPING = {"patience": 2, "restore_best": True, "monitor": "val_loss"}
BEST = {"best_only": True, "keep": 3}


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


def attempt(spec: dict[str, Any], job: Path, token: int, heard: Following, every_s: float = 1000.0, **more: Any) -> Outcome:
    """Run an attempt at a job in a folder of its own."""
    folder = job / str(token)
    folder.mkdir(parents=True)
    sound = require_sound(spec, more.get("registered", NONE_REGISTERED))
    return run(sound, folder, heard, resume=ResumePlace(job / "resume", token, every_s), **more)


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


def require_same_bits(spec: dict[str, Any], folder: Path, n_stops: int, **more: Any) -> None:
    """Stop a fit up to three times, the last time in its middle, and require that it ends as one that was never stopped."""
    quiet = Following()
    expected = attempt(spec, folder / "quiet", 1, quiet, **more)
    stops = [stop for stop in (2, 3, max(4, quiet.asked // 2)) if stop <= quiet.asked][-n_stops:]
    heard = Following()
    for token, stop in enumerate(stops, 1):
        heard.asked, heard.stop_at = 0, stop
        with pytest.raises(Cancelled):
            attempt(spec, folder / "stopped", token, heard, **more)
    heard.stop_at = 10**9
    found = attempt(spec, folder / "stopped", len(stops) + 1, heard, **more)
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
