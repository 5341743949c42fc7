"""What a fit tells of itself: a loss that is no number, some batches, and its pace."""

import math
from pathlib import Path

import numpy as np
import pytest

from models.building.network import build_network, compile_network
from models.checking.check import require_sound
from models.core.errors import DivergedError
from models.specs.model import Sequential
from models.specs.parse import data_set_of
from models.specs.training import Checkpoint
from models.training.background_writer import BackgroundWriter
from models.training.callbacks.stopping import FailOnNaN
from models.training.keras_form import KerasForm
from models.training.network import fit_network
from models.training.snapshot import Snapshot
from models.training.snapshot_writer import SnapshotWriter
from tests.bare import prepared_of
from tests.integration.models.training.test_callbacks import Recorder, fitted, raw_spec, spec_of

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")]

#: A rate that is far too high: the loss grows in every batch until it is more than a float32 holds.
EXPLODING = {"epochs": 20, "optimizer": {"name": "sgd", "learning_rate": 4}}


def test_a_fit_whose_loss_is_no_number_fails_with_the_batch_and_keeps_its_last_good_checkpoint(tmp_path: Path) -> None:
    raw = raw_spec(checkpoint={"keep": 1}, **EXPLODING)
    raw["model"]["layers"] = [{"layer": "Dense", "units": 1}]
    del raw["training"]["validation"]
    listener, spec = Recorder(), require_sound(raw)
    with pytest.raises(DivergedError, match=r"^loss became (NaN|infinite) at epoch (\d+), batch [1-3]$") as caught:
        fit_network(spec, prepared_of(spec, data_set_of(spec.data)), tmp_path, listener)
    epoch = int(str(caught.value).split("epoch ")[1].split(",")[0])
    assert [report.epoch for report in listener.epochs] == list(range(1, epoch))
    (kept,) = tmp_path.iterdir()
    snapshot = Snapshot.read(kept)
    assert snapshot.is_finite
    assert snapshot.epoch in (epoch - 1, epoch - 2)


@pytest.mark.parametrize(("value", "word"), [(math.nan, "NaN"), (math.inf, "infinite")])
def test_the_message_names_epoch_and_batch_from_one(value: float, word: str) -> None:
    callback = FailOnNaN()
    callback.on_epoch_begin(6)
    callback.on_train_batch_end(0, {"loss": 1.0})
    callback.on_train_batch_begin(30)
    with pytest.raises(DivergedError, match=f"^loss became {word} at epoch 7, batch 31$"):
        callback.on_train_batch_end(30, {"loss": value})
    with pytest.raises(DivergedError, match=f"^val_loss became {word} at epoch 7$"):
        callback.on_epoch_end(6, {"loss": 1.0, "val_loss": value})


def test_a_snapshot_that_holds_nan_is_not_written_over_a_good_one(tmp_path: Path) -> None:
    spec = spec_of()
    assert isinstance(spec.model, Sequential)
    assert spec.training is not None
    network = build_network(spec.model, (1,))
    compile_network(network, spec.training)
    listener = Recorder()
    background = BackgroundWriter()
    writer = SnapshotWriter(tmp_path, Checkpoint(keep=1, name="latest.h5"), listener, KerasForm({}, {}, None), background)
    writer.offer(network, 1, {"loss": 1.0})
    network.set_weights([np.full_like(value, np.nan) for value in network.get_weights()])
    writer.offer(network, 2, {"loss": 1.0})
    background.close()
    assert Snapshot.read(tmp_path / "latest.h5").epoch == 1
    assert listener.logged == ["no checkpoint after epoch 2: a weight is NaN or infinite"]


@pytest.mark.parametrize(("epochs", "batch_size", "kept"), [(4, 32, 12), (70, 32, 105)])
def test_at_most_two_hundred_batches_are_kept_and_they_are_spread_evenly(epochs: int, batch_size: int, kept: int) -> None:
    listener, _ = fitted(spec_of(epochs=epochs, batch_size=batch_size))
    steps = math.ceil(75 / batch_size)
    indices = [(report.epoch - 1) * steps + int(batch["step"]) for report in listener.epochs for batch in report.batches]
    assert len(indices) == kept
    assert indices[0] == 1
    assert len(set(np.diff(indices))) == 1
    assert all(set(batch) == {"step", "loss"} for report in listener.epochs for batch in report.batches)


def test_the_last_batch_of_an_epoch_has_the_loss_of_the_epoch() -> None:
    listener, _ = fitted(spec_of())
    assert [report.batches[-1]["loss"] for report in listener.epochs] == listener.values("loss")


def test_the_pace_counts_training_alone() -> None:
    listener, _ = fitted(spec_of())
    assert all(report.samples_per_second > 75 / report.seconds for report in listener.epochs)
