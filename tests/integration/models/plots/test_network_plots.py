"""Diagram, filters, weights and activations of trained networks."""

import warnings
from pathlib import Path

import numpy as np
import pytest

from models.checking.check import require_sound
from models.jobs import run
from models.plots.run import Run
from models.specs.ports import port_sets
from models.specs.registered import NoneRegistered, RegisteredModel
from models.training.listener import SilentListener
from tests.autoencoders import variational
from tests.integration.models.plots.finished_runs import DIGITS, digits, finished
from tests.texts import letters_spec
from tests.unit.models.plots.drawing import plots_of, size_of, written_in

pytestmark = pytest.mark.slow


def test_the_diagram_names_each_layer_with_its_shape_and_weights() -> None:
    made = digits()["network"]
    assert made.caption == "The network has 5 layers and 1,482 weights."
    assert {"inputs", "8 × 8 × 1", "Conv2D first", "6 × 6 × 18 · 180 weights", "Dense class", "10 · 650 weights"} <= set(written_in(made))
    assert size_of(made)[0] == 1020


def test_branches_of_a_graph_are_side_by_side() -> None:
    made = plots_of(finished(variational()))["network"]
    names = [box["name"] for box in made.numbers["boxes"]]
    start = names.index("encoder")
    assert {(start, names.index("mean")), (start, names.index("log_variance"))} <= {tuple(arrow) for arrow in made.numbers["arrows"]}
    assert {"pixels", "Dense encoder", "Dense mean", "Dense log_variance", "Sampling z", "Dense picture"} <= set(written_in(made))


def test_filters_are_the_weights_of_each_convolution() -> None:
    made = digits()["filters"]
    first, second = made.numbers["layers"]
    assert (first["shape"], len(first["filters"]), second["shape"], len(second["filters"])) == ([3, 3, 1, 18], 18, [3, 3, 18, 4], 4)
    assert made.caption == (
        "The first convolution, first, has 18 filters of 3 x 3 on 1 channel; weights below zero are orange, above zero purple. "
        "Of filters on several channels the mean over these is drawn."
    )
    assert {"first: 18 filters of 3 × 3 × 1", "second: 4 filters of 3 × 3 × 18"} <= set(written_in(made))
    size_of(made)


def test_a_sample_is_followed_through_the_layers_that_change_it() -> None:
    made = digits()["activations"]
    layers = [layer["layer"] for layer in made.numbers["layers"]]
    assert layers == ["inputs", "first", "second", "class"]
    assert made.shows_data
    assert "of the test part, of class 0" in made.caption
    assert [np.array(layer["maps"]).shape for layer in made.numbers["layers"]] == [(1, 8, 8), (12, 6, 6), (4, 4, 4), (1, 1, 10)]
    assert "6 × 6 × 18" in " ".join(written_in(made))
    size_of(made)


def test_weights_are_counted_by_layer_without_biases() -> None:
    made = digits()["weights"]
    assert [(layer["layer"], layer["n_weights"], sum(layer["counts"])) for layer in made.numbers["layers"]] == [
        ("first", 162, 162),
        ("second", 648, 648),
        ("class", 640, 640),
    ]
    assert "class (640)" in written_in(made)
    size_of(made)


def test_of_a_text_model_a_window_is_followed() -> None:
    made = plots_of(finished(letters_spec()))
    assert made["activations"].numbers["sample"] == "a window of the data"
    assert "filters" not in made
    assert "LSTM" in written_in(made["network"])


class Shelf(NoneRegistered):
    """One registered model."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def describe(self, ref: str) -> RegisteredModel | None:
        return RegisteredModel("digits@1", (8, 8, 1), (10,), 1482, 1482)

    def artifact(self, ref: str) -> Path:
        assert self._run.path is not None
        return self._run.path


def test_a_model_used_as_a_layer_has_the_shape_and_weights_that_it_has_in_the_network(tmp_path: Path) -> None:
    nodes = [{"name": "image"}, {"name": "inner", "inputs": ["image"], "model": "digits@1", "trainable": False}]
    nodes.append({"name": "class", "inputs": ["inner"], "layer": {"layer": "Dense", "units": 10, "activation": "softmax"}})
    first = finished(DIGITS)
    spec = require_sound({**DIGITS, "model": {"kind": "functional", "nodes": nodes, "outputs": ["class"]}}, shelf := Shelf(first))
    stored = spec.model_dump(mode="json")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="__array__ implementation doesn't accept a copy keyword")  # Keras, of its own variables.
        path = run(spec, tmp_path, SilentListener(), registered=shelf).artifact
    made = plots_of(Run("nested@1", stored, stored, path, (spec, port_sets(spec))))
    inner = made["network"].numbers["boxes"][1]
    assert (inner["layer"], inner["shape"], inner["parameters"], inner["trainable"]) == ("model digits@1", [10], 1482, 0)
    assert made["network"].caption == "The network has 2 layers and 1,592 weights, of which training changed 110."
    assert "not trained" in written_in(made["network"])
