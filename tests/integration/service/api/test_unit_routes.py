"""Values of trained models in their own units and in those of the raw data, over HTTP."""

from typing import Any

import httpx
import numpy as np
import onnxruntime
import pytest

from models.catalog import recipes
from models.core.merge_patch import merge_patch
from service.settings import Settings
from service.store.files import Files
from tests.integration.text_jobs import Job
from tests.integration.toy_models import asked
from tests.integration.trained import Trained, register, register_all, train_spec
from tests.responses import fault, faults, problem
from workers.attempt import new_version

pytestmark = pytest.mark.slow

#: A forecaster that trains in a moment, over windows of three scaled values.
FORECASTER = {"model": {"layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 1}]}, "training": {"epochs": 1, "batch_size": 64}}
SERIES = [0.0, 0.5, 1.0, 1.5, 2.5]


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained, text_jobs: dict[str, Job]) -> Settings:
    """Settings of a stack with a forecaster, a regressor, a classifier of images, a transformer and a text model."""
    settings = register_all(settings, trained, "line", "digits")
    waves = merge_patch(recipes()["sines0-lstm3-w3"].spec, FORECASTER)
    register(settings, "waves", train_spec(trained.folder, "unit-waves", waves))
    register(settings, "scaler", train_spec(trained.folder, "unit-scaler", recipes()["minmax-moons"].spec))
    register(settings, "letters", new_version(text_jobs["letters"].outcome, Files(trained.folder)))
    return settings


def converted(client: httpx.Client, model: str, verb: str, **body: Any) -> dict[str, Any]:
    response = client.post(f"/v1/models/{model}/{verb}", json=body)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    assert found["model"] == f"{model}@1"
    return found


def test_a_network_run_by_hand_gives_the_predictions_of_the_service(client: httpx.Client) -> None:
    """Raw values are scaled, the downloaded network is run on them, and its outputs come back in the units of the series."""
    windows = converted(client, "waves", "transform", inputs=[SERIES])
    network = onnxruntime.InferenceSession(client.get("/v1/models/waves/onnx").content, providers=["CPUExecutionProvider"])
    (outputs,) = network.run(None, {network.get_inputs()[0].name: np.array(windows["inputs"], np.float32)})
    values = converted(client, "waves", "inverse_transform", targets=outputs.tolist())["targets"]
    (prediction,) = asked(client, "waves", [SERIES])
    assert windows["counts"] == [3]
    assert values == pytest.approx(prediction["value"], rel=1e-6)


def test_scaled_values_and_windows_go_there_and_back(client: httpx.Client) -> None:
    scaled = converted(client, "waves", "transform", inputs=[SERIES], targets=[1.0, -2.0])
    low, high = -2.735805246286758, 2.7352245244469024  # Of the training series.
    assert scaled["targets"] == pytest.approx([(value - low) / (high - low) for value in (1, -2)])
    raw = converted(client, "waves", "inverse_transform", inputs=scaled["inputs"], targets=scaled["targets"])
    assert np.array(raw["inputs"])[..., 0].tolist() == [pytest.approx(SERIES[start : start + 3]) for start in range(3)]
    assert raw["targets"] == pytest.approx([1, -2])


def test_prepared_samples_of_its_spec_are_what_the_model_gets(client: httpx.Client) -> None:
    found = client.post("/v1/specs/prepared", json={"recipe": "sines0-lstm3-w3", "part": "test", "n_samples": 3}).json()["samples"]
    raw = [[value for (value,) in sample["raw"]["inputs"]["inputs"]] for sample in found]
    assert converted(client, "waves", "transform", inputs=raw)["inputs"] == [sample["prepared"]["inputs"]["inputs"] for sample in found]


def test_an_input_is_followed_through_the_steps(client: httpx.Client) -> None:
    image = np.zeros((28, 28), int)
    image[3, 5] = 255
    found = converted(client, "digits", "transform", inputs=[image.tolist()], each_step=True)
    assert [(stage["step"], stage["shape"], stage["dtype"]) for stage in found["steps"]["inputs"]] == [
        ("image", [28, 28], "uint8"),
        ("cast", [28, 28], "float32"),
        ("scale", [28, 28], "float32"),
        ("reshape", [784], "float32"),
    ]
    assert found["steps"]["inputs"][0]["value"] == image.tolist()
    assert found["steps"]["inputs"][-1]["value"] == found["inputs"][0]
    series = converted(client, "waves", "transform", inputs=[SERIES], each_step=True)["steps"]["inputs"]
    assert [(stage["step"], stage["shape"]) for stage in series] == [("min_max", [5, 1]), ("window", [3, 3, 1])]
    text = converted(client, "letters", "transform", inputs=["abcabcabcabc"], each_step=True)["steps"]["inputs"]
    assert [stage["step"] for stage in text] == ["letters", "window"]
    assert text[0]["shape"] == [12]
    assert text[1]["value"][0] == text[0]["value"][-len(text[1]["value"][0]) :]


def test_only_one_input_is_followed(client: httpx.Client) -> None:
    refused = client.post("/v1/models/waves/transform", json={"inputs": [SERIES, SERIES], "each_step": True})
    assert fault(refused) == ("/each_step", "expected one input to follow through the steps, got 2")


def test_values_of_the_steps_count_in_the_bound_of_an_answer(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.api.units.MAX_VALUES", 20)
    assert len(converted(client, "waves", "transform", inputs=[SERIES])["inputs"]) == 3
    refused = client.post("/v1/models/waves/transform", json={"inputs": [SERIES], "each_step": True})
    assert fault(refused) == ("", "expected values that give at most 20 numbers, got 23; send fewer at a time")


@pytest.mark.parametrize("model", ["waves", "digits", "line", "letters", "scaler"])
def test_examples_are_inputs_of_predictions(client: httpx.Client, model: str) -> None:
    found = client.get(f"/v1/models/{model}/examples").json()
    assert (found["model"], found["source"]) == (f"{model}@1", "real")
    assert len(asked(client, model, found["inputs"])) == len(found["inputs"]) > 0


def test_images_and_labels_are_converted(client: httpx.Client) -> None:
    image = np.zeros((28, 28), int)
    image[3, 5] = 255
    there = converted(client, "digits", "transform", inputs=[image.tolist()], targets=[7])
    (pixels,) = there["inputs"]
    assert (len(pixels), pixels[3 * 28 + 5], sum(pixels)) == (784, 1, 1)
    assert there["targets"] == [[0, 0, 0, 0, 0, 0, 0, 1, 0, 0]]
    back = converted(client, "digits", "inverse_transform", inputs=there["inputs"], targets=there["targets"])
    assert fault(client.post("/v1/models/digits/inverse_transform", json={"targets": [3, there["targets"][0]]}))[0] == "/targets/1"
    assert back["inputs"] == [image.tolist()]
    assert (back["targets"], converted(client, "digits", "inverse_transform", targets=[3, 9])["targets"]) == ([7], [3, 9])


def test_texts_become_ids_and_ids_symbols(client: httpx.Client) -> None:
    there = converted(client, "letters", "transform", inputs=["From fairest"], targets=["F"])
    back = converted(client, "letters", "inverse_transform", inputs=there["inputs"], targets=there["targets"])
    assert ("".join(back["inputs"][0]), back["targets"]) == (" fairest", ["F"])


@pytest.mark.parametrize(
    ("model", "verb", "body", "pointer", "phrase"),
    [
        ("waves", "inverse_transform", {}, "", "expected inputs, targets or both, got neither"),
        ("waves", "inverse_transform", {"targets": "1"}, "/targets", "should be a valid list"),
        ("waves", "inverse_transform", {"targets": [None]}, "/targets/0", "expected"),
        ("waves", "inverse_transform", {"targets": [0.1, [0.1, 0.2]]}, "/targets/1", "expected"),
        (
            "waves",
            "inverse_transform",
            {"targets": {"output": [1]}},
            "/targets",
            "expected an object of lists with outputs, got an object with output",
        ),
        ("waves", "inverse_transform", {"targets": [0.5] * 10_001}, "/targets", "expected at most 10,000 samples, got 10,001"),
        ("waves", "inverse_transform", {"inputs": [[0.1, 0.2]]}, "/inputs/0", "expected"),
        ("waves", "transform", {"inputs": [[0.1, 0.2]]}, "/inputs/0", "expected a series of at least 3 steps"),
        ("waves", "transform", {"values": [1]}, "/values", "unknown"),
        ("digits", "transform", {"targets": [10]}, "/targets/0", "expected a label of the model (0, 1, 2"),
        ("digits", "inverse_transform", {"targets": [10]}, "/targets/0", "a whole number from 0 to 9, got 10"),
        ("scaler", "inverse_transform", {"targets": [[0, 1]]}, "/targets", "predict has the method inverse_transform"),
        ("letters", "inverse_transform", {"inputs": [[0, 1, 2, 3, 4, 5, 6, 55]]}, "/inputs/0/7", "a whole number from 0 to 54, got 55"),
    ],
)
def test_what_cannot_be_converted_is_refused_with_a_pointer(
    client: httpx.Client, model: str, verb: str, body: dict[str, Any], pointer: str, phrase: str
) -> None:
    found = faults(client.post(f"/v1/models/{model}/{verb}", json=body))
    assert pointer in found
    assert phrase in found[pointer]


def test_a_method_that_a_forecaster_lacks_names_the_route_that_does_it(client: httpx.Client) -> None:
    response = client.post("/v1/models/waves/predict", json={"inputs": [SERIES], "method": "inverse_transform"})
    assert fault(response)[1].endswith("got inverse_transform; POST /v1/models/{ref}/inverse_transform inverts the model's preprocessing")


def test_a_model_that_is_not_there_is_not_found(client: httpx.Client) -> None:
    problem(client.post("/v1/models/none/transform", json={"inputs": [1]}), 404)
