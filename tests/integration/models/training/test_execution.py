"""Steps run many in one call: chosen for small recurrent networks, with the same losses."""

from typing import Any

import pytest

from models.building.execution import MAX_STEPS, ONE_BY_ONE, Execution
from models.building.network import build_network
from models.checking.check import check_spec, require_sound
from models.core.errors import DivergedError
from models.specs.job import JobSpec
from models.specs.parse import data_set_of
from models.training.callbacks.stopping import FailOnNaN
from models.training.network import fit_network
from tests.bare import prepared_of
from tests.faults import pointers_of
from tests.integration.models.training.test_callbacks import Recorder


def raw_series(layer: dict[str, Any], n: int = 203, **training: Any) -> dict[str, Any]:
    """A small network over windows of 3 steps: 200 of them, one a batch."""
    return {
        "data": {"source": "sum_of_sines", "params": {"n_samples": n}},
        "preprocessing": {"inputs": [{"step": "min_max"}, {"step": "window", "size": 3}]},
        "model": {"kind": "sequential", "layers": [layer, {"layer": "Dense", "units": 1}]},
        "training": {"loss": "mean_squared_error", "epochs": 2, "batch_size": 1, **training},
    }


LSTM = {"layer": "LSTM", "units": 3}
FLAT = {"layer": "Flatten"}


def chosen(spec: JobSpec, batches: int = 200) -> Execution:
    return Execution.of(spec.training, build_network(spec.model, (3, 1)), batches)


def test_small_recurrent_networks_over_single_samples_run_many_steps_in_one_compiled_call() -> None:
    assert chosen(require_sound(raw_series(LSTM))) == Execution(True, MAX_STEPS)
    wrapped = {"layer": "Bidirectional", "wrapped": {"layer": "GRU", "units": 3}}
    assert chosen(require_sound(raw_series(wrapped))) == Execution(True, MAX_STEPS)


@pytest.mark.parametrize(
    ("layer", "training", "batches"),
    [(FLAT, {}, 200), ({"layer": "LSTM", "units": 100}, {}, 200), (LSTM, {"batch_size": 32}, 200), (LSTM, {}, 20)],
    ids=["not recurrent", "large", "large batches", "few batches"],
)
def test_other_networks_run_step_by_step(layer: dict[str, Any], training: dict[str, Any], batches: int) -> None:
    assert chosen(require_sound(raw_series(layer, **training)), batches) == ONE_BY_ONE


def test_what_the_spec_says_is_done() -> None:
    off = require_sound(raw_series(LSTM, jit_compile=False, steps_per_execution=1))
    assert chosen(off) == Execution(False, 1)
    assert chosen(require_sound(raw_series(FLAT, jit_compile=True, steps_per_execution=7))) == Execution(True, 7)
    assert chosen(require_sound(raw_series(FLAT, steps_per_execution=500))) == Execution("auto", 200)


def test_a_warm_up_sets_every_batch_so_that_none_run_together() -> None:
    schedule = {"kind": "exponential", "decay": 0.9, "warmup_epochs": 1}
    assert chosen(require_sound(raw_series(LSTM, learning_rate_schedule=schedule))) == Execution(True, 1)
    report = check_spec(raw_series(LSTM, learning_rate_schedule=schedule, steps_per_execution=8))
    assert pointers_of(report.errors) == ["/training/steps_per_execution"]


def losses(**training: Any) -> tuple[list[float], list[int]]:
    spec, listener = require_sound(raw_series(LSTM, epochs=3, **training)), Recorder()
    fit_network(spec, prepared_of(spec, data_set_of(spec.data)), None, listener)
    return listener.values("loss"), [int(batch["step"]) for report in listener.epochs for batch in report.batches]


def test_the_losses_are_those_of_single_steps_also_over_a_shorter_last_call() -> None:
    together, kept = losses()
    singly, all_kept = losses(jit_compile=False, steps_per_execution=1)
    assert together == pytest.approx(singly, abs=1e-6)
    assert kept == [64, 128, 192, 200] * 3
    assert len(all_kept) == 200


def test_a_loss_that_becomes_nan_in_a_call_of_many_steps_names_them() -> None:
    callback = FailOnNaN()
    callback.set_params({"steps": 120})
    callback.on_epoch_begin(6)
    callback.on_train_batch_begin(64)
    with pytest.raises(DivergedError, match=r"^loss became NaN at epoch 7, one of the batches 65 to 120, run in one call$"):
        callback.on_train_batch_end(127, {"loss": float("nan")})
