"""Schedules of learning rates on real fits, against Keras' own."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from models.building.network import compile_network
from models.training.callbacks.rates import as_asked, rate_callbacks
from models.training.snapshot import Snapshot
from tests.integration.models.training.small_fits import BUMPY, by_keras, fitted, spec_of

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")]

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
