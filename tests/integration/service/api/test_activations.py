"""What the layers of a network give for a sample, over HTTP."""

from typing import Any

import httpx
import numpy as np
import pytest

from service.settings import Settings
from tests.integration.trained import Trained, register, register_all, train_spec
from tests.responses import faults

pytestmark = pytest.mark.slow

NETWORK = {
    "data": {"source": "digits", "split": {"test": 0.5}},
    "preprocessing": {"inputs": [{"step": "scale", "from": [0, 16], "to": [0, 1]}, {"step": "add_channel"}], "targets": [{"step": "one_hot"}]},
    "model": {
        "kind": "sequential",
        "layers": [
            {"layer": "Conv2D", "filters": 3, "kernel_size": 3, "activation": "relu", "name": "conv"},
            {"layer": "Dropout", "rate": 0.5, "name": "drop"},
            {"layer": "Flatten", "name": "flat"},
            {"layer": "Dense", "units": 10, "activation": "softmax", "name": "digit"},
        ],
    },
    "training": {"loss": "categorical_crossentropy", "epochs": 1},
}


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack with a convolutional network and a pipeline."""
    settings = register_all(settings, trained, "line")
    register(settings, "conv", train_spec(trained.folder, "conv", NETWORK))
    return settings


def shown(client: httpx.Client, model: str, inputs: Any) -> httpx.Response:
    return client.post(f"/v1/models/{model}/activations", json={"inputs": inputs})


def test_each_layer_that_changes_something_is_shown_for_the_sample(client: httpx.Client) -> None:
    image = np.zeros((8, 8))
    image[2, 3] = 16
    response = shown(client, "conv", [image.tolist()])
    assert response.status_code == 200, response.text
    found = response.json()
    assert (found["model"], found["n_inputs"], found["n_layers"]) == ("conv@1", 1, 2)  # Neither dropout nor flattening changes a value.
    given, conv, digit = found["layers"]
    assert (given["shape"], conv["layer"], conv["shape"], digit["layer"], digit["shape"]) == ([8, 8, 1], "conv", [6, 6, 3], "digit", [10])
    assert np.argwhere(np.array(given["maps"][0])).tolist() == [[2, 3]]
    assert np.shape(conv["maps"]) == (3, 6, 6)
    predicted = client.post("/v1/models/conv/predict", json={"inputs": [image.tolist()]}).json()["predictions"][0]
    assert np.argmax(digit["maps"][0][0]) == predicted["label"]
    assert digit["high"] == pytest.approx(predicted["probability"], abs=1e-5)


@pytest.mark.parametrize("n", [0, 2])
def test_one_sample_is_followed_at_a_time(n: int, client: httpx.Client) -> None:
    assert faults(shown(client, "conv", [np.zeros((8, 8)).tolist()] * n)) == {"/inputs": f"expected one sample, got {n}"}


def test_a_sample_of_another_shape_is_refused_where_it_differs(client: httpx.Client) -> None:
    assert list(faults(shown(client, "conv", [[[1, 2], [3, 4]]]))) == ["/inputs/0"]


def test_a_pipeline_has_no_layers(client: httpx.Client) -> None:
    assert faults(shown(client, "line", [[1.0]])) == {"": "expected a network; this model is one of sklearn, which has no layers"}
