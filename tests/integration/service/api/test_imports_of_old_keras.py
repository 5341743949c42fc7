"""Networks of Keras 1 and 2 are imported as the functions that they are, or refused when they are posted."""

import json
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from service.settings import Settings
from tests.integration.service.api.test_imported_models import imported, posted
from tests.old_keras import drawn, entry, gru, hard, hdf5, layer, lstm, sequential, softmax
from tests.responses import fault

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"max_upload_bytes": 4 * 1024 * 1024})


def predicted(client: httpx.Client, settings: Settings, name: str, architecture: Any, weights: bytes, x: np.ndarray) -> Any:
    """Import a network and return what it predicts: values, or probabilities in the order of the classes."""
    job = imported(client, settings, None if architecture is None else json.dumps(architecture), weights, name)
    assert job["state"] == "succeeded", job["error"]
    assert client.get(f"/v1/models/{name}").json()["serving"]["runtime"] == "onnx"
    response = client.post(f"/v1/models/{name}/predict", json={"inputs": x.tolist()})
    return [answer.get("value", list(answer.get("probabilities", {}).values())) for answer in response.json()["predictions"]]


def close(expected: np.ndarray) -> Any:
    return pytest.approx(
        np.squeeze(expected).tolist() if expected.shape[-1] == 1 else [pytest.approx(row, abs=1e-5) for row in expected.tolist()], abs=1e-5
    )


@pytest.mark.parametrize("use_bias", [True, False], ids=["bias", "no bias"])
def test_a_gru_that_resets_before_the_product_is_that_gru(client: httpx.Client, settings: Settings, tmp_path: Path, use_bias: bool) -> None:
    kernel, recurrent, bias, last = drawn((2, 12), (4, 12), (12,), (4, 1))
    cell = layer("GRU", "gru_1", units=4, activation="tanh", recurrent_activation="sigmoid", use_bias=use_bias, implementation=1, reset_after=False)
    config = sequential([entry(6, 2), cell, layer("Dense", "dense_1", units=1, activation="linear", use_bias=False)])
    weights = [("gru_1/kernel:0", kernel), ("gru_1/recurrent_kernel:0", recurrent), *([("gru_1/bias:0", bias)] if use_bias else [])]
    file = hdf5(tmp_path / "gru.h5", {"gru_1": weights, "dense_1": [("dense_1/kernel:0", last)]})
    (x,) = drawn((3, 6, 2), seed=9)
    found = predicted(client, settings, f"gru-{'bias' if use_bias else 'plain'}", config, file, x)
    assert found == close(gru(x, kernel, recurrent, bias if use_bias else np.zeros(12)) @ last)


def test_the_hard_sigmoid_of_an_old_lstm_is_that_of_its_version_in_one_lone_file(client: httpx.Client, settings: Settings, tmp_path: Path) -> None:
    kernel, recurrent, bias, last = drawn((2, 16), (4, 16), (16,), (4, 1))
    cell = layer("LSTM", "lstm_1", units=4, activation="tanh", recurrent_activation="hard_sigmoid", use_bias=True, unroll=True)
    config = sequential([cell, layer("Dense", "dense_1", units=1, activation="hard_sigmoid", use_bias=False)], version=None)
    config["config"]["layers"][0]["config"]["batch_input_shape"] = [None, 6, 2]
    weights = [("lstm_1/kernel:0", kernel), ("lstm_1/recurrent_kernel:0", recurrent), ("lstm_1/bias:0", bias)]
    file = hdf5(tmp_path / "lstm.h5", {"lstm_1": weights, "dense_1": [("dense_1/kernel:0", last)]}, config, "2.2.4-tf")
    (x,) = drawn((3, 6, 2), seed=9)
    assert predicted(client, settings, "lstm", None, file, x) == close(hard(lstm(x, kernel, recurrent, bias) @ last))
    spec = client.get("/v1/jobs?state=succeeded").json()["jobs"][0]["spec"]
    assert spec["model"]["layers"][0]["recurrent_activation"] == "hard_sigmoid_keras2"
    text = client.get("/v1/models/lstm/architecture").text
    again = predicted(client, settings, "lstm-again", json.loads(text), client.get("/v1/models/lstm/weights").content, x)
    assert again == close(hard(lstm(x, kernel, recurrent, bias) @ last))


def test_a_hard_sigmoid_of_an_unknown_version_is_refused(client: httpx.Client, tmp_path: Path) -> None:
    config = sequential([entry(4), layer("Dense", "d", units=1, activation="hard_sigmoid", use_bias=False)], version=None)
    file = hdf5(tmp_path / "d.h5", {"d": [("d/kernel:0", drawn((4, 1))[0])]}, version="")
    pointer, detail = fault(posted(client, json.dumps(config), file))
    assert pointer == "/architecture/config/layers/1/config/activation"
    assert 'keras_version": "2.15.0"' in detail


def test_a_network_of_keras_1_is_taken(client: httpx.Client, settings: Settings, tmp_path: Path) -> None:
    a, b, *gates = drawn((6, 3), (3,), *[(2, 3), (3, 3), (3,)] * 4)
    first = layer("LSTM", "l", output_dim=3, init="glorot_uniform", inner_init="orthogonal", forget_bias_init="one", activation="tanh")
    first["config"] |= {
        "inner_activation": "hard_sigmoid",
        "input_dim": 2,
        "input_length": 5,
        "dropout_W": 0.0,
        "dropout_U": 0.0,
        "W_regularizer": None,
    }
    second = layer(
        "Dense", "d", output_dim=3, init="uniform", activation="softmax", bias=True, W_regularizer={"name": "WeightRegularizer", "l2": 0.1, "l1": 0}
    )
    config = {"class_name": "Sequential", "config": [first, second], "keras_version": "1.2.2"}
    names = [f"l_{part}_{gate}" for gate in "icfo" for part in "WUb"]
    file = hdf5(tmp_path / "one.h5", {"l": list(zip(names, gates, strict=True)), "d": [("d_W", a[:3]), ("d_b", b)]}, version="1.2.2")
    (x,) = drawn((3, 5, 2), seed=9)
    i, c, f, o = (gates[start : start + 3] for start in range(0, 12, 3))
    kernel, recurrent, bias = (np.concatenate(parts, -1) for parts in zip(i, f, c, o, strict=True))
    assert predicted(client, settings, "one", config, file, x) == close(softmax(lstm(x, kernel, recurrent, bias) @ a[:3] + b))


def test_networks_within_a_network_are_written_out_in_a_graph_of_lists(client: httpx.Client, settings: Settings, tmp_path: Path) -> None:
    a, b, c, d, e, f = drawn((4, 6), (6,), (6, 4), (4,), (4, 2), (2,))
    body = sequential([entry(4, name="dense_input"), layer("Dense", "dense", units=6, activation="relu", use_bias=True)], None, "body")
    body["config"]["layers"].append(layer("Dense", "dense_1", units=4, activation="linear", use_bias=True))
    whole = [
        {**entry(4, name="x"), "name": "x", "inbound_nodes": []},
        {**body, "name": "body", "inbound_nodes": [[["x", 0, 0, {}]], [["body", 0, 0, {}]]]},
        {**layer("Add", "sum"), "name": "sum", "inbound_nodes": [[["body", 0, 0, {}], ["body", 1, 0, {}]]]},
        {**layer("Dense", "head", units=2, activation="softmax", use_bias=True), "name": "head", "inbound_nodes": [[["sum", 0, 0, {}]]]},
    ]
    fields = {"name": "outer", "layers": whole, "input_layers": [["x", 0, 0]], "output_layers": [["head", 0, 0]]}
    config = {"class_name": "Model", "config": fields, "keras_version": "2.2.5", "backend": "tensorflow"}
    inner = [("dense/kernel:0", a), ("dense/bias:0", b), ("dense_1/kernel:0", c), ("dense_1/bias:0", d)]
    file = hdf5(tmp_path / "nested.h5", {"x": [], "body": inner, "sum": [], "head": [("head/kernel:0", e), ("head/bias:0", f)]}, config)
    (x,) = drawn((3, 4), seed=9)
    once = np.maximum(x @ a + b, 0) @ c + d
    twice = np.maximum(once @ a + b, 0) @ c + d
    assert predicted(client, settings, "nested", config, file, x) == close(softmax((once + twice) @ e + f))


def test_all_layers_that_a_spec_lacks_are_named_in_one_answer_with_the_faults_of_the_file(client: httpx.Client) -> None:
    config = sequential([entry(4), layer("Lambda", "a", function=["4wEA", None, None]), layer("CuDNNGRU", "b"), layer("PReLU", "c")])
    response = posted(client, json.dumps(config), b"no HDF5")
    errors = response.json()["errors"]
    pointers = [error["pointer"] for error in errors]
    assert response.status_code == 422
    assert pointers == [*(f"/architecture/config/layers/{index}/class_name" for index in (1, 2, 3)), "/weights"]
    assert "Rescaling" in errors[0]["detail"]
    assert [name in error["detail"] for name, error in zip(("Lambda", "CuDNNGRU", "PReLU"), errors, strict=False)] == [True] * 3


def test_the_architecture_within_a_lone_file_is_refused_where_it_stands(client: httpx.Client, tmp_path: Path) -> None:
    config = sequential([entry(4), layer("Lambda", "scale", function=["4wEA", None, None]), layer("Dense", "d", units=1, use_bias=False)])
    lone = hdf5(tmp_path / "lone.h5", {"d": [("d/kernel:0", drawn((4, 1))[0])]}, config)
    assert fault(posted(client, None, lone))[0] == "/weights/model_config/config/layers/1/class_name"
    without = hdf5(tmp_path / "without.h5", {"d": [("d/kernel:0", drawn((4, 1))[0])]})
    pointer, detail = fault(posted(client, None, without))
    assert pointer == "/architecture"
    assert "model.to_json()" in detail


def test_convolutions_of_theano_are_refused_as_their_kernels_are_mirrored(client: httpx.Client, tmp_path: Path) -> None:
    cell = layer("Conv1D", "c", filters=2, kernel_size=[3], strides=[1], padding="valid", activation="linear", use_bias=False)
    file = hdf5(tmp_path / "c.h5", {"c": [("c/kernel:0", drawn((3, 2, 2))[0])]}, backend="theano")
    for config in (sequential([entry(6, 2), cell], backend="theano"), {"class_name": "Sequential", "config": [entry(6, 2), cell]}):
        pointer, detail = fault(posted(client, json.dumps(config), file))
        assert pointer.startswith("/architecture/config")
        assert "mirrored" in detail


def test_every_group_of_weights_that_differs_is_named(client: httpx.Client, tmp_path: Path) -> None:
    config = sequential([entry(4), layer("Dense", "a", units=2, use_bias=False), layer("Dense", "b", units=2, use_bias=False)])
    file = hdf5(tmp_path / "w.h5", {"a": [("a/kernel:0", drawn((4, 3))[0])], "c": [("c/kernel:0", drawn((2, 2))[0])]})
    details = [error["detail"] for error in posted(client, json.dumps(config), file).json()["errors"]]
    assert details == [f"expected {n} weights of layer {name}, got {found}" for name, n, found in (("a", 8, 12), ("b", 4, 0), ("c", 0, 4))]
