"""Training that takes some layers of a model, and training that leaves layers as they are."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from numpy.testing import assert_array_equal

import models
from models.building.network import build_network
from models.checking.check import check_spec, require_sound
from models.jobs import run
from models.specs.model import Sequential
from models.training.finish import Outcome
from models.training.listener import SilentListener
from tests.integration.models.training.test_continuing import DENSE, GRAPH, Shelf, changed, copied, trained
from tests.sealed import sealed

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")]

#: Layers with more to their training than weights: averages, and draws of dropout.
MIXED: dict[str, Any] = changed(DENSE, epochs=2) | {
    "model": {
        "kind": "sequential",
        "layers": [
            {"layer": "Dense", "units": 6, "activation": "tanh"},
            {"layer": "BatchNormalization"},
            {"layer": "Dropout", "rate": 0.3},
            {"layer": "Dense", "units": 4, "name": "middle"},
            {"layer": "BatchNormalization"},
            {"layer": "Dense", "units": 1},
        ],
    }
}
HEAD: list[dict[str, Any]] = [{"layer": "Dense", "units": 3, "activation": "relu"}, {"layer": "Dense", "units": 1}]
ANEW = {key: value for key, value in changed(DENSE, epochs=1).items() if key not in ("model", "preprocessing")}
FROZEN = ["dense", "batch_*", "middle"]


def weights_of(outcome: Outcome) -> dict[str, list[np.ndarray]]:
    """Return the weights of each layer that has some, by its name."""
    network = keras.models.load_model(outcome.artifact, compile=False)
    return {layer.name: layer.get_weights() for layer in network.layers if layer.weights}


def unchanged(before: Outcome, after: Outcome) -> set[str]:
    """Return the names of layers whose weights are the same bit for bit."""
    found, expected = weights_of(after), weights_of(before)
    return {name for name, values in found.items() if name in expected and all(map(np.array_equal, values, expected[name]))}


def started(start: Any, first: Outcome, folder: Path, spec: dict[str, Any] = ANEW) -> Outcome:
    shelf = Shelf(first=first)
    return run(require_sound({**spec, "start_from": start}, shelf), folder, SilentListener(), registered=shelf)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The mixed network after two epochs."""
    return trained(MIXED, tmp_path_factory.mktemp("first"))


def test_frozen_layers_keep_their_weights_and_averages_bit_for_bit_and_all_others_change(first: Outcome, tmp_path: Path) -> None:
    second = started("first@1", first, tmp_path / "second", changed(MIXED, freeze=FROZEN))
    assert unchanged(first, second) == {"dense", "batch_normalization", "batch_normalization_1", "middle"}
    assert set(weights_of(second)) - unchanged(first, second) == {"dense_1"}


def test_a_frozen_model_is_thawed_by_a_later_job_and_trains_on(first: Outcome, tmp_path: Path) -> None:
    second = started("first@1", first, tmp_path / "second", changed(MIXED, freeze=FROZEN))
    third = started("first@1", second, tmp_path / "third", MIXED)
    assert unchanged(second, third) == set()
    assert [line["epoch"] for line in third.content.history] == [5, 6]
    counts = {row.name: row.trainable for row in check_spec(changed(MIXED, freeze=FROZEN)).layers if row.parameters}
    network = keras.models.load_model(second.artifact, compile=False)
    assert counts == {layer.name: layer.count_params() if layer.trainable else 0 for layer in network.layers if layer.weights}


def test_a_frozen_model_is_gone_on_from_as_if_it_had_never_stopped(first: Outcome, tmp_path: Path) -> None:
    two, four = changed(MIXED, freeze=FROZEN), changed(MIXED, freeze=FROZEN, epochs=4)
    half = started("first@1", first, tmp_path / "half", two)
    halves, whole = started("first@1", half, tmp_path / "halves", two), started("first@1", first, tmp_path / "whole", four)
    assert unchanged(whole, halves) == set(weights_of(whole))
    assert [int(outcome.content.optimizer[0]) for outcome in (half, halves, whole)] == [10, 20, 20]


@pytest.mark.parametrize(
    "layer", [{"layer": "Bidirectional", "wrapped": {"layer": "LSTM", "units": 2}}, {"layer": "TimeDistributed", "wrapped": HEAD[0]}]
)
def test_a_layer_within_a_frozen_one_is_frozen_too(layer: dict[str, Any]) -> None:
    model = Sequential.model_validate({"kind": "sequential", "layers": [{**layer, "trainable": False}, {"layer": "Dense", "units": 1}]})
    network = build_network(model, (3, 2))
    assert {variable.path.split("/")[1] for variable in network.trainable_weights} == {"dense"}
    assert not network.layers[0].trainable_weights
    assert network.layers[0].weights


def test_a_frozen_layer_begins_as_it_is_drawn_where_there_is_no_model_to_start_from(tmp_path: Path) -> None:
    kernels = []
    for index, freeze in enumerate((["dense"], ["dense", "batch_normalization"])):
        outcome = trained(changed(DENSE, epochs=1, freeze=freeze), tmp_path / str(index))
        kernels.append(weights_of(outcome)["dense"])
    for one, other in zip(*kernels, strict=True):
        assert_array_equal(one, other)


def test_layers_that_are_kept_are_those_of_the_model_and_new_ones_learn(first: Outcome, tmp_path: Path) -> None:
    second = started({"model": "first@1", "freeze": FROZEN, "drop_last": 1, "append": HEAD}, first, tmp_path / "second")
    kept = {"dense", "batch_normalization", "middle", "batch_normalization_1"}
    assert unchanged(first, second) == kept
    assert set(weights_of(second)) - kept == {"dense_1", "dense_2"}
    assert second.proof.runtime == "onnx"
    assert [line["epoch"] for line in second.content.history] == [1]
    assert int(second.content.optimizer[0]) == 5


def test_transferred_layers_that_are_not_frozen_begin_with_the_weights_of_the_model(first: Outcome, tmp_path: Path) -> None:
    still = {**ANEW, "training": {**ANEW["training"], "optimizer": {"name": "sgd", "learning_rate": 1e-12}}}
    second = started({"model": "first@1", "drop_last": 1, "append": HEAD}, first, tmp_path / "second", still)
    for found, expected in zip(weights_of(second)["middle"], weights_of(first)["middle"], strict=True):
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-7)


def test_the_end_of_a_graph_is_replaced(tmp_path: Path) -> None:
    first = trained(changed(GRAPH, epochs=1), tmp_path / "first")
    second = started({"model": "first@1", "freeze": ["left"], "drop_last": 1, "append": HEAD}, first, tmp_path / "second")
    assert unchanged(first, second) == {"left"}
    assert set(weights_of(second)) == {"left", "right", "dense", "dense_1"}


def test_recorded_steps_are_used_on_other_data_but_the_targets_are_learned_anew(first: Outcome, tmp_path: Path) -> None:
    spec = {**ANEW, "data": {"source": "noisy_sine", "params": {"n_samples": 40, "low": 0.0, "high": 1.0}}}
    second = started({"model": "first@1", "freeze": ["dense"], "drop_last": 1, "append": HEAD}, first, tmp_path / "second", spec)
    ours, theirs = second.content.chain.record(), first.content.chain.record()
    assert ours["inputs"] == theirs["inputs"]
    assert ours["targets"] != theirs["targets"]
    found = models.load(second.artifact).predict(second.content.golden.inputs)
    assert len(found) == second.content.golden.n_examples


def test_other_labels_are_those_of_the_new_data(tmp_path: Path) -> None:
    first = trained(changed(DENSE, epochs=1), tmp_path / "first")
    spec = {
        "data": {"source": "spirals", "params": {"points": 20}},
        "preprocessing": {"targets": [{"step": "one_hot"}]},
        "training": {"loss": "categorical_crossentropy", "epochs": 1, "batch_size": 32},
    }
    base = {**spec, "model": DENSE["model"] | {"layers": [*DENSE["model"]["layers"][:-1], {"layer": "Dense", "units": 5, "activation": "softmax"}]}}
    spirals = trained(base, tmp_path / "spirals")
    moons = {**spec, "data": {"source": "moons", "params": {"n_samples": 60}}}
    start = {"model": "first@1", "freeze": ["dense"], "drop_last": 1, "append": [{"layer": "Dense", "units": 2, "activation": "softmax"}]}
    second = started(start, spirals, tmp_path / "second", moons)
    assert (spirals.content.signature.output.labels, second.content.signature.output.labels) == ((0, 1, 2, 3, 4), (0, 1))
    assert unchanged(spirals, second) == {"dense"}
    assert unchanged(first, second) == set()


def test_a_damaged_file_ends_a_transfer_with_a_reason(first: Outcome, tmp_path: Path) -> None:
    old = copied(first, tmp_path)
    sealed(old.artifact, lambda file: file.__delitem__("model_weights/dense"))
    with pytest.raises(models.core.errors.DataError, match=r"model\.h5 does not have the weights of its spec"):
        started({"model": "first@1", "drop_last": 1, "append": HEAD}, old, tmp_path / "second")
