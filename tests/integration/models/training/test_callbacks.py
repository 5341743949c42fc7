"""Checkpoints and early stopping on real fits, against Keras' own callbacks."""

from pathlib import Path
from typing import Any, get_args

import keras
import pytest
from numpy.testing import assert_array_equal

from models.building.network import build_network
from models.checking.check import require_sound
from models.jobs import run
from models.searching.trial import Bench
from models.specs.losses_and_metrics import Metric, direction, keras_class
from models.specs.model import Sequential
from models.specs.registered import NONE_REGISTERED
from models.training.listener import EpochReport, SilentListener, StoppingReport
from models.training.snapshot import Snapshot
from tests.integration.models.training.small_fits import BUMPY, Recorder, by_keras, fitted, raw_spec, spec_of

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")]


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
