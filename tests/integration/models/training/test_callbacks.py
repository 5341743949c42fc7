"""Checkpoints, early stopping and schedules on real fits, against Keras' own callbacks."""

from pathlib import Path
from typing import Any, get_args

import keras
import numpy as np
import pytest
from numpy.testing import assert_array_equal

from models.building.network import build_network, compile_network
from models.checking.check import require_sound
from models.jobs import run
from models.searching.trial import Bench
from models.specs.job import JobSpec
from models.specs.losses_and_metrics import Metric, direction, keras_class
from models.specs.model import Sequential
from models.specs.parse import data_set_of
from models.specs.registered import NONE_REGISTERED
from models.training.batches import TrainingBatches
from models.training.callbacks.rates import as_asked, rate_callbacks
from models.training.initial_weights import set_network_seeds
from models.training.listener import EpochReport, SilentListener, SnapshotReport, StoppingReport
from models.training.network import fit_network
from models.training.snapshot import Snapshot
from tests.bare import BareParts, prepared_of

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")

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


@pytest.mark.parametrize("restore_best", [False, True], ids=["keeps the last", "restores the best"])
def test_early_stopping_ends_where_keras_ends_with_the_same_weights(restore_best: bool) -> None:
    rule = {"monitor": "val_loss", "patience": 3, "min_delta": 0.001, "restore_best": restore_best}
    listener, network = fitted(spec_of(**BUMPY, early_stopping=rule))
    stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3, min_delta=0.001, restore_best_weights=restore_best)
    history, expected = by_keras(spec_of(**BUMPY), stopping)
    assert 4 < len(listener.epochs) < 25
    assert listener.values("val_loss") == history["val_loss"]
    assert all(one.tobytes() == other.tobytes() for one, other in zip(network.get_weights(), expected.get_weights(), strict=True))
    (report,) = listener.stopping
    assert report == StoppingReport("val_loss", report.best_epoch, len(listener.epochs), restore_best)
    assert report.best_epoch + 3 == report.stopped_epoch


def test_early_stopping_without_an_end_tells_the_best_epoch() -> None:
    listener, _ = fitted(spec_of(early_stopping={"monitor": "loss", "patience": 50}))
    best = listener.values("loss").index(min(listener.values("loss"))) + 1
    assert listener.stopping == [StoppingReport("loss", best, None, False)]
    assert listener.stopping[0].message == f"training ran all epochs: loss was best in epoch {best}"


def test_a_job_that_stopped_early_has_its_epochs_among_its_metrics_and_the_loss_of_the_weights_it_has(tmp_path: Path) -> None:
    spec = spec_of(**BUMPY, early_stopping={"monitor": "val_loss", "patience": 3, "min_delta": 0.001, "restore_best": True})
    listener = Recorder()
    content = run(spec, tmp_path, listener).content
    assert content.metrics["best_epoch"] + 3 == content.metrics["stopped_epoch"] == len(content.history)
    assert content.metrics["val_loss"] == content.history[int(content.metrics["best_epoch"]) - 1]["val_loss"]
    assert {"learning_rate", "samples_per_second", "seconds"} <= set(content.history[0])
    assert "learning_rate" not in content.metrics


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        ({"keep": None, "name": "model-epoch-{epoch:03d}-lr-{learning_rate:0.3f}.h5"}, [f"model-epoch-{n:03d}-lr-0.100.h5" for n in range(1, 21)]),
        ({"keep": None, "every": 10}, ["epoch-00010.h5", "epoch-00020.h5"]),
        ({"keep": 3, "every": 5, "name": "{epoch}.h5"}, ["10.h5", "15.h5", "20.h5"]),
        ({"keep": 1, "name": "latest.h5"}, ["latest.h5"]),
    ],
    ids=["every epoch", "every tenth", "three of four", "one file over and over"],
)
def test_checkpoints_have_the_names_and_the_number_asked_for(rule: dict[str, Any], names: list[str], tmp_path: Path) -> None:
    listener, _ = fitted(spec_of(epochs=20, checkpoint=rule), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert listener.snapshots[-1].path.name == names[-1]
    assert Snapshot.read(tmp_path / names[-1]).epoch == 20


def test_a_name_holds_what_was_logged_in_its_epoch(tmp_path: Path) -> None:
    listener, _ = fitted(spec_of(checkpoint={"keep": None, "name": "{epoch:03d}-{val_loss:0.3f}.h5"}), tmp_path)
    expected = [f"{epoch:03d}-{value:0.3f}.h5" for epoch, value in enumerate(listener.values("val_loss"), 1)]
    assert [report.path.name for report in listener.snapshots] == expected


@pytest.mark.parametrize("every", [1, 2])
def test_the_best_only_are_those_that_keras_would_keep(every: int, tmp_path: Path) -> None:
    listener, _ = fitted(spec_of(**BUMPY, checkpoint={"best_only": True, "monitor": "val_loss", "keep": None, "every": every}), tmp_path)
    values = dict(enumerate(listener.values("val_loss"), 1))
    due = [epoch for epoch in values if epoch % every == 0]
    best = [epoch for epoch in due if all(values[epoch] < values[before] for before in due if before < epoch)]
    assert [report.epoch for report in listener.snapshots] == best
    assert 1 < len(best) < len(due)


def test_weights_alone_are_restored_without_the_optimizer(tmp_path: Path) -> None:
    momentum = {"name": "sgd", "learning_rate": 0.1, "momentum": 0.9}
    spec = spec_of(optimizer=momentum, checkpoint={"weights_only": True, "name": "w-{epoch:03d}.h5", "keep": None})
    _, trained = fitted(spec, tmp_path)
    whole = fitted(spec_of(optimizer=momentum), tmp_path / "whole") and Snapshot.read(tmp_path / "whole" / "epoch-00004.h5")
    snapshot = Snapshot.read(tmp_path / "w-004.h5")
    assert (snapshot.optimizer, len(whole.optimizer or ())) == (None, 6)
    assert isinstance(spec.model, Sequential)
    fresh = build_network(spec.model, (1,))
    snapshot.restore(fresh)
    for one, other in zip(fresh.variables, trained.variables, strict=True):
        assert_array_equal(one, other)


DECAY = keras.optimizers.schedules
SCHEDULES = {
    "step": ({"kind": "step", "every": 3, "factor": 0.5}, DECAY.ExponentialDecay(0.1, 3, 0.5, staircase=True)),
    "exponential": ({"kind": "exponential", "decay": 0.9}, DECAY.ExponentialDecay(0.1, 1, 0.9)),
    "cosine": ({"kind": "cosine", "floor": 0.01}, DECAY.CosineDecay(0.1, 10, alpha=0.1)),
    "linear": ({"kind": "linear", "start": 1, "slope": -0.25, "floor": 0.1}, DECAY.PolynomialDecay(1.0, 4, end_learning_rate=0.0)),
    "piecewise": ({"kind": "piecewise", "table": {1: 0.3, 4: 0.2, 8: 0.05}}, DECAY.PiecewiseConstantDecay([2, 6], [0.3, 0.2, 0.05])),
}


@pytest.mark.parametrize(("schedule", "reference"), SCHEDULES.values(), ids=SCHEDULES)
def test_a_schedule_trains_with_the_rates_of_keras(schedule: dict[str, Any], reference: Any) -> None:
    listener, _ = fitted(spec_of(epochs=10, learning_rate_schedule=schedule))
    floor = 0.1 if schedule["kind"] == "linear" else 0.0
    assert listener.rates == pytest.approx([max(floor, float(reference(epoch))) for epoch in range(10)], rel=1e-5)


@pytest.mark.parametrize(
    ("schedule", "rates"),
    [
        (None, [0.001] * 4),
        ({"kind": "constant", "warmup_epochs": 3}, [0.001 * 3 / 9, 0.001 * 6 / 9, 0.001, 0.001]),
        ({"kind": "exponential", "decay": 0.7}, [0.001 * 0.7**epoch for epoch in range(4)]),
        ({"kind": "plateau", "monitor": "loss", "patience": 1, "min_delta": 1e6, "factor": 0.3}, [0.001, 0.001, 0.001 * 0.3, 0.001 * 0.3 * 0.3]),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else None,
)
def test_the_rates_of_a_history_and_of_snapshots_are_those_asked_for_not_their_float32(
    schedule: dict[str, Any] | None, rates: list[float], tmp_path: Path
) -> None:
    optimizer = {"name": "adam", "learning_rate": 0.001}
    listener, _ = fitted(spec_of(optimizer=optimizer, learning_rate_schedule=schedule, checkpoint={"keep": None}), tmp_path)
    assert listener.rates == rates
    assert [Snapshot.read(report.path).metrics["learning_rate"] for report in listener.snapshots] == rates


@pytest.mark.parametrize(
    ("rate", "asked", "expected"),
    [
        (float(np.float32(0.001)), [0.5, 0.001], 0.001),
        (float(np.float32(1 / 3)), [1 / 3], 1 / 3),
        (float(np.float32(0.0137)), [0.5], 0.0137),
        (0.25, [], 0.25),
    ],
)
def test_a_float32_rate_is_read_as_the_number_it_was_set_from(rate: float, asked: list[float], expected: float) -> None:
    assert as_asked(rate, asked) == expected


def test_a_plateau_reduces_the_rate_where_keras_does() -> None:
    rule = {"monitor": "val_loss", "factor": 0.5, "patience": 2, "min_delta": 0.001}
    listener, network = fitted(spec_of(**BUMPY, learning_rate_schedule={"kind": "plateau", **rule, "floor": 0.01}))
    plateau = keras.callbacks.ReduceLROnPlateau(**rule, min_lr=0.01)
    history, expected = by_keras(spec_of(**BUMPY), plateau)
    assert listener.rates == pytest.approx(history["learning_rate"], rel=1e-6)
    assert set(listener.rates) <= {0.15 * 0.5**reductions for reductions in range(4)} | {0.01}  # As asked, not as float32.
    assert len(set(listener.rates)) > 2
    assert all(one.tobytes() == other.tobytes() for one, other in zip(network.get_weights(), expected.get_weights(), strict=True))


class RateWatch(keras.callbacks.Callback):  # type: ignore[misc]
    """Keeps the rate of every batch."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[float] = []

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        self.seen.append(float(self.model.optimizer.learning_rate))


@pytest.mark.parametrize(
    ("schedule", "behind"),
    [({"kind": "step", "every": 1, "factor": 0.5}, [0.1] * 3 + [0.05] * 3), ({"kind": "constant"}, [0.1] * 6)],
    ids=["before steps", "alone"],
)
def test_a_warm_up_grows_batch_by_batch_to_where_the_schedule_starts(schedule: dict[str, Any], behind: list[float]) -> None:
    training = spec_of(learning_rate_schedule={**schedule, "warmup_epochs": 2}).training
    assert training is not None
    network = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    compile_network(network, training)
    watch = RateWatch()
    network.fit(np.zeros((6, 1)), np.zeros(6), batch_size=2, epochs=4, verbose=0, callbacks=[*rate_callbacks(training, 3), watch])
    assert watch.seen == pytest.approx([0.1 * done / 6 for done in range(1, 7)] + behind)


def test_all_of_them_at_once_work_together(tmp_path: Path) -> None:
    spec = spec_of(
        **BUMPY,
        metrics=["mean_absolute_error"],
        checkpoint={"best_only": True, "monitor": "val_mean_absolute_error", "keep": None, "name": "{epoch}-{val_mean_absolute_error:.3f}.h5"},
        early_stopping={"monitor": "val_loss", "patience": 4, "min_delta": 0.05, "restore_best": True},
        learning_rate_schedule={"kind": "plateau", "monitor": "val_loss", "patience": 1, "min_delta": 0.05, "warmup_epochs": 2},
    )
    listener, _ = fitted(spec, tmp_path)
    assert listener.stopping[0].stopped_epoch == listener.stopping[0].best_epoch + 4
    assert 0 < len(listener.snapshots) < len(listener.epochs)
    assert listener.rates[0] == pytest.approx(0.075)
    assert min(listener.rates[2:]) < 0.15


def test_a_trial_of_a_search_stops_early_too() -> None:
    rule = {"monitor": "val_loss", "patience": 3, "min_delta": 0.001}
    raw = raw_spec(**BUMPY, early_stopping=rule, learning_rate_schedule={"kind": "exponential"}, checkpoint={"best_only": True})
    raw |= {"task": "search", "search": {"strategy": "grid", "folds": 3, "space": {"training.early_stopping.patience": [2, 3]}}}

    class Counting(SilentListener):
        epochs = 0

        def on_epoch(self, report: EpochReport) -> None:
            self.epochs += 1

    counting = Counting()
    result = Bench(require_sound(raw), None, NONE_REGISTERED).run({"training.early_stopping.patience": 2}, 0, counting)
    assert result.error == ""
    assert 3 <= counting.epochs < 25


@pytest.mark.parametrize("metric", get_args(Metric))
def test_the_direction_of_a_metric_is_that_of_keras(metric: Metric) -> None:
    instance = keras.metrics.CategoricalAccuracy() if metric == "accuracy" else getattr(keras.metrics, keras_class(metric))()
    assert direction(metric) == ("max" if instance._direction == "up" else "min")
