"""Training with real TensorFlow: order, repeatability, cancelling and snapshots."""

import sys
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from models.building.network import build_network, compile_network
from models.checking.check import require_sound
from models.core.errors import Cancelled, DataError, SpecError
from models.core.merge_patch import merge_patch
from models.jobs import run
from models.specs.job import JobSpec
from models.specs.model import Sequential
from models.specs.parse import data_set_of
from models.specs.training import Checkpoint, Training
from models.training.background_writer import BackgroundWriter
from models.training.batches import TrainingBatches, epoch_order
from models.training.callbacks.rates import RateLog
from models.training.callbacks.reporting import ReportingCallback
from models.training.keras_form import KerasForm
from models.training.listener import BatchReport, EpochReport, SilentListener, SnapshotReport
from models.training.network import fit_network
from models.training.snapshot import Snapshot
from models.training.snapshot_writer import SnapshotWriter
from tests.bare import BareParts

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")

LAYERS = [{"layer": "Dense", "units": 4}, {"layer": "Dropout", "rate": 0.5}, {"layer": "BatchNormalization"}, {"layer": "Dense", "units": 1}]


def parts_of(spec: JobSpec) -> BareParts:
    return BareParts.load(spec, data_set_of(spec.data))


def spec_of(seed: int = 42, split: float = 0.25, **training: Any) -> JobSpec:
    """A small network over 100 points of a sine: 75 to train on, 3 steps an epoch."""
    return require_sound(
        {
            "seed": seed,
            "data": {"source": "noisy_sine"},
            "preprocessing": {"inputs": [{"step": "min_max"}]},
            "model": {"kind": "sequential", "layers": LAYERS},
            "training": {"loss": "mean_squared_error", "epochs": 3, "batch_size": 32, "validation": {"split": split}, **training},
        }
    )


class Recorder(SilentListener):
    """Keeps what it is told, and stops the fit when it has been asked often enough."""

    def __init__(self, stop_at: int = 10**9) -> None:
        self.asked, self.stop_at = 0, stop_at
        self.batches: list[BatchReport] = []
        self.epochs: list[EpochReport] = []
        self.snapshots: list[SnapshotReport] = []
        self.first_steps = 0

    def on_first_step(self) -> None:
        self.first_steps += 1

    def on_batch(self, report: BatchReport) -> None:
        self.batches.append(report)

    def on_epoch(self, report: EpochReport) -> None:
        self.epochs.append(report)

    def on_snapshot(self, report: SnapshotReport) -> None:
        self.snapshots.append(report)

    def should_stop(self) -> bool:
        self.asked += 1
        return self.asked >= self.stop_at


def fit(spec: JobSpec, folder: Path, listener: Recorder) -> keras.Model:
    return fit_network(spec, parts_of(spec).prepared, folder, listener)


def weights_of(artifact: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with h5py.File(artifact) as file:
        file["model_weights"].visititems(lambda name, item: found.update({name: item[()]}) if isinstance(item, h5py.Dataset) else None)
    return found


@pytest.mark.parametrize("n_samples", [1, 2, 97])
def test_the_order_of_an_epoch_is_a_permutation(n_samples: int) -> None:
    assert sorted(epoch_order(42, 0, n_samples)) == list(range(n_samples))


def test_the_order_of_an_epoch_follows_from_seed_and_epoch_alone() -> None:
    orders = {(seed, epoch): tuple(epoch_order(seed, epoch, 50)) for seed in (1, 2) for epoch in (0, 1, 2)}
    assert len(set(orders.values())) == 6
    assert tuple(epoch_order(2, 1, 50)) == orders[2, 1]


@pytest.mark.parametrize(("n", "sizes"), [(10, [4, 4, 2]), (8, [4, 4]), (3, [3])], ids=["a partial batch last", "whole batches", "one small batch"])
def test_batches_cut_the_order_of_the_epoch_that_is_set(n: int, sizes: list[int]) -> None:
    batches = TrainingBatches(np.arange(n).reshape(-1, 1), np.arange(n) * 10, 4, seed=7, shuffle=True)
    for epoch in (0, 1, 5):
        batches.epoch = epoch
        found = [(x.numpy()[:, 0], y.numpy()) for x, y in batches.dataset]
        assert [len(x) for x, _ in found] == sizes
        assert_array_equal(np.concatenate([x for x, _ in found]), epoch_order(7, epoch, n))
        assert_array_equal(np.concatenate([y for _, y in found]), 10 * epoch_order(7, epoch, n))


def test_batches_keep_the_order_of_the_arrays_where_nothing_is_shuffled() -> None:
    batches = TrainingBatches(np.arange(5), np.arange(5), 2, seed=7, shuffle=False)
    assert [x.numpy().tolist() for x, _ in batches.dataset] == [[0, 1], [2, 3], [4]]


def test_a_network_sees_each_epoch_in_its_order(tmp_path: Path) -> None:
    seen: list[float] = []

    def loss(true: Any, predicted: Any) -> Any:
        seen.extend(true.numpy().ravel())
        return keras.ops.mean(predicted)

    network = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    network.compile(loss=loss, run_eagerly=True)
    batches = TrainingBatches(np.zeros((7, 1)), np.arange(7.0), 3, seed=42, shuffle=True)
    background = BackgroundWriter()
    writer = SnapshotWriter(tmp_path, Checkpoint(every=3), SilentListener(), KerasForm({}, {}, None), background)
    callbacks = [RateLog(Training(loss="mean_squared_error", epochs=3), 3), ReportingCallback(SilentListener(), writer, batches, 3)]
    network.fit(batches.dataset, epochs=3, shuffle=False, verbose=0, callbacks=callbacks)
    background.close()
    assert seen == [row for epoch in range(3) for row in epoch_order(42, epoch, 7)]


def test_two_runs_of_a_spec_give_bit_identical_weights_and_another_seed_others(tmp_path: Path) -> None:
    one, two, other = (
        weights_of(run(spec_of(seed), tmp_path / name, SilentListener()).artifact) for name, seed in (("one", 1), ("two", 1), ("other", 2))
    )
    assert len(one) == 8
    assert all(one[name].tobytes() == two[name].tobytes() for name in one)
    assert not any(np.array_equal(one[name], other[name]) for name in one if name.endswith("kernel"))


@pytest.mark.parametrize("step", [1, 5])
def test_a_fit_stops_after_the_batch_in_which_the_listener_says_so(step: int, tmp_path: Path) -> None:
    listener = Recorder(stop_at=step)
    with pytest.raises(Cancelled, match=rf"stopped in epoch {(step + 2) // 3}, after step {(step - 1) % 3 + 1} of 3"):
        fit(spec_of(), tmp_path, listener)
    assert listener.asked == step


def test_the_training_step_is_traced_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    traced, train_step = [], keras.Model.train_step

    def counted(model: keras.Model, data: Any) -> Any:
        traced.append(model)
        return train_step(model, data)

    monkeypatch.setattr(keras.Model, "train_step", counted)
    fit(spec_of(), tmp_path, Recorder())
    assert len(traced) == 1


def test_no_function_of_ours_is_translated_before_it_is_traced(tmp_path: Path) -> None:
    def translated() -> set[str]:
        return {name for name in sys.modules if name.startswith("__autograph_generated")}

    before = translated()
    fit(spec_of(), tmp_path, Recorder())
    assert translated() == before


def test_a_fit_tells_of_its_first_step_its_progress_and_its_epochs(tmp_path: Path) -> None:
    listener = Recorder()
    fit(spec_of(), tmp_path, listener)
    assert listener.first_steps == 1
    assert (listener.batches[0].epoch, listener.batches[0].step, listener.batches[0].steps) == (1, 1, 3)
    assert listener.batches[0].progress == pytest.approx(1 / 9)
    assert [(report.epoch, set(report.metrics)) for report in listener.epochs] == [(epoch, {"loss", "val_loss"}) for epoch in (1, 2, 3)]


def test_as_many_snapshots_are_kept_as_asked_for(tmp_path: Path) -> None:
    listener = Recorder()
    fit(spec_of(epochs=4, checkpoint={"keep": 2}), tmp_path, listener)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["epoch-00003.h5", "epoch-00004.h5"]
    assert [[path.name for path in report.removed] for report in listener.snapshots] == [[], [], ["epoch-00001.h5"], ["epoch-00002.h5"]]


def test_snapshots_are_as_far_apart_as_asked_for(tmp_path: Path) -> None:
    listener = Recorder()
    fit(spec_of(epochs=5, checkpoint={"every": 2}), tmp_path, listener)
    assert [report.epoch for report in listener.snapshots] == [2, 4]


def test_a_snapshot_restores_every_variable_of_a_fresh_network(tmp_path: Path) -> None:
    spec = spec_of()
    assert isinstance(spec.model, Sequential)
    assert spec.training is not None
    listener = Recorder()
    trained = fit(spec, tmp_path, listener)
    fresh = build_network(spec.model, (1,))
    compile_network(fresh, spec.training)
    snapshot = Snapshot.read(tmp_path / "epoch-00003.h5")
    snapshot.restore(fresh)
    assert (snapshot.epoch, snapshot.metrics) == (3, {**listener.epochs[-1].metrics, "learning_rate": listener.epochs[-1].learning_rate})
    assert len(fresh.variables) == 4 + 4 + 1  # Two Dense layers, a BatchNormalization, the state of the dropout.
    for found, expected in ((fresh.variables, trained.variables), (fresh.optimizer.variables, trained.optimizer.variables)):
        for one, other in zip(found, expected, strict=True):
            assert_array_equal(one, other, err_msg=other.path)


def test_a_validation_split_holds_back_the_tail_and_fits_preprocessing_to_the_rest() -> None:
    parts = parts_of(spec_of(split=0.3))
    whole = parts_of(require_sound({"data": {"source": "noisy_sine"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}))
    assert parts.validation is not None
    assert_array_equal(parts.validation.y, whole.train.y[70:])
    assert_array_equal(parts.train.y, whole.train.y[:70])
    low, high = whole.train.x[:70].min(), whole.train.x[:70].max()
    assert_allclose(parts.validation.x, (whole.train.x[70:] - low) / (high - low))


def test_a_validation_split_that_leaves_nothing_is_refused_by_the_check_and_by_the_job() -> None:
    with pytest.raises(SpecError, match=r"^/training/validation/split: "):
        spec_of(split=0.999)
    unchecked = JobSpec.model_validate(merge_patch(spec_of().model_dump(mode="json"), {"training": {"validation": {"split": 0.999}}}))
    with pytest.raises(DataError, match="leaves samples on both sides"):
        parts_of(unchecked)


def test_what_scikit_learn_refuses_is_the_users_to_mend(tmp_path: Path) -> None:
    step = {"estimator": "HistGradientBoostingRegressor", "params": {"loss": "gamma"}}
    spec = require_sound({"data": {"source": "noisy_sine"}, "model": {"kind": "sklearn", "steps": [step]}})
    with pytest.raises(DataError, match="requires strictly positive y"):
        run(spec, tmp_path, SilentListener())
