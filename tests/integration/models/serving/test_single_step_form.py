"""Recurrent networks in step form: one step at a time gives what the whole window gives."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from models.building.network import build_network
from models.core.arrays import Array
from models.core.errors import CompileError
from models.serving.compiled import Part
from models.serving.compiled.step import SingleStep, step_part
from models.serving.compiling import FormProof, compile_form
from models.serving.single_step.step_model import KerasSteps, step_form
from models.serving.single_step.steps import OnnxSteps, run_windows
from models.specs.model import Sequential

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword")  # Keras, of its own variables.

WINDOWS = np.random.default_rng(0)
IDS = WINDOWS.integers(0, 9, (3, 12))
ROWS = WINDOWS.normal(size=(3, 12, 2))
ONE_HOT = {"layer": "CategoryEncoding", "num_tokens": 9}
LAST = {"layer": "Dense", "units": 9, "activation": "softmax"}
#: Layers, and the windows they take.
STEPPING: dict[str, tuple[list[dict[str, Any]], Array]] = {
    "letters": (
        [ONE_HOT, {"layer": "LSTM", "units": 8, "return_sequences": True}, {"layer": "Dropout", "rate": 0.3}, {"layer": "LSTM", "units": 5}, LAST],
        IDS,
    ),
    "embedded": (
        [
            {"layer": "Embedding", "input_dim": 9, "output_dim": 4},
            {"layer": "GRU", "units": 8},
            {"layer": "Dense", "units": 9},
            {"layer": "Activation", "activation": "softmax"},
        ],
        IDS,
    ),
    "of Keras 2": (
        [
            {"layer": "GRU", "units": 8, "reset_after": False, "recurrent_activation": "hard_sigmoid_keras2", "return_sequences": True},
            {"layer": "LSTM", "units": 4, "recurrent_activation": "hard_sigmoid_keras2"},
        ],
        ROWS,
    ),
    "every step": (
        [
            {"layer": "SimpleRNN", "units": 8, "return_sequences": True},
            {"layer": "LayerNormalization"},
            {"layer": "TimeDistributed", "wrapped": {"layer": "Dense", "units": 3}},
        ],
        ROWS,
    ),
}
WHOLE: dict[str, tuple[list[dict[str, Any]], str]] = {
    "both ways": ([{"layer": "Bidirectional", "wrapped": {"layer": "LSTM", "units": 2}}], "layer bidirectional, a Bidirectional, combines all steps"),
    "convolved": ([{"layer": "Conv1D", "filters": 2, "kernel_size": 3}, {"layer": "LSTM", "units": 2}], "layer conv1d, a Conv1D, combines all steps"),
    "flat": ([{"layer": "GRU", "units": 2, "return_sequences": True}, {"layer": "Flatten"}], "layer flatten, a Flatten, combines all steps"),
    "backwards": ([{"layer": "LSTM", "units": 2, "go_backwards": True}], "layer lstm goes backwards in time"),
    "no memory": ([{"layer": "Dense", "units": 2}], "it has no recurrent layer"),
}


def network_of(layers: list[dict[str, Any]], windows: Array) -> Any:
    network = build_network(Sequential.model_validate({"kind": "sequential", "layers": layers}), windows.shape[1:])
    draws = np.random.default_rng(1)
    network.set_weights([draws.normal(size=weight.shape) for weight in network.get_weights()])
    return network


class Steps(SingleStep):
    """The single-step form of a network that is in no artifact, proved on windows."""

    def __init__(self, network: Any, windows: Array) -> None:
        self._network, self._windows = network, windows

    def build(self, *_given: Any) -> list[Part]:
        return [step_part(self._network, self._windows)]

    def load(self, artifact: Any, folder: Path) -> OnnxSteps:
        return OnnxSteps(folder / "step.onnx")


def compile_steps(network: Any, windows: Array, folder: Path) -> FormProof:
    given: Any = None
    return compile_form(Steps(network, windows), given, given, folder)


@pytest.mark.parametrize("name", STEPPING)
def test_steps_over_a_window_give_what_the_network_gives(name: str, tmp_path: Path) -> None:
    network = network_of(*STEPPING[name])
    windows = STEPPING[name][1]
    proof = compile_steps(network, windows, tmp_path)
    assert proof.is_sound, proof.reason
    expected = np.asarray(network(windows.astype(np.float32)))
    for steps in (OnnxSteps(tmp_path / "step.onnx"), KerasSteps(network)):
        found = run_windows(steps, windows)
        assert_allclose(found if name == "every step" else found[:, -1], expected, atol=1e-5)


def test_a_state_can_be_gone_back_to_and_series_do_not_meet(tmp_path: Path) -> None:
    network = network_of(*STEPPING["letters"])
    assert compile_steps(network, IDS, tmp_path).is_sound
    steps = OnnxSteps(tmp_path / "step.onnx")
    _, state = steps.step(np.array([1]), steps.initial())
    first, _ = steps.step(np.array([2]), state)
    again, _ = steps.step(np.array([2]), state)
    assert_array_equal(first, again)
    _, both = steps.step(np.array([1, 5]), steps.initial(2))
    beside, _ = steps.step(np.array([2, 7]), both)
    assert_allclose(beside[:1], first, atol=1e-6)


def test_the_live_step_form_follows_the_weights_when_it_is_told(tmp_path: Path) -> None:
    network = network_of(*STEPPING["letters"])
    steps = KerasSteps(network)
    before = run_windows(steps, IDS)
    network.set_weights([weight / 2 for weight in network.get_weights()])
    assert_array_equal(run_windows(steps, IDS), before)
    steps.take_weights()
    assert_allclose(run_windows(steps, IDS)[:, -1], np.asarray(network(IDS.astype(np.float32))), atol=1e-5)


def test_a_network_that_was_loaded_from_its_file_has_the_same_step_form(tmp_path: Path) -> None:
    chain = network_of(*STEPPING["letters"])
    entry = keras.Input((12,))
    tensor = entry
    for layer in chain.layers:
        tensor = layer(tensor)
    for network in (chain, keras.Model(entry, tensor)):
        network.save(tmp_path / "network.h5", include_optimizer=False)
        loaded = keras.models.load_model(tmp_path / "network.h5", compile=False)
        assert_allclose(run_windows(KerasSteps(loaded), IDS)[:, -1], np.asarray(loaded(IDS.astype(np.float32))), atol=1e-5)


def test_a_graph_with_branches_is_no_chain() -> None:
    entry = keras.Input((12, 2))
    lstm = keras.layers.LSTM(2)(entry)
    branches = keras.layers.Concatenate()([lstm, keras.layers.GRU(2, name="other")(entry)])
    with pytest.raises(CompileError, match="its layers are not a single chain: other does not take the output"):
        step_form(keras.Model(entry, branches))


@pytest.mark.parametrize("name", WHOLE)
def test_a_network_that_looks_at_whole_windows_says_which_layer_does(name: str, tmp_path: Path) -> None:
    layers, reason = WHOLE[name]
    proof = compile_steps(network_of(layers, ROWS), ROWS, tmp_path)
    assert reason in proof.reason
    assert list(tmp_path.iterdir()) == []


def test_ids_without_features_cannot_be_stepped_through_by_a_dense_layer() -> None:
    with pytest.raises(CompileError, match="layer dense, a Dense, combines all steps"):
        step_form(network_of([{"layer": "Dense", "units": 2}], IDS))
