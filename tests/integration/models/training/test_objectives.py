"""Every loss, optimizer and metric of the spec trains a network."""

from typing import Any, get_args

import numpy as np
import pytest

from models.building.network import build_network, compile_network
from models.specs.losses_and_metrics import Family, Loss, Metric, Takes, family_of, takes
from models.specs.model import Sequential
from models.specs.optimizers import AnyOptimizer
from models.specs.training import Training

OPTIMIZERS = [get_args(cls.model_fields["name"].annotation)[0] for cls in get_args(get_args(AnyOptimizer)[0])]
DRAWS = np.random.default_rng(0)
X = DRAWS.normal(size=(16, 4)).astype("float32")
LABELS = DRAWS.integers(0, 3, 16)
ONE_HOT = np.eye(3, dtype="float32")[LABELS]
#: For each family of losses, the targets and the last layer it is meant for.
MEANT: dict[Family, tuple[np.ndarray, dict[str, Any]]] = {
    Family.CATEGORICAL: (ONE_HOT, {"units": 3, "activation": "softmax"}),
    Family.SPARSE: (LABELS, {"units": 3, "activation": "softmax"}),
    Family.BINARY: (LABELS % 2, {"units": 1, "activation": "sigmoid"}),
    Family.MARGIN: (LABELS % 2 * 2 - 1, {"units": 1, "activation": "tanh"}),
    Family.VALUES: (DRAWS.uniform(1, 2, (16, 1)).astype("float32"), {"units": 1, "activation": "softplus"}),
}
METRICS = {
    Takes.ONE_HOT: Family.CATEGORICAL,
    Takes.LABELS: Family.SPARSE,
    Takes.CLASSES: Family.BINARY,
    Takes.SAME_SHAPE: Family.VALUES,
    Takes.ANY: Family.VALUES,
}


def one_step(family: Family, **training: Any) -> dict[str, float]:
    """Train a network of one layer for one step, and return what was measured."""
    y, last = MEANT[family]
    network = build_network(Sequential.model_validate({"kind": "sequential", "layers": [{"layer": "Dense", **last}]}), (4,))
    before = [weights.copy() for weights in network.get_weights()]
    compile_network(network, Training(epochs=1, **training))
    logs: dict[str, float] = network.train_on_batch(X, y.reshape(len(y), -1).astype("float32"), return_dict=True)
    assert any((old != new).any() for old, new in zip(before, network.get_weights(), strict=True))
    return logs


@pytest.mark.parametrize("loss", get_args(Loss))
def test_a_loss_trains_the_network_it_is_meant_for(loss: Loss) -> None:
    assert np.isfinite(one_step(family_of(loss), loss=loss)["loss"])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimizer_takes_its_own_fields_and_those_of_all(name: str) -> None:
    optimizer = {"name": name, "learning_rate": 0.1, "weight_decay": 0.01, "clipnorm": 1.0}
    assert np.isfinite(one_step(Family.VALUES, loss="mean_squared_error", optimizer=optimizer)["loss"])


@pytest.mark.parametrize("wanted", Takes)
def test_metrics_measure_the_targets_they_are_meant_for(wanted: Takes) -> None:
    metrics = [metric for metric in get_args(Metric) if takes(metric) is wanted][:10]
    family = METRICS[wanted]
    loss = next(loss for loss in get_args(Loss) if family_of(loss) is family)
    logs = one_step(family, loss=loss, metrics=metrics)
    assert set(metrics) <= set(logs)
    assert all(np.isfinite(value) for value in logs.values())
