"""Fits of a small network, by the service and by Keras with its own callbacks."""

from pathlib import Path
from typing import Any

import keras

from models.building.network import build_network, compile_network
from models.checking.check import require_sound
from models.specs.job import JobSpec
from models.specs.model import Sequential
from models.specs.parse import data_set_of
from models.training.batches import TrainingBatches
from models.training.initial_weights import set_network_seeds
from models.training.listener import EpochReport, SilentListener, SnapshotReport, StoppingReport
from models.training.network import fit_network
from tests.bare import BareParts, prepared_of

#: A plain optimizer.
SGD = {"name": "sgd", "learning_rate": 0.1}
#: Validation loss of this one falls for some epochs, then rises and falls by turns.
BUMPY = {"epochs": 25, "optimizer": {"name": "sgd", "learning_rate": 0.15}}


def raw_spec(units: int = 4, **training: Any) -> dict[str, Any]:
    """A small network over 100 points of a sine: 75 to train on, 3 steps an epoch."""
    return {
        "data": {"source": "noisy_sine"},
        "preprocessing": {"inputs": [{"step": "min_max"}]},
        "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": units, "activation": "tanh"}, {"layer": "Dense", "units": 1}]},
        "training": {"loss": "mean_squared_error", "epochs": 4, "batch_size": 32, "optimizer": SGD, "validation": {"split": 0.25}, **training},
    }


def spec_of(units: int = 4, **training: Any) -> JobSpec:
    return require_sound(raw_spec(units, **training))


class Recorder(SilentListener):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.epochs: list[EpochReport] = []
        self.snapshots: list[SnapshotReport] = []
        self.stopping: list[StoppingReport] = []
        self.logged: list[str] = []

    def log(self, message: str) -> None:
        self.logged.append(message)

    def on_epoch(self, report: EpochReport) -> None:
        self.epochs.append(report)

    def on_snapshot(self, report: SnapshotReport) -> None:
        self.snapshots.append(report)

    def on_stopping(self, report: StoppingReport) -> None:
        self.stopping.append(report)

    @property
    def rates(self) -> list[float]:
        return [report.learning_rate for report in self.epochs]

    def values(self, name: str) -> list[float]:
        return [report.metrics[name] for report in self.epochs]


def fitted(spec: JobSpec, folder: Path | None = None) -> tuple[Recorder, keras.Model]:
    listener = Recorder()
    return listener, fit_network(spec, prepared_of(spec, data_set_of(spec.data)), folder, listener)


def by_keras(spec: JobSpec, *callbacks: keras.callbacks.Callback) -> tuple[dict[str, list[float]], keras.Model]:
    """Fit the network of a spec with Keras' own callbacks, on the same batches."""
    parts, training = BareParts.load(spec, data_set_of(spec.data)), spec.training
    assert isinstance(spec.model, Sequential)
    assert training is not None
    assert parts.validation is not None
    set_network_seeds(spec.seed)
    network = build_network(spec.model, parts.train.x.shape[1:])
    compile_network(network, training)
    batches = TrainingBatches(parts.train.x, parts.train.y, training.batch_size, seed=spec.seed, shuffle=True)
    order = keras.callbacks.LambdaCallback(on_epoch_begin=lambda epoch, logs: setattr(batches, "epoch", epoch))
    validation = (parts.validation.x, parts.validation.y)
    rule = {"epochs": training.epochs, "validation_data": validation, "validation_batch_size": training.batch_size}
    history = network.fit(batches.dataset, shuffle=False, verbose=0, callbacks=[order, *callbacks], **rule)
    return history.history, network
